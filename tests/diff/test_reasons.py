"""What HR says of a change: of the element, else of its clause, and no weight but its own."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.diff.changes import Change
from clausework.diff.compare import compare
from clausework.diff.reasons import confirmed, explaining, meaning, outdated, together
from clausework.model.document import Meaning
from clausework.model.policy import Reason
from clausework.model.scalars import ConfirmedDuty, Kind, Weight
from tests.support.drafts import document, version

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


A_POINT = "c: All:|- p: one|- q: two"
CITED = "c: As in {{ cite guide }}."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param([("c: One.", ["c"])], ["c 1"], id="one version"),
        pytest.param([("c: One.", ["c"]), ("c: One.", ["d"])], ["d 2", "c 1"], id="another clause"),
        pytest.param(
            [("c: One.", ["c"]), ("c: Two.", ["c"])], ["c 2"], id="the text changed again"
        ),
        pytest.param([("c:  One.", ["c"]), ("c: One.", ["c"])], ["c 2", "c 1"], id="spaces"),
        pytest.param(
            [("c: One.|d: D.", ["c"]), ("c: One.|d: E.", ["d"])], ["d 2", "c 1"], id="it stands"
        ),
        pytest.param(
            [("c: One.", ["c"]), ("c: Two.", ["c"]), ("c: One.", ["c"])],
            ["c 3", "c 1"],
            id="back to what it was",
        ),
        pytest.param(
            [("c: One.", ["c"]), ("c: Two.", ["d"])], ["d 2", "c 1"], id="the newest stays"
        ),
        pytest.param(
            [(A_POINT, ["c"]), ("c: All:|- p: one|- q: due", ["c"])], ["c 2"], id="a point"
        ),
        pytest.param(
            [(A_POINT, ["c"]), ("c: All:|- p: one", ["c"])], ["c 2"], id="a point removed"
        ),
        pytest.param(
            [(A_POINT, ["c"]), (f"{A_POINT}|- r: three", ["c"])], ["c 2", "c 1"], id="a point added"
        ),
        pytest.param(
            [(A_POINT, ["p"]), ("c: All:|- p: one|- q: due", ["c", "p"])],
            ["p 2", "c 2", "p 1"],
            id="of a point, and another point changed",
        ),
        pytest.param(
            [(A_POINT, ["c"]), (A_POINT.replace("c:", "c (letter):"), ["c"])], ["c 2"], id="letters"
        ),
        pytest.param(
            [("c: One.", ["c"]), ("c (when academies): One.", ["c"])], ["c 2"], id="a condition"
        ),
        pytest.param(
            [("c (cites guide 2018): One.", ["c"]), ("c (cites guide 2026): One.", ["c"])],
            ["c 2"],
            id="a source",
        ),
        pytest.param([(CITED, ["c"]), (CITED, ["c"])], ["c 2"], id="the edition that a title has"),
        pytest.param(
            [("c: O[^n].|^n: N.", ["c", "n"]), ("c: O[^n].|^n: M.", ["c", "n"])],
            ["n 2", "c 2"],
            id="a footnote",
        ),
        pytest.param(
            [("d: D.", ["c"]), ("d: E.", ["c"])], ["c 2", "c 1"], id="removed and not there again"
        ),
        pytest.param([("d: D.", ["c"]), ("c: C.|d: D.", ["c"])], ["c 2"], id="removed and back"),
        pytest.param(
            [("# s: S|c: C.", ["s"]), ("# s: S|c: D.", ["s"])], ["s 2", "s 1"], id="a heading"
        ),
        pytest.param(
            [("# s: S|c: C.", ["s"]), ("# s: T|c: C.", ["s"])], ["s 2"], id="other heading"
        ),
    ],
)
def test_an_older_reason_explains_only_what_has_not_changed_again(
    line: list[tuple[str, list[str]]], expected: list[str]
) -> None:
    versions = [
        version(
            draft,
            editions={"guide": ("2018", "2026")[at % 2]},
            changes=[{"clause": name, "reason": f"{name} {at + 1}"} for name in names],
        )
        for at, (draft, names) in enumerate(line)
    ]
    given = [reason for one in versions for reason in one.changes]
    assert [one.reason for one in explaining(given, outdated(versions))] == expected


def test_a_reason_given_twice_is_not_lost() -> None:
    older, newer = (version(f"c: {words}.", changes=[entry("c")]) for words in ("One", "Two"))
    assert entry("c") in explaining([*older.changes, *newer.changes], outdated([older, newer]))
