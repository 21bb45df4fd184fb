"""Where every school stands with every policy."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clausework.model.decisions import Approval
from clausework.model.policy import Status
from clausework.query import Stale, Standing, VersionUse, fleet
from clausework.query.cites import document_of
from clausework.records import record
from clausework.workspace.kept import Approved
from tests.support.workspaces import AS_OF, NEWEST, OLD, adopts, clause, tree_of, variation, version


def follower(of: str, status: str = "released") -> dict[str, Any]:
    return version(clause("c"), follows=of, status=status)


FIRST = version(clause("c"))


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ({}, (None, 0)),
        ({"1.1": follower("1.0")}, ("1.1", 1)),
        ({"1.1": follower("1.0"), "2.0": follower("1.1")}, ("2.0", 2)),
        # Neither is a school to have what HR has not issued, nor what it has withdrawn.
        ({"1.1": follower("1.0", "proposed")}, (None, 0)),
        ({"1.1": follower("1.0", "withdrawn")}, (None, 0)),
        ({"1.1": follower("1.0"), "2.0": follower("1.1", "draft")}, ("1.1", 1)),
        ({"1.1": follower("1.0", "withdrawn"), "2.0": follower("1.1")}, ("2.0", 1)),
        # The newest by its number, and only what lies on the way to it.
        ({"1.9": follower("1.0"), "1.10": follower("1.0")}, ("1.10", 1)),
        ({"2.0": FIRST}, (None, 0)),
    ],
)
def test_how_far_a_school_is_behind(
    tmp_path: Path, versions: dict[str, Any], expected: tuple[str | None, int]
) -> None:
    workspace = tree_of(tmp_path, {"1.0": FIRST} | versions, {"oak": adopts("1.0")})
    (found,) = fleet(workspace, AS_OF)
    assert (found.newest, found.behind) == expected


def test_a_withdrawn_version_is_behind_like_another(tmp_path: Path) -> None:
    versions = {"1.0": FIRST | {"status": "withdrawn"}, "1.1": follower("1.0")}
    (found,) = fleet(tree_of(tmp_path, versions, {"oak": adopts("1.0")}), AS_OF)
    assert (found.status, found.newest, found.behind) == (Status.WITHDRAWN, "1.1", 1)


def test_all_that_a_school_has_of_a_policy(tmp_path: Path) -> None:
    approved = {"by": "Board", "on": "2025-03-01", "minute": "7", "effective": "2025-04-01"}
    oak = adopts(
        "1.0",
        approved=approved,
        next_review="2026-03-01",
        options={"usual": "true", "other": "false"},
        variations=[variation("omit", "d"), variation("add", "local-one", after="c")],
        pending=adopts("1.1"),
    )
    versions = {
        "1.0": version(clause("c", OLD), clause("d", OLD), clause("e", OLD)),
        "1.1": follower("1.0", "proposed"),
    }
    options = {
        name: {"type": "boolean", "default": "true", "label": name}
        for name in ("usual", "other", "not-chosen")
    }
    workspace = tree_of(tmp_path, versions, {"oak": oak}, options=options)
    assert fleet(workspace, AS_OF) == (
        Standing(
            school="oak",
            policy="conduct",
            version="1.0",
            status=Status.RELEASED,
            approved=Approval(
                by="Board", on=date(2025, 3, 1), minute="7", effective=date(2025, 4, 1)
            ),
            next_review=date(2026, 3, 1),
            pending="1.1",
            variations=("d", "local-one"),
            options=(("other", False),),
            # What the school leaves out is not stale, and its numbers are its own.
            stale=(
                Stale("1.1", "c", "guide", "2018", "2024"),
                Stale("1.3", "e", "guide", "2018", "2024"),
            ),
        ),
    )


def test_schools_come_in_order_and_one_without_the_policy_is_named(tmp_path: Path) -> None:
    workspace = tree_of(tmp_path, {"1.0": FIRST}, {"oak": adopts("1.0"), "ash": adopts("1.0")})
    elm = workspace.schools["oak"].school
    without = replace(elm, value=elm.value.model_copy(update={"id": "elm", "adopts": {}}))
    workspace.schools["elm"] = replace(workspace.schools["oak"], school=without)
    assert [one.school for one in fleet(workspace, AS_OF)] == ["ash", "elm", "oak"]
    assert fleet(workspace, AS_OF)[1] == Standing("elm", "conduct")


@pytest.mark.parametrize(
    ("cite", "as_of", "by"),
    [
        (OLD, date(2020, 8, 31), None),
        (OLD, date(2020, 9, 1), "2020"),
        (OLD, AS_OF, "2024"),
        (NEWEST, AS_OF, None),
        ("act", AS_OF, None),
    ],
)
def test_a_citation_is_stale_from_the_day_on_which_another_edition_holds(
    tmp_path: Path, cite: Any, as_of: date, by: str | None
) -> None:
    workspace = tree_of(tmp_path, {"1.0": version(clause("c", cite))}, {"oak": adopts("1.0")})
    (found,) = fleet(workspace, as_of)
    assert [stale.by for stale in found.stale] == ([by] if by else [])


def test_an_edition_that_is_not_stated_is_not_stale(tmp_path: Path) -> None:
    one = version(clause("c", OLD), editions={"guide": None})
    (found,) = fleet(tree_of(tmp_path, {"1.0": one}, {"oak": adopts("1.0")}), AS_OF)
    assert found.stale == ()


@pytest.mark.parametrize("gone", [False, True])
def test_what_is_on_record_counts_even_where_the_register_has_moved_on(
    tmp_path: Path, gone: bool
) -> None:
    school = adopts("1.0", approved={"by": "The Board", "on": "2020-01-01"})
    workspace = tree_of(tmp_path, {"1.0": version(clause("c", OLD))}, {"oak": school})
    files = workspace.schools["oak"]
    adoption = files.school.value.adopts["conduct"]
    document = document_of(workspace, VersionUse("oak", "conduct", "in-use", adoption))
    approval = adoption.approved
    assert isinstance(approval, Approval)
    on_record = record.of(files.school.value, None, {}, adoption, document, b"")
    kept = Approved("1.0", on_record, b"", approval)
    workspace.schools["oak"] = replace(files, records={("conduct", "1.0"): kept})
    assert workspace.authorities is not None
    if gone:
        kept_by_hr = {
            name: one
            for name, one in workspace.authorities.value.authorities.items()
            if name != "guide"
        }
        value = workspace.authorities.value.model_copy(update={"authorities": kept_by_hr})
        workspace.authorities = replace(workspace.authorities, value=value)
    (found,) = fleet(workspace, AS_OF)
    assert (found.recorded, found.approved, len(found.stale)) == (True, approval, 0 if gone else 1)


@pytest.mark.parametrize(
    ("next_review", "expected"),
    [(None, False), (AS_OF, False), (date(2025, 12, 31), True), (date(2026, 1, 2), False)],
)
def test_a_review_is_overdue_from_the_day_after(next_review: date | None, expected: bool) -> None:
    assert Standing("oak", "conduct", next_review=next_review).overdue(AS_OF) is expected
