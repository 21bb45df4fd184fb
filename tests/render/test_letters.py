"""A letter is whole on a page, in the PDF and in Word."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausework.model.document import Document
from clausework.render.paper import pdf
from clausework.render.word import word
from tests.judges import libreoffice_pdf, poppler
from tests.support.policies import point
from tests.support.samples import OAK, sample
from tests.support.tracked import B, middle

LINES = [f"Line {number} of the letter." for number in range(1, 9)]
LETTER = [{"id": f"l-{number}", "text": text} for number, text in enumerate(LINES)]


def after(count: int) -> Document:
    """A version with a letter after so many clauses."""
    before = [point(f"c-{number}") for number in range(count)]
    return middle(*before, point("m", text="Write:", letter=LETTER), B)


def pages_of(file: Path) -> set[int]:
    """The pages that have lines of the letter."""
    pages = poppler("pdftotext", file, "-").split("\f")
    found = [[number for number, page in enumerate(pages) if line in page] for line in LINES]
    assert all(len(one) == 1 for one in found)
    return {number for (number,) in found}


@pytest.mark.parametrize("count", range(10, 22, 2))
def test_it_is_whole_in_the_pdf(count: int, tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf.render(after(count), school, templates))
    assert len(pages_of(file)) == 1


@pytest.mark.parametrize("count", [14, 18])
def test_it_is_whole_in_word(count: int, tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    file = tmp_path / "letter.docx"
    file.write_bytes(word.render(after(count), school, templates))
    assert len(pages_of(libreoffice_pdf(file, tmp_path))) == 1
