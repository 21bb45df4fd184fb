"""A folder served on this machine alone, reloaded in the browser when it was built again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

HOST = "127.0.0.1"
# In seconds: a change is to be on the screen within one of saving, and most of that is building.
LOOK_EVERY = 0.1


def serve_folder(folder: Path, watched: list[Path], rebuild: Callable[[], None], port: int) -> None:
    """Serve until interrupted. `rebuild` is called after each change under a watched folder.

    Raises OSError where the port is taken.
    """
    server = LiveReloadServer(
        builder=rebuild, host=HOST, port=port, root=str(folder), polling_interval=LOOK_EVERY
    )
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
