"""Two versions of a table: the changes between them, one row of this file for each."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.diff.changes import Change
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document, Node
from clausework.model.policy import Reason
from tests.support.policies import point, resolved, row, section, table

A, B, C = row("a", "xy"), row("b", "xy"), row("c", "xy")
TITLED = [{"id": "x", "title": "Title of x"}, {"id": "y", "title": "Another"}]


def document(*clauses: dict[str, Any]) -> Document:
    found, conflicts = resolved(section("s", *clauses))
    assert conflicts == []
    return found


def changed(change: Change) -> tuple[str, str, str]:
    """Its kind, its element and the words that came and went."""
    words = "".join({"kept": " ", "added": "+", "removed": "-"}[one.kind] for one in change.words)
    texts = [one.text for one in change.words if one.kind != "kept"]
    return change.kind.value, change.id, "".join(words).strip() and " / ".join(texts)


ONE = table("t", "xy", A, B)
CASES = {
    "nothing": (ONE, ONE, []),
    "a row": (
        ONE,
        table("t", "xy", A, C, B),
        [("added", "c", "Cell x of c | Cell y of c")],
    ),
    "a row left out": (
        table("t", "xy", A, C, B),
        ONE,
        [("removed", "c", "Cell x of c | Cell y of c")],
    ),
    "a cell": (
        ONE,
        table("t", "xy", A, row("b", "xy", y="Cell y of it")),
        [("reworded", "b--y", "b / it")],
    ),
    "a cell emptied": (
        ONE,
        table("t", "xy", A, row("b", "xy", y="")),
        [("reworded", "b--y", "Cell y of b")],
    ),
    "a row in another place": (
        table("t", "xy", A, B, C),
        table("t", "xy", C, A, B),
        [("moved", "c", "")],
    ),
    "a row under another id": (
        ONE,
        table("t", "xy", A, row("bee", "xy", x="Cell x of b", y="Cell y of b", was=["b"])),
        [("renamed", "bee", "")],
    ),
    "a row divided": (
        ONE,
        table("t", "xy", A, row("b", "xy", y=""), row("rest", "xy", x="Rest", y="", was=["b"])),
        [("reworded", "b--y", "Cell y of b"), ("split", "rest", "Rest")],
    ),
    "a column": (
        ONE,
        table("t", "xyz", *(row(name, "xyz") for name in "ab")),
        [("added", "t--titles--z", "Title of z\nCell z of a\nCell z of b")],
    ),
    "a column gone": (
        table("t", "xyz", *(row(name, "xyz") for name in "ab")),
        ONE,
        [("removed", "t--titles--z", "Title of z\nCell z of a\nCell z of b")],
    ),
    "a column in another place": (
        table("t", "xyz", *(row(name, "xyz") for name in "ab")),
        table("t", "zxy", *(row(name, "xyz") for name in "ab")),
        [("moved", "t--titles--z", "")],
    ),
    "the title of a column": (
        ONE,
        ONE | {"table": ONE["table"] | {"columns": TITLED}},
        [("reworded", "t--titles--y", "Title of y / Another")],
    ),
    "a caption": (
        ONE,
        ONE | {"table": ONE["table"] | {"caption": "Caption"}},
        [("reworded", "t--table", " of t")],
    ),
    "a point in a cell": (
        table("t", "xy", row("a", "xy", y={"text": "All:", "items": [point("p")]})),
        table("t", "xy", row("a", "xy", y={"text": "All:", "items": [point("p"), point("q")]})),
        [("added", "q", "Text of q.")],
    ),
    "a point in a cell reworded": (
        table("t", "xy", row("a", "xy", y={"text": "All:", "items": [point("p")]})),
        table("t", "xy", row("a", "xy", y={"text": "All:", "items": [point("p", text="No.")]})),
        [("reworded", "p", "Text of p / No")],
    ),
    "a table": (
        point("t"),
        point("t", table=table("t", "x", row("a", "x"))["table"]),
        [
            ("added", "t--table", "Caption of t"),
            ("added", "t--titles", "Title of x"),
            ("added", "a", "Cell x of a"),
        ],
    ),
    "words before it": (
        ONE,
        ONE | {"text": "As follows:"},
        [("renumbered", "t", ""), ("reworded", "t", "As follows:")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_changes_of_a_table(name: str) -> None:
    old, new, expected = CASES[name]
    found = compare(document(point("first"), old), document(point("first"), new))
    named = {one[1] for one in expected}
    assert [changed(one) for one in found if one.id in named or one.kind != "added"] == expected
    assert {one.clause for one in found} <= {"t"}


def test_a_table_with_another_number_is_not_reworded() -> None:
    first = table("first", "x", row("r", "x"))
    old, new = document(ONE), document(first, ONE)
    kinds = {(one.kind.value, one.id) for one in compare(old, new) if one.clause == "t"}
    assert kinds == {("renumbered", "t"), ("renumbered", "t--table")}
    assert [node.number for node in new.nodes() if node.level == "table"] == ["table 1", "table 2"]


def rows(node: Node) -> list[tuple[str, str | None]]:
    return [(one.id, one.mark) for one in node.walk() if one.level == "row"]


def test_what_hr_says_of_cells_is_a_remark_on_their_row() -> None:
    new = table("t", "xy", A, row("b", "xy", x="One", y="Two"))
    old, new_document = document(ONE), document(new)
    reason = Reason.model_validate({"clause": "t", "reason": "So.", "weight": "substantive"})
    marked = redline(old, new_document, compare(old, new_document), [reason])
    noted = {node.id: [r.reason for r in node.remarks] for node in marked.nodes() if node.remarks}
    assert noted == {"b": ["So."]}


def test_a_table_with_other_columns_is_there_twice() -> None:
    old, new = document(ONE), document(table("t", "xyz", *(row(n, "xyz") for n in "ab")))
    marked = redline(old, new, compare(old, new), ())
    (clause,) = marked.sections[0].children
    assert [one.mark for one in clause.tables] == ["deleted", "inserted"]


def test_a_row_whose_points_come_or_go_is_there_twice() -> None:
    old = table("t", "xy", A, row("b", "xy", y={"text": "All:", "items": [point("p")]}))
    new = table("t", "xy", A, row("b", "xy", y={"text": "All:", "items": [point("q")]}))
    one, other = document(old), document(new)
    (clause,) = redline(one, other, compare(one, other), ()).sections[0].children
    assert rows(clause) == [("a", None), ("b", "deleted"), ("b", "inserted")]
