"""The parts of a version at random while it is edited, and how a file has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.support.tables import TableDraft

DEEPEST = 4


@dataclass
class Part:
    """A section, clause or point of a version that is still being edited.

    `parts` are the clauses of a section and the points of anything else; `units` the sections of a
    section and the clauses of a clause. With a table, `bare` means that it has no text. A preamble
    is a section of which nobody sees but its clauses.
    """

    id: str
    text: str
    parts: list[Part] = field(default_factory=list)
    units: list[Part] = field(default_factory=list)
    was: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    style: str | None = None
    note: str = ""
    closing: str = ""
    numbered: bool = True
    appendix: bool = False
    table: TableDraft | None = None
    # The key of a block of entries, and these as a file has them.
    block: str | None = None
    entries: list[dict[str, Any]] = field(default_factory=list)
    bare: bool = False
    preamble: bool = False

    @property
    def lowest(self) -> int:
        """How deep it may be with all that it has."""
        only_a_clause = self.table is not None or self.block or self.units or "\n" in self.text
        own = 1 if only_a_clause else DEEPEST
        return min([own, *(part.lowest - 1 for part in self.parts)])

    def style_within(self, around: str | None) -> str:
        """How its points are labelled; `around` is how those are that it is one of."""
        return self.style or ("roman" if around == "letter" else "bullet")

    def without_number(self) -> Part:
        """The same as an appendix, which always has its letter."""
        return replace(self, numbered=True)


Draft = list[Part]


def places(parts: Draft, depth: int = 0) -> Iterator[tuple[Draft, Part, int]]:
    """Every part with the list that it is in and how deep that is."""
    for part in parts:
        if not part.preamble:
            yield parts, part, depth
        yield from places(part.parts, depth + 1)
        yield from places(part.units, depth)


def tops(parts: Draft) -> tuple[Draft, Draft]:
    """The sections and the appendices of a draft; a version has a section at least."""
    own = [part for part in parts if not part.preamble]
    appendices = [part for part in own if part.appendix]
    if len(appendices) == len(own):
        return own[:1], own[1:]
    return [part for part in own if not part.appendix], appendices


def preamble_of(parts: Draft) -> Draft:
    """The clauses before the first section."""
    return parts[0].parts if parts[0].preamble else []


def written(parts: Draft) -> dict[str, list[dict[str, Any]]]:
    """A draft as a file has it."""
    sections, appendices = tops(parts)
    return {
        "preamble": [_written(part, 1) for part in preamble_of(parts)],
        "sections": [_written(part, 0) for part in sections],
        "appendices": [_written(part.without_number(), 0) for part in appendices],
    }


def _written(part: Part, depth: int) -> dict[str, Any]:
    found = {"id": part.id, "was": part.was, **part.options}
    if depth < 2 and not part.numbered:
        found["numbered"] = False
    below = [_written(one, depth + 1) for one in part.parts]
    units = [_written(one, depth) for one in part.units]
    if depth == 0:
        return {**found, "title": part.text, "clauses": below, "sections": units}
    if depth == 1:
        found["clauses"] = units
    if depth == 1 and part.table is not None:
        found["table"] = {
            "caption": part.table.caption,
            "columns": [{"id": name, "title": title} for name, title in part.table.columns.items()],
            "rows": [{"id": row.id, "was": row.was, **row.cells} for row in part.table.rows],
            "row_headers": part.table.heads,
        }
    if depth == 1 and part.table is None and part.block is not None:
        blocks = {"form": {"fields": part.entries}, "figure": part.entries[0]}
        found[part.block] = blocks.get(part.block, part.entries)
    if not part.bare or not ({"table", part.block} & found.keys()):
        found["text"] = part.text
    if part.note and "text" in found:
        found["text"] += f"[^{part.id}-n]"
        found["notes"] = [{"id": f"{part.id}-n", "text": part.note}]
    found["items"] = below
    if part.style:
        found["style"] = part.style
    if part.closing:
        found["closing"] = part.closing
    return found
