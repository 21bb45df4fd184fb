"""What becomes of a school's local changes in another version: a table of cases."""

from __future__ import annotations

import pytest

from clausework.model.policy import Variation
from clausework.upgrade.carry import upgrade
from tests.support.carrying import (
    ADDED,
    FIRST,
    GONE,
    JOINED,
    KEPT_TWO,
    LIST,
    OLD,
    OWN,
    PHOTOS,
    POINTS,
    THEIRS,
    a_version,
    local,
    new,
    said,
    taken,
)
from tests.support.policies import POLICY

BY_HEAD = PHOTOS.replace("the office", "the {{ head }}")
BOTH = KEPT_TWO.replace("the office", "the {{ head }}")
IN_BOTH = (
    "(lock) lock the front door (own) feed the school cat (log) log off at once from the office"
    " computer (n) now (tell) tell the {{ head }} of any breach"
)

TABLE = [
    ("nothing changed", [], OWN, f"carried - [replace photos: {KEPT_TWO}]"),
    (
        "another clause changed",
        [("at noon", "at one")],
        OWN,
        f"carried - [replace photos: {KEPT_TWO}]",
    ),
    (
        "other words changed",
        [("destroyed by the office", "destroyed by the {{ head }}")],
        OWN,
        f"merged - [replace photos: {BOTH}]",
    ),
    ("the same words changed", [("one year", "three years")], OWN, "conflict same-words"),
    (
        "words beside changed",
        [("kept for one", "held for one")],
        local(replace="photos", text=PHOTOS.replace("for one", "during one")),
        "conflict same-words",
    ),
    (
        "changed in the same way",
        [("one year", "two years")],
        OWN,
        f"carried taken-up [replace photos: {KEPT_TWO}]",
    ),
    ("renamed", [("photos:", "pictures < photos:")], GONE, "carried renamed [omit pictures]"),
    (
        "renamed and changed",
        [("photos:", "pictures < photos:"), ("by the office", "by the {{ head }}")],
        OWN,
        f"merged - [replace pictures: {BOTH}]",
    ),
    (
        "removed",
        [(f" photos: {PHOTOS}\n", "")],
        OWN,
        "conflict removed",
    ),
    ("removed by both", [(f" photos: {PHOTOS}\n", "")], GONE, "dropped removed"),
    (
        "moved",
        [(f" photos: {PHOTOS}\n", ""), (" who:", f" photos: {PHOTOS}\n who:")],
        OWN,
        f"carried - [replace photos: {KEPT_TWO}]",
    ),
    (
        "split",
        [(" photos:", " film: Films are kept.\n pictures < photos:"), ("film:", "film < photos:")],
        OWN,
        "conflict split",
    ),
    (
        "split off",
        [(" games:", " film < photos: Films are kept.\n games:")],
        OWN,
        f"carried - [replace photos: {KEPT_TWO}]",
    ),
    (
        "merged",
        [(f" photos: {PHOTOS}\n", ""), ("games:", "fun < photos games:")],
        OWN,
        "conflict merged",
    ),
    ("locked", [("photos:", "photos!:")], OWN, "conflict locked"),
    ("left out, changed", [("one year", "two years")], GONE, "conflict reworded"),
    ("left out, a comma", [("year and", "year, and")], GONE, "carried around [omit photos]"),
    (
        "behind what was renamed",
        [("photos:", "pictures < photos:")],
        ADDED,
        "carried renamed [add local-x after pictures: Own words.]",
    ),
    (
        "behind what was removed",
        [(f" photos: {PHOTOS}\n", "")],
        ADDED,
        "moved place [add local-x after must: Own words.]",
    ),
    (
        "behind the removed first",
        [(" games:", "fun: Fun\n games:"), (OLD[: OLD.index("rules")], "")],
        local(add="local-x", after="why", text="Own."),
        "moved place [add local-x after rules: Own.]",
    ),
    (
        "first in a section that was renamed",
        [("rules:", "code < rules:")],
        local(add="local-x", after="rules", text="Own."),
        "carried renamed [add local-x after code: Own.]",
    ),
    (
        "behind what was split",
        [(" photos:", " film < photos: Films.\n pictures < photos:")],
        ADDED,
        "moved place [add local-x after pictures: Own words.]",
    ),
    ("behind what is locked", [("rules:", "rules!:")], ADDED, "conflict locked"),
    (
        "the lead-in of a point changed",
        [("must each day", "should each day")],
        local(replace="lock", text="lock up"),
        "carried around [replace lock: lock up]",
    ),
    (
        "a list in which another point changed, and one is new",
        [
            ("off from the office", "off at once from the office"),
            ("  - tell", "  - n: now\n  - tell"),
        ],
        LIST,
        f"merged - [replace must: All staff must each day: {IN_BOTH}]",
    ),
]


