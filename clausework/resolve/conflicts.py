"""What does not fit between a version and a school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clausework.model.elements import Appendix, Clause, Item, Row, Section, Table
from clausework.model.lineage import AnyElement
from clausework.model.policy import Variation
from clausework.source.locations import KeyPath

WHY_NOT_DEEPER = (
    "readers lose their way in a text that is set in so far, and Word and the page on a phone "
    "have no room for it."
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
    return Conflict(
        "id-duplicate",
        ("variations", index, "add" if name == variation.add else "items"),
        f'"{name}" is the id of another element too',
        "an id has one meaning.",
        "give this one an id of its own.",
    )


# What a local change of each kind of element cannot give, and what is to be done instead.
NO_ROOM: Mapping[type[AnyElement], Sequence[str]] = {
    Section: ("items", "closing", "style", "cells"),
    Appendix: ("items", "closing", "style", "cells"),
    Clause: ("cells",),
    Item: ("cells",),
    Row: ("text", "items", "closing", "style"),
}


def no_room(concerned: AnyElement, key: str, variation: Variation, index: int) -> Conflict:
    name, fix = {
        Section: (
            "section",
            "replace a clause of the section, or add one with after: and the id of the section.",
        ),
        Row: ("row", "write cells: with the id of each column that has other words."),
    }.get(type(concerned), (type(concerned).__name__.lower(), "write text: in its place."))
    return Conflict(
        "variation-shape",
        ("variations", index, key),
        f"a {name} has no {key}",
        "here they would not be printed, and their words would be lost.",
        fix,
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
