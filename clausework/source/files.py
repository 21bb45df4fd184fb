"""The contents of a root's folders, read once, so that nothing later needs the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Larger files are not input of this program, whatever they contain.
LARGEST_FILE = 4 * 1024 * 1024
DEEPEST = 4


@dataclass(frozen=True)
class Folder:
    """A folder; its contents have entries of their own."""


@dataclass(frozen=True)
class Link:
    """A symbolic link, which is not followed."""


@dataclass(frozen=True)
class TooLarge:
    """A file that is not read; `size` is in bytes."""

    size: int


@dataclass(frozen=True)
class Special:
    """A pipe, a socket or a device, which is not read."""


@dataclass(frozen=True)
class Unreadable:
    """A file or folder that cannot be opened."""


Entry = bytes | Folder | Link | TooLarge | Special | Unreadable
# By path relative to the root, with "/".
Entries = Mapping[str, Entry]


@dataclass(frozen=True)
class Stamp:
    """The state of a set of files, by size and modification time alone.

    `newest` is the latest of these times, in nanoseconds.
    """

    digest: str
    newest: int


def snapshot(root: Path, under: str, *, deep: bool = True) -> dict[str, Entry]:
    """The contents of one folder of a root; without `deep`, only the first level.

    Hidden folders are left out. A folder that cannot be opened has an entry, and nothing below it.
    """
    found: dict[str, Entry] = {}
    for name, path, status in _walk(root, under, DEEPEST if deep else 1):
        if status is None:
            found[name] = Unreadable()
        else:
            found[name] = _read(path, status) if deep or not stat.S_ISREG(status.st_mode) else b""
    return found


def stamp(root: Path, under: str) -> Stamp:
    """The stamp of a file, or of the contents of a folder, without reading it."""
    total, newest = hashlib.sha256(), 0
    for name, _, status in _walk(root, under, None):
        if status is None:
            line = f"{name}\0unreadable\n"
        elif stat.S_ISDIR(status.st_mode):
            line = f"{name}/\n"
        else:
            line = f"{name}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\n"
            newest = max(newest, status.st_mtime_ns)
        total.update(line.encode("utf-8", "surrogateescape"))
    return Stamp(total.hexdigest(), newest)


def regular(path: str, flags: int) -> int:
    """An `opener` for `open` that refuses anything but a file, so that no pipe is waited for.

    Raises OSError.
    """
    number = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "is not a file", path)
    return number


def content(path: Path) -> bytes:
    """The bytes of a file. Raises OSError, also for a link and anything else that is not a file."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "is a link", str(path))
    with open(path, "rb", opener=regular) as file:
        return file.read()


def digest(entries: Entries) -> str:
    """One digest of names and contents."""
    total = hashlib.sha256()
    for name in sorted(entries):
        entry = entries[name]
        said = hashlib.sha256(entry).hexdigest() if isinstance(entry, bytes) else repr(entry)
        total.update(f"{name}\0{said}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _walk(
    root: Path, under: str, levels: int | None
) -> Iterator[tuple[str, str, os.stat_result | None]]:
    """Everything below a folder in the order of names.

    Yields the path in the root, the path on the disk, and the stat result, None where it cannot be
    opened; the folder itself is included in that case.
    """
    try:
        with os.scandir(root / under) as listing:
            children = sorted(listing, key=lambda child: child.name)
    except NotADirectoryError:
        yield under, os.fspath(root / under), (root / under).lstat()
        return
    except FileNotFoundError:
        return
    except OSError:
        yield under, os.fspath(root / under), None
        return
    for child in children:
        name = f"{under}/{child.name}"
        try:
            status = child.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError:
            yield name, child.path, None
            continue
        if stat.S_ISDIR(status.st_mode):
            if child.name.startswith("."):
                continue
            yield name, child.path, status
            if levels is None or levels > 1:
                yield from _walk(root, name, levels and levels - 1)
        else:
            yield name, child.path, status


def _read(path: str, status: os.stat_result) -> Entry:
    if stat.S_ISDIR(status.st_mode):
        return Folder()
    if stat.S_ISLNK(status.st_mode):
        return Link()
    if not stat.S_ISREG(status.st_mode):
        return Special()
    if status.st_size > LARGEST_FILE:
        return TooLarge(status.st_size)
    try:
        return content(Path(path))
    except OSError:
        return Unreadable()
