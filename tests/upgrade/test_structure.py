"""What becomes of a school's own words in sections within sections and clauses within clauses."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.model.policy import Variation, Version
from clausework.resolve.local_changes import varied
from clausework.upgrade.carry import Resolution, upgrade
from clausework.upgrade.outcome import Choice
from tests.support.carrying import local
from tests.support.policies import POLICY, a_version, point, section

INNER = section("inner", point("inner-a"), point("inner-b"))
LED = point("led", clauses=[point("under-a"), point("under-b")])


def of(*parts: dict[str, Any], **more: Any) -> Version:
    clauses = [part for part in parts if "title" not in part]
    sections = [part for part in parts if "title" in part]
    return a_version(section("s", *clauses, sections=sections), **more)


OLD = of(point("first"), LED, INNER, preamble=[point("before")])
IN_INNER = local(replace="inner-a", text="Our text of inner-a.")
UNDER = local(replace="under-a", text="Our text of under-a.")
AFTER_INNER = local(add="local-x", after="inner", text="Ours.")
AFTER_UNDER = local(add="local-x", after="under-a", text="Ours.")
BEFORE = local(replace="before", text="Our text of before.")
LEFT_OUT = local(omit="inner")
OWN = local(add="local-s", after="inner", title="Visits", clauses=[point("local-a", text="Ours.")])
CASES = [
    ("nothing changed", OLD, IN_INNER, "carried", None, "inner-a"),
    (
        "its section moved into another",
        of(point("first"), LED, section("new", point("n"), sections=[INNER])),
        IN_INNER,
        "carried",
        None,
        "inner-a",
    ),
    (
        "its clause moved out of the section",
        of(point("first"), LED, point("inner-a"), section("inner", point("inner-b"))),
        IN_INNER,
        "carried",
        None,
        "inner-a",
    ),
    (
        "other words of it changed",
        of(LED, section("inner", point("inner-a", text="The text of inner-a."))),
        IN_INNER,
        "conflict",
        "same-words",
        None,
    ),
    ("its section removed", of(point("first"), LED), IN_INNER, "conflict", "removed", None),
    (
        "a clause of the clause made one of the section",
        of(point("first"), point("led"), point("under-a"), INNER),
        UNDER,
        "carried",
        "around",
        "under-a",
    ),
    ("another clause of the clause", of(point("led", clauses=[point("under-0"), point("under-a")])),
     UNDER, "carried", "around", "under-a"),
    ("an addition to a section within", OLD, AFTER_INNER, "carried", None, "local-x"),
    ("what an addition followed removed", of(point("led", clauses=[point("under-b")]), INNER),
     AFTER_UNDER, "moved", "place", "local-x"),
    ("a section of its own", OLD, OWN, "carried", None, "local-a"),
    ("what a section of its own followed removed", of(LED), OWN, "conflict", "place", None),
    (
        "what it followed moved into another section",
        of(LED, section("new", point("n"), sections=[INNER])),
        OWN,
        "carried",
        None,
        "local-a",
    ),
    ("in the preamble", OLD, BEFORE, "carried", None, "before"),
    ("the preamble removed", of(point("first"), LED), BEFORE, "conflict", "removed", None),
    ("left out, the same", OLD, LEFT_OUT, "carried", None, None),
    (
        "left out, with another clause",
        of(LED, section("inner", point("inner-a"), point("inner-b"), point("inner-c"))),
        LEFT_OUT,
        "conflict",
        "reworded",
        None,
    ),
    ("left out, removed", of(point("first"), LED), LEFT_OUT, "dropped", "removed", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "variation", "fate", "why", "there"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_becomes_of_a_change(
    new: Version, variation: Variation, fate: str, why: str | None, there: str | None
) -> None:
    following = new.replaced(version="2.0", follows="1.0")
    (fared,) = upgrade(POLICY, OLD, following, [variation], {}).fared
    assert (str(fared.fate), fared.why) == (fate, why)
    if there is not None:
        sections, _, conflicts = varied(following, fared.result)
        assert conflicts == []
        assert "Our" in str(sections)
        assert f"'{there}'" in str(sections)


@pytest.mark.parametrize("within", [True, False])
def test_a_point_left_out_does_not_return_with_a_clause_that_only_the_school_keeps(
    within: bool,
) -> None:
    gone = point("gone", items=[point("gone-a"), point("gone-b")])
    old = of(point("led", clauses=[gone])) if within else of(point("led"), gone)
    new = of(point("led")).replaced(version="2.0", follows="1.0")
    changes = [local(replace="gone", text="Our own."), local(omit="gone-a")]
    ours = {"gone": Resolution(Choice.OURS)}
    kept, left_out = upgrade(POLICY, old, new, changes, ours).fared
    assert (str(kept.fate), str(left_out.fate)) == ("decided", "dropped")
    assert [item.id for item in kept.result[0].items or ()] == ["gone-b"]
    assert left_out.result == ()
