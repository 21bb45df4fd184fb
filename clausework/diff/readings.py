"""What the words of a change suggest, beside what HR has said of it: a list for HR to confirm.

Nothing of it is for readers outside HR.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clausework.diff.changes import Added, Change, Persons, Removed
from clausework.diff.hints import Hint, hints
from clausework.diff.reasons import CONSEQUENCES, heaviest
from clausework.model.policy import Reason
from clausework.model.scalars import ConfirmedDuty, Duty, Weight

# The program cannot distinguish the two of a pair.
_ALIKE = {
    ConfirmedDuty.NEW: ConfirmedDuty.STRONGER,
    ConfirmedDuty.REMOVED: ConfirmedDuty.WEAKER,
}


@dataclass(frozen=True)
class Reading:
    """The changes that one entry of `changes:` explains, or that should have one, by its id.

    `clause` is the clause or section that they belong to. `weight`, `duties` and `bound` (who is
    bound, before and after) are read from the words, and `suggests` is what `duty:` might therefore
    be, empty where the program is unsure. `hints` are what else the words may touch. `given`,
    `duty` and `headline` are HR's, None where HR has not said.
    """

    id: str
    clause: str
    number: str | None
    weight: Weight
    duties: tuple[Duty, ...]
    bound: tuple[Persons, Persons]
    hints: tuple[Hint, ...]
    suggests: tuple[ConfirmedDuty, ...]
    given: Weight | None
    duty: ConfirmedDuty | None
    headline: str | None

    @property
    def missing(self) -> bool:
        """Whether HR must still say what the change does to a duty."""
        return (self.given or self.weight) is not Weight.EDITORIAL and self.duty is None

    @property
    def differs(self) -> bool:
        """Whether HR says something else of duties than what the words suggest.

        Words that suggest no change of a duty are no sign that there is none.
        """
        if self.duty is None or self.suggests == (ConfirmedDuty.SAME,):
            return False
        if not self.suggests:
            return self.duty is ConfirmedDuty.SAME
        return _side(self.duty) not in map(_side, self.suggests)


def readings(changes: Iterable[Change], reasons: Sequence[Reason]) -> tuple[Reading, ...]:
    """The readings of the changes of one version, in the order of the changes.

    `reasons` are those of that version.
    """
    explained = {reason.clause for reason in reasons}
    grouped: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind not in CONSEQUENCES:
            name = change.id if change.id in explained else change.clause
            grouped.setdefault(name, []).append(change)
    return tuple(_reading(name, own, reasons) for name, own in grouped.items())


def _reading(name: str, changes: Sequence[Change], reasons: Sequence[Reason]) -> Reading:
    own = [reason for reason in reasons if reason.clause == name]
    first = next((one for one in changes if one.id == name), changes[0])
    number = first.number_after or first.number_before
    found = {duty for change in changes for duty in change.duties}
    touched = _hints(changes)
    return Reading(
        id=name,
        clause=first.clause,
        # A point's number begins with its clause's.
        number=number if first.id == name or number is None else number.partition("(")[0],
        weight=heaviest(change.weight for change in changes) or Weight.EDITORIAL,
        duties=tuple(duty for duty in Duty if duty in found),
        bound=(_persons(changes, 0), _persons(changes, 1)),
        hints=touched,
        suggests=() if touched else _suggested(changes),
        given=heaviest(one.weight for one in own if one.weight is not None),
        duty=next((one.duty for one in reversed(own) if one.duty is not None), None),
        headline=next((one.headline for one in reversed(own) if one.headline is not None), None),
    )


def _hints(changes: Iterable[Change]) -> tuple[Hint, ...]:
    # A new or removed duty is read as one whatever else its words touch.
    found = {
        hint
        for change in changes
        if not (change.duties and isinstance(change, (Added, Removed)))
        for hint in hints(change)
    }
    return tuple(hint for hint in Hint if hint in found)


def _persons(changes: Iterable[Change], side: int) -> Persons:
    return tuple(dict.fromkeys(person for one in changes for person in one.bound[side]))


def _suggested(changes: Sequence[Change]) -> tuple[ConfirmedDuty, ...]:
    found: set[ConfirmedDuty] = set()
    for change in changes:
        for duty in change.duties:
            if duty is Duty.STRENGTHENED:
                added = isinstance(change, Added)
                found.add(ConfirmedDuty.NEW if added else ConfirmedDuty.STRONGER)
            elif duty is Duty.WEAKENED:
                removed = isinstance(change, Removed)
                found.add(ConfirmedDuty.REMOVED if removed else ConfirmedDuty.WEAKER)
            elif duty is Duty.PERMITTED:
                found.add(ConfirmedDuty.PERMITTED)
            else:
                # Which way a changed number, time, person or "not" goes, the words do not show.
                return ()
    return tuple(duty for duty in ConfirmedDuty if duty in found) or (ConfirmedDuty.SAME,)


def _side(duty: ConfirmedDuty) -> ConfirmedDuty:
    return _ALIKE.get(duty, duty)
