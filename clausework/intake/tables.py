"""Tables of a file as those of a clause; a layout that is none is text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clausework.checks.typed.structure import named
from clausework.intake.blocks import Block, Grid, Paragraph
from clausework.intake.drafting import Data, Drafting
from clausework.intake.kinds import Part, parts
from clausework.model.elements import Row

# How a version names the labels of points.
STYLES = {"letter": "letter", "roman": "roman", "decimal": "number", "bullet": "bullet"}


def is_table(grid: Grid, *, captioned: bool) -> bool:
    """Whether a table is one to readers; with one column only where it says so."""
    rows = [row for row in grid.rows if any(row)]
    wide = max((len(row) for row in rows), default=0) > 1
    return len(rows) > 1 and (wide or (grid.titled and captioned))


def paragraphs_in(draft: Drafting, grid: Grid) -> list[Paragraph]:
    """The paragraphs of a table that is only a layout; one within it is set aside."""
    blocks = [one for row in grid.rows for cell in row for one in cell]
    for one in blocks:
        if isinstance(one, Grid):
            draft.aside(one, "a table within a table")
    return [one for one in blocks if isinstance(one, Paragraph)]


def table_of(draft: Drafting, grid: Grid, caption: str) -> Data:
    """A table, whose first row has the titles of its columns."""
    titles, *rows = [row for row in grid.rows if any(row)]
    width = max(len(row) for row in grid.rows)
    names = {*Row.model_fields}
    columns: list[Data] = []
    for at in range(width):
        title = _text(draft, parts(titles[at])) if at < len(titles) else ""
        shown = title or f"Column {at + 1}"
        columns.append({"id": named(shown, names, "column"), "title": shown})
    if not grid.titled:
        draft.choice(caption, "its first row was taken for the titles of its columns")
    table: Data = {"caption": caption, "columns": columns, "rows": []}
    for row in rows:
        first = next((one for one in row[0] if isinstance(one, Paragraph)), None) if row else None
        name = draft.id(first, first.text if first is not None else "row", "row")
        cells = {
            column["id"]: _cell(draft, row[at]) if at < len(row) else ""
            for at, column in enumerate(columns)
        }
        table["rows"].append({"id": name, **cells})
    if rows and all(_bold(row[0]) for row in rows if row):
        table["row_headers"] = True
    return table


def _cell(draft: Drafting, blocks: Sequence[Block]) -> Any:
    found = [*parts(blocks)]
    for part in found:
        if part.kind in ("table", "aside"):
            draft.aside(part.block, part.where or "a table within a table")
    text = _text(draft, [one for one in found if one.kind not in ("table", "aside", "point")])
    points = [one for one in found if one.kind == "point"]
    if not points:
        return text
    items: list[Data] = []
    above: list[list[Data]] = [items]
    for part in points:
        assert isinstance(part.block, Paragraph)
        words = _text(draft, [part])
        del above[part.depth :]
        point: Data = {"id": draft.id(part.block, words, "point"), "text": words}
        within = above[-1]
        within.append(point)
        if part.depth == len(above):
            above.append(point.setdefault("items", []))
    return {"text": text, "style": _style(points[0]), "items": [_pruned(one) for one in items]}


def _pruned(point: Data) -> Data:
    """A point without an empty list of points."""
    inside = [_pruned(one) for one in point.get("items", ())]
    return {key: one for key, one in point.items() if key != "items"} | (
        {"items": inside} if inside else {}
    )


def _style(point: Part) -> str:
    return STYLES.get(point.mark.form if point.mark is not None else "bullet", "number")


def _text(draft: Drafting, found: Sequence[Part] | Any) -> str:
    texts = []
    for part in found:
        if isinstance(part.block, Paragraph):
            if part.typed:
                draft.found.placed += len(part.label.split())
            texts.append(draft.text(part.block, blanks=True).replace("\n", " "))
    return " ".join(filter(None, texts))


def _bold(cell: Sequence[Block]) -> bool:
    found = [one for one in cell if isinstance(one, Paragraph) and one.text]
    return bool(found) and all(one.bold or one.style == "Table Row Head" for one in found)
