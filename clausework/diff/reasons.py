"""What HR says of a change under `changes:`: its weight, duty and headline, and why."""

from __future__ import annotations

from collections.abc import Iterable

from clausework.diff.changes import Change
from clausework.model.document import Meaning
from clausework.model.policy import Reason
from clausework.model.scalars import Kind, Weight

# Consequences of other changes, with no difference in the text.
CONSEQUENCES = (Kind.RENUMBERED, Kind.RENAMED)


def weigh(change: Change, reasons: Iterable[Reason]) -> Weight:
    """The weight that applies for HR: its own for the element or its clause, else as read.

    Of several, the heaviest. A change of place, number or name alone has no weight, unless the new
    place changes a duty.
    """
    if change.kind in (Kind.MOVED, *CONSEQUENCES) and not change.duties:
        return change.weight
    return confirmed(change, reasons) or change.weight


def confirmed(change: Change, reasons: Iterable[Reason]) -> Weight | None:
    """The weight that HR gave for the element or its clause, the heaviest; None where it gave none.

    Nobody outside HR reads another weight.
    """
    given = (one.weight for one in reasons if one.clause in (change.id, change.clause))
    return heaviest(weight for weight in given if weight is not None)


def heaviest(weights: Iterable[Weight]) -> Weight | None:
    """The weight that matters most; None where there is none."""
    return max(weights, key=lambda one: one.rank, default=None)


def together(weights: Iterable[tuple[Kind, Weight | None]]) -> Weight | None:
    """The weight of several changes as one, by the kind of each.

    None where HR has not given all of them, as those could be heavier. Whatever has moved has the
    weight of the rest.
    """
    given = [one for one in weights if one[0] not in CONSEQUENCES]
    found = [weight for kind, weight in given if kind is not Kind.MOVED]
    found = found or [weight for _, weight in given]
    known = heaviest(weight for weight in found if weight is not None)
    return known if None not in found or known is Weight.STATUTORY else None


def meaning(change: Change, reasons: Iterable[Reason]) -> Meaning | None:
    """What HR says that a change means: of the element, else of its clause; the newest counts."""
    given = tuple(reasons)
    for name in dict.fromkeys((change.id, change.clause)):
        found = meaning_of(name, given)
        if found is not None:
            return found
    return None


def meaning_of(name: str, reasons: Iterable[Reason]) -> Meaning | None:
    """What HR says that the change of one element means."""
    own = [one for one in reasons if one.clause == name]
    duties = [one.duty for one in own if one.duty is not None]
    headlines = [one.headline for one in own if one.headline is not None]
    if not duties and not headlines:
        return None
    return Meaning(
        of=name,
        duty=duties[-1] if duties else None,
        headline=" ".join(headlines[-1].split()) if headlines else None,
    )


def why(change: Change, reasons: Iterable[Reason]) -> str | None:
    """The reasons that HR gave for the element, else for its clause; the oldest first."""
    given = tuple(reasons)
    own = [reason.reason for reason in given if reason.clause == change.id]
    around = [reason.reason for reason in given if reason.clause == change.clause]
    return " ".join(dict.fromkeys(own or around)) or None
