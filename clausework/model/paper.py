"""What HR says of a version for its readers and for a board, besides its text and its changes."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from clausework.model.scalars import Day, Frozen, Text


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
