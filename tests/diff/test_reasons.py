"""What HR says of a change: of the element, else of its clause, and no weight but its own."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.diff.changes import Change
from clausework.diff.compare import compare
from clausework.diff.reasons import confirmed, meaning, together
from clausework.model.document import Meaning
from clausework.model.policy import Reason
from clausework.model.scalars import ConfirmedDuty, Kind, Weight
from tests.support.drafts import document

E, S, L = Weight.EDITORIAL, Weight.SUBSTANTIVE, Weight.STATUTORY


def entry(clause: str, **values: Any) -> Reason:
    return Reason.model_validate({"clause": clause, "reason": "R.", **values})


def point() -> Change:
    (change,) = compare(document("c: All: | - p: one"), document("c: All: | - p: two"))
    return change


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], None),
        ([entry("p")], None),
        ([entry("other", weight="statutory")], None),
        ([entry("p", weight="editorial")], E),
        ([entry("c", weight="substantive"), entry("p", weight="editorial")], S),
    ],
)
def test_no_weight_but_that_which_hr_gave(given: list[Reason], expected: Weight | None) -> None:
    assert confirmed(point(), given) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], None),
        ([entry("p")], None),
        ([entry("other", duty="new")], None),
        ([entry("c", duty="new")], Meaning(of="c", duty=ConfirmedDuty.NEW)),
        ([entry("c", duty="new"), entry("p", headline="H.")], Meaning(of="p", headline="H.")),
        # Of two entries for one element the last counts, key for key.
        (
            [entry("p", duty="new", headline="H\n  is."), entry("p", duty="same")],
            Meaning(of="p", duty=ConfirmedDuty.SAME, headline="H is."),
        ),
    ],
)
def test_hr_says_it_of_the_point_or_else_of_its_clause(
    given: list[Reason], expected: Meaning | None
) -> None:
    assert meaning(point(), given) == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], None),
        ([(Kind.REWORDED, E)], E),
        ([(Kind.REWORDED, E), (Kind.CITATION, S)], S),
        # What HR has not weighed may matter more, but nothing more than law.
        ([(Kind.REWORDED, S), (Kind.CITATION, None)], None),
        ([(Kind.REWORDED, L), (Kind.CITATION, None)], L),
        ([(Kind.REWORDED, None), (Kind.RENUMBERED, E)], None),
        ([(Kind.REWORDED, S), (Kind.MOVED, None), (Kind.RENAMED, None)], S),
        ([(Kind.MOVED, None)], None),
        ([(Kind.MOVED, S)], S),
    ],
)
def test_the_weight_of_several_changes(
    weights: list[tuple[Kind, Weight | None]], expected: Weight | None
) -> None:
    assert together(weights) is expected
