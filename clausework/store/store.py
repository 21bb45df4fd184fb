"""The store of built outputs: `.clausework/` in the root. Deleting it is always safe.

    objects/ab/abcd…        contents, each under its SHA-256
    results/<owner>.json    what was made for a school or HR, by the digest of its sources
    findings/<digest>.json  what the checks found in a policy or a school
    outputs/<digest>.jsonl  the state of a folder of outputs after the last build, a line a school
    lock                    held by the command that writes sources of the root
    log/1.txt               the traceback of a failure in the program

A content is verified whenever it is read; the first line of the other files is the SHA-256 of the
rest, and a file that does not match it is discarded. Several builds may use a store at once: every
file is written atomically, and what one of them deletes another makes again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from clausework.source import durable
from clausework.source.files import content

FOLDER = ".clausework"
LIMIT = 8 * 2**30
# Results remembered for each owner: enough to go back a few edits.
MOST_RESULTS = 64
# In ASCII: the name of a folder need not be text.
_ENCODER = json.JSONEncoder(separators=(",", ":"))
# Contents that no result names may belong to a running build, and findings of what is not in the
# tree to a command that read it later; in seconds.
GRACE = 3600


def make(folder: Path) -> None:
    """Make the folder of a store. Raises OSError."""
    durable.make_folder(folder)
    # It is not part of the sources, wherever the root is kept.
    if not (folder / ".gitignore").is_file():
        durable.write_whole(folder / ".gitignore", b"*\n")


@dataclass(frozen=True)
class Stored:
    """The result of one digest: its files, each by the SHA-256 of its content.

    Also facts about them that other outputs print (`size` in bytes, `pages`), and by path the
    digest of a file's sources, where it has fewer than the whole.
    """

    files: Mapping[str, str]
    facts: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def keeps(self, path: str, origin: str) -> bool:
        """Whether it has a file, made from sources of this digest."""
        return path in self.files and self.origins.get(path) == origin


_RESULTS = TypeAdapter(dict[str, Stored])


def make_folder(folder: Path, *names: str) -> bool:
    """Make the folder of a store where it is missing, with some folders in it.

    Anything in their place is deleted. Returns whether there was any.
    """
    if folder.is_symlink():
        # A link may lead to somebody else's files, and the store deletes.
        raise NotADirectoryError(errno.ENOTDIR, "is a link", str(folder))
    make(folder)
    damaged = False
    for name in names:
        damaged |= _make_way(folder / name)
        (folder / name).mkdir(exist_ok=True)
    return damaged


def _make_way(folder: Path) -> bool:
    """Delete anything that is not a folder in the place of one; return whether there was any."""
    try:
        # Tested only once: another build may make the folder meanwhile.
        if stat.S_ISDIR(folder.lstat().st_mode):
            return False
        folder.unlink()
    except FileNotFoundError:
        return False
    return True


@contextmanager
def opened(root: Path) -> Iterator[Store]:
    """The store of a root; where nothing can be written there, a temporary one."""
    try:
        kept = Store(root / FOLDER)
        kept.now()  # It may be another user's, who shares it for reading.
    except OSError:
        with tempfile.TemporaryDirectory() as folder:
            yield Store(Path(folder), temporary=True)
    else:
        yield kept


class Store:
    """A store in a folder, which is made where it is missing. Raises OSError where it cannot be.

    `damaged` is true after damaged contents were discarded; `temporary` stores are deleted at the
    end.
    """

    def __init__(self, folder: Path, *, temporary: bool = False) -> None:
        self._folder = folder
        self.temporary = temporary
        self._checked: set[str] = set()
        self.damaged = make_folder(folder, "objects", "results", "findings", "outputs")

    def put(self, data: bytes) -> str:
        """Store a content, and return its SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        if name not in self._checked:
            if not self.has(name):
                self._write(self.path(name), data)
            self._checked.add(name)
        return name

    def path(self, name: str) -> Path:
        """The path of the content of a SHA-256."""
        return Path(f"{self._folder}/objects/{name[:2]}/{name}")

    def get(self, name: str) -> bytes | None:
        """Return a content, None where it is missing or damaged; a damaged one is deleted."""
        try:
            data = content(self.path(name))
        except FileNotFoundError:
            return None
        except OSError:
            data = None
        if data is None or hashlib.sha256(data).hexdigest() != name:
            self._discard(self.path(name))
            return None
        return data

    def has(self, name: str) -> bool:
        """Whether a content is present and whole; it is read once in the life of this object."""
        if name not in self._checked:
            if self.get(name) is None:
                return False
            self._checked.add(name)
        return self.path(name).is_file()

    def now(self) -> int:
        """The time, in nanoseconds, by the clock of the disk that the store is on."""
        fresh = self._folder / f"{uuid4().hex}.new"
        try:
            fresh.touch()
            return fresh.stat().st_mtime_ns
        finally:
            fresh.unlink()

    def results(self, owner: str) -> dict[str, Stored]:
        """The results of an owner, by digest, the latest last."""
        found: Any = next(iter(self._read(self._folder / "results" / f"{owner}.json")), {})
        try:
            return _RESULTS.validate_python(found)
        except ValidationError:
            return {}

    def keep_results(self, owner: str, results: Mapping[str, Stored]) -> None:
        """Store the results of an owner, the latest last."""
        latest = list(results.items())[-MOST_RESULTS:]
        data = {name: vars(one) for name, one in latest}
        self._write(self._folder / "results" / f"{owner}.json", _written([data]))

    def findings(self, owner: str) -> Any:
        """What `keep_findings` stored of an owner, {} where there is nothing."""
        return next(iter(self._read(self._findings(owner))), {})

    def keep_findings(self, owner: str, data: Mapping[str, Any]) -> None:
        """Store what the checks found in a policy or a school."""
        self._write(self._findings(owner), _written([data]))

    def tidy_findings(self, owners: Iterable[str]) -> None:
        """Forget what the checks found in all but these policies and schools.

        What is new stays: another command may have read a tree with more of them.
        """
        kept = {self._findings(owner) for owner in owners}
        # What cannot be deleted is left to a later command.
        with suppress(OSError):
            new = self.now() - GRACE * 10**9
            for path, one in self._files("findings/*.json"):
                if path not in kept and one.st_mtime_ns < new:
                    path.unlink(missing_ok=True)

    def outputs(self, out: Path) -> list[Any]:
        """The lines that `keep_outputs` stored for a folder of outputs, if any."""
        return self._read(self._outputs(out))[1:]

    def keep_outputs(self, out: Path, lines: Iterable[Mapping[str, Any]]) -> None:
        """Store how a folder of outputs was left; its files must already be synced to the disk."""
        path = self._outputs(out)
        durable.clear(path)
        durable.write_whole(path, _written([{"out": str(out.resolve())}, *lines]))

    def tidy(self, limit: int = LIMIT) -> None:
        """Forget missing folders of outputs, and keep the contents below a limit, in bytes.

        Above it, the results that were longest unused are deleted, with contents that no other
        result names.
        """
        # It ends a finished build: what cannot be deleted is left to a later one.
        with suppress(OSError):
            self._forget_outputs()
            self._make_room(limit)

    def _forget_outputs(self) -> None:
        # Other versions of this program wrote .json.
        for path in (*self._folder.glob("outputs/*.json"), *self._folder.glob("outputs/*.jsonl")):
            match self._read(path):
                # A state without an absolute path is damaged: "" would be the current folder.
                case [{"out": str(out)}, *_] if Path(out).is_absolute() and Path(out).is_dir():
                    continue
            path.unlink(missing_ok=True)

    def _make_room(self, limit: int) -> None:
        contents = {path.name: one for path, one in self._files("objects/*/*")}
        if sum(one.st_size for one in contents.values()) <= limit:
            return
        named: set[str] = set()
        room = limit
        latest = sorted(self._files("results/*.json"), key=lambda item: -item[1].st_mtime_ns)
        for path, _ in latest:
            own = {name for one in self.results(path.stem).values() for name in one.files.values()}
            room -= sum(contents[name].st_size for name in own - named if name in contents)
            if room < 0:
                path.unlink(missing_ok=True)
                continue
            named |= own
        now = max(one.st_mtime for one in contents.values())
        for name, one in contents.items():
            if name not in named and one.st_mtime < now - GRACE:
                self.path(name).unlink(missing_ok=True)

    def _files(self, pattern: str) -> Iterator[tuple[Path, os.stat_result]]:
        """The files of a pattern, except those that another build deletes meanwhile."""
        for path in self._folder.glob(pattern):
            with suppress(FileNotFoundError):
                yield path, path.lstat()

    def _findings(self, owner: str) -> Path:
        name = hashlib.sha256(os.fsencode(owner)).hexdigest()[:16]
        return self._folder / "findings" / f"{name}.json"

    def _outputs(self, out: Path) -> Path:
        name = hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]
        return self._folder / "outputs" / f"{name}.jsonl"

    def _read(self, path: Path) -> list[Any]:
        """The lines that `_written` made; none where they are missing or damaged."""
        try:
            digest, _, lines = content(path).partition(b"\n")
        except FileNotFoundError:
            return []
        except OSError:
            digest, lines = b"", b""
        if hashlib.sha256(lines).hexdigest().encode() == digest:
            # Whoever writes another content can write its digest as well.
            with suppress(ValueError, RecursionError):
                return [json.loads(line) for line in lines.splitlines()]
        self._discard(path)
        return []

    def _discard(self, path: Path) -> None:
        """Delete a damaged file."""
        self.damaged = True
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _write(self, path: Path, data: bytes) -> None:
        # Another process that writes the same uses another file, and the last to be renamed stays.
        # It is not synced: damage from a power cut is detected on reading.
        fresh = self._folder / f"{uuid4().hex}.new"
        try:
            fresh.write_bytes(data)
            try:
                fresh.replace(path)
            except (FileNotFoundError, NotADirectoryError):
                _make_way(path.parent)
                path.parent.mkdir(parents=True, exist_ok=True)
                fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _written(lines: Iterable[Any]) -> bytes:
    """JSON Lines, after a line with the SHA-256 of them."""
    words = "".join(f"{_ENCODER.encode(line)}\n" for line in lines).encode()
    return hashlib.sha256(words).hexdigest().encode() + b"\n" + words
