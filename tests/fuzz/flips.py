"""Outputs, sources and store that are no longer what a build left: `verify` says so, `build` heals.

What a build left is damaged in one or two places, by a bit or by whole files. `verify` then calls
it whole and up to date exactly where no output and no source is another; the next build heals what
it can see; and whatever the store holds, outputs made anew are those that were made at first.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from clausework.publish.inventory import MANIFEST
from tests.fuzz.properties import Property
from tests.fuzz.trial import (
    APPROVED,
    APPROVING,
    CRASHED,
    Said,
    Thing,
    approved,
    contents,
    fresh,
    pasteable,
    plain,
    run,
)
from tests.support.meetings import ROOT, THIRD

# What a build answers for, whole folders.
KEPT = ("out/sites/oak", "out/sites/elm", "out/hub")
Way = Literal[
    "flip",
    "cut",
    "grow",
    "other",
    "gone",
    "link",
    "folder",
    "pipe",
    "add file",
    "add folder",
    "add link",
    "add pipe",
    "version",
    "school",
    "no school",
    "touch",
]
IN_A_FILE: tuple[Way, ...] = ("flip", "flip", "flip", "cut", "grow", "other")
OF_A_FILE: tuple[Way, ...] = (*IN_A_FILE, "gone", "link", "folder", "pipe", "touch")
NEW: tuple[Way, ...] = ("add file", "add folder", "add link", "add pipe")


@dataclass(frozen=True)
class Damage:
    """What happens to a file or folder of a root: a place, or of a part of the root the file that
    is so many millionths on. `at`, of a million, is where in it, and `bit` which. `quiet` leaves
    size and time as they were where that can be; `apart` leaves another name of the same file as it
    is, as a link into the store.
    """

    way: Way
    place: str
    which: int | None = None
    at: int = 0
    bit: int = 0
    quiet: bool = False
    apart: bool = False

    @property
    def name(self) -> str:
        """Its path in the root."""
        return self.place if self.which is None else _share(_names()[self.place], self.which)

    def __str__(self) -> str:
        said = f"{self.way} {self.name}"
        if self.way in ("flip", "cut", "other"):
            said += f" at {self.at} millionths, bit {self.bit}"
        return said + " quietly" * self.quiet + " apart from its links" * self.apart


def _share(names: Sequence[str], millionths: int) -> str:
    return names[millionths * len(names) // 1_000_000]


@lru_cache
def _names() -> dict[str, list[str]]:
    """The files of the root, by the part of it that they are in."""
    found = contents(fresh(approved))
    files = [name for name, thing in found.items() if isinstance(thing, bytes)]
    parts = ("out/sites", "out/hub", ".clausework/objects", ".clausework", "policy", "schools")
    by_part = {part: [name for name in files if name.startswith(part)] for part in parts}
    own = [name for name in by_part["out/sites"] if "/assets/" not in name]
    return by_part | {"own": own, "manifest": [f"out/{MANIFEST}"]}


@st.composite
def damages(draw: st.DrawFn, parts: Sequence[str], ways: Sequence[Way]) -> Damage:
    """A damage in one of some parts of the root."""
    return Damage(
        way=draw(st.sampled_from(ways)),
        place=draw(st.sampled_from(parts)),
        which=draw(st.integers(0, 999_999)),
        at=draw(st.integers(0, 999_999)),
        bit=draw(st.integers(0, 7)),
        quiet=draw(st.booleans()),
        apart=draw(st.booleans()),
    )


OUTPUTS = damages(("own", "own", "out/hub", "out/sites"), OF_A_FILE)
STORE = damages((".clausework/objects", ".clausework"), (*IN_A_FILE, "gone", "touch"))
OF_A_ROOT: tuple[Way, ...] = ("version", "school", "no school")
SOURCES = st.one_of(
    damages(("policy", "schools"), (*IN_A_FILE, "gone")),
    st.sampled_from(OF_A_ROOT).map(lambda way: Damage(way, "")),
)
PLACES = ("out", "out/sites", "out/reviews", *KEPT, "out/sites/oak/documents")
ADDED = st.builds(Damage, st.sampled_from(NEW), st.sampled_from(PLACES))


@given(st.lists(OUTPUTS, min_size=1, max_size=2))
def outputs(found: list[Damage]) -> None:
    """Files of the outputs."""
    _told_and_healed(found)


@given(damages(("manifest",), IN_A_FILE))
def manifest(found: Damage) -> None:
    """The manifest."""
    _told_and_healed([found])


@given(st.lists(STORE, min_size=1, max_size=3))
def store(found: list[Damage]) -> None:
    """What is remembered."""
    _told_and_healed(found)


@given(SOURCES)
def sources(found: Damage) -> None:
    """What outputs are made from."""
    _told_and_healed([found])


@given(st.lists(ADDED, min_size=1, max_size=2))
def added(found: list[Damage]) -> None:
    """What was not built here."""
    _told_and_healed(found)


@given(
    st.tuples(
        st.one_of(OUTPUTS, SOURCES, ADDED), st.one_of(STORE, damages(("manifest",), OF_A_FILE))
    )
)
def both(found: tuple[Damage, Damage]) -> None:
    """Outputs or sources, and what is remembered of them."""
    _told_and_healed(found)


def _told_and_healed(found: Sequence[Damage]) -> None:
    root = fresh(approved)
    before, made = _sources_of(root), contents(root / "out")
    with _pasteable(found):
        for one in found:
            _do(root, one)
        same_sources = _sources_of(root) == before
        same = same_sources and contents(root / "out") == made
        first = _verify(root)
        assert (first.status == 0) == same, (
            f"{'nothing' if same else 'something'} is amiss\n{first}"
        )
        built = run(root, "build", "--jobs", "1")
        plain(built)
        second = _verify(root)
        if built.status == 0 and not any(one.quiet for one in found):
            extra = [one.name for one in found if one.way in NEW and one.name not in KEPT]
            left = [
                name
                for name in _findings(second)
                if not any(_in(name, one) for one in extra) and not _of_no_school(root, name)
            ]
            assert not left, f"a build does not heal {left}\n{built}"
        shutil.rmtree(root / "out")
        again = run(root, "build", "--jobs", "1")
        plain(again)
        if same_sources:
            assert again.status == 0, f"it cannot be built anew\n{again}"
            wrong = [name for name, one in contents(root / "out").items() if made.get(name) != one]
            assert not wrong, f"not as at first: {wrong}"
        if again.status == 0:
            last = _verify(root)
            assert last.status == 0, f"what was built anew is not whole\n{last}"


def _in(name: str, place: str) -> bool:
    return f"out/{name}".startswith(f"{place}/more")


def _of_no_school(root: Path, name: str) -> bool:
    """Whether it is a source of a school that was taken away: what it published is not deleted."""
    parts = name.split("/")
    return parts[0] == "schools" and not (root / "schools" / parts[1]).exists()


def _sources_of(root: Path) -> dict[str, Thing]:
    return {
        f"{top}/{name}": thing
        for top in ("policy", "schools")
        for name, thing in contents(root / top).items()
    }


def _verify(root: Path) -> Said:
    said = run(root, "verify", str(root / "out"), "--json")
    # A manifest that lists nothing is no outputs: wrong usage.
    assert said.status in (0, 1, 2, 3), said
    assert not CRASHED.search(said.out + said.err), f"a crash\n{said}"
    assert said.out.strip() or said.err.strip(), f"not a word\n{said}"
    return said


def _findings(said: Said) -> list[str]:
    if said.status == 0:
        return []
    assert said.status == 1, f"after a build, it is not to be verified\n{said}"
    return [one["name"] for one in json.loads(said.out)["findings"]]


def _do(root: Path, one: Damage) -> None:
    path = root / one.name
    match one.way:
        case "version":
            text = ROOT[THIRD].replace('version: "1.2"', 'version: "1.3"')
            text = text.replace('follows: "1.1"', 'follows: "1.2"')
            (root / THIRD.replace("1.2", "1.3")).write_text(text, "utf-8")
        case "school":
            text = ROOT["schools/elm/school.yaml"].replace("elm", "ash").replace("Elm", "Ash")
            (root / "schools" / "ash").mkdir()
            (root / "schools" / "ash" / "school.yaml").write_text(text, "utf-8")
        case "no school":
            shutil.rmtree(root / "schools" / "elm")
        case "add file" | "add folder" | "add link" | "add pipe":
            path.mkdir(parents=True, exist_ok=True)
            _add(one.way, _unused(path / "more"))
        case _ if not os.path.lexists(path):
            return
        case "gone" | "link" | "folder" | "pipe":
            _replace(one.way, path, path.rename(_unused(root / "aside")))
        case _ if path.is_file() and not path.is_symlink():
            _rewrite(root, path, one)


def _unused(path: Path) -> Path:
    while os.path.lexists(path):
        path = path.with_name(f"{path.name}-more")
    return path


def _add(way: Way, path: Path) -> None:
    match way:
        case "add file":
            path.write_bytes(b"more")
        case "add folder":
            path.mkdir()
        case "add link":
            path.symlink_to("index.html")
        case _:
            os.mkfifo(path)


def _replace(way: Way, path: Path, aside: Path) -> None:
    match way:
        case "link":
            path.symlink_to(aside)
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)


def _rewrite(root: Path, path: Path, one: Damage) -> None:
    data, status = path.read_bytes(), path.stat()
    at = one.at * len(data) // 1_000_000
    match one.way:
        case "flip" if data:
            data = data[:at] + bytes([data[at] ^ 1 << one.bit]) + data[at + 1 :]
        case "cut":
            data = data[:at]
        case "grow":
            data += b"\n"
        case "other":
            other = root / _share(_names()["out/sites"], one.at)
            data = other.read_bytes() if other.is_file() else b""
    if one.apart:
        path.unlink()
    path.write_bytes(data)
    path.chmod(stat.S_IMODE(status.st_mode))
    if one.quiet:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@contextmanager
def _pasteable(found: Sequence[Damage]) -> Iterator[None]:
    lines = (
        APPROVING,
        *(f"# then: {one}" for one in found),
        "clausework verify out; clausework build; clausework verify out",
    )
    with pasteable(APPROVED, (), *lines):
        yield


PROPERTIES = (
    Property("damaged outputs", "flips", outputs, batch=5, short=2),
    Property("damaged manifest", "flips", manifest, batch=5, short=2),
    Property("damaged store", "flips", store, batch=5, short=2),
    Property("changed sources", "flips", sources, batch=5, short=2),
    Property("more than outputs", "flips", added, batch=5, short=2),
    Property("damaged outputs and store", "flips", both, batch=5, short=2),
)
