"""Two versions of one policy compared, as HR keeps them or as one school prints them."""

from __future__ import annotations

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
    PointsRestyled,
    Removed,
    Renamed,
    Renumbered,
    Reworded,
    Split,
)
from clausework.diff.compare import compare, weigh, why
from clausework.diff.redline import redline
from clausework.diff.words import Piece
from clausework.model.document import Cited, Document, Node
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Adoption, Reason, School, Version
from clausework.model.scalars import Kind, Weight
from clausework.resolve.conditions import names_of
from clausework.resolve.local_changes import Conflict
from clausework.resolve.version import resolve, show
from clausework.upgrade.carry import Resolution, Upgrade, upgrade
from clausework.upgrade.outcome import CarriedChange, Choice
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File

# Consequences of other changes, with no difference in the text.
_CONSEQUENCES = (Kind.RENUMBERED, Kind.RENAMED)
_WHOLE = (Kind.ADDED, Kind.REMOVED)
_WORDS_OF_CONTEXT = 6


@dataclass(frozen=True)
class Comparison:
    """An older and a newer document of one policy, and HR's reasons for the changes.

    `conflicts` are the school's choices that do not fit one of the two versions; a local change
    among them is left out of that document. `undecided` are the local changes that the school must
    decide on before it can have the newer version; where they can be kept, that document has them
    unchanged.
    """

    old: Document
    new: Document
    reasons: tuple[Reason, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    undecided: tuple[CarriedChange, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes, in the order of the newer document."""
        return compare(self.old, self.new)

    @cached_property
    def marked(self) -> Document:
        """The newer document with marks."""
        return redline(self.old, self.new, self.changes, self.reasons)


@dataclass(frozen=True)
class ElementChanges:
    """All changes of one heading, clause or point, with its numbers in the two documents.

    `reasons` are those that HR gave for it by name, the newest first.
    """

    id: str
    number_before: str | None
    number_after: str | None
    changes: tuple[Change, ...]
    reasons: tuple[str, ...]

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

    `words` are its own text, and `section` is the one that contains it, or is it. `weight` is the
    heaviest of its changes, None where only its number or name changed; points with only that are
    left out. `because` are the purposes that HR gave, sorted.
    """

    element: ElementChanges
    points: tuple[ElementChanges, ...]
    words: str
    section: Node
    weight: Weight | None
    because: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of its section."""
        return self.element.id == self.section.id


def between(
    workspace: Workspace, policy: str, before: str, after: str, school: str | None
) -> Comparison:
    """Two versions by number, of a sound tree in which everything named exists.

    For a school, the older is what it has or had in use, from its record where it was approved. The
    newer is what must be decided: as it awaits decision, else with the options and local changes of
    the version in use carried over to it.
    """
    versions = workspace.policies[policy].versions
    reasons = _reasons(versions, before, after)
    master = workspace.master(policy)
    older, newer = versions[before].value, versions[after].value
    if school is None:
        return Comparison(show(master, older), show(master, newer), reasons)
    files = workspace.schools[school]
    value = files.school.value
    adoption = value.adopts.get(policy)
    offered, undecided = _newer(workspace, value, policy, adoption, after)
    proposed = offered.replaced(approved=None, next_review=None)
    new, unfit_later = resolve(master, newer, value, proposed)
    if (policy, before) in files.records:
        on_record = files.records[policy, before].record.document
        return Comparison(on_record, new, reasons, tuple(unfit_later), undecided)
    old, unfit = resolve(master, older, value, _older(workspace, value, policy, adoption, before))
    conflicts = tuple(dict.fromkeys((*unfit, *unfit_later)))
    return Comparison(old, new, reasons, conflicts, undecided)


def carried(
    workspace: Workspace,
    school: School,
    policy: str,
    adoption: Adopted,
    number: str,
    resolutions: Mapping[str, Resolution],
) -> Upgrade:
    """The outcome of a school's local changes to the version in use, in another version."""
    files = workspace.policies[policy]
    way = way_between(files.versions, adoption.version, number)
    old, *through, new = (files.versions[name].value for name in way)
    about = files.policy.value
    true = names_of(about, school, adoption)
    return upgrade(about, old, new, adoption.variations, resolutions, through, true)


def default_before(workspace: Workspace, policy: str, after: str, school: str | None) -> str | None:
    """The version to compare with by default.

    This is the one that the school has in use; without a school, the one that `after` follows. None
    where there is none.
    """
    if school is None:
        return workspace.policies[policy].versions[after].value.follows
    adoption = workspace.schools[school].school.value.adopts.get(policy)
    return adoption.version if adoption else None


def data(comparison: Comparison, school: str | None) -> dict[str, Any]:
    """The changes as plain data, for JSON; `school` is the id of the school."""
    return {
        "policy": comparison.new.policy,
        "from": comparison.old.version,
        "to": comparison.new.version,
        "school": school,
        "changes": [_change_data(change, comparison.reasons) for change in comparison.changes],
    }


def _change_data(change: Change, reasons: Sequence[Reason]) -> dict[str, Any]:
    before, after = _sides(change)
    return {
        "id": change.id,
        "kind": change.kind.value,
        "weight": weigh(change, reasons).value,
        "duties": [duty.value for duty in change.duties],
        "number_before": change.number_before,
        "number_after": change.number_after,
        "before": before,
        "after": after,
        "reason": why(change, reasons),
    }


def _sides(change: Change) -> tuple[str | None, str | None]:
    """A change before and after, for JSON: words, ids, sources or conditions."""
    match change:
        case Added():
            return None, plain(change.text)
        case Removed():
            return plain(change.text), None
        case Reworded():
            return plain(change.before), plain(change.after)
        case Renamed() | Split():
            return change.old, change.id
        case Merged():
            return ", ".join(change.olds), change.id
        case CitationChanged():
            return _sources(change.old), _sources(change.new)
        case ConditionChanged():
            return change.old, change.new
        case PointsRestyled():
            return change.old_style, change.new_style
        case Moved() | Renumbered():
            return None, None
    raise AssertionError(change)


def _sources(cites: Sequence[Cited]) -> str:
    return "; ".join(cited.words for cited in cites)


def by_clause(comparison: Comparison) -> tuple[ClauseChanges, ...]:
    """The changes by the clause that they belong to, in reading order."""
    places = {**dict(_places(comparison.old)), **dict(_places(comparison.new))}
    grouped: dict[str, dict[str, list[Change]]] = {}
    for change in comparison.changes:
        grouped.setdefault(change.clause, {}).setdefault(change.id, []).append(change)
    return tuple(
        _clause_changes(*places[name], elements, comparison.reasons)
        for name, elements in grouped.items()
    )


def headlines(clauses: Sequence[ClauseChanges]) -> tuple[ClauseChanges, ...]:
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


def shortened(pieces: Sequence[Piece]) -> tuple[tuple[str, str], ...]:
    """The kind and words of each piece, with kept pieces shortened to a few words."""
    found: list[tuple[str, str]] = []
    for index, piece in enumerate(pieces):
        words = piece.text.split(" ")
        before = _WORDS_OF_CONTEXT if index else 0
        after = _WORDS_OF_CONTEXT if index < len(pieces) - 1 else 0
        # Leaving out one word would make it no shorter.
        if piece.kind == "kept" and len(words) > before + after + 2:
            cut = " ".join([*words[:before], "…", *words[len(words) - after :]])
            found.append((piece.kind, cut))
        elif piece.text:
            found.append((piece.kind, piece.text))
    return tuple(found)


def _places(document: Document) -> Iterator[tuple[str, tuple[Node, Node]]]:
    """Each section and clause, with the section that contains it."""
    for section in document.sections:
        yield section.id, (section, section)
        yield from ((clause.id, (clause, section)) for clause in section.children)


def _clause_changes(
    node: Node,
    section: Node,
    elements: Mapping[str, Sequence[Change]],
    reasons: Sequence[Reason],
) -> ClauseChanges:
    changes = [change for own in elements.values() for change in own]
    weights = [weigh(change, reasons) for change in changes if change.kind not in _CONSEQUENCES]
    inside = {node.id, *elements}
    grounds = {reason.because for reason in reasons if reason.clause in inside}
    return ClauseChanges(
        element=_element_changes(node.id, elements.get(node.id, ()), reasons, node.number),
        points=tuple(
            _element_changes(name, own, reasons)
            for name, own in elements.items()
            if name != node.id and any(change.kind not in _CONSEQUENCES for change in own)
        ),
        words=plain(node.text),
        section=section,
        weight=max(weights, key=lambda one: one.rank, default=None),
        because=tuple(sorted(ground for ground in grounds if ground is not None)),
    )


def _element_changes(
    name: str, changes: Sequence[Change], reasons: Sequence[Reason], number: str | None = None
) -> ElementChanges:
    """`number` is that of an element in which only points changed."""
    own = [reason.reason for reason in reversed(reasons) if reason.clause == name]
    return ElementChanges(
        id=name,
        number_before=changes[0].number_before if changes else number,
        number_after=changes[0].number_after if changes else number,
        changes=tuple(changes),
        reasons=tuple(dict.fromkeys(own)),
    )


def _older(
    workspace: Workspace, school: School, policy: str, adoption: Adoption | None, number: str
) -> Adopted:
    """A version as a school has it in use, or had it before."""
    if adoption is None:
        return Adopted(version=number)
    had = (adoption, *reversed(adoption.history))
    known = (one for one in had if one.version == number)
    return next(known, None) or _newer(workspace, school, policy, adoption, number)[0]


def _newer(
    workspace: Workspace, school: School, policy: str, adoption: Adoption | None, number: str
) -> tuple[Adopted, tuple[CarriedChange, ...]]:
    """A version as it awaits a school's decision.

    Without one, it has the choices of the version in use, and the conflicts that the school must
    still decide.
    """
    if adoption is None:
        return Adopted(version=number), ()
    if adoption.pending is not None and adoption.pending.version == number:
        return adoption.pending, ()
    variations, undecided = adoption.variations, tuple[CarriedChange, ...]()
    if adoption.version != number:
        found = carried(workspace, school, policy, adoption, number, {})
        undecided = found.conflicts
        if undecided:
            kept = {one.variation.target: Resolution(Choice.OURS) for one in undecided}
            found = carried(workspace, school, policy, adoption, number, kept)
        variations = found.variations
    proposed = Adopted(version=number, options=adoption.options, variations=variations)
    return proposed, undecided


def _reasons(versions: Mapping[str, File[Version]], before: str, after: str) -> tuple[Reason, ...]:
    """HR's reasons for all changes from one version to the other, the oldest first.

    Empty where the one does not follow the other, directly or through others.
    """
    line = line_to(versions, after)
    if before not in line:
        return ()
    passed = reversed(line[: line.index(before)])
    return tuple(reason for number in passed for reason in versions[number].value.changes)


def way_between(versions: Mapping[str, File[Version]], before: str, after: str) -> tuple[str, ...]:
    """The versions from one to another: back to their common origin, then forward.

    Both ends are included.
    """
    back, line = line_to(versions, before), line_to(versions, after)
    shared = next((number for number in back if number in line), None)
    if shared is None:
        return before, after
    on = reversed(line[: line.index(shared)])
    return (*back[: back.index(shared) + 1], *on)


def line_to(versions: Mapping[str, File[Version]], number: str) -> list[str]:
    """A version and those that it follows, the nearest first."""
    found: list[str] = []
    following: str | None = number
    while following is not None and following in versions and following not in found:
        found.append(following)
        following = versions[following].value.follows
    return found
