"""A version that is being drafted from a file: its ids, its texts, and where the next part goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clausework.checks.typed.structure import named
from clausework.intake.blocks import Block, FileRead, Grid, Paragraph, TextPiece, words
from clausework.intake.markup import plain_text, text_of

Data = dict[str, Any]
_GOOD_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID = 40
# In words, of what a reference prints: “Appendix A”, a term, the first cell of a row.
_LONGEST_NAME = 12


@dataclass
class Drafted:
    """A version as data, and what became of the words of the file.

    `unplaced` are texts that no part of it has, each with where it was; `choices` what was decided
    for HR to look at; `numbers` the number that each element had in the file, by its id;
    `pictures` those of its figures, by the name of their file.
    """

    title: str | None = None
    summary: str | None = None
    numbering: str = "1.0"
    preamble: list[Data] = field(default_factory=list)
    sections: list[Data] = field(default_factory=list)
    appendices: list[Data] = field(default_factory=list)
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    placed: int = 0

    @property
    def parts(self) -> list[list[Data]]:
        """What is before its sections, its sections and its appendices."""
        return [self.preamble, self.sections, self.appendices]

    def has_number(self, name: str, number: str) -> bool:
        """Whether an element has the number that it had in the file."""
        before = self.numbers.get(name, "").strip(" .:)–-")
        return bool(before) and before.removesuffix(".0") == number.strip(".").removesuffix(".0")


class Drafting:
    """A draft, and what is open in it: a section, a clause in it, points in that."""

    def __init__(self, read: FileRead) -> None:
        self.read = read
        self.found = Drafted()
        self.used: set[str] = set()
        self.note_ids: dict[str, str] = {}
        # The bookmarks that are ids, and those of them that an element has.
        self.bookmarks: set[str] = set()
        self.given: set[str] = set()
        # The sections that are open, from the outermost, each with its number.
        self.open: list[tuple[Data, tuple[str, ...]]] = []
        self.clause: Data | None = None
        self.outer: tuple[Data, tuple[str, ...]] | None = None
        self.points: list[Data] = []

    def name_all(self, blocks: Iterable[Block]) -> None:
        """Keep every bookmark that can be an id for the paragraph that has it."""
        for block in blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    self.name_all(one for cell in row for one in cell)
                continue
            for name in block.bookmarks:
                if _GOOD_ID.fullmatch(name) and len(name) <= _LONGEST_ID:
                    self.bookmarks.add(name)
        self.used |= self.bookmarks

    def id(self, block: Paragraph | None, text: str, kind: str) -> str:
        """An id that nothing else has: the bookmark of a paragraph, else from its words."""
        own = block.bookmark if block is not None else None
        if own is not None and own in self.bookmarks and own not in self.given:
            self.given.add(own)
            return own
        plain = re.sub(r"\{\{.*?\}\}|\[\^[^\]]*\]|[*\\]", " ", text)
        return named(plain, self.used, kind)

    def target(self, bookmark: str, said: str) -> str | None:
        """The element that the words of a link are the number or name of, None for other words."""
        named_so = len(said.split()) <= _LONGEST_NAME and bookmark in self.bookmarks
        return bookmark if named_so else None

    def text(self, block: Paragraph, *, blanks: bool = False) -> str:
        """A paragraph as clause text; its words are then placed."""
        for piece in block.pieces:
            if piece.note is not None and piece.note not in self.note_ids:
                note = self.read.notes.get(piece.note)
                if note is not None:
                    self.note_ids[piece.note] = named(words(note), self.used, "note")
        self.found.placed += len(block.text.split())
        return text_of(block.pieces, self.note_ids, self.target, blanks=blanks)

    def picture(self, piece: TextPiece) -> str:
        """Keep a picture, and return the name of its file."""
        assert piece.picture is not None
        ending = "png" if piece.picture.startswith(b"\x89PNG") else "jpg"
        name = f"figure-{len(self.found.pictures) + 1}.{ending}"
        self.found.pictures[name] = piece.picture
        return name

    def notes(self, block: Paragraph, holder: Data) -> None:
        """Give what has a paragraph the footnotes that it marks."""
        for piece in block.pieces:
            if piece.note in self.note_ids and piece.note is not None:
                text = text_of(self.read.notes[piece.note], {}, self.target)
                name = self.note_ids[piece.note]
                if name not in {one["id"] for one in holder.get("notes", [])}:
                    self.found.placed += len(words(self.read.notes[piece.note]).split())
                    holder.setdefault("notes", []).append({"id": name, "text": text})

    def aside(self, block: Block, where: str) -> None:
        """Report the words of a block as not placed."""
        if isinstance(block, Paragraph):
            self.found.unplaced.append((plain_text(block.text), where))
            return
        for row in block.rows:
            for cell in row:
                for one in cell:
                    self.aside(one, where)

    def choice(self, text: str, what: str) -> None:
        """Report a decision, with the words that it is about."""
        self.found.choices.append((text[:80], what))

    def add(self, clause: Data) -> None:
        """Put a clause after those of the section that is open."""
        self.home().append(clause)

    def home(self) -> list[Data]:
        """The clauses of the section that is open, else those before the first."""
        if not self.open:
            return self.found.preamble
        clauses: list[Data] = self.open[-1][0].setdefault("clauses", [])
        return clauses

    def bare(self, block: Paragraph, words_of: str) -> None:
        """Begin a clause without a text of its own."""
        made: Data = {"id": self.id(block, words_of, "clause")}
        self.add(made)
        self.clause, self.points = made, []


def all_with_ids(value: Sequence[Any] | Mapping[str, Any]) -> list[Data]:
    """Every mapping with an id in a value."""
    found: list[Data] = []
    for one in value.values() if isinstance(value, Mapping) else value:
        if isinstance(one, dict) and "id" in one:
            found.append(one)
        if isinstance(one, dict | list):
            found += all_with_ids(one)
    return found
