"""One policy page as a browser loads it: its requests, their sizes, what it waits for."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Ratio
from benchmarks.texts import EXAMPLES, POLICY, SCHOOL
from clausework.build import engine

PAGE = f"{POLICY}/index.html"
OF_THE_THEME = "assets/javascripts/"
OWN_BYTES = 150_000
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


def run() -> list[Ratio]:
    """Build a school's site, print what its policy page costs and which scripts it waits for.

    Raises SystemExit without a browser.
    """
    browser = shutil.which("chromium")
    if browser is None:
        raise SystemExit("first: install Chromium")
    with TemporaryDirectory() as folder:
        out = Path(folder).resolve()
        engine.build(
            engine.Request(EXAMPLES, out, date.today(), schools=(SCHOOL,)),
            lambda name, done, total: None,
        )
        site = out / "sites" / SCHOOL
        sizes = {name: _sizes(site / name) for name in _requested(site, browser)}
        blocking = _blocking((site / PAGE).read_text("utf-8"))
    own = sum(raw for name, (raw, _) in sizes.items() if not name.startswith(OF_THE_THEME))
    _show(sizes, blocking)
    return [Ratio("a policy page without the theme's script, of 150 KB", own / OWN_BYTES, 1)]


def _requested(site: Path, browser: str) -> list[str]:
    """The files that a browser asks for, each once, the page itself first."""
    with _served(site) as (address, asked), TemporaryDirectory() as folder:
        # A page is laid out, and its typefaces asked for, only where it is to be seen.
        see = [f"--screenshot={folder}/page.png", f"--user-data-dir={folder}/profile"]
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000"]
        command = [browser, *quiet, *see, f"{address}/{PAGE}"]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    return sorted(asked, key=lambda name: (name != PAGE, name))


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, set[str]]]:
    """A folder on a free local port: its address, and the set that requested paths come into."""
    asked: set[str] = set()

    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, *args: object) -> None:
            asked.add(self.path.lstrip("/"))

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def _sizes(path: Path) -> tuple[int, int]:
    """A file's bytes, as they are and as they travel; typefaces are compressed as they are."""
    data = path.read_bytes()
    return len(data), len(data) if path.suffix == ".woff2" else len(gzip.compress(data))


def _blocking(html: str) -> list[str]:
    """The scripts from a file that a browser waits for where it meets them."""
    tags = [tag for tag, _ in SCRIPT.findall(html) if " src=" in tag]
    return [tag.strip() for tag in tags if not re.search(r" (async|defer|type=.module)", tag)]


def _show(sizes: dict[str, tuple[int, int]], blocking: list[str]) -> None:
    table = Table("", "bytes", "gzip", title=PAGE, title_justify="left")
    raw, packed = (sum(both) for both in zip(*sizes.values(), strict=True))
    for name, both in {**sizes, f"{len(sizes)} requests": (raw, packed)}.items():
        table.add_row(name, *(f"{size:,}" for size in both))
    for column in table.columns[1:]:
        column.justify = "right"
    console = Console()
    console.print(table)
    console.print(f"Blocking scripts: {', '.join(blocking) or 'none'}", markup=False)
