"""One process at a time: a lock is an empty file beside what it protects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

# Anyone who may write to the folder may take the lock, whoever made it.
_FOR_ALL = 0o666


class Refused(Exception):
    """Files cannot be written now; the text says which, why, and what to do."""


class Busy(Refused):
    """Another process is writing to the same files."""


@contextmanager
def held(path: Path, *, wait: float, otherwise: str) -> Iterator[None]:
    """Hold a lock: a file in an existing folder.

    Raises Busy with the words `otherwise` where another process holds it for longer than `wait`
    seconds, and Refused where it cannot be taken.
    """
    lock = FileLock(path, mode=_FOR_ALL)
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise Busy(otherwise) from error
    except OSError as error:
        raise Refused(not_taken(path, error)) from error
    try:
        yield
    finally:
        lock.release()


def not_taken(path: Path, error: OSError) -> str:
    """The reason that a lock cannot be taken, in words."""
    return (
        f"{path} cannot be written ({error.strerror or error}). While a command writes, it keeps "
        "others out by this file; without it, nothing is written. Whoever looks after the folder "
        f"{path.parent} can give you the right to write there."
    )
