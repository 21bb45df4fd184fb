"""The markup of the paper templates, as the tree that pandoc works on.

Pandoc's own reader of HTML takes ten times as long, and longer than its writers; the templates use
a dozen elements, well formed.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from clausework.model.document import Document
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates
from clausework.source.once import once

PandocNode = dict[str, Any]
_SPACE = re.compile(r"[ \t\r\n]+")
_INLINE = {"strong": "Strong", "em": "Emph"}
_MARKS = {"ins": "insertion", "del": "deletion"}
# The class of a span that is a picture: pandoc would look for its file.
PICTURE = "picture"
_NO_ATTRIBUTES: list[Any] = ["", [], []]


class MarkupError(Exception):
    """A template wrote something that the paper copies do not support; the text says what."""


@once(1)  # The PDF and the Word copy are made one after the other.
def body(document: Document, school: Letterhead, templates: Templates) -> list[PandocNode]:
    """The blocks of a document on paper, which callers must not change. Raises MarkupError."""
    return blocks(templates.text("document.html.j2", document=document, school=school))


def blocks(markup: str) -> list[PandocNode]:
    """The blocks of a template's markup. Raises MarkupError."""
    try:
        root = ElementTree.fromstring(f"<markup>{markup}</markup>")
    except ElementTree.ParseError as error:
        raise MarkupError(f"the markup of a paper copy is not well formed: {error}") from error
    return _blocks(root)


def _blocks(parent: ElementTree.Element) -> list[PandocNode]:
    return [_block(element) for element in _only_elements(parent)]


def _only_elements(parent: ElementTree.Element, *tags: str) -> list[ElementTree.Element]:
    """The elements in one that has no text of its own.

    Where tags are given, only these are allowed.
    """
    for words in (parent.text, *(child.tail for child in parent)):
        if words and words.strip(" \t\r\n"):
            raise MarkupError(f"text in <{parent.tag}> is in no paragraph: {words.strip()}")
    for child in parent:
        if tags and child.tag not in tags:
            raise MarkupError(f"<{child.tag}> may not be in <{parent.tag}> in a paper copy")
    return list(parent)


def _block(element: ElementTree.Element) -> PandocNode:
    if element.tag == "div":
        return {"t": "Div", "c": [_attributes(element), _blocks(element)]}
    if element.tag == "p":
        return {"t": "Para", "c": _trimmed(_inlines(element))}
    if element.tag in ("h1", "h2", "h3"):
        level = int(element.tag[1])
        return {"t": "Header", "c": [level, _attributes(element), _trimmed(_inlines(element))]}
    if element.tag == "ul":
        return {"t": "BulletList", "c": _points(element)}
    if element.tag == "ol":
        counted = [1, {"t": "Decimal"}, {"t": "Period"}]
        return {"t": "OrderedList", "c": [counted, _points(element)]}
    if element.tag == "table":
        return _table(element)
    raise MarkupError(f"<{element.tag}> may not be on its own in a paper copy")


def _points(element: ElementTree.Element) -> list[list[PandocNode]]:
    return [_blocks(point) for point in _only_elements(element, "li")]


def _table(element: ElementTree.Element) -> PandocNode:
    rows = [
        [_attributes(row), [_cell(cell) for cell in _only_elements(row, "th", "td")]]
        for body in _only_elements(element, "tbody")
        for row in _only_elements(body, "tr")
    ]
    columns = len(rows[0][1]) if rows else 0
    if not columns or any(len(row[1]) != columns for row in rows):
        raise MarkupError("the rows of a <table> do not all have the same number of cells")
    plain = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
    empty = [_NO_ATTRIBUTES, []]
    body = [_NO_ATTRIBUTES, 0, [], rows]
    return {
        "t": "Table",
        "c": [_attributes(element), [None, []], [plain] * columns, empty, [body], empty],
    }


def _cell(element: ElementTree.Element) -> list[Any]:
    paragraphs = element.find("div") is not None
    content = _blocks(element) if paragraphs else [_unwrapped(element)]
    return [_attributes(element), {"t": "AlignDefault"}, 1, 1, content]


def _unwrapped(element: ElementTree.Element) -> PandocNode:
    return {"t": "Plain", "c": _trimmed(_inlines(element))}


def _inlines(element: ElementTree.Element) -> list[PandocNode]:
    found = _text(element.text)
    for child in element:
        found.append(_inline(child))
        found += _text(child.tail)
    return found


def _inline(element: ElementTree.Element) -> PandocNode:
    if element.tag in _INLINE:
        return {"t": _INLINE[element.tag], "c": _inlines(element)}
    if element.tag in _MARKS:
        return {"t": "Span", "c": [["", [_MARKS[element.tag]], []], _inlines(element)]}
    if element.tag == "span" and element.get("class") == "note":
        return {"t": "Note", "c": [{"t": "Para", "c": _inlines(element)}]}
    if element.tag == "span":
        return {"t": "Span", "c": [_attributes(element), _inlines(element)]}
    if element.tag == "a" and "href" in element.attrib:
        target = [element.get("href"), ""]
        return {"t": "Link", "c": [_attributes(element), _inlines(element), target]}
    if element.tag == "img":
        if not element.get("src", "").startswith("data:"):
            raise MarkupError("an <img> that does not contain its picture in a paper copy")
        sizes = [[name, element.get(name, "")] for name in ("src", "alt", "width", "height")]
        return {"t": "Span", "c": [["", [PICTURE], sizes], []]}
    if element.tag == "br" and not _inlines(element):
        return {"t": "LineBreak"}
    raise MarkupError(f"<{element.tag}> may not be within a text in a paper copy")


def _text(words: str | None) -> list[PandocNode]:
    return [{"t": "Str", "c": _SPACE.sub(" ", words)}] if words else []


def _trimmed(inlines: list[PandocNode]) -> list[PandocNode]:
    """Inlines without the white space at either end, which comes from the template."""
    if inlines and inlines[0]["t"] == "Str":
        inlines[0]["c"] = inlines[0]["c"].lstrip(" ")
    if inlines and inlines[-1]["t"] == "Str":
        inlines[-1]["c"] = inlines[-1]["c"].rstrip(" ")
    return [inline for inline in inlines if inline.get("c") != ""]


def _attributes(element: ElementTree.Element) -> list[Any]:
    others = [
        [name.removeprefix("data-"), value]
        for name, value in element.items()
        if name not in ("id", "class", "href", "scope")
    ]
    return [element.get("id", ""), element.get("class", "").split(), others]
