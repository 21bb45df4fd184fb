"""The changes of a comparison by the clause that they belong to, for lists that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clausework.diff.changes import Change
from clausework.diff.places import name_of
from clausework.diff.reasons import CONSEQUENCES, confirmed, heaviest, meaning_of, together, weigh
from clausework.model.document import Document, Level, Meaning, Node
from clausework.model.scalars import Kind, Weight
from clausework.query.comparison import Comparison

_WHOLE = (Kind.ADDED, Kind.REMOVED)


@dataclass(frozen=True)
class ElementChanges:
    """All changes of one heading, clause or point, with its numbers in the two documents.

    `reasons` are those that HR gave for it by name, the newest first; `meaning` is HR's too.
    """

    id: str
    level: Level
    number_before: str | None
    number_after: str | None
    changes: tuple[Change, ...]
    reasons: tuple[str, ...]
    meaning: Meaning | None

    @property
    def number(self) -> str | None:
        """Its number in the newer document, or in the older where it was removed."""
        return self.number_after or self.number_before

    def has(self, *kinds: Kind) -> bool:
        """Whether one of its changes is of one of these kinds."""
        return any(change.kind in kinds for change in self.changes)


@dataclass(frozen=True)
class ClauseChanges:
    """All changes of a clause and its points, or of a section's heading.

    `words` are what a reader knows it by, and `section` is the one that contains it, or is it.
    `weight` is the heaviest of its changes, as HR gave or else as read, None where only its number
    or name changed; points with only that are left out. `confirmed` is the weight for readers
    outside HR, None where HR has not weighed all. `because` are the purposes that HR gave, sorted.
    """

    element: ElementChanges
    points: tuple[ElementChanges, ...]
    words: str
    section: Node
    weight: Weight | None
    confirmed: Weight | None
    because: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of its section."""
        return self.element.id == self.section.id


def by_clause(comparison: Comparison) -> tuple[ClauseChanges, ...]:
    """The changes by the clause that they belong to, in reading order."""
    places = {**dict(_places(comparison.old)), **dict(_places(comparison.new))}
    sides = (comparison.old, comparison.new)
    levels = {node.id: node.level for side in sides for node in side.nodes()}
    grouped: dict[str, dict[str, list[Change]]] = {}
    for change in comparison.changes:
        grouped.setdefault(change.clause, {}).setdefault(change.id, []).append(change)
    return tuple(
        _clause_changes(*places[name], elements, levels, comparison)
        for name, elements in grouped.items()
    )


def listed(clauses: Sequence[ClauseChanges]) -> tuple[ClauseChanges, ...]:
    """The changes that a list names.

    A clause that was added or removed with its whole section is left out where both have the same
    weight.
    """
    whole = {
        (clause.section.id, clause.weight)
        for clause in clauses
        if clause.is_heading and clause.element.has(*_WHOLE)
    }
    return tuple(
        clause
        for clause in clauses
        if clause.is_heading
        or not clause.element.has(*_WHOLE)
        or (clause.section.id, clause.weight) not in whole
    )


def _places(document: Document) -> Iterator[tuple[str, tuple[Node, Node]]]:
    """Each section and clause, with the section that contains it."""
    for top in document.sections:
        section = top
        for unit in top.units:
            section = section if unit.level == "clause" else unit
            yield unit.id, (unit, section)


def _clause_changes(
    node: Node,
    section: Node,
    elements: Mapping[str, Sequence[Change]],
    levels: Mapping[str, Level],
    comparison: Comparison,
) -> ClauseChanges:
    reasons = comparison.reasons
    changes = [change for own in elements.values() for change in own]
    weights = [weigh(change, reasons) for change in changes if change.kind not in CONSEQUENCES]
    inside = {node.id, *elements}
    grounds = {reason.because for reason in comparison.explanations if reason.clause in inside}
    return ClauseChanges(
        element=_element_changes(
            node.id, node.level, elements.get(node.id, ()), comparison, node.number
        ),
        points=tuple(
            _element_changes(name, levels[name], own, comparison)
            for name, own in elements.items()
            if name != node.id and any(change.kind not in CONSEQUENCES for change in own)
        ),
        words=name_of(node),
        section=section,
        weight=heaviest(weights),
        confirmed=together((change.kind, confirmed(change, reasons)) for change in changes),
        because=tuple(sorted(ground for ground in grounds if ground is not None)),
    )


def _element_changes(
    name: str,
    level: Level,
    changes: Sequence[Change],
    comparison: Comparison,
    number: str | None = None,
) -> ElementChanges:
    """`number` is that of an element in which only points changed."""
    own = [reason.reason for reason in comparison.explanations if reason.clause == name]
    return ElementChanges(
        id=name,
        level=level,
        number_before=changes[0].number_before if changes else number,
        number_after=changes[0].number_after if changes else number,
        changes=tuple(changes),
        reasons=tuple(dict.fromkeys(own)),
        meaning=meaning_of(name, comparison.reasons),
    )
