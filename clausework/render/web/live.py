"""Serve a folder on this machine only, and reload browsers after each build."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs import livereload
from mkdocs.livereload import LiveReloadServer

HOST = "127.0.0.1"
# Another name may lead to this server: a stranger's page could then read what is served, in the
# browser of somebody who looks at both.
NAMES = ("localhost", HOST, "[::1]")
# In seconds: a change must be on the screen within one second of saving, and building takes most of
# that.
LOOK_EVERY = 0.1
LONGEST_PATH = 1_000
SCRIPT = "/livereload.js"
# What our pages allow to run; a page that allows nothing gets no script.
LETS_RUN = b"script-src 'self'"


class Live(LiveReloadServer):
    """A server of a folder, on a port of this machine; 0 is any free port.

    `rebuild` is called after each change under a watched folder. Raises OSError where the port is
    taken.
    """

    def __init__(self, folder: Path, rebuild: Callable[[], None], port: int) -> None:
        super().__init__(
            builder=rebuild, host=HOST, port=port, root=str(folder), polling_interval=LOOK_EVERY
        )
        self.server_bind()
        self.server_activate()
        port = self.server_port
        self._hosts = {f"{name}:{port}" for name in NAMES} | ({*NAMES} if port == 80 else set())

    @property
    def address(self) -> str:
        """The address, without a final slash."""
        return f"http://{HOST}:{self.server_port}"

    def run(self, watched: Sequence[Path]) -> None:
        """Serve until interrupted."""
        for path in watched:
            self.watch(str(path))
        try:
            with _signals_held():
                self.observer.start()
                self.serve_thread.start()
            self._build_loop()  # type: ignore[no-untyped-call]
        finally:
            self.shutdown()

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        if environ.get("HTTP_HOST", "").lower() not in self._hosts:
            return _refused(start_response, "421 Misdirected Request")
        # No file of ours has such a name; on some systems it is a path outside the folder.
        odd = not path.isprintable() or any(char in path for char in "\\:")
        if odd or len(path) > LONGEST_PATH:
            return _refused(start_response, "404 Not Found")
        if path == SCRIPT:
            start_response("200 OK", [("Content-Type", "application/javascript")])
            return [_script()]
        return super().serve_request(environ, start_response)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a browser that closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        # A page's policy allows no inline script.
        if LETS_RUN not in content:
            return content
        own = f'data-epoch="{epoch}" data-id="{livereload._timestamp()}"'
        script = f'<script src="{SCRIPT}" {own}></script>'.encode()
        before, body, after = content.rpartition(b"</body>")
        return before + script + body + after


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals back, where the system can.

    A thread that one interrupts in its start counts as not alive, so nothing ends it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _script() -> bytes:
    own = "document.currentScript.dataset"
    text = livereload._SCRIPT_TEMPLATE.substitute(epoch=f"{own}.epoch", request_id=f"{own}.id")
    return text.encode()


def _refused(start_response: Any, status: str) -> list[bytes]:
    start_response(status, [("Content-Type", "text/plain")])
    return [status.encode()]
