"""What people fill in by hand, and terms with what they mean, by what they look like."""

from __future__ import annotations

import re
from typing import Any

from clausework.checks.typed.structure import named
from clausework.intake.blocks import Paragraph, TextPiece, words
from clausework.intake.markup import plain_text

_ROOM = re.compile(r"_{5,}|\.{6,}|…{3,}|_{2,4} ?/ ?_{2,4}")
# The label of a line that has none.
UNNAMED = "To be filled in"
_BOX = re.compile("[☐□❏❑☑☒]")


def term_of(block: Paragraph) -> tuple[str, list[TextPiece]] | None:
    """A term in bold with a colon after it, and the words that say what it means."""
    if not block.pieces or not block.pieces[0].strong:
        return None
    term = block.pieces[0].text
    rest = list(block.pieces[1:])
    if term.rstrip().endswith(":"):
        name = term.rstrip().rstrip(":")
    elif rest and rest[0].text.startswith(":"):
        name = term
        rest[0] = TextPiece(rest[0].text[1:], rest[0].strong, rest[0].emphasis, rest[0].href)
    else:
        return None
    return (name.strip(), rest) if name.strip() and words(rest).strip() else None


def form_fields(block: Paragraph) -> list[dict[str, Any]]:
    """The fields of a line of a form: a label with its room, boxes to tick, several beside another.

    Empty where it has none, or has words that would not be part of a field.
    """
    text = plain_text(block.text)
    before, *boxes = _BOX.split(text)
    if not boxes:
        return _rooms(text)
    choices = [one.strip() for one in boxes if one.strip()]
    if not before.strip():
        return [{"label": one, "kind": "tick"} for one in choices]
    if not choices:
        return [{"label": before.strip(), "kind": "tick"}] if len(boxes) == 1 else []
    if len(boxes) == 1:
        return []
    used: set[str] = set()
    made = {named(one, used, "choice"): one for one in choices}
    return [{"label": before.strip().rstrip(":"), "kind": "choice", "choices": made}]


def _rooms(text: str) -> list[dict[str, Any]]:
    found: list[tuple[str, str]] = []
    end = 0
    for room in _ROOM.finditer(text):
        words_of = text[end : room.start()]
        if found and not re.search(r"\w", words_of.replace("_", "")):
            label, so_far = found.pop()
            found.append((label, so_far + words_of + room[0]))
        else:
            found.append((words_of, room[0]))
        end = room.end()
    after = text[end:].strip(" _/.…")
    if not found or (after and not re.fullmatch(r"\(.*\)", after)):
        return []
    if after:
        label, room_of = found.pop()
        found.append((f"{label.strip().rstrip(':')} {after}", room_of))
    return [_field(label.strip(" :_./"), room_of) for label, room_of in found]


def _field(label: str, room: str) -> dict[str, Any]:
    kind = "line"
    if "/" in room or re.search(r"\bdate\b", label, re.IGNORECASE):
        kind = "date"
    elif re.search(r"\bsign", label, re.IGNORECASE):
        kind = "signature"
    elif len(re.findall(r"[_.…]", room)) > 100:
        kind = "lines"
    return {"label": label or UNNAMED, "kind": kind}
