"""The numbers of places, `7.0`, `7.1`, `7.1(c)(ii)`, and the labels printed before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from clausework.model.elements import (
    BULLET,
    Appendix,
    Cell,
    Clause,
    Definition,
    Item,
    ListStyle,
    Preamble,
    Section,
    Table,
)
from clausework.model.policy import Numbering, Version

_PARAGRAPH = re.compile(r"--p\d+$")
# What names the clauses before the first section to readers; nothing can refer to them.
PREAMBLE = "the preamble"


@dataclass(frozen=True)
class Number:
    """The number of a place: `whole` is the one that names it, `label` is printed before it.

    The label of point 7.1(c) is "(c)". A bullet is named as a letter is, and labelled "•".
    """

    whole: str
    label: str


def numbers(version: Version) -> dict[str, str]:
    """The whole number of each section, clause and point of a version, by its id."""
    found = numbered(version.parts, version.numbering)
    return {name: number.whole for name, number in found.items()}


def numbered(
    parts: Iterable[Section], numbering: Numbering, title: Callable[[str], str] = str
) -> dict[str, Number]:
    """The number of each section, clause, table, figure, row and point, by its id.

    A section without a number is named by its title, a row by its first cell and a definition by
    its term, which `title` makes of what is in the file. A section within another is counted among
    its clauses, after them; the clauses of one without a number count on in what is around it.
    """
    count = _Count(numbering, title)
    found: dict[str, Number] = {}
    for section in parts:
        found |= count.top(section)
    return found


def table_id(clause: str) -> str:
    """The id of the table of a clause, which like the following no file can give to anything."""
    return f"{clause}--table"


def titles_id(clause: str) -> str:
    """The id of the row of titles of the table of a clause."""
    return f"{clause}--titles"


def title_id(clause: str, column: str) -> str:
    """The id of the title of a column of the table of a clause."""
    return cell_id(titles_id(clause), column)


def figure_id(clause: str) -> str:
    """The id of the figure of a clause."""
    return f"{clause}--figure"


def description_id(clause: str) -> str:
    """The id of what the figure of a clause shows in words."""
    return f"{clause}--words"


def paragraph_id(clause: str, index: int) -> str:
    """The id of a paragraph of the lead-in of a clause; the first is 1."""
    return f"{clause}--p{index}"


def has_paragraph(name: str) -> bool:
    """Whether an id is that of a paragraph of a lead-in."""
    return _PARAGRAPH.search(name) is not None


def cell_id(row: str, column: str) -> str:
    """The id of the cell of a row in a column."""
    return f"{row}--{column}"


@dataclass
class _Clauses:
    """How far clauses, and the sections among them, are counted; None before the first number."""

    above: str | None
    counted: int = 0

    def next(self) -> Number | None:
        """The next number, where they have any."""
        if self.above is None:
            return None
        self.counted += 1
        return _labelled_alike(f"{self.above}{self.counted}")


@dataclass
class _Count:
    """How far sections, appendices, clauses, tables and figures are counted in a policy."""

    numbering: Numbering
    title: Callable[[str], str]
    sections: int = 0
    appendices: int = 0
    tables: int = 0
    figures: int = 0
    clauses: _Clauses = field(default_factory=lambda: _Clauses(None))

    def top(self, section: Section) -> Iterator[tuple[str, Number]]:
        """The numbers of a section or appendix and of everything in it."""
        if isinstance(section, Preamble):
            own, clauses = Number(PREAMBLE, ""), _Clauses(None)
        elif isinstance(section, Appendix):
            name = letter(self.appendices).upper()
            self.appendices += 1
            own, clauses = _labelled_alike(f"Appendix {name}"), _Clauses(f"{name}.")
        else:
            own = self._section(section) or self._named(section)
            clauses = self.clauses
        yield section.id, own
        yield from self._in_section(section, own.whole, clauses)

    def _section(self, section: Section) -> Number | None:
        if self.numbering == "none":
            self.clauses.above = ""
            return None
        if not section.numbered:
            return None
        self.sections += 1
        self.clauses = _Clauses(f"{self.sections}.")
        whole = f"{self.sections}.0" if self.numbering == "1.0" else f"{self.sections}"
        return Number(whole, f"{whole}." if self.numbering == "1." else whole)

    def _named(self, section: Section) -> Number:
        return Number(f"“{self.title(section.title)}”", "")

    def _in_section(
        self, section: Section, whole: str, clauses: _Clauses
    ) -> Iterator[tuple[str, Number]]:
        for clause in section.clauses:
            yield from self._clause(clause, whole, clauses)
        for inside in section.sections:
            counted = inside.numbered and self.numbering != "none"
            own = clauses.next() if counted else None
            name = own or self._named(inside)
            yield inside.id, name
            below = _Clauses(f"{own.whole}.") if own is not None else clauses
            yield from self._in_section(inside, name.whole, below)

    def _clause(
        self, clause: Clause, above: str, clauses: _Clauses
    ) -> Iterator[tuple[str, Number]]:
        """The numbers of a clause, its table and rows, its points, and its own clauses.

        A table is named "table 1", a row by the words of its first cell, and a figure with a
        caption "figure 1".
        """
        own = clauses.next() if clause.numbered and clause.text is not None else None
        table = clause.table if clause.rows else None
        whole = own.whole if own else above
        block = self._block(clause, table)
        yield clause.id, own or Number(block.whole if block else whole, "")
        if table is not None and block is not None:
            yield table_id(clause.id), block
            yield titles_id(clause.id), Number("", "")
            yield from self._rows(clause, table)
        if clause.figure is not None:
            yield figure_id(clause.id), block or Number(whole, "")
        for entry in clause.entries:
            term = entry.term if isinstance(entry, Definition) else None
            yield entry.id, Number(f"“{self.title(term)}”" if term else whole, "")
        yield from _points(clause.items, clause.style, whole, 0)
        below = _Clauses(f"{own.whole}." if own else None)
        for inside in clause.clauses:
            yield from self._clause(inside, whole, below)

    def _block(self, clause: Clause, table: Table | None) -> Number | None:
        """The number of the table or figure of a clause, where it has one."""
        if table is not None:
            self.tables += 1
            return Number(f"table {self.tables}", f"Table {self.tables}")
        if clause.figure is not None and clause.figure.caption is not None:
            self.figures += 1
            return Number(f"figure {self.figures}", f"Figure {self.figures}")
        return None

    def _rows(self, clause: Clause, table: Table) -> Iterator[tuple[str, Number]]:
        for row in clause.rows:
            cells = [row.cells.get(column.id, Cell()) for column in table.columns]
            name = f"“{self.title(cells[0].text)}”"
            yield row.id, Number(name, "")
            for cell in cells:
                yield from _points(cell.items, cell.style, name, 0)


def _labelled_alike(whole: str) -> Number:
    return Number(whole, whole)


def style_of(item: Item, around: ListStyle) -> ListStyle:
    """The style of a point's own points; `around` is the style of those that it is one of."""
    return item.style or style_within(around)


