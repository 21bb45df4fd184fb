"""What HR is asked to confirm: what the words suggest, beside what HR has said."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.diff.compare import compare
from clausework.diff.readings import Reading, readings
from clausework.model.policy import Reason
from clausework.model.scalars import Duty, Weight
from tests.support.drafts import document


def read(old: str, new: str, *given: dict[str, Any]) -> tuple[Reading, ...]:
    reasons = [Reason.model_validate({"reason": "R.", **one}) for one in given]
    return readings(compare(document(old), document(new)), reasons)


@pytest.mark.parametrize(
    ("old", "new", "suggests"),
    [
        ("a: Staff may go.", "a: Staff must go.", ["stronger"]),
        ("a: Staff must go.", "a: Staff may go.", ["weaker"]),
        ("z: Be.", "z: Be. | a: Staff must go.", ["new"]),
        ("z: Be. | a: Staff must go.", "z: Be.", ["removed"]),
        ("z: Be.", "z: Be. | a: Staff may go.", ["permitted"]),
        ("a: Be kind.", "a: Be gentle.", ["same"]),
        # Which way it goes, the words do not show: HR is asked.
        ("a: Staff must go in 3 days.", "a: Staff must go in 5 days.", []),
        ("a: Staff must go.", "a: The head must go.", []),
    ],
)
def test_what_the_words_suggest(old: str, new: str, suggests: list[str]) -> None:
    (found,) = read(old, new)
    assert list(found.suggests) == suggests
    assert found.id == "a"
    assert (found.given, found.duty, found.headline) == (None, None, None)


@pytest.mark.parametrize(
    ("entry", "missing", "differs"),
    [
        ({}, True, False),
        ({"weight": "editorial"}, False, False),
        ({"weight": "statutory"}, True, False),
        ({"duty": "stronger"}, False, False),
        # The program cannot distinguish a new duty from a stronger one.
        ({"duty": "new"}, False, False),
        ({"duty": "weaker"}, False, True),
        ({"duty": "same"}, False, True),
    ],
)
def test_what_hr_still_has_to_do(entry: dict[str, Any], missing: bool, differs: bool) -> None:
    (found,) = read("a: Staff may go.", "a: Staff must go.", {"clause": "a", **entry})
    assert (found.missing, found.differs) == (missing, differs)


def test_where_the_program_is_unsure_only_no_change_differs() -> None:
    old, new = "a: Staff must go in 3 days.", "a: Staff must go in 5 days."
    differs = {
        duty: read(old, new, {"clause": "a", "duty": duty})[0].differs
        for duty in ("weaker", "stronger", "same")
    }
    assert differs == {"weaker": False, "stronger": False, "same": True}


def test_each_entry_has_its_own_changes_and_the_clause_the_rest() -> None:
    old = "a: Staff must: | - p: sit | - q: go | - r: sing | z: Be."
    new = "a: Staff must: | - p: sit still | - q: go in 3 days | - r: hum | b: More. | z: Be!"
    found = read(old, new, {"clause": "a", "duty": "new"}, {"clause": "q", "weight": "editorial"})
    assert [(one.id, one.number, one.given) for one in found] == [
        ("a", "1.1", None),
        ("q", "1.1(b)", Weight.EDITORIAL),
        ("b", "1.2", None),
        ("z", "1.3", None),
    ]
    assert found[1].duties == (Duty.DEADLINE,)
    assert not found[3].missing
