"""Finished folders put in the place of old ones, whole: a reader sees the old or the new."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from clausework import durable

STAGING = ".staging"
_OLD = ".old"
# Where in the outputs folders stand that are exchanged whole.
_PLACES = ("*", "sites/*", "reviews/*/*")
_RENAME_EXCHANGE = 2
_CURRENT_FOLDER = -100


class Busy(Exception):
    """Somebody else is writing to the same files; the text says to which, and what to do."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep every other process from the outputs. Raises Busy where one is writing to them."""
    name = hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"clausework-{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        words = f"Another build is writing to {out}. Wait until it has ended."
        raise Busy(words) from error
    try:
        yield
    finally:
        lock.release()


def staging(out: Path) -> Path:
    """An empty folder beside the outputs, on the same disk, for what is being built.

    A folder is built there under the path that it will have in the outputs. What a build that was
    stopped left there is put right first.
    """
    folder = out / STAGING
    if folder.is_dir():
        for old in sorted(old for place in _PLACES for old in folder.glob(place + _OLD)):
            target = out / old.relative_to(folder).with_name(old.name.removesuffix(_OLD))
            if not target.exists():
                old.rename(target)
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def lay_out(files: Mapping[str, Path], folder: Path, *, copy: bool) -> None:
    """Put files into a new folder, by path with "/": as links to where they lie, or as copies where
    these are asked for or links cannot be made. Raises OSError.
    """
    made: set[Path] = set()
    for name, source in files.items():
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if copy or not _linked(source, path):
            shutil.copyfile(source, path)


def _linked(source: Path, path: Path) -> bool:
    try:
        path.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        # Another disk, one that has no links, or one file with as many as there may be.
        return False
    return True


def exchange(staged: Path, out: Path, places: Iterable[str]) -> None:
    """Put folders that are finished, by their paths below `staged`, where the outputs have them;
    then delete `staged`, with the old ones in it. Raises OSError.

    What is published is on the disk before it is, and what it replaces stays there until then: a
    reader, and whoever starts the machine again after a power cut, sees the old or the new.
    """
    finished = [place for place in places if (staged / place).is_dir()]
    if finished:
        durable.sync_all(staged)
    for place in finished:
        _exchange(staged / place, out / place)
    for folder in sorted({(out / place).parent for place in finished}):
        durable.sync_folder(folder)
    shutil.rmtree(staged)


def _exchange(finished: Path, target: Path) -> None:
    """In one step where the system can; else in two, which `staging` completes after a stop."""
    durable.make_folder(target.parent)
    if not target.exists():
        finished.rename(target)
    elif not _swap(finished, target):
        old = finished.with_name(finished.name + _OLD)
        target.rename(old)
        finished.rename(target)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    failed = renameat2(
        _CURRENT_FOLDER, os.fsencode(one), _CURRENT_FOLDER, os.fsencode(other), _RENAME_EXCHANGE
    )
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))
