"""What does not fit between a version and a school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clausework.model.elements import (
    CHOICES,
    Appendix,
    Clause,
    Definition,
    FormField,
    Item,
    LetterParagraph,
    Row,
    Section,
    Table,
)
from clausework.model.lineage import AnyElement
from clausework.model.policy import Variation
from clausework.source.locations import KeyPath

WHY_NOT_DEEPER = (
    "readers lose their way in a text that is set in so far, and Word and the page on a phone "
    "have no room for it."
)
WHY_ONE_PARAGRAPH = (
    "only the text of a clause has paragraphs; elsewhere the two would run together."
)
WHY_NO_CELL = "its words would be printed nowhere."
WHY_EVERY_CELL = "a reader could not know whether the cell is empty or its words were lost."


@dataclass(frozen=True)
class Conflict:
    """A conflict between a version and a school.

    `path` is the place in the school's file, below the adoption; () is the adoption itself.
    """

    code: str
    path: KeyPath
    message: str
    why: str
    fix: str


def no_target(version: str, variation: Variation, index: int) -> Conflict:
    target = variation.after if variation.add is not None else variation.target
    return Conflict(
        "variation-target",
        ("variations", index, "after" if variation.add is not None else kind_of(variation)),
        f'version {version} has no clause "{target}"',
        "a local change needs the clause that it changes or comes after.",
        "name a clause of this version, or delete the local change.",
    )


def id_twice(name: str, variation: Variation, index: int) -> Conflict:
    inside = "items" if variation.clauses is None else "clauses"
    return Conflict(
        "id-duplicate",
        ("variations", index, "add" if name == variation.add else inside),
        f'"{name}" is the id of another element too',
        "an id has one meaning.",
        "give this one an id of its own.",
    )


_OF_FIELDS = ("kind", "choices")
_OF_SECTIONS = ("title", "clauses")
_OF_LISTS = ("items", "closing", "style")
# What a local change of each kind of element cannot give.
NO_ROOM: Mapping[type[AnyElement], Sequence[str]] = {
    Section: (*_OF_LISTS, "cells", "term", *_OF_FIELDS),
    Appendix: (*_OF_LISTS, "cells", "term", *_OF_FIELDS),
    Clause: ("cells", "term", *_OF_FIELDS, *_OF_SECTIONS),
    Item: ("cells", "term", *_OF_FIELDS, *_OF_SECTIONS),
    Row: ("text", *_OF_LISTS, "term", *_OF_FIELDS, *_OF_SECTIONS),
    Definition: (*_OF_LISTS, "cells", *_OF_FIELDS, *_OF_SECTIONS),
    FormField: (*_OF_LISTS, "cells", "term", *_OF_SECTIONS),
    LetterParagraph: (*_OF_LISTS, "cells", "term", *_OF_FIELDS, *_OF_SECTIONS),
}
_NAMES: Mapping[type[AnyElement], str] = {
    Appendix: "section",
    FormField: "field of a form",
    LetterParagraph: "paragraph of a letter",
}
# What a local change gives only where it adds something.
_OF_ADDITIONS = ("term", *_OF_FIELDS)


def no_room(concerned: AnyElement, key: str, variation: Variation, index: int) -> Conflict:
    fix = {
        Section: "replace a clause of the section, or add one with after: and the section's id.",
        Row: "write cells: with the id of each column that has other words.",
    }.get(type(concerned), "write text: in its place.")
    name = _NAMES.get(type(concerned), type(concerned).__name__.lower())
    return Conflict(
        "variation-shape",
        ("variations", index, key),
        f"a {name} has no {key}",
        "here they would not be printed, and their words would be lost.",
        fix,
    )


def unfinished(concerned: AnyElement, variation: Variation, index: int) -> Conflict | None:
    """What a definition or field that a local change adds lacks, or gives in vain."""
    if variation.add is None:
        for key in _OF_ADDITIONS:
            if getattr(variation, key) is not None:
                return Conflict(
                    "variation-shape",
                    ("variations", index, key),
                    f"a local change gives {key}: only to what it adds",
                    "here it would not be printed, and its words would be lost.",
                    "omit the element, and add one of the school's own after it.",
                )
        return None
    if isinstance(concerned, Definition) and variation.term is None:
        return Conflict(
            "variation-shape",
            ("variations", index, "add"),
            "this definition has no term",
            "a reader could not know what is defined.",
            "add it: term: …",
        )
    if isinstance(concerned, FormField) and not concerned.complete:
        return Conflict(
            "variation-shape",
            ("variations", index, "choices" if concerned.choices else "add"),
            CHOICES,
            "nobody could fill in the form.",
            "write kind: choice, and choices: {its-id: its words}.",
        )
    return None


def one_paragraph(variation: Variation, index: int) -> Conflict:
    return Conflict(
        "blank-line",
        ("variations", index, "text"),
        "there is a blank line in this text",
        WHY_ONE_PARAGRAPH,
        "delete it, or write a clause for each paragraph.",
    )


def ill_fitting(table: Table, variation: Variation, index: int) -> Conflict | None:
    """The first cell of a local change that its table has no column for, or that it lacks."""
    cells = variation.cells or {}
    for name in table.without_column(cells):
        return Conflict(
            "column-unknown",
            ("variations", index, "cells", name),
            f'this table has no column "{name}"',
            WHY_NO_CELL,
            f"write one of: {', '.join(column.id for column in table.columns)}.",
        )
    for name in table.without_cell(cells) if variation.add is not None else ():
        return Conflict(
            "cell-missing",
            ("variations", index, "cells"),
            f'this row has no cell in the column "{name}"',
            WHY_EVERY_CELL,
            to_add(name),
        )
    return None


def to_add(column: str) -> str:
    """How to put right that a row has no cell in a column."""
    return f'add it: {column}: …; or {column}: "" where it is meant to be empty.'


def in_a_cell(row: Row, variation: Variation, index: int) -> Conflict:
    return Conflict(
        "variation-shape",
        ("variations", index, "after" if variation.add is not None else kind_of(variation)),
        "this point is in a cell of a table",
        "a row is approved and compared as one.",
        f"replace the row: replace: {row.id}, with cells: and the whole cell.",
    )


def too_deep(variation: Variation, index: int) -> Conflict:
    return Conflict(
        "points-too-deep",
        ("variations", index, "items"),
        "with these, points would be four deep, and they may be three",
        WHY_NOT_DEEPER,
        "make them points of the one above, or a clause of the school's own.",
    )


def kind_of(variation: Variation) -> str:
    return "replace" if variation.replace is not None else "omit"
