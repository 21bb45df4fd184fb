"""Footnotes that somebody typed: a star after a word, and a paragraph that begins with one."""

from __future__ import annotations

import re
from dataclasses import replace

from clausework.intake.blocks import Block, FileRead, Paragraph, TextPiece, words
from clausework.intake.labels import after

_FOOT = re.compile(r"\s*(?P<sign>\*{1,3}|[†‡])\s*(?=[^\s*])")


def with_footnotes(read: FileRead) -> FileRead:
    """A file in which each such paragraph is a footnote of the text that has its sign."""
    blocks: list[Block] = []
    found = replace(read, notes={**read.notes}, remarks=[*read.remarks])
    for block in read.blocks:
        sign = _sign(block)
        # Of two stars, one may be the beginning of emphasis.
        signs = [sign, "*"] if sign is not None and sign.startswith("*") else [sign or ""]
        places = ((one, _marked(blocks, one)) for one in signs if one)
        sign, at = next((pair for pair in places if pair[1] is not None), (None, None))
        if sign is None or at is None or not isinstance(block, Paragraph):
            blocks.append(block)
            continue
        name = f"typed-{len(found.notes) + 1}"
        marked = blocks[at]
        assert isinstance(marked, Paragraph)
        blocks[at] = replace(marked, pieces=_with_mark(marked.pieces, sign, name))
        length = _FOOT.match(words(block.pieces))
        assert length is not None
        rest = after(block.pieces, length.end())
        found.notes[name] = _without_last(rest, sign)
        found.remarks.append((words(rest)[:80], f"the words after a {sign} became a footnote"))
    found.blocks = blocks
    return found


def _sign(block: Block) -> str | None:
    if not isinstance(block, Paragraph) or block.label is not None or block.heading is not None:
        return None
    match = _FOOT.match(words(block.pieces))
    return match["sign"] if match else None


def _marked(blocks: list[Block], sign: str) -> int | None:
    """The place of the last paragraph that has the sign after a word, and not before one."""
    after_word = _mark(sign)
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Paragraph) and any(after_word.search(p.text) for p in block.pieces):
            return at
    return None


def _mark(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\w){re.escape(sign)}(?![\w*])")


def _with_mark(pieces: tuple[TextPiece, ...], sign: str, note: str) -> tuple[TextPiece, ...]:
    mark = _mark(sign)
    found: list[TextPiece] = []
    done = False
    for piece in pieces:
        match = None if done else mark.search(piece.text)
        if match is None:
            found.append(piece)
            continue
        done = True
        before, behind = piece.text[: match.start()], piece.text[match.end() :]
        found += [replace(piece, text=before), TextPiece("", note=note)]
        found += [replace(piece, text=behind)] if behind else []
    return tuple(found)


def _without_last(pieces: tuple[TextPiece, ...], sign: str) -> tuple[TextPiece, ...]:
    """A footnote without the same sign at its end, where somebody meant it for emphasis."""
    if not pieces or not pieces[-1].text.rstrip().endswith(sign):
        return pieces
    return (*pieces[:-1], replace(pieces[-1], text=pieces[-1].text.rstrip().removesuffix(sign)))
