"""Pieces of a file as clause text: emphasis, links, footnote marks and references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from clausework.intake.blocks import TextPiece

# What CommonMark or a fill would read as something else.
_SIGNS = re.compile(r"[\\*_`\[\]<>]|&(?=#?\w+;)")
# A fill that HR wrote into a Word file is one.
_FILL = re.compile(r"(\{\{[^{}]*\}\})")
_SPACES = re.compile(r"[ \t\u00a0\u2002-\u200a\u202f]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BLANK = re.compile(r"(?:_{4,}|\.{6,}|…{3,}) ?\((?P<words>[^()\n]{1,80})\)")


def plain_text(words: str) -> str:
    """Words without letters that nobody sees, with single spaces."""
    seen = _UNSEEN.sub("", words.replace("\u2011", "-"))
    lines = (_SPACES.sub(" ", line).strip() for line in seen.split("\n"))
    return "\n".join(line for line in lines if line)


def text_of(
    pieces: Iterable[TextPiece],
    notes: Mapping[str, str],
    target: Callable[[str, str], str | None],
    *,
    blanks: bool = False,
) -> str:
    """The pieces as clause text.

    `notes` are the ids of footnotes by their number in the file; `target` the id of the element
    that a bookmark is at, where the words of a link are its number. With `blanks`, a line to be
    filled in is a gap with the words in brackets after it.
    """
    written = "".join(_written(piece, notes, target) for piece in pieces)
    if blanks:
        written = _BLANK.sub(lambda found: f"{{{{ blank {found['words'].strip()} }}}}", written)
        # Its line was escaped before it was known for one.
        written = re.sub(
            r"(?:\\_){4,} ?\((?P<words>[^()\n]{1,80})\)",
            lambda found: f"{{{{ blank {found['words'].strip()} }}}}",
            written,
        )
    return plain_text(written)


def _written(
    piece: TextPiece, notes: Mapping[str, str], target: Callable[[str, str], str | None]
) -> str:
    if piece.note is not None:
        return f"[^{notes[piece.note]}]" if piece.note in notes else ""
    words = piece.text
    if piece.href is not None and piece.href.startswith("#"):
        name = target(piece.href[1:], words)
        words = f"{{{{ ref {name} }}}}" if name else _escaped(words)
    elif piece.href is not None and words.strip():
        words = f"[{_escaped(words)}]({piece.href})"
    else:
        words = _escaped(words)
    if piece.emphasis:
        words = _around(words, "*")
    return _around(words, "**") if piece.strong else words


def _escaped(words: str) -> str:
    pieces = _FILL.split(words)
    return "".join(
        words if at % 2 else _SIGNS.sub(_one_escaped, words) for at, words in enumerate(pieces)
    )


def _one_escaped(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"\\{found[0]}"


def _around(words: str, sign: str) -> str:
    """Words between signs of emphasis, which may not be beside a space."""
    inner = words.strip()
    if not inner:
        return words
    before, _, after = words.partition(inner)
    return f"{before}{sign}{inner}{sign}{after}"
