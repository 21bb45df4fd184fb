"""A document as a Word copy: pandoc writes its text, templates all that stands around the text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from xml.etree import ElementTree

from clausework.document import Document
from clausework.render.letterhead import Letterhead
from clausework.render.pandoc import convert
from clausework.render.pictures import png
from clausework.render.templates import Templates

PACKAGE = "word/package/"
TEXT, TEXT_LINKS = "word/document.xml", "word/_rels/document.xml.rels"
NOTES, NOTES_LINKS = "word/footnotes.xml", "word/_rels/footnotes.xml.rels"
LOGO = "word/media/logo.png"
# Sharp in print at the height of the cover.
LOGO_PIXELS = 400
# The earliest date that a zip can hold: the clock's would make every copy differ.
UNDATED = (1980, 1, 1, 0, 0, 0)

# The prefixes that Word itself writes; it reads any, but people look into these files too.
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "": "http://schemas.openxmlformats.org/package/2006/relationships",
}
for prefix, namespace in NAMESPACES.items():
    ElementTree.register_namespace(prefix, namespace)
W = f"{{{NAMESPACES['w']}}}"


def render(document: Document, school: Letterhead, templates: Templates) -> bytes:
    """The docx of `document`; the same values and templates give the same bytes.

    Raises PandocError, jinja2.TemplateError or xml.etree.ElementTree.ParseError where a template
    does not fit, and typst.TypstError where the logo cannot be drawn.
    """
    parts = _parts(document, school, templates)
    written = convert(
        templates.text("document.html.j2", document=document, school=school),
        "docx",
        filters=[templates.path("notes.lua"), templates.path("word/layout.lua")],
        reference=_zipped(parts),
    )
    # Pandoc adds to the styles, lists and properties what other documents may need: of its file
    # only the text is taken, and all else stays as the templates have it.
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        layout = templates.text("word/table.xml.j2")
        parts[TEXT] = _with_table(archive.read(TEXT), layout)
        parts[TEXT_LINKS] = _with_addresses(parts[TEXT_LINKS], archive.read(TEXT_LINKS))
        parts |= {name: archive.read(name) for name in (NOTES, NOTES_LINKS)}
    return _zipped(parts)


def _parts(document: Document, school: Letterhead, templates: Templates) -> dict[str, bytes]:
    """The files of a Word copy that has no text yet, by their name in the package."""
    colour = {role: value.removeprefix("#") for role, value in asdict(school.palette).items()}
    names = {
        path.relative_to(folder / PACKAGE).as_posix()
        for folder in templates.folders
        for path in (folder / PACKAGE).rglob("*.j2")
    }
    filled = {
        name.removesuffix(".j2"): templates.text(
            PACKAGE + name, document=document, school=school, colour=colour
        ).encode()
        for name in names
    }
    return filled | {LOGO: png(school.logo, LOGO_PIXELS)}


def _with_table(text: bytes, layout: str) -> bytes:
    """The text with its tables laid out like `layout`, for pandoc's writer knows neither the width
    of the page nor columns that name the rows.
    """
    root, table_layout = ElementTree.fromstring(text), ElementTree.fromstring(layout)
    widths = [column.attrib for column in table_layout.iter(f"{W}gridCol")]
    for table in root.iter(f"{W}tbl"):
        table[: len(table_layout)] = table_layout
        for row in table.iter(f"{W}tr"):
            for cell, width in zip(row.iter(f"{W}tcPr"), widths, strict=True):
                cell.insert(0, ElementTree.Element(f"{W}tcW", width | {f"{W}type": "dxa"}))
    return _xml(root)


def _with_addresses(relationships: bytes, written: bytes) -> bytes:
    """The relationships of a part, and those of pandoc's that lead out of the file."""
    root = ElementTree.fromstring(relationships)
    root.extend(
        relationship
        for relationship in ElementTree.fromstring(written)
        if relationship.get("TargetMode") == "External"
    )
    return _xml(root)


def _xml(root: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, UNDATED)
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()
