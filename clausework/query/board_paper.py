"""What a governing body is asked about a version of a policy: its board pack, as plain data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clausework.diff.changes import Change, Reworded, Split
from clausework.diff.compare import confirmed, weigh, words_of
from clausework.diff.duties import lead_in, persons
from clausework.diff.words import later
from clausework.model.document import Document, Node
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Consultation, Policy, School, Status
from clausework.model.scalars import Duty, Kind, Weight
from clausework.model.terms import school_terms
from clausework.query.comparison import (
    ClauseChanges,
    Comparison,
    ElementChanges,
    by_clause,
    carried,
    shortened,
)
from clausework.upgrade.outcome import CarriedChange, Outcome
from clausework.workspace.root import Workspace

FIRST = 5
# In letters: a line of the first page, two lines, and a reason that shares two lines with other
# words.
LINE = 105
TWO_LINES = 180
REASON = 125
# Who works at a school, as clauses name them: "members of staff" are identified by the last word.
_STAFF = {"staff", "employee", "worker", "volunteer", "adult", "teacher", "colleague"}
_STAFF |= {"everyone", "everybody", "anyone", "anybody"}
_IN_PLACE = (Kind.REWORDED, Kind.RENUMBERED)

BoardMay = Literal["accept", "vary", "decline"]
LeadInsById = Mapping[str, str]


@dataclass(frozen=True)
class Meeting:
    """The meeting that decides, and the item of its agenda, in the clerk's words."""

    name: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class BoardElement:
    """A heading, clause or point as a board reads it.

    `was` and `now` are its words shortened to the difference and to two lines, with the unfinished
    sentence that a point continues; None where there was or is nothing, or no word changed. Who is
    bound before (`bound`) and after (`binds`), and `duties`, were read by the comparison. `reasons`
    are those that HR gave for it by name, the newest first; `why` in short the newest of it or of
    its clause. `board_may` is None where HR has not decided. `editorial` means that only the form
    of its words changed, as read by the comparison; `split` are all the words that it and others
    were split from, None where it is not the first of them, or one of them is still there.
    """

    element: ElementChanges
    was: str | None
    now: str | None
    split: str | None
    duties: tuple[Duty, ...]
    bound: tuple[str, ...]
    binds: tuple[str, ...]
    why: str | None
    reasons: tuple[str, ...]
    board_may: BoardMay | None
    editorial: bool


@dataclass(frozen=True)
class BoardChange:
    """A clause or a section's heading with its points.

    `main` is the one that changes duties most, and `confirmed` means that HR gave the weight.
    """

    clause: ClauseChanges
    elements: tuple[BoardElement, ...]
    main: BoardElement
    confirmed: bool

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The effect on duties of any of its elements."""
        found = {duty for one in self.elements for duty in one.duties}
        return tuple(duty for duty in Duty if duty in found)


@dataclass(frozen=True)
class StaffDuty:
    """What staff must newly do, in one line; `words` are of the clause itself."""

    id: str
    number: str
    words: str


@dataclass(frozen=True)
class Chosen:
    """An option of the policy, in the version offered and in the one in use."""

    label: str
    value: bool
    before: bool


@dataclass(frozen=True)
class CarriedLocalChange:
    """A local change of the version in use and its outcome; `number` is that of its place."""

    number: str | None
    fared: CarriedChange


@dataclass(frozen=True)
class Pack:
    """The contents of a board pack besides the copies of the policy.

    `board` is what the school calls its governing body. `in_use` means that the older version is
    the one that the school has in use, `on_record` that it comes from its record. `effective` is
    the day that HR proposes. `first` are the changes to look at first, `changes` all that are more
    than editorial, in reading order.
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
    for_staff: tuple[StaffDuty, ...]
    first: tuple[BoardChange, ...]
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
    def weights(self) -> dict[Weight, int]:
        """How many headings and clauses change, by weight, the heaviest first."""
        heavier = Counter(change.clause.weight for change in self.changes)
        counted = {**heavier, Weight.EDITORIAL: len(self.editorial)}
        return {weight: counted.get(weight, 0) for weight in reversed(Weight)}


