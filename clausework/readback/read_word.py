"""The words of a Word copy, read from its own XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from clausework.readback.text import WordsDiffer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Side = Literal["older", "newer"]
_SPACES = {f"{W}tab", f"{W}br", f"{W}cr"}
# What the other side of a redline has and this one has not.
_OTHER = {"newer": f"{W}del", "older": f"{W}ins"}


@dataclass
class Words:
    """The text before the first page break, that after it, and the footnotes, each with a number
    where it is marked; a line a paragraph.
    """

    cover: str = ""
    body: str = ""
    notes: list[str] = field(default_factory=list)


def words(data: bytes, side: Side) -> Words:
    """What one side of a Word copy says: of one without marks, either. Raises WordsDiffer for
    what is no Word copy.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = ElementTree.fromstring(archive.read("word/document.xml"))
            notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise WordsDiffer(f"the Word copy cannot be read: {error}") from error
    marked: list[str] = []
    said = "".join(_said(text, side, marked))
    cover, _, body = said.partition("\f")
    by_id = {note.get(f"{W}id"): note for note in notes}
    found = Words(cover, body)
    for number, name in enumerate(marked, 1):
        note = by_id.get(name)
        told = "".join(_said(note, side, [])) if note is not None else ""
        found.notes.append(f"{number} {told}")
    return found


def _said(element: Element, side: Side, marked: list[str]) -> Iterator[str]:
    """The text of an element; `marked` gets the ids of the footnotes that are marked in it."""
    for child in _of_side(element, side):
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag == f"{W}br" and child.get(f"{W}type") == "page":
            yield "\f"
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{W}footnoteReference":
            marked.append(child.get(f"{W}id", ""))
            yield str(len(marked))
        else:
            yield from _said(child, side, marked)
            if child.tag == f"{W}p":
                yield "\n"


def _of_side(element: Element, side: Side) -> Iterable[Element]:
    return (child for child in element if child.tag != _OTHER[side])
