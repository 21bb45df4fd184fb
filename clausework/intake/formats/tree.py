"""OpenDocument, HTML and Markdown files as blocks, by way of pandoc's tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clausework.intake.blocks import (
    Block,
    FileRead,
    Grid,
    LabelForm,
    Paragraph,
    PrintedLabel,
    TextPiece,
    words,
)
from clausework.intake.formats.package import NotReadable
from clausework.model.elements import BULLET
from clausework.model.numbering import letter, roman
from clausework.render.common.pandoc import PandocError, read_tree

Node = dict[str, Any]
FORMATS = {
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".md": "commonmark_x-yaml_metadata_block",
    ".markdown": "commonmark_x-yaml_metadata_block",
}
_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_FORMS: dict[str, LabelForm] = {
    "LowerAlpha": "letter",
    "UpperAlpha": "letter",
    "LowerRoman": "roman",
    "UpperRoman": "roman",
}


def read(data: bytes, ending: str) -> FileRead:
    """A file whose name has this ending, one of `FORMATS`. Raises NotReadable."""
    try:
        tree = read_tree(data, FORMATS[ending])
    except PandocError as fault:
        raise NotReadable("It is damaged, or no file of the kind that its name says.") from fault
    reader = _TreeReader()
    reader.found.blocks = [*reader.blocks(tree["blocks"], 0)]
    return reader.found


@dataclass
class _TreeReader:
    found: FileRead = field(default_factory=FileRead)
    lists: int = 0

    def blocks(self, nodes: list[Node], level: int) -> Iterator[Block]:
        for node in nodes:
            yield from self._block(node, level)

    def _block(self, node: Node, level: int) -> Iterator[Block]:
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                yield from self._paragraph(content)
            case "Header":
                depth, _, inlines = content
                yield from self._paragraph(inlines, heading=depth)
            case "BulletList":
                yield from self._list(content, level, None, 1)
            case "OrderedList":
                [start, style, delimiter], items = content
                yield from self._list(items, level, (style["t"], delimiter["t"]), start)
            case "BlockQuote":
                yield from self.blocks(content, level)
            case "Div":
                yield from self.blocks(content[1], level)
            case "LineBlock":
                for line in content:
                    yield from self._paragraph(line)
            case "CodeBlock":
                for line in content[1].split("\n"):
                    yield from [Paragraph((TextPiece(line),))] if line.strip() else []
            case "DefinitionList":
                for term, meanings in content:
                    for meaning in meanings:
                        yield from self._meaning(term, meaning, level)
            case "Table":
                yield self._table(node)
            case "RawBlock":
                self.found.aside.append((content[1], f"raw {content[0]}"))
            case "Figure":
                yield from self.blocks(content[2], level)
            case _:
                return

    def _meaning(self, term: list[Node], meaning: list[Node], level: int) -> Iterator[Block]:
        named = [TextPiece(f"{words(self._pieces(term)).strip()}: ", strong=True)]
        for at, one in enumerate(self.blocks(meaning, level)):
            if at == 0 and isinstance(one, Paragraph):
                yield Paragraph((*named, *one.pieces))
            else:
                yield one

    def _paragraph(
        self, inlines: list[Node], heading: int | None = None, label: PrintedLabel | None = None
    ) -> Iterator[Paragraph]:
        pieces = tuple(self._pieces(inlines))
        if words(pieces).strip():
            yield Paragraph(pieces, heading=heading, label=label)

    def _list(
        self, items: list[list[Node]], level: int, style: tuple[str, str] | None, start: int
    ) -> Iterator[Block]:
        self.lists += 1
        name = str(self.lists)
        for number, item in enumerate(items, start):
            label = _label(style, number, name, level)
            first, *rest = item or [{"t": "Null"}]
            if first["t"] in ("Para", "Plain"):
                yield from self._paragraph(first["c"], label=label)
            else:
                rest = [first, *rest]
            yield from self.blocks(rest, level + 1)

    def _table(self, node: Node) -> Grid:
        _, [_, caption], _, head, bodies, foot = node["c"]
        rows = [*head[1]]
        for body in bodies:
            rows += [*body[2], *body[3]]
        rows += foot[1]
        for one in self.blocks(caption, 0):
            if isinstance(one, Paragraph):
                self.found.aside.append((one.text, "the caption of a table"))
        cells = tuple(tuple(tuple(self.blocks(cell[4], 0)) for cell in row[1]) for row in rows)
        return Grid(cells, titled=bool(head[1]))

    def _pieces(
        self, inlines: list[Node], *, strong: bool = False, emphasis: bool = False
    ) -> Iterator[TextPiece]:
        for inline in inlines:
            content: Any = inline.get("c")
            match inline["t"]:
                case "Str":
                    yield TextPiece(content, strong, emphasis)
                case "Space" | "SoftBreak":
                    yield TextPiece(" ", strong, emphasis)
                case "LineBreak":
                    yield TextPiece("\n", strong, emphasis)
                case "Strong":
                    yield from self._pieces(content, strong=True, emphasis=emphasis)
                case "Emph":
                    yield from self._pieces(content, strong=strong, emphasis=True)
                case "Code" | "Math":
                    yield TextPiece(content[1], strong, emphasis)
                case "Quoted":
                    quotes = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                    inner = self._pieces(content[1], strong=strong, emphasis=emphasis)
                    yield from (TextPiece(quotes[0], strong, emphasis), *inner)
                    yield TextPiece(quotes[1], strong, emphasis)
                case "Link":
                    target = content[2][0]
                    leads = target if _LINK.match(target) else None
                    text = words(self._pieces(content[1]))
                    yield TextPiece(text, strong, emphasis, leads)
                case "Image":
                    about = words(self._pieces(content[1]))
                    self.found.aside.append((f"[picture] {about}".strip(), "a picture"))
                case "Note":
                    name = f"note-{len(self.found.notes) + 1}"
                    found = [one for one in self.blocks(content, 0) if isinstance(one, Paragraph)]
                    self.found.notes[name] = tuple(p for one in found for p in one.pieces)
                    yield TextPiece("", note=name)
                case "Span" | "Cite":
                    yield from self._pieces(content[1], strong=strong, emphasis=emphasis)
                case "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                    yield from self._pieces(content, strong=strong, emphasis=emphasis)
                case "RawInline":
                    self.found.aside.append((content[1], f"raw {content[0]}"))


def _label(style: tuple[str, str] | None, number: int, name: str, level: int) -> PrintedLabel:
    if style is None:
        return PrintedLabel(BULLET, "bullet", name, level)
    kind, delimiter = style
    form = _FORMS.get(kind, "decimal")
    figures = {"letter": letter(number - 1), "roman": roman(number)}.get(form, str(number))
    figures = figures.upper() if kind.startswith("Upper") else figures
    around = {"TwoParens": "({})", "OneParen": "{})"}.get(delimiter, "{}.")
    return PrintedLabel(around.format(figures), form, name, level)
