"""A school's two colours made readable, its typefaces, and initials in place of a logo.

A school's colour is kept wherever text is readable with it, and is otherwise replaced by the
nearest shade of the same hue.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from coloraide import Color

# WCAG 2.1 AA requires 4.5 and 3; the margins allow for a browser's rounding.
TEXT_RATIO = 4.6
SHAPE_RATIO = 3.1
ACCENT_RATIO = 1.6

WHITE = "#ffffff"
NEAR_BLACK = "#1b1f24"
DARK_PAGE = "#14181d"
DARK_TEXT = "#e6e9ed"


class Font(StrEnum):
    """The typefaces that a school may choose from: `templates/fonts` has them for every output."""

    SOURCE_SANS = "Source Sans 3"
    LITERATA = "Literata"
    ATKINSON = "Atkinson Hyperlegible Next"

    @property
    def slug(self) -> str:
        """The name as used for files and folders."""
        return self.value.lower().replace(" ", "-")

    @property
    def serif(self) -> bool:
        """Whether the letters have serifs, which decides the fallback typefaces."""
        return self is Font.LITERATA


@dataclass(frozen=True)
class Palette:
    """Colours as "#rrggbb" for a light scheme and, in fields named `dark_`, for a dark one.

    `text`, `muted`, `heading`, `link` and `number` are readable on `page` and on `tint`, and
    `band_text` on `band`; `focus` contrasts with both grounds as a shape must. `accent_line` and
    `rule` are decoration. An outlined button uses `link`, a filled one `band` and `band_text`.
    """

    page: str
    text: str
    muted: str
    rule: str
    band: str
    band_text: str
    accent_line: str
    heading: str
    link: str
    number: str
    tint: str
    focus: str
    dark_page: str
    dark_text: str
    dark_muted: str
    dark_rule: str
    dark_band: str
    dark_band_text: str
    dark_accent_line: str
    dark_heading: str
    dark_link: str
    dark_number: str
    dark_tint: str
    dark_focus: str


@dataclass(frozen=True)
class Adjustment:
    """A colour that a school chose and the shade used in its place.

    `role` is a field of Palette; `background` names in words the colour behind it; `ratio` and
    `used_ratio` are the lowest WCAG 2.1 contrast there, 1 to 21, rounded down to two decimals.
    """

    role: str
    background: str
    asked: str
    ratio: float
    used: str
    used_ratio: float


@lru_cache(maxsize=1024)  # The checks and every format call this again.
def palette(primary: str, accent: str) -> Palette:
    """The colours derived from a school's two, each "#rrggbb"."""
    tint = _shade(primary, lightness=0.965, chroma=0.015)
    dark_tint = _shade(primary, lightness=0.27, chroma=0.03)
    light, dark = (WHITE, tint), (DARK_PAGE, dark_tint)
    band = _band(primary)
    dark_band = _shade(primary, lightness=0.32)
    heading = _apart(primary, light, TEXT_RATIO)
    dark_heading = _apart(primary, dark, TEXT_RATIO)
    return Palette(
        page=WHITE,
        text=NEAR_BLACK,
        muted="#59636e",
        rule="#d5dade",
        band=band,
        band_text=_text_on(band),
        accent_line=_apart(accent, (band,), ACCENT_RATIO),
        heading=heading,
        link=heading,
        number=_apart(accent, light, TEXT_RATIO),
        tint=tint,
        focus=_apart(accent, light, SHAPE_RATIO),
        dark_page=DARK_PAGE,
        dark_text=DARK_TEXT,
        dark_muted="#a4adb8",
        dark_rule="#39424c",
        dark_band=dark_band,
        dark_band_text=DARK_TEXT,
        dark_accent_line=_apart(accent, (dark_band,), ACCENT_RATIO),
        dark_heading=dark_heading,
        dark_link=dark_heading,
        dark_number=_apart(accent, dark, TEXT_RATIO),
        dark_tint=dark_tint,
        dark_focus=_apart(accent, dark, SHAPE_RATIO),
    )


