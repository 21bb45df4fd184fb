"""Versions of a policy one after the other, a school, and its local changes: drawn at random, with
conditions on elements of every level, so that what is printed for the school comes and goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from clausework.model.document import Document
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Brand, Policy, School, Variation, Version
from clausework.resolve.conditions import names_of
from clausework.resolve.conflicts import Conflict
from clausework.resolve.nodes import Master
from clausework.resolve.version import resolve
from clausework.upgrade.carry import Resolution, Upgrade, upgrade
from clausework.upgrade.outcome import CarriedChange, Choice, Outcome
from tests.support.policies import AUTHORITIES, TERMS

# What an example is drawn with, while it is made or while a test runs.
Draw = Callable[[st.SearchStrategy[Any]], Any]
OPTION = {"type": "boolean", "label": "L"}
POLICY = Policy.model_validate(
    {
        "id": "p",
        "title": "P",
        "owner": "O",
        "binding": "adapt",
        "options": {"cameras": OPTION | {"default": True}, "boats": OPTION | {"default": False}},
    }
)
MASTER = Master(POLICY, TERMS, AUTHORITIES)
CONDITIONS = (
    *[None] * 6,
    "academy",
    "not academy",
    "cameras",
    "boats",
    "boats or not cameras",
)
LEVELS = ("section", "clause", "item", "subitem")
# Rounds of answers, each to all that is asked, after which nothing may be left to be asked.
MOST_ROUNDS = 6


@dataclass
class Element:
    """An element of a version in the making."""

    level: str
    name: str
    text: str
    when: str | None = None
    was: list[str] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)

    def copy(self) -> Element:
        """The same, to be changed."""
        inside = [one.copy() for one in self.inside]
        return Element(self.level, self.name, self.text, self.when, [], inside)

    def file(self) -> dict[str, Any]:
        """As a file has it."""
        key = "title" if self.level == "section" else "text"
        one: dict[str, Any] = {"id": self.name, key: self.text, "when": self.when, "was": self.was}
        inside = [child.file() for child in self.inside]
        if self.level == "subitem":
            return one
        return one | {"clauses" if self.level == "section" else "items": inside}

    def walk(self) -> Iterable[Element]:
        """The element and all in it."""
        yield self
        for child in self.inside:
            yield from child.walk()


@dataclass(frozen=True)
class Chain:
    """Versions, each of which follows the one before it, and what a school has of the first."""

    versions: tuple[Version, ...]
    school: School
    adopted: Adopted


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Two to four versions, and up to six local changes that fit the first."""
    names = iter(range(1_000))
    sections = [_element(draw, 0, names) for _ in range(draw(st.integers(1, 3)))]
    versions = [_version(1, sections)]
    for number in range(2, 2 + draw(st.integers(1, 3))):
        sections = _changed(draw, sections, names)
        versions.append(_version(number, sections))
    school = School(
        id="s",
        name="S",
        type=draw(st.sampled_from(["academy", "community"])),
        brand=Brand(primary="#000000", accent="#000000"),
    )
    chosen = draw(st.dictionaries(st.sampled_from(["cameras", "boats"]), st.booleans()))
    adopted = Adopted(version="1.0", options=chosen)
    for index in range(draw(st.integers(1, 6))):
        known = [*_ids(versions[0]), *(one.target for one in adopted.variations)]
        one = _local(draw, known, index)
        tried = adopted.model_copy(update={"variations": (*adopted.variations, one)})
        if not printed(versions[0], school, tried)[1]:
            adopted = tried
    return Chain(tuple(versions), school, adopted)


def _element(draw: st.DrawFn, level: int, names: Iterable[int]) -> Element:
    number = next(iter(names))
    name = f"{LEVELS[level][:2]}{number}"
    found = Element(LEVELS[level], name, f"Text of {name} here", draw(st.sampled_from(CONDITIONS)))
    if level < 3:
        least, most = ((1, 3), (0, 2), (0, 2))[level]
        count = draw(st.integers(least, most))
        found.inside = [_element(draw, level + 1, names) for _ in range(count)]
    return found


def _version(number: int, sections: Sequence[Element]) -> Version:
    return Version.model_validate(
        {
            "version": f"{number}.0",
            "status": "released",
            "follows": f"{number - 1}.0" if number > 1 else None,
            "summary": "S",
            "sections": [section.file() for section in sections],
        }
    )


MASTERS = st.sampled_from(
    ["keep"] * 6 + ["when"] * 4 + ["reword", "remove", "rename", "new", "split", "lift"]
)


