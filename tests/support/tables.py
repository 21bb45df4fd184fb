"""Tables of versions at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class TableRow:
    """A row of a table that is still being edited; `cells` are by the ids of columns."""

    id: str
    cells: dict[str, Any]
    was: list[str] = field(default_factory=list)


@dataclass
class TableDraft:
    """A table of a clause that is still being edited."""

    caption: str
    columns: dict[str, str]
    rows: list[TableRow]
    heads: bool = False
