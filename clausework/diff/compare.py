"""Two documents of one policy compared by permanent id, as typed changes.

A renumbering is a consequence of other changes, never an edit. The weight and the effect on duties
are read here from the words, for HR alone to confirm.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clausework.diff.changes import (
    Added,
    Change,
    CitationChanged,
    ConditionChanged,
    Merged,
    Moved,
    Persons,
    PointsRestyled,
    Removed,
    Renamed,
    Renumbered,
    Reworded,
    Runs,
    Split,
)
from clausework.diff.duties import persons, read_change, read_new, read_removed
from clausework.diff.places import (
    ROWS,
    NodePlace,
    alike,
    alone,
    node_places,
    one_below_the_other,
    words_of,
)
from clausework.diff.words import compare_runs, reference, same
from clausework.model.authorities import AuthorityKind
from clausework.model.document import PARAGRAPHS, Cited, Document, Node
from clausework.model.inline import Run, plain
from clausework.model.numbering import style_within
from clausework.model.scalars import Duty, Weight

_LAW = (
    AuthorityKind.ACT,
    AuthorityKind.REGULATIONS,
    AuthorityKind.STATUTORY_GUIDANCE,
    AuthorityKind.CASE,
)


# What is named by its words, or as the clause that it is in.
_UNNUMBERED = ("row", "cell", *PARAGRAPHS)


def compare(old: Document, new: Document) -> tuple[Change, ...]:
    """The changes from one document to the other.

    They are in the order of the newer one, with each removed element before the one that followed
    it.
    """
    before, after = (node_places(side) for side in alike(old, new))
    origins = _origins(before, after)
    moved = _moved(before, after, origins)
    found: list[Change] = []
    for name, is_old in _reading_order(before, after, origins):
        if not is_old:
            found += _changes(name, before, after, origins, moved)
        elif alone(before[name], origins.kept):
            found.append(_removed(before[name], after))
    return tuple(found)


@dataclass(frozen=True)
class _Origins:
    """The old elements that each new one continues, and the reverse, the main one first."""

    olds: Mapping[str, tuple[str, ...]]
    successors: Mapping[str, Sequence[str]]

    @cached_property
    def kept(self) -> frozenset[str]:
        """The old elements that are one new one each, under any name."""
        return frozenset(olds[0] for name, olds in self.olds.items() if self.continues(name))

    def continues(self, name: str) -> bool:
        """Whether an element is one old element, under any name, and not part of a split."""
        first = self.olds[name][0]
        return name == first or self.successors[first] == [name]

    def keeps(self, name: str) -> bool:
        """Whether a new element is one old element, and so not new."""
        return name in self.olds and self.continues(name)


def _origins(before: Mapping[str, NodePlace], after: Mapping[str, NodePlace]) -> _Origins:
    found: dict[str, tuple[str, ...]] = {}
    for name, place in after.items():
        named = tuple(old for old in place.node.was if old in before and old != name)
        if name in before:
            found[name] = (name, *(old for old in named if old not in after))
        elif named:
            found[name] = named
    successors: dict[str, list[str]] = {}
    for name, olds in found.items():
        successors.setdefault(olds[0], []).append(name)
    return _Origins(found, successors)


def _moved(
    before: Mapping[str, NodePlace],
    after: Mapping[str, NodePlace],
    origins: _Origins,
) -> frozenset[str]:
    """Elements in another place: under another parent, or out of the order that most kept."""
    parents = {origin: name for name, olds in origins.olds.items() for origin in olds[:1]}
    siblings: dict[str | None, list[str]] = {}
    moved: set[str] = set()
    for name, place in after.items():
        if name not in origins.olds or not origins.continues(name):
            continue
        home = before[origins.olds[name][0]].parent
        if (parents.get(home, home) if home else None) != place.parent:
            moved.add(name)
        else:
            siblings.setdefault(place.parent, []).append(name)
    order = {name: index for index, name in enumerate(before)}
    for names in siblings.values():
        kept = _longest_rising([order[origins.olds[name][0]] for name in names])
        moved |= {name for index, name in enumerate(names) if index not in kept}
    return frozenset(moved)


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    """The indices of a longest rising subsequence."""
    ends: list[int] = []
    where: list[int] = []
    previous: list[int | None] = []
    for index, value in enumerate(values):
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
        where[at : at + 1] = [index]
        previous.append(where[at - 1] if at else None)
    found: set[int] = set()
    step = where[-1] if where else None
    while step is not None:
        found.add(step)
        step = previous[step]
    return frozenset(found)


def _reading_order(
    before: Mapping[str, NodePlace],
    after: Mapping[str, NodePlace],
    origins: _Origins,
) -> Iterator[tuple[str, bool]]:
    """New elements in order, and removed ones (True) after the one that they followed."""
    continued = {old for olds in origins.olds.values() for old in olds}
    successor = {olds[0]: name for name, olds in reversed(list(origins.olds.items()))}
    behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for name in before:
        if name in continued:
            last = successor.get(name, last)
        else:
            behind.setdefault(last, []).append(name)
    yield from ((name, True) for name in behind.get(None, ()))
    for name in after:
        yield name, False
        yield from ((gone, True) for gone in behind.get(name, ()))


def _changes(
    name: str,
    before: Mapping[str, NodePlace],
    after: Mapping[str, NodePlace],
    origins: _Origins,
    moved: frozenset[str],
) -> Iterator[Change]:
    place = after[name]
    olds = origins.olds.get(name)
    if place.unit is not None and not origins.keeps(place.unit):
        return
    if olds is None:
        if alone(place, origins.olds):
            yield _added(place, before)
        return
    node, old = place.node, before[olds[0]].node
    leads = before[olds[0]].lead, place.lead
    # The change of a reworded lead-in is reported for the clause that it is in.
    read_with = leads if before[olds[0]].parent != place.parent else ("", "")
    shared: SharedFields = {
        "id": name,
        "clause": place.clause,
        "number_before": old.number,
        "number_after": node.number,
    }
    family = origins.successors[olds[0]]
    texts = [words_of(after[other].node) for other in family]
    if not origins.continues(name):
        yield _split(name == family[0], old, node, leads, texts, shared)
    else:
        if node.level not in ("titles", "cell"):
            # Those go with their table or row.
            if len(olds) > 1:
                yield Merged(**shared, weight=Weight.EDITORIAL, olds=olds)
            elif olds[0] != name:
                yield Renamed(**shared, weight=Weight.EDITORIAL, old=olds[0])
        if name in moved and (node.level != "cell" or place.column):
            yield _moved_away(words_of(old), node, leads, read_with, shared)
        elif old.number != node.number and node.level not in _UNNUMBERED:
            yield Renumbered(**shared, weight=Weight.EDITORIAL)
        if node.level not in ROWS:
            words = [words_of(before[o].node) for o in olds]
            yield from _reworded(words, node, texts, leads, read_with, shared)
    yield from _cited(old, node, shared)
    inherited = _inherits(before[olds[0]], before) and _inherits(place, after)
    if old.points and node.points and old.style != node.style and not inherited:
        yield PointsRestyled(
            **shared, weight=Weight.EDITORIAL, old_style=old.style, new_style=node.style
        )
    if old.when != node.when:
        yield ConditionChanged(**shared, weight=Weight.SUBSTANTIVE, old=old.when, new=node.when)


def _inherits(place: NodePlace, places: Mapping[str, NodePlace]) -> bool:
    """Whether the points of an element have the style that they would have without one given."""
    if place.node.level != "item" or place.parent is None:
        return place.node.style == "bullet"
    return place.node.style == style_within(places[place.parent].node.style)


# The fields of every change of one element: its ids and numbers.
SharedFields = Mapping[str, Any]
LeadIns = tuple[str, str]


def _split(
    first: bool, old: Node, node: Node, leads: LeadIns, texts: Sequence[Runs], shared: SharedFields
) -> Change:
    """A part of a split; the first has the effect of the split on duties."""
    return Split(
        **shared,
        weight=Weight.SUBSTANTIVE,
        duties=_duties(words_of(old), texts) if first else (),
        bound=_bound(leads, words_of(old), texts) if first else ((), ()),
        old=old.id,
        text=words_of(node),
    )


def _moved_away(
    earlier: Runs, node: Node, leads: LeadIns, read_with: LeadIns, shared: SharedFields
) -> Change:
    """A move, which changes a duty where the same words now continue another lead-in."""
    later = words_of(node)
    duties = _duties(earlier, [later], read_with) if same(earlier, later) else ()
    return Moved(
        **shared,
        weight=Weight.SUBSTANTIVE if duties else Weight.EDITORIAL,
        duties=duties,
        bound=_bound(leads, earlier, [later]) if duties else ((), ()),
    )


def _reworded(
    olds: Sequence[Runs],
    node: Node,
    family: Sequence[Runs],
    leads: LeadIns,
    read_with: LeadIns,
    shared: SharedFields,
) -> Iterator[Change]:
    earlier, later = one_below_the_other(olds), words_of(node)
    if same(earlier, later):
        return
    pieces = compare_runs(earlier, later)
    alone = len(family) == 1 and read_with == ("", "")
    duties = read_change(pieces) if alone else _duties(earlier, family, read_with)
    light = not duties and _sense(earlier) == _sense(later)
    yield Reworded(
        **shared,
        weight=Weight.EDITORIAL if light else Weight.SUBSTANTIVE,
        duties=duties,
        bound=_bound(leads, earlier, family),
        before=earlier,
        after=later,
        pieces=pieces,
    )


def _duties(earlier: Runs, family: Sequence[Runs], leads: LeadIns = ("", "")) -> tuple[Duty, ...]:
    """The effect on duties over all the elements that a text was split into."""
    old, new = ((Run(text=lead),) if lead else () for lead in leads)
    before, after = one_below_the_other([old, earlier]), one_below_the_other([new, *family])
    return read_change(compare_runs(before, after))


def _bound(leads: LeadIns, earlier: Runs, family: Sequence[Runs]) -> tuple[Persons, Persons]:
    later = one_below_the_other(family)
    return _who(leads[0], earlier), _who(leads[1], later)


def _who(lead: str, words: Runs) -> Persons:
    return persons(f"{lead} {plain(words)}")


def _sense(runs: Runs) -> tuple[str, tuple[str, ...]]:
    """A text without case, punctuation and spaces: its words, and the targets of its links."""
    leads = (run.href or reference(run) for run in runs)
    text = plain(run for run in runs if reference(run) is None)
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, letters)), tuple(dict.fromkeys(filter(None, leads)))


def _cited(old: Node, node: Node, shared: SharedFields) -> Iterator[Change]:
    earlier, later = _citations(old), _citations(node)
    if earlier == later:
        return
    law = any(
        cited.kind in _LAW for cited in (*earlier, *later) if (cited in earlier) != (cited in later)
    )
    weight = Weight.STATUTORY if law else Weight.SUBSTANTIVE
    yield CitationChanged(**shared, weight=weight, old=earlier, new=later)


def _citations(node: Node) -> tuple[Cited, ...]:
    return (*node.cites, *(cited for note in node.notes for cited in note.cites))


def _added(place: NodePlace, before: Mapping[str, NodePlace]) -> Change:
    runs = place.column or words_of(place.node)
    lead = place.lead if place.parent in before else ""
    return Added(
        id=place.node.id,
        clause=place.clause,
        weight=Weight.SUBSTANTIVE,
        number_after=place.node.number,
        duties=read_new(f"{lead} {plain(runs)}"),
        bound=((), _who(place.lead, runs)),
        text=runs,
    )


def _removed(place: NodePlace, after: Mapping[str, NodePlace]) -> Change:
    runs = place.column or words_of(place.node)
    # Where the lead-in itself was removed, the loss is reported for it.
    lead = place.lead if place.parent in after else ""
    return Removed(
        id=place.node.id,
        clause=place.clause,
        weight=Weight.SUBSTANTIVE,
        number_before=place.node.number,
        duties=read_removed(f"{lead} {plain(runs)}"),
        bound=(_who(place.lead, runs), ()),
        text=runs,
    )
