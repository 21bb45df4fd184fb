"""Monograms and logos as pictures: safe, the right size, the same bytes every time."""

import struct
import zlib

import pytest
import typst

from clausework.brand.logo import Logo, read_logo
from clausework.brand.palette import palette
from clausework.render.common.pictures import monogram, png
from tests.support.pictures import UNSOUND
from tests.support.places import EXAMPLES, PROJECT

TEMPLATE = (PROJECT / "templates" / "monogram.typ").read_text(encoding="utf-8")
FONTS = PROJECT / "templates" / "fonts"
COLOURS = palette("#1f4e79", "#f2a900")


def logo(path: str) -> Logo:
    file = EXAMPLES / "schools" / path
    found, faults = read_logo(file.name, file.read_bytes())
    assert found, faults
    return found


def size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", picture, 16)
    return width, height


def corner(picture: bytes) -> bytes:
    """Red, green, blue and alpha of the first pixel, which every PNG filter leaves as it is."""
    start = picture.index(b"IDAT")
    (length,) = struct.unpack_from(">I", picture, start - 4)
    assert picture[24:26] == b"\x08\x06", "8 bits a channel, with transparency"
    return zlib.decompressobj().decompress(picture[start + 4 : start + 4 + length])[1:5]


@pytest.mark.parametrize("initials", ["WH", "S", "ÉŁ", "?"])
def test_a_monogram_passes_as_a_logo(initials: str) -> None:
    picture = monogram(initials, COLOURS, TEMPLATE, FONTS)
    found, faults = read_logo("monogram.svg", picture)
    assert not faults
    assert found is not None
    assert found.width == found.height
    assert b"<text" not in picture
    assert b"#1f4e79" in picture
    assert picture.count(b"<use") == len(initials)
    assert picture == monogram(initials, COLOURS, TEMPLATE, FONTS)


def test_a_monogram_is_data_not_markup() -> None:
    picture = monogram("#a", COLOURS, TEMPLATE, FONTS)
    assert picture.count(b"<use") == 2


@pytest.mark.parametrize(
    "path", ["example-oak-academy/logo.svg", "saint-zoes-example-primary/logo.png"]
)
def test_a_logo_becomes_a_png_of_the_height_asked_for(path: str) -> None:
    picture = png(logo(path), 120)
    assert size(picture) == (120, 120)
    assert corner(picture)[3] == 0, "the corner outside the disc stays transparent"
    assert picture == png(logo(path), 120)


def test_a_wide_logo_stays_wide() -> None:
    wide = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0"/></svg>'
    found, _ = read_logo("wide.svg", wide)
    assert found is not None
    assert size(png(found, 40)) == (120, 40)


def test_the_pixels_of_a_png_logo_are_drawn() -> None:
    plain = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<rect width="9" height="9" fill="#6b2a6f"/></svg>'
    )
    drawn, _ = read_logo("plain.svg", plain)
    assert drawn is not None
    pixels, _ = read_logo("plain.png", png(drawn, 9))
    assert pixels is not None
    assert corner(png(pixels, 9)) == b"\x6b\x2a\x6f\xff"


def test_a_drawing_that_makes_typst_panic_is_an_error_like_any_other() -> None:
    endless, faults = read_logo("logo.svg", UNSOUND["endless.svg"][1]())
    assert endless is not None, faults
    with pytest.raises(typst.TypstError, match="typst stopped"):
        png(endless, 128)
