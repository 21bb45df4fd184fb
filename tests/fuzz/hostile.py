"""Files of somebody who wants the program to break: it says what is wrong, or builds what is right.

Each is tried on a built root: `check` and `build` end without a crash and in bounded time; what
`check` passes, `build` builds and `verify` finds whole; what is amiss with one school stops no
other; nothing outside is read or written; nothing comes out that a browser or a terminal obeys.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clausework.checks import check
from clausework.publish.manifest import sha256
from clausework.workspace.root import read_workspace
from tests.fuzz import pictures, tricks
from tests.fuzz.properties import Property
from tests.fuzz.trial import (
    APPROVED,
    APPROVING,
    LEAF,
    LOGO,
    UNSEEN,
    WITH_LOGO,
    Deed,
    Nothing,
    Said,
    approved,
    built,
    contents,
    do,
    fresh,
    made,
    pasteable,
    plain,
    run,
    script,
    watching,
)
from tests.support.pages import Page
from tests.support.roots import OAK, VERSION

RECORD = "schools/oak/record/staff-conduct/1.1.json"
SECRET = "Zwetschgenkuchen"
OUTSIDE = {
    "school.yaml": WITH_LOGO[OAK].replace("Oak School", SECRET),
    "version.yaml": WITH_LOGO[VERSION].replace("How staff behave", SECRET),
    "terms.yaml": f"head: {{default: {SECRET}}}\nsetting: {{default: {SECRET}}}\n",
    "logo.svg": LEAF.replace("<circle", f"<title>{SECRET}</title><circle"),
    "secret.txt": SECRET,
}
TEXTS = (".html", ".json", ".csv", ".ics", ".svg", ".xml", ".md", ".txt", ".js", ".css")


@given(tricks.written())
def values(deed: Deed) -> None:
    """A value that is not what it should be."""
    _holds([deed])


@given(tricks.spoiled())
def data(deed: Deed) -> None:
    """Bytes that are no YAML, or not what they seem."""
    _holds([deed])


@given(st.lists(tricks.placed(), min_size=1, max_size=2))
def places(deeds: list[Deed]) -> None:
    """Something else where a file or folder belongs, and odd names."""
    _holds(deeds)


@given(pictures.logos())
def logos(logo: tuple[str, bytes]) -> None:
    """A picture that is broken, or more than a picture."""
    name, picture = logo
    school = WITH_LOGO[OAK].replace("logo: logo.svg", f"logo: {name}").encode()
    _holds([(LOGO, Nothing()), (OAK, school), (f"schools/oak/{name}", picture)])


@given(st.lists(tricks.in_the_way(), min_size=1, max_size=2))
def outputs(deeds: list[Deed]) -> None:
    """Something in the outputs that is in the way."""
    _holds(deeds)


@given(st.data())
def store(drawn: st.DataObject) -> None:
    """Something else in what is remembered of the last build."""
    remembered = _remembered()
    name, thing = remembered[drawn.draw(st.integers(0, 99)) * len(remembered) // 100]
    # A digest of the rest is its first line, as another version of the program might write it.
    digest, *lines = thing.splitlines() if b"\n" in thing else (b"", thing)
    at = drawn.draw(st.integers(0, 99)) * len(lines) // 100
    changed = _other(json.loads(lines[at])).map(
        lambda line: b"\n".join([*lines[:at], line, *lines[at + 1 :]])
    )
    other = drawn.draw(st.one_of(tricks.things(), tricks.JSON, changed))
    if isinstance(other, bytes) and drawn.draw(st.booleans()):
        other = (sha256(other).encode() + b"\n" if digest else b"") + other
    _holds([(name, other)])


@lru_cache
def _remembered() -> tuple[tuple[str, bytes], ...]:
    found = contents(fresh(built) / ".clausework")
    files = ((f".clausework/{name}", data) for name, data in found.items() if ".json" in name)
    folders = ("", "/objects", "/results", "/outputs", "/.gitignore")
    other = ((f".clausework{name}", b"null") for name in folders)
    return (*((name, data) for name, data in files if isinstance(data, bytes)), *other)


@st.composite
def _other(draw: st.DrawFn, whole: object) -> bytes:
    """A JSON file in which a value is another."""
    parts: list[dict[str, object]] = []

    def gather(value: object) -> None:
        for inner in value.values() if isinstance(value, dict) else ():
            gather(inner)
        if isinstance(value, dict) and value:
            parts.append(value)

    whole = json.loads(json.dumps(whole))
    gather(whole)
    other = json.loads(draw(tricks.JSON.filter(lambda one: b"1e999" not in one)))
    if not parts:
        return json.dumps(other).encode()
    part = draw(st.sampled_from(parts))
    part[draw(st.sampled_from(sorted(part)))] = other
    return json.dumps(whole).encode()


@given(st.data())
def records(drawn: st.DataObject) -> None:
    """A record of an approval that holds something else, under a digest that fits."""
    said = json.loads((fresh(approved) / RECORD).read_bytes())
    said = drawn.draw(tricks.changed({key: said[key] for key in said if key != "digest"}))
    text = _json({**said, "digest": sha256(_json(said))})
    _holds([(RECORD, text)], approved)


def _json(data: object) -> bytes:
    """As a record is written."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return text.encode("utf-8", "replace")


