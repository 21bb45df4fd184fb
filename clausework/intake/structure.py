"""The parts of a file as a version: sections, clauses and points, with ids from their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from clausework.checks.typed.structure import named
from clausework.intake.blocks import Block, Grid, Paragraph, Read, words
from clausework.intake.forms import form_field, is_field, term_of
from clausework.intake.kinds import Part, parts
from clausework.intake.markup import plain_text, text_of

Data = dict[str, Any]
_CAPTION = re.compile(r"\s*(table|figure)\s+\d+\s*[:.–-]\s*", re.IGNORECASE)
_APPENDIX = re.compile(r"(appendix|annex)\s+([A-Z]|\d{1,2})\b[.:–\s-]*", re.IGNORECASE)
_GOOD_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_STYLES = {"letter": "letter", "roman": "roman", "decimal": "number", "bullet": "bullet"}


@dataclass
class Drafted:
    """A version as data, and what became of the words of the file.

    `unplaced` are texts that no part of it has, each with where it was; `choices` what was decided
    for HR to look at; `numbers` the number that each element had in the file, by its id.
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
    placed: int = 0


def drafted(read: Read) -> Drafted:
    """A file as a version."""
    return _Builder(read).built()


class _Builder:
    def __init__(self, read: Read) -> None:
        self.read = read
        self.found = Drafted()
        self.used: set[str] = set()
        self.note_ids: dict[str, str] = {}
        self.bookmarks: dict[str, str] = {}
        # The sections that are open, from the outermost, each with its number.
        self.open: list[tuple[Data, tuple[str, ...]]] = []
        self.clause: Data | None = None
        self.outer: tuple[Data, tuple[str, ...]] | None = None
        self.points: list[Data] = []
        self.caption: Part | None = None

    def built(self) -> Drafted:
        found = [*parts(self.read.blocks)]
        self._name_all(found)
        for part in found:
            self._place(part)
        self._caption_alone()
        labels = [self.found.numbers.get(one["id"], "") for one in self.found.sections]
        self.found.numbering = _numbering(labels)
        self.found.unplaced += self.read.aside
        self.found.choices += self.read.remarks
        for number, pieces in self.read.notes.items():
            if number not in self.note_ids:
                self.found.unplaced.append((words(pieces), "a footnote that no text marks"))
        return self.found

    def _name_all(self, found: Sequence[Part]) -> None:
        """Give every bookmark that can be referred to the id that its paragraph will have."""
        for part in found:
            block = part.block
            if part.kind in ("section", "appendix", "clause", "unnumbered", "point") and isinstance(
                block, Paragraph
            ):
                name = block.bookmark or ""
                if _GOOD_ID.fullmatch(name) and len(name) <= 40 and name not in self.bookmarks:
                    self.bookmarks[name] = name
        self.used |= {*self.bookmarks}

    def _id(self, block: Paragraph | None, text: str, kind: str) -> str:
        own = block.bookmark if block is not None else None
        if own in self.bookmarks and own is not None and self.bookmarks[own] == own:
            # It is given once.
            self.bookmarks[own] = f"{own} "
            return own
        plain = re.sub(r"\{\{.*?\}\}|\[\^[^\]]*\]|[*\\]", " ", text)
        return named(plain, self.used, kind)

    def _target(self, bookmark: str, said: str) -> str | None:
        found = self.bookmarks.get(bookmark)
        numbered = re.fullmatch(r"[\W_]*(table |figure |Appendix )?[\w.()“”\s-]{1,60}[\W_]*", said)
        return found.strip() if found and numbered else None

    def _text(self, block: Paragraph, *, blanks: bool = False) -> str:
        for piece in block.pieces:
            if piece.note is not None and piece.note not in self.note_ids:
                note = self.read.notes.get(piece.note)
                if note is not None:
                    self.note_ids[piece.note] = named(words(note), self.used, "note")
        self.found.placed += len(block.text.split())
        return text_of(block.pieces, self.note_ids, self._target, blanks=blanks)

    def _notes(self, block: Paragraph, holder: Data) -> None:
        for piece in block.pieces:
            if piece.note in self.note_ids and piece.note is not None:
                text = text_of(self.read.notes[piece.note], {}, self._target)
                name = self.note_ids[piece.note]
                if name not in {one["id"] for one in holder.get("notes", [])}:
                    self.found.placed += len(words(self.read.notes[piece.note]).split())
                    holder.setdefault("notes", []).append({"id": name, "text": text})

    def _aside(self, block: Block, where: str) -> None:
        if isinstance(block, Paragraph):
            self.found.unplaced.append((plain_text(block.text), where))
            return
        for row in block.rows:
            for cell in row:
                for one in cell:
                    self._aside(one, where)

    def _choice(self, text: str, what: str) -> None:
        self.found.choices.append((text[:80], what))

    def _place(self, part: Part) -> None:
        block = part.block
        if part.kind != "table":
            if part.typed:
                self.found.placed += len(part.label.split())
            if part.kind not in ("caption", "figure"):
                self._caption_alone()
        if isinstance(block, Grid):
            if part.kind == "aside":
                self._aside(block, part.where)
            else:
                self._table(block)
            return
        match part.kind:
            case "aside":
                self._aside(block, part.where)
            case "title":
                self.found.title = plain_text(block.text)
                self.found.placed += len(block.text.split())
            case "summary":
                self.found.summary = plain_text(block.text)
                self.found.placed += len(block.text.split())
            case "section" | "appendix":
                self._section(part, block)
            case "clause" | "unnumbered":
                self._clause(part, block)
            case "point":
                self._point(part, block)
            case "point-closing" if self.points:
                holder = self.points[min(part.depth, len(self.points)) - 1]
                holder["closing"] = self._text(block)
                self._notes(block, holder)
            case "caption":
                self._caption_alone()
                self.caption = part
            case "figure":
                self._aside(block, "a figure: put its picture into the draft by hand")
            case _:
                self._loose(part, block)

    def _section(self, part: Part, block: Paragraph) -> None:
        title = self._text(block)
        if part.kind == "appendix" and part.mark is None:
            title = _APPENDIX.sub("", title).strip() or title
        section: Data = {"id": self._id(block, title, "section"), "title": title}
        depth = 1 if part.kind == "appendix" else min(part.depth, len(self.open) + 1, 3)
        if part.depth > depth:
            self._choice(title, f"a heading of level {part.depth} became one of level {depth}")
        del self.open[depth - 1 :]
        if part.mark is None and part.kind == "section":
            section["numbered"] = False
        path = part.path if part.kind == "section" else (part.mark.letter if part.mark else "A",)
        if depth == 1:
            home = self.found.appendices if part.kind == "appendix" else self.found.sections
        else:
            home = self.open[-1][0].setdefault("sections", [])
        if depth == 1 and part.kind == "section" and self.found.appendices:
            self._choice(title, "a section after the appendices was put before them")
        home.append(section)
        self.open.append((section, path))
        self.found.numbers[section["id"]] = part.label
        self.clause, self.outer, self.points = None, None, []

    def _clause(self, part: Part, block: Paragraph) -> None:
        text = self._text(block)
        clause: Data = {"id": self._id(block, text, "clause"), "text": text}
        self._notes(block, clause)
        self.found.numbers[clause["id"]] = part.label
        if part.kind == "unnumbered" and self.open:
            clause["numbered"] = False
        inside = self.outer is not None and part.path and part.path[:-1] == self.outer[1]
        if inside and self.outer is not None:
            self.outer[0].setdefault("clauses", []).append(clause)
        else:
            self._add(clause)
            self.outer = (clause, part.path) if part.path else None
        self.clause, self.points = clause, []

    def _add(self, clause: Data) -> None:
        if self.open:
            self.open[-1][0].setdefault("clauses", []).append(clause)
        else:
            self.found.preamble.append(clause)

    def _point(self, part: Part, block: Paragraph) -> None:
        text = self._text(block)
        if self.clause is None or "closing" in self.clause:
            if self.clause is None:
                self._choice(text, "a point without a lead-in became a clause of its own")
            else:
                self._choice(text, "a list went on after the words below it: it is a clause now")
            clause = {"id": self._id(block, text, "clause"), "numbered": False, "text": text}
            self._notes(block, clause)
            self._add(clause)
            self.clause, self.points = clause, []
            return
        point: Data = {"id": self._id(block, text, "point"), "text": text}
        self._notes(block, point)
        depth = min(part.depth, len(self.points) + 1)
        holder = self.clause if depth == 1 else self.points[depth - 2]
        del self.points[depth - 1 :]
        form = part.mark.form if part.mark else "bullet"
        style = _STYLES.get(form, "number") if part.mark and part.mark.kind == "point" else "number"
        if not holder.get("items"):
            holder["style"] = style
        elif holder["style"] != style:
            self._choice(text, f"it is one list now, with {holder['style']} before each point")
        holder.setdefault("items", []).append(point)
        self.points.append(point)

    def _loose(self, part: Part, block: Paragraph) -> None:
        """A paragraph without a number: what it is depends on what is before it."""
        clause = self.clause
        if clause is not None and self._entry(part, block, clause):
            return
        whole = clause is not None and not ({"definitions", "form", "letter"} & clause.keys())
        if clause is None or not whole or "closing" in clause or part.kind == "words":
            text = self._text(block)
            made: Data = {"id": self._id(block, text, "clause"), "text": text}
            if self.open:
                made["numbered"] = False
            self._notes(block, made)
            self._add(made)
            self.clause, self.points, self.outer = made, [], None
            return
        if "table" in clause or clause.get("items"):
            clause["closing"] = self._text(block)
        elif "text" in clause:
            clause["text"] += "\n\n" + self._text(block)
        self._notes(block, clause)

    def _entry(self, part: Part, block: Paragraph, clause: Data) -> bool:
        """Put a definition, a field or a paragraph of a letter into a clause; whether it is one."""
        if clause.get("items") or "table" in clause or "closing" in clause:
            return False
        blocks = {"definitions", "form", "letter"} & clause.keys()
        term = term_of(block)
        if part.kind == "letter" and blocks <= {"letter"}:
            text = self._text(block, blanks=True)
            one = {"id": self._id(block, text, "paragraph"), "text": text}
            clause.setdefault("letter", []).append(one)
        elif is_field(block) and blocks <= {"form"}:
            self.found.placed += len(block.text.split())
            made = form_field(block.text)
            made = {"id": self._id(block, made["label"], "field"), **made}
            clause.setdefault("form", {"fields": []})["fields"].append(made)
        elif term is not None and blocks <= {"definitions"}:
            name, rest = term
            self.found.placed += len(block.text.split())
            text = text_of(rest, self.note_ids, self._target)
            one = {"id": self._id(block, f"means {name}", "term"), "term": name, "text": text}
            clause.setdefault("definitions", []).append(one)
            self._notes(block, clause)
        else:
            return False
        return True

    def _table(self, grid: Grid) -> None:
        rows = [row for row in grid.rows if any(cell for cell in row)]
        width = max((len(row) for row in rows), default=0)
        if width < 2 or len(rows) < 2:
            self._choice("a table", "a table of one row or column was read as text")
            blocks = [one for row in rows for cell in row for one in cell]
            inner = _Builder(Read(blocks, self.read.notes))
            for part in parts(blocks):
                if isinstance(part.block, Paragraph):
                    self._loose(Part("paragraph", part.block), part.block)
                else:
                    inner._aside(part.block, "a table within a table")
            self.found.unplaced += inner.found.unplaced
            return
        caption = self._caption()
        columns: list[Data] = []
        names: set[str] = {"id", "when", "was", "cites", "accepts", "locked", "cells"}
        for at in range(width):
            title = self._cell_text(rows[0][at]) if at < len(rows[0]) else ""
            shown = title or f"Column {at + 1}"
            columns.append({"id": named(shown, names, "column"), "title": shown})
        if not grid.titled:
            self._choice(caption, "its first row was taken for the titles of its columns")
        table: Data = {"caption": caption, "columns": columns, "rows": []}
        for row in rows[1:]:
            cells = {
                column["id"]: self._cell(row[at]) if at < len(row) else ""
                for at, column in enumerate(columns)
            }
            first = next((self._plain(cell) for cell in row if cell), "row")
            table["rows"].append({"id": named(first, self.used, "row"), **cells})
        if all(_bold(row[0]) for row in rows[1:] if row):
            table["row_headers"] = True
        clause = self.clause
        if (
            clause is not None
            and not clause.get("items")
            and not ({"table", "definitions", "form", "letter", "closing"} & clause.keys())
            and self.caption_near
        ):
            clause["table"] = table
            return
        made: Data = {"id": named(caption, self.used, "table"), "table": table}
        self._add(made)
        self.clause, self.points, self.outer = made, [], None

    caption_near = False

    def _caption(self) -> str:
        part, self.caption = self.caption, None
        if part is not None and isinstance(part.block, Paragraph):
            self.found.placed += len(part.block.text.split())
            return _CAPTION.sub("", plain_text(part.block.text)) or "Table"
        title = self.open[-1][0]["title"] if self.open else "Table"
        self._choice(str(title), "a table had no caption, and has the title of its section")
        return str(title)

    def _caption_alone(self) -> None:
        part, self.caption = self.caption, None
        if part is not None and isinstance(part.block, Paragraph):
            self._loose(Part("paragraph", part.block), part.block)

    def _cell(self, blocks: Sequence[Block]) -> Any:
        found = [one for one in parts(blocks) if isinstance(one.block, Paragraph)]
        for block in blocks:
            if isinstance(block, Grid):
                self._aside(block, "a table within a table")
        texts = [one for one in found if one.kind != "point" and one.kind != "aside"]
        points = [one for one in found if one.kind == "point"]
        for one in found:
            if one.kind == "aside":
                self._aside(one.block, one.where)
        text = " ".join(self._paragraph_text(one) for one in texts)
        if not points:
            return text
        style = _STYLES.get(points[0].mark.form if points[0].mark else "bullet", "number")
        items = []
        for one in points:
            words_of = self._paragraph_text(one)
            items.append({"id": named(words_of, self.used, "point"), "text": words_of})
        return {"text": text, "style": style, "items": items}

    def _paragraph_text(self, part: Part) -> str:
        assert isinstance(part.block, Paragraph)
        if part.typed:
            self.found.placed += len(part.label.split())
        return self._text(part.block, blanks=True).replace("\n", " ")

    def _cell_text(self, blocks: Sequence[Block]) -> str:
        texts = [one for one in blocks if isinstance(one, Paragraph)]
        self.found.placed += sum(len(one.text.split()) for one in texts)
        return " ".join(plain_text(one.text).replace("\n", " ") for one in texts)

    def _plain(self, blocks: Sequence[Block]) -> str:
        return " ".join(one.text for one in blocks if isinstance(one, Paragraph))


def _bold(cell: Sequence[Block]) -> bool:
    found = [one for one in cell if isinstance(one, Paragraph)]
    return bool(found) and all(
        one.bold or one.style == "Table Row Head" for one in found if one.text
    )


def _numbering(labels: Sequence[str]) -> str:
    numbered = [label for label in labels if label]
    if not numbered:
        return "none"
    first = numbered[0]
    return "1.0" if first.endswith(".0") else "1." if first.endswith(".") else "1"
