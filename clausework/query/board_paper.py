"""What a governing body is asked about a version of a policy: its board pack, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clausework.diff.changes import Split
from clausework.diff.places import words_of
from clausework.diff.reasons import CONSEQUENCES, meaning_of
from clausework.model.decisions import Action, Consultation, Paper
from clausework.model.document import Document, Node
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Policy, School, Status
from clausework.model.scalars import ConfirmedDuty, Weight
from clausework.model.terms import school_terms
from clausework.model.varying.options import Option, Value, value_of
from clausework.query.by_clause import ClauseChanges, ElementChanges, by_clause
from clausework.query.comparison import Comparison, carried
from clausework.records.in_force import last_had
from clausework.resolve.version import resolve
from clausework.upgrade.outcome import CarriedChange, Outcome
from clausework.workspace.root import Workspace

BoardMay = Literal["accept", "vary", "decline"]


@dataclass(frozen=True)
class Meeting:
    """The meeting that decides, and the item of its agenda, in the clerk's words."""

    name: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class BoardElement:
    """A heading, clause or point as a board reads it.

    `board_may` is None where HR has not decided.
    """

    element: ElementChanges
    board_may: BoardMay | None


@dataclass(frozen=True)
class BoardChange:
    """A clause or a section's heading with its points."""

    clause: ClauseChanges
    elements: tuple[BoardElement, ...]


@dataclass(frozen=True)
class FirstLook:
    """A change that HR asks governors to look at first, in HR's words.

    `number` and `id` are those of its place.
    """

    id: str
    number: str
    headline: str
    duty: ConfirmedDuty | None
    board_may: BoardMay | None


@dataclass(frozen=True)
class Chosen:
    """An option of the policy, in the version offered and in the one in use.

    Both are None where the school has not chosen, and HR's default applies, if there is one.
    """

    option: Option
    value: Value | None
    before: Value | None


@dataclass(frozen=True)
class CarriedLocalChange:
    """A local change of the version in use and its outcome; `number` is that of its place.

    `before` and `now` are the paragraphs of HR's text there in the two versions, as the school
    would get it, and `ours` those of the school's; empty where there is no text.
    """

    number: str | None
    fared: CarriedChange
    before: tuple[str, ...]
    ours: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """The contents of a board pack besides the copies of the policy.

    `board` is what the school calls its governing body. `in_use` means that the older version is
    the one that the school has in use, `on_record` that it comes from its record. `effective` is
    the day that HR proposes. `actions` and `paper` are HR's, `first` the changes that HR asks to
    look at first. `editorial` are those that HR calls so, `changes` all others, in reading order.
    """

    comparison: Comparison
    meeting: Meeting
    board: str
    in_use: bool
    on_record: bool
    effective: date | None
    consulted: tuple[Consultation, ...]
    options: tuple[Chosen, ...]
    local: tuple[CarriedLocalChange, ...]
    actions: tuple[Action, ...]
    paper: Paper
    first: tuple[FirstLook, ...]
    changes: tuple[BoardChange, ...]
    editorial: tuple[ClauseChanges, ...]

    @property
    def can_be_approved(self) -> bool:
        """Whether a board may decide on the version: HR has issued it and has not withdrawn it."""
        return self.comparison.new.status is Status.RELEASED

    @property
    def name(self) -> str:
        """What distinguishes it from the school's other packs."""
        old, new = self.comparison.old, self.comparison.new
        return f"{new.policy}_{old.version}_{new.version}"

    @property
    def weights(self) -> dict[Weight | None, int]:
        """How many headings and clauses change, by the weight that HR gave, the heaviest first.

        Last those that HR has not weighed.
        """
        heavier = Counter(change.clause.confirmed for change in self.changes)
        counted = {**heavier, Weight.EDITORIAL: len(self.editorial)}
        return {weight: counted.get(weight, 0) for weight in (*reversed(Weight), None)}


def pack(workspace: Workspace, comparison: Comparison, school: str, meeting: Meeting) -> Pack:
    """The board pack of a comparison that was made for this school, in a sound tree."""
    name = comparison.new.policy
    before, after = comparison.old.version, comparison.new.version
    policy = workspace.policies[name].policy.value
    files = workspace.schools[school]
    adoption = files.school.value.adopts.get(name)
    had = last_had(adoption, before) if adoption else None
    offered: Adopted | None = adoption
    if adoption is not None and adoption.pending is not None:
        offered = adoption.pending if adoption.pending.version == after else adoption
    release = policy.releases.get(after)
    clauses = [clause for clause in by_clause(comparison) if clause.weight is not None]
    version = workspace.policies[name].versions[after].value
    return Pack(
        comparison=comparison,
        meeting=meeting,
        board=_board(workspace, files.school.value),
        in_use=adoption is not None and adoption.version == before,
        on_record=had is not None and files.on_record(name, had) is not None,
        effective=release.effective if release else None,
        consulted=release.consulted if release else (),
        options=tuple(
            Chosen(
                option=option,
                value=_chosen(option, key, offered),
                before=_chosen(option, key, adoption),
            )
            for key, option in policy.options.items()
        ),
        local=tuple(_local(workspace, comparison, school)),
        actions=version.actions,
        paper=version.paper,
        first=tuple(_first(comparison, policy)),
        changes=tuple(
            _board_change(clause, comparison, policy)
            for clause in clauses
            if clause.confirmed is not Weight.EDITORIAL
        ),
        editorial=tuple(one for one in clauses if one.confirmed is Weight.EDITORIAL),
    )


