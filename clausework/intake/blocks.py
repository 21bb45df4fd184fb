"""What a file is made of, whatever program wrote it: paragraphs with their labels, and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

LabelForm = Literal["decimal", "letter", "roman", "bullet", "words"]


@dataclass(frozen=True)
class PrintedLabel:
    """What Word prints before a paragraph: "7.1", "(c)", "•"; its form, its list and its level.

    The form is that of its last number. Paragraphs with one `list_id` are counted together.
    """

    text: str
    form: LabelForm
    list_id: str
    level: int


@dataclass(frozen=True, order=True)
class TrackedEdit:
    """Who changed a paragraph with tracking, and on which day, empty where the file has none."""

    author: str
    day: str


@dataclass(frozen=True)
class FileComment:
    """A comment on a place of a file, and its day, empty where the file has none."""

    author: str
    text: str
    day: str = ""


@dataclass(frozen=True)
class TextPiece:
    """Letters in one style; of a footnote mark, `note` is its number in the file and no letter.

    Of a picture, `picture` are its bytes and `alt` what its author says that it is.

    An `href` that begins with # leads to a bookmark.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str | None = None
    note: str | None = None
    picture: bytes | None = None
    alt: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: `heading` is how deep it is as one, from 1, by its style; `indent` in twips.

    `listed` is whether it is in a list of contents.
    """

    pieces: tuple[TextPiece, ...]
    style: str = ""
    label: PrintedLabel | None = None
    heading: int | None = None
    indent: int = 0
    bookmarks: tuple[str, ...] = ()
    listed: bool = False
    comments: tuple[str, ...] = ()
    edits: tuple[TrackedEdit, ...] = ()

    @property
    def bookmark(self) -> str | None:
        """The nearest of its bookmarks: one of a paragraph that was deleted may be before it."""
        return self.bookmarks[-1] if self.bookmarks else None

    @property
    def text(self) -> str:
        """Its words, without what is around them."""
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(piece.strong for piece in self.pieces if piece.text.strip())


@dataclass(frozen=True)
class Grid:
    """A table: its rows, each of cells, each of blocks; whether the first is marked as titles."""

    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    titled: bool = False


Block = Paragraph | Grid


@dataclass
class FileRead:
    """A file as read: its blocks, its footnotes by their number, and what else was in it.

    `aside` are texts that are no part of the policy, each with where it was; `remarks` what the
    reader decided; `comments` those on its text, by their number in the file.
    """

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, tuple[TextPiece, ...]] = field(default_factory=dict)
    aside: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    comments: dict[str, FileComment] = field(default_factory=dict)
    # By its bookmark, who deleted a paragraph with tracking.
    gone: dict[str, tuple[TrackedEdit, ...]] = field(default_factory=dict)


def words(pieces: Iterable[TextPiece]) -> str:
    """The words of pieces."""
    return "".join(piece.text for piece in pieces)
