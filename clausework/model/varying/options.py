"""Options: the choices that a policy leaves to schools, of five types.

A school's file has each choice as text; the option of the policy says what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, Self, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from clausework.model.scalars import GROUPS, Day, Frozen, Id, SchoolType, Text, day_words
from clausework.source.problems import brief

# What a school chose, or a policy's default: of boolean, choice or text, number, date.
Value: TypeAlias = bool | str | Decimal | date
LONGEST_ANSWER = 500


class Is(NamedTuple):
    """A test of a `when:`: whether an option is one of its choices."""

    option: str
    choice: str

    def __str__(self) -> str:
        return f"{self.option} is {self.choice}"


# What a condition tests: an option, a type of school or a group of types; or a choice.
Name: TypeAlias = str | Is


@dataclass(frozen=True)
class NotAValue(Exception):
    """A value that an option does not take; the text says why."""

    message: str


T = TypeVar("T")


def _decimal(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", value):
        raise PydanticCustomError("number_form", "not a number")
    return value


def _one_line(value: object) -> object:
    if not isinstance(value, str):
        return value
    if re.search(r"[\r\n]", value.strip()):
        raise PydanticCustomError("one-line", "the words have more than one line")
    return value.strip()


Number = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
OneLine = Annotated[Text, BeforeValidator(_one_line)]
# As typed. An editor reads true, 10 and 2026-09-01 as values of other types.
Answered = Annotated[
    Text,
    BeforeValidator(lambda value: str(value).lower() if isinstance(value, bool) else value),
    WithJsonSchema({"type": ["boolean", "number", "string"]}),
]
_BOOLEAN, _DAY = TypeAdapter(bool), TypeAdapter[date](Day)
_NUMBER, _ANSWER = TypeAdapter[Decimal](Number), TypeAdapter[str](OneLine)


def _name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,39}", value) or value in _NOT_NAMES:
        raise PydanticCustomError(
            "option-name",
            '"{value}" cannot be the name of an option or of a choice',
            {"value": brief(value)},
        )
    return value


def _choice(value: str) -> str:
    return _name(value) if value in _WORDS_OF_CONDITIONS else value


_WORDS_OF_CONDITIONS = frozenset({"and", "or", "not", "is"})
_NOT_NAMES = _WORDS_OF_CONDITIONS | {*GROUPS, *map(str, SchoolType)}
OptionName = Annotated[str, AfterValidator(_name)]
ChoiceName = Annotated[Id, AfterValidator(_choice)]


class _Choosable(Frozen):
    label: Text

    @property
    def typed(self) -> str | None:
        """The default as a file has it; None without one."""
        data = self.model_dump(mode="json")["default"]
        return str(data).lower() if isinstance(data, bool) else data


class BooleanOption(_Choosable):
    """Yes or no; `when:` tests it by its name alone."""

    type: Literal["boolean"]
    default: bool | None = None

    def read(self, text: str | bool) -> bool:
        """The value that a text means. Raises NotAValue."""
        return _read(_BOOLEAN, text, "is neither true nor false")

    def words(self, value: Value) -> str:
        """A value in words, for lists of choices: no text prints it."""
        return "yes" if value else "no"

    @property
    def takes(self) -> str:
        """What to write."""
        return "true or false"

    @property
    def example(self) -> str:
        """A value to write."""
        return "true"


class ChoiceOption(_Choosable):
    """One of several `choices`, each an id with the words that are printed."""

    type: Literal["choice"]
    choices: Annotated[dict[ChoiceName, Text], Field(min_length=1)]
    default: Id | None = None

    @model_validator(mode="after")
    def _default_is_one(self) -> Self:
        _must_take(self, self.default)
        return self

    def read(self, text: str) -> str:
        """The choice that a text names. Raises NotAValue."""
        if text not in self.choices:
            raise NotAValue(f'"{brief(text)}" is not one of the choices')
        return text

    def words(self, value: Value) -> str:
        """The words of a choice."""
        return self.choices[str(value)]

    @property
    def takes(self) -> str:
        """What to write."""
        return f"one of: {', '.join(self.choices)}"

    @property
    def example(self) -> str:
        """A value to write."""
        return next(iter(self.choices))


class NumberOption(_Choosable):
    """A number from `min` to `max`; it is printed with the decimals that are written."""

    type: Literal["number"]
    min: Number | None = None
    max: Number | None = None
    default: Number | None = None

    @model_validator(mode="after")
    def _bounds_have_room(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("option-bounds", "min: is more than max:")
        _must_take(self, None if self.default is None else str(self.default))
        return self

    def read(self, text: str) -> Decimal:
        """The number that a text means. Raises NotAValue."""
        number = _read(_NUMBER, text, "is not a number")
        if self.min is not None and number < self.min:
            raise NotAValue(f"{number} is less than {self.min}")
        if self.max is not None and number > self.max:
            raise NotAValue(f"{number} is more than {self.max}")
        return number

    def words(self, value: Value) -> str:
        """The number in figures."""
        return str(value)

    @property
    def takes(self) -> str:
        """What to write."""
        if self.min is not None and self.max is not None:
            return f"a number from {self.min} to {self.max}"
        if self.min is not None:
            return f"a number, at least {self.min}"
        return "a number" if self.max is None else f"a number, at most {self.max}"

    @property
    def example(self) -> str:
        """A value to write."""
        return str(next((one for one in (self.min, self.max) if one is not None), 1))


class TextOption(_Choosable):
    """Words of the school's own, on one line; they are printed as plain text."""

    type: Literal["text"]
    default: OneLine | None = None

    def read(self, text: str) -> str:
        """The words. Raises NotAValue."""
        if len(text) > LONGEST_ANSWER:
            raise NotAValue(f"these words are longer than {LONGEST_ANSWER} characters")
        return _read(_ANSWER, text, "has more than one line")

    def words(self, value: Value) -> str:
        """The words themselves."""
        return str(value)

    @property
    def takes(self) -> str:
        """What to write."""
        return "words on one line"

    @property
    def example(self) -> str:
        """A value to write."""
        return '"…"'


