"""What the rules on a version's changes let stand, and what they say."""

from pathlib import Path

import pytest

from clausework.checks import digest
from tests.support.roots import FILES, FOLLOWING, NEXT, POLICY, found_in, write_root

PROPOSED = dict(FOLLOWING)[NEXT]
OLD = "text: No pupil may be photographed.\n        locked: true"
CODES = ("duty-changed", "rename-suspected")


def told(tmp_path: Path, text: str, *entries: str, policy: str = "") -> list[tuple[str, str]]:
    """What these rules say of the proposed version with this in place of its last clause."""
    assert PROPOSED.count(OLD) == 1
    changes = "".join(f"\n  - {{clause: {entry}, reason: So}}" for entry in entries)
    changed = PROPOSED.replace(OLD, text + (f"\nchanges:{changes}" if changes else ""))
    if policy:
        changed = changed.replace("status: proposed", "status: released")
        policy += f'{{"1.1": {digest(changed.encode())}}}\n'
    files = FILES | {NEXT: changed, POLICY: FILES[POLICY] + policy}
    problems = found_in(write_root(tmp_path, files))
    return [(one.code, one.message) for one in problems if one.code in CODES]


EDITORIAL = "conduct-photographs, weight: editorial"
PARENTS = "text: No parent may be photographed."


def test_the_duty_and_who_is_bound_are_named(tmp_path: Path) -> None:
    assert told(tmp_path, PARENTS, EDITORIAL) == [
        (
            "duty-changed",
            "this change is marked editorial, but a duty differs from version 1.0: "
            '"conduct-photographs": person (bound before: pupil; now: parent)',
        )
    ]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (PARENTS, ["conduct-photographs, weight: substantive"]),
        (PARENTS, ["conduct-photographs"]),
        (PARENTS, [f"{EDITORIAL}, because: mistake-corrected"]),
        (PARENTS, [EDITORIAL, "conduct-photographs, weight: statutory"]),
        (PARENTS, ["conduct-rules, weight: editorial"]),
        ("text: No pupil may be photographed!", [EDITORIAL]),
        (OLD, [EDITORIAL]),
    ],
)
def test_what_is_weighed_explained_or_the_same_stands(
    text: str, entries: list[str], tmp_path: Path
) -> None:
    assert told(tmp_path, text, *entries) == []


def test_a_released_version_is_a_record_and_not_judged(tmp_path: Path) -> None:
    assert told(tmp_path, PARENTS, EDITORIAL, policy="released: ") == []


def test_what_is_still_there_was_not_renamed(tmp_path: Path) -> None:
    twice = f"{OLD}\n      - id: no-photographs\n        text: No pupil may be filmed."
    assert told(tmp_path, twice, "no-photographs") == []


def test_a_new_id_that_says_whose_words_it_has_is_no_suspect(tmp_path: Path) -> None:
    was = "id: no-photographs\n        was: [conduct-photographs]"
    new = PROPOSED.replace("id: conduct-photographs", was)
    found = found_in(write_root(tmp_path, FILES | {NEXT: new}))
    assert [one for one in found if one.code in CODES] == []


@pytest.mark.parametrize(
    ("text", "suspected"),
    [
        ("No pupil may be photographed.", True),
        ("No pupil may be filmed.", True),
        ("No pupil of ours is to be filmed.", False),
        ("Be kind.", False),
    ],
)
def test_a_rename_is_suspected_where_most_words_are_the_same(
    text: str, suspected: bool, tmp_path: Path
) -> None:
    new = PROPOSED.replace("id: conduct-photographs", "id: no-photographs")
    new = new.replace("No pupil may be photographed.", text)
    found = [
        one for one in found_in(write_root(tmp_path, FILES | {NEXT: new})) if one.code in CODES
    ]
    assert [one.fix for one in found] == (
        ["if it is the same text under a new id, add to it: was: [conduct-photographs]"]
        if suspected
        else []
    )
