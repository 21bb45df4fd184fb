"""Additions for LibreOffice to tracked changes of tables, and of the paragraphs before them.

LibreOffice cannot join a paragraph with a table after it: it would leave an empty one, with a
number, or give the caption the style of another. In Word these additions change nothing that is
accepted or rejected.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import accumulate, pairwise, takewhile
from xml.etree import ElementTree

from clausework.render.word.marks import (
    BETWEEN,
    Mark,
    format_of,
    former_format_of,
    give_formats,
    give_mark,
    mark_of,
    mark_of_table,
)
from clausework.render.word.openxml import W

# A bookmark without words.
PLACE = [f"{W}bookmarkStart", f"{W}bookmarkEnd"]


def widen_places(body: ElementTree.Element, passing: Container[str]) -> None:
    """Have each bookmark without words reach to the end of a paragraph that stays with it.

    Those of `passing` come or go. LibreOffice crashes where one is directly after a table, before a
    paragraph that goes.
    """
    elements = [*body]
    for at, (start, end) in enumerate(pairwise(elements), 2):
        identities = {one.get(f"{W}id") for one in (start, end)}
        if [start.tag, end.tag] == PLACE and len(identities) == 1:
            after = [one for one in elements[at:] if one.tag == f"{W}p"]
            passes = start.get(f"{W}name", "") in passing
            paragraph = after[0] if passes else next(one for one in after if not mark_of(one))
            body.remove(end)
            body.insert([*body].index(paragraph) + 1, end)


def join_tables(body: ElementTree.Element) -> None:
    """Make one table of a table that goes and the next one that comes, or the other way round.

    Only paragraphs that come or go with the second may be between them. The first is moved after
    these.
    """
    for first, between, second in [*_before_tables(body)]:
        if first is None:
            continue
        marks = mark_of_table(first), mark_of_table(second)
        if None not in marks and marks[0] != marks[1] and {*map(mark_of, between)} == {marks[1]}:
            body.remove(first)
            _join(first, second)


def join_before_tables(body: ElementTree.Element, size: str) -> None:
    """Have paragraphs that come or go before a table join the one before them, and not the table.

    So that paragraph loses its end instead, and the last of them keeps its own, with the format
    that the one before has on that side. `size` is that of the letters of a caption, in half
    points.
    """
    for _, before, _ in [*_before_tables(body)]:
        # The caption of a table that stays is none of them.
        stays = bool(before) and mark_of(before[-1]) is None
        nearest_first = before[-2::-1] if stays else before[::-1]
        if not nearest_first or (mark := mark_of(nearest_first[0])) is None:
            continue
        passing = [*takewhile(lambda one: mark_of(one) == mark, nearest_first)]
        if len(passing) < len(nearest_first):
            _join_before(body, nearest_first[len(passing)], passing[-1], passing[0], mark)
        elif not stays:
            _leave_unseen(passing[-1], passing[0], mark, size)


def _before_tables(
    body: ElementTree.Element,
) -> Iterator[tuple[ElementTree.Element | None, list[ElementTree.Element], ElementTree.Element]]:
    """Each table of the text with the table before it, if any, and the paragraphs between them."""
    last, between = None, list[ElementTree.Element]()
    for element in body:
        if element.tag == f"{W}tbl":
            yield last, between, element
            last, between = element, []
        elif element.tag not in BETWEEN:
            between.append(element)


def _join(first: ElementTree.Element, second: ElementTree.Element) -> None:
    """Put the rows of the first table before those of the second, each with its own columns."""
    own_edges = [
        [0, *accumulate(int(column.attrib[f"{W}w"]) for column in table.iter(f"{W}gridCol"))]
        for table in (first, second)
    ]
    # The columns of one table are as wide as those of another, but for what rounding leaves.
    own_edges[0][-1] = own_edges[1][-1] = max(own[-1] for own in own_edges)
    edges = sorted({edge for own in own_edges for edge in own})
    for table, own in zip((first, second), own_edges, strict=True):
        for row in table.iter(f"{W}tr"):
            for cell, (begin, end) in zip(row.iter(f"{W}tc"), pairwise(own), strict=True):
                count = edges.index(end) - edges.index(begin)
                cell[0].insert(1, ElementTree.Element(f"{W}gridSpan", {f"{W}val": str(count)}))
    grid = next(second.iter(f"{W}tblGrid"))
    grid[:] = [
        ElementTree.Element(f"{W}gridCol", {f"{W}w": str(end - begin)})
        for begin, end in pairwise(edges)
    ]
    at = [*second].index(grid) + 1
    second[at:at] = first.findall(f"{W}tr")


def _join_before(
    body: ElementTree.Element,
    before: ElementTree.Element,
    first: ElementTree.Element,
    last: ElementTree.Element,
    mark: Mark,
) -> None:
    """Have the paragraphs of `mark` from the first to the last join the one before them."""
    other = format_of(before), former_format_of(before)
    if mark_of(before):
        # It is on the side on which they are not, so it and the first of them can be one paragraph.
        _give_format(before, mark, former_format_of(first), other)
        _take_in(body, before, first)
        if first is last:
            return
    _give_format(last, mark, former_format_of(last), other)
    give_mark(before, mark)


def _give_format(
    paragraph: ElementTree.Element,
    mark: Mark,
    own: ElementTree.Element,
    other: tuple[ElementTree.Element, ElementTree.Element],
) -> None:
    """Give a paragraph the format `own` on the side of `mark`.

    On the opposite side it has that of `other`, which are the newer and the older one.
    """
    if mark == "ins":
        give_formats(paragraph, own, other[1])
    else:
        give_formats(paragraph, other[0], own)


def _take_in(
    body: ElementTree.Element, paragraph: ElementTree.Element, after: ElementTree.Element
) -> None:
    """Move the words of the paragraph after it into a paragraph, with the bookmarks around them."""
    elements = [*body]
    begin, end = elements.index(paragraph) + 1, elements.index(after) + 1
    closing = [*takewhile(lambda one: one.tag == f"{W}bookmarkEnd", elements[end:])]
    for one in elements[begin : end + len(closing)]:
        body.remove(one)
        # Between words, pandoc prints space that is none between paragraphs.
        one.tail = None
        paragraph.extend([*after][1:] if one is after else [one])


def _leave_unseen(
    first: ElementTree.Element, last: ElementTree.Element, mark: Mark, size: str
) -> None:
    """Have nothing be seen of the empty paragraph that LibreOffice leaves after another table.

    It has the format of the first of them where it was inserted, and of the last where deleted.
    `size` is that of the letters of a caption, in half points.
    """
    unseen = ElementTree.Element(f"{W}pPr")
    ElementTree.SubElement(unseen, f"{W}pStyle", {f"{W}val": "Unseen"})
    if mark == "ins":
        give_formats(first, format_of(first), unseen)
        give_mark(first, mark)
        return
    # Its words are to be read as long as they are marked as deleted.
    give_formats(last, unseen, format_of(last))
    give_mark(last, mark)
    for run in last.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = ElementTree.Element(f"{W}rPr")
            run.insert(0, properties)
        for name in ("sz", "szCs"):
            ElementTree.SubElement(properties, f"{W}{name}", {f"{W}val": size})
