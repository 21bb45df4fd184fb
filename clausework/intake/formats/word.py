"""A Word file as blocks: its text with tracked changes accepted, its labels, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from clausework.intake.blocks import (
    Block,
    FileComment,
    FileRead,
    Grid,
    Paragraph,
    TextPiece,
    TrackedEdit,
    words,
)
from clausework.intake.formats.bookmarks import Bookmarks
from clausework.intake.formats.numbers import MC, STRICT, Numbers, W
from clausework.intake.formats.package import NotReadable, Package, opened

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_DEEPEST_TABLE = 20
_MOST_COLUMNS = 63
_HEADING = re.compile(r"heading ([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(toc|contents)( |$|\d)", re.IGNORECASE)
# What is not of the text, or no more.
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText")}
_WITHIN = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir")
}
_TRACKED = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)


def read(data: bytes) -> FileRead:
    """A Word file. Raises NotReadable."""
    return _WordReader(opened(data)).read()


class _WordReader:
    def __init__(self, package: Package) -> None:
        main = package.part("word/document.xml")
        if main is None:
            raise NotReadable("It has no text: it is no Word document.")
        self._body = _plain(main)
        styles = package.part("word/styles.xml")
        self._styles = _plain(styles) if styles is not None else None
        numbering = package.part("word/numbering.xml")
        self._numbers = Numbers(_plain(numbering) if numbering is not None else None, self._styles)
        self._names, self._levels, self._look = _named(self._styles)
        links = package.part("word/_rels/document.xml.rels")
        self._links = {one.get("Id", ""): one.get("Target", "") for one in links or ()}
        self._package = package
        self._found = FileRead()
        self._boxes: list[Element] = []
        self._bookmarks = Bookmarks(self._body)
        self._fields = 0
        # What is left of paragraphs whose end was deleted.
        self._joined: list[TextPiece] = []

    def read(self) -> FileRead:
        body = self._body.find(f"{W}body")
        if body is None:
            raise NotReadable("It has no text: it is no Word document.")
        self._found.blocks = list(self._blocks(body, 0))
        self._found.gone = self._bookmarks.gone
        for name, where in (("footnotes", "footnote"), ("endnotes", "endnote")):
            part = self._package.part(f"word/{name}.xml")
            for note in _plain(part).iter(f"{W}{where}") if part is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    pieces = [p for one in note.iter(f"{W}p") for p in self._pieces(one)]
                    self._found.notes[f"{where}-{note.get(f'{W}id')}"] = tuple(_stripped(pieces))
        comments = self._package.part("word/comments.xml")
        for one in _plain(comments).iter(f"{W}comment") if comments is not None else ():
            said = " ".join(words(self._pieces(p)).strip() for p in one.iter(f"{W}p"))
            author = one.get(f"{W}author", "")
            day = one.get(f"{W}date", "")[:10]
            self._found.comments[one.get(f"{W}id", "")] = FileComment(author, said.strip(), day)
        for name in self._package.names("header", "footer"):
            part = self._package.part(name)
            kind = re.sub(r"\W|\d|word|xml", "", name)
            for one in _plain(part).iter(f"{W}p") if part is not None else ():
                if text := words(self._pieces(one)).strip():
                    self._found.aside.append((text, f"a {kind.removesuffix('s')}"))
        if any(element.tag in _TRACKED for element in self._body.iter()):
            self._found.remarks.append(
                ("the whole file", "it had tracked changes, which were read as accepted")
            )
        return self._found

    def _blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST_TABLE:
            raise NotReadable(f"Its tables are more than {_DEEPEST_TABLE} deep.")
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
                while self._boxes:
                    yield from self._blocks(self._boxes.pop(0), depth + 1)
            elif element.tag == f"{W}tbl":
                table = self._table(element, depth)
                if table.rows:
                    yield table
            elif element.tag == f"{W}bookmarkStart":
                self._bookmarks.add(element.get(f"{W}name", ""))
            elif element.tag in _WITHIN or element.tag == f"{MC}AlternateContent":
                yield from self._blocks(_chosen(element), depth)

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        properties = element.find(f"{W}pPr")
        edits = _edits(element)
        self._bookmarks.begin(element, edits)
        own = [*self._pieces(element)]
        pieces = [*self._joined, *own]
        ending = properties.find(f"{W}rPr") if properties is not None else None
        goes_on = ending is not None and any(
            ending.find(f"{W}{name}") is not None for name in ("del", "moveFrom")
        )
        bookmarks = self._bookmarks.end(
            seen=_is_seen(own), joined=_is_seen(self._joined), goes_on=goes_on
        )
        # What is left of one whose end was deleted is the beginning of the next one.
        self._joined = pieces if goes_on else []
        if goes_on:
            return
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(f"{W}val", "") if named is not None else self._names.get("", "")
        label = self._numbers.label(properties, style)
        name = self._names.get(style, style)
        if not _is_seen(pieces):
            return
        yield Paragraph(
            tuple(_stripped(pieces)),
            style=name,
            label=label,
            heading=self._heading(properties, style),
            indent=_indent(properties),
            bookmarks=bookmarks,
            listed=_CONTENTS.match(name) is not None,
            comments=tuple(one.get(f"{W}id", "") for one in element.iter(f"{W}commentReference")),
            edits=edits,
        )

    def _heading(self, properties: Element | None, style: str) -> int | None:
        own = properties.find(f"{W}outlineLvl") if properties is not None else None
        if own is not None and own.get(f"{W}val", "9").isdigit():
            level = int(own.get(f"{W}val", "9"))
            return level + 1 if level < 9 else None
        for name in self._numbers.line(style):
            found = _HEADING.match(self._names.get(name, ""))
            if found:
                return int(found[1])
            if name in self._levels:
                return self._levels[name]
        return None

    def _pieces(self, parent: Element, href: str | None = None) -> Iterator[TextPiece]:
        for element in parent:
            if element.tag == f"{W}r":
                yield from self._run(element, href)
            elif element.tag == f"{W}hyperlink":
                target = self._links.get(element.get(f"{R}id", ""), "")
                place = element.get(f"{W}anchor")
                leads = f"#{place}" if place else target if _LINK.match(target) else None
                yield from self._pieces(element, leads)
            elif element.tag == f"{W}bookmarkStart":
                self._bookmarks.add(element.get(f"{W}name", ""))
            elif element.tag in _GONE:
                if element.tag in _TRACKED:
                    self._bookmarks.pass_deletion()
            elif element.tag in _WITHIN or element.tag == f"{MC}AlternateContent":
                yield from self._pieces(_chosen(element), href)

    def _run(self, run: Element, href: str | None) -> Iterator[TextPiece]:
        look = run.find(f"{W}rPr")
        if look is not None and _on(look, "vanish"):
            return
        strong, emphasis = (look is not None and _on(look, name) for name in ("b", "i"))
        named = look.find(f"{W}rStyle") if look is not None else None
        if named is not None:
            by_style = self._look.get(named.get(f"{W}val", ""), (False, False))
            strong, emphasis = strong or by_style[0], emphasis or by_style[1]
        for element in _chosen_all(run):
            if element.tag == f"{W}fldChar":
                kind = element.get(f"{W}fldCharType")
                # The words before "separate" are the field's instruction.
                self._fields = {"begin": 1, "separate": 0, "end": 0}.get(kind or "", self._fields)
            elif element.tag == f"{W}txbxContent" or element.tag in (f"{W}drawing", f"{W}pict"):
                boxes = [*element.iter(f"{W}txbxContent")]
                self._boxes += boxes
                if not boxes:
                    yield self._picture(element)
            elif element.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnote" if element.tag.endswith("footnoteReference") else "endnote"
                yield TextPiece("", note=f"{kind}-{element.get(f'{W}id')}")
            elif (text := _letters(element)) and not self._fields:
                self._bookmarks.read_words()
                yield TextPiece(text, strong, emphasis, href)

    def _picture(self, drawing: Element) -> TextPiece:
        about = next((words for one in drawing.iter() if (words := one.get("descr"))), "")
        names = [one.get(f"{R}embed") or "" for one in drawing.iter(f"{A}blip")]
        data = self._package.picture(self._links.get(names[0], "")) if names else None
        if data is None:
            self._found.aside.append((f"[picture] {about}".strip(), "a picture that is not read"))
            return TextPiece("")
        return TextPiece("", picture=data, alt=about)

    def _table(self, table: Element, depth: int) -> Grid:
        rows: list[dict[int, tuple[Block, ...]]] = []
        titled = False
        for row in _rows(table):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            if not rows and properties is not None:
                titled = _on(properties, "tblHeader")
            cells: dict[int, tuple[Block, ...]] = {}
            column = 0
            for cell in _cells(row):
                cells[column] = tuple(self._blocks(cell, depth + 1))
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = span.get(f"{W}val", "1") if span is not None else "1"
                column += max(1, min(int(width), _MOST_COLUMNS)) if width.isdigit() else 1
            rows.append(cells)
        # Word keeps the edges of rows that are no longer there.
        begun = sorted({column for cells in rows for column in cells})
        return Grid(tuple(tuple(cells.get(n, ()) for n in begun) for cells in rows), titled)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == f"{W}tr":
            yield element
        elif element.tag in _WITHIN:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in _WITHIN:
            yield from _cells(element)


def _letters(element: Element) -> str:
    name = element.tag.removeprefix(W)
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = element.get(f"{W}char", "")
        return (
            _SYMBOLS.get(code[-2:].upper(), "•") if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else ""
        )
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}.get(name, "")


# Of Symbol and Wingdings: bullets, boxes and ticks that people put in by hand.
_SYMBOLS = {"A8": "☐", "6F": "☐", "FE": "☑", "FC": "✓", "B7": "•", "A7": "•", "E0": "→"}


def _chosen(element: Element) -> Element:
    """What of an element a reader sees: of alternatives the first that everybody can show."""
    if element.tag == f"{MC}AlternateContent":
        found = element.find(f"{MC}Fallback")
        return found if found is not None else next(iter(element), element)
    return element


def _chosen_all(run: Element) -> Iterator[Element]:
    for element in run:
        if element.tag == f"{MC}AlternateContent":
            yield from _chosen(element)
        else:
            yield element


def _stripped(pieces: list[TextPiece]) -> Iterator[TextPiece]:
    """Pieces joined where they look the same."""
    joined: list[TextPiece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        whole = piece.note or piece.picture or (last and (last.note or last.picture))
        if last is not None and not whole and _look(last) == _look(piece):
            joined[-1] = TextPiece(last.text + piece.text, *_look(piece))
        else:
            joined.append(piece)
    yield from joined


def _look(piece: TextPiece) -> tuple[bool, bool, str | None]:
    return piece.strong, piece.emphasis, piece.href


def _on(properties: Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _edits(paragraph: Element) -> tuple[TrackedEdit, ...]:
    """Who changed a paragraph with tracking, each once."""
    found = {
        TrackedEdit(one.get(f"{W}author", ""), one.get(f"{W}date", "")[:10])
        for one in paragraph.iter()
        if one.tag in _TRACKED
    }
    return tuple(sorted(found))


def _is_seen(pieces: Sequence[TextPiece]) -> bool:
    return bool(words(pieces).strip()) or any(piece.note or piece.picture for piece in pieces)


def _indent(properties: Element | None) -> int:
    own = properties.find(f"{W}ind") if properties is not None else None
    if own is None:
        return 0
    text = own.get(f"{W}left") or own.get(f"{W}start") or "0"
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else 0


def _named(
    styles: Element | None,
) -> tuple[dict[str, str], dict[str, int], dict[str, tuple[bool, bool]]]:
    """The names of styles by their ids ("" the one of plain paragraphs), headings, and looks."""
    names: dict[str, str] = {}
    levels: dict[str, int] = {}
    looks: dict[str, tuple[bool, bool]] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        own = style.get(f"{W}styleId", "")
        named = style.find(f"{W}name")
        names[own] = named.get(f"{W}val", own) if named is not None else own
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            names[""] = own
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and outline.get(f"{W}val", "9") in "012345678":
            levels[own] = int(outline.get(f"{W}val", "9")) + 1
        look = style.find(f"{W}rPr")
        if look is not None and style.get(f"{W}type") == "character":
            looks[own] = (_on(look, "b"), _on(look, "i"))
    return names, levels, looks


def _plain(root: Element) -> Element:
    """A part in Word's usual vocabulary, whichever of its two it is in."""
    for element in root.iter():
        if element.tag.startswith(STRICT):
            element.tag = W + element.tag.removeprefix(STRICT)
            element.attrib = {_usual(key): value for key, value in element.attrib.items()}
    return root


def _usual(name: str) -> str:
    return name.replace(STRICT, W).replace(STRICT_R, R)
