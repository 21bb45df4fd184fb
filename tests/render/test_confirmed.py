"""Outside HR only what HR says of a change is printed: nothing that was read from its words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest

from clausework.model.decisions import Paper
from clausework.query.board_paper import Pack, pack
from clausework.query.comparison import Comparison, data_for_readers
from clausework.render.paper import pdf as paper
from clausework.render.review import pack as rendered
from clausework.render.review.review import render, render_meeting
from clausework.render.word import word
from tests.judges import poppler
from tests.support.pages import Page
from tests.support.places import PROJECT
from tests.support.reviews import MEETING, compared, packed, workspace
from tests.support.samples import sample

SCHOOL = "warden-hill-infant"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = PROJECT / "templates"
# Templates of HR's pages and of commands, and what they share.
OF_HR = ("hub/", "text/", "readings.j2")


def phrases(template: str, macro: str) -> list[str]:
    """The phrases that a macro of a template chooses from."""
    text = (TEMPLATES / template).read_text("utf-8")
    body = text.partition(f"macro {macro}(")[2].partition("endmacro")[0]
    found = re.findall(r'": "([^"]+)"', body)
    assert found, macro
    return found


READ = phrases("readings.j2", "duties")
HRS_DUTIES = phrases("changes.j2", "duty_words")
WEIGHTS = ["Rests on law", "Changes the meaning", "form, not meaning"]
HEDGES = ["HR to check", "from the words", "by comparison", "vary it: HR", "Binds ", "ound before"]


def silent() -> Pack:
    """The pack of a version of which HR has said nothing but its reasons."""
    told = packed(SCHOOL)
    unsaid = {"duty": None, "headline": None, "look_first": None, "weight": None}
    reasons = tuple(one.replaced(**unsaid, board_may=None) for one in told.comparison.reasons)
    comparison = Comparison(told.comparison.old, told.comparison.new, reasons)
    made = pack(workspace(), comparison, SCHOOL, MEETING)
    return replace(made, actions=(), paper=Paper())


def printed(data: bytes) -> str:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "copy.pdf"
        file.write_bytes(data)
        return " ".join(poppler("pdftotext", file, "-").split())


def comments(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/comments.xml"))
    return " ".join(text.text or "" for text in root.iter(f"{W}t"))


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return " ".join(text.text or "" for text in root.iter(f"{W}t"))


def report(told: Pack) -> bytes:
    clean = word.render(told.comparison.new, *sample(SCHOOL)[1:])
    return rendered.report([told], clean, *sample(SCHOOL)[1:])


OUTPUTS: dict[str, Callable[[Pack], str]] = {
    "pack.pdf": lambda told: printed(rendered.pdf(told, *sample(SCHOOL)[1:])),
    "index.html": lambda told: Page(render(told, *sample(SCHOOL)[1:])).words,
    "meeting": lambda told: Page(render_meeting([told], *sample(SCHOOL)[1:])).words,
    "redline.pdf": lambda told: printed(paper.render(told.comparison.marked, *sample(SCHOOL)[1:])),
    "redline.docx": lambda told: comments(word.render(told.comparison.marked, *sample(SCHOOL)[1:])),
    "report.docx": lambda told: words_of(report(told)),
    "changes.json": lambda told: json.dumps(data_for_readers(told.comparison, SCHOOL)),
}


@lru_cache
def made(name: str, *, said: bool) -> str:
    return OUTPUTS[name](packed(SCHOOL) if said else silent())


@pytest.mark.parametrize("name", OUTPUTS)
def test_of_what_hr_has_not_said_nothing_is_printed(name: str) -> None:
    words = made(name, said=False)
    assert [one for one in (*READ, *HRS_DUTIES, *HEDGES) if one in words] == []
    assert [one for one in WEIGHTS if one in words] == []
    assert "to look at first" not in words
    # The change itself and HR's reason are facts.
    if name not in ("meeting", "report.docx"):
        assert "There was no route when the concern was about the head or about a child." in words


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_hr_has_said_is_printed_in_hrs_words(name: str) -> None:
    words = made(name, said=True)
    assert [one for one in (*READ, *HEDGES) if one in words] == []
    first = [one.headline for one in packed(SCHOOL).first]
    assert len(first) == 5
    assert [one for one in first if one not in words] == []
    others = "There are rules for group chats of staff."
    assert (others in words) is (name not in ("meeting", "report.docx"))


def test_no_duty_is_said_oftener_than_hr_says_it() -> None:
    """Each entry of HR's is told once beside the text, whatever it has of points."""
    comparison = compared(SCHOOL)
    changed = {name for one in comparison.changes for name in (one.id, one.clause)}
    entries = [one for one in comparison.reasons if one.duty and one.clause in changed]
    words = made("redline.docx", said=True)
    for duty, phrase in zip(
        ("new", "stronger", "weaker", "removed", "permitted", "same"), HRS_DUTIES, strict=True
    ):
        assert words.count(phrase) <= sum(one.duty == duty for one in entries), phrase


def test_only_hrs_templates_read_what_the_words_suggest() -> None:
    users = [
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.j2")
        if re.search(r'"readings\.j2"|\.duties\b|\.bound\b', path.read_text("utf-8"))
    ]
    assert users
    assert [name for name in users if not name.startswith(OF_HR)] == []
