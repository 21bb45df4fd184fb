"""`out/manifest.json`: every file with its SHA-256 and its sources.

There is one line for each file and for each source, so that it is written and read a line at a
time, however many schools there are. The last line is the SHA-256 of all lines before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from clausework.source import durable
from clausework.source.files import regular
from clausework.store.cache_keys import TOOLS

Line = tuple[str, Any]
_FILES, _SOURCES, _TOOLS = '{"files": {\n', '},\n"sources": {\n', '},\n"tools": '
_DAY = '"on": '
_DIGEST = '"digest": '


def sha256(data: bytes) -> str:
    """The digest of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def overlay(folders: Sequence[Path]) -> dict[str, str]:
    """The SHA-256 of each file of folders laid over each other, by path.

    Of two files with the same path, that of the earlier folder counts.
    """
    files = {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(folders)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {name: sha256(files[name].read_bytes()) for name in sorted(files)}


def overlay_digest(files: Mapping[str, str]) -> str:
    """One digest of all that `overlay` finds."""
    return sha256("".join(f"{name}\0{files[name]}\n" for name in sorted(files)).encode())


def entry(
    digest: str, sources: Sequence[str], then: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The entry of one file.

    `then` are digests of those of its sources that differed from the manifest when the file was
    made.
    """
    made = {"sha256": digest, "sources": list(sources)}
    return {**made, "then": dict(then)} if then else made


def write(
    path: Path, files: Iterable[Line], sources: Iterable[Line], on: date | None = None
) -> None:
    """Write a manifest atomically. Raises OSError.

    It has files with their entries and sources with their digests, each in the order of their
    names, and the day as of which sites were built, if any were.
    """
    durable.clear(path)
    total = hashlib.sha256()
    with durable.replacing(path) as file:
        for words in _all(files, sources, on):
            data = words.encode()
            total.update(data)
            file.write(data)
        file.write(_last_line(total.hexdigest()))


def is_whole(path: Path) -> bool:
    """Whether a manifest is exactly as written; False where it cannot be read."""
    total, last = hashlib.sha256(), b""
    with suppress(OSError), open(path, "rb", opener=regular) as file:
        for line in file:
            total.update(last)
            last = line
        return last == _last_line(total.hexdigest())
    return False


def read_files(path: Path) -> Iterator[Line]:
    """The files of a manifest with their entries, in order; none where it cannot be read."""
    return _read(path, _FILES)


def read_sources(path: Path) -> Iterator[Line]:
    """The sources of a manifest with their digests, in order; none where it cannot be read."""
    return _read(path, _SOURCES.partition("\n")[2])


def tools() -> dict[str, str]:
    """The programs that write outputs, with their versions."""
    return {name: version(name) for name in TOOLS}


def read_day(path: Path) -> date | None:
    """The day as of which sites were built; None where none is listed."""
    with suppress(OSError, ValueError), open(path, encoding="utf-8", opener=regular) as file:
        for line in file:
            if line.startswith(_DAY):
                return date.fromisoformat(json.loads(line.removeprefix(_DAY).rstrip(",\n")) or "")
    return None


def read_tools(path: Path) -> dict[str, str]:
    """The tools of a manifest; none where it cannot be read."""
    head = _TOOLS.rpartition("\n")[2]
    with suppress(OSError, ValueError), open(path, encoding="utf-8", opener=regular) as file:
        for line in file:
            if line.startswith(head):
                found: dict[str, str] = json.loads(line.removeprefix(head).rstrip(",\n"))
                return found
    return {}


def _all(files: Iterable[Line], sources: Iterable[Line], on: date | None) -> Iterator[str]:
    yield _FILES
    yield from _lines(files)
    yield _SOURCES
    yield from _lines(sources)
    yield f"{_TOOLS}{json.dumps(tools())},\n"
    yield f"{_DAY}{json.dumps(on and str(on))},\n"


def _last_line(digest: str) -> bytes:
    return f'{_DIGEST}"{digest}"}}\n'.encode()


def _lines(entries: Iterable[Line]) -> Iterator[str]:
    before = ""
    for name, value in entries:
        yield f"{before}{json.dumps(name, ensure_ascii=False)}: "
        yield json.dumps(value, ensure_ascii=False)
        before = ",\n"
    if before:
        yield "\n"


def _read(path: Path, head: str) -> Iterator[Line]:
    with suppress(OSError, ValueError), open(path, encoding="utf-8", opener=regular) as file:
        for line in file:
            if line == head:
                break
        for line in file:
            if line.startswith("}"):
                return
            found: Mapping[str, Any] = json.loads("{" + line.rstrip(",\n") + "}")
            yield from found.items()
