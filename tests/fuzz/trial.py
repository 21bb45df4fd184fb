"""A small built root to try things on, what commands say of it, and a script that makes it."""

from __future__ import annotations

import base64
import gzip
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from clausework.cli.main import main
from tests.support.meetings import MEETING, ROOT
from tests.support.roots import FILES, OAK, write_root

# Whatever a file holds, a command has ended by then, on the slowest of machines; in seconds.
LONGEST = 120
LOGO = "schools/oak/logo.svg"
LEAF = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9"/>'
    "</svg>\n"
)
_BRAND = ("brand:\n", "brand:\n  logo: logo.svg\n  logo_alt: A leaf\n")
WITH_LOGO = FILES | {OAK: FILES[OAK].replace(*_BRAND), LOGO: LEAF}
APPROVED = ROOT | {OAK: ROOT[OAK].replace(*_BRAND), LOGO: LEAF}
# What makes the record of the latter.
APPROVING = f"clausework approve oak staff-conduct {shlex.join(MEETING)}; clausework build"
# What no reader can see and a terminal or browser obeys: all of these but line ends and tabs.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CRASHED = re.compile(r"Traceback \(most|The program failed|\b[A-Z]\w*(Error|Exception)\b")
DAY = 86_400


class TooLong(BaseException):
    """A command has not ended in time."""


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Folder:
    """An empty folder."""


@dataclass(frozen=True)
class Pipe:
    """A named pipe."""


@dataclass(frozen=True)
class Nothing:
    """What was at a path is taken away."""


Thing = bytes | Link | Folder | Pipe | Nothing
Deed = tuple[str, Thing]


@dataclass(frozen=True)
class Said:
    """A command, its exit status, and what it printed."""

    command: tuple[str, ...]
    status: int
    out: str
    err: str

    def __str__(self) -> str:
        words = f"clausework {shlex.join(self.command)}: exit status {self.status}"
        return f"{words}\n{_short(self.out)}{_short(self.err)}"


@lru_cache
def home() -> Path:
    """A folder of this process for all that is tried; it is deleted at the end."""
    folder = tempfile.TemporaryDirectory(prefix="clausework-fuzz-")
    _kept.append(folder)
    return Path(folder.name).resolve()


_kept: list[tempfile.TemporaryDirectory[str]] = []


def fresh(make: Callable[[Path], None]) -> Path:
    """A copy of the root that a function makes, always at the same path, and all by itself there
    but for the folder `outside`.
    """
    whole, root = made(make), home() / "trial" / "root"
    shutil.rmtree(root.parent, ignore_errors=True)
    root.parent.mkdir()
    subprocess.run(["cp", "-a", whole, root], check=True)
    (root.parent / "outside").mkdir()
    return root


@lru_cache
def made(make: Callable[[Path], None]) -> Path:
    """The root that a function makes, which is not to be changed."""
    # What is remembered of outputs goes by their path, so a root is made where it is tried.
    root, kept = home() / "trial" / "root", home() / make.__name__
    shutil.rmtree(root.parent, ignore_errors=True)
    root.mkdir(parents=True)
    make(root)
    root.rename(kept)
    return kept


def built(root: Path) -> None:
    """Two schools, a policy and their outputs, made from files of the day before."""
    write_root(root, WITH_LOGO)
    aged(root)
    said = run(root, "build", "--jobs", "1")
    assert said.status == 0, said


def approved(root: Path) -> None:
    """The same, of two versions, of which one school approved one; with a record of that."""
    write_root(root, APPROVED)
    assert run(root, "approve", "oak", "staff-conduct", *MEETING).status == 0
    aged(root)
    said = run(root, "build", "--jobs", "1")
    assert said.status == 0, said


def aged(root: Path) -> None:
    """Make the files of a root a day older, so that their times are trusted."""
    for path in root.rglob("*"):
        if path.is_file():
            status = path.stat()
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - DAY * 10**9))


