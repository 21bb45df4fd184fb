"""What a redline inserts or deletes, in pandoc's tree, as calls of functions of policy.typ.

Spaces are outside the marks, and neighbours with the same mark are joined in one call, so that
brackets and spoken words are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clausework.model.document import Mark
from clausework.render.common.markup import PandocNode

_MARKS: dict[str, Mark] = {"insertion": "inserted", "deletion": "deleted"}
_STYLED = ("Strong", "Emph", "Link")
_SPACED = re.compile(r"( *)(.*?)( *)", re.DOTALL)


def typst(text: str) -> PandocNode:
    """Typst's own markup within a paragraph."""
    return {"t": "RawInline", "c": ["typst", text]}


def is_marked(tree: Any) -> bool:
    """Whether something in a tree, or a list of trees, is inserted or deleted."""
    if isinstance(tree, list):
        return any(map(is_marked, tree))
    if not isinstance(tree, dict):
        return False
    return _mark(tree) is not None or is_marked(tree.get("c"))


def standing(inlines: list[PandocNode], side: Mark) -> list[PandocNode]:
    """One side of a text without marks: with its insertions, or with its deletions."""
    found = []
    for inline in inlines:
        if is_styled(inline):
            found.append(restyled(inline, standing(within(inline), side)))
        elif _mark(inline) is None:
            found.append(inline)
        elif _mark(inline) == side:
            found += inline["c"][1]
    return found


def with_marks(inlines: list[PandocNode], function: str = "marked") -> list[PandocNode]:
    """The inlines of a paragraph with calls of a function for its marks.

    Those in its footnotes are unchanged.
    """
    pieces = [*_pieces(inlines)]
    if not any(piece.mark for piece in pieces):
        return inlines
    neighbours = zip([None, *pieces[:-1]], pieces, [*pieces[1:], None], strict=True)
    return _put(inlines, (_called(*three, function) for three in neighbours))


def is_styled(inline: PandocNode) -> bool:
    """Whether it is strong, emphatic or a link."""
    return inline["t"] in _STYLED


def within(inline: PandocNode) -> list[PandocNode]:
    """The inlines in one that is styled."""
    inlines: list[PandocNode] = inline["c"][1] if inline["t"] == "Link" else inline["c"]
    return inlines


def restyled(inline: PandocNode, inlines: list[PandocNode]) -> PandocNode:
    """A styled inline with other contents."""
    if inline["t"] == "Link":
        attributes, _, target = inline["c"]
        return {"t": "Link", "c": [attributes, inlines, target]}
    return {"t": inline["t"], "c": inlines}


@dataclass(frozen=True)
class _Piece:
    """An inline that is not itself styled; `words` are empty where it is not text."""

    inlines: list[PandocNode]
    mark: Mark | None
    words: str


def _pieces(inlines: list[PandocNode]) -> Iterator[_Piece]:
    for inline in inlines:
        if is_styled(inline):
            yield from _pieces(within(inline))
            continue
        mark = _mark(inline)
        # A mark contains one text, one footnote or one line break.
        own = inline["c"][1] if mark else [inline]
        yield _Piece(own, mark, own[0]["c"] if own[0]["t"] == "Str" else "")


def _put(inlines: list[PandocNode], pieces: Iterator[list[PandocNode]]) -> list[PandocNode]:
    """The inlines with each unstyled one replaced by the next of the pieces."""
    put = []
    for inline in inlines:
        if is_styled(inline):
            put.append(restyled(inline, _put(within(inline), pieces)))
        else:
            put += next(pieces)
    return put


def _mark(inline: PandocNode) -> Mark | None:
    if inline["t"] != "Span":
        return None
    return next((_MARKS[one] for one in inline["c"][0][1] if one in _MARKS), None)


def _called(
    before: _Piece | None, piece: _Piece, after: _Piece | None, function: str
) -> list[PandocNode]:
    if piece.mark is None:
        return piece.inlines
    first = before is None or before.mark != piece.mark
    last = after is None or after.mark != piece.mark
    spaced = _SPACED.fullmatch(piece.words)
    assert spaced is not None
    leading, inner, trailing = spaced.groups()
    if first and last and not inner and piece.words:
        return piece.inlines
    written: list[PandocNode] = []
    if first:
        written += [_text(leading)] if leading else _gap(before, inner)
    ends = f"{str(first).lower()}, {str(last).lower()}"
    written.append(typst(f'#{function}("{piece.mark}", {ends})['))
    kept = ("" if first else leading) + inner + ("" if last else trailing)
    written += [_text(kept)] if piece.words else piece.inlines
    written.append(typst("]"))
    if last and trailing:
        written.append(_text(trailing))
    elif last and after and not after.mark and not after.words.startswith(" "):
        written.append(typst("#glue;"))
    return written


def _gap(before: _Piece | None, inner: str) -> list[PandocNode]:
    """The space before the first piece of a mark that has none of its own there."""
    if before is None or before.words.endswith(" "):
        return []
    if not before.mark:
        return [typst("#glue;")]
    return [] if inner.startswith((".", ",", ";", ":", "!", "?", ")")) else [_text(" ")]


def _text(words: str) -> PandocNode:
    return {"t": "Str", "c": words}
