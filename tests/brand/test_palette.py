"""Colours that can be read, whatever a school asks for; typefaces; initials for any name."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from clausework.brand.palette import Font, Palette, adjusted, initials, palette
from tests.support.places import PROJECT

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
TEXT = ("text", "muted", "heading", "link", "number")


def luminance(colour: str) -> float:
    """WCAG 2.1's own formula, written out here so that the library is not its own judge."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs(colours: Palette) -> list[tuple[str, str, float]]:
    """Foreground, background and least contrast, by field."""
    wanted: list[tuple[str, str, float]] = []
    for scheme in ("", "dark_"):
        grounds = (f"{scheme}page", f"{scheme}tint")
        wanted += [(scheme + text, ground, 4.5) for text in TEXT for ground in grounds]
        wanted += [(f"{scheme}focus", ground, 3.0) for ground in grounds]
        wanted.append((f"{scheme}band_text", f"{scheme}band", 4.5))
        wanted.append((f"{scheme}accent_line", f"{scheme}band", 1.5))
    return wanted


@given(COLOURS, COLOURS)
@settings(deadline=None, max_examples=150)
def test_every_pair_can_be_read(primary: str, accent: str) -> None:
    colours = palette(primary, accent)
    for front, back, least in pairs(colours):
        ratio = contrast(getattr(colours, front), getattr(colours, back))
        assert ratio >= least, f"{front} on {back}"


@given(COLOURS, COLOURS)
@settings(deadline=None, max_examples=50)
def test_a_colour_that_can_be_read_is_kept_and_any_other_is_reported(
    primary: str, accent: str
) -> None:
    colours = palette(primary, accent)
    changed = {found.role: found for found in adjusted(primary, accent)}
    for role, asked in (("heading", primary), ("number", accent), ("band", primary)):
        assert (getattr(colours, role) == asked) == (role not in changed)
    for found in changed.values():
        assert found.ratio < 4.6 <= found.used_ratio


def test_the_colours_of_the_look() -> None:
    colours = palette("#1f4e79", "#f2a900")
    assert (colours.band, colours.band_text) == ("#1f4e79", "#ffffff")
    assert (colours.accent_line, colours.heading) == ("#f2a900", "#1f4e79")


def test_a_pale_school_colour_keeps_its_band_under_dark_letters() -> None:
    colours = palette("#ffd400", "#003399")
    assert colours.band == "#ffd400"
    assert luminance(colours.band_text) < 0.02


def test_what_was_adjusted_is_told_with_its_ratios() -> None:
    number = next(found for found in adjusted("#1f4e79", "#f2a900") if found.role == "number")
    assert (number.asked, number.ratio) == ("#f2a900", 1.82)
    assert number.used == palette("#1f4e79", "#f2a900").number


STYLES = ("400-normal", "400-italic", "600-normal", "700-normal", "700-italic")


def folder(font: Font) -> Path:
    fonts = PROJECT / "templates" / "fonts"
    return fonts if font is Font.SOURCE_SANS else fonts / font.slug


def style(face: TTFont) -> str:
    selected = face["OS/2"].fsSelection
    return f"{face['OS/2'].usWeightClass}-{'italic' if selected & 1 else 'normal'}"


@pytest.mark.parametrize("font", Font)
def test_a_typeface_is_there_for_paper_in_every_style(font: Font) -> None:
    faces = [TTFont(path) for path in folder(font).glob("*.ttf")]
    names = {face["name"].getBestFamilyName() for face in faces}
    styles = {style(face) for face in faces}
    assert (names, styles) == ({font.value}, set(STYLES))
    # Its makers allow it to be embedded, and it has the letters of English, Welsh and Polish names.
    assert {face["OS/2"].fsType for face in faces} == {0}
    for face in faces:
        assert set(map(ord, "Aé£–’•ŵŷŁódź")) <= face.getBestCmap().keys()


@pytest.mark.parametrize("font", Font)
def test_a_typeface_is_there_for_the_web_in_every_style(font: Font) -> None:
    found = {path.name for path in folder(font).glob("*.woff2")}
    assert found == {
        f"{font.slug}-{letters}-{style}.woff2"
        for letters in ("latin", "latin-ext")
        for style in STYLES
    }
    assert "SIL Open Font License, Version 1.1" in (folder(font) / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Warden Hill Infant School", "WH"),
        ("Saint Zoë's Example Primary School", "SZ"),
        ("The Example School", "ES"),
        ("THE ÉLAN Academy", "ÉA"),
        ("E\N{COMBINING ACUTE ACCENT}lan", "É"),
        ("St. Mary's", "SM"),
        ("The", "T"),
        ("O'Hara", "O"),
        ("1 & 2", "?"),
        ("\N{SNOWMAN}", "?"),
        ("   ", "?"),
        ("", "?"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@given(st.text())
def test_initials_are_short_whatever_the_name(name: str) -> None:
    found = initials(name)
    assert found == "?" or (len(found) <= 2 and found.isalpha())
