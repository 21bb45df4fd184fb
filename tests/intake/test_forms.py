"""Lines to fill in and boxes to tick: fields with all their words, or no fields."""

from __future__ import annotations

import pytest

from clausework.intake.blocks import Paragraph, TextPiece
from clausework.intake.forms import form_fields

LINE = "_" * 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Name: {LINE}", [("line", "Name")]),
        ("Name ..........", [("line", "Name")]),
        (f"Name: {LINE} Date: {LINE}", [("line", "Name"), ("date", "Date")]),
        ("Last day: ____ / ____ / ________", [("date", "Last day")]),
        (f"Signature of the head: {LINE}", [("signature", "Signature of the head")]),
        (f"Remarks: {' '.join(['_' * 28] * 4)}", [("lines", "Remarks")]),
        (f"Name: {LINE} (in capitals)", [("line", "Name (in capitals)")]),
        (f"Remarks: {LINE} together {LINE}", [("line", "Remarks"), ("line", "together")]),
        (f"Remarks: {LINE} a lower desk", []),
        (f"I, {LINE}, agree to what is above.", []),
        (LINE, [("line", "To be filled in")]),
        ("☐ I agree", [("tick", "I agree")]),
        ("☐ Yes ☐ No", [("tick", "Yes"), ("tick", "No")]),
        ("I agree ☐", [("tick", "I agree")]),
        ("May be used: ☐ here ☐ there", [("choice", "May be used")]),
        ("One ☐ of them", []),
        ("No field at all.", []),
    ],
)
def test_each_line(text: str, expected: list[tuple[str, str]]) -> None:
    found = form_fields(Paragraph((TextPiece(text),)))
    assert [(one["kind"], one["label"]) for one in found] == expected


def test_the_words_of_the_choices_are_kept() -> None:
    (field,) = form_fields(Paragraph((TextPiece("May be used: ☐ here ☐ over there"),)))
    assert field["choices"] == {"here": "here", "over-there": "over there"}
