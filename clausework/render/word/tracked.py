"""The tracked changes and comments that pandoc and the templates leave incomplete.

They write each change of a Word copy in place, but without its author and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from xml.etree import ElementTree

from clausework.model.document import Document, Node
from clausework.render.common.remarks import meanings_of, reasons_of
from clausework.render.word import office, tables
from clausework.render.word.marks import mark_of
from clausework.render.word.openxml import W

_CHANGES = {f"{W}{name}" for name in ("ins", "del", "pPrChange", "rPrChange")}


def commented(redline: Document) -> tuple[Node, ...]:
    """The elements of a redline that have a comment: all whose change has a remark.

    An element inserted or deleted with the one above it has one only where HR says something else
    of it, and a moved one only in its new place: LibreOffice reads two paragraphs with the same
    words and comments as a move of its own kind, and gets the style of what follows wrong.
    """
    return tuple(node for section in redline.sections for node in _commented(section, None))


def _commented(node: Node, above: Node | None) -> Iterator[Node]:
    own = {*reasons_of(node), *meanings_of(node)}
    whole = above is not None and above.mark is not None
    around = {*reasons_of(above), *meanings_of(above)} if above else set()
    moved_from_here = node.moved and node.mark == "deleted"
    if node.remarks and not moved_from_here and (not whole or own - around):
        yield node
    for child in node.children:
        yield from _commented(child, node)


def complete(
    text: ElementTree.Element,
    notes: ElementTree.Element,
    around: Iterable[ElementTree.Element],
    styles: ElementTree.Element,
    redline: Document,
) -> None:
    """Complete the changes in the text, the footnotes and the other parts of a redline's copy.

    Also insert the anchors of its comments in the text: comment n is that of the nth element of
    `commented`. `styles` are those of the copy.
    """
    parts = [text, notes, *around]
    for part in parts:
        for paragraph in part.iter(f"{W}p"):
            _correct_kept_text(paragraph)
    numbers = {id(node): number for number, node in enumerate(commented(redline))}
    for paragraph, node in _paragraphs_of_elements(text, redline):
        if id(node) in numbers:
            _hang_comment(paragraph, numbers[id(node)])
    body = next(text.iter(f"{W}body"))
    tables.widen_places(body, {node.anchor for node in redline.nodes() if node.mark})
    tables.join_tables(body)
    tables.join_before_tables(body, _size(styles))
    for part in parts:
        office.part_insertions(part)
    office.part_twins(text)
    office.restate_lists(text, styles)
    office.precede_first_note(text, notes)
    office.precede_deletions(text)
    _sign(parts, redline)


def _correct_kept_text(paragraph: ElementTree.Element) -> None:
    # Pandoc writes the space after a footnote's number as deleted where the footnote is.
    for text in paragraph.findall(f"{W}r/{W}delText"):
        text.tag = f"{W}t"


def _paragraphs_of_elements(
    text: ElementTree.Element, redline: Document
) -> Iterator[tuple[ElementTree.Element, Node]]:
    """The paragraph that each element begins with: the one after its bookmark.

    A cell has none, for its changes are those of its row, and the preamble no heading.
    """
    nodes = [node for node in redline.nodes() if node.level not in ("cell", "preamble")]
    begun: list[ElementTree.Element] = []
    waiting = 0
    for element in text.iter():
        if element.tag == f"{W}bookmarkStart":
            waiting += 1
        elif element.tag == f"{W}p":
            begun += [element] * waiting
            waiting = 0
    # That of the sources, where there are any, is after all others.
    yield from zip(begun[: len(nodes)], nodes, strict=True)


def _hang_comment(paragraph: ElementTree.Element, number: int) -> None:
    identity = {f"{W}id": str(number)}
    run = ElementTree.Element(f"{W}r")
    properties = ElementTree.SubElement(run, f"{W}rPr")
    ElementTree.SubElement(properties, f"{W}rStyle", {f"{W}val": "CommentReference"})
    ElementTree.SubElement(run, f"{W}commentReference", identity)
    if mark := mark_of(paragraph):
        # Marked like the paragraph, because anything that outlasted it would move to the next one.
        # First in it, because LibreOffice compares words before it has read them to the end.
        change = ElementTree.Element(f"{W}{mark}")
        change.append(run)
        paragraph.insert(1, change)
    else:
        paragraph.insert(1, ElementTree.Element(f"{W}commentRangeStart", identity))
        ElementTree.SubElement(paragraph, f"{W}commentRangeEnd", identity)
        paragraph.append(run)


def _size(styles: ElementTree.Element) -> str:
    """The size of the letters of a text, in half points."""
    return next(styles.iter(f"{W}sz")).attrib[f"{W}val"]


def _sign(parts: Iterable[ElementTree.Element], redline: Document) -> None:
    """Give each change its author, date and number.

    It has a date where the newer version has one. The number is not used by another change or
    bookmark of the copy.
    """
    elements = [element for part in parts for element in part.iter()]
    taken = [
        int(element.attrib[f"{W}id"]) for element in elements if element.tag == f"{W}bookmarkStart"
    ]
    numbers = count(max(taken, default=0) + 1)
    for change in elements:
        if change.tag in _CHANGES:
            change.attrib = {f"{W}id": str(next(numbers)), f"{W}author": redline.owner}
            # LibreOffice keeps text that was inserted on a date and deleted again.
            if redline.issued is not None and change.find(f"{W}del") is None:
                change.set(f"{W}date", f"{redline.issued.isoformat()}T00:00:00Z")
