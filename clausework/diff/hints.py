"""Signs that a change may touch a duty although no duty word changes: HR is asked about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from clausework.diff.changes import Added, Change, Removed, Split
from clausework.diff.duties import named, read_new
from clausework.model.scalars import Duty


class Hint(StrEnum):
    """What a change may touch; `conduct` is what the people that a new or removed text names do."""

    SCOPE = "scope"
    EXCEPTION = "exception"
    SANCTION = "sanction"
    PERMISSION = "permission"
    CONDUCT = "conduct"


_EXCEPTION = re.compile(
    r"\b(?:unless|except|exceptions?|other than|apart from|save (?:for|that|where)|subject to|"
    r"normally|usually|generally|ideally|reasonabl[ey]|try to|(?:where|wherever|if|when) possible|"
    r"as far as|with(?:out)? (?:the |prior |written )*(?:permission|consent|agreement))\b",
    re.IGNORECASE,
)
_SANCTION = re.compile(
    r"\b(?:disciplin\w+|dismiss\w*|misconduct|sanctions?|warnings?|suspen(?:d|sion)\w*|"
    r"prosecut\w+|terminat\w+)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:means?|includes?|including|covers?|covered|(?:applies|apply|refers?) to)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(r"\b(?:who|whose|which)\b", re.IGNORECASE)
_FREES = re.compile(r"\bnothing\b[^.;]*\b(?:prevents?|stops?|restricts?|affects?)\b", re.IGNORECASE)


def hints(change: Change) -> tuple[Hint, ...]:
    """What the words of a change may touch, in the order of Hint."""
    removed = " ".join(piece.own_text for piece in change.words if piece.kind == "removed")
    added = " ".join(piece.own_text for piece in change.words if piece.kind == "added")
    whole = isinstance(change, (Added, Removed, Split))
    found = set(_in_whole(change, removed + added) if whole else _in_part(change, removed, added))
    return tuple(hint for hint in Hint if hint in found)


def _in_whole(change: Change, text: str) -> Iterator[Hint]:
    if _SANCTION.search(text):
        yield Hint.SANCTION
    if named(text):
        yield Hint.CONDUCT
    if _FREES.search(text) or (isinstance(change, Removed) and Duty.PERMITTED in read_new(text)):
        yield Hint.PERMISSION


def _in_part(change: Change, removed: str, added: str) -> Iterator[Hint]:
    if not change.words:
        return
    if _count_differs(_EXCEPTION, removed, added):
        yield Hint.EXCEPTION
    if _SANCTION.findall(removed) != _SANCTION.findall(added):
        yield Hint.SANCTION
    text = "".join(piece.own_text for piece in change.words if piece.kind != "removed")
    described = _count_differs(_DESCRIBES, removed, added)
    if _DEFINES.search(text) or described or named(removed) != named(added):
        yield Hint.SCOPE
    if _count_differs(_FREES, removed, added):
        yield Hint.PERMISSION


def _count_differs(pattern: re.Pattern[str], removed: str, added: str) -> bool:
    return len(pattern.findall(removed)) != len(pattern.findall(added))
