"""A school's local changes taken to another version: a table of cases; what always holds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausework.model.inline import plain
from clausework.model.policy import Adopted, Policy, School, Variation, Version
from clausework.resolve.version import Master, resolve
from clausework.upgrade.carry import Resolution, Upgrade, upgrade
from clausework.upgrade.outcome import Choice, Outcome
from tests.support.chains import answered, chains, named, printed, words_of
from tests.support.chains import taken as taken_on
from tests.support.policies import AUTHORITIES, BRAND, POLICY, TERMS
from tests.support.triples import Triple, triples

SCHOOL = School(id="s", name="S", type="academy", brand=BRAND)


def a_version(number: str, *sections: str, follows: str | None = "1.0") -> Version:
    """A version of sections as a test writes them: a line each, points below their clause.

    `section-id: Title`, ` clause-id < old-id: Text`, `  - point-id: text`; `!` behind an id locks
    it, `  = text` closes a clause, `  ^ note-id: text` is a footnote of it.
    """
    found: list[dict[str, Any]] = []
    for section in sections:
        for line in section.splitlines():
            name, _, text = line.strip(" -=^").partition(": ")
            name, _, was = name.partition(" < ")
            one: dict[str, Any] = {"id": name.rstrip("!"), "text": text, "was": was.split()}
            one["locked"] = "true" if name.endswith("!") else "false"
            if line.startswith("  -"):
                found[-1]["clauses"][-1].setdefault("items", []).append(one)
            elif line.startswith("  ="):
                found[-1]["clauses"][-1]["closing"] = line.strip(" =")
            elif line.startswith("  ^"):
                note = {"id": name, "text": text}
                found[-1]["clauses"][-1].setdefault("notes", []).append(note)
            elif line.startswith(" "):
                found[-1]["clauses"].append(one)
            else:
                one["title"] = one.pop("text")
                found.append(one | {"clauses": []})
    return Version.model_validate(
        {
            "version": number,
            "status": "draft",
            "follows": None if number == "1.0" else follows,
            "summary": "S",
            "sections": found,
        }
    )


def local(**keys: Any) -> Variation:
    return Variation.model_validate({"reason": "R", "consulted": "C"} | keys)


def point(name: str, text: str) -> dict[str, Any]:
    return {"id": name, "text": text}


OLD = """\
aims: Our aims
 why: This policy keeps {{ a setting }} safe, and all staff keep to it every day.
 who: It binds all staff of {{ setting }}.
