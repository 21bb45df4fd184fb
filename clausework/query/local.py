"""Each local change of a school beside the master's text: what it removes, and what it adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clausework.diff.changes import Added, Change, Removed, Reworded
from clausework.diff.compare import compare
from clausework.model.elements import Section
from clausework.model.lineage import AnyElement, with_children
from clausework.model.policy import Adopted, School, Variation, Version
from clausework.query.cites import VersionUse
from clausework.resolve.local_changes import LocalCopy
from clausework.resolve.nodes import Master
from clausework.resolve.version import excerpts, resolve
from clausework.source.once import once
from clausework.workspace.root import Workspace

_OF_WORDS = (Added, Removed, Reworded)


@dataclass(frozen=True)
class LocalChange:
    """One local change of a version that a school has or will have.

    `index` is its position among them; `number` that of the element concerned in the school's copy,
    or for an omission, the number that it would have. `changes` are its effect on the words that
    the school would get from the master without it; empty where there is none.
    """

    use: VersionUse
    index: int
    variation: Variation
    number: str | None
    changes: tuple[Change, ...]


def local_changes(workspace: Workspace, use: VersionUse) -> Iterator[LocalChange]:
    """The local changes of one version at one school, in the order of the school's file."""
    master = workspace.master(use.policy)
    version = workspace.policies[use.policy].versions[use.adopted.version].value
    school = workspace.schools[use.school].school.value
    found = _compared(master, version, school, use.adopted)
    for index, (number, changes) in enumerate(found):
        yield LocalChange(use, index, use.adopted.variations[index], number, changes)


@once(8)  # The checks and HR's summary of the school both ask.
def _compared(
    master: Master, version: Version, school: School, adopted: Adopted
) -> list[tuple[str | None, tuple[Change, ...]]]:
    """The number and the changes of each local change, for `LocalChange`."""
    sides = _sides(version, adopted.variations)
    documents = excerpts(master, version, school, adopted, sides)
    numbers = resolve(master, version, school, adopted)[0].numbers
    found: list[tuple[str | None, tuple[Change, ...]]] = []
    for variation in adopted.variations:
        before, after = next(documents), next(documents)
        number = numbers.get(variation.target) or before.numbers.get(variation.target)
        changes = (change for change in compare(before, after) if isinstance(change, _OF_WORDS))
        found.append((number or None, tuple(changes)))
    return found


def _sides(version: Version, variations: Iterable[Variation]) -> Iterator[tuple[Section, ...]]:
    """For each local change, the element concerned before and after it, with its context.

    So it is compared only with the words that it changes, and the cost depends only on their
    length.
    """
    copy = LocalCopy(version.version, version.parts)
    for index, variation in enumerate(variations):
        target = variation.target
        row = variation.cells is not None
        points = variation.replace is None or variation.items is not None or row
        around = (*copy.around(target),) if target in copy else ()
        before = _excerpt(copy.element(target), around, points) if target in copy else ()
        if copy.vary(variation, index) is not None:
            yield from ((), ())
        elif variation.add is not None:
            around = (*copy.around(target),)
            yield _within(around, ())
            yield _excerpt(copy.element(target), around, points)
        elif variation.omit is not None:
            yield before
            yield _within(around, ())
        else:
            yield before
            yield _excerpt(copy.element(target), around, points)


def _excerpt(part: AnyElement, around: Iterable[AnyElement], points: bool) -> tuple[Section, ...]:
    return _within(around, (part if points else _holding(part, ()),))


def _within(around: Iterable[AnyElement], inside: tuple[AnyElement, ...]) -> tuple[Section, ...]:
    """The contents of elements, the innermost first, where they contain nothing else."""
    for part in around:
        inside = (_holding(part, inside),)
    return tuple(one for one in inside if isinstance(one, Section))


def _holding(part: AnyElement, inside: tuple[AnyElement, ...]) -> AnyElement:
    return with_children(part, inside)