def pack(workspace: Workspace, comparison: Comparison, school: str, meeting: Meeting) -> Pack:
    """The board pack of a comparison that was made for this school, in a sound tree."""
    name = comparison.new.policy
    before, after = comparison.old.version, comparison.new.version
    policy = workspace.policies[name].policy.value
    files = workspace.schools[school]
    adoption = files.school.value.adopts.get(name)
    offered: Adopted | None = adoption
    if adoption is not None and adoption.pending is not None:
        offered = adoption.pending if adoption.pending.version == after else adoption
    release = policy.releases.get(after)
    clauses = by_clause(comparison)
    changes = tuple(
        _board_change(clause, comparison, policy)
        for clause in clauses
        if clause.weight not in (None, Weight.EDITORIAL)
    )
    return Pack(
        comparison=comparison,
        meeting=meeting,
        board=_board(workspace, files.school.value),
        in_use=adoption is not None and adoption.version == before,
        on_record=(name, before) in files.records,
        effective=release.effective if release else None,
        consulted=release.consulted if release else (),
        options=tuple(
            Chosen(
                label=option.label,
                value=offered.options.get(key, option.default) if offered else option.default,
                before=adoption.options.get(key, option.default) if adoption else option.default,
            )
            for key, option in policy.options.items()
        ),
        local=tuple(_local(workspace, comparison, school)),
        for_staff=tuple(_for_staff(clauses, _leads(comparison.new))),
        first=_first(changes),
        changes=changes,
        editorial=tuple(one for one in clauses if one.weight is Weight.EDITORIAL),
    )


def _board(workspace: Workspace, school: School) -> str:
    assert workspace.terms is not None
    named = school_terms(workspace.terms.value.root, school).get("governing_body")
    return named.one if named else "board"


def _first(changes: Sequence[BoardChange]) -> tuple[BoardChange, ...]:
    """The changes to look at first.

    Those that rest on law and affect duties come first, then the weightiest and those with most
    effect; for a new or changed heading, its clauses are used.
    """

    def rank(change: BoardChange) -> tuple[bool, int, int]:
        statutory = change.clause.weight is Weight.STATUTORY
        weight = change.clause.weight.rank if change.clause.weight else 0
        return not (statutory and change.duties), -weight, -len(change.duties)

    return tuple(sorted((c for c in changes if not c.clause.is_heading), key=rank)[:FIRST])


def _board_change(clause: ClauseChanges, comparison: Comparison, policy: Policy) -> BoardChange:
    leads = _leads(comparison.old), _leads(comparison.new)
    elements = tuple(
        _board_element(element, clause, comparison, leads, policy)
        for element in (clause.element, *clause.points)
    )
    changes = [change for one in elements for change in one.element.changes]
    heaviest = [one for one in changes if weigh(one, comparison.reasons) == clause.weight]
    return BoardChange(
        clause=clause,
        elements=elements,
        main=max(elements, key=lambda one: (len(one.duties), bool(one.was or one.now))),
        confirmed=any(confirmed(change, comparison.reasons) for change in heaviest),
    )


