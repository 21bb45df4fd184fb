"""What a change of words does to what people must do, as far as the words tell. HR confirms it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from clausework.wording import Piece


class Duty(StrEnum):
    """What became of a duty."""

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NEGATED = "negated"
    PERMITTED = "permitted"
    NUMBER = "number"
    DEADLINE = "deadline"
    PERSON = "person"


_STRENGTH = {"must": 3, "shall": 3, "will": 3, "should": 2, "may": 1, "can": 1}
_MODAL = re.compile(
    r"\b(?P<word>must|shall|will|should|may|can)"
    r"(?:(?P<no>not\b|n['’]t\b|\s+(?:not|never)\b)|\b)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE
)
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand once twice half"
)
_UNITS = r"hours?|(?:working |school )?days?|weeks?|months?|terms?|years?"
# A year that a source was published in is part of its name, and no limit to anything.
_NUMBER = re.compile(
    r"(?<!part )(?<!section )(?P<number>£?\b(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*%?"
    rf"|\b(?:{_SMALL.replace(' ', '|')})\b)"
    rf"(?P<unit>[\s-]+(?:{_UNITS})\b)?",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:(?:casual |agency |supply )?workers?|employees?|volunteers?|staff|adults?|teachers?|"
    r"governors?|trustees?|headteacher|principal|head of centre|head|chair(?: of [A-Za-z ]+?)?|"
    r"governing body|trust board|management committee|local authority|council|pupils?|parents?|"
    r"everyone|nobody|anyone|they|you)\b",
    re.IGNORECASE,
)


def read_change(pieces: Sequence[Piece]) -> tuple[Duty, ...]:
    """What the changed words of one text do to duties, in the order of Duty."""
    found: set[Duty] = set()
    for removed, added in _hunks(pieces):
        found |= _strength(removed, added)
    before = "".join(piece.own_text for piece in pieces if piece.kind != "added")
    after = "".join(piece.own_text for piece in pieces if piece.kind != "removed")
    found |= _numbers(before, after)
    if persons(before) != persons(after) and (persons(before) or persons(after)):
        found.add(Duty.PERSON)
    return tuple(duty for duty in Duty if duty in found)


def read_new(text: str) -> tuple[Duty, ...]:
    """What a text that was not there before does: any duty in it is new."""
    strengths = [_STRENGTH[found["word"].lower()] for found in _MODAL.finditer(text)]
    if strengths and max(strengths) > 1:
        return (Duty.STRENGTHENED,)
    return (Duty.PERMITTED,) if strengths else ()


def read_gone(text: str) -> tuple[Duty, ...]:
    """What the loss of a text does: any duty in it is gone."""
    strengths = [_STRENGTH[found["word"].lower()] for found in _MODAL.finditer(text)]
    return (Duty.WEAKENED,) if strengths and max(strengths) > 1 else ()


def persons(text: str) -> tuple[str, ...]:
    """Who is bound: the last person named before each duty word of a sentence, once, in order."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.;:])\s+", text):
        for modal in _MODAL.finditer(sentence):
            named = [person[0].lower() for person in _PERSON.finditer(sentence[: modal.start()])]
            if named and named[-1] not in found:
                found.append(named[-1])
    return tuple(found)


def _hunks(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """For each place that changed, the words that went and the words that came."""
    for kept, group in groupby(pieces, key=lambda piece: piece.kind == "kept"):
        if not kept:
            members = list(group)
            yield (
                "".join(piece.own_text for piece in members if piece.kind == "removed"),
                "".join(piece.own_text for piece in members if piece.kind == "added"),
            )


def _strength(removed: str, added: str) -> set[Duty]:
    before, after = list(_MODAL.finditer(removed)), list(_MODAL.finditer(added))
    old = max((_STRENGTH[found["word"].lower()] for found in before), default=0)
    new = max((_STRENGTH[found["word"].lower()] for found in after), default=0)
    found: set[Duty] = set()
    if new > old:
        found.add(Duty.STRENGTHENED if new > 1 else Duty.PERMITTED)
    elif new < old and old > 1:
        found.add(Duty.WEAKENED)
    if len(_NEGATION.findall(removed)) != len(_NEGATION.findall(added)):
        forbidden = any(modal["no"] for modal in before)
        allowed = any(modal["word"].lower() in ("may", "can") for modal in after)
        found.add(Duty.PERMITTED if forbidden and allowed else Duty.NEGATED)
    return found


def _numbers(before: str, after: str) -> set[Duty]:
    old, new = (
        Counter((number["number"].lower(), (number["unit"] or "").lower()) for number in found)
        for found in (_NUMBER.finditer(before), _NUMBER.finditer(after))
    )
    changed = (old - new) + (new - old)
    if not changed:
        return set()
    return {Duty.DEADLINE if any(unit for _, unit in changed) else Duty.NUMBER}
