"""Commands as processes of their own, which a file operation kills or holds up."""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from clausework.cli.main import main
from clausework.commands import (  # noqa: F401 (a process that is forked has them read in)
    adopt,
    approve,
    build,
    copy,
    new,
    release,
    review,
    withdraw,
)
from tests.fuzz.trial import LONGEST, Said, TooLong

Stop = Literal["kill", "hold"]
KILLED = 9
_PATHS = {
    "open": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
}
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.fuzz.children"])


class Child:
    """A command on a root in a process; the file operation below the root that has a number, from
    1, kills it or holds it up.
    """

    def __init__(self, root: Path, command: tuple[str, ...], stop: Stop, step: int = 0) -> None:
        self._command = command
        self._ours, theirs = _context.Pipe()
        self._process = _context.Process(
            target=_carry_out, args=(root, command, stop, step, theirs)
        )
        self._process.start()
        theirs.close()
        self._said: Said | None = None

    def held(self) -> bool:
        """Wait until it is held up; False where it ended before."""
        return self._hear(LONGEST) == "held"

    def go(self) -> None:
        """Let it go on."""
        with suppress(OSError):
            self._ours.send("go")

    def ended(self, seconds: float) -> bool:
        """Whether it has ended by then."""
        return self._said is not None or (self._ours.poll(seconds) and self._hear(0) != "held")

    def said(self) -> Said:
        """Wait for its end, and give what it said."""
        try:
            while self._said is None:
                self._hear(LONGEST)
            self._process.join(LONGEST)
        finally:
            self._process.kill()
            self._ours.close()
        return self._said

    def _hear(self, seconds: float) -> object:
        if self._said is not None:
            return self._said
        if not self._ours.poll(seconds):
            self._process.kill()
            raise TooLong(f"{self._command} has not ended")
        try:
            heard = self._ours.recv()
        except EOFError:
            heard = Said(self._command, -KILLED, "", "")
        if isinstance(heard, Said):
            self._said = heard
        return heard


def _carry_out(
    root: Path, command: tuple[str, ...], stop: Stop, step: int, pipe: Connection
) -> None:
    def reached() -> None:
        if stop == "kill":
            os._exit(KILLED)
        pipe.send("held")
        pipe.recv()

    said = (io.BytesIO(), io.BytesIO())
    out, err = (io.TextIOWrapper(data, "utf-8", write_through=True) for data in said)
    with redirect_stdout(out), redirect_stderr(err), _counted(root, step, reached):
        try:
            status = main([*command, "--root", str(root)])
        except SystemExit as ended:
            status = int(ended.code or 0)
    pipe.send(Said(command, status, *(data.getvalue().decode() for data in said)))


@contextmanager
def _counted(root: Path, step: int, reached: Any) -> Iterator[list[int]]:
    """Count the file operations below a root, and call a function before one of them."""
    done, on = [0], True

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if not on or event not in _PATHS:
            return
        paths = (given[index] for index in _PATHS[event])
        names = (os.fsdecode(one) for one in paths if isinstance(one, str | bytes | os.PathLike))
        if any(name.startswith(f"{root}{os.sep}") for name in names):
            done[0] += 1
            if done[0] == step:
                reached()

    sys.addaudithook(hear)
    try:
        yield done
    finally:
        on = False


def operations(root: Path, command: tuple[str, ...]) -> int:
    """How many file operations below a root a command has; it is carried out."""
    with (
        _counted(root, 0, None) as done,
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
    ):
        main([*command, "--root", str(root)])
    return done[0]