def _chosen(option: Option, name: str, adopted: Adopted | None) -> Value | None:
    """What a school chose; None where it did not choose, whatever the default is."""
    text = adopted.options.get(name) if adopted is not None else None
    return None if text is None else value_of(option, text)


def _board(workspace: Workspace, school: School) -> str:
    assert workspace.terms is not None
    named = school_terms(workspace.terms.value.root, school).get("governing_body")
    return named.one if named else "board"


def _first(comparison: Comparison, policy: Policy) -> Iterator[FirstLook]:
    """The changes to look at first, in HR's order; those that this school does not have left out.

    A footnote has the number of the element that it belongs to.
    """
    changes = [one for one in comparison.changes if one.kind not in CONSEQUENCES]
    touched = {one.old: one.id for one in reversed(changes) if isinstance(one, Split)}
    touched |= {name: name for one in changes for name in (one.id, one.clause)}
    nodes = _nodes(comparison.old) | _nodes(comparison.new)
    notes = {note.id: one for one in touched.values() for note in nodes[one].notes}
    touched = notes | touched
    asked = [one for one in comparison.reasons if one.look_first is not None and one.headline]
    for reason in sorted(asked, key=lambda one: one.look_first or 0):
        if reason.clause in touched:
            hr = meaning_of(reason.clause, comparison.reasons)
            assert hr is not None
            assert hr.headline is not None
            place = touched[reason.clause]
            yield FirstLook(
                id=place,
                number=nodes[place].number,
                headline=hr.headline,
                duty=hr.duty,
                board_may=_board_may([reason.clause], comparison, policy),
            )


def _board_change(clause: ClauseChanges, comparison: Comparison, policy: Policy) -> BoardChange:
    return BoardChange(
        clause=clause,
        elements=tuple(
            _board_element(element, clause, comparison, policy)
            for element in (clause.element, *clause.points)
        ),
    )


def _board_element(
    element: ElementChanges, clause: ClauseChanges, comparison: Comparison, policy: Policy
) -> BoardElement:
    return BoardElement(
        element=element,
        board_may=_board_may([element.id, clause.element.id], comparison, policy),
    )


def _board_may(names: Iterable[str], comparison: Comparison, policy: Policy) -> BoardMay | None:
    """What HR says that the board may do, of the first of some elements; the newest counts."""
    if policy.binding == "adopt":
        return "accept"
    given = [one for one in reversed(comparison.reasons) if one.board_may]
    found = (one.board_may for name in names for one in given if one.clause == name)
    return next(found, None)


def _nodes(document: Document) -> dict[str, Node]:
    return {node.id: node for node in document.nodes()}


def _local(
    workspace: Workspace, comparison: Comparison, school: str
) -> Iterator[CarriedLocalChange]:
    """The outcome of the local changes in use.

    Where the version awaits its decision as the school prepared it, every conflict is decided, and
    changes that it lacks have their computed outcome.
    """
    new = comparison.new
    adoption = workspace.schools[school].school.value.adopts.get(new.policy)
    if adoption is None:
        return
    pending = adoption.pending
    decided = pending is not None and pending.version == new.version
    has = {(one.target, one.text) for one in pending.variations} if pending and decided else set()
    nodes = _nodes(comparison.old) | _nodes(new)
    value = workspace.schools[school].school.value
    master = workspace.master(new.policy)
    before, now = (
        _nodes(resolve(master, file.value, value, adoption.replaced(variations=()))[0])
        for name, file in workspace.policies[new.policy].versions.items()
        if name in (adoption.version, new.version)
    )
    for fared in carried(workspace, value, new.policy, adoption, new.version, {}).fared:
        kept = all((one.target, one.text) in has for one in fared.result)
        if decided and (fared.fate is Outcome.CONFLICT or not kept):
            fared = replace(fared, fate=Outcome.DECIDED)
        target = fared.variation.target
        node = nodes.get(target)
        yield CarriedLocalChange(
            number=node.number if node else None,
            fared=fared,
            before=_paragraphs(before, [target]),
            ours=_paragraphs(_nodes(comparison.old), [target]),
            now=_paragraphs(now, fared.parts or [target]),
        )


def _paragraphs(nodes: Mapping[str, Node], names: Iterable[str]) -> tuple[str, ...]:
    """All texts of some elements, those of points with their numbers."""
    found = (nodes[name] for name in names if name in nodes)
    return tuple(text for node in found for text in _texts(node, plain(words_of(node))))


def _texts(node: Node, own: str) -> Iterator[str]:
    yield from own.split("\n")
    # The words of a row are those of its cells.
    for child in () if node.level == "row" else node.children:
        yield from _texts(child, f"{child.number} {plain(words_of(child))}")
