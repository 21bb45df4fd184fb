"""The characters that a text may have, and how others are shown on a terminal."""

from __future__ import annotations

import re

# What the typefaces of the outputs can print: Latin, Greek and Cyrillic with their marks.
PRINTABLE = (
    "\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u0148\u014a-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1ea0-\u1ef9\u2010-\u2015"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265"
)
NOT_PRINTABLE = re.compile(f"[^{PRINTABLE}]")
# Controls, characters that change the direction of writing, joiners, fillers, variation selectors,
# tags, surrogates, private characters, and code points that are not characters.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(2**16, 2**20, 2**16))
    + "]"
)


def shown(text: str) -> str:
    """A text with each invisible character as its escape, as YAML and JSON have it."""
    return INVISIBLE.sub(lambda found: _escape(found[0]), text)


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def invisible(char: str) -> tuple[str, str, str]:
    """The fault of an invisible character: the message, why it matters, what to do."""
    return (
        f"there is an invisible character here (U+{ord(char):04X})",
        "it cannot be seen or printed and can change the order in which words are shown; it "
        "usually comes with text pasted from elsewhere.",
        "delete it and type the words around it again.",
    )


def not_printable(char: str) -> tuple[str, str, str]:
    """The fault of a letter that cannot be printed: the message, why it matters, what to do."""
    return (
        f'"{char}" (U+{ord(char):04X}) is in none of the typefaces',
        "the PDF and the Word copy contain their typeface, and would show a box in place of this "
        "letter.",
        "write it in Latin, Greek or Cyrillic letters, or leave it out.",
    )
