"""Paragraphs, definitions, forms and letters of two versions: the changes between them."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.diff.changes import Change
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.policy import Reason
from tests.support.policies import figure, point, resolved, section

BAG = {"id": "bag", "term": "Bag", "text": "a bag."}
BOX = {"id": "box", "term": "Box", "text": "a box."}
NAME = {"id": "name", "label": "Name"}
SO = {"id": "so", "label": "So", "kind": "choice", "choices": {"yes": "Yes", "no": "No"}}
DEAR, YOURS = {"id": "dear", "text": "Dear all,"}, {"id": "yours", "text": "Yours"}


def defined(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"id": "c", "definitions": entries}


def form(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"id": "c", "form": {"fields": entries}}


def letter(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"id": "c", "letter": entries}


def text(*paragraphs: str) -> dict[str, Any]:
    return {"id": "c", "text": "\n\n".join(paragraphs)}


def document(*clauses: dict[str, Any]) -> Document:
    found, conflicts = resolved(section("s", *clauses))
    assert conflicts == []
    return found


def changed(change: Change) -> tuple[str, str, str]:
    """Its kind, its element and the words that came and went."""
    words = [one.text.strip() for one in change.words if one.kind != "kept"]
    return change.kind.value, change.id, " / ".join(words)


LINE = "_" * 28
CASES = {
    "nothing": (defined(BAG, BOX), defined(BAG, BOX), []),
    "a definition": (defined(BAG), defined(BAG, BOX), [("added", "box", "Box: a box.")]),
    "a definition left out": (
        defined(BAG, BOX),
        defined(BAG),
        [("removed", "box", "Box: a box.")],
    ),
    "what a term means": (
        defined(BAG),
        defined(BAG | {"text": "a sack."}),
        [("reworded", "bag", "bag / sack")],
    ),
    "another term": (
        defined(BAG),
        defined(BAG | {"term": "Sack"}),
        [("reworded", "bag", "Bag / Sack")],
    ),
    "definitions in another order": (
        defined(BAG, BOX),
        defined(BOX, BAG),
        [("moved", "box", "")],
    ),
    "a field": (form(NAME), form(NAME, SO), [("added", "so", "So: ☐ Yes ☐ No")]),
    "a choice more": (
        form(SO),
        form(SO | {"choices": {"yes": "Yes", "no": "No", "some": "Some"}}),
        [("reworded", "so", "☐ Some")],
    ),
    "another kind of field": (
        form(NAME),
        form(NAME | {"kind": "tick"}),
        [("reworded", "name", f"☐ / : {LINE}")],
    ),
    "a paragraph of a letter": (
        letter(DEAR, YOURS),
        letter(DEAR, {"id": "more", "text": "On {{ blank a day }}."}, YOURS),
        [("added", "more", "On __________ (a day).")],
    ),
    "a figure": (
        point("c"),
        figure("c", text="Text of c."),
        [
            ("added", "c--figure", "[Picture: A disc of c] Figure of c"),
            ("added", "c--words", "A disc and nothing else, of c."),
        ],
    ),
    "another picture": (
        figure("c"),
        figure("c", "#654321"),
        [("reworded", "c--figure", "[Picture: A disc of c] / [Picture: A disc of c]")],
    ),
    "what a picture is": (
        figure("c"),
        figure("c", figure={"alt": "A ring"}),
        [("reworded", "c--figure", "[Picture: A disc of c] / [Picture: A ring]")],
    ),
    "the caption of a figure": (
        figure("c"),
        figure("c", figure={"caption": "Figure of a c"}),
        [("reworded", "c--figure", "a")],
    ),
    "what a figure shows": (
        figure("c"),
        figure("c", figure={"description": "A disc and little else, of c."}),
        [("reworded", "c--words", "nothing / little")],
    ),
    "the block itself": (
        defined(BAG),
        letter(DEAR),
        [("removed", "bag", "Bag: a bag."), ("added", "dear", "Dear all,")],
    ),
    "a paragraph between": (
        text("One.", "Three."),
        text("One.", "Two.", "Three."),
        [("added", "c--new1", "Two.")],
    ),
    "a paragraph left out": (
        text("One.", "Two.", "Three."),
        text("One.", "Three."),
        [("removed", "c--p2", "Two.")],
    ),
    "a paragraph reworded": (
        text("One.", "All of the two.", "Three."),
        text("One.", "All of the third.", "Three."),
        [("reworded", "c--p2", "two / third")],
    ),
    "two paragraphs joined": (
        text("One.", "Two."),
        text("One. Two."),
        [("reworded", "c", "Two."), ("removed", "c--p2", "Two.")],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), CASES.values(), ids=CASES)
def test_pairs(
    old: dict[str, Any], new: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    found = compare(document(old), document(new))
    assert [changed(one) for one in found] == expected


def test_a_change_of_an_entry_is_one_of_its_clause_and_has_its_reason() -> None:
    old, new = document(point("a"), defined(BAG)), document(point("a"), defined(BOX))
    changes = compare(old, new)
    assert {change.clause for change in changes} == {"c"}
    marked = redline(old, new, changes, [Reason(clause="c", reason="Because.")])
    remarks = {node.id: [one.reason for one in node.remarks] for node in marked.nodes()}
    assert (remarks["bag"], remarks["box"]) == (["Because."], ["Because."])


def test_other_numbers_of_clauses_are_no_change_of_what_is_in_them() -> None:
    old, new = document(defined(BAG)), document(point("a"), defined(BAG))
    assert [(one.kind.value, one.id) for one in compare(old, new)] == [("added", "a")]
    old, new = document(text("A.", "B.")), document(point("a"), text("A.", "B."))
    assert [(one.kind.value, one.id) for one in compare(old, new)] == [
        ("added", "a"),
        ("renumbered", "c"),
    ]
