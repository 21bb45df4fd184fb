"""A document as a Word copy: pandoc writes its text, templates everything around it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from clausework.brand.palette import initials
from clausework.model.document import Document
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.markup import PICTURE, PandocNode, body
from clausework.render.common.pandoc import write
from clausework.render.common.pictures import at_address, on_plate, png
from clausework.render.common.remarks import comments
from clausework.render.common.templates import Templates
from clausework.render.word import tracked
from clausework.render.word.openxml import EMPTY, raw, written, zipped
from clausework.render.word.paragraphs import Lists, joined, properties
from clausework.render.word.typefaces import FOLDER, typefaces

PACKAGE = "word/package/"
TEXT, TEXT_LINKS = "word/document.xml", "word/_rels/document.xml.rels"
NOTES, NOTES_LINKS = "word/footnotes.xml", "word/_rels/footnotes.xml.rels"
AROUND = ("word/header-cover.xml", "word/header.xml", "word/footer.xml")
STYLES, COMMENTS = "word/styles.xml", "word/comments.xml"
LOGO, PLATE = "word/media/logo.png", "word/media/plate.png"
FIGURE = "word/media/picture{}.png"
# Sharp in print at the height of the cover, and above each page.
LOGO_PIXELS, PLATE_PIXELS = 400, 128
# At most as high; sharp in print.
FIGURE_PIXELS = 1600
# The last paragraphs of the cover and of the contents: a separate break could slip onto an empty
# page.
ENDS_OF_PAGES = {"formats", "contents-end"}
_LINK_STYLE = re.compile(r'<w:rStyle w:val="Hyperlink"\s*/>')
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
# The styles of the columns of the control table.
COLUMNS = ("Fact Name", "Fact")
# Where a cell of the template's table has its words.
CELL = Markup("<?cell?>")


def render(document: Document, school: Letterhead, templates: Templates) -> bytes:
    """The docx of `document`, with tracked changes where it is a redline.

    The same values and templates give the same bytes. Raises PandocError, jinja2.TemplateError or
    xml.etree.ElementTree.ParseError where a template does not fit, and typst.TypstError where the
    logo cannot be drawn.
    """
    # Only the text of pandoc's file is used, and the rest comes from the templates. The name of a
    # style without its spaces is its id, so pandoc need not read ours, which takes it longer than
    # to write the text.
    layout = _Layout(Lists(), templates, school.palette.tint)
    text = _laid_out(body(document, school, templates), layout)
    converted = write(text, "docx", reference=EMPTY, template="$body$")
    with zipfile.ZipFile(io.BytesIO(converted)) as archive:
        words = _plain_contents(joined(archive.read(TEXT).decode()))
        taken = {name: archive.read(name) for name in (TEXT_LINKS, NOTES, NOTES_LINKS)}
    parts = _parts(document, school, words, layout)
    links = _with_addresses(parts[TEXT_LINKS], taken[TEXT_LINKS])
    parts |= taken | {TEXT_LINKS: links}
    if document.compared:
        changed = {name: ElementTree.fromstring(parts[name]) for name in (TEXT, NOTES, *AROUND)}
        styles = ElementTree.fromstring(parts[STYLES])
        main, notes, *around = changed.values()
        tracked.complete(main, notes, around, styles, document)
        parts |= {name: written(root) for name, root in changed.items()}
    return zipped(parts)


def _plain_contents(text: str) -> str:
    """A text whose contents have links in plain letters, as Word's own contents do.

    Where a paragraph ends in letters with a style, LibreOffice reads equal ones as a move after
    all: see `office.part_twins`.
    """
    before, bookmark, after = text.partition("<w:bookmarkStart")
    return _LINK_STYLE.sub("", before) + bookmark + after


@dataclass(frozen=True)
class _Layout:
    """What paragraphs and tables are laid out with; `tint` is the ground of a local change.

    `pictures` are the figures of the copy so far, as PNG.
    """

    lists: Lists
    templates: Templates
    tint: str
    pictures: list[bytes] = field(default_factory=list)

    def inside(self) -> _Layout:
        """The same within a list or a cell."""
        return replace(self, lists=self.lists.inside())


def _laid_out(body: list[PandocNode], layout: _Layout) -> list[PandocNode]:
    """The text with what its markup leaves open for Word.

    This is the end of the cover, the layout of the table, the lists that points are in, and the
    marks of paragraphs in a redline.
    """
    return [laid_out for block in body for laid_out in _block(block, layout)]


def _block(block: PandocNode, layout: _Layout) -> list[PandocNode]:
    match block:
        case {"t": "Table", "c": [["", ["data"], []], _, _, _, [[_, _, _, rows]], _]}:
            return _data(rows, layout)
        case {"t": "Table", "c": [_, _, _, _, [[_, _, _, rows]], _]}:
            return _table(rows, layout.templates)
        case {"t": "Header", "c": [_, attributes, words]}:
            # As a heading of pandoc's it could have no style but one.
            words = [*properties(dict(attributes[2]), layout.lists), *words]
            return [{"t": "Div", "c": [attributes, [{"t": "Para", "c": words}]]}]
        case {"t": "Div", "c": [[_, classes, others] as attributes, [{"t": "Para", "c": words}]]}:
            words = [*properties(dict(others), layout.lists), *_inlines(words, layout)]
            if ENDS_OF_PAGES & {*classes}:
                words.append(raw("Inline", PAGE_BREAK))
            return [{"t": "Div", "c": [attributes, [{"t": "Para", "c": words}]]}]
        case {"t": "Div", "c": [attributes, content]}:
            inside = layout.inside() if "items" in attributes[1] else layout
            return [{"t": "Div", "c": [attributes, _laid_out(content, inside)]}]
    return [block]


def _inlines(inlines: list[PandocNode], layout: _Layout) -> list[PandocNode]:
    """The words of a paragraph with its pictures, also those in marks of a redline."""
    return [_inline(one, layout) for one in inlines]


def _inline(inline: PandocNode, layout: _Layout) -> PandocNode:
    match inline:
        case {"t": "Span", "c": [[_, [kind], sizes], _]} if kind == PICTURE:
            values = dict(sizes)
            width, height = float(values["width"]), float(values["height"])
            picture = at_address(values["src"], width, height)
            number = len(layout.pictures)
            layout.pictures.append(png(picture, min(FIGURE_PIXELS, 2 * round(height))))
            asked = {"picture": picture, "alt": values["alt"], "number": number}
            return raw("Inline", layout.templates.text("word/figure.xml.j2", **asked).strip())
        case {"t": "Span", "c": [attributes, inside]}:
            return {"t": "Span", "c": [attributes, _inlines(inside, layout)]}
    return inline


def _table(rows: list[Any], templates: Templates) -> list[PandocNode]:
    above, *below = templates.text("word/table.xml.j2", rows=len(rows), cell=CELL).split(CELL)
    cells = [cell for _, cells in rows for cell in zip(COLUMNS, cells, strict=True)]
    laid_out = [raw("Block", above)]
    for (style, cell), behind in zip(cells, below, strict=True):
        [words] = cell[-1]
        paragraph = {"t": "Para", "c": words["c"]}
        laid_out.append({"t": "Div", "c": [["", [], [["custom-style", style]]], [paragraph]]})
        laid_out.append(raw("Block", behind))
    return laid_out


def _data(rows: list[Any], layout: _Layout) -> list[PandocNode]:
    """A table of the text, which is set in as the text is."""
    widths = [int(dict(cell[0][2])["width"]) for cell in rows[0][1]]
    kinds = [
        {"classes": attributes[1], "mark": dict(attributes[2]).get("mark")}
        for attributes, _ in rows
    ]
    tint = layout.tint.removeprefix("#")
    values = {"rows": kinds, "widths": widths, "tint": tint, "cell": CELL}
    around = layout.templates.text("word/data.xml.j2", **values).split(CELL)
    cells = [cell[-1] for _, own in rows for cell in own]
    laid_out = [raw("Block", around[0])]
    for content, behind in zip(cells, around[1:], strict=True):
        laid_out += _laid_out(content, layout.inside())
        laid_out.append(raw("Block", behind))
    return laid_out


def _parts(document: Document, school: Letterhead, text: str, layout: _Layout) -> dict[str, bytes]:
    """The files of a Word copy except its footnotes and links, by their name in the package."""
    templates = layout.templates
    fonts = typefaces([school.fonts.heading, school.fonts.body])
    colour = {role: value.removeprefix("#") for role, value in asdict(school.palette).items()}
    names = {
        path.relative_to(folder / PACKAGE).as_posix()
        for folder in templates.folders
        for path in (folder / PACKAGE).rglob("*.j2")
    }
    filled = {
        name.removesuffix(".j2"): templates.text(
            PACKAGE + name,
            document=document,
            school=school,
            colour=colour,
            typefaces=fonts,
            plate=on_plate(school.logo),
            text=Markup(text),
            lists=layout.lists,
            levels=_levels(document),
            pictures=len(layout.pictures),
        ).encode()
        for name in names
    }
    if document.compared:
        filled[COMMENTS] = templates.text(
            "word/comments.xml.j2",
            document=document,
            comments=list(comments(tracked.commented(document))),
            initials=initials(document.owner),
        ).encode()
    filled |= {
        f"word/fonts/{face.file}": templates.path(FOLDER + face.file).read_bytes()
        for one in fonts
        for face in one.faces
    }
    pictures = {LOGO: png(school.logo, LOGO_PIXELS)}
    if school.logo_alt:
        pictures[PLATE] = png(school.logo, PLATE_PIXELS, plate=school.palette.band)
    figures = {FIGURE.format(number): data for number, data in enumerate(layout.pictures)}
    return filled | pictures | figures


def _levels(document: Document) -> int:
    """The deepest level of numbers below that of a section; 1 where only clauses have numbers.

    It is 0 where no section is within another and no clause within a clause.
    """
    nested = [
        side.levels_above(node)
        for side in document.sides
        for section in side.sections
        for depth, node in section.blocks
        if depth > 1 or node.level == "section"
    ]
    return max([1, *nested]) if nested else 0


def _with_addresses(relationships: bytes, converted: bytes) -> bytes:
    """The relationships of a part, with those of pandoc's that link out of the file."""
    root = ElementTree.fromstring(relationships)
    root.extend(
        relationship
        for relationship in ElementTree.fromstring(converted)
        if relationship.get("TargetMode") == "External"
    )
    return written(root)
