"""Drafts of versions at random, with texts that have all that clause text may have.

Words of the form `q17` are in one text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from tests.support.parts import Draft, Part, places
from tests.support.versions import EDITS, Editor

Data = dict[str, Any]

CONDITIONS = [
    *["academies", "maintained", "not academies", "accounts", "not accounts", "phones"],
    *["pay is weekly", "not pay is monthly or accounts"],
    *["accounts and phones", "(maintained or academy) and not accounts", "community or phones"],
]
CITES: list[list[Data]] = [
    [{"authority": "guide"}],
    [{"authority": "guide", "edition": "2018", "document": "print", "paragraph": "7"}],
    [{"authority": "guide", "edition": "2018", "part": "four"}, {"authority": "letter"}],
    [{"authority": "act", "section": "35", "when": "not academies"}],
    [{"authority": "letter", "part": "B <b>", "when": "accounts"}],
]

PLAIN = [
    *["staff must keep it", "no pupil may", "office, affluent & fluffy", "within 3 working days"],
    *["naïve coöperation of Łukasz Ærøskøbing", "“quoted” ‘words’ — and – dashes…", "0123456789"],
    *[
        "£1,234.56 or 50 %",
        "on 3 September 2018",
        "call 01582 538 230",
        "and/or e-mail, well-known",
    ],
    *["3 < 5 > 2", "$x_1$ #hash @name", "a_b_c ~tilde~ ^caret^ `tick`", "1. first", "- dash"],
    *[
        "+ plus",
        "= = heading",
        "* star",
        "\"straight\" 'quotes'",
        "[square] (round)",
        "Ещё Ελληνικά",
    ],
    *["½ ² °", "don't can’t", "//slashes//", "ends with a dot.", "C# and C++", "\\n"],
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften",
    "a very long line of words that goes on and on so that it has to be broken once or twice in it",
]
STYLED = [
    *["*emphasis*", "**strong**", "***both***", "**strong *nested* end**", "mid*dle*word"],
    *["[a link](https://example.org/a?b=c&d=e#f)", "[**a** *mail*](mailto:a@example.org)"],
    *["\\*escaped\\*", "&amp; &eacute; &lt; &#8364;", "**{{ Head }}**", "*see {{ setting.many }}*"],
    "https://example.org/a/very/long/address/that/does/not/fit/on/one/line/of/the/page/at/all.html",
]
FILLS = ["{{ school }}", "{{ head }}", "{{ Head }}", "{{ a setting }}", "{{ A setting }}"]
FILLS += ["{{ setting.many }}", "{{ cite guide }}", "{{ cite act }}", "{{ cite letter }}"]
FILLS += ["{{ option days }}", "{{ option pay }}", "{{ option helpline }}", "{{ option begin }}"]
FILLS += ["{{ policy conduct }}", "{{ name dsl }}", "{{ phone dsl }}", "{{ email dsl }}"]


class Writer(Editor):
    """Edits a draft with texts of every kind."""

    def __init__(self, random: Random, draft: Draft, made: int = 0) -> None:
        super().__init__(random, draft)
        self.made = made

    def word(self) -> str:
        self.made += 1
        return f"q{self.made}"

    def put(self, part: Part) -> None:
        """More often than by chance below a clause or a point: lists within lists are rare else."""
        found = [one for _, one, depth in places(self.draft) if 0 < depth < part.lowest]
        if found and self.random.randrange(2):
            self.random.choice(found).parts.append(part)
        else:
            super().put(part)

    def plain(self) -> str:
        return f"{self.word()} {self.random.choice(PLAIN)}"

    def a_title(self) -> str:
        return self.random.choice([self.plain(), f"{self.word()} of {{{{ a setting }}}}"])

    def a_text(self) -> str:
        pieces = [self._piece() for _ in range(self.random.randint(0, 4))]
        end = self.random.choice([".", "", ";", ":", "?", ". One more thing."])
        return " ".join([self.word(), *pieces]) + end

    def _piece(self) -> str:
        lists = [PLAIN, PLAIN, STYLED, FILLS, None]
        chosen = self.random.choice(lists)
        if chosen is not None:
            return self.random.choice(chosen)
        found = self.pick()
        return f"{{{{ ref {found[1].id} }}}}" if found else "elsewhere"

    def some_options(self) -> Data:
        found: Data = {}
        if self.random.randint(0, 2) == 1:
            found["when"] = self.random.choice(CONDITIONS)
        if self.random.randint(0, 2) == 1:
            found["cites"] = self.random.choice(CITES)
        if self.random.randint(0, 5) == 1:
            found["locked"] = True
        if self.random.randint(0, 5) == 1:
            found["note_cites"] = self.random.choice(CITES)
        if self.random.randint(0, 5) == 1:
            found |= {"odd": True, "accepts": [{"rule": "placeholder", "reason": "As received."}]}
        return found

    def a_rest(self) -> str:
        return self.a_text()

    def a_note(self) -> str:
        return self.random.choice(["", self.a_text()])

    def a_closing(self) -> str:
        return self.random.choice(["", self.a_text()])


def draft(random: Random) -> tuple[Draft, int]:
    """The parts of a first version, and how many words and ids it took."""
    parts: Draft = []
    writer = Writer(random, parts)
    for index in range(random.randint(1, 3)):
        parts.append(Part(f"s{index}", writer.a_title()))
        parts[-1].parts.append(Part(f"e{index}", writer.a_text()))
    for index in range(3, 3 + random.randint(0, 14)):
        writer.put(Part(f"e{index}", writer.a_text()))
    for edit in (Editor.note, Editor.close, Editor.options, Editor.style, Editor.options):
        edit(writer)
    return parts, writer.made


Edits = Sequence[Callable[[Editor], None]]


def following(
    random: Random, parts: Draft, made: int, edits: int, kinds: Edits = EDITS
) -> tuple[Draft, int]:
    """The next version of a draft, after some edits."""
    after = deepcopy(parts)
    for _, part, _ in places(after):
        part.was = []
    writer = Writer(random, after, made)
    for _ in range(edits):
        random.choice(kinds)(writer)
    levels = {part.id: _level(depth) for _, part, depth in places(parts)}
    for _, part, depth in places(after):
        part.was = [name for name in part.was if name in levels]
        if levels.get(part.id, _level(depth)) != _level(depth):
            # An id stands for one thing for ever.
            part.was, part.id = part.was or [part.id], writer.name()
    return after, writer.made


def _level(depth: int) -> str:
    return ("section", "clause")[depth] if depth < 2 else "item"


def known(text: str, sure: set[str]) -> str:
    """A text whose references all lead to what is there."""
    for piece in text.split("{{ ref ")[1:]:
        name = piece.split(" }}")[0]
        if name not in sure:
            text = text.replace(f"{{{{ ref {name} }}}}", f"elsewhere ({name})")
    return text
