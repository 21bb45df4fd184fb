"""Structures of a version file, written out to be pasted in place of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from clausework.checks.findings import Written
from clausework.source.locations import Source
from clausework.source.remarks import quoted

_STYLES = {"letter": "letter", "number": "number", "roman": "roman", "whole": "number"}
_KEPT = frozenset({"id", "when", "was", "cites", "accepts", "locked"})
_LONGEST, _WORDS = 40, 4
# Of a text that is all points, the first are enough to go on.
_MOST = 200


def items(source: Source, written: Written, kind: str, points: Sequence[str]) -> str:
    """A lead-in (the first of the points, perhaps empty) and its points."""
    lines = [f"text: {quoted(points[0] or '…')}"]
    if kind in _STYLES:
        lines.append(f"style: {_STYLES[kind]}")
    lines.append("items:")
    used: set[str] = set()
    for words in points[1 : _MOST + 1]:
        text = " ".join(words.split())
        lines.append(f"  - {{id: {named(text, used, 'point')}, text: {quoted(text)}}}")
    return _indented(source, written, lines)


def table(
    source: Source, written: Written, before: str, rows: Sequence[Sequence[str]], after: str
) -> str:
    """A table, of which the first row has the titles of its columns, and the words around it."""
    used = set(_KEPT)
    columns = [(named(title, used, "column"), title.strip()) for title in rows[0]]
    titles = ", ".join(f"{{id: {name}, title: {quoted(title)}}}" for name, title in columns)
    lines = [f"text: {quoted(before)}"] if before else []
    lines += ["table:", "  caption: …", f"  columns: [{titles}]", "  rows:"]
    ids: set[str] = set()
    for row in rows[1 : _MOST + 1]:
        cells = zip(columns, row, strict=True)
        words = ", ".join(f"{name}: {quoted(cell.strip())}" for (name, _), cell in cells)
        lines.append(f"    - {{id: {named(row[0], ids, 'row')}, {words}}}")
    if after:
        lines.append(f"closing: {quoted(after)}")
    return _indented(source, written, lines)


def named(words: str, used: set[str], kind: str) -> str:
    """An id after the first words of a text that is not among those used, to which it is added.

    `kind` is put before one that does not begin with a letter.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", re.sub(r"\{\{.*?\}\}|'", "", plain))[:_WORDS]
    name = "-".join(parts)[: _LONGEST - 3].strip("-")
    if not name[:1].isalpha():
        name = f"{kind}-{name}".strip("-")
    count = 1
    while (one := name if count == 1 else f"{name}-{count}") in used:
        count += 1
    used.add(one)
    return one


def _indented(source: Source, written: Written, lines: Sequence[str]) -> str:
    """Lines in the column of the key of the text that they are for."""
    column = source.place(written.path, key=True).column - 1
    return "\n".join(" " * column + line for line in lines)
