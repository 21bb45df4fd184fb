"""What a label says of the place of a paragraph, whether Word counted it or somebody typed it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from clausework.intake.blocks import LabelForm, Paragraph, TextPiece

MarkKind = Literal["path", "appendix", "point"]


@dataclass(frozen=True)
class LabelMark:
    """The place that a label names.

    A `path` is the figures of 7.1.2, or after a letter those of A.1; an `appendix` has its letter;
    a `point` its `form` and its place in its list, from 1, 0 for a bullet.
    """

    kind: MarkKind
    path: tuple[int, ...] = ()
    letter: str = ""
    form: LabelForm = "decimal"
    place: int = 0
    typed: bool = False


# What begins a caption, and a heading of an appendix.
CAPTION = re.compile(r"\s*(table|figure)\s+\d+\s*[:.–-]\s*", re.IGNORECASE)
APPENDIX = re.compile(r"(appendix|annex)\s+([A-Z]|\d{1,2})\b[.:–\s-]*", re.IGNORECASE)
_PATH = re.compile(r"(?P<letter>[A-Z])?\.?(?P<path>\d{1,3}(?:\.\d{1,3}){0,4})[.):]?$")
_APPENDIX = re.compile(
    r"(?:appendix|annex|schedule)\s+(?P<letter>[A-Z]|\d{1,2})[.:)–-]?$", re.IGNORECASE
)
_POINT = re.compile(r"\(?(?P<mark>[a-z]{1,4}|[A-Z]{1,4}|\d{1,3})[.)]+$")
_ROMAN = re.compile(r"(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_BULLETS = re.compile("[•·◦▪‣●○■□–—*o\uf0b7\uf0a7-]$")
# A label at the beginning of a text, and what parts it from the rest.
_TYPED = re.compile(
    r"\s*(?P<label>(?:appendix|annex)\s+[A-Za-z0-9]{1,2}[.:)]?(?=\s|$)"
    r"|[A-Z]\.\d{1,3}(?:\.\d{1,3})*\.?|\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)]"
    r"|\(\d{1,3}\)|\([a-z]{1,4}\)|[a-z]{1,4}\)|\([A-Z]{1,2}\)|[•·◦▪‣●○\uf0b7\uf0a7]|[-–](?=\t))"
    r"(?:\s+|\t|$)",
    re.IGNORECASE,
)


def read_label(text: str, form: LabelForm = "decimal") -> LabelMark | None:
    """The mark of a label, None where it names no place."""
    text = text.strip()
    found = _APPENDIX.match(text)
    if found:
        return LabelMark("appendix", letter=found["letter"].upper())
    if form == "bullet" or _BULLETS.match(text):
        return LabelMark("point", form="bullet")
    found = _PATH.match(text)
    if found and (found["letter"] or "." in found["path"].rstrip(".") or not text.endswith(")")):
        figures = tuple(int(one) for one in found["path"].split("."))
        return LabelMark("path", path=figures, letter=found["letter"] or "")
    found = _POINT.match(text)
    if found is None:
        return None
    mark = found["mark"]
    if mark.isdigit():
        return LabelMark("point", form="decimal", place=int(mark))
    small = mark.lower()
    if form == "roman" or (form != "letter" and len(small) > 1 and _ROMAN.match(small)):
        return LabelMark("point", form="roman", place=roman_value(small))
    if len({*small}) != 1:
        return None
    place = ord(small[0]) - ord("a") + 1 + 26 * (len(small) - 1)
    return LabelMark("point", form="letter", place=place)


def roman_value(figures: str) -> int:
    """The number of small Roman figures."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    found = [values.get(one, 0) for one in figures]
    pairs = zip(found, [*found[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def with_typed(paragraph: Paragraph) -> tuple[Paragraph, str]:
    """A paragraph without the label that somebody typed before its text, and that label."""
    if paragraph.label is not None:
        return paragraph, ""
    whole = "".join(piece.text for piece in paragraph.pieces)
    found = _TYPED.match(whole)
    if found is None or read_label(found["label"]) is None:
        return paragraph, ""
    if not whole[found.end() :].strip() and not found["label"].lower().startswith(("app", "ann")):
        return paragraph, ""
    return replace(paragraph, pieces=after(paragraph.pieces, found.end())), found["label"]


def after(pieces: tuple[TextPiece, ...], count: int) -> tuple[TextPiece, ...]:
    """Pieces without their first letters."""
    left = []
    for piece in pieces:
        cut = min(count, len(piece.text))
        count -= cut
        if piece.text[cut:] or piece.note:
            left.append(replace(piece, text=piece.text[cut:]))
    return tuple(left)
