"""Readers of a PDF get the characters of its text and no others, whichever way they read it."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from clausework.model.document import Document
from clausework.model.inline import Run
from clausework.render.paper import pdf
from tests.judges import poppler
from tests.support import papers, reviews
from tests.support.samples import SCHOOLS, sample

OAK = "example-oak-academy"
NUMBERS = "On 12 July 2026 at 10:45 call 01582 734689, or 0345 ext. 3; £67.89, 3/4, 100%, §7, 3rd"
# A soft hyphen, a space and joiners without width, in the midst of words and before figures.
INVISIBLE = "co\u00adoperate \u00ad12 \u200b34 \u206056 \ufeff78 \u200d90"


def of_numbers() -> bytes:
    """Figures of every kind in every place, in every style."""
    document, school, templates = sample(OAK)
    runs = (Run(text=f"{NUMBERS}. "), Run(text=NUMBERS, strong=True), Run(text=NUMBERS, href="x:"))

    def numbered(document: Document) -> Document:
        sections = tuple(
            section.model_copy(
                update={
                    "text": (Run(text=f"{NUMBERS} {index}"),),
                    "children": tuple(
                        clause.model_copy(update={"text": runs, "closing": runs})
                        for clause in section.children
                    ),
                }
            )
            for index, section in enumerate(document.sections)
        )
        return document.model_copy(update={"sections": sections, "title": NUMBERS})

    return pdf.render(numbered(document), school, templates)


FILES: dict[str, Callable[[], bytes]] = {
    **{school: partial(papers.rendered, school) for school in SCHOOLS},
    "numbers": of_numbers,
    "hostile": lambda: pdf.render(*papers.hostile_copy()),
    "redline": lambda: pdf.render(*papers.marked_versions(OAK, "1.0", "2.0")),
    "hostile redline": lambda: pdf.render(*papers.hostile_redline()),
    "pack": lambda: reviews.pdf_of(OAK),
    "meeting": reviews.meeting_pdf,
}


def hidden(text: str) -> list[str]:
    """Characters of a text that nobody sees: of controls and formats, for private use, unknown."""
    seen = text.translate(dict.fromkeys(map(ord, "\n\r\f\t")))
    return [char for char in seen if unicodedata.category(char)[0] == "C" or char == "\ufffd"]


def streams(data: bytes) -> Iterator[bytes]:
    """What a file holds in its streams."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def meanings(data: bytes) -> Iterator[str]:
    """What each glyph of each typeface in a file stands for."""
    for stream in streams(data):
        for table in re.findall(rb"beginbf(?:char|range)(.*?)endbf", stream, re.DOTALL):
            for _, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", table):
                yield bytes.fromhex(text.decode()).decode("utf-16-be")


def read(data: bytes, folder: Path) -> dict[str, str]:
    """The text of a file as two programs read it."""
    file = folder / "file.pdf"
    file.write_bytes(data)
    pages = pypdfium2.PdfDocument(data)
    return {
        "pdfium": "\f".join(page.get_textpage().get_text_range() for page in pages),
        "poppler": poppler("pdftotext", file, "-"),
        "poppler, as it is written": poppler("pdftotext", "-raw", file, "-"),
    }


@pytest.mark.parametrize("name", FILES)
def test_no_character_comes_out_that_nobody_wrote(name: str, tmp_path: Path) -> None:
    data = FILES[name]()
    found = {reader: hidden(text) for reader, text in read(data, tmp_path).items()}
    assert [reader for reader in found if found[reader]] == []
    known = [*meanings(data)]
    assert {"3", "e"} <= {*known}
    assert [text for text in known if hidden(text)] == []


def test_figures_come_out_as_figures_wherever_they_stand(tmp_path: Path) -> None:
    for reader, text in read(of_numbers(), tmp_path).items():
        words = " ".join(text.split())
        titles = len(sample(OAK)[0].sections)
        clauses = sum(len(section.children) for section in sample(OAK)[0].sections)
        lines = "".join(words.split()).count("".join(NUMBERS.split()))
        assert lines >= titles + 6 * clauses, reader


def test_an_invisible_character_that_was_typed_is_part_of_no_glyph(tmp_path: Path) -> None:
    document, school, templates = sample(OAK)
    section = document.sections[0]
    typed = section.children[0].model_copy(update={"text": (Run(text=INVISIBLE),), "children": ()})
    after = typed.model_copy(update={"id": "after", "text": (Run(text="cooperate 1234567890"),)})
    first = section.model_copy(update={"children": (typed, after)})
    data = pdf.render(document.model_copy(update={"sections": (first,)}), school, templates)
    assert [text for text in meanings(data) if hidden(text)] == []
    for text in read(data, tmp_path).values():
        assert "cooperate 1234567890" in text
