"""The parts of a file as a version: sections, clauses and points, with ids from their words."""

from __future__ import annotations

import re
from dataclasses import replace

from clausework.intake.asterisks import with_footnotes
from clausework.intake.blocks import FileRead, Grid, Paragraph, words
from clausework.intake.drafting import Data, Drafted, Drafting
from clausework.intake.forms import UNNAMED, form_fields, term_of
from clausework.intake.kinds import Part, parts
from clausework.intake.labels import APPENDIX, CAPTION, after
from clausework.intake.markup import plain_text
from clausework.intake.tables import STYLES, is_table, paragraphs_in, table_of
from clausework.model.elements import BLOCKS
from clausework.model.numbering import figure_id, table_id
from clausework.model.policy import Numbering

_DASH = re.compile(r"[.:–-]\s+(?=\S)")
_IN_WORDS = re.compile(r"In words: \{\{ ref (?P<id>[a-z0-9-]+) \}\}\.")
# What HR writes in the place of words that a picture did not come with.
ASKED = "To be written by HR."


def drafted(read: FileRead) -> Drafted:
    """A file as a version."""
    return _Structuring(with_footnotes(read)).built()


class _Structuring(Drafting):
    caption: Part | None = None

    def built(self) -> Drafted:
        self.name_all(self.read.blocks)
        for part in parts(self.read.blocks):
            self._place(part)
        self._caption_alone()
        self.found.numbering = _numbering(self.found)
        self.found.unplaced += self.read.aside
        self.found.choices += self.read.remarks
        for comment in self.read.comments.values():
            self.found.unplaced.append((comment.text, f"a comment by {comment.author}"))
        for number, pieces in self.read.notes.items():
            if number not in self.note_ids:
                self.found.unplaced.append((words(pieces), "a footnote that no text marks"))
        return self.found

    def _place(self, part: Part) -> None:
        block = part.block
        if part.kind != "table":
            if part.typed:
                self.found.placed += len(part.label.split())
            if part.kind not in ("caption", "figure"):
                self._caption_alone()
        if isinstance(block, Grid):
            if part.kind == "aside":
                self.aside(block, part.where)
            else:
                self._table(block)
            return
        match part.kind:
            case "aside":
                self.aside(block, part.where)
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
                holder["closing"] = self.text(block)
                self.notes(block, holder)
            case "caption":
                self._caption_alone()
                self.caption = part
            case "figure":
                self._figure(block)
            case "words" if self.clause is not None and "figure" in self.clause:
                self._figure_words(block, self.clause["figure"])
            case _:
                self._loose(part, block)

    def _section(self, part: Part, block: Paragraph) -> None:
        title = self.text(block)
        if part.kind == "appendix" and part.mark is None:
            title = APPENDIX.sub("", title).strip() or title
        elif part.kind == "appendix" and (dash := _DASH.match(title)):
            title = title[dash.end() :]
            self.found.placed += len(dash[0].split())
        section: Data = {"id": self.id(block, title, "section"), "title": title}
        depth = 1 if part.kind == "appendix" else min(part.depth, len(self.open) + 1, 3)
        if part.depth > depth:
            self.choice(title, f"a heading of level {part.depth} became one of level {depth}")
        del self.open[depth - 1 :]
        if part.mark is None and part.kind == "section":
            section["numbered"] = False
        path = part.path if part.kind == "section" else (part.mark.letter if part.mark else "A",)
        if depth == 1:
            home = self.found.appendices if part.kind == "appendix" else self.found.sections
        else:
            home = self.open[-1][0].setdefault("sections", [])
        if depth == 1 and part.kind == "section" and self.found.appendices:
            self.choice(title, "a section after the appendices was put before them")
        home.append(section)
        self.open.append((section, path))
        self.found.numbers[section["id"]] = part.label
        self.clause, self.outer, self.points = None, None, []

    def _clause(self, part: Part, block: Paragraph) -> None:
        text = self.text(block)
        clause: Data = {"id": self.id(block, text, "clause"), "text": text}
        self.notes(block, clause)
        self.found.numbers[clause["id"]] = part.label
        if part.kind == "unnumbered" and self.open:
            clause["numbered"] = False
        if self.outer is not None and part.path and part.path[:-1] == self.outer[1]:
            within = self.outer[0].setdefault("clauses", [])
            # What came between without a number is within it too.
            home = self.home()
            at = next(n for n, one in enumerate(home) if one is self.outer[0]) + 1
            within += home[at:]
            del home[at:]
            within.append(clause)
        else:
            self.add(clause)
            self.outer = (clause, part.path) if part.path else self.outer
        self.clause, self.points = clause, []

    def _point(self, part: Part, block: Paragraph) -> None:
        text = self.text(block)
        if self.clause is None or "closing" in self.clause:
            if self.clause is None:
                self.choice(text, "a point without a lead-in became a clause of its own")
            else:
                self.choice(text, "a list went on after the words below it: it is a clause now")
            clause = {"id": self.id(block, text, "clause"), "numbered": False, "text": text}
            self.notes(block, clause)
            self.add(clause)
            self.clause, self.points = clause, []
            return
        point: Data = {"id": self.id(block, text, "point"), "text": text}
        self.notes(block, point)
        depth = min(part.depth, len(self.points) + 1)
        holder = self.clause if depth == 1 else self.points[depth - 2]
        del self.points[depth - 1 :]
        form = part.mark.form if part.mark else "bullet"
        style = STYLES.get(form, "number") if part.mark and part.mark.kind == "point" else "number"
        if not holder.get("items"):
            holder["style"] = style
        elif holder["style"] != style:
            self.choice(text, f"it is one list now, with {holder['style']} before each point")
        holder.setdefault("items", []).append(point)
        self.points.append(point)

    def _loose(self, part: Part, block: Paragraph) -> None:
        """A paragraph without a number: what it is depends on what is before it."""
        if part.kind in ("entry", "letter") and block.bookmarks[1:]:
            # The first bookmark is that of a clause without a lead-in.
            self.bare(replace(block, bookmarks=block.bookmarks[:1]), block.text)
            block = replace(block, bookmarks=block.bookmarks[1:])
        clause = self.clause
        if clause is not None and part.kind == "further" and "text" in clause:
            clause["text"] += "\n\n" + self.text(block)
            self.notes(block, clause)
            return
        if clause is not None and part.kind == "closing" and "closing" not in clause:
            clause["closing"] = self.text(block)
            self.notes(block, clause)
            return
        if clause is not None and self._entry(part, block, clause):
            return
        whole = clause is not None and not ({*BLOCKS} - {"table"}) & clause.keys()
        if clause is None or not whole or "closing" in clause:
            text = self.text(block)
            made: Data = {"id": self.id(block, text, "clause"), "text": text}
            if self.open:
                made["numbered"] = False
            self.notes(block, made)
            self.add(made)
            self.clause, self.points = made, []
            return
        if "table" in clause or clause.get("items"):
            clause["closing"] = self.text(block)
        elif "text" in clause:
            clause["text"] += "\n\n" + self.text(block)
        self.notes(block, clause)

    def _entry(self, part: Part, block: Paragraph, clause: Data) -> bool:
        """Put a definition, a field or a paragraph of a letter into a clause; whether it is one."""
        blocks = {*BLOCKS} & clause.keys()
        late = "closing" in clause
        if clause.get("items") or "table" in clause or (late and part.kind != "entry"):
            return False
        term = term_of(block)
        if part.kind == "letter" and blocks <= {"letter"}:
            text = self.text(block, blanks=True)
            one = {"id": self.id(block, text, "paragraph"), "text": text}
            clause.setdefault("letter", []).append(one)
        elif blocks <= {"form"} and (fields := form_fields(block)):
            self.found.placed += len(block.text.split())
            for made in fields:
                named = {"id": self.id(block, made["label"], "field"), **made}
                clause.setdefault("form", {"fields": []})["fields"].append(named)
                if made["label"] == UNNAMED:
                    self.choice(block.text, "say under label: what is to be filled in")
        elif term is not None and blocks <= {"definitions"}:
            name, rest = term
            self.found.placed += len(name.split())
            text = self.text(replace(block, pieces=tuple(rest)))
            one = {"id": self.id(block, f"means {name}", "term"), "term": name, "text": text}
            clause.setdefault("definitions", []).append(one)
            self.notes(block, clause)
        else:
            return False
        if late:
            self.choice(clause["closing"], "words between these entries are after them now")
        return True

    def _caption(self) -> str:
        part, self.caption = self.caption, None
        if part is not None and isinstance(part.block, Paragraph):
            return self._captioned(part.block) or "Table"
        title = self.open[-1][0]["title"] if self.open else "Table"
        self.choice(str(title), "a table had no caption, and has the title of its section")
        return str(title)

    def _captioned(self, block: Paragraph) -> str:
        """A caption without "Table 1:", which is printed anew."""
        found = CAPTION.match(words(block.pieces))
        if found is None:
            return self.text(block)
        self.found.placed += len(found[0].split())
        return self.text(replace(block, pieces=after(block.pieces, found.end())))

    def _caption_alone(self) -> None:
        part, self.caption = self.caption, None
        if part is not None and isinstance(part.block, Paragraph):
            self._loose(Part("paragraph", part.block), part.block)

    def _table(self, grid: Grid) -> None:
        if not is_table(grid, captioned=self.caption is not None):
            self._caption_alone()
            self.choice("a table", "a table of one row or column was read as text")
            for paragraph in paragraphs_in(self, grid):
                self._loose(Part("paragraph", paragraph), paragraph)
            return
        about = self.caption.block if self.caption is not None else None
        marks = about.bookmarks if isinstance(about, Paragraph) else ()
        caption = self._caption()
        table = table_of(self, grid, caption)
        # In a copy of ours it belongs to the clause that it is named after.
        if self.clause is None or marks[:1] != (table_id(self.clause["id"]),):
            self.bare(Paragraph((), bookmarks=marks[:1]), caption)
        assert self.clause is not None
        self.clause["table"] = table
        for one in (one for row in grid.rows for cell in row for one in cell):
            if isinstance(one, Paragraph):
                self.notes(one, self.clause)

    def _figure(self, block: Paragraph) -> None:
        """A picture with its caption, which becomes a clause unless the one before it has it."""
        pictures = [piece for piece in block.pieces if piece.picture is not None]
        if not pictures:
            self.aside(block, "a figure without a picture that is read")
            return
        own = block.bookmarks[:1] == (figure_id(self.clause["id"]),) if self.clause else False
        if not own:
            self.bare(replace(block, bookmarks=block.bookmarks[:1]), block.text or "figure")
        assert self.clause is not None
        figure: Data = {"file": self.picture(pictures[0])}
        caption = self._captioned(block)
        if caption:
            figure["caption"] = caption
        figure["alt"] = pictures[0].alt or ASKED
        figure["description"] = ASKED
        self.choice(caption or figure["file"], "say under description: what its picture shows")
        self.clause["figure"] = figure
        for further in pictures[1:]:
            self.found.unplaced.append((f"[picture] {further.alt}", "a second picture in a place"))

    def _figure_words(self, block: Paragraph, figure: Data) -> None:
        text = self.text(block)
        if found := _IN_WORDS.fullmatch(text):
            del figure["description"]
            figure["described_in"] = found["id"]
        elif figure.get("description") == ASKED:
            figure["description"] = text
        self.found.choices.pop()


def _numbering(found: Drafted) -> Numbering:
    """How a version numbers its sections, by what the file printed before them and its clauses."""
    labels = [found.numbers.get(one["id"], "") for one in found.sections]
    first = next(filter(None, labels), None)
    if first is not None:
        return "1.0" if first.endswith(".0") else "1." if first.endswith(".") else "1"
    clauses = [one for section in found.sections for one in section.get("clauses", ())]
    numbered = [label for one in clauses if (label := found.numbers.get(one["id"], ""))]
    counted = numbered and all("." not in label.rstrip(".") for label in numbered)
    return "none" if counted else "1.0"
