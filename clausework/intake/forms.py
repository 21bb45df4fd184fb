"""What people fill in by hand, and terms with what they mean, told by what they look like."""

from __future__ import annotations

import re
from typing import Any

from clausework.checks.typed.structure import named
from clausework.intake.blocks import Paragraph, TextPiece, words
from clausework.intake.markup import plain_text

_ROOM = re.compile(r"_{5,}|\.{6,}|…{3,}|_{2,4} ?/ ?_{2,4}")
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


def is_field(block: Paragraph) -> bool:
    """Whether a paragraph is to be filled in by hand: it has a line, or boxes to tick."""
    boxes = _BOX.findall(block.text)
    return bool(_ROOM.search(block.text) or _BOX.match(block.text) or len(boxes) > 1)


def form_field(text: str) -> dict[str, Any]:
    """A line of a form, by the room that it leaves."""
    boxes = _BOX.split(text)
    if _BOX.match(text.strip()):
        return {"label": plain_text(boxes[-1]) or "Tick", "kind": "tick"}
    if len(boxes) > 2:
        used: set[str] = set()
        choices = {named(one, used, "choice"): plain_text(one) for one in boxes[1:] if one.strip()}
        return {"label": plain_text(boxes[0]).rstrip(":"), "kind": "choice", "choices": choices}
    label = plain_text(_ROOM.split(text)[0]).rstrip(" :_.") or "To be filled in"
    room = sum(len(one) for one in re.findall(r"[_.…]+", text))
    kind = "line"
    if re.search(r"_ ?/ ?_", text) or re.search(r"\bdate\b", label, re.IGNORECASE):
        kind = "date"
    elif re.search(r"\bsign", label, re.IGNORECASE):
        kind = "signature"
    elif room > 100:
        kind = "lines"
    return {"label": label, "kind": kind}
