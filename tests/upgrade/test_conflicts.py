"""Conflicts of local changes with another version: when there is one, and what a school decides."""

from __future__ import annotations

import pytest

from clausework.model.policy import Policy, Variation
from clausework.upgrade.carry import Resolution, upgrade
from clausework.upgrade.outcome import Choice, Outcome
from tests.support.carrying import (
    ADDED,
    EDIT,
    FIRST,
    GONE,
    JOINED,
    KEPT_TWO,
    LIST,
    NO_PHOTOS,
    OLD,
    OURS,
    OWN,
    PHOTOS,
    SPLIT,
    THEIRS,
    a_version,
    local,
    new,
    point,
    said,
    taken,
)
from tests.support.policies import POLICY

NO_LIST = [(OLD[OLD.index(" must:") : OLD.index(" photos:")], "")]


@pytest.mark.parametrize(
    ("changes", "variation", "resolution", "expected"),
    [
        ([("one year", "three years")], OWN, OURS, f"same-words [replace photos: {KEPT_TWO}]"),
        ([("one year", "three years")], OWN, THEIRS, "same-words"),
        ([("one year", "three years")], OWN, EDIT, "same-words [replace photos: Other words.]"),
        (NO_PHOTOS, OWN, OURS, f"removed [add local-photos after must: {KEPT_TWO}]"),
        (NO_PHOTOS, OWN, EDIT, "removed [add local-photos after must: Other words.]"),
        (SPLIT, OWN, OURS, f"split [replace film: {KEPT_TWO}] [omit pictures]"),
        (SPLIT, GONE, OURS, "split [omit film] [omit pictures]"),
        (SPLIT, GONE, EDIT, "split [replace film: Other words.] [omit pictures]"),
        (JOINED, OWN, OURS, f"merged [replace fun: {KEPT_TWO} Games are played at noon.]"),
        (JOINED, GONE, OURS, "merged [replace fun: Games are played at noon.]"),
        ([("one year", "two years")], GONE, OURS, "reworded [omit photos]"),
        (
            NO_LIST,
            local(replace="must", text="Staff must:", closing="Always."),
            OURS,
            "removed [add local-must after rules: Staff must: (lock) lock the front door (log) log"
            " off from the office computer (tell) tell the {{ head }} of any breach = Always.]",
        ),
        (
            [("  - log: log off from the office computer\n", "")],
            local(replace="log", text="log off at once"),
            OURS,
            "removed [add local-log after lock: log off at once]",
        ),
        (
            [(OLD[OLD.index("  - lock") : OLD.index("  = This")], "")],
            local(add="local-x", after="lock", text="own point"),
            OURS,
            "place [add local-x after must: own point]",
        ),
    ],
)
def test_a_conflict_is_decided_by_the_school(
    changes: list[tuple[str, str]], variation: Variation, resolution: Resolution, expected: str
) -> None:
    asked = taken(new(*changes), variation)
    assert (asked.variations, [*asked.conflicts]) == ((), [*asked.fared])
    assert resolution.choice in asked.fared[0].choices
    decided = {variation.target: resolution}
    found = taken(new(*changes), variation, policy=POLICY, **decided)
    fate = Outcome.DROPPED if resolution is THEIRS else Outcome.DECIDED
    assert said(found) == [f"{fate} {expected}"]
    kept = {(one.reason, one.consulted) for one in found.variations}
    assert kept <= {(variation.reason, variation.consulted)}


def test_a_conflict_has_all_three_texts_and_names_the_parts() -> None:
    (one,) = taken(new(*SPLIT), OWN).conflicts
    assert (one.base, one.ours, one.theirs) == (PHOTOS, KEPT_TWO, "Films.\nPictures.")
    assert one.parts == ("film", "pictures")
    assert one.variation == OWN


