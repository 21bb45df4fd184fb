"""Merge three wordings of one element: the master's change and the school's change.

Markup is never cut in half. What both changed is reported as a clash, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from clausework.model.elements import Cell, Item, ListStyle
from clausework.model.inline import parse

V = TypeVar("V")
Clash = Literal["same-words", "point-changed", "point-removed", "point-order"]

# What the master and the school may each give a point besides its words and points.
_ASIDE = ("cites", "accepts", "when", "locked", "was", "notes")

_TOKEN = re.compile(
    r"\s*(?:\{\{[^{}]*\}\}|\[\^[^\]\s]*\]"
    r"|\]\((?:[^()\s]|\([^()\s]*\))*\)|\\.|&#?\w+;|\*+"
    r"|\w+(?:[-'’./&]\w+)*|[^\w\s])"
)


@dataclass(frozen=True)
class Wording:
    """What a school may change of an element, as written in a file, with single spaces.

    For a section, `text` is its title; for a row, it is empty. None means the master's, and so does
    a cell that `cells` lacks.
    """

    text: str
    style: ListStyle | None = None
    items: tuple[Item, ...] | None = None
    closing: str | None = None
    cells: Mapping[str, Cell] | None = None

    def over(self, master: Wording) -> Wording:
        """What is printed where a school has this in place of the master's."""
        return Wording(
            self.text,
            self.style or master.style,
            master.items if self.items is None else self.items,
            master.closing if self.closing is None else self.closing,
            master.cells if self.cells is None else {**(master.cells or {}), **self.cells},
        )


@dataclass(frozen=True)
class MergedWords:
    """A merged wording, and any clash; with a clash, it is the school's wording."""

    wording: Wording
    clashes: tuple[Clash, ...]


def merge(base: Wording, ours: Wording, theirs: Wording, known: Container[str] = ()) -> MergedWords:
    """Merge the master's change (`base` to `theirs`) and the school's (`base` to `ours`).

    All three name a point by one id; `known` are all the ids of the master's new version.
    """
    clashes: list[Clash] = []
    items = closing = style = cells = None
    text = _text(base.text, ours.text, theirs.text, clashes)
    if ours.items is not None:
        items = _points(base.items or (), ours.items, theirs.items or (), known, clashes)
    if ours.closing is not None:
        after = (base.closing or "", ours.closing, theirs.closing or "")
        closing = _text(*after, clashes) or None
    if ours.style is not None:
        style = theirs.style if ours.style == base.style else ours.style
    if ours.cells is not None:
        cells = {
            name: _cell(base.cells or {}, own, theirs.cells or {}, name, known, clashes)
            for name, own in ours.cells.items()
            # A column that the master removed goes with it, unless the school had its own words.
            if theirs.cells is None or name in theirs.cells or own != (base.cells or {}).get(name)
        }
    return MergedWords(Wording(text, style, items, closing, cells), tuple(clashes))


def _cell(
    base: Mapping[str, Cell],
    ours: Cell,
    theirs: Mapping[str, Cell],
    column: str,
    known: Container[str],
    clashes: list[Clash],
) -> Cell:
    was, now = base.get(column, Cell()), theirs.get(column, Cell())
    return Cell.model_construct(
        text=_text(was.text, ours.text, now.text, clashes),
        style=_value(was.style, ours.style, now.style, clashes),
        items=_points(was.items, ours.items, now.items, known, clashes),
    )


def weave(base: str, ours: str, theirs: str) -> str | None:
    """A text with the edits of both, or None where edits of the two touch.

    They touch where no word that both kept is between them.
    """
    # So that a first word counts as the same where another is inserted before it.
    tokens, own, now = (_TOKEN.findall(f" {text}") for text in (base, ours, theirs))
    edits = sorted((*_edits(tokens, own, "ours"), *_edits(tokens, now, "theirs")))
    found: list[str] = []
    at = 0
    for index, edit in enumerate(edits):
        if index and edits[index - 1].side != edit.side and not _any_word(tokens[at : edit.start]):
            return None
        found += (*tokens[at : edit.start], *edit.words)
        at = edit.end
    woven = "".join((*found, *tokens[at:])).strip()
    # A delimiter without its pair would be printed as a word that nobody wrote.
    seen, known = _seen(woven), _seen(ours) | _seen(theirs)
    return woven if woven and not parse(woven).faults and seen <= known else None


