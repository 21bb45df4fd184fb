"""Where paragraphs and tables of a redline's Word copy are, and their formats on both sides."""

from __future__ import annotations

from copy import deepcopy
from typing import Literal
from xml.etree import ElementTree

from clausework.render.word.openxml import W

Mark = Literal["ins", "del"]
# What can be between two paragraphs that follow each other.
BETWEEN = {f"{W}bookmarkStart", f"{W}bookmarkEnd"}


def mark_of(paragraph: ElementTree.Element) -> Mark | None:
    """Whether the paragraph itself is inserted or deleted."""
    return _mark(paragraph.find(f"{W}pPr/{W}rPr"))


def mark_of_table(table: ElementTree.Element) -> Mark | None:
    """Whether all rows of the table are inserted, or all deleted."""
    marks = {_mark(row.find(f"{W}trPr")) for row in table.iterfind(f"{W}tr")}
    return marks.pop() if len(marks) == 1 else None


def _mark(properties: ElementTree.Element | None) -> Mark | None:
    if properties is None:
        return None
    if properties.find(f"{W}ins") is not None:
        return "ins"
    return "del" if properties.find(f"{W}del") is not None else None


def properties_of(paragraph: ElementTree.Element) -> ElementTree.Element:
    """The properties of a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None, "pandoc and our templates give every paragraph a style"
    return properties


def format_of(paragraph: ElementTree.Element) -> ElementTree.Element:
    """A copy of the format of a paragraph on the newer side."""
    return _format(properties_of(paragraph))


def former_format_of(paragraph: ElementTree.Element) -> ElementTree.Element:
    """A copy of the format of a paragraph on the older side."""
    own = properties_of(paragraph)
    before = own.find(f"{W}pPrChange/{W}pPr")
    return _format(own if before is None else before)


def give_formats(
    paragraph: ElementTree.Element, newer: ElementTree.Element, older: ElementTree.Element
) -> None:
    """Give a paragraph these formats on the two sides, and no mark of its own."""
    properties = properties_of(paragraph)
    properties[:] = [*deepcopy(newer)]
    ElementTree.SubElement(properties, f"{W}pPrChange").append(deepcopy(older))


def give_mark(paragraph: ElementTree.Element, mark: Mark) -> None:
    """Have a paragraph that had no mark be inserted or deleted."""
    own = properties_of(paragraph)
    at = next((n for n, one in enumerate(own) if one.tag == f"{W}pPrChange"), len(own))
    ending = ElementTree.Element(f"{W}rPr")
    ElementTree.SubElement(ending, f"{W}{mark}")
    own.insert(at, ending)


def _format(properties: ElementTree.Element) -> ElementTree.Element:
    found = deepcopy(properties)
    for name in ("rPr", "sectPr", "pPrChange"):
        for element in found.findall(f"{W}{name}"):
            found.remove(element)
    return found
