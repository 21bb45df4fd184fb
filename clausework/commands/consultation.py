"""What `read-back` prints: of one copy its edits and comments, of several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clausework.diff.changes import Change
from clausework.diff.words import Piece
from clausework.intake.copies.together import ReturnedCopy, Wish, Wishes, together
from clausework.query.comparison import data


def as_data(copies: Sequence[ReturnedCopy], school: str | None) -> dict[str, Any]:
    """One copy in the form of `diff --json`; several each with its file, and the clashes."""
    if not copies[1:]:
        return _data(copies[0], school)
    sent = copies[0].comparison.old
    return {
        "policy": sent.policy,
        "version": sent.version,
        "copies": [{"file": one.file, **_data(one, school)} for one in copies],
        "clashes": [one.id for one in together(copies) if one.clash],
    }


def _data(copy: ReturnedCopy, school: str | None) -> dict[str, Any]:
    """The changes in the form of `diff --json`, with who made them and what was asked."""
    whole = data(copy.comparison, school)
    for change in whole["changes"]:
        edits = copy.came.edits.get(change["id"], ())
        change["edits"] = [{"author": one.author, "day": one.day or None} for one in edits]
    asked = [{"id": one.id, "text": one.text, "author": one.author} for one in copy.came.asked]
    unplaced = [{"text": text, "where": where} for text, where in copy.came.unplaced]
    return whole | {"comments": asked, "unplaced": unplaced}


def lines(copies: Sequence[ReturnedCopy]) -> Iterator[str]:
    """The same for people."""
    if copies[1:]:
        yield from _side_by_side(copies)
        return
    (copy,) = copies
    yield f"{_count(len(copy.changes), 'change')} of the text."
    for change in copy.changes:
        yield ""
        yield f"{_number(change)}  {_made(copy, change)}"
        yield f"  {_shown(change)}"
    yield ""
    yield f"{_count(len(copy.came.asked), 'comment')}."
    numbers = copy.comparison.new.numbers
    for one in copy.came.asked:
        yield f"  {numbers.get(one.id or '', 'no clause')}  {one.author}: {one.text}"
    yield from _unplaced(copies)


def _side_by_side(copies: Sequence[ReturnedCopy]) -> Iterator[str]:
    found = together(copies)
    clashes = sum(one.clash for one in found)
    yield f"{len(copies)} copies of version {copies[0].comparison.old.version}."
    yield f"{_count(len(found), 'place')} changed or asked about, {clashes or 'none'} with a clash."
    for place in found:
        yield ""
        yield from _place(place)
    yield from _unplaced(copies)


def _place(place: Wishes) -> Iterator[str]:
    named = "no clause" if place.id is None else place.number or place.id
    yield f"{named}  CLASH" if place.clash else named
    for wish in place.wishes:
        yield f"  {wish.copy.file}: {_head(wish)}"
        if wish.change is not None and wish.change.words:
            yield f"    {_shown(wish.change)}"


def _head(wish: Wish) -> str:
    if wish.change is not None:
        return _made(wish.copy, wish.change)
    assert wish.asked is not None
    return f"{wish.asked.author} asks: {wish.asked.text}"


def _unplaced(copies: Sequence[ReturnedCopy]) -> Iterator[str]:
    """The words that are in no clause, such as a note on the cover."""
    found = [(copy.file, *one) for copy in copies for one in copy.came.unplaced]
    if found:
        yield ""
        yield "Words in no clause:"
    for file, text, where in found:
        yield f"  {file}, {where}: {text}" if copies[1:] else f"  {where}: {text}"


def _count(count: int, what: str) -> str:
    return f"{count or 'No'} {what}{'' if count == 1 else 's'}"


def _number(change: Change) -> str:
    return change.number_after or change.number_before or ""


def _made(copy: ReturnedCopy, change: Change) -> str:
    by = ", ".join(copy.authors(change))
    return f"{change.kind} by {by}" if by else str(change.kind)


def _shown(change: Change) -> str:
    return "".join(map(_piece, change.words))


def _piece(piece: Piece) -> str:
    around = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}[piece.kind]
    return around.format(piece.text)
