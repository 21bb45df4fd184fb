"""Rules on the form of a text: what may be in what, and how deep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausework.checks.findings import Finding, Placed
from clausework.model.elements import (
    DEPTH_OF_CLAUSES,
    DEPTH_OF_POINTS,
    DEPTH_OF_SECTIONS,
    Clause,
    Table,
)
from clausework.resolve.conflicts import WHY_EVERY_CELL, WHY_NO_CELL, WHY_NOT_DEEPER, to_add
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, did_you_mean, error


def structure_findings(source: Source, placed: Iterable[Placed]) -> Iterator[Finding]:
    """What is deeper than any format can show, and rows that do not fit their table."""
    for one in placed:
        deep = _too_deep(source, one)
        if deep is not None:
            yield Finding(deep, one.path)
        if isinstance(one.element, Clause) and one.element.table is not None:
            for problem in _table(source, one.element.table, (*one.path, "table")):
                yield Finding(problem, one.path)


def _too_deep(source: Source, one: Placed) -> Problem | None:
    place = source.place((*one.path, "id"))
    if one.kind == "item" and one.path.count("items") == DEPTH_OF_POINTS + 1:
        return error(
            "points-too-deep",
            place,
            "points are four deep here, and may be three",
            WHY_NOT_DEEPER,
            "make it a point of the one above, or a clause of its own.",
        )
    sections = one.path.count("sections") + ("appendices" in one.path)
    if one.kind == "section" and sections == DEPTH_OF_SECTIONS + 1:
        return error(
            "sections-too-deep",
            place,
            "sections are four deep here, and may be three",
            WHY_NOT_DEEPER,
            "write its clauses in the section around it, or make it a section beside that.",
        )
    clauses = one.path.count("clauses") + ("preamble" in one.path)
    if one.kind == "clause" and clauses == DEPTH_OF_CLAUSES + 1:
        return error(
            "clauses-too-deep",
            place,
            "clauses are three deep here, and may be two",
            WHY_NOT_DEEPER,
            "write it after the clause that it is in, or as a point: items:.",
        )
    return None


def _table(source: Source, table: Table, here: KeyPath) -> Iterator[Problem]:
    columns = [column.id for column in table.columns]
    for c, name in enumerate(columns):
        if name in columns[:c]:
            yield error(
                "id-duplicate",
                source.place((*here, "columns", c, "id")),
                f'"{name}" is the id of another column of this table too',
                "the cells of a row are written under the ids of its columns.",
                "give this column an id of its own.",
            )
    for r, row in enumerate(table.rows):
        path = (*here, "rows", r)
        for name in table.without_column(row.cells):
            yield error(
                "column-unknown",
                source.place((*path, name), key=True),
                f'this table has no column "{name}"',
                WHY_NO_CELL,
                did_you_mean(name, columns, f"write one of: {', '.join(columns)}."),
            )
        for name in table.without_cell(row.cells):
            yield error(
                "cell-missing",
                source.place((*path, "id")),
                f'the row "{row.id}" has no cell in the column "{name}"',
                WHY_EVERY_CELL,
                to_add(name),
            )
