"""The only caller of pandoc: one process serves all documents that this process renders.

It receives a tree, not text, so no document can make it open a file or an address.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import pypandoc

from clausework.render.common.markup import PandocNode

SERVER = Path(__file__).with_name("pandoc.lua")
MEMORY = ["+RTS", "-M1024M", "-RTS"]
API = [1, 23, 1]
# In seconds, before a process that does not end by itself is killed.
LAST_WORDS = 10
# In seconds, for a file that somebody else made.
LONGEST = 120


class PandocError(Exception):
    """Pandoc failed; the text is its message."""


def write(
    body: list[PandocNode],
    to: str,
    *,
    reference: bytes | None = None,
    template: str | None = None,
) -> bytes:
    """Write blocks as typst markup or docx. Raises PandocError.

    A docx takes its styles from `reference`; `template` is pandoc's for what surrounds the text.
    """
    tree = {"pandoc-api-version": API, "meta": {}, "blocks": body}
    with _lock, TemporaryDirectory() as folder:
        files = Path(folder)
        (files / "source").write_text(json.dumps(tree), "utf-8")
        request: dict[str, Any] = {
            "source": str(files / "source"),
            "target": str(files / "target"),
            "to": to,
        }
        if reference is not None:
            (files / "styles").write_bytes(reference)
            request["reference"] = str(files / "styles")
        if template is not None:
            request["template"] = template
        _server().ask(request)
        return (files / "target").read_bytes()


def read_tree(data: bytes, form: str) -> dict[str, Any]:
    """The tree of a file in one of pandoc's formats. It opens no other. Raises PandocError."""
    command = [_program(), *MEMORY, "--sandbox", "--from", form, "--to", "json"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise PandocError(f"pandoc took longer than {LONGEST} seconds") from fault
    if done.returncode:
        raise PandocError(done.stderr.decode("utf-8", "replace").strip())
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


class _Server:
    def __init__(self) -> None:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "LC_ALL": "C.UTF-8"}
        self._errors = TemporaryFile()  # noqa: SIM115 (it is open as long as the process runs)
        self._process = subprocess.Popen(
            [_program(), *MEMORY, "lua", str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
        )

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request, and return the answer. Raises PandocError."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        answer = b""
        said_before = self._errors.seek(0, os.SEEK_END)
        try:
            with suppress(OSError):
                self._process.stdin.write(json.dumps(request).encode() + b"\n")
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
        finally:
            # After an interruption, it would give this answer to the next request.
            if not answer:
                self.stop()
        if not answer:
            self._errors.seek(said_before)
            said = self._errors.read().decode("utf-8", "replace")
            raise PandocError(f"pandoc stopped. {said}".strip())
        failure = json.loads(answer).get("failure")
        if failure is not None:
            raise PandocError(failure)

    def stop(self) -> None:
        # At the end of its input it cleans up after itself; killed, it leaves a folder.
        try:
            self._process.communicate(timeout=LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


def _program() -> str:
    # pypandoc's own search uses any newer one, whose output may differ.
    found = shutil.which("pandoc", path=Path(pypandoc.__file__).with_name("files"))
    if found is None:
        raise PandocError("pypandoc_binary, which contains pandoc, is not completely installed")
    return found


_lock = threading.Lock()
_running: list[_Server] = []


def _server() -> _Server:
    # Its start takes as long as two documents.
    if not _running or not _running[-1].running:
        _running[:] = [_Server()]
    return _running[-1]


@atexit.register
def _stop() -> None:
    for server in _running:
        server.stop()


def _forget() -> None:
    """Leave the server to the process that this one was forked from."""
    _running.clear()
    _lock.release()


if sys.platform != "win32":
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget)
