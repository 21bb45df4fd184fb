"""A document as a Word copy: pandoc writes its text, templates all that stands around the text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from xml.etree import ElementTree

from clausework.brand import initials
from clausework.document import Document
from clausework.render import tracked
from clausework.render.letterhead import Letterhead
from clausework.render.openxml import W, written, zipped
from clausework.render.pandoc import convert
from clausework.render.pictures import png
from clausework.render.templates import Templates

PACKAGE = "word/package/"
TEXT, TEXT_LINKS = "word/document.xml", "word/_rels/document.xml.rels"
NOTES, NOTES_LINKS = "word/footnotes.xml", "word/_rels/footnotes.xml.rels"
AROUND = ("word/header-cover.xml", "word/header.xml", "word/footer.xml")
STYLES, COMMENTS = "word/styles.xml", "word/comments.xml"
LOGO = "word/media/logo.png"
# Sharp in print at the height of the cover.
LOGO_PIXELS = 400


def render(document: Document, school: Letterhead, templates: Templates) -> bytes:
    """The docx of `document`, with tracked changes where it is a redline; the same values and
    templates give the same bytes.

    Raises PandocError, jinja2.TemplateError or xml.etree.ElementTree.ParseError where a template
    does not fit, and typst.TypstError where the logo cannot be drawn.
    """
    parts = _parts(document, school, templates)
    converted = convert(
        templates.text("document.html.j2", document=document, school=school),
        "docx",
        filters=[templates.path("notes.lua"), templates.path("word/layout.lua")],
        reference=zipped(parts),
    )
    # Pandoc adds to the styles, lists and properties what other documents may need: of its file
    # only the text is taken, and all else stays as the templates have it.
    with zipfile.ZipFile(io.BytesIO(converted)) as archive:
        taken = {name: archive.read(name) for name in (TEXT, TEXT_LINKS, NOTES, NOTES_LINKS)}
    text = ElementTree.fromstring(taken[TEXT])
    _lay_out_tables(text, templates.text("word/table.xml.j2"))
    links = _with_addresses(parts[TEXT_LINKS], taken[TEXT_LINKS])
    parts |= taken | {TEXT_LINKS: links}
    if document.compared:
        others = {name: ElementTree.fromstring(parts[name]) for name in (NOTES, *AROUND)}
        styles = ElementTree.fromstring(parts[STYLES])
        tracked.complete(text, others.values(), styles, document)
        parts |= {name: written(root) for name, root in others.items()}
    return zipped(parts | {TEXT: written(text)})


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
    if document.compared:
        filled[COMMENTS] = templates.text(
            "word/comments.xml.j2",
            document=document,
            nodes=tracked.commented(document),
            initials=initials(document.owner),
        ).encode()
    return filled | {LOGO: png(school.logo, LOGO_PIXELS)}


def _lay_out_tables(text: ElementTree.Element, layout: str) -> None:
    """Lay out the tables in the text like `layout`, for pandoc's writer knows neither the width of
    the page nor columns that name the rows.
    """
    table_layout = ElementTree.fromstring(layout)
    widths = [column.attrib for column in table_layout.iter(f"{W}gridCol")]
    for table in text.iter(f"{W}tbl"):
        table[: len(table_layout)] = table_layout
        for row in table.iter(f"{W}tr"):
            for cell, width in zip(row.iter(f"{W}tcPr"), widths, strict=True):
                cell.insert(0, ElementTree.Element(f"{W}tcW", width | {f"{W}type": "dxa"}))


def _with_addresses(relationships: bytes, converted: bytes) -> bytes:
    """The relationships of a part, and those of pandoc's that lead out of the file."""
    root = ElementTree.fromstring(relationships)
    root.extend(
        relationship
        for relationship in ElementTree.fromstring(converted)
        if relationship.get("TargetMode") == "External"
    )
    return written(root)
