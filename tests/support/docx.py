"""What a Word file says, with its tracked changes accepted, rejected or, without any, as it is.

It shares nothing with the code that writes them, and follows what Word does: where the mark of a
paragraph goes, what is left of it joins the next one and takes its style.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Literal
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PARTS = ("document", "header-cover", "header", "footer")
# What stands around text and is no part of it.
_AROUND = {
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "pPr"),
        *("sectPr", "tblPr", "tblGrid", "trPr", "tcPr"),
    )
}

_ROWS = (f"{W}tbl", f"{W}tr")

Side = Literal["accepted", "rejected"]
GONE = {"accepted": f"{W}del", "rejected": f"{W}ins"}
# A letter, or what stands for one, with what a reader sees of it.
Letter = tuple[object, ...]
Said = tuple[str, str, tuple[tuple[str, Letter], ...]]


@dataclass
class Paragraph:
    """Its style and list, its letters, and the bookmarks before and in it."""

    style: str
    in_list: str
    letters: list[Letter] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)


class Docx:
    """The parts of a Word file, and one reading of them."""

    def __init__(self, data: bytes, side: Side = "accepted") -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            self._media = {
                name: sha256(archive.read(name)).hexdigest()
                for name in archive.namelist()
                if name.startswith("word/media/")
            }
            self._parts = {name: ElementTree.fromstring(archive.read(name)) for name in names}
        self._gone = GONE[side]
        self._targets: dict[str, int] = {}
        self._styles = {
            style.attrib[f"{W}styleId"]: style
            for style in self._parts["word/styles.xml"].iter(f"{W}style")
        }

    def said(self) -> dict[str, list[Said]]:
        """By part, the style, list and letters of each paragraph. Where a link leads to is told by
        the place of its target among them.
        """
        return {part: self._said_in(part) for part in PARTS}

    def _said_in(self, part: str) -> list[Said]:
        text = self._parts[f"word/{part}.xml"]
        self._targets = {}
        paragraphs = list(self._paragraphs(text, part))
        targets = {name: at for at, one in enumerate(paragraphs) for name in one.bookmarks}
        # Once more, for footnotes have links to what follows them.
        self._targets = targets
        paragraphs = list(self._paragraphs(text, part))
        found = []
        # Lists have a number each, which says no more than which paragraphs are in one.
        lists: dict[str, int] = {}
        for one in paragraphs:
            lists.setdefault(one.in_list.partition(" ")[2], len(lists))
            letters = [(text, *style, _end(link, targets)) for text, *style, link in one.letters]
            runs = groupby(letters, key=lambda letter: letter[1:])
            joined = tuple(("".join(str(a[0]) for a in group), style) for style, group in runs)
            level, _, number = one.in_list.partition(" ")
            found.append((one.style, f"{level} {lists[number]}", joined))
        return found

    def _paragraphs(self, parent: ElementTree.Element, part: str) -> Iterator[Paragraph]:
        """The paragraphs in a part, a cell or a footnote."""
        waiting: Paragraph | None = None
        bookmarks: list[str] = []
        for element in parent:
            if element.tag == f"{W}bookmarkStart":
                bookmarks.append(element.attrib[f"{W}name"])
            elif element.tag == f"{W}p":
                one = self._paragraph(element, part, bookmarks)
                bookmarks = []
                if waiting:
                    one.letters[:0], one.bookmarks[:0] = waiting.letters, waiting.bookmarks
                waiting = one if self._mark_is_gone(element) else None
                if waiting is None:
                    yield one
            elif element.tag in _ROWS and all(map(self._row_is_gone, element.iter(f"{W}tr"))):
                continue
            elif element.tag not in _AROUND:
                assert waiting is None, "Word keeps the mark of a paragraph before a table"
                assert element.tag in {f"{W}{name}" for name in ("body", "tbl", "tr", "tc")}
                yield from self._paragraphs(element, part)
        assert waiting is None, "Word keeps the mark of the last paragraph"

    def _row_is_gone(self, row: ElementTree.Element) -> bool:
        return row.find(f"{W}trPr/{self._gone}") is not None

    def _mark_is_gone(self, paragraph: ElementTree.Element) -> bool:
        return paragraph.find(f"{W}pPr/{W}rPr/{self._gone}") is not None

    def _paragraph(
        self, element: ElementTree.Element, part: str, bookmarks: list[str]
    ) -> Paragraph:
        properties = element.find(f"{W}pPr")
        if self._gone == GONE["rejected"]:
            before = element.find(f"{W}pPr/{W}pPrChange/{W}pPr")
            properties = before if before is not None else properties
        style = "" if properties is None else _value(properties.find(f"{W}pStyle"))
        own = properties.find(f"{W}numPr") if properties is not None else None
        letters = list(self._letters(element, part, None))
        inside = [one.attrib[f"{W}name"] for one in element.iter(f"{W}bookmarkStart")]
        return Paragraph(style, self._list(own, style), letters, bookmarks + inside)

    def _list(self, own: ElementTree.Element | None, style: str) -> str:
        while own is None and style:
            own = self._styles[style].find(f"{W}pPr/{W}numPr")
            style = _value(self._styles[style].find(f"{W}basedOn"))
        return "" if own is None else " ".join(_value(part) for part in own)

    def _letters(
        self, parent: ElementTree.Element, part: str, link: str | None
    ) -> Iterator[Letter]:
        for element in parent:
            if element.tag == f"{W}r":
                yield from self._run(element, part, link, deleted=parent.tag == f"{W}del")
            elif element.tag in GONE.values():
                if element.tag != self._gone:
                    yield from self._letters(element, part, link)
            elif element.tag == f"{W}hyperlink":
                assert link is None
                yield from self._letters(element, part, self._address(element, part))
            elif element.tag == f"{W}fldSimple":
                yield (element.attrib[f"{W}instr"], False, False, "", None)
            else:
                assert element.tag in _AROUND, element.tag

    def _address(self, link: ElementTree.Element, part: str) -> str:
        if f"{W}anchor" in link.attrib:
            return "#" + link.attrib[f"{W}anchor"]
        links = self._parts[f"word/_rels/{part}.xml.rels"]
        (found,) = [one for one in links if one.attrib["Id"] == link.attrib[f"{R}id"]]
        return found.attrib["Target"]

    def _run(
        self, run: ElementTree.Element, part: str, link: str | None, *, deleted: bool
    ) -> Iterator[Letter]:
        bold, italic = (run.find(f"{W}rPr/{W}{name}") is not None for name in "bi")
        style = (bold, italic, _value(run.find(f"{W}rPr/{W}rStyle")), link)
        for element in run:
            name = element.tag.removeprefix(W)
            if name in ("t", "delText"):
                assert (name == "delText") == deleted, element.text
                yield from ((letter, *style) for letter in element.text or "")
            elif name == "footnoteReference":
                yield (self._note(element.attrib[f"{W}id"]), *style)
            elif name == "drawing":
                yield (self._picture(element, part), *style)
            elif name in ("br", "tab", "footnoteRef"):
                yield (f"[{name}]", *style)
            else:
                assert name in ("rPr", "commentReference"), name

    def _picture(self, drawing: ElementTree.Element, part: str) -> str:
        (about,) = drawing.iter(f"{WP}docPr")
        (blip,) = drawing.iter(f"{A}blip")
        links = self._parts[f"word/_rels/{part}.xml.rels"]
        (file,) = [one for one in links if one.attrib["Id"] == blip.attrib[f"{R}embed"]]
        return f"[{about.get('descr')}: {self._media['word/' + file.attrib['Target']]}]"

    def _note(self, number: str) -> str:
        notes = self._parts["word/footnotes.xml"].iter(f"{W}footnote")
        (note,) = [one for one in notes if one.attrib[f"{W}id"] == number]
        paragraphs = [
            (one.style, [(*letter, _end(link, self._targets)) for *letter, link in one.letters])
            for one in self._paragraphs(note, "footnotes")
        ]
        return f"[{paragraphs}]"


def _end(link: object, targets: Mapping[str, int]) -> object:
    """Where a link leads to: an address, or the place of a paragraph, once these are known."""
    inside = targets and isinstance(link, str) and link[:1] == "#"
    return ("to", targets[str(link)[1:]]) if inside else link


def _value(element: ElementTree.Element | None) -> str:
    return "" if element is None else element.attrib[f"{W}val"]