@pytest.mark.parametrize(
    ("_name", "changes", "variation", "expected"),
    TABLE,
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_becomes_of_a_local_change(
    _name: str, changes: list[tuple[str, str]], variation: Variation, expected: str
) -> None:
    assert said(taken(new(*changes), variation)) == [expected]


def test_local_changes_that_rest_on_each_other() -> None:
    own = local(replace="must", text="All staff must each day:", items=POINTS)
    more = local(add="local-y", after="own", text="and the dog")
    behind = local(add="local-z", after="local-x", text="Behind it.")
    version = new(("photos:", "pictures < photos:"), (" games:", " n: New.\n games:"))
    assert said(taken(version, own, more, ADDED, behind)) == [
        "carried - [replace must: All staff must each day: (lock) lock the front door (own) feed"
        " the school cat (log) log off from every computer]",
        "carried - [add local-y after own: and the dog]",
        "carried renamed [add local-x after pictures: Own words.]",
        "carried - [add local-z after local-x: Behind it.]",
    ]


def test_what_stood_behind_a_dropped_addition_follows_it() -> None:
    item = local(add="local-x", after="log", text="own")
    behind = local(add="local-y", after="local-x", text="behind")
    version = new(("  - lock", "  - lock!"))
    assert said(taken(version, item, behind, local_x=THEIRS)) == [
        "carried - [add local-x after log: own]",
        "carried - [add local-y after local-x: behind]",
    ]


def test_a_reference_follows_what_was_renamed() -> None:
    variation = local(replace="games", text="Games are as {{ ref photos }} has it.")
    version = new(("photos:", "pictures < photos:"))
    assert said(taken(version, variation)) == [
        "carried - [replace games: Games are as {{ ref pictures }} has it.]"
    ]


def test_a_reference_to_what_went_on_in_another_clause_is_shown() -> None:
    variation = local(replace="who", text="Who is as {{ ref photos }} has it.")
    assert said(taken(new(*JOINED), variation)) == [
        "moved reference [replace who: Who is as {{ ref fun }} has it.]"
    ]


def test_versions_between_are_followed() -> None:
    between = a_version("1.1", OLD.replace("photos:", "film < photos:"))
    last = a_version("2.0", OLD.replace("photos:", "pictures < film:"), follows="1.1")
    found = upgrade(POLICY, FIRST, last, [OWN], {}, [between])
    assert said(found) == [f"carried renamed [replace pictures: {KEPT_TWO}]"]
    back = upgrade(POLICY, last, FIRST, found.variations, {}, [between])
    assert back.variations == (OWN,)
    assert said(upgrade(POLICY, FIRST, last, [OWN], {})) == ["conflict removed"]


def test_words_that_the_master_took_up_are_still_the_schools() -> None:
    taken_up = new(("one year", "two years"))
    variations = taken(taken_up, OWN).variations
    assert upgrade(POLICY, taken_up, FIRST, variations, {}).conflicts != ()
