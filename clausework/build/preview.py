"""`serve`: the sites as they would be built, in a separate folder, updated with the files."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from clausework.build import engine
from clausework.render.common.templates import templates_for
from clausework.render.web.live import Live
from clausework.source import problems
from clausework.source.problems import Severity
from clausework.store.failures import Log, in_words, trace

SCHOOL_FILES = "schools/*/school.yaml"
# Signals that ask a program to end; some systems lack some of them.
ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def serve(root: Path, schools: tuple[str, ...], port: int) -> int:
    """Build into a temporary folder, serve it on loopback, and build again on every change.

    Returns 1 where problems in the input leave nothing to show; otherwise runs until it is stopped,
    and returns 0. However it is stopped, the folder is deleted. Raises OSError where the port is
    taken.
    """
    with _ended_once(), tempfile.TemporaryDirectory(prefix="clausework-") as folder:
        out = Path(folder)
        sites = out / "sites"

        def build() -> None:
            # Schools requested by name are built without HR's pages, which nobody looks at here.
            names = schools or tuple(sorted(path.parent.name for path in root.glob(SCHOOL_FILES)))
            request = engine.Request(root, out, date.today(), schools=names)
            result = engine.build(request, lambda name, done, total: None)
            for problem in result.problems:
                if problem.severity is Severity.ERROR:
                    print(problems.as_text(problem), end="\n\n", file=sys.stderr)
            for name, words in sorted(result.failed.items()):
                print(f"{name}: {words}", file=sys.stderr)
            if result.log is not None:
                print(f"The details are in {result.log}.", file=sys.stderr)

        def rebuild() -> None:
            try:
                build()
            except Exception as error:  # noqa: BLE001 it goes to the log
                log = Log(root)
                log.add("serve", trace(error))
                words = f"{in_words(error)}. The pages shown are unchanged."
                print(f"{words} The details are in {log.path}.", file=sys.stderr)

        try:
            with Live(sites, rebuild, port) as live:
                build()
                if not sites.is_dir():
                    return 1
                for site in sorted(sites.iterdir()):
                    print(f"{live.address}/{site.name}/index.html")
                print("Shown on this machine only. Stop with Ctrl+C.", flush=True)
                watched = [root / "policy", root / "schools", *templates_for(root).folders]
                live.run([path for path in watched if path.is_dir()])
        except _EndRequested:
            return 0
    return 0


class _EndRequested(BaseException):
    """A request to end this program.

    A KeyboardInterrupt in the middle of an import would make the exit status that of a killed
    program, even where it is caught.
    """


@contextmanager
def _ended_once() -> Iterator[None]:
    """Raise _EndRequested at the first signal to end; later ones must not stop the clean-up."""
    ending = False

    def end(number: int, frame: object) -> None:
        nonlocal ending
        if not ending:
            ending = True
            raise _EndRequested

    before = {one: signal.signal(one, end) for one in ENDS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
