"""What a copy of a document must say, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from clausework.model.document import Document, Node
from clausework.model.elements import BULLET
from clausework.model.inline import Run
from clausework.readback.text import Passage

Form = Literal["pdf", "word", "page"]
# The words before a local change.
LocalName = Callable[[Node], str]


def body(document: Document, form: Form, local_name: LocalName) -> Iterator[Passage]:
    """The text from the first section to the last, with its footnotes where the format has them."""
    for top in document.sections:
        for unit in top.units:
            if unit.level == "clause":
                yield from _clause(unit, form, local_name)
            elif unit.level != "preamble":
                yield heading(unit, form)
                if unit.local == "added":
                    yield Passage(f"section {unit.number}", local_name(unit))
                if form == "page":
                    yield from notes((unit,), form)


def heading(section: Node, form: Form) -> Passage:
    """The number and title of a section."""
    return Passage(f"section {section.number}", f"{_label(section, form)} {_text(section)}")


def listed(section: Node, form: Form) -> Passage:
    """The same in a list, without marks of footnotes."""
    text = "".join(run.text for run in section.text)
    place = f"the contents, section {section.number}"
    return Passage(place, f"{_label(section, form)} {text}")


def _label(section: Node, form: Form) -> str:
    # Word counts by itself.
    return "" if form == "word" else section.label


def _clause(clause: Node, form: Form, local_name: LocalName) -> Iterator[Passage]:
    place = f"clause {clause.number}"
    name = local_name(clause) if clause.local else ""
    before = {
        "pdf": f"{name} {clause.label}",
        "word": name,
        "page": f"{clause.label} {name}",
    }
    yield Passage(place, f"{before[form]} {_text(clause)}")
    for one in clause.paragraphs:
        named = one.local is not None and (form == "page" or clause.local is None)
        own = local_name(one) if named else ""
        label = f"{one.label}:" if one.label else ""
        yield Passage(f"a paragraph of {place}", f"{own} {label} {_text(one)}")
    for table in clause.tables:
        yield from _table(table, form, local_name)
    yield from _points(clause, form, local_name, inside=clause.local is not None)
    if clause.closing:
        yield Passage(f"the end of {place}", _text_of_runs(clause.closing, clause))
    if form == "page":
        yield from notes(clause.own, form)


def _table(table: Node, form: Form, local_name: LocalName) -> Iterator[Passage]:
    yield Passage(table.number, f"{table.label}: {_text(table)}")
    for row in table.children:
        name = local_name(row) if row.local else ""
        for cell in row.children:
            yield Passage(f"{table.number}, row {row.number}", f"{name} {_text(cell)}")
            yield from _points(cell, form, local_name, inside=True)
            name = ""


def titles(document: Document) -> Iterator[list[str]]:
    """The titles of the columns of each table, which are again at the top of its further pages."""
    for node in document.nodes():
        if node.level == "titles":
            yield [_text(cell) for cell in node.children]


def _points(parent: Node, form: Form, local_name: LocalName, *, inside: bool) -> Iterator[Passage]:
    for point in parent.points:
        counted = "" if point.label == BULLET else point.label
        marker = {"pdf": point.label, "word": "", "page": counted}[form]
        # Paper names a local change once, for everything in it.
        named = point.local is not None and (form == "page" or not inside)
        name = local_name(point) if named else ""
        yield Passage(f"point {point.number}", f"{marker} {name} {_text(point)}")
        yield from _points(point, form, local_name, inside=inside or point.local is not None)
        if point.closing:
            yield Passage(f"the end of point {point.number}", _text_of_runs(point.closing, point))


def notes(nodes: Iterable[Node], form: Form) -> Iterator[Passage]:
    """The footnotes of some elements, each with its number."""
    # A raised number is separated without a space.
    space = "" if form == "pdf" else " "
    for node in nodes:
        for note in node.notes:
            text = "".join(run.text for run in note.text)
            yield Passage(f"note {note.number}", f"{note.number}{space}{text}")


def every_note(document: Document, form: Form) -> list[Passage]:
    """All footnotes of a document, by number; the closing of a clause is read after its points."""
    nodes = [*document.nodes()]
    numbers = [note.number for node in nodes for note in node.notes]
    found = zip(numbers, notes(nodes, form), strict=True)
    return [passage for _, passage in sorted(found, key=lambda pair: pair[0])]


def _text(node: Node) -> str:
    return _text_of_runs(node.text, node)


def _text_of_runs(runs: Iterable[Run], node: Node) -> str:
    """Words with the numbers of their footnotes."""
    numbers = {note.id: str(note.number) for note in node.notes}
    return "".join(numbers.get(run.note, "") if run.note else run.text for run in runs)
