"""The types of values: texts, ids, days, colours, types of school.

Also the kind, weight and effect on duties of changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from babel.dates import format_date
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from clausework.source.problems import brief


class Frozen(BaseModel):
    """The base of every class of a file: immutable, with no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def replaced(self, **changes: Any) -> Self:
        """Return a copy with other values of some fields, which are not validated.

        Raises TypeError for an unknown field: pydantic would keep it, unread.
        """
        unknown = changes.keys() - type(self).model_fields.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(sorted(unknown))}")
        return self.model_copy(update=changes)


def _id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value) or len(value) > 40:
        raise PydanticCustomError(
            "id-format",
            '"{value}" is not an id: small letters, digits and single hyphens, a letter first, '
            "at most 40 characters",
            {"value": brief(value)},
        )
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty-text", "the text is empty")
    return value


def _day(value: object) -> object:
    # By default pydantic reads a bare number as seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "not a date")
    return value


def day_words(value: date) -> str:
    """A date as British readers write it: "1 November 2024"."""
    return format_date(value, "d MMMM y", locale="en_GB")


Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra={"maxLength": 40})]
Text = Annotated[str, AfterValidator(_text)]
Day = Annotated[date, BeforeValidator(_day)]
# Editors read these as JavaScript does, which allows no unneeded escapes.
COLOUR = r"^#[0-9A-Fa-f]{6}$"
VERSION_NUMBER = r"^[0-9]+(\.[0-9]+)+$"
WEB_ADDRESS = r"""^https?://[^\s"'<>]+$"""
Colour = Annotated[str, Field(pattern=COLOUR)]
VersionNumber = Annotated[str, Field(pattern=VERSION_NUMBER, max_length=20)]
WebAddress = Annotated[str, Field(pattern=WEB_ADDRESS)]


class Kind(StrEnum):
    """The kind of a change."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    CITATION = "citation"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    CONDITION = "condition"


class Weight(StrEnum):
    """How much a change matters, the lightest first."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    STATUTORY = "statutory"

    @property
    def rank(self) -> int:
        """Its place among the weights, 0 the lightest."""
        return tuple(Weight).index(self)


class Duty(StrEnum):
    """The effect of a change on a duty, as read from the words: for HR alone."""

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NEGATED = "negated"
    PERMITTED = "permitted"
    NUMBER = "number"
    DEADLINE = "deadline"
    PERSON = "person"


class ConfirmedDuty(StrEnum):
    """What a change does to a duty, as HR says."""

    NEW = "new"
    STRONGER = "stronger"
    WEAKER = "weaker"
    REMOVED = "removed"
    PERMITTED = "permitted"
    SAME = "same"


class SchoolType(StrEnum):
    """The legal types of school in England that a client may have."""

    COMMUNITY = "community"
    VOLUNTARY_CONTROLLED = "voluntary-controlled"
    FOUNDATION = "foundation"
    VOLUNTARY_AIDED = "voluntary-aided"
    ACADEMY = "academy"
    MULTI_ACADEMY_TRUST = "multi-academy-trust"
    FREE_SCHOOL = "free-school"
    SPECIAL = "special"
    PUPIL_REFERRAL_UNIT = "pupil-referral-unit"
    NURSERY = "nursery"
    INDEPENDENT = "independent"


MAINTAINED = frozenset(
    {
        SchoolType.COMMUNITY,
        SchoolType.VOLUNTARY_CONTROLLED,
        SchoolType.FOUNDATION,
        SchoolType.VOLUNTARY_AIDED,
        SchoolType.SPECIAL,
        SchoolType.PUPIL_REFERRAL_UNIT,
        SchoolType.NURSERY,
    }
)
ACADEMIES = frozenset({SchoolType.ACADEMY, SchoolType.MULTI_ACADEMY_TRUST, SchoolType.FREE_SCHOOL})
GROUPS: dict[str, frozenset[SchoolType]] = {"maintained": MAINTAINED, "academies": ACADEMIES}
SchoolGroup = Literal["maintained", "academies"]
Nation = Literal["England", "Wales", "Scotland", "Northern Ireland"]


def is_among(kind: SchoolType, names: Iterable[SchoolType | SchoolGroup]) -> bool:
    """Whether one of the names of types and of groups means a type."""
    return any(kind == name or kind in GROUPS.get(name, ()) for name in names)


def types_of(names: Iterable[SchoolType | SchoolGroup]) -> frozenset[SchoolType]:
    """The types that names of types and of groups mean together."""
    return frozenset(kind for kind in SchoolType if is_among(kind, names))