def style_within(around: ListStyle) -> ListStyle:
    """The style of points within a point, where none is given."""
    return "roman" if around == "letter" else "bullet"


def label_of(style: ListStyle, index: int) -> str:
    """The label of the point of a list in order from 0."""
    return {
        "bullet": BULLET,
        "letter": f"({letter(index)})",
        "number": f"{index + 1}.",
        "roman": f"({roman(index + 1)})",
    }[style]


def _points(
    items: Iterable[Item], style: ListStyle, above: str, depth: int
) -> Iterator[tuple[str, Number]]:
    for index, item in enumerate(items):
        named = _NAMED_AS[depth % len(_NAMED_AS)] if style == "bullet" else style
        whole = f"{above}{_named(named, index)}"
        yield item.id, Number(whole, label_of(style, index))
        yield from _points(item.items, style_of(item, style), whole, depth + 1)


# What names a bullet, which has no label of its own, at each depth.
_NAMED_AS: tuple[ListStyle, ...] = ("letter", "roman", "number")


def _named(style: ListStyle, index: int) -> str:
    """The part that a point adds to the number of what it is in."""
    return f"({index + 1})" if style == "number" else label_of(style, index)


def letter(index: int) -> str:
    """The letters of a list in order from 0, as Word counts: a to z, then aa, bb, …"""
    times, last = divmod(index, 26)
    return chr(ord("a") + last) * (times + 1)


def roman(number: int) -> str:
    """A number from 1 in small Roman figures."""
    figures = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    words = ""
    for value, sign in figures:
        while number >= value:
            words += sign
            number -= value
    return words
