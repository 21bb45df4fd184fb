"""A logo of any shape can be read where it goes: its size, and the ground that it is on."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from clausework.brand.logo import read_logo
from clausework.render.common.drawable import lost_on
from clausework.render.common.letterhead import Letterhead
from clausework.render.paper import pdf
from clausework.render.word import word
from tests.judges import open_xml
from tests.support.pictures import saved, svg
from tests.support.samples import OAK, sample

NAVY, WHITE = "#102a5c", "#ffffff"
BAR = '<rect x="{x}" width="{width}" height="100" fill="{fill}"/>'
DISC = '<circle cx="50" cy="50" r="50" fill="{}"/>'
LETTERS = '<path fill="{}" d="M30 30h10v40h-10zM50 30h10v40h-10z"/>'


def lettering(fill: str) -> bytes:
    """A red emblem and, beside it, letters."""
    bars = [BAR.format(x=120 + 40 * at, width=20, fill=fill) for at in range(6)]
    return svg(DISC.format("#c8102e") + "".join(bars), 'viewBox="0 0 360 100"')


LOST = {
    "white letters on white": (lettering(WHITE), WHITE, True),
    "white letters on navy": (lettering(WHITE), NAVY, False),
    "navy letters on navy": (lettering(NAVY), NAVY, True),
    "letters as the ground is, on a disc": (
        svg(DISC.format(WHITE) + LETTERS.format(NAVY)),
        NAVY,
        False,
    ),
    "all of it": (svg(DISC.format(WHITE)), WHITE, True),
    "a photograph with its own ground": (
        svg('<rect width="100" height="100" fill="#fff"/>' + LETTERS.format(NAVY)),
        WHITE,
        False,
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_what_cannot_be_seen_on_its_ground_is_measured(case: str) -> None:
    data, ground, expected = LOST[case]
    logo, faults = read_logo("logo.svg", data)
    assert logo is not None, faults
    [part] = lost_on(logo, (ground,))
    assert (part >= 0.2) is expected


def with_logo(width: int, height: int) -> Letterhead:
    logo, faults = read_logo("logo.png", saved(Image.new("RGBA", (width, height), "white"), "PNG"))
    assert logo is not None, faults
    return replace(sample(OAK)[1], logo=logo, logo_alt="The name in letters")


def test_a_wide_logo_is_as_wide_in_the_pdf_as_a_reader_needs() -> None:
    document, _, templates = sample(OAK)
    made = pypdfium2.PdfDocument(pdf.render(document, with_logo(800, 100), templates))
    found = [
        one.get_bounds() for one in made[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    [(left, bottom, right, top)] = found
    assert 80 <= (right - left) / 72 * 25.4 <= 90
    assert (right - left) / (top - bottom) == pytest.approx(8, rel=0.01)


def extents(docx: bytes, part: str) -> tuple[float, float]:
    """How wide and high the picture in a part is, in millimetres."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        found = re.search(rb'<wp:extent cx="(\d+)" cy="(\d+)"', archive.read(f"word/{part}.xml"))
    assert found is not None
    return int(found[1]) / 36_000, int(found[2]) / 36_000


def test_a_wide_logo_is_as_wide_in_word(tmp_path: Path) -> None:
    document, _, templates = sample(OAK)
    docx = word.render(document, with_logo(800, 100), templates)
    width, height = extents(docx, "header-cover")
    assert 80 <= width <= 90
    assert width / height == pytest.approx(8, rel=0.01)
    assert 30 <= extents(docx, "header")[0] <= 40
    (tmp_path / "wide.docx").write_bytes(docx)
    assert open_xml([tmp_path / "wide.docx"]) == {tmp_path / "wide.docx": []}


def test_above_each_page_of_a_word_copy_a_white_logo_is_on_a_piece_of_the_band() -> None:
    document, _, templates = sample(OAK)
    school = with_logo(800, 100)
    docx = word.render(document, school, templates)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert b"media/plate.png" in archive.read("word/_rels/header.xml.rels")
        plate = Image.open(io.BytesIO(archive.read("word/media/plate.png"))).convert("RGBA")
    band = tuple(bytes.fromhex(school.palette.band[1:]))
    assert plate.getpixel((1, 1)) == (*band, 255)
    assert plate.getpixel((plate.width // 2, plate.height // 2)) == (255, 255, 255, 255)
    width, height = extents(docx, "header")
    assert width / height == pytest.approx(plate.width / plate.height, rel=0.02)


def test_a_school_without_a_logo_has_none_above_its_pages() -> None:
    document, school, templates = sample("warden-hill-infant")
    with zipfile.ZipFile(io.BytesIO(word.render(document, school, templates))) as archive:
        assert "word/media/plate.png" not in archive.namelist()
        assert b"plate" not in archive.read("word/_rels/header.xml.rels")
