"""What of a version is printed for a school: the elements whose `when:` is true."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from clausework.model.elements import Clause, Section
from clausework.model.lineage import (
    AnyElement,
    ElementPlace,
    below,
    brought,
    children,
    own,
    own_texts,
    places,
    units,
    with_children,
)
from clausework.model.policy import Adopted, Policy, School, Variation
from clausework.model.terms import parse_condition, school_names
from clausework.model.varying.options import Name, true_of
from clausework.resolve.conflicts import Conflict
from clausework.source.locations import KeyPath

E = TypeVar("E", bound=AnyElement)
# The options, types and groups that are true of a school. None: there is no school, and every
# condition is true.
Names = frozenset[Name] | None


def names_of(policy: Policy, school: School, adopted: Adopted) -> frozenset[Name]:
    """The names that are true of a school with its choices of a version."""
    return school_names(school.type) | true_of(policy.options, adopted.options)


def holds(when: str | None, true: Names) -> bool:
    """Whether an element with this condition is printed, as far as the condition decides."""
    return when is None or true is None or parse_condition(when).holds(true)


def held(sections: Iterable[Section], true: Names) -> tuple[Section, ...]:
    """Sections with only those elements whose conditions are true.

    A section left without a clause, or a clause without a text or row, is included, though it is
    not printed, because additions to it would be.
    """
    return _held(tuple(sections), true)


def printed(sections: Iterable[Section], true: Names) -> tuple[Section, ...]:
    """What is printed of sections."""
    return _with_words(held(sections, true))


def _with_words(elements: Sequence[E]) -> tuple[E, ...]:
    """Elements without the sections and clauses of which nothing is left."""
    filled = (_filled(element) for element in elements)
    return tuple(element for element in filled if element is not None)


def _filled(element: E) -> E | None:
    if not isinstance(element, Section | Clause):
        return element
    before = children(element)
    inside = _with_words(before)
    shown = element if len(inside) == len(before) else with_children(element, inside)
    own = None if isinstance(shown, Section) else shown.text or shown.figure
    return shown if own or children(shown) else None


def unprinted(
    master: Iterable[Section],
    sections: Sequence[Section],
    variations: Iterable[Variation],
    true: Names,
) -> Iterator[Conflict]:
    """A school's own words that are in its sections and not in what is printed of them.

    `master` are the sections without its local changes.
    """
    shown = {part.id for section in printed(sections, true) for part in below(section)}
    if all(part.id in shown for section in sections for part in below(section)):
        return
    found = places(master)
    near = _near(sections, shown)
    for index, variation in enumerate(variations):
        for name, path in own_words(variation, found):
            if name in near and name not in shown:
                yield _unprinted(name, ("variations", index, *path), near[name])
                break


def own_words(
    variation: Variation, master: Mapping[str, ElementPlace]
) -> Iterator[tuple[str, KeyPath]]:
    """The elements that have words of the school's by a local change, and where they have them.

    The master's points among them are not included.
    """
    if variation.omit is None:
        yield variation.target, ("after" if variation.add is not None else "replace",)
    for path, part in brought(variation):
        same = master.get(part.id)
        if same is None or own_texts(same.element)[:1] != own_texts(part)[:1]:
            yield part.id, path


def _near(sections: Iterable[Section], shown: Collection[str]) -> dict[str, str | None]:
    """For each element, the clause or section before it that is printed."""
    found: dict[str, str | None] = {}
    last = None
    for section in sections:
        for _, part in units(section):
            found |= {one.id: last for one in own(part)}
            last = part.id if part.id in shown else last
    return found


def _unprinted(name: str, path: KeyPath, near: str | None) -> Conflict:
    place = f"after: {near}" if near else "after: and the id of a clause that is printed"
    return Conflict(
        "variation-unprinted",
        path,
        f'"{name}" is not printed for this school, so these words are not printed either',
        "its when:, or that of an element around it, is not true of this school, so the words of "
        "this local change would be in no copy.",
        "delete the local change; or keep its words as a clause of the school's own: add: "
        f"local-{name.removeprefix('local-')}, with {place}.",
    )


def _held(elements: tuple[E, ...], true: Names) -> tuple[E, ...]:
    """Elements whose conditions are true, each itself where that of everything in it is."""
    return tuple(_within(element, true) for element in elements if holds(element.when, true))


def _within(element: E, true: Names) -> E:
    before = children(element)
    now = _held(before, true)
    same = len(before) == len(now) and all(a is b for a, b in zip(before, now, strict=True))
    return element if same else with_children(element, now)
