"""A model of a disk that loses what was not synced: what a power cut leaves of a command.

    with recorded(root) as moments:
        main(["approve", ...])
    for moment in moments:                  # before each file operation below root, and at the end
        for state in moment.states():       # what may be on the disk if the power goes then
            state.lay_out(folder)           # ... as files, in a new folder

The rules are those that POSIX promises and no more. A content outlasts a power cut once its file is
synced, a name in a folder once the folder is; a folder that is not in a synced one is lost with all
that is in it. What was not synced may be lost or not, each name for itself: `states` gives the
state in which all of it is lost, that in which none is, and those between; of contents that were
not synced all, the second half or nothing is lost. `moment.now` is the state that a kill leaves,
which loses nothing.

Operations are heard of by an audit hook; syncing, of which there is none, by patches (`os.fsync`,
and `durable` where it syncs a whole disk). Threads are not told apart, and child processes are not
heard: what they write below the root is seen at the next operation.

`stopped` stops a command in this process instead: the operation of a number raises
KeyboardInterrupt before it is carried out.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from clausework.source import durable
from tests.support.disk import ROOT, Content, Disk, Moment, Names

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# By event, which of its arguments are paths.
_PATHS = {
    "open": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.setxattr": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.utime": (0,),
}


@dataclass
class _Recorder:
    """Looks at a folder before every operation. Numbers are its own: those of the disk come again
    once a file is deleted.
    """

    root: Path
    moments: list[Moment] = field(default_factory=list)
    busy: bool = False
    unsure: bool = True
    _numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _next: int = ROOT + 1
    _read: dict[int, tuple[tuple[int, ...], Content]] = field(default_factory=dict)
    _kept: Disk = field(default_factory=lambda: Disk({}, {}))

    def __post_init__(self) -> None:
        self._kept = self._look()

    def before(self, operation: str) -> None:
        """Remember the disk as it is before an operation."""
        live = self._look()
        last = self.moments[-1] if self.moments else None
        if last is None or (last.live, last.kept) != (live, self._kept):
            self.moments.append(Moment(operation, live, self._kept))

    def synced(self, number: int) -> None:
        """Keep what an open file or folder holds now."""
        status, live = os.fstat(number), self._look()
        one = self._numbers.get((status.st_dev, status.st_ino))
        if one is None:
            return
        if one in live.names:
            names = {**self._kept.names, one: live.names[one]}
            self._kept = Disk(names, self._kept.contents)
        elif one in live.contents:
            contents = {**self._kept.contents, one: live.contents[one]}
            self._kept = Disk(self._kept.names, contents)

    def synced_all(self) -> None:
        """Keep all that there is now."""
        self._kept = self._look()

    def _look(self) -> Disk:
        names: dict[int, Names] = {}
        contents: dict[int, Content] = {}
        seen: dict[tuple[int, int], int] = {}
        self._enter(self.root, ROOT, names, contents, seen)
        self._numbers = seen
        return Disk(names, contents)

    def _enter(
        self,
        folder: Path,
        number: int,
        names: dict[int, Names],
        contents: dict[int, Content],
        seen: dict[tuple[int, int], int],
    ) -> None:
        status = folder.lstat()
        seen[status.st_dev, status.st_ino] = number
        here: dict[str, int] = {}
        names[number] = here
        with os.scandir(folder) as listing:
            children = sorted(listing, key=lambda child: child.name)
        for child in children:
            status = child.stat(follow_symlinks=False)
            key = (status.st_dev, status.st_ino)
            one = seen.get(key, self._numbers.get(key))
            if one is None:
                one, self._next = self._next, self._next + 1
            here[child.name] = one
            if stat.S_ISDIR(status.st_mode):
                self._enter(Path(child.path), one, names, contents, seen)
            else:
                seen[key] = one
                contents[one] = self._content(child.path, one, status)

    def _content(self, path: str, one: int, status: os.stat_result) -> Content:
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_mode)
        known = self._read.get(one)
        if known is None or known[0] != stamp or _is_new(status):
            data = _data(Path(path), status)
            known = (stamp, Content(data, status.st_mode, status.st_mtime_ns))
            self._read[one] = known
        return known[1]


def _is_new(status: os.stat_result) -> bool:
    """Whether a file was written just now: times count in steps, in which more may follow."""
    return time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < 50_000_000


def _data(path: Path, status: os.stat_result) -> bytes:
    return os.fsencode(path.readlink()) if stat.S_ISLNK(status.st_mode) else path.read_bytes()


@dataclass
class _Stopper:
    """Counts the operations that are below a folder beyond doubt, and stops at one of them."""

    root: Path
    step: int
    busy: bool = False
    unsure: bool = False
    done: int = 0

    def before(self, operation: str) -> None:
        """Count an operation, and stop at the one that is meant."""
        self.done += 1
        if self.done == self.step:
            raise KeyboardInterrupt(operation)


_listener: _Recorder | _Stopper | None = None


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    listener = _listener
    if listener is None or listener.busy or event not in _PATHS:
        return
    if event == "open" and not (arguments[2] or 0) & _WRITING:
        return
    listener.busy = True
    try:
        paths = [arguments[index] for index in _PATHS[event]]
        if any(_is_below(path, listener) for path in paths):
            listener.before(f"{event} {' '.join(map(str, paths))}")
    finally:
        listener.busy = False


def _is_below(path: object, listener: _Recorder | _Stopper) -> bool:
    """Whether a path is below the folder; of an open file, or in an open folder, who knows."""
    if not isinstance(path, str | bytes | os.PathLike):
        return listener.unsure
    found = Path(os.fsdecode(path))
    return found.is_relative_to(listener.root) if found.is_absolute() else listener.unsure


sys.addaudithook(_hear)


@contextmanager
def _listening(listener: _Recorder | _Stopper) -> Iterator[None]:
    global _listener
    assert _listener is None, "one at a time"
    _listener = listener
    try:
        yield
    finally:
        _listener = None


@contextmanager
def recorded(root: Path) -> Iterator[list[Moment]]:
    """Record what is done below a folder, which counts as synced at the start. The list is whole
    when the block has ended.
    """
    recorder = _Recorder(root.resolve())
    sync = os.fsync

    def syncing(file: Any) -> None:
        number = file if isinstance(file, int) else file.fileno()
        _aside(recorder, lambda: recorder.before(f"fsync {_name_of(number)}"))
        sync(number)
        _aside(recorder, lambda: recorder.synced(number))

    def syncing_disk(folder: Path) -> bool:
        _aside(recorder, lambda: recorder.before(f"syncfs {folder}"))
        _aside(recorder, recorder.synced_all)
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", syncing)
        patch.setattr(os, "fdatasync", syncing, raising=False)
        patch.setattr(durable, "sync_disk", syncing_disk)
        with _listening(recorder):
            yield recorder.moments
    recorder.before("the end")


def _aside(recorder: _Recorder, action: Any) -> None:
    """Let a recorder look without hearing itself."""
    recorder.busy = True
    try:
        action()
    finally:
        recorder.busy = False


def _name_of(number: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{number}").readlink())
    except OSError:
        return str(number)


@contextmanager
def stopped(root: Path, step: int) -> Iterator[None]:
    """Raise KeyboardInterrupt before the operation below a folder that has a number, from 1."""
    stopper, sync = _Stopper(root.resolve(), step), os.fsync

    def syncing(file: Any) -> None:
        number = file if isinstance(file, int) else file.fileno()
        if _is_below(_name_of(number), stopper):
            stopper.before(f"fsync {_name_of(number)}")
        sync(number)

    with pytest.MonkeyPatch.context() as patch, _listening(stopper):
        patch.setattr(os, "fsync", syncing)
        yield