rules: The rules
 must: All staff must each day:
  - lock: lock the front door
  - log: log off from the office computer
  - tell: tell the {{ head }} of any breach
  = This holds at all times.
 photos: Photographs of pupils are kept for one year and then destroyed by the office.
 games: Games are played at noon."""


def new(*changes: tuple[str, str]) -> Version:
    """The next version: the old one with some stretches in the place of others."""
    text = OLD
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return a_version("2.0", text)


FIRST = a_version("1.0", OLD)
PHOTOS = "Photographs of pupils are kept for one year and then destroyed by the office."


def taken(
    version: Version, *variations: Variation, policy: Policy = POLICY, **resolutions: Resolution
) -> Upgrade:
    by = {name.replace("_", "-"): resolution for name, resolution in resolutions.items()}
    found = upgrade(policy, FIRST, version, variations, by)
    if not found.conflicts:
        assert conflicts(version, found.variations) == []
    return found


def conflicts(version: Version, variations: tuple[Variation, ...]) -> list[Any]:
    adopted = Adopted(version=version.version, variations=variations)
    return resolve(Master(POLICY, TERMS, AUTHORITIES), version, SCHOOL, adopted)[1]


def said(found: Upgrade) -> list[str]:
    """What became of each local change in one line: how and why it fared, its result."""
    return [" ".join([one.fate, one.why or "-", *map(_said, one.result)]) for one in found.fared]


def _said(one: Variation) -> str:
    kind = "add" if one.add else "replace" if one.replace else "omit"
    after = f" after {one.after}" if one.after else ""
    points = "".join(f" ({item.id}) {item.text}" for item in one.items or ())
    words = f": {one.text}" if one.text else ""
    closing = f" = {one.closing}" if one.closing else ""
    return f"[{kind} {one.target}{after}{words}{points}{closing}]"


KEPT_TWO = PHOTOS.replace("one year", "two years")
BY_HEAD = PHOTOS.replace("the office", "the {{ head }}")
BOTH = KEPT_TWO.replace("the office", "the {{ head }}")
OWN = local(replace="photos", text=KEPT_TWO)
ADDED = local(add="local-x", after="photos", text="Own words.")
GONE = local(omit="photos")
POINTS = [
    point("lock", "lock the front door"),
    point("own", "feed the school cat"),
    point("log", "log off from every computer"),
]
LIST = local(
    replace="must",
    text="All staff must each day:",
    items=[
        *POINTS[:2],
        point("log", "log off from the office computer"),
        point("tell", "tell the {{ head }} of any breach"),
    ],
)
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


NO_PHOTOS = [(f" photos: {PHOTOS}\n", "")]
SPLIT = [(f" photos: {PHOTOS}", " film < photos: Films.\n pictures < photos: Pictures.")]
JOINED = [*NO_PHOTOS, ("games:", "fun < photos games:")]
OURS, THEIRS = Resolution(Choice.OURS), Resolution(Choice.THEIRS)
EDIT = Resolution(Choice.EDIT, ("Other\n  words.",))
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


# At every change of the project; on a machine that is waited at, fewer.
EXAMPLES = 2_000 if os.environ.get("CI") else 500


@settings(max_examples=EXAMPLES)
@given(triples())
def test_what_always_holds(triple: Triple) -> None:
    there = upgrade(POLICY, triple.old, triple.new, triple.variations, {})
    # Not one of the school's words is lost: it is taken along, or in a conflict that names it.
    had = _own(_said(one) for one in triple.variations)
    assert had <= _own(map(_said, there.variations)) | _own(one.ours for one in there.conflicts)
    # Where the two changed nothing in common, nobody is asked.
    assert triple.overlap or not there.conflicts
    # A school without local changes has the master.
    assert upgrade(POLICY, triple.old, triple.new, (), {}).variations == ()
    # What is taken along fits.
    assert conflicts(triple.new, there.variations) == []
    # What came through whole leads back to what was.
    if {one.fate for one in there.fared} <= {Outcome.CARRIED, Outcome.MERGED}:
        back = upgrade(POLICY, triple.new, triple.old, there.variations, {})
        if not back.conflicts:
            assert words(triple.old, back.variations) == words(triple.old, triple.variations)


def _own(texts: Iterable[str]) -> set[str]:
    """The words that the school wrote."""
    return {word for text in texts for word in re.findall(r"\bown\w+", text)}


def words(version: Version, variations: tuple[Variation, ...]) -> list[tuple[str, str, str]]:
    """What a school reads: number and words of each element, in order."""
    adopted = Adopted(version=version.version, variations=variations)
    document, found = resolve(Master(POLICY, TERMS, AUTHORITIES), version, SCHOOL, adopted)
    assert found == []
    return [(node.number, plain(node.text), plain(node.closing)) for node in document.nodes()]


# A chain takes a hundred times as long as a triple, and the harness tries thousands of them.
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_word_of_a_school_vanishes_over_a_chain_of_versions(data: st.DataObject) -> None:
    chain = data.draw(chains())
    adopted = chain.adopted
    for at, version in enumerate(chain.versions[1:]):
        had = words_of(printed(chain.versions[at], chain.school, adopted)[0])
        asked = taken_on(chain, at, adopted, {})
        # What is asked is asked by name, with the words.
        sure = adopted.model_copy(
            update={"version": version.version, "variations": asked.variations}
        )
        document, _ = printed(version, chain.school, sure)
        assert had <= words_of(document) | named(asked.fared)
        # Every way that is offered leads to a copy that fits and has what is not named.
        found = answered(data.draw, chain, at, adopted)
        assert not found.conflicts, found.conflicts
        adopted = sure.model_copy(update={"variations": found.variations})
        document, unfit = printed(version, chain.school, adopted)
        assert unfit == []
        assert had <= words_of(document) | named(found.fared)
