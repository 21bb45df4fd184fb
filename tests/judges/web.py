"""Verdicts on web pages: axe and the network in Chromium, and the Nu HTML checker."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from tests.judges.tools import HERE, require

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, order=True)
class Finding:
    """One axe rule that one view of a page breaks."""

    url: str
    width: int
    scheme: str
    rule: str
    impact: str
    targets: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class Browsed:
    """What a browser met on some pages; each text names its page, width and scheme."""

    violations: list[Finding]
    failed_requests: list[str]
    external_requests: list[str]
    console_errors: list[str]


def axe(
    pages: Sequence[str],
    widths: Sequence[int] = (1280, 390),
    schemes: Sequence[Scheme] = ("light", "dark"),
) -> Browsed:
    """Every page in every width and scheme, by axe's rules, with one browser."""
    found = _browse(
        {
            "axe": require("axe-core"),
            "pages": list(pages),
            # Those of one width are looked at in a page that is loaded once.
            "views": [[{"width": w, "scheme": scheme} for scheme in schemes] for w in widths],
        }
    )
    expected = len(pages) * len(widths) * len(schemes)
    if found["judged"] != expected:
        raise RuntimeError(f"axe judged {found['judged']} of {expected} views")
    # The views race each other; what they found should not come in the winner's order.
    return Browsed(
        violations=sorted(
            Finding(**{**finding, "targets": tuple(finding["targets"])})
            for finding in found["violations"]
        ),
        failed_requests=sorted(found["failed"]),
        external_requests=sorted(found["external"]),
        console_errors=sorted(found["errors"]),
    )


def screenshot(
    url: str,
    path: Path,
    *,
    width: int = 1280,
    height: int = 900,
    full_page: bool = False,
    scheme: Scheme = "light",
) -> Path:
    """A PNG of a page as a reader sees it."""
    view = {"width": width, "height": height, "scheme": scheme}
    _browse({"pages": [url], "views": [[view]], "shot": str(path), "fullPage": full_page})
    return path


def _browse(job: dict[str, Any]) -> dict[str, Any]:
    require("playwright-core")
    run = subprocess.run(
        [require("node"), str(HERE / "browser.mjs")],
        input=json.dumps({**job, "chromium": require("chromium")}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"the browser did not run: {run.stderr}")
    result: dict[str, Any] = json.loads(run.stdout)
    return result


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any, **kwargs: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    # The default of 5 makes a browser's burst of connections wait a second.
    request_queue_size = 128


@contextmanager
def serve_directory(path: Path) -> Iterator[str]:
    """A directory on a free local port, by its address without a final slash."""
    handler = partial(_QuietHandler, directory=str(path))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def nu_html(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """The errors that the Nu HTML checker finds in each file."""
    by_place = {path.resolve(strict=True): path for path in paths}
    errors: dict[Path, list[str]] = {path: [] for path in paths}
    run = subprocess.run(
        [
            *[require("java"), "-jar", require("vnu"), "--format", "json", "--errors-only"],
            *["--stdout", "--exit-zero-always", *map(str, by_place)],
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"the Nu HTML checker did not run: {run.stderr}")
    for message in json.loads(run.stdout)["messages"]:
        path = by_place[Path(unquote(urlsplit(message["url"]).path))]
        errors[path].append(f"line {message.get('lastLine', '?')}: {message['message']}")
    return errors


def drive(address: str, steps: str, width: int = 1280, *, scripts: bool = True) -> Any:
    """What some steps return in a real browser: the body of a function of `page`, Playwright's.

    Asserts that no script of the page failed.
    """
    require("playwright-core")
    job = {"chromium": require("chromium"), "url": address, "steps": steps, "width": width}
    run = subprocess.run(
        [require("node"), HERE / "drive.mjs"],
        input=json.dumps({**job, "scripts": scripts}),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=HERE,
    )
    assert run.returncode == 0, run.stderr
    result = json.loads(run.stdout)
    assert result["errors"] == []
    return result["found"]
