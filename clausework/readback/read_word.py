"""The words of a Word copy, read from its own XML."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from clausework.readback.text import WordsDiffer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Side = Literal["older", "newer"]
_TEXT = {f"{W}t", f"{W}delText"}
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
# Elements that the other side of a redline has and this one does not.
_OTHER = {"newer": f"{W}del", "older": f"{W}ins"}


@dataclass(frozen=True)
class Words:
    """The text before the first page break, the text after it, and the footnotes.

    Each footnote has a number where it is marked; there is one line for each paragraph.
    """

    cover: str
    body: str
    notes: list[str]


def words(data: bytes, side: Side) -> Words:
    """The words of one side of a Word copy; without marks, both are the same.

    Raises WordsDiffer for bytes that are not a Word copy.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text, notes = (
                _parsed(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")
            )
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise WordsDiffer(f"the Word copy cannot be read: {error}") from error
    marked: list[str] = []
    cover, _, body = _text(text, side, marked).partition("\f")
    by_id = {note.get(f"{W}id", ""): note for note in notes}
    texts = (_text(by_id[name], side, []) if name in by_id else "" for name in marked)
    return Words(cover, body, [f"{number} {note}" for number, note in enumerate(texts, 1)])


def _parsed(part: bytes) -> Element:
    # Without one, there are no entities to expand; defusedxml takes four times as long.
    if b"<!DOCTYPE" in part:
        raise WordsDiffer("the Word copy cannot be read: it has a document type")
    return ElementTree.fromstring(part)


def _text(element: Element, side: Side, marked: list[str]) -> str:
    """The text of an element; `marked` gets the ids of the footnotes that are marked in it."""
    other = {one for gone in element.iter(_OTHER[side]) for one in gone.iter()}
    found: list[str] = []
    for one in element.iter():
        if one.tag == f"{W}p":
            found.append("\n")
        elif one in other:
            continue
        elif one.tag in _TEXT:
            found.append(one.text or "")
        elif one.tag == f"{W}br" and one.get(f"{W}type") == "page":
            found.append("\f")
        elif one.tag in _SIGNS:
            found.append(_SIGNS[one.tag])
        elif one.tag == f"{W}footnoteReference":
            marked.append(one.get(f"{W}id", ""))
            found.append(str(len(marked)))
    return "".join(found)
