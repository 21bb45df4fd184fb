"""Each local change of a school beside the master's text: what it took out, and what it put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clausework.compare import Change, Kind, compare
from clausework.document import Document, Node
from clausework.model import Adopted, School, Variation, Version
from clausework.once import once
from clausework.query.cites import Use
from clausework.resolve import Master, resolve
from clausework.tree import Tree

_OF_WORDS = (Kind.ADDED, Kind.REMOVED, Kind.REWORDED)


@dataclass(frozen=True)
class LocalChange:
    """One local change of a version that a school has or is to have.

    `index` is its place among them; `number` that of what it concerns in the school's copy, of
    what it leaves out as it would be. `changes` are what it does to the words of the master as
    that school would get them without it: nothing where they are the same.
    """

    use: Use
    index: int
    variation: Variation
    number: str | None
    changes: tuple[Change, ...]


def local_changes(tree: Tree, use: Use) -> Iterator[LocalChange]:
    """The local changes of one version at one school, in the order of the school's file."""
    master = tree.master(use.policy)
    version = tree.policies[use.policy].versions[use.adopted.version].value
    school = tree.schools[use.school].school.value
    found = _compared(master, version, school, use.adopted)
    for index, (number, changes) in enumerate(found):
        yield LocalChange(use, index, use.adopted.variations[index], number, changes)


@once(8)  # the checks ask, and HR's summary of the school
def _compared(
    master: Master, version: Version, school: School, adopted: Adopted
) -> list[tuple[str | None, tuple[Change, ...]]]:
    """The number and the changes of each local change, for `LocalChange`."""
    found = []
    before = resolve(master, version, school, _with_first(adopted, 0))[0]
    copy = _nodes(resolve(master, version, school, adopted)[0])
    for index, variation in enumerate(adopted.variations):
        after = resolve(master, version, school, _with_first(adopted, index + 1))[0]
        old, new = (_nodes(side).get(variation.target) for side in (before, after))
        inside = {node.id for top in (old, new) if top for node in top.walk()}
        printed = copy.get(variation.target) or old
        changes = tuple(
            change
            for change in compare(before, after)
            if change.id in inside and change.kind in _OF_WORDS
        )
        found.append((printed.number if printed else None, changes))
        before = after
    return found


def _with_first(adopted: Adopted, count: int) -> Adopted:
    """What is adopted with no more than its first local changes."""
    if count == len(adopted.variations):
        return adopted
    return adopted.model_copy(update={"variations": adopted.variations[:count]})


def _nodes(document: Document) -> dict[str, Node]:
    return {node.id: node for section in document.sections for node in section.walk()}
