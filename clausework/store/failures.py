"""Failures in the program or around it: in words, and in a log with the traceback."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from clausework.source.problems import Explained
from clausework.store.store import FOLDER, make_folder

# The number of logs kept for a root, the latest ones.
MOST_LOGS = 50


def in_words(error: BaseException) -> str:
    """What failed; for an error of the system, the file and the reason, as far as it gives them."""
    if isinstance(error, Explained):
        return str(error)
    if not isinstance(error, OSError):
        return f"{type(error).__name__}: {error}"
    if error.strerror is None:
        return str(error) or type(error).__name__
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return ": ".join([" to ".join(names), error.strerror] if names else [error.strerror])


def trace(error: BaseException) -> str:
    """Where in the program an error came from, in a worker as well."""
    return "".join(traceback.format_exception(error))


class Log:
    """The log of one run, in `.clausework/log` of a root, else in the temporary folder.

    `path` is None until something is written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.path: Path | None = None

    def add(self, what: str, traced: str) -> None:
        """Log a traceback, and what was being done; does nothing where no log can be written."""
        words = f"{what}\n\n{traced}\n".encode("utf-8", "replace")
        with suppress(OSError):
            if self.path is None:
                self.path = self._new()
            with self.path.open("ab") as file:
                file.write(words)

    def _new(self) -> Path:
        """A new file of the next number. Raises OSError where no folder can be written to."""
        system = f"Python {platform.python_version()}, {platform.platform()}\n$ {sys.argv}\n\n"
        for folder in self._folders():
            with suppress(OSError):
                numbers = sorted(int(p.stem) for p in folder.glob("*.txt") if p.stem.isdecimal())
                path = folder / f"{max(numbers, default=0) + 1}.txt"
                with path.open("x", encoding="utf-8", errors="replace") as file:
                    file.write(system)
                for old in numbers[: -MOST_LOGS + 1]:
                    (folder / f"{old}.txt").unlink(missing_ok=True)
                return path
        raise OSError("no log can be written")

    def _folders(self) -> Iterator[Path]:
        with suppress(OSError):
            if self._root.is_dir():
                make_folder(self._root / FOLDER, "log")
                yield self._root / FOLDER / "log"
        yield Path(tempfile.mkdtemp(prefix="clausework-"))