class DateOption(_Choosable):
    """A day."""

    type: Literal["date"]
    default: Day | None = None

    def read(self, text: str) -> date:
        """The day that a text means. Raises NotAValue."""
        return _read(_DAY, text, "is not a date")

    def words(self, value: Value) -> str:
        """The day in words, as every other day is printed."""
        assert isinstance(value, date)
        return day_words(value)

    @property
    def takes(self) -> str:
        """What to write."""
        return "a date as year-month-day"

    @property
    def example(self) -> str:
        """A value to write."""
        return "2026-09-01"


Option: TypeAlias = Annotated[
    BooleanOption | ChoiceOption | NumberOption | TextOption | DateOption,
    Field(discriminator="type"),
]


def value_of(option: Option, chosen: str | None) -> Value | None:
    """What applies at a school that chose this; None where that and the default say nothing.

    A choice that the option does not take counts as none: `check` reports it.
    """
    if chosen is None:
        return option.default
    try:
        return option.read(chosen)
    except NotAValue:
        return None


def true_of(options: Mapping[str, Option], chosen: Mapping[str, str]) -> frozenset[Name]:
    """What conditions on options are true for a school with these choices."""
    found: set[Name] = set()
    for name, option in options.items():
        value = value_of(option, chosen.get(name))
        if value is True:
            found.add(name)
        elif option.type == "choice" and value is not None:
            found.add(Is(name, str(value)))
    return frozenset(found)


def _read(adapter: TypeAdapter[T], text: str | bool, wrong: str) -> T:
    try:
        return adapter.validate_python(text)
    except ValidationError:
        raise NotAValue(f'"{brief(str(text))}" {wrong}') from None


def _must_take(option: ChoiceOption | NumberOption, default: str | None) -> None:
    if default is None:
        return
    try:
        option.read(default)
    except NotAValue as fault:
        raise PydanticCustomError(
            "option-default", "{message}", {"message": fault.message, "takes": option.takes}
        ) from None
