"""Pairs of versions at random: a version, and what a few edits make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import strategies as st

from clausework.model.document import Document
from tests.support.chance import OPTIONS, PARAGRAPHS, STYLES, TEXTS, TITLES
from tests.support.drafts import resolved
from tests.support.parts import DEEPEST, Draft, Part, places, written
from tests.support.pictures import picture
from tests.support.tables import TableDraft, TableRow

MOST = 10  # edits of a pair


class Editor:
    """Edits a draft as chance has it; the new ids are never ones that were there before."""

    def __init__(self, random: Random, draft: Draft) -> None:
        self.random, self.draft = random, draft
        self.made = 0

    def pick(self, least: int = 0, most: int = DEEPEST) -> tuple[Draft, Part, int] | None:
        found = [place for place in places(self.draft) if least <= place[2] <= most]
        return self.random.choice(found) if found else None

    def name(self) -> str:
        self.made += 1
        return f"new{self.made}"

    def a_title(self) -> str:
        return self.random.choice(TITLES)

    def a_text(self) -> str:
        return self.random.choice(TEXTS)

    def some_options(self) -> dict[str, Any]:
        return self.random.choice(OPTIONS)

    def a_rest(self) -> str:
        return "Rest."

    def a_note(self) -> str:
        return self.random.choice(["", "So it is.", "So it must be."])

    def a_closing(self) -> str:
        return self.random.choice(["", "These hold.", "These should hold."])

    def put(self, part: Part) -> None:
        """A part with what is below it anywhere among clauses and points."""
        homes = [self.draft[0].parts] if self.draft else []
        homes += [home.parts for _, home, depth in places(self.draft) if depth < part.lowest]
        homes += [home.units for home in self.clauses() if part.lowest and not part.units]
        home = self.random.choice(homes)
        home.insert(self.random.randint(0, len(home)), part)

    def clauses(self) -> list[Part]:
        """The clauses that are not in another clause."""
        sections = [part for _, part, depth in places(self.draft) if depth == 0]
        sections += [part for part in self.draft if part.preamble]
        return [clause for section in sections for clause in section.parts]

    def add_unit(self) -> None:
        """A section within another, or a clause within another."""
        clauses = self.clauses()
        if clauses and self.random.random() < 0.5:
            self.random.choice(clauses).units.append(Part(self.name(), self.a_text()))
            return
        homes = [part for part in self.draft if not part.preamble]
        homes += [inside for part in homes for inside in part.units]
        home, section = self.random.choice(homes).units, Part(self.name(), self.a_title())
        section.parts.append(Part(self.name(), self.a_text()))
        home.insert(self.random.randint(0, len(home)), section)

    def preamble(self) -> None:
        """A preamble, or none of the one that there was."""
        if self.draft[0].preamble:
            del self.draft[0]
            return
        clause = Part(self.name(), self.a_text())
        self.draft.insert(0, Part("the--preamble", "", [clause], preamble=True))

    def add(self) -> None:
        self.put(Part(self.name(), self.a_text()))

    def add_section(self) -> None:
        section = Part(self.name(), self.a_title())
        section.parts.append(Part(self.name(), self.a_text()))
        first = int(self.draft[0].preamble)
        self.draft.insert(self.random.randint(first, len(self.draft)), section)

    def remove(self) -> None:
        if (found := self.pick()) and (
            found[0] is not self.draft or sum(not part.preamble for part in self.draft) > 1
        ):
            found[0].remove(found[1])

    def move(self) -> None:
        # A section without a clause would not be printed.
        if (found := self.pick(1)) and (found[2] > 1 or len(found[0]) > 1):
            found[0].remove(found[1])
            self.put(found[1])

    def swap(self) -> None:
        if found := self.pick():
            self.random.shuffle(found[0])
            found[0].sort(key=lambda part: not part.preamble)

    def reword(self) -> None:
        if found := self.pick():
            found[1].text = self.a_text() if found[2] else self.a_title()

    def change_one_word(self) -> None:
        if found := self.pick(1):
            words = found[1].text.split(" ")
            words[self.random.randrange(len(words))] = self.random.choice(
                ["all", "must", "not", "10"]
            )
            found[1].text = " ".join(words).replace("{{ ", "").replace(" }}", "")

    def split(self) -> None:
        if found := self.pick(1):
            parts, part, _ = found
            first, _, second = part.text.partition(". ")
            part.text = first
            new = Part(self.name(), second or self.a_rest(), was=[part.id])
            parts.insert(parts.index(part) + 1, new)

    def merge(self) -> None:
        if (found := self.pick(1)) and len(found[0]) > 1 and not found[1].was:
            parts, part, _ = found
            other = parts[parts.index(part) - 1]
            if not other.was and not other.parts:
                part.text, part.was = f"{part.text} {other.text}", [other.id]
                parts.remove(other)

    def rename(self) -> None:
        if (found := self.pick()) and not found[1].was:
            found[1].was, found[1].id = [found[1].id], self.name()

    def style(self) -> None:
        if found := self.pick(1):
            found[1].style = self.random.choice(STYLES)

    def number(self) -> None:
        """A section or clause with or without a number."""
        if found := self.pick(0, 1):
            found[1].numbered = not found[1].numbered

    def appendix(self) -> None:
        """A section made an appendix, or the reverse."""
        if found := self.pick(0, 0):
            found[1].appendix = not found[1].appendix

    def options(self) -> None:
        if found := self.pick():
            found[1].options = self.some_options()

    def note(self) -> None:
        if found := self.pick(1):
            found[1].note = self.a_note()

    def close(self) -> None:
        if found := self.pick(1):
            found[1].closing = self.a_closing()

    def a_cell(self) -> Any:
        text = self.random.choice(["", "Low", "High", *TEXTS])
        if self.random.random() > 0.2:
            return text
        items = [{"id": self.name(), "text": self.a_text()} for _ in range(2)]
        return {"text": text, "style": self.random.choice(STYLES[1:]), "items": items}

    def a_row(self, columns: Iterable[str]) -> TableRow:
        return TableRow(self.name(), {name: self.a_cell() for name in columns})

    def table(self) -> None:
        """A clause with a table, or without the one that it had."""
        if (found := self.pick(1, 1)) is None:
            return
        part = found[1]
        if part.table is not None:
            part.table = None
            return
        columns = {self.name(): self.a_title() for _ in range(self.random.randint(1, 3))}
        rows = [self.a_row(columns) for _ in range(self.random.randint(1, 4))]
        part.table = TableDraft(self.a_title(), columns, rows, self.random.random() < 0.5)
        part.bare = self.random.random() < 0.5

    def a_table(self) -> TableDraft | None:
        tables = [part.table for _, part, depth in places(self.draft) if depth == 1 and part.table]
        return self.random.choice(tables) if tables else None

    def add_row(self) -> None:
        if (table := self.a_table()) is not None:
            table.rows.insert(self.random.randint(0, len(table.rows)), self.a_row(table.columns))

    def remove_row(self) -> None:
        if (table := self.a_table()) is not None and len(table.rows) > 1:
            table.rows.remove(self.random.choice(table.rows))

    def swap_rows(self) -> None:
        if (table := self.a_table()) is not None:
            self.random.shuffle(table.rows)

    def rename_row(self) -> None:
        if (table := self.a_table()) is not None:
            row = self.random.choice(table.rows)
            if not row.was:
                row.was, row.id = [row.id], self.name()

    def reword_cell(self) -> None:
        if (table := self.a_table()) is not None:
            row = self.random.choice(table.rows)
            row.cells[self.random.choice([*table.columns])] = self.a_cell()

    def column(self) -> None:
        """A column more or less, or the title of one reworded."""
        if (table := self.a_table()) is None:
            return
        name = self.random.choice([*table.columns])
        chance = self.random.random()
        if chance < 0.3 and len(table.columns) > 1:
            del table.columns[name]
            for row in table.rows:
                del row.cells[name]
        elif chance < 0.6:
            new = self.name()
            table.columns[new] = self.a_title()
            for row in table.rows:
                row.cells[new] = self.a_cell()
        else:
            table.columns[name] = self.a_title()

    def an_entry(self, block: str) -> dict[str, Any]:
        found = {"id": self.name()}
        if block == "definitions":
            return found | {"term": self.a_title(), "text": self.a_text()}
        if block == "letter":
            return found | {"text": self.a_text() + " On {{ blank a day }}."}
        kind = self.random.choice(["line", "lines", "tick", "choice", "date", "signature"])
        choices = {"yes": "Yes", "no": self.a_title()} if kind == "choice" else {}
        return found | {"label": self.a_title(), "kind": kind, "choices": choices}

    def a_figure(self) -> dict[str, Any]:
        words = {"described_in": "e0"} if self.random.random() < 0.3 else {}
        return {
            "file": picture(self.random.choice(["#123456", "#654321"])),
            "alt": self.random.choice(["A disc", "A disc of the {{ head }}"]),
            "caption": self.random.choice([None, self.a_title(), self.a_text()]),
            **(words or {"description": self.a_text()}),
        }

    def block(self) -> None:
        """A clause with definitions, a figure, a form or a letter, or without the one it had."""
        if (found := self.pick(1, 1)) is None:
            return
        part = found[1]
        if part.block is not None:
            part.block, part.entries = None, []
            return
        part.block = self.random.choice(["definitions", "figure", "form", "letter"])
        if part.block == "figure":
            part.entries = [self.a_figure()]
            return
        part.entries = [self.an_entry(part.block) for _ in range(self.random.randint(1, 4))]

    def entry(self) -> None:
        """An entry more, less or reworded, or all in another order, or another figure."""
        having = [part for _, part, depth in places(self.draft) if depth == 1 and part.block]
        if not having:
            return
        part = self.random.choice(having)
        assert part.block is not None
        if part.block == "figure":
            part.entries[0] |= self.a_figure() if self.random.random() < 0.5 else {"alt": "Else"}
            part.entries[0] = self.one_in_words(part.entries[0])
            return
        chance, at = self.random.random(), self.random.randrange(len(part.entries))
        if chance < 0.3:
            part.entries.insert(at, self.an_entry(part.block))
        elif chance < 0.5 and len(part.entries) > 1:
            del part.entries[at]
        elif chance < 0.7:
            self.random.shuffle(part.entries)
        else:
            new = self.an_entry(part.block)
            part.entries[at] = new | {"id": part.entries[at]["id"]}

    def one_in_words(self, figure: dict[str, Any]) -> dict[str, Any]:
        """A figure with one of both."""
        gone = "description" if "described_in" in figure else "described_in"
        return {key: value for key, value in figure.items() if key != gone}

    def paragraphs(self) -> None:
        """A clause of more than one paragraph, or of others."""
        if found := self.pick(1, 1):
            found[1].text = self.random.choice(PARAGRAPHS)

    def bare(self) -> None:
        """A table with or without a text before it."""
        if found := self.pick(1, 1):
            found[1].bare = not found[1].bare


EDITS: list[Callable[[Editor], None]] = [
    Editor.add,
    Editor.add_section,
    Editor.remove,
    Editor.move,
    Editor.swap,
    Editor.reword,
    Editor.change_one_word,
    Editor.split,
    Editor.merge,
    Editor.rename,
    Editor.style,
    Editor.options,
    Editor.note,
    Editor.close,
    Editor.number,
    Editor.appendix,
    Editor.table,
    Editor.add_row,
    Editor.remove_row,
    Editor.swap_rows,
    Editor.rename_row,
    Editor.reword_cell,
    Editor.column,
    Editor.bare,
    Editor.add_unit,
    Editor.add_unit,
    Editor.preamble,
    Editor.paragraphs,
    Editor.paragraphs,
    Editor.block,
    Editor.entry,
    Editor.entry,
]
MOVES: list[Callable[[Editor], None]] = [Editor.move, Editor.swap, Editor.swap_rows]


@st.composite
def pairs(draw: st.DrawFn, edits: list[Callable[[Editor], None]]) -> tuple[Document, Document]:
    """A version of up to a dozen parts, and the same after up to ten edits."""
    random = draw(st.randoms(use_true_random=False))
    return _pair(random, draw(st.lists(st.sampled_from(edits), min_size=1, max_size=MOST)))


def random_pair(seed: int) -> tuple[Document, Document]:
    """Such a pair, with all edits; the same seed gives the same one."""
    random = Random(seed)
    return _pair(random, random.choices(EDITS, k=random.randint(1, MOST)))


def _pair(random: Random, edits: Iterable[Callable[[Editor], None]]) -> tuple[Document, Document]:
    old = [
        Part(f"s{index}", title, [Part(f"e{index}", random.choice(TEXTS))])
        for index, title in enumerate(TITLES[: random.randint(1, 3)])
    ]
    editor = Editor(random, old)
    for index in range(3, random.randint(3, 12)):
        editor.put(Part(f"e{index}", random.choice(TEXTS)))
    for decorate in (
        *(Editor.note, Editor.close, Editor.options, Editor.style, Editor.note),
        *(Editor.number, Editor.appendix, Editor.table, Editor.table, Editor.block),
        *(Editor.paragraphs, Editor.paragraphs),
        *(Editor.add_unit, Editor.add_unit, Editor.add_unit, Editor.preamble)[
            : random.randint(0, 4)
        ],
    ):
        decorate(editor)
    new = deepcopy(old)
    after = Editor(random, new)
    after.made = editor.made
    for edit in edits:
        edit(after)
    return resolved(**written(old)), resolved(**written(new))