def _changed(draw: st.DrawFn, sections: list[Element], names: Iterable[int]) -> list[Element]:
    """The next version: any element may get or lose its condition, other words, another id, or go;
    be split, or leave what it is in to what stands before that.
    """
    found = _next(draw, [section.copy() for section in sections], names)
    return found or [_element(draw, 0, names)]


def _next(draw: st.DrawFn, elements: list[Element], names: Iterable[int]) -> list[Element]:
    found: list[Element] = []
    for one in elements:
        kind = draw(MASTERS)
        one.inside = _next(draw, one.inside, names)
        if kind == "remove":
            continue
        if kind == "when":
            one.when = draw(st.sampled_from(CONDITIONS))
        elif kind == "reword":
            one.text = f"Other {one.text} now"
        elif kind == "rename":
            one.was, one.name = [one.name], f"{one.name}-x"[-40:]
        found.append(one)
        level = LEVELS.index(one.level)
        if kind == "new":
            found.append(_element(draw, level, names))
        elif kind == "split":
            half = _element(draw, level, names)
            half.was = [one.was[0] if one.was else one.name]
            found.append(half)
        elif kind == "lift" and found[:-1] and one.inside and level < 2:
            found[-2].inside.append(one.inside.pop())
    return found


def _local(draw: st.DrawFn, known: Sequence[str], index: int) -> Variation:
    """A local change; each text has words of its own that no other has."""
    target = draw(st.sampled_from(known))
    words = f"Own{index}text here"
    if draw(st.integers(0, 3)) == 0:
        words += f", as in {{{{ ref {draw(st.sampled_from(known))} }}}}"
    keys: dict[str, Any] = {"reason": "R", "text": words}
    kind = draw(st.sampled_from(["replace", "replace", "add", "add", "omit"]))
    if kind == "omit":
        return Variation.model_validate({"reason": "R", "omit": target})
    if kind == "add":
        keys |= {"add": f"local-{index}", "after": target}
    else:
        keys |= {"replace": target}
    if draw(st.integers(0, 3)) == 0:
        keys["items"] = [
            {"id": f"own-{index}-{at}", "text": f"own{index}point{at} here"}
            for at in range(draw(st.integers(1, 2)))
        ]
        keys["closing"] = f"Own{index}closing here."
    return Variation.model_validate(keys)


def _ids(version: Version) -> list[str]:
    return re.findall(r"'id': '([^']+)'", str(version.model_dump()))


def printed(version: Version, school: School, adopted: Adopted) -> tuple[Document, list[Conflict]]:
    """What a school has of a version, and what does not fit."""
    return resolve(MASTER, version, school, adopted)


def own_words(texts: Iterable[str]) -> set[str]:
    """The words that are the school's alone."""
    return {word for text in texts for word in re.findall(r"\b[Oo]wn\w+", text)}


def words_of(document: Document) -> set[str]:
    """The school's own words that a document prints."""
    nodes = [*document.nodes()]
    return own_words(plain(runs) for node in nodes for runs in (node.text, node.closing))


def taken(chain: Chain, at: int, adopted: Adopted, resolutions: dict[str, Resolution]) -> Upgrade:
    """The local changes on one version of a chain taken to the next."""
    old, new = chain.versions[at], chain.versions[at + 1]
    true = names_of(POLICY, chain.school, adopted)
    return upgrade(POLICY, old, new, adopted.variations, resolutions, (), true)


def answered(draw: Draw, chain: Chain, at: int, adopted: Adopted) -> Upgrade:
    """A step of a chain with all conflicts decided in one of the ways that are offered."""
    given: dict[str, Resolution] = {}
    found = taken(chain, at, adopted, given)
    for turn in range(MOST_ROUNDS):
        if not found.conflicts:
            break
        for index, one in enumerate(found.conflicts):
            assert one.choices, one
            # To take the master's words always leads on.
            choice = draw(st.sampled_from(one.choices)) if turn < 2 else Choice.THEIRS
            edited = (f"Own{at}{turn}{index}edit here",) if choice is Choice.EDIT else ()
            given[one.variation.target] = Resolution(choice, edited)
        found = taken(chain, at, adopted, given)
    return found


def named(fared: Iterable[CarriedChange]) -> set[str]:
    """The school's own words that are shown to it as not carried."""
    told = (Outcome.CONFLICT, Outcome.DROPPED, Outcome.DECIDED)
    return own_words(one.ours for one in fared if one.fate in told)