@pytest.mark.parametrize("resolution", [OURS, EDIT])
@pytest.mark.parametrize(
    ("changes", "policy", "why"),
    [
        ([("photos:", "photos!:")], POLICY, "locked"),
        ([("rules:", "rules!:")], POLICY, "locked"),
        ([], POLICY.model_copy(update={"binding": "adopt"}), "adopted"),
    ],
)
def test_what_may_not_be_varied_can_only_be_dropped(
    changes: list[tuple[str, str]], policy: Policy, why: str, resolution: Resolution
) -> None:
    for variation in (OWN, GONE, ADDED) if why == "adopted" else (OWN, GONE):
        found = taken(
            new(*changes), variation, policy=policy, photos=resolution, local_x=resolution
        )
        assert [(one.why, one.choices) for one in found.conflicts] == [(why, (Choice.THEIRS,))]
        gone = taken(new(*changes), variation, policy=policy, photos=THEIRS, local_x=THEIRS)
        assert said(gone) == [f"dropped {why}"]


@pytest.mark.parametrize("text", [(), (" ",), ("Tell {{ the",), ("See[^none].",), ("A.", "B.")])
def test_an_edit_that_cannot_be_printed_decides_nothing(text: tuple[str, ...]) -> None:
    version = new(("one year", "three years"))
    found = taken(version, OWN, photos=Resolution(Choice.EDIT, text))
    assert [one.result for one in found.conflicts] == [()]


def test_a_reference_to_what_is_gone_is_a_conflict_that_another_text_ends() -> None:
    variation = local(replace="games", text="Games are as {{ ref photos }} has it.")
    version = new(*NO_PHOTOS)
    asked = taken(version, variation)
    assert [(one.why, one.choices) for one in asked.conflicts] == [
        ("reference", (Choice.THEIRS, Choice.EDIT))
    ]
    assert said(taken(version, variation, games=EDIT)) == [
        "decided reference [replace games: Other words.]"
    ]
    again = Resolution(Choice.EDIT, ("See {{ ref photos }}.",))
    assert said(taken(version, variation, games=again)) == ["conflict reference"]


def test_what_the_master_now_refers_to_cannot_be_left_out_unasked() -> None:
    version = new(("at noon", "at noon, as {{ ref photos }} says"))
    assert said(taken(version, GONE)) == ["conflict reference"]
    titled = local(replace="rules", text="Our own rules")
    assert [one.fate for one in taken(version, titled, GONE).fared] == ["carried", "conflict"]
    own = local(replace="games", text="No games are played at noon.")
    # Merged, the school's own text refers to what the school left out: to change one is enough.
    assert said(taken(version, GONE, own)) == ["conflict reference"] * 2
    assert said(taken(version, GONE, own, games=EDIT)) == [
        "carried - [omit photos]",
        "decided reference [replace games: Other words.]",
    ]


def test_a_footnote_that_is_gone_is_a_conflict() -> None:
    old = a_version("1.0", OLD.replace(" games:", "  ^ n: Note.\n games:"))
    variation = local(replace="photos", text=f"{PHOTOS} So[^n].")
    assert upgrade(POLICY, old, old, [variation], {}).conflicts == ()
    (one,) = upgrade(POLICY, old, FIRST, [variation], {}).conflicts
    assert one.why == "note"


def test_a_section_left_out_with_a_new_clause_in_it_is_asked_about() -> None:
    gone = local(omit="rules")
    assert said(taken(new(("at noon", "at one")), gone)) == ["conflict reworded"]
    assert said(taken(new((" games:", " n: New.\n games:")), gone)) == ["conflict reworded"]
    assert said(taken(new(("every day", "each day")), gone)) == ["carried - [omit rules]"]
    elsewhere = new(
        (" games: Games are played at noon.", ""),
        (" who:", " games: Games are played at noon.\n who:"),
    )
    assert said(taken(elsewhere, gone)) == ["conflict split"]


def test_a_point_that_is_left_out_does_not_come_back_with_the_points_of_another_clause() -> None:
    gone = local(omit="tell")
    own = local(replace="photos", text=PHOTOS, items=[point("own", "and films")])
    tell = "  - tell: tell the {{ head }} of any breach\n"
    moved = new((tell, ""), (" games:", f"{tell} games:"))
    assert said(taken(moved, gone, own))[0] == "conflict overlap"
    assert said(taken(moved, gone)) == ["carried around [omit tell]"]