@given(
    st.sampled_from((6, 10)),
    st.lists(st.sampled_from(("replace", "omit", "add", "chain")), min_size=1, max_size=3),
)
def cost(count: int, kinds: list[str]) -> None:
    """`check` of four times as many local changes takes about four times as many steps."""
    few, many = (_changed(count * times, kinds) for times in (1, 4))
    with pasteable(many, ()):
        first, second = _steps(few), _steps(many)
        assert second < 8 * first, f"{count} local changes: {first} calls; {4 * count}: {second}"


@given(st.sampled_from((300, 3_000, 20_000)), st.sampled_from(("add", "chain")))
def very_many(count: int, kind: str) -> None:
    """So many local changes that a school alone takes too long."""
    _holds([(name, text.encode()) for name, text in _changed(count, [kind], clauses=9).items()])


def _changed(count: int, kinds: Sequence[str], clauses: int | None = None) -> Mapping[str, str]:
    """A version of so many clauses, and a school with so many local changes of them, by kinds in
    turn; without `clauses`, one of each.
    """
    more = "".join(
        f"      - id: clause-{number}\n        text: Clause {_letters(number)} is for staff.\n"
        for number in range(clauses or count)
    )
    lines, before = [], "clause-0"
    for number in range(count):
        kind, place = kinds[number % len(kinds)], f"clause-{number % (clauses or count)}"
        text = f"text: Change {_letters(number)} is ours., reason: So decided."
        if kind == "omit":
            lines.append(f"- {{omit: {place}, reason: So decided.}}")
        elif kind == "replace":
            lines.append(f"- {{replace: {place}, {text}}}")
        else:
            after, before = before if kind == "chain" else place, f"local-{number}"
            lines.append(f"- {{add: {before}, after: {after}, {text}}}")
    school = WITH_LOGO[OAK]
    margin = " " * 6
    school = school[: school.index("      - replace")] + "".join(
        f"{margin}{one}\n" for one in lines
    )
    version = WITH_LOGO[VERSION] + f"  - id: more\n    title: More\n    clauses:\n{more}"
    return WITH_LOGO | {VERSION: version, OAK: school}


def _letters(number: int) -> str:
    """A number as a word, for a typed number is a fault of its own."""
    return "".join("abcdefghij"[int(figure)] for figure in str(number))


def _steps(files: Mapping[str, str]) -> int:
    """How many functions `check` calls for a root."""
    root = fresh(built)
    do(root, [(name, text.encode()) for name, text in files.items()])
    called = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        check(read_workspace(root))
    finally:
        sys.setprofile(None)
    return called


