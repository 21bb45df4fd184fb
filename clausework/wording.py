"""Two texts, word by word: what was kept, removed and added, never half a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from clausework.inline import Run, plain

# A few words kept between two changes read worse than the words around them changed as one.
FEWEST_WORDS_KEPT = 2

_TOKEN = re.compile(r"\w+(?:[-'’./&]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that was kept, removed or added, with its runs."""

    kind: Literal["kept", "removed", "added"]
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words without style."""
        return plain(self.runs)

    @property
    def own_text(self) -> str:
        """Its words without the numbers of places that it refers to."""
        return plain(run for run in self.runs if reference(run) is None)


def compare_runs(before: Sequence[Run], after: Sequence[Run]) -> tuple[Piece, ...]:
    """The pieces that lead from one text to the other, in reading order, removed before added.

    The number that a reference prints is no part of the text: a clause that moved elsewhere changes
    no clause that refers to it. Where it differs, the kept piece has the later one.
    """
    old, new = list(_tokens(before)), list(_tokens(after))
    matcher = SequenceMatcher(
        lambda key: str(key[0]).isspace(), [_key(t) for t in old], [_key(t) for t in new], False
    )
    spans = _readable(matcher.get_opcodes(), old)
    pieces: list[Piece] = []
    for tag, a, b, c, d in spans:
        if tag == "equal":
            pieces.append(Piece("kept", _joined(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece("removed", _joined(old[a:b])))
        if d > c:
            pieces.append(Piece("added", _joined(new[c:d])))
    return tuple(pieces)


def later(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The text that the pieces lead to."""
    return _joined([run for piece in pieces if piece.kind != "removed" for run in piece.runs])


def earlier(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The text that the pieces lead from, with references as the later text prints them."""
    return _joined([run for piece in pieces if piece.kind != "added" for run in piece.runs])


def same(before: Sequence[Run], after: Sequence[Run]) -> bool:
    """Whether two texts have the same words in the same style, references aside."""
    return [_key(run) for run in _joined(before)] == [_key(run) for run in _joined(after)]


def reference(run: Run) -> str | None:
    """The fill of a run that prints the number of another place, else None."""
    return run.fill if run.fill is not None and run.fill.startswith("ref ") else None


def _tokens(runs: Sequence[Run]) -> Iterator[Run]:
    for run in _joined(runs):
        if run.note is not None or reference(run) is not None:
            yield run
            continue
        for found in _TOKEN.finditer(run.text):
            yield run.model_copy(update={"text": found[0]})


def _key(run: Run) -> tuple[str, bool, bool, str | None, str | None]:
    """What sets a token apart for a reader; where its words came from does not."""
    words = reference(run) or run.text
    return (words, run.strong, run.emphasis, run.href, run.note)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbouring runs of one style as one, but references and footnote marks alone."""
    joined: list[Run] = []
    for style, group in groupby(runs, key=_style):
        members = list(group)
        if style[-1] is not None:
            joined += members
            continue
        text = plain(members)
        if text:
            fill = members[0].fill if len(members) == 1 else None
            joined.append(members[0].model_copy(update={"text": text, "fill": fill}))
    return tuple(joined)


def _style(run: Run) -> tuple[object, ...]:
    alone = run.note or reference(run)
    return (run.strong, run.emphasis, run.href, alone)


Opcode = tuple[str, int, int, int, int]


def _readable(opcodes: Sequence[Opcode], old: Sequence[Run]) -> list[Opcode]:
    """Opcodes with short kept stretches between changes taken into them."""
    merged: list[Opcode] = []
    for index, (tag, a, b, c, d) in enumerate(opcodes):
        between = 0 < index < len(opcodes) - 1
        if tag == "equal" and not (between and _few_words(old[a:b])):
            merged.append((tag, a, b, c, d))
        elif merged and merged[-1][0] != "equal":
            _, first, _, first_new, _ = merged[-1]
            merged[-1] = ("replace", first, b, first_new, d)
        else:
            merged.append(("replace", a, b, c, d))
    return merged


def _few_words(tokens: Sequence[Run]) -> bool:
    words = sum(1 for token in tokens if token.note or any(c.isalnum() for c in token.text))
    return words <= FEWEST_WORDS_KEPT and not any(token.note for token in tokens)