def _board_element(
    element: ElementChanges,
    clause: ClauseChanges,
    comparison: Comparison,
    leads: tuple[LeadInsById, LeadInsById],
    policy: Policy,
) -> BoardElement:
    changes = element.changes
    worded = next((change for change in changes if change.words), None)
    newest = [reason for reason in reversed(comparison.reasons) if reason.board_may]
    own = [reason.board_may for reason in newest if reason.clause == element.id]
    around = [reason.board_may for reason in newest if reason.clause == clause.element.id]
    may = next(iter([*own, *around]), None)
    told = element.reasons or clause.element.reasons
    split = _split(worded, comparison) if isinstance(worded, Split) else None
    was = _side(worded, "added", leads[0]) if worded else None
    return BoardElement(
        element=element,
        was=_cut(split, TWO_LINES) if split else was,
        now=_side(worded, "removed", leads[1]) if worded else None,
        split=split,
        duties=tuple(duty for duty in Duty if any(duty in change.duties for change in changes)),
        bound=_once(person for change in changes for person in change.bound[0]),
        binds=_once(person for change in changes for person in change.bound[1]),
        why=_cut(_sentences(told[0])[0], REASON) if told else None,
        reasons=element.reasons,
        board_may="accept" if policy.binding == "adopt" else may,
        editorial=all(one.kind in _IN_PLACE and one.weight is Weight.EDITORIAL for one in changes),
    )


def _split(change: Split, comparison: Comparison) -> str | None:
    parts = (one for one in comparison.changes if isinstance(one, Split) and one.old == change.old)
    if change != next(parts) or change.old in dict(_nodes(comparison.new)):
        return None
    return plain(words_of(dict(_nodes(comparison.old))[change.old]))


def _nodes(document: Document) -> Iterator[tuple[str, Node]]:
    yield from ((node.id, node) for node in document.nodes())


def _leads(document: Document) -> LeadInsById:
    """By the id of each point, the unfinished sentence that it continues: "Staff must not:"."""
    found: dict[str, str] = {}

    def walk(node: Node, above: str) -> None:
        found[node.id] = above
        for child in node.children:
            walk(child, lead_in(plain(node.text), above))

    for section in document.sections:
        walk(section, "")
    return found


def _side(change: Change, other: str, leads: LeadInsById) -> str | None:
    """One side of a change, with a few words around the difference."""
    words = "".join(text for kind, text in shortened(change.words) if kind != other)
    # The points of a clause are between its lead-in and its closing words.
    text = _led(words, change, leads).replace("\n", " … ")
    return _cut(text, TWO_LINES) if words.strip() else None


def _led(words: str, change: Change, leads: LeadInsById) -> str:
    """Words after the sentence that they continue, unless they name who is bound."""
    return words if persons(words) else f"{leads.get(change.id, '')} {words}"


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _for_staff(clauses: Iterable[ClauseChanges], leads: LeadInsById) -> Iterator[StaffDuty]:
    """The clauses that require more of staff than before, by the first new sentence."""
    for clause in clauses:
        for element in (clause.element, *clause.points):
            change = next((one for one in element.changes if _asks_more(one)), None)
            if change is not None:
                words = _cut(_led(_new_sentence(change), change, leads), LINE)
                yield StaffDuty(element.id, element.number or "", words)
                break


def _asks_more(change: Change) -> bool:
    last_words = {name.split()[-1] for name in change.bound[1]}
    named = last_words | {word.removesuffix("s") for word in last_words}
    return Duty.STRENGTHENED in change.duties and bool(named & _STAFF) and bool(change.words)


def _new_sentence(change: Change) -> str:
    text = plain(later(change.words))
    earlier = plain(change.before) if isinstance(change, Reworded) else ""
    return next((sentence for sentence in _sentences(text) if sentence not in earlier), text)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s|\n", text.strip())


def _cut(text: str, most: int) -> str:
    """A text shortened to a number of letters, between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,.:;–…") + "…"


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
    nodes = dict(_nodes(comparison.old)) | dict(_nodes(new))
    value = workspace.schools[school].school.value
    for fared in carried(workspace, value, new.policy, adoption, new.version, {}).fared:
        kept = all((one.target, one.text) in has for one in fared.result)
        if decided and (fared.fate is Outcome.CONFLICT or not kept):
            fared = replace(fared, fate=Outcome.DECIDED)
        node = nodes.get(fared.variation.target)
        yield CarriedLocalChange(node.number if node else None, fared)