def adjusted(primary: str, accent: str) -> list[Adjustment]:
    """The colours of a school that cannot carry text unchanged, in the order of Palette."""
    colours = palette(primary, accent)
    letters = (colours.band_text,)
    light, dark = (WHITE, colours.tint), (DARK_PAGE, colours.dark_tint)
    uses = [
        ("band", "the letters on the band", letters, primary, colours.band),
        ("heading", "a white page and its tinted boxes", light, primary, colours.heading),
        ("number", "a white page and its tinted boxes", light, accent, colours.number),
        ("dark_heading", "a dark page and its tinted boxes", dark, primary, colours.dark_heading),
        ("dark_number", "a dark page and its tinted boxes", dark, accent, colours.dark_number),
    ]
    return [
        Adjustment(role, words, asked, _lowest(asked, grounds), used, _lowest(used, grounds))
        for role, words, grounds, asked, used in uses
        if asked.lower() != used
    ]


def contrast(one: str, other: str) -> float:
    """The WCAG 2.1 contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=64)
def _luminance(colour: str) -> float:
    return max(0.0, Color(colour).luminance())


def initials(name: str) -> str:
    """One or two capitals for a monogram, or "?" where a name has no letter of our typeface."""
    words = unicodedata.normalize("NFC", name).split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    letters = [letter for letter in map(_first_letter, words) if letter]
    return "".join(letters[:2]) or "?"


def _first_letter(word: str) -> str:
    # Source Sans has no letters of other scripts, and a monogram would be empty boxes.
    scripts = ("LATIN", "GREEK", "CYRILLIC")
    letters = (char for char in word if unicodedata.name(char, "").startswith(scripts))
    return next((char.upper()[:1] for char in letters if char.isalpha()), "")


def _text_on(background: str) -> str:
    return max(WHITE, NEAR_BLACK, key=lambda text: contrast(text, background))


def _band(primary: str) -> str:
    """`primary`, or its nearest shade on which white or near-black is readable."""
    if contrast(primary, _text_on(primary)) >= TEXT_RATIO:
        return primary.lower()
    shades = [_apart(primary, (text,), TEXT_RATIO) for text in (WHITE, NEAR_BLACK)]
    return min(shades, key=lambda shade: abs(_lightness(shade) - _lightness(primary)))


def _apart(colour: str, grounds: tuple[str, ...], ratio: float) -> str:
    """`colour`, or its nearest shade that reaches `ratio` against each of `grounds`.

    The grounds are all light or all dark, so the shade is darker or lighter than all of them.
    """

    def passes(shade: str) -> bool:
        return all(contrast(shade, ground) >= ratio for ground in grounds)

    if passes(colour):
        return colour.lower()
    failing = _lightness(colour)
    passing = 1.0 if contrast(grounds[0], WHITE) > contrast(grounds[0], "#000000") else 0.0
    best = _shade(colour, passing)
    # Twelve halvings of the lightness are finer than the 256 steps of a colour channel.
    for _ in range(12):
        middle = (failing + passing) / 2
        shade = _shade(colour, middle)
        if passes(shade):
            passing, best = middle, shade
        else:
            failing = middle
    return best


def _lightness(colour: str) -> float:
    return _oklch(colour)["lightness"]


@lru_cache(maxsize=8)
def _oklch(colour: str) -> Color:
    return Color(colour).convert("oklch")


def _shade(colour: str, lightness: float, chroma: float = math.inf) -> str:
    """`colour` at an OKLCH lightness (0 to 1), same hue, at most `chroma`, inside sRGB."""
    shade = _oklch(colour).clone()
    shade["lightness"] = lightness
    shade["chroma"] = min(shade["chroma"], chroma)
    return shade.convert("srgb").to_string(hex=True, fit="oklch-chroma")


def _lowest(colour: str, grounds: tuple[str, ...]) -> float:
    return math.floor(min(contrast(colour, ground) for ground in grounds) * 100) / 100