def _holds(deeds: Sequence[Deed], make: Callable[[Path], None] = built) -> None:
    root = fresh(make)
    outside = root.parent / "outside"
    for name, text in OUTSIDE.items():
        (outside / name).write_text(text, "utf-8")
    before = contents(outside)
    spares_elm = all(
        name.startswith((OAK[:11], "out/sites/oak", ".clausework")) for name, _ in deeds
    )
    in_sources = all(name.startswith(("schools", "policy")) for name, _ in deeds)
    trying = "clausework check; clausework build; clausework verify out"
    files = (WITH_LOGO, deeds) if make is built else (APPROVED, (), APPROVING, *script({}, deeds))
    with pasteable(*files, trying):
        if spares_elm:
            do(root, [("out/sites/elm", Nothing())])
        do(root, deeds)
        with watching(outside) as opened:
            checked = run(root, "check")
            plain(checked)
            made = run(root, "build", "--jobs", "1")
            plain(made)
        assert not opened, f"read from outside: {opened}"
        assert contents(outside) == before, "written outside"
        assert {path.name for path in root.parent.iterdir()} == {"root", "outside"}
        if spares_elm:
            page = root / "out" / "sites" / "elm" / "index.html"
            assert page.is_file(), f"Elm is not built\n{made}"
            assert "\nelm " not in made.err, f"Elm is not built\n{made}"
        if in_sources and checked.status == 0:
            assert made.status == 0, f"what check passes is not built\n{made}"
        if made.status == 0:
            said = run(root, "verify", str(root / "out"), "--json")
            left = [name for name in _findings(said) if not _is_told(root, deeds, name)]
            assert not left, f"what was built is not whole: {left}\n{said}"
        _harmless(root / "out", _usual(make))


def _findings(said: Said) -> list[str]:
    if said.status == 0:
        return []
    assert said.status == 1, said
    return [one["name"] for one in json.loads(said.out)["findings"]]


def _is_told(root: Path, deeds: Sequence[Deed], name: str) -> bool:
    """Whether it was put into the outputs, where a build leaves it; or is a source of a school that
    was taken away, whose outputs stay.
    """
    parts = name.split("/")
    if parts[0] == "schools" and not (root / "schools" / parts[1] / "school.yaml").exists():
        return True
    return any(f"out/{name}".startswith(place) for place, _ in deeds if place.startswith("out"))


@lru_cache
def _usual(make: Callable[[Path], None]) -> frozenset[object]:
    return frozenset(contents(made(make) / "out").values())


def _harm(page: Page) -> list[str]:
    """What of a page came from a file of a school and is more than text to a browser."""
    return [
        f"{one.tag} {one.attributes}"
        for one in page.elements
        if one.tag == "xss"
        or any(name.startswith("onxss") for name in one.attributes)
        or any(_runs(one.attributes.get(name, "")) for name in ("href", "src", "action"))
    ]


def _runs(address: str) -> bool:
    return "".join(address.split()).lower().startswith(("javascript:", "data:t"))


def _harmless(out: Path, usual: frozenset[object]) -> None:
    for name, found in contents(out).items():
        if not isinstance(found, bytes) or found in usual:
            continue
        assert SECRET.encode() not in found, f"{name} has what a file outside says"
        if name.endswith(TEXTS) and "/assets/" not in name:
            text = found.decode("utf-8").replace("\r\n", "\n")
            unseen = UNSEEN.search(text)
            assert unseen is None, f"{name} has {unseen!r}"
        if name.endswith(".svg"):
            assert "xss" not in found.decode().lower(), f"{name} is more than a picture"
        if name.endswith(".html"):
            harm = _harm(Page(found.decode("utf-8")))
            assert not harm, f"{name} has {harm}"


PROPERTIES = (
    Property("hostile values", "hostile", values, batch=5, short=3),
    Property("hostile bytes", "hostile", data, batch=5, short=3),
    Property("hostile places", "hostile", places, batch=5, short=3),
    Property("hostile records", "hostile", records, batch=5, short=3),
    Property("hostile logos", "hostile", logos, batch=5, short=3),
    Property("hostile outputs", "hostile", outputs, batch=5, short=3),
    Property("hostile store", "hostile", store, batch=5, short=3),
    Property("cost of local changes", "hostile", cost, batch=1, short=1),
    # Some take a minute.
    Property("very many local changes", "hostile", very_many, batch=1, short=0),
)
