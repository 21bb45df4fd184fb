"""The only caller of pandoc: one process of it serves all documents that this process renders.

It is handed a tree, not text, so nothing that a document says can make it open a file or an
address.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from clausework.render.markup import blocks

SERVER = Path(__file__).with_name("pandoc.lua")
MEMORY = ["+RTS", "-M1024M", "-RTS"]
API = [1, 23, 1]


class PandocError(Exception):
    """Pandoc failed; the text is what it said."""


def convert(
    markup: str, to: str, *, filters: Sequence[Path], reference: bytes | None = None
) -> bytes:
    """The markup of a template as typst markup or docx, through Lua filters in order; a docx takes
    its styles from `reference`. Raises PandocError, and markup.MarkupError.
    """
    tree = {"pandoc-api-version": API, "meta": {}, "blocks": blocks(markup)}
    with _lock:
        return _server().convert(json.dumps(tree), to, filters, reference)


class _Server:
    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._files = Path(self._folder.name)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "LC_ALL": "C.UTF-8"}
        with (self._files / "said").open("wb") as said:
            self._process = subprocess.Popen(
                [pypandoc.get_pandoc_path(), *MEMORY, "lua", str(SERVER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env=environment,
            )
        atexit.register(self.stop)

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def convert(
        self, tree: str, to: str, filters: Sequence[Path], reference: bytes | None
    ) -> bytes:
        source, target, styles = (self._files / name for name in ("source", "target", "styles"))
        source.write_text(tree, "utf-8")
        request: dict[str, Any] = {"source": str(source), "target": str(target), "to": to}
        request["filters"] = [str(path) for path in filters]
        if reference is not None:
            styles.write_bytes(reference)
            request["reference"] = str(styles)
        answer = self._ask(json.dumps(request))
        if answer != "done":
            raise PandocError(answer)
        return target.read_bytes()

    def _ask(self, request: str) -> str:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(request.encode() + b"\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            answer = b""
        if not answer:
            self.stop()
            raise PandocError((self._files / "said").read_text("utf-8", "replace"))
        return str(json.loads(answer)["said"])

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


_lock = threading.Lock()
_running: list[_Server] = []


def _server() -> _Server:
    # Its start takes as long as two documents.
    if not _running or not _running[-1].running:
        _running[:] = [_Server()]
    return _running[-1]
