"""What HR says of a version for those who read and decide on it, and what was decided.

Each decision of HR or of a school's governors has its day; `because` is why that day is right
although other days on record speak against it.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from clausework.model.scalars import Day, Frozen, Text, VersionNumber


class Consultation(Frozen):
    """A trade union that was consulted on a version, and the outcome."""

    union: Text
    outcome: Text


class Release(Frozen):
    """How a version was issued; `effective` is the day that HR proposes for it."""

    by: Text
    on: Day
    consulted: tuple[Consultation, ...] = ()
    effective: Day | None = None
    because: Text | None = None


class Withdrawal(Frozen):
    """A released version that no more schools may adopt, who decided so, and why."""

    by: Text
    on: Day
    reason: Text
    because: Text | None = None


class Approval(Frozen):
    """Who approved an adoption, when, and from when it applies.

    `power` is the one they acted under, and `reported` the meeting that a chair's action is
    reported to. `amended` means that the meeting changed what it was offered.
    """

    by: Text
    on: Day
    minute: Text | None = None
    effective: Day | None = None
    power: Literal["full-board", "committee", "head", "chairs-action"] | None = None
    reported: Text | None = None
    amended: bool = False
    because: Text | None = None

    @property
    def start(self) -> Day:
        """The day from which it applies."""
        return self.effective or self.on


class Decision(Frozen):
    """A decision of a meeting that left the version in use unchanged.

    `next_review` is the day that a review which kept it set for the next one.
    """

    version: VersionNumber
    outcome: Literal["deferred", "declined", "unchanged"]
    by: Text
    on: Day
    minute: Text | None = None
    reason: Text | None = None
    next_review: Day | None = None
    because: Text | None = None


class Role(Frozen):
    """What a version means for some of its readers, in short.

    `readers` (in the file: `for`) names them. It is not part of the policy's text.
    """

    readers: Text = Field(alias="for")
    text: Text


class Action(Frozen):
    """What some of a version's readers (in the file: `for`) must do once it is in use.

    `within` is a time from the day on which the version takes effect; `by` is a day.
    """

    readers: Text = Field(alias="for")
    must: Text
    within: Text | None = None
    by: Day | None = None

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if self.within is not None and self.by is not None:
            raise PydanticCustomError("action-time", "this action has both within and by")
        return self


class Paper(Frozen):
    """What the first page of a board pack prints besides the changes, in HR's words."""

    recommendation: Text | None = None
    author: Text | None = None
    equality: Text | None = None
    workload: Text | None = None
    cost: Text | None = None
    training: Text | None = None
    if_nothing_is_done: Text | None = None
    questions: tuple[Text, ...] = ()
