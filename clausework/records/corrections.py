"""Corrections of decisions: `<version>.corrections.yaml` beside a record, or beside a version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from clausework.model.decisions import Approval, Decision, Release, Withdrawal
from clausework.model.policy import Adopted
from clausework.model.scalars import Day, Frozen, Text

ENDING = ".corrections.yaml"


class BrokenCorrections(Exception):
    """Corrections that do not follow from one another, or from the record; the text says how."""


class Recorded(Frozen):
    """A decision as a file has or had it: exactly one of these, with its day of the next review.

    `adopted` is an approval, with the school's choices only where it was taken back.
    """

    adopted: Adopted | None = None
    decision: Decision | None = None
    release: Release | None = None
    withdrawal: Withdrawal | None = None
    next_review: Day | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        kinds = (self.adopted, self.decision, self.release, self.withdrawal)
        if sum(kind is not None for kind in kinds) != 1:
            raise PydanticCustomError(
                "correction-form",
                "a correction is of exactly one of adopted, decision, release and withdrawal",
            )
        return self


class Correction(Frozen):
    """One decision put right, or taken back where `annulled`: who did so, on which day, and why.

    `was` is what was recorded, `now` what is recorded instead.
    """

    who: Text
    on: Day
    why: Text
    was: Recorded
    now: Recorded | None = None
    annulled: bool = False

    @model_validator(mode="after")
    def _outcome(self) -> Self:
        if (self.now is None) != self.annulled:
            raise PydanticCustomError(
                "correction-form", "a correction has now:, or annulled: true, and not both"
            )
        return self


class Corrections(Frozen):
    """A file of corrections, the oldest first."""

    corrections: Annotated[tuple[Correction, ...], Field(min_length=1)]


def of_approvals(corrections: Iterable[Correction]) -> list[Correction]:
    """Those of an approval."""
    return [one for one in corrections if one.was.adopted is not None]


def corrected(approval: object, corrections: Iterable[Correction]) -> Approval | None:
    """An approval after its corrections, None where it was taken back.

    Raises BrokenCorrections where one does not follow from what was recorded before.
    """
    now = approval
    for number, one in enumerate(of_approvals(corrections), 1):
        assert one.was.adopted is not None, "`of_approvals` leaves out the others"
        if now is None or one.was.adopted.approved != now:
            raise BrokenCorrections(
                f"correction {number} of an approval does not begin with what was recorded"
            )
        now = one.now.adopted.approved if one.now and one.now.adopted else None
    return now if isinstance(now, Approval) else None