def run(root: Path, *command: str) -> Said:
    """Carry out a command on a root, in this process."""
    said = (io.BytesIO(), io.BytesIO())
    out, err = (io.TextIOWrapper(data, "utf-8", write_through=True) for data in said)
    with redirect_stdout(out), redirect_stderr(err), _limited():
        try:
            status = main([*command, "--root", str(root)])
        except SystemExit as ended:
            status = int(ended.code or 0)
    return Said(command, status, *(data.getvalue().decode() for data in said))


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLong(f"it has not ended after {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def plain(said: Said) -> None:
    """A command ended as it should: without a trace of its inside, and no error without a word."""
    printed = said.out + said.err
    assert said.status in (0, 1, 3), f"an exit status that means nothing here\n{said}"
    assert not CRASHED.search(printed), f"a crash\n{said}"
    assert not UNSEEN.search(printed), f"it prints what a terminal obeys\n{said}"
    if said.status:
        assert printed.strip(), f"not a word\n{said}"
        assert "No errors." not in printed, f'a failure, and "No errors."\n{said}'


def do(root: Path, deeds: Iterable[Deed]) -> None:
    """Put each thing at its path, in place of what is there, where that is below real folders."""
    for name, thing in deeds:
        path = root / name
        if not all(_is_free(above) for above in path.parents if above.is_relative_to(root)):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif os.path.lexists(path):
            path.unlink()
        if isinstance(thing, Nothing):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(thing, bytes):
            path.write_bytes(thing)
        elif isinstance(thing, Link):
            path.symlink_to(thing.target)
        elif isinstance(thing, Folder):
            path.mkdir()
        else:
            os.mkfifo(path)


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path) or (path.is_dir() and not path.is_symlink())


@contextmanager
def pasteable(files: Mapping[str, str], deeds: Iterable[Deed], *more: str) -> Iterator[None]:
    """What fails in here is told with a script that makes the root; `more` are lines after it."""
    try:
        yield
    except (Exception, TooLong) as fault:
        lines = [*script(files, deeds), *more]
        raise AssertionError(f"{fault!s}\n\n" + "\n".join(lines)) from fault


def script(files: Mapping[str, str], deeds: Iterable[Deed]) -> list[str]:
    """The lines of a shell script that makes a root where it is run, deeds after the files."""
    wanted: dict[str, Thing] = {name: text.encode() for name, text in files.items()}
    for name, thing in deeds:
        wanted.pop(name, None)
        wanted[name] = thing
    return [line for name, thing in wanted.items() for line in _line(name, thing)]


def _line(name: str, thing: Thing) -> Iterator[str]:
    path = _quoted(name)
    if isinstance(thing, Nothing):
        yield f"rm -rf {path}"
        return
    yield f"rm -rf {path}; mkdir -p {_quoted(str(PurePosixPath(name).parent))}"
    if isinstance(thing, bytes):
        yield from _of_bytes(path, thing)
    elif isinstance(thing, Link):
        yield f"ln -s {_quoted(thing.target)} {path}"
    else:
        yield f"{'mkdir' if isinstance(thing, Folder) else 'mkfifo'} {path}"


def _quoted(name: str) -> str:
    data = os.fsencode(name)
    if data.isascii() and name.isprintable():
        return shlex.quote(name)
    return "$'" + "".join(f"\\x{byte:02x}" for byte in data) + "'"


def _of_bytes(path: str, data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    if (
        text.encode() == data
        and text.endswith("\n")
        and all(line.isprintable() for line in text.split("\n"))
        and len(data) < 20_000
    ):
        yield f"cat > {path} <<'END'\n{text}END"
        return
    packed = base64.b64encode(gzip.compress(data, mtime=0)).decode()
    yield f"base64 -d <<< {packed} | gunzip > {path}"


def contents(folder: Path) -> dict[str, Thing]:
    """All below a folder by path; links are not followed."""
    return {path.relative_to(folder).as_posix(): _thing(path) for path in sorted(folder.rglob("*"))}


def _thing(path: Path) -> Thing:
    if path.is_symlink():
        return Link(str(path.readlink()))
    if path.is_dir():
        return Folder()
    return path.read_bytes() if path.is_file() else Pipe()


def _short(text: str, most: int = 4_000) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text)} characters)\n"


_watched: list[tuple[str, list[str]]] = []


@contextmanager
def watching(outside: Path) -> Iterator[list[str]]:
    """The paths below a folder that this process opens in the meantime."""
    _hook()
    opened: list[str] = []
    _watched.append((f"{outside}{os.sep}", opened))
    try:
        yield opened
    finally:
        _watched.pop()


@lru_cache
def _hook() -> None:
    def see(event: str, given: tuple[Any, ...]) -> None:
        if _watched and event in ("open", "os.listdir", "os.scandir"):
            if not isinstance(given[0], (str, bytes, os.PathLike)):
                return
            real = os.path.realpath(os.fsdecode(given[0]))
            for folder, opened in _watched:
                if f"{real}{os.sep}".startswith(folder):
                    opened.append(real)

    sys.addaudithook(see)
