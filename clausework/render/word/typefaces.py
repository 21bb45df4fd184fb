"""The typefaces in a Word copy, for readers who do not have them installed.

Word embeds a typeface as its file with the first 32 bytes scrambled by a key. The files in
`templates/word/fonts/` are already so, each by the key that its place in `Font` and `FACES` gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausework.brand.palette import Font

FOLDER = "word/fonts/"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")


@dataclass(frozen=True)
class Face:
    """One style of a typeface: Word's name of it, its file in `FOLDER` and the file's key."""

    name: str
    file: str
    key: str


@dataclass(frozen=True)
class Typeface:
    """A typeface and its four styles."""

    font: Font
    faces: tuple[Face, ...]


def typefaces(fonts: Iterable[Font]) -> list[Typeface]:
    """The typefaces of some fonts, each once, in the order given."""
    return [Typeface(font, _faces(font)) for font in dict.fromkeys(fonts)]


def _faces(font: Font) -> tuple[Face, ...]:
    family = [*Font].index(font) + 1
    return tuple(
        Face(
            name,
            f"{font.slug}-{name}.odttf",
            f"{{0C1A0000-0000-4000-8000-0000000000{family}{number}}}",
        )
        for number, name in enumerate(FACES, 1)
    )
