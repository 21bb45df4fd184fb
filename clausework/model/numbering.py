"""The numbers of places, `7.0`, `7.1`, `7.1(c)(ii)`, and the labels printed before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clausework.model.elements import BULLET, Appendix, Cell, Clause, Item, ListStyle, Section
from clausework.model.policy import Numbering, Version


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
    """The number of each section, clause, table, row and point, by its id.

    A section without a number is named by its title, and a row by its first cell, which `title`
    makes of what is in the file.
    """
    count = _Count(numbering)
    found: dict[str, Number] = {}
    for section in parts:
        found[section.id] = count.section(section) or Number(f"“{title(section.title)}”", "")
        for clause in section.clauses:
            found |= _inside(clause, found[section.id].whole, count, title)
    return found


def _inside(
    clause: Clause, above: str, count: _Count, title: Callable[[str], str]
) -> Iterator[tuple[str, Number]]:
    """The numbers of a clause, its table and rows, and its points.

    A table is named "table 1", a row by the words of its first cell.
    """
    own, table = count.clause(clause), clause.table if clause.rows else None
    if table is None:
        yield clause.id, own or Number(above, "")
    else:
        count.tables += 1
        number = Number(f"table {count.tables}", f"Table {count.tables}")
        yield clause.id, own or Number(number.whole, "")
        yield table_id(clause.id), number
        yield titles_id(clause.id), Number("", "")
    for row in clause.rows:
        cells = [row.cells.get(column.id, Cell()) for column in table.columns] if table else []
        name = f"“{title(cells[0].text)}”" if cells else ""
        yield row.id, Number(name, "")
        for cell in cells:
            yield from _points(cell.items, cell.style, name, 0)
    yield from _points(clause.items, clause.style, own.whole if own else above, 0)


def table_id(clause: str) -> str:
    """The id of the table of a clause, which like the following no file can give to anything."""
    return f"{clause}--table"


def titles_id(clause: str) -> str:
    """The id of the row of titles of the table of a clause."""
    return f"{clause}--titles"


def title_id(clause: str, column: str) -> str:
    """The id of the title of a column of the table of a clause."""
    return cell_id(titles_id(clause), column)


def cell_id(row: str, column: str) -> str:
    """The id of the cell of a row in a column."""
    return f"{row}--{column}"


@dataclass
class _Count:
    """How far sections, appendices and clauses are counted; `above` is before a clause's number."""

    numbering: Numbering
    sections: int = 0
    appendices: int = 0
    clauses: int = 0
    tables: int = 0
    above: str | None = None

    def section(self, section: Section) -> Number | None:
        if isinstance(section, Appendix):
            name = letter(self.appendices).upper()
            self.above, self.clauses, self.appendices = f"{name}.", 0, self.appendices + 1
            return _labelled_alike(f"Appendix {name}")
        if self.numbering == "none":
            self.above = ""
            return None
        if not section.numbered:
            return None
        self.sections += 1
        self.above, self.clauses = f"{self.sections}.", 0
        whole = f"{self.sections}.0" if self.numbering == "1.0" else f"{self.sections}"
        return Number(whole, f"{whole}." if self.numbering == "1." else whole)

    def clause(self, clause: Clause) -> Number | None:
        if not clause.numbered or clause.text is None or self.above is None:
            return None
        self.clauses += 1
        return _labelled_alike(f"{self.above}{self.clauses}")


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
