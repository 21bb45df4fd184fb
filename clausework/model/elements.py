"""The elements of a version's text as frozen values: sections, clauses, points, footnotes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from clausework.model.inline import Picture
from clausework.model.scalars import Frozen, Id, Text


class Citation(Frozen):
    """A reference to an authority; `edition` defaults to the one the version relies on.

    `document` is the document of that edition in which the paragraph was read.
    """

    authority: Id
    edition: str | None = None
    document: Id | None = None
    part: Text | None = None
    section: Text | None = None
    paragraph: Text | None = None
    when: Text | None = None


class Accept(Frozen):
    """An intended finding of a check, and the reason."""

    rule: Id
    reason: Text


class Element(Frozen):
    """What sections, clauses, items and notes have in common."""

    id: Id
    cites: tuple[Citation, ...] = ()
    accepts: tuple[Accept, ...] = ()


class Note(Element):
    """A footnote, marked in the text as `[^id]`."""

    text: Text


# How the points of something are labelled: •, (a), 1. or (i).
ListStyle = Literal["bullet", "letter", "number", "roman"]
BULLET = "•"
DEPTH_OF_POINTS = 3


class Numbered(Element):
    """An element with a number of its own."""

    when: Text | None = None
    locked: bool = False
    was: tuple[Id, ...] = ()


class Item(Numbered):
    """A point of a clause: its text, its own points, the words after them, its footnotes.

    Points nest `DEPTH_OF_POINTS` deep. `style` is that of its own points; without one, they are
    Roman under a lettered point, else bullets.
    """

    text: Text
    style: ListStyle | None = None
    items: tuple[Item, ...] = ()
    closing: Text | None = None
    notes: tuple[Note, ...] = ()


def _text_or_keys(schema: dict[str, Any]) -> None:
    keys = {**schema}
    schema.clear()
    schema["anyOf"] = [{"type": "string"}, keys]


def _cells_as_keys(schema: dict[str, Any]) -> None:
    cells = schema["properties"].pop("cells")
    schema["additionalProperties"] = cells["additionalProperties"]


class Cell(Frozen):
    """The words of a row in one column, perhaps none, and their points; in a file also a text."""

    model_config = ConfigDict(json_schema_extra=_text_or_keys)

    text: str = ""
    style: ListStyle = "bullet"
    items: tuple[Item, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Column(Frozen):
    """A column of a table; `width` is its share of the width of all."""

    id: Id
    title: Text
    width: Annotated[int, Field(ge=1, le=12)] = 1

    @field_validator("id")
    @classmethod
    def _free(cls, value: str) -> str:
        if value in Row.model_fields:
            raise PydanticCustomError(
                "column-id", '"{value}" is a key of every row', {"value": value}
            )
        return value


class Row(Numbered):
    """A row of a table. In a file its cells are keys of the row itself, named as the columns."""

    model_config = ConfigDict(json_schema_extra=_cells_as_keys)

    cells: dict[Id, Cell] = {}

    @model_validator(mode="before")
    @classmethod
    def _by_column(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        keys = cls.model_fields.keys() - {"cells"}
        own = {key: one for key, one in value.items() if key in keys}
        return own | {"cells": {key: one for key, one in value.items() if key not in keys}}


class Table(Frozen):
    """Rows of cells under the titles of columns, with a caption and a number.

    With `row_headers`, the first column names its row.
    """

    caption: Text
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    row_headers: bool = False

    def without_column(self, cells: Iterable[str]) -> list[str]:
        """Those of some cells that no column is for."""
        names = {column.id for column in self.columns}
        return [name for name in cells if name not in names]

    def without_cell(self, cells: Container[str]) -> list[str]:
        """The columns for which some cells have none."""
        return [column.id for column in self.columns if column.id not in cells]


class Definition(Numbered):
    """A term and what it means in this policy."""

    term: Text
    text: Text


FieldKind = Literal["line", "lines", "tick", "choice", "date", "signature"]


CHOICES = "a field of kind: choice needs choices:, and no other field has any"


class FormField(Numbered):
    """What somebody fills in on a form; only a choice has `choices`, by their ids."""

    label: Text
    kind: FieldKind = "line"
    choices: dict[Id, Text] = {}

    @model_validator(mode="after")
    def _choices_of_a_choice(self) -> Self:
        if not self.complete:
            raise PydanticCustomError("field-choices", CHOICES)
        return self

    @property
    def complete(self) -> bool:
        """Whether it has choices where it is one, and only there."""
        return bool(self.choices) == (self.kind == "choice")


class Form(Frozen):
    """What is to be filled in by hand."""

    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]


class LetterParagraph(Numbered):
    """A paragraph of a model letter."""

    text: Text


DESCRIBED = "a figure needs described_in: or description:, and has one of them"


class Figure(Frozen):
    """A picture with a caption and a number, and what it shows in words.

    The words are in the clause of the id `described_in`, or in `description`. In a version's file
    `file` is the name of a file in the same folder.
    """

    file: Annotated[Picture, WithJsonSchema({"type": "string"})]
    caption: Text | None = None
    alt: Text
    described_in: Id | None = None
    description: Text | None = None

    @field_validator("file", mode="before")
    @classmethod
    def _named(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            return {"name": value}
        # Records have the picture itself, and are not read from YAML.
        if isinstance(value, Picture) or info.mode == "json":
            return value
        raise PydanticKnownError("string_type")

    @model_validator(mode="after")
    def _described(self) -> Self:
        if (self.described_in is None) == (self.description is None):
            raise PydanticCustomError("figure-described", DESCRIBED)
        return self

    @property
    def words(self) -> str:
        """What is printed for those who cannot see the picture."""
        return self.description or f"In words: {{{{ ref {self.described_in} }}}}."


Entry = Definition | FormField | LetterParagraph
# What a clause may have in place of a text, one of them.
BLOCKS = ("table", "definitions", "figure", "form", "letter")
_ABSENT = object()


def _words_needed(schema: dict[str, Any]) -> None:
    schema["anyOf"] = [{"required": [key]} for key in ("text", *BLOCKS)]


DEPTH_OF_CLAUSES = 2


class Clause(Numbered):
    """A clause: its lead-in, one block, its points, the words after them, its footnotes.

    A blank line in its lead-in begins another paragraph. Its block is a table, definitions, a
    figure, a form or a letter. With one, a clause may be without a lead-in, and then has no number.
    Its own clauses come last; they nest `DEPTH_OF_CLAUSES` deep.
    """

    model_config = ConfigDict(json_schema_extra=_words_needed)

    text: Text | None = None
    numbered: bool = True
    table: Table | None = None
    definitions: Annotated[tuple[Definition, ...] | None, Field(min_length=1)] = None
    figure: Figure | None = None
    form: Form | None = None
    letter: Annotated[tuple[LetterParagraph, ...] | None, Field(min_length=1)] = None
    style: ListStyle = "bullet"
    items: tuple[Item, ...] = ()
    closing: Text | None = None
    notes: tuple[Note, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _with_words(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "text" in value:
            return value
        blocks = any(value.get(key) is not None for key in BLOCKS)
        return value if blocks else value | {"text": _ABSENT}

    @model_validator(mode="after")
    def _one_block(self) -> Self:
        found = [key for key in BLOCKS if getattr(self, key) is not None]
        if len(found) > 1:
            raise PydanticCustomError(
                "block-twice",
                "this clause has {keys}, and a clause has one of them",
                {"keys": " and ".join(f"{key}:" for key in found)},
            )
        return self

    @field_validator("text", mode="before")
    @classmethod
    def _given(cls, value: Any) -> Any:
        if value is _ABSENT or value is None:
            raise PydanticKnownError("missing" if value is _ABSENT else "string_type")
        return value

    @property
    def words(self) -> str:
        """Its lead-in, perhaps empty."""
        return self.text or ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its table."""
        return self.table.rows if self.table is not None else ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its definitions, the fields of its form, or the paragraphs of its letter."""
        return self.definitions or (self.form.fields if self.form else ()) or self.letter or ()

    def with_entries(self, entries: Sequence[Entry]) -> Self:
        """The clause with other definitions, fields or paragraphs, of the kind that it has."""
        if self.form is not None:
            return self.replaced(form=self.form.replaced(fields=tuple(entries)))
        key = "definitions" if self.definitions is not None else "letter"
        return self if getattr(self, key) is None else self.replaced(**{key: tuple(entries)})


DEPTH_OF_SECTIONS = 3


class Section(Numbered):
    """A titled group of clauses, and of sections after them, `DEPTH_OF_SECTIONS` deep."""

    title: Text
    numbered: bool = True
    clauses: tuple[Clause, ...] = ()
    sections: tuple[Section, ...] = ()


class Appendix(Section):
    """A section after the others, with a letter."""

    numbered: Literal[True] = True


class Preamble(Section):
    """The clauses before the first section, as a section without a title and a number."""

    id: Id = "the--preamble"
    title: Text = ""