def test_an_id_that_the_master_now_has_too_is_a_conflict() -> None:
    version = new((" games:", " own: New.\n games:"))
    assert said(taken(version, LIST)) == ["conflict id-duplicate"]


def test_a_local_change_that_never_fitted_is_not_taken_along() -> None:
    first = local(add="local-x", after="local-y", text="X.")
    second = local(add="local-y", after="local-x", text="Y.")
    assert (
        said(taken(new(), first, second, local(replace="none", text="Z.")))
        == ["conflict rests"] * 3
    )


PHOTOS_LINE = f" photos: {PHOTOS}"
TELL = "  - tell: tell the {{ head }} of any breach"
MUST = OLD[OLD.index(" must:") : OLD.index(" photos:")]
LOST = [(f"{TELL}\n", "")]
KEPT_ID = [(PHOTOS_LINE, " films < photos: Films are kept.\n photos: Photographs are kept.")]
ALL_FUN = " fun < must games: All fun.\n" + "\n".join(MUST.splitlines()[1:4])
WITH_POINTS = [(" games: Games are played at noon.", ALL_FUN), (MUST, "")]
MOVED_IN = [*LOST, (PHOTOS_LINE, f"{PHOTOS_LINE}\n{TELL}")]
SPLIT_AROUND = [*LOST, (PHOTOS_LINE, f"{PHOTOS_LINE}\n films < photos: Films:\n{TELL}")]
INTO_TWO = [
    *LOST,
    ("  - lock: lock the front door\n", ""),
    (
        PHOTOS_LINE,
        f"{PHOTOS_LINE}\n  - lock: lock the front door\n films < photos: Films:\n{TELL}",
    ),
]


@pytest.mark.parametrize(
    ("changes", "variations", "resolution", "expected"),
    [
        pytest.param(
            KEPT_ID, [GONE], OURS, "decided split [omit photos] [omit films]", id="with its id"
        ),
        pytest.param(
            KEPT_ID,
            [GONE],
            EDIT,
            "decided split [replace photos: Other words.] [omit films]",
            id="other words are where its id is",
        ),
        # Its points are in what it was joined into, and the words of the other clause are kept.
        pytest.param(
            WITH_POINTS,
            [local(omit="must")],
            OURS,
            "decided merged [replace fun: Games are played at noon.] [omit lock] [omit log] "
            "[omit tell]",
            id="joined, with its points",
        ),
        # A point that the school has is now in it, and would be left out as well.
        pytest.param(MOVED_IN, [GONE], OURS, "conflict moved-in", id="another point in it"),
        pytest.param(MOVED_IN, [GONE], THEIRS, "dropped moved-in", id="taken with that point"),
        pytest.param(
            MOVED_IN,
            [GONE],
            EDIT,
            "decided moved-in [replace photos: Other words.]",
            id="other words beside that point",
        ),
        pytest.param(SPLIT_AROUND, [GONE], OURS, "conflict moved-in", id="split around a point"),
        pytest.param(
            SPLIT_AROUND,
            [GONE],
            EDIT,
            "decided moved-in [replace films: Other words.] [omit photos]",
            id="split around a point, other words",
        ),
        pytest.param(INTO_TWO, [GONE], EDIT, "conflict moved-in", id="into two parts"),
        pytest.param(
            MOVED_IN,
            [local(omit="tell"), GONE],
            OURS,
            "decided reworded [omit photos]",
            id="a point that is left out as well",
        ),
    ],
)
def test_what_is_left_out_takes_nothing_with_it_that_the_school_has(
    changes: list[tuple[str, str]],
    variations: list[Variation],
    resolution: Resolution,
    expected: str,
) -> None:
    target = variations[-1].target
    found = upgrade(POLICY, FIRST, new(*changes), variations, {target: resolution})
    assert said(found)[-1] == expected
