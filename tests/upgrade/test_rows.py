"""What becomes of a school's own rows and cells in another version."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.model.policy import Variation, Version
from clausework.resolve.local_changes import varied
from clausework.upgrade.carry import upgrade
from clausework.upgrade.outcome import CarriedChange
from tests.support.carrying import local
from tests.support.policies import POLICY, a_version, point, row, section, table

A, B, C = row("a", "xy"), row("b", "xy"), row("c", "xy")
CELLS = {"x": "Ours", "y": "Ours too"}
IN_Y = local(replace="b", cells={"y": "Cell y of our b"})
AFTER_B = local(add="local-r", after="b", cells=CELLS)


def of(*rows: dict[str, Any], columns: str = "xy", **more: Any) -> Version:
    return a_version(section("s", point("first"), table("t", columns, *rows, **more)))


def carried(old: Version, new: Version, variation: Variation) -> CarriedChange:
    following = new.replaced(version="2.0", follows="1.0")
    (fared,) = upgrade(POLICY, old, following, [variation], {}).fared
    return fared


CASES = [
    ("nothing changed", of(A, B), IN_Y, "carried", None, {"y": "Cell y of our b"}),
    (
        "another cell changed",
        of(A, row("b", "xy", x="Other")),
        IN_Y,
        "carried",
        "around",
        {"y": "Cell y of our b"},
    ),
    (
        "other words of the cell changed",
        of(A, row("b", "xy", y="Cell Y of b")),
        IN_Y,
        "merged",
        None,
        {"y": "Cell Y of our b"},
    ),
    (
        "the same words changed",
        of(A, row("b", "xy", y="Cell y of no b")),
        IN_Y,
        "conflict",
        "same-words",
        None,
    ),
    ("the row removed", of(A, C), IN_Y, "conflict", "removed", None),
    (
        "a column removed",
        of(row("a", "x"), row("b", "x"), columns="x"),
        IN_Y,
        "conflict",
        "same-words",
        None,
    ),
    ("a row added", of(A, B, C), AFTER_B, "carried", "around", CELLS),
    ("the row before it removed", of(A, C), AFTER_B, "moved", "place", CELLS),
    (
        "a column added",
        of(row("a", "xyz"), row("b", "xyz"), columns="xyz"),
        AFTER_B,
        "conflict",
        "cell-missing",
        None,
    ),
    (
        "the row left out reworded",
        of(A, row("b", "xy", x="Other")),
        local(omit="b"),
        "conflict",
        "reworded",
        None,
    ),
    ("the row left out removed", of(A, C), local(omit="b"), "dropped", "removed", None),
]


@pytest.mark.parametrize(
    ("new", "variation", "fate", "why", "cells"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_local_change_of_a_row(
    new: Version, variation: Variation, fate: str, why: str | None, cells: dict[str, str] | None
) -> None:
    fared = carried(of(A, B), new, variation)
    assert (fared.fate.value, fared.why) == (fate, why)
    found = [{name: cell.text for name, cell in (one.cells or {}).items()} for one in fared.result]
    assert found == ([] if cells is None else [cells])


def test_no_word_of_a_row_is_lost_where_no_row_is_left() -> None:
    """Kept, it becomes a clause of the school's own."""
    old = of(A, B)
    gone = a_version(section("s", point("first")))
    for variation in (IN_Y, AFTER_B):
        fared = carried(old, gone, variation)
        assert fared.fate.value == "conflict"
        assert [choice.value for choice in fared.choices] == ["ours", "theirs", "edit"]


def test_local_changes_of_rows_are_applied_in_order() -> None:
    added = local(add="local-r", after="a", cells={"x": "Ours", "y": ""})
    again = local(replace="local-r", cells={"y": "And this"})
    sections, marks, conflicts = varied(of(A, B), (added, again, local(omit="b")))
    assert conflicts == []
    (_, clause) = sections[0].clauses
    assert {one.id: [cell.text for cell in one.cells.values()] for one in clause.rows} == {
        "a": ["Cell x of a", "Cell y of a"],
        "local-r": ["Ours", "And this"],
    }
    assert marks == {"local-r": "replaced"}


@pytest.mark.parametrize(
    ("variation", "code", "key"),
    [
        (local(replace="b", text="Ours"), "variation-shape", "text"),
        (local(replace="t", cells={"x": "Ours"}), "variation-shape", "cells"),
        (local(replace="b", cells={"z": "Ours"}), "column-unknown", "cells"),
        (local(add="local-r", after="b", cells={"x": "Ours"}), "cell-missing", "cells"),
        (local(replace="p", text="Ours"), "variation-shape", "replace"),
        (local(add="local-p", after="p", text="Ours"), "variation-shape", "after"),
    ],
)
def test_what_does_not_fit_a_table_is_a_conflict(variation: Variation, code: str, key: str) -> None:
    pointed = row("b", "xy", y={"text": "All:", "items": [point("p")]})
    _, _, (conflict,) = varied(of(A, pointed), (variation,))
    assert (conflict.code, conflict.path[2]) == (code, key)
