"""Two texts, word by word: what was kept, removed and added, never half a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

from clausework.model.inline import Run, plain
from clausework.model.varying.people import DETAILS

# A few kept words between two changes are harder to read than one longer change.
FEWEST_WORDS_KEPT = 2

# Printed for a footnote mark where a text is quoted, because it has no number there.
NOTE_MARK = "[note]"


# A fill that is shown and not filled in is one word.
_TOKEN = re.compile(r"\{\{[^{}]*\}\}|\w+(?:[-'’./&]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that was kept, removed or added, with its runs."""

    kind: Literal["kept", "removed", "added"]
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words without style, with the marks of its footnotes and what its pictures are."""
        return "".join(NOTE_MARK if run.note else plain([run]) for run in self.runs)

    @property
    def own_text(self) -> str:
        """Its words without the numbers of references and the marks of footnotes."""
        return plain(run for run in self.runs if reference(run) is None)


def compare_runs(before: Iterable[Run], after: Iterable[Run]) -> tuple[Piece, ...]:
    """The pieces that lead from one text to the other, in reading order, removed before added.

    The number that a reference prints is not part of the text, so a moved clause changes no clause
    that refers to it. Where the number differs, the kept piece has the newer one.
    """
    return _compared(tuple(before), tuple(after))


@lru_cache(maxsize=1024)
def _compared(before: tuple[Run, ...], after: tuple[Run, ...]) -> tuple[Piece, ...]:
    # The result is then marked, and is often the same for many schools.
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, [_key(*t) for t in old], [_key(*t) for t in new], False)
    spans = _readable(matcher.get_opcodes(), old, new)
    pieces: list[Piece] = []
    for tag, a, b, c, d in spans:
        if tag == "equal":
            pieces.append(Piece("kept", _runs(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece("removed", _runs(old[a:b])))
        if d > c:
            pieces.append(Piece("added", _runs(new[c:d])))
    return tuple(pieces)


def later(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The newer text of the pieces."""
    return _joined([run for piece in pieces if piece.kind != "removed" for run in piece.runs])


def earlier(pieces: Iterable[Piece]) -> tuple[Run, ...]:
    """The older text of the pieces, with references as the newer text prints them."""
    return _joined([run for piece in pieces if piece.kind != "added" for run in piece.runs])


def same(before: Sequence[Run], after: Sequence[Run]) -> bool:
    """Whether two texts have the same words in the same style, whatever `elsewhere` prints."""
    old, new = ([_key(run.text, run) for run in _joined(side)] for side in (before, after))
    return old == new


def reference(run: Run) -> str | None:
    """The fill of a run that prints the number of another place, else None."""
    return run.fill if run.fill is not None and run.fill.startswith("ref ") else None


def elsewhere(run: Run) -> str | None:
    """The fill of a run whose words are not the policy's own: of a reference or a person."""
    fill = run.fill or ""
    return fill if fill.split(" ")[0] in ("ref", *DETAILS) else None


# Some words, and the run that they belong to.
Token = tuple[str, Run]


def _tokens(runs: Sequence[Run]) -> list[Token]:
    found: list[Token] = []
    for run in _runs((run.text, run) for run in runs):
        if _whole(run) is not None:
            found.append((run.text, run))
        else:
            found += [(words, run) for words in _TOKEN.findall(run.text)]
    return found


def _key(words: str, run: Run) -> tuple[object, ...]:
    """What distinguishes a token for a reader; the origin of its words does not."""
    return (elsewhere(run) or words, run.strong, run.emphasis, run.href, run.note, run.picture)


def _whole(run: Run) -> object:
    """What a run is that is never cut: a footnote mark, a picture, words from elsewhere."""
    return run.note or run.picture or elsewhere(run)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    return _runs((run.text, run) for run in runs)


def _runs(tokens: Iterable[Token]) -> tuple[Run, ...]:
    """Join neighbouring tokens of one style into runs, except those that are never cut."""
    joined: list[Run] = []
    for style, group in groupby(tokens, key=_style):
        members = list(group)
        run = members[0][1]
        if style[-1] is not None:
            joined += [run for _, run in members]
            continue
        text = "".join(words for words, _ in members)
        if not text:
            continue
        fill = run.fill if all(other is run for _, other in members) else None
        as_it_is = text == run.text and fill == run.fill
        joined.append(run if as_it_is else run.replaced(text=text, fill=fill))
    return tuple(joined)


def _style(token: Token) -> tuple[object, ...]:
    _, run = token
    return (run.strong, run.emphasis, run.href, _whole(run))


Opcode = tuple[str, int, int, int, int]


def _readable(
    opcodes: Sequence[Opcode], old: Sequence[Token], new: Sequence[Token]
) -> list[Opcode]:
    """Opcodes with short kept stretches between changes merged into the changes."""
    heavy = [
        tag != "equal" and _words(old[a:b]) + _words(new[c:d]) > 0 for tag, a, b, c, d in opcodes
    ]
    merged: list[Opcode] = []
    for index, (tag, a, b, c, d) in enumerate(opcodes):
        between = 0 < index < len(opcodes) - 1
        most = FEWEST_WORDS_KEPT if between and heavy[index - 1] and heavy[index + 1] else 0
        noted = any(run.note for _, run in old[a:b])
        if tag == "equal" and (not between or noted or _words(old[a:b]) > most):
            merged.append((tag, a, b, c, d))
        elif merged and merged[-1][0] != "equal":
            _, first, _, first_new, _ = merged[-1]
            merged[-1] = ("replace", first, b, first_new, d)
        else:
            merged.append(("replace", a, b, c, d))
    return merged


def _words(tokens: Sequence[Token]) -> int:
    return sum(1 for words, _ in tokens if any(char.isalnum() for char in words))
