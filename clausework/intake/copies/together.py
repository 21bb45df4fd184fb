"""Several copies of one consultation: who wants what of which element, and where they clash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clausework.diff.changes import Change
from clausework.intake.copies.returned import Asked, Returned
from clausework.model.document import Document
from clausework.model.scalars import Kind
from clausework.query.comparison import Comparison


@dataclass(frozen=True)
class ReturnedCopy:
    """A copy that came back: the name of its file, what was read, and what changed."""

    file: str
    came: Returned
    comparison: Comparison

    @property
    def changes(self) -> tuple[Change, ...]:
        """What its readers changed; a number that follows from that is not."""
        return tuple(one for one in self.comparison.changes if one.kind != Kind.RENUMBERED)

    def authors(self, change: Change) -> tuple[str, ...]:
        """Who made a change, and when, as far as it is tracked."""
        edits = self.came.edits.get(change.id, ())
        return tuple(dict.fromkeys(f"{one.author} {one.day}".strip() for one in edits))


@dataclass(frozen=True)
class Wish:
    """What one copy wants of an element, or asks about it."""

    copy: ReturnedCopy
    change: Change | None = None
    asked: Asked | None = None


@dataclass(frozen=True)
class Wishes:
    """What the copies want of an element; they `clash` where not all of it can be done.

    Without `id`, the comments are on no element.
    """

    id: str | None
    number: str
    wishes: tuple[Wish, ...]
    clash: bool


def together(copies: Sequence[ReturnedCopy]) -> tuple[Wishes, ...]:
    """What copies of one version want, in the order of its elements, comments on none last."""
    wanted: dict[str | None, list[Wish]] = {}
    for copy in copies:
        for change in copy.changes:
            wanted.setdefault(change.id, []).append(Wish(copy, change=change))
        for asked in copy.came.asked:
            wanted.setdefault(asked.id, []).append(Wish(copy, asked=asked))
    places = _places(copies)
    numbers = {name: number for copy in copies for name, number in _numbers(copy)}
    clashing = _clashing(copies)
    last = max(places.values(), default=(0, 0))
    order = sorted(wanted, key=lambda name: (name is None, places.get(name or "", last)))
    return tuple(
        Wishes(name, numbers.get(name or "", ""), tuple(wanted[name]), name in clashing)
        for name in order
    )


def _numbers(copy: ReturnedCopy) -> Iterator[tuple[str, str]]:
    """The numbers of the version that was sent; of what was added, those of the copy."""
    yield from copy.comparison.new.numbers.items()
    yield from copy.comparison.old.numbers.items()


def _places(copies: Sequence[ReturnedCopy]) -> dict[str, tuple[int, int]]:
    """Where each element is: its place in the version that was sent, or after what it follows."""
    sent = {node.id: at for at, node in enumerate(copies[0].comparison.old.nodes())}
    found = {name: (at, 0) for name, at in sent.items()}
    for copy in copies:
        last = 0
        for node in copy.comparison.new.nodes():
            last = sent.get(node.id, last)
            found.setdefault(node.id, (last, 1))
    return found


def _clashing(copies: Sequence[ReturnedCopy]) -> frozenset[str]:
    """The elements that two copies want differently, or one removes with what another changes."""
    found = set()
    for copy in copies:
        for other in copies:
            if other is copy:
                continue
            here = {one.id: _wanted(one) for one in copy.changes}
            there = {one.id: _wanted(one) for one in other.changes}
            found |= {name for name in here.keys() & there.keys() if here[name] != there[name]}
            gone = {one.id for one in copy.changes if one.kind == Kind.REMOVED}
            around = {**_around(other.comparison.old), **_around(other.comparison.new)}
            for change in other.changes:
                above = gone & {*_above(change.id, around)}
                if above and change.kind != Kind.REMOVED:
                    found |= {change.id, *above}
    return frozenset(found)


def _wanted(change: Change) -> tuple[object, ...]:
    """A change without how it is marked: the words that it leads to."""
    runs = [run for piece in change.words if piece.kind != "removed" for run in piece.runs]
    letters = tuple((letter, run.strong, run.emphasis) for run in runs for letter in run.text)
    moved = change.number_after if change.kind == Kind.MOVED else None
    return change.kind, letters, moved


def _around(document: Document) -> Mapping[str, str]:
    """For each element, the one that it is in."""
    return {child.id: node.id for node in document.nodes() for child in node.children}


def _above(name: str, around: Mapping[str, str]) -> Iterator[str]:
    while name in around:
        name = around[name]
        yield name
