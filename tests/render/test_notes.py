"""Footnotes that come, go, move or are reworded: every marked-up output has both sides."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from clausework.diff.changes import Reworded
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.policy import Reason
from clausework.query import board_paper as packs
from clausework.query.board_paper import Meeting
from clausework.query.comparison import Comparison
from clausework.render.paper import pdf
from clausework.render.review import pack as board_pack
from clausework.render.review import review
from clausework.render.word import word
from clausework.workspace.root import read_workspace
from tests.judges import poppler
from tests.support.docx import Docx
from tests.support.places import EXAMPLES
from tests.support.policies import resolved, section
from tests.support.redlines import said, side_of
from tests.support.samples import sample

OAK = "example-oak-academy"
# A clause by where it has its footnotes: in its words, point and closing words; and what they say.
NONE: tuple[str, str, str, dict[str, str]] = ("Go now, all.", "One", "So be it.", {})
STATES: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "none": NONE,
    "at its beginning": ("[^n]Go now, all.", "One", "So be it.", {"n": "A note."}),
    "in its words": ("Go[^n] now, all.", "One", "So be it.", {"n": "A note."}),
    "at its end": ("Go now, all.[^n]", "One", "So be it.", {"n": "A note."}),
    "in a point": ("Go now, all.", "One[^n]", "So be it.", {"n": "A note."}),
    "in the closing words": ("Go now, all.", "One", "So be it[^n].", {"n": "A note."}),
    "in strong words": ("Go **now[^n]**, all.", "One", "So be it.", {"n": "A note."}),
    "with other words": ("Go[^n] now, all.", "One", "So be it.", {"n": "A *new* one."}),
    "by another name": ("Go[^m] now, all.", "One", "So be it.", {"m": "A note."}),
    "two": ("Go[^n][^m] now, all.", "One", "So be it.", {"n": "A note.", "m": "More."}),
    "two in another order": (
        "Go[^m][^n] now, all.",
        "One",
        "So be it.",
        {"m": "More.", "n": "A note."},
    ),
}
PAIRS = list(permutations(STATES, 2))


def clause(number: int, state: str) -> dict[str, Any]:
    """A clause whose ids no other has."""
    text, point, closing, notes = STATES[state]
    named = [re.sub(r"\[\^(.)\]", rf"[^c{number}-\1]", one) for one in (text, point, closing)]
    return {
        "id": f"c{number}",
        "text": named[0],
        "items": [{"id": f"c{number}-p", "text": named[1]}],
        "closing": named[2],
        "notes": [{"id": f"c{number}-{name}", "text": words} for name, words in notes.items()],
    }


def document(side: int) -> Document:
    """One side of all pairs, a clause for each."""
    clauses = [clause(number, pair[side]) for number, pair in enumerate(PAIRS)]
    found, conflicts = resolved(section("first", *clauses))
    assert conflicts == []
    return found.model_copy(update={"policy": "social-networking", "version": f"1.{side}"})


@lru_cache
def both() -> tuple[Document, Document]:
    return document(0), document(1)


@lru_cache
def marked() -> Document:
    old, new = both()
    return redline(old, new, compare(old, new), ())


def looked_at() -> packs.Pack:
    old, new = both()
    reasons = (Reason(clause="c0", reason="Clearer."),)
    return packs.pack(read_workspace(EXAMPLES), Comparison(old, new, reasons), OAK, Meeting())


def test_the_redline_has_both_sides() -> None:
    old, new = both()
    assert side_of(marked(), "older") == said(old)
    assert side_of(marked(), "newer") == said(new)


def test_the_word_copy_has_both_sides() -> None:
    _, school, templates = sample(OAK)
    old, new = (Docx(word.render(one, school, templates)).said() for one in both())
    copy = word.render(marked(), school, templates)
    assert Docx(copy, "rejected").said() == old
    assert Docx(copy, "accepted").said() == new


def words(html: str, gone: str) -> list[str]:
    """What each clause of a marked-up page says, with its footnotes, without some marks."""
    found = []
    for block in re.split(r'<div class="block', html)[1:]:
        for name in (gone, "sup"):
            block = re.sub(f"<{name}\\b.*?</{name}>", "", block, flags=re.DOTALL)
        block = re.sub(
            r'<(\w+) class="(?:hidden|number|mark|note-number|back)".*?</\1>',
            "",
            block,
            flags=re.DOTALL,
        )
        block = re.sub(r'<div class="remark".*', "", block, flags=re.DOTALL)
        found.append("".join(unescape(re.sub("<[^>]*>", " ", f"<{block}")).split()))
    return found


def test_the_page_has_both_sides() -> None:
    _, school, templates = sample(OAK)
    page = review.render(looked_at(), school, templates)
    text = page.partition("<section>")[2].partition("</section>")[0]
    for side, gone in ((0, "ins"), (1, "del")):
        expected = [STATES[pair[side]] for pair in PAIRS]
        assert words(text, gone)[1:] == [
            re.sub(r"\[\^.\]|[* ]", "", "".join([*texts, *notes.values()]))
            for *texts, notes in expected
        ]


def test_the_paper_copy_and_the_pack_say_each_note(tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    for data in (
        pdf.render(marked(), school, templates),
        board_pack.pdf(looked_at(), school, templates, bind=True),
    ):
        file = tmp_path / "copy.pdf"
        file.write_bytes(data)
        text = " ".join(poppler("pdftotext", file, "-").split())
        assert text.count("More.") >= 2 * (len(STATES) - 1)


@pytest.mark.parametrize(
    ("pair", "was", "now"),
    [
        (("none", "in its words"), "Go now, all.", "Go[note] now, all."),
        (("in its words", "at its end"), "Go[note] now, all.", "Go now, all.[note]"),
        (("in its words", "by another name"), "Go[note] now, all.", "Go[note] now, all."),
    ],
)
def test_the_pack_says_where_a_note_was_and_is(pair: tuple[str, str], was: str, now: str) -> None:
    change = next(
        one
        for one in compare(*both())
        if one.id == f"c{PAIRS.index(pair)}" and isinstance(one, Reworded)
    )
    for other, expected in (("added", was), ("removed", now)):
        side = "".join(piece.text for piece in change.pieces if piece.kind != other)
        assert side.startswith(expected)