def words(text: str) -> tuple[str, ...]:
    """The words, fills and footnote marks of a text, in small letters."""
    return tuple(w.strip().casefold() for w in _TOKEN.findall(text) if _any_word([w]))


@dataclass(frozen=True, order=True)
class _Edit:
    """`words` in place of the words `start` to `end` of the base."""

    start: int
    end: int
    side: str
    words: tuple[str, ...]


def _edits(base: Sequence[str], text: Sequence[str], side: str) -> Iterator[_Edit]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield _Edit(a, b, side, tuple(text[c:d]))


def _any_word(tokens: Iterable[str]) -> bool:
    return any(char.isalnum() for token in tokens for char in token)


def _seen(text: str) -> set[object]:
    """Every word of a text as a reader sees it, every fill and footnote mark, every style."""
    runs = parse(text).runs
    words = {word.strip() for run in runs for word in _TOKEN.findall(run.text)}
    return words.union(*({(r.fill, r.note), (r.strong, r.emphasis, r.href)} for r in runs))


def _text(base: str, ours: str, theirs: str, clashes: list[Clash]) -> str:
    if theirs == base:
        return ours
    if ours == base:
        return theirs
    woven = weave(base, ours, theirs)
    if woven is None:
        clashes.append("same-words")
    return ours if woven is None else woven


def _points(
    base: tuple[Item, ...],
    ours: tuple[Item, ...],
    theirs: tuple[Item, ...],
    known: Container[str],
    clashes: list[Clash],
) -> tuple[Item, ...]:
    before, own, now = ({one.id: one for one in side} for side in (base, ours, theirs))
    found: dict[str, Item] = {}
    for name, point in now.items():
        if name in own:
            found[name] = _point(before.get(name), own[name], point, known, clashes)
        elif name not in before:
            found[name] = point
        elif _visible(before[name]) != _visible(point):
            clashes.append("point-changed")
    for name, point in own.items():
        # Where the school had the master's words, a removal by the master applies.
        if name in now or (name in before and _visible(point) == _visible(before[name])):
            continue
        if name in before:
            clashes.append("point-removed")
        found[name] = point
    # What the school left out must not return in another place without its knowledge.
    if any(name in known and name not in own and name not in now for name in before):
        clashes.append("point-changed")
    return tuple(found[name] for name in _order(list(before), list(own), list(now), found, clashes))


def _visible(point: Item) -> Item:
    """A point without the fields that no reader sees."""
    inside = tuple(_visible(one) for one in point.items)
    return point.replaced(was=(), accepts=(), locked=False, items=inside)


def _point(
    base: Item | None, ours: Item, theirs: Item, known: Container[str], clashes: list[Clash]
) -> Item:
    if base is None:
        if ours != theirs:
            clashes.append("same-words")
        return ours
    merged: dict[str, object] = {"text": _text(base.text, ours.text, theirs.text, clashes)}
    for key in _ASIDE:
        was, own, now = (getattr(one, key) for one in (base, ours, theirs))
        merged[key] = _value(was, own, now, clashes)
    was, own, now = (one.closing or "" for one in (base, ours, theirs))
    merged["closing"] = _text(was, own, now, clashes) or None
    merged["style"] = _value(base.style, ours.style, theirs.style, clashes)
    merged["items"] = _points(base.items, ours.items, theirs.items, known, clashes)
    return ours.replaced(**merged)


def _value(base: V, ours: V, theirs: V, clashes: list[Clash]) -> V:
    if ours == base:
        return theirs
    if ours and theirs not in (base, ours):
        clashes.append("same-words")
    return ours


def _order(
    base: list[str], ours: list[str], theirs: list[str], kept: Iterable[str], clashes: list[Clash]
) -> list[str]:
    """Kept points in the order of the side that changed it.

    Each other point follows the one that it followed on its own side.
    """
    common = set(base) & set(ours) & set(theirs)
    was, own, now = ([n for n in side if n in common] for side in (base, ours, theirs))
    if own != was and now not in (was, own):
        clashes.append("point-order")
    first, second = (theirs, ours) if own == was else (ours, theirs)
    placed = [name for name in first if name in kept]
    at = 0
    for name in second:
        if name in placed:
            at = placed.index(name) + 1
        elif name in kept:
            placed.insert(at, name)
            at += 1
    return placed
