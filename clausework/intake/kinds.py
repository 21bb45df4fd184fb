"""What each paragraph of a file is: a heading, a clause, a point, a field of a form.

Copies that this program made say so by their styles; in other files it follows from the labels, the
styles that all programs have, and what paragraphs look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from clausework.intake.blocks import Block, Grid, Paragraph
from clausework.intake.labels import (
    APPENDIX,
    CAPTION,
    LabelMark,
    read_label,
    roman_value,
    with_typed,
)
from clausework.model.numbering import has_paragraph

PartKind = Literal[
    "title", "summary", "aside", "section", "appendix", "clause", "point", "closing",
    "point-closing", "paragraph", "further", "entry", "unnumbered", "caption", "figure", "words",
    "letter", "table",
]  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One paragraph or table, and what it is.

    `depth` is that of a section or point, from 1. `path` are the figures of its number, after the
    letter of an appendix; `label` what was printed before it, `typed` whether by hand. `where`
    says, of what is set aside, what it was.
    """

    kind: PartKind
    block: Block
    depth: int = 1
    mark: LabelMark | None = None
    label: str = ""
    typed: bool = False
    where: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The number as its parts: 7.1.2 as 7, 1, 2; 7.0 as 7; A.1 as A, 1."""
        if self.mark is None or self.mark.kind == "point":
            return ()
        figures = [str(one) for one in self.mark.path]
        if figures[1:] and figures[-1] == "0":
            figures.pop()
        return (*([self.mark.letter] if self.mark.letter else []), *figures)


_OWN = re.compile(
    r"(Clause (Lead-in|Continued|Unnumbered)|Contents Unnumbered|Table (End|Local Change))"
)
_CLAUSE = re.compile(r"Clause( Lead-in)?( Unnumbered| Appendix)?( \d)?$")
_ITEM = re.compile(r"(?:Table )?Item (?P<kind>[A-Z][a-z]+)(?: (?P<depth>\d))?$")
_ASIDE = {
    "Notice": "the cover",
    "Small": "the cover",
    "TOC Heading": "the list of contents",
    "Table End": "the cover",
    "Local Change": "a name of a school's own change",
    "Table Local Change": "a name of a school's own change",
    "Sources Title": "the list of sources",
    "Sources Lead": "the list of sources",
    "Source": "the list of sources",
    "End": "the end of the copy",
}
_TITLE = re.compile(r"\b(policy|policies|procedures?|code|statement|guidance)\b", re.IGNORECASE)
_MOST_OF_A_HEADING = 12


def parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """What each block is, in order."""
    paragraphs = [one for one in blocks if isinstance(one, Paragraph)]
    if any(_OWN.match(one.style) for one in paragraphs):
        yield from (_own(one) for one in blocks)
    else:
        yield from _Guess(blocks).parts()


def _own(block: Block) -> Part:
    if isinstance(block, Grid):
        cells = [one for row in block.rows for cell in row for one in cell]
        facts = any(isinstance(one, Paragraph) and one.style.startswith("Fact") for one in cells)
        return Part("aside", block, where="the cover") if facts else Part("table", block)
    style = block.style.removeprefix("Local ")
    label = block.label.text if block.label else ""
    mark = read_label(label, block.label.form) if block.label else None
    if block.listed or style.startswith("Contents"):
        return Part("aside", block, where="the list of contents")
    if block.style in _ASIDE:
        return Part("aside", block, where=_ASIDE[block.style])
    if style in ("Title", "Subtitle"):
        return Part("title" if style == "Title" else "summary", block)
    if style.lower().startswith("heading "):
        appendix = mark is not None and mark.kind == "appendix"
        kind: PartKind = "appendix" if appendix else "section"
        return Part(kind, block, int(style[8:9]), mark, label)
    if style == "Clause Continued":
        # What it continues is said by its bookmark; closing words have none.
        further = block.bookmark is not None and has_paragraph(block.bookmark)
        return Part("further" if further else "entry" if block.bookmark else "closing", block)
    if _CLAUSE.match(style):
        return Part("clause" if mark is not None else "unnumbered", block, mark=mark, label=label)
    if found := _ITEM.match(style):
        depth = int(found["depth"] or 1)
        kind = "point-closing" if found["kind"] == "Continued" else "point"
        return Part(kind, block, depth, mark or LabelMark("point", form="bullet"), label)
    named: dict[str, PartKind] = {
        "Letter": "letter",
        "Table Caption": "caption",
        "Figure": "figure",
        "Figure Words": "words",
    }
    return Part(named.get(style, "paragraph"), block)


@dataclass
class _Guess:
    """The kinds of the parts of a file that this program did not make."""

    blocks: Sequence[Block]
    begun: bool = False
    headings: list[int] = field(default_factory=list)
    lists: list[tuple[str, int, int]] = field(default_factory=list)
    # The place of the last typed point of each form.
    last: dict[str, int] = field(default_factory=dict)
    # How many clauses are counted through, under headings without numbers.
    counted: int = 0
    uncounted_heading: bool = False
    # Whether what is before the first heading may be a cover.
    cover: bool = False

    def parts(self) -> Iterator[Part]:
        self.cover = any(_is_numbered_heading(*pair) for pair in pairwise(self.blocks))
        self.headings = sorted(
            {one.heading for one in self.blocks if isinstance(one, Paragraph) and one.heading}
        )
        for at, block in enumerate(self.blocks):
            following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
            yield self._grid(block) if isinstance(block, Grid) else self._kind(block, following)

    def _grid(self, grid: Grid) -> Part:
        self.lists = []
        return Part("table", grid)

    def _kind(self, paragraph: Paragraph, following: Block | None) -> Part:
        if paragraph.listed:
            return Part("aside", paragraph, where="the list of contents")
        if any(piece.picture for piece in paragraph.pieces) and not paragraph.label:
            return Part("figure", paragraph)
        if not self.begun and paragraph.style.lower() in ("title", "subtitle"):
            return Part("title" if paragraph.style.lower() == "title" else "summary", paragraph)
        if CAPTION.match(paragraph.text) and (
            isinstance(following, Grid) or paragraph.style.lower() == "caption"
        ):
            return Part("caption", paragraph)
        block, typed = with_typed(paragraph)
        plain = paragraph.label is None and paragraph.heading is None and not typed
        if plain and self.cover and not self.begun:
            return self._of_cover(paragraph)
        label = typed or (paragraph.label.text if paragraph.label else "")
        form = paragraph.label.form if paragraph.label else "decimal"
        mark = read_label(label, form) if label else None
        heading = self._heading(paragraph, block, mark, following)
        if heading:
            self.begun, self.lists = True, []
            self.uncounted_heading = mark is None
            appendix = (mark is not None and mark.kind == "appendix") or (
                mark is None and heading == 1 and APPENDIX.match(block.text) is not None
            )
            return Part(
                "appendix" if appendix else "section", block, heading, mark, label, bool(typed)
            )
        if mark is not None and mark.kind == "path" and self._is_clause(mark, paragraph):
            self.begun, self.lists = True, []
            return Part("clause", block, mark=mark, label=label, typed=bool(typed))
        if mark is not None and mark.kind != "appendix":
            mark = self._settled(mark) if typed else mark
            depth = self._depth(paragraph, mark)
            return Part("point", block, depth, mark, label, bool(typed))
        self.uncounted_heading = False
        return Part("paragraph", block)

    def _of_cover(self, paragraph: Paragraph) -> Part:
        """A line before the first heading: the title, the name of a school, or words to keep."""
        short = len(paragraph.text.split()) <= _MOST_OF_A_HEADING
        if not short or paragraph.text[-1:] in ".;:,":
            return Part("paragraph", paragraph)
        if _TITLE.search(paragraph.text):
            return Part("title", paragraph)
        return Part("aside", paragraph, where="the cover")

    def _heading(
        self,
        paragraph: Paragraph,
        block: Paragraph,
        mark: LabelMark | None,
        following: Block | None,
    ) -> int | None:
        if paragraph.heading is not None:
            return min(self.headings.index(paragraph.heading) + 1, 3)
        short = len(block.text.split()) <= _MOST_OF_A_HEADING
        title = short and block.text[-1:] not in ".;:,?" and "\n" not in block.text
        loud = block.bold or block.text.isupper() or _announces(mark, following)
        if mark is not None and mark.kind == "appendix":
            return 1 if short else None
        if not title or not loud or not block.text or paragraph.pieces[0].picture:
            return None
        if mark is None:
            return 1 if not self.headings else None
        if mark.kind != "path":
            return None
        figures = [one for one in mark.path if one] or [0]
        return min(len(figures) + bool(mark.letter), 3)

    def _is_clause(self, mark: LabelMark, paragraph: Paragraph) -> bool:
        """Whether a number is that of a clause, and not of a point in a list."""
        if len(mark.path) > 1 or mark.letter:
            return True
        outermost = paragraph.label is not None and paragraph.label.level == 0
        if outermost and self.uncounted_heading and mark.path == (self.counted + 1,):
            self.counted += 1
            return True
        return False

    def _settled(self, mark: LabelMark) -> LabelMark:
        """Whether (i) is a figure or a letter, which depends on what was before it."""
        figures = chr(ord("a") + mark.place - 1) if 0 < mark.place <= 26 else ""
        goes_on = self.last.get("letter") == mark.place - 1
        if mark.form == "letter" and figures in ("i", "v", "x") and not goes_on:
            mark = replace(mark, form="roman", place=roman_value(figures))
        self.last[mark.form] = mark.place
        return mark

    def _depth(self, paragraph: Paragraph, mark: LabelMark) -> int:
        level = paragraph.label.level if paragraph.label else 0
        key = (mark.form, level, paragraph.indent)
        alike = [at for at, one in enumerate(self.lists) if one == key]
        if alike:
            del self.lists[alike[0] + 1 :]
        else:
            outer = [one for one in self.lists if one[1] < level or one[2] < paragraph.indent]
            if level or paragraph.indent:
                self.lists = outer
            elif mark.place == 1 or not self.lists:
                pass
            self.lists.append(key)
        return min(len(self.lists), 3)


def _is_numbered_heading(block: Block, following: Block) -> bool:
    """Whether a paragraph is a heading, by its style or because its number begins the next one."""
    if not isinstance(block, Paragraph):
        return False
    inner, typed = with_typed(block)
    label = typed or (block.label.text if block.label else "")
    mark = read_label(label) if label else None
    return block.heading is not None or (_announces(mark, following) and bool(inner.text))


def _announces(mark: LabelMark | None, following: Block | None) -> bool:
    """Whether a number is the first part of that of the next paragraph, as 1.0 before 1.1."""
    if mark is None or mark.kind != "path" or not isinstance(following, Paragraph):
        return False
    _, typed = with_typed(following)
    label = typed or (following.label.text if following.label else "")
    after = read_label(label) if label else None
    own = mark.path[:-1] if mark.path[-1:] == (0,) else mark.path
    return after is not None and after.kind == "path" and after.path[:-1] == own
