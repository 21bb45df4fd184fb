"""Replace old folders with finished ones as a whole: a reader sees the old or the new."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from clausework.source import durable
from clausework.source.lock import held

STAGING = ".staging"
# These are not part of what was built.
LOCK = ".lock"
_OLD = ".old"
# The places in the outputs of folders that are exchanged whole.
_PLACES = ("*", "sites/*", "paper/*", "reviews/*/*")
_RENAME_EXCHANGE = 2
_CURRENT_FOLDER = -100


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep every other process from the outputs.

    Raises lock.Busy where one is writing to them, and lock.Refused where the lock cannot be taken.
    """
    is_new = not out.exists()
    durable.make_folder(out)
    words = f"Another build is writing to {out}. Wait until it has ended."
    with held(out / LOCK, wait=0, otherwise=words):
        try:
            yield
        finally:
            _take_away(out, is_new=is_new)


def _take_away(out: Path, *, is_new: bool) -> None:
    """Delete the lock, and the folder that was made for it if nothing was built.

    The lock must not stay among the outputs that the manifest lists. No process waits for it, so
    none is left with a lock that has no name.
    """
    # Some systems delete no open file; there the lock stays.
    with suppress(OSError):
        (out / LOCK).unlink()
        if is_new and not any(out.iterdir()):
            out.rmdir()


def staging(out: Path) -> Path:
    """An empty folder beside the outputs, on the same disk, for what is being built.

    A folder is built there under the path that it will have in the outputs. First, what a stopped
    build left there is repaired.
    """
    folder = out / STAGING
    if folder.is_symlink():
        # The target of a link is not ours.
        folder.unlink()
    elif folder.is_dir():
        for old in sorted(old for place in _PLACES for old in folder.glob(place + _OLD)):
            place = old.relative_to(folder).with_name(old.name.removesuffix(_OLD)).as_posix()
            whole = in_the_way(folder, old.relative_to(folder).as_posix()) is None
            if whole and not os.path.lexists(out / place):
                old.rename(out / place)
        shutil.rmtree(folder)
    elif folder.exists():
        raise blocked(out, STAGING)
    folder.mkdir(parents=True)
    return folder


def in_the_way(out: Path, place: str) -> str | None:
    """What is in the place of a folder of the outputs, or of a folder above it, in words.

    None where there are only folders. A link is never followed: its target may belong to somebody
    else.
    """
    for path in (*reversed(PurePosixPath(place).parents), PurePosixPath(place)):
        if path.name == "":
            continue
        try:
            mode = (out / path).lstat().st_mode
        except FileNotFoundError:
            return None
        if not stat.S_ISDIR(mode):
            what = "a link" if stat.S_ISLNK(mode) else "no folder"
            return f"{path} in the outputs is {what}, and a folder belongs there: move it elsewhere"
    return None


def blocked(out: Path, place: str) -> OSError:
    """The error for a place in the outputs that has something unexpected."""
    words = "is in the way of what the build writes there: move it elsewhere"
    return FileExistsError(errno.EEXIST, words, str(out / place))


def lay_out(files: Mapping[str, Path], folder: Path, *, copy: bool) -> None:
    """Put files into a new folder, by path with "/". Raises OSError.

    They are links to the stored files, or copies where these are requested or links cannot be made.
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
        # Another disk, one without links, or a file with the maximum number of links.
        return False
    return True


def exchange(staged: Path, out: Path, places: Iterable[str]) -> dict[str, OSError]:
    """Move finished folders from `staged` into the outputs; then delete `staged`.

    The old folders are deleted with it. Returns the folders that cannot be put in place, each with
    the reason; the others are not affected. Raises OSError. New folders are synced before they are
    published, and old ones stay until then: a reader, and whoever restarts the machine after a
    power cut, sees the old or the new.
    """
    finished = [place for place in places if (staged / place).is_dir()]
    if finished:
        durable.sync_all(staged)
    failed: dict[str, OSError] = {}
    for place in finished:
        try:
            if in_the_way(out, place) is not None:
                raise blocked(out, place)
            _exchange(staged / place, out / place)
        except OSError as error:
            failed[place] = error
    for folder in sorted({(out / place).parent for place in finished if place not in failed}):
        durable.sync_folder(folder)
    shutil.rmtree(staged)
    return failed


def _exchange(finished: Path, target: Path) -> None:
    """In one step where the system can; else in two, which `staging` completes after a stop."""
    durable.make_folder(target.parent)
    if not target.exists():
        finished.rename(target)
    elif not _swap(finished, target):
        old = finished.with_name(finished.name + _OLD)
        target.rename(old)
        try:
            finished.rename(target)
        except OSError:
            old.rename(target)
            raise


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
