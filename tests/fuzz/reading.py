"""The words of finished pages, PDFs and Word files, read by what had no part in writing them."""

from __future__ import annotations

import io
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from clausework.model.document import Document, Node
from clausework.model.elements import BULLET
from clausework.model.inline import Run
from tests.judges import require
from tests.support.docx import W
from tests.support.pages import Page

# How many letters of a text are told where it is not there.
_TOLD = 60


def missing(expected: Iterable[str], found: str) -> list[str]:
    """The texts that `found` does not have in this order, whatever stands between them. Spaces
    count for nothing: lines are broken where there is room.
    """
    letters, at, lost = _letters(found), 0, []
    for text in expected:
        place = letters.find(_letters(text), at)
        if place < 0:
            lost.append(text[:_TOLD])
        else:
            at = place + len(_letters(text))
    return lost


def absent(expected: Iterable[str], found: str) -> list[str]:
    """The texts that `found` does not have anywhere."""
    letters = _letters(found)
    return [text[:_TOLD] for text in expected if _letters(text) not in letters]


def invisible(text: str) -> set[str]:
    """The signs of a text that nobody can see and that a reader of it meets all the same."""
    hidden = (one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Co", "Cn", "Cs"))
    return {f"U+{ord(one):04X}" for one in hidden if one not in "\n\r\t\f"}


def _letters(text: str) -> str:
    return "".join(text.split())


def texts(document: Document, *, numbers: bool) -> Iterator[str]:
    """What a document says in reading order, without its footnotes: numbers, where asked for, and
    the words between the marks of footnotes.
    """
    for section in document.sections:
        yield from _of(section, numbers=numbers)


def _of(node: Node, *, numbers: bool) -> Iterator[str]:
    if numbers and node.label != BULLET:
        yield node.label
    yield from pieces(node.text)
    units = [child for child in node.children if child.level in ("clause", "section")]
    for child in (one for one in node.children if one not in units):
        yield from _of(child, numbers=numbers)
    yield from pieces(node.closing)
    for unit in units:
        yield from _of(unit, numbers=numbers)


def notes(document: Document) -> Iterator[str]:
    """The words of its footnotes."""
    for node in document.nodes():
        for note in node.notes:
            yield from pieces(note.text)


def pieces(runs: Iterable[Run]) -> list[str]:
    """The words of runs between the marks of footnotes, and in a redline between what came, what
    went and what was kept.
    """
    parts = groupby(runs, key=lambda run: (run.note, run.mark))
    joined = ("".join(run.text for run in group) for _, group in parts)
    return [piece for piece in joined if piece.strip()]


def words_of_page(html: str) -> str:
    """What the main part of a page says."""
    return Page(html).text


def words_of_pdf(pdf: Path) -> str:
    """What a PDF says to a screen reader: its text in the order of its tags."""
    asked: list[str | Path] = [require("pdfinfo"), "-struct-text", pdf]
    # Titles of elements are told as the bytes that they are in the file.
    told = subprocess.run(asked, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    lines = (line.strip() for line in told.split("\n"))
    return "".join(line[1:-1] for line in lines if line[:1] == line[-1:] == '"' and len(line) > 1)


def words_of_docx(data: bytes, *parts: str) -> str:
    """What parts of a Word file say with its tracked changes as they are."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in parts:
            for one in ElementTree.fromstring(archive.read(f"word/{part}.xml")).iter():
                if one.tag in (f"{W}t", f"{W}delText"):
                    found.append(one.text or "")
                elif one.tag == f"{W}noBreakHyphen":
                    found.append("-")
    return "".join(found)
