"""Write files so that neither a stop nor a power cut leaves them incomplete.

Each is old or new. Contents survive a power cut once their file is synced, a name once its folder
is. So a file is written beside the one that it replaces, synced, and renamed, and then its folder
is synced, before anything is written that depends on it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

# The errors of file systems that cannot sync a folder.
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file. It keeps the mode and the owner of the one it replaces. Raises OSError."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which then replaces another. Raises OSError."""
    with _beside(path) as (fresh, file):
        yield file
        _finish(path, fresh, file)
        _place(fresh, path)


def write_all(files: Mapping[Path, bytes], last_look: Callable[[], None]) -> None:
    """Write files in order. A stop leaves those before it new, the rest old.

    `last_look` is called when all are written and none has replaced another; if it raises, all are
    unchanged. Raises OSError.
    """
    with ExitStack() as stack:
        written = {}
        for path, data in files.items():
            fresh, file = stack.enter_context(_beside(path))
            file.write(data)
            _finish(path, fresh, file)
            written[path] = fresh
        last_look()
        for path, fresh in written.items():
            _place(fresh, path)


def clear(path: Path) -> None:
    """Delete leftovers of a stopped write of a file; only where no other process writes."""
    for left in path.parent.glob(f".{path.name}.*.new"):
        left.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder, and its parents, where they are missing. Raises OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.is_dir()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def move(source: Path, target: Path) -> None:
    """Rename a file or folder whose contents are synced. Raises OSError."""
    source.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk, where the system can. Raises OSError."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(number)


def sync_all(folder: Path) -> None:
    """Sync everything below a folder to the disk. Raises OSError.

    Many files take one step, where the system can.
    """
    if sync_disk(folder):
        return
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            sync_folder(path)
        elif path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def sync_disk(folder: Path) -> bool:
    """Sync the file system of a folder; False where the system has no call for it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError):
        return False
    number = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(number):
            raise OSError(ctypes.get_errno(), "cannot be synced", str(folder))
    finally:
        os.close(number)
    return True


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new, open file beside another, under a temporary name; deleted at the end."""
    make_folder(path.parent)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with fresh.open("xb") as file:
            yield fresh, file
    finally:
        fresh.unlink(missing_ok=True)


def _finish(path: Path, fresh: Path, file: BinaryIO) -> None:
    """Sync and close a new file, and give it the mode and owner of the one it will replace."""
    file.flush()
    with suppress(FileNotFoundError):
        _copy_owner(path, fresh)
    os.fsync(file.fileno())
    file.close()


def _copy_owner(path: Path, fresh: Path) -> None:
    status = path.stat()
    if hasattr(os, "chown"):
        # Users other than root may give a file to one of their groups, and to nobody else.
        for owner in (status.st_uid, -1):
            with suppress(PermissionError):
                os.chown(fresh, owner, status.st_gid)
                break
    shutil.copystat(path, fresh)
    # A build uses the time of writing to see that something is new.
    os.utime(fresh)


def _place(fresh: Path, path: Path) -> None:
    fresh.replace(path)
    sync_folder(path.parent)
