"""The board pack as data: what a board sees first, what it may vary, how local changes fared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from clausework.model.decisions import Consultation, Release
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Adoption, Reason, Status, Variation
from clausework.model.scalars import ConfirmedDuty, Weight
from clausework.query.board_paper import Meeting, Pack, pack
from clausework.query.comparison import Comparison, between
from clausework.upgrade.outcome import Outcome
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File
from tests.support.drafts import document
from tests.support.places import EXAMPLES
from tests.support.samples import SCHOOLS

POLICY, OAK, WARDEN_HILL = "social-networking", "example-oak-academy", "warden-hill-infant"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return read_workspace(EXAMPLES)


def packed(workspace: Workspace, old: str, new: str, *reasons: Reason) -> Pack:
    """The pack of two drafts, as versions of the project's policy."""
    older, newer = (document(draft).model_copy(update={"policy": POLICY}) for draft in (old, new))
    newer = newer.model_copy(update={"version": "1.1"})
    return pack(workspace, Comparison(older, newer, reasons), WARDEN_HILL, Meeting())


def adopting(workspace: Workspace, adoption: Adoption) -> Workspace:
    files = workspace.schools[OAK]
    school = files.school.value.model_copy(update={"adopts": {POLICY: adoption}})
    changed = replace(files, school=File(files.school.source, school))
    return replace(workspace, schools={**workspace.schools, OAK: changed})


def entry(clause: str, **values: Any) -> Reason:
    return Reason.model_validate({"clause": clause, "reason": "R.", **values})


OLD = "# s: Title|a: All:|- p: one|b: Two[^n].|^n: Note.|c: Three.|d: Four.|e: Five."
NEW = "# s: Title|a: All:|- p: uno|b: Two[^n].|^n: Notes.|c: Drei.|z: New.|e: Five."
HEADLINE = "It changes."


@pytest.mark.parametrize(
    ("entries", "first"),
    [
        ([], []),
        # Whatever the words say of duties, nothing is ranked but by HR.
        ([entry("c", duty="new", headline=HEADLINE, weight="statutory")], []),
        ([entry("c", look_first=1)], []),
        ([entry("c", look_first=1, headline=HEADLINE)], [("c", "1.3")]),
        (
            [
                entry("c", look_first=3, headline=HEADLINE),
                entry("z", look_first=1, headline=HEADLINE),
                entry("d", look_first=2, headline=HEADLINE),
            ],
            [("z", "1.4"), ("d", "1.4"), ("c", "1.3")],
        ),
        ([entry("p", look_first=1, headline=HEADLINE)], [("p", "1.1(a)")]),
        # A clause of which only a point changes.
        ([entry("a", look_first=1, headline=HEADLINE)], [("a", "1.1")]),
        # A footnote is where its clause is.
        ([entry("n", look_first=1, headline=HEADLINE)], [("b", "1.2")]),
        # What does not change for this school is not shown to it.
        ([entry("e", look_first=1, headline=HEADLINE)], []),
        ([entry("nowhere", look_first=1, headline=HEADLINE)], []),
    ],
)
def test_the_first_to_look_at_are_hrs_in_hrs_order(
    entries: list[Reason], first: list[tuple[str, str]], workspace: Workspace
) -> None:
    found = packed(workspace, OLD, NEW, *entries).first
    assert [(one.id, one.number) for one in found] == first
    assert {one.headline for one in found} <= {HEADLINE}


def test_a_clause_that_is_split_is_shown_where_it_goes_on(workspace: Workspace) -> None:
    split = entry("a", look_first=1, headline=HEADLINE)
    found = packed(workspace, "a: Sit. Stay.", "b (was a): Sit.|c (was a): Stay.", split).first
    assert [(one.id, one.number) for one in found] == [("b", "1.1")]


def test_a_change_to_look_at_first_has_what_else_hr_says_of_it(workspace: Workspace) -> None:
    given = entry("c", look_first=1, headline=HEADLINE, duty="weaker", board_may="decline")
    (one,) = packed(workspace, OLD, NEW, given).first
    assert (one.duty, one.board_may) == (ConfirmedDuty.WEAKER, "decline")


def test_only_what_hr_calls_editorial_is_set_apart(workspace: Workspace) -> None:
    found = packed(
        workspace, "a: Read it.|b: Sing.|c: Eat.", "a: Read it!|b: Shout.|c: Dine.", EDITORIAL
    )
    assert [clause.element.id for clause in found.editorial] == ["c"]
    assert [change.clause.element.id for change in found.changes] == ["a", "b"]
    assert [change.clause.confirmed for change in found.changes] == [None, None]
    assert found.weights == {
        Weight.STATUTORY: 0,
        Weight.SUBSTANTIVE: 0,
        Weight.EDITORIAL: 1,
        None: 2,
    }


EDITORIAL = entry("c", weight="editorial")


@pytest.mark.parametrize(
    ("reasons", "may", "weight"),
    [
        ([], None, None),
        ([{"clause": "a", "reason": "R."}], None, None),
        ([{"clause": "a", "reason": "R.", "weight": "substantive"}], None, Weight.SUBSTANTIVE),
        ([{"clause": "a", "reason": "R.", "board_may": "vary"}], "vary", None),
        # Of several versions the newest holds.
        (
            [
                {"clause": "a", "reason": "R.", "board_may": "vary"},
                {"clause": "a", "reason": "S.", "board_may": "accept"},
            ],
            "accept",
            None,
        ),
    ],
)
def test_what_hr_said_of_a_change(
    reasons: list[dict[str, str]], may: str | None, weight: Weight | None, workspace: Workspace
) -> None:
    given = [Reason.model_validate(reason) for reason in reasons]
    (change,) = packed(workspace, "a: Staff may go.", "a: Staff must go.", *given).changes
    assert (change.elements[0].board_may, change.clause.confirmed) == (may, weight)


def test_a_policy_that_is_adopted_word_for_word_cannot_be_varied(workspace: Workspace) -> None:
    files = workspace.policies[POLICY]
    policy = files.policy.value.model_copy(update={"binding": "adopt"})
    changed = replace(files, policy=File(files.policy.source, policy))
    word_for_word = replace(workspace, policies={**workspace.policies, POLICY: changed})
    reason = Reason(clause="a", reason="R.", board_may="vary")
    (change,) = packed(word_for_word, "a: Staff may go.", "a: Staff must go.", reason).changes
    assert change.elements[0].board_may == "accept"


@pytest.mark.parametrize(
    ("status", "may"), [("draft", False), ("proposed", False), ("released", True)]
)
def test_only_what_hr_has_issued_can_be_approved(
    status: str, may: bool, workspace: Workspace
) -> None:
    found = packed(workspace, "a: Go.", "a: Stay.")
    newer = found.comparison.new.model_copy(update={"status": Status(status)})
    told = pack(workspace, Comparison(found.comparison.old, newer), WARDEN_HILL, Meeting())
    assert told.can_be_approved is may


def test_what_hr_proposes_and_whom_it_consulted(workspace: Workspace) -> None:
    files = workspace.policies[POLICY]
    union = Consultation(union="A union", outcome="agreed")
    release = Release.model_validate(
        {"by": "HR", "on": "2026-10-01", "effective": "2027-01-01", "consulted": [union]}
    )
    policy = files.policy.value.model_copy(update={"releases": {"2.0": release}})
    changed = replace(files, policy=File(files.policy.source, policy))
    issued = replace(workspace, policies={**workspace.policies, POLICY: changed})
    told = pack(issued, between(issued, POLICY, "1.0", "2.0", OAK), OAK, Meeting())
    assert (told.effective, told.consulted) == (release.effective, (union,))


@pytest.mark.parametrize("school", SCHOOLS)
def test_each_school_has_its_own_word_for_its_board(school: str, workspace: Workspace) -> None:
    told = pack(
        workspace, between(workspace, POLICY, "1.0", "2.0", school), school, Meeting("A", "7")
    )
    assert told.board == {
        OAK: "Trust Board",
        "example-riverside-unit": "Management Committee",
    }.get(school, "Governing Body")
    assert told.meeting == Meeting("A", "7")
    assert told.in_use
    assert [one.id for one in told.first] == [
        "private-messaging",
        "duty-to-refer",
        "allegations",
        "rights-not-affected",
        "past-pupils",
    ]
    assert [action.readers for action in told.actions] == [
        "Everyone who works for the school",
        "The head",
    ]
    assert told.paper.cost == "None beyond staff time."


OWN = Variation(replace="personal-communications", text="Our own words.", reason="Ours.")


@pytest.mark.parametrize(
    ("pending", "fate", "undecided"),
    [(None, Outcome.CONFLICT, 1), (Adopted(version="2.0", variations=(OWN,)), Outcome.DECIDED, 0)],
)
def test_a_conflict_is_open_until_the_school_has_prepared_the_version(
    pending: Adopted | None, fate: Outcome, undecided: int, workspace: Workspace
) -> None:
    own = adopting(workspace, Adoption(version="1.0", variations=(OWN,), pending=pending))
    told = pack(own, between(own, POLICY, "1.0", "2.0", OAK), OAK, Meeting())
    assert [(one.number, one.fared.fate) for one in told.local] == [("2.2", fate)]
    assert len(told.comparison.undecided) == undecided


def test_options_as_they_are_and_as_they_were(workspace: Workspace) -> None:
    pending = Adopted(version="2.0", options={"school_accounts": False})
    own = adopting(workspace, Adoption(version="1.0", pending=pending))
    told = pack(own, between(own, POLICY, "1.0", "2.0", OAK), OAK, Meeting())
    assert [(one.value, one.before, one.option.default) for one in told.options] == [
        (False, None, True)
    ]


@pytest.mark.parametrize(
    ("variation", "texts"),
    [
        (OWN, (["HR"], ["Our own words."], ["HR"])),
        (Variation(omit="personal-communications", reason="R."), (["HR"], [], ["HR"])),
        (
            Variation(add="local-own", after="personal-communications", text="More.", reason="R."),
            ([], ["More."], []),
        ),
    ],
    ids=["replaced", "left out", "added"],
)
def test_a_local_change_has_three_texts(
    variation: Variation, texts: tuple[list[str], list[str], list[str]], workspace: Workspace
) -> None:
    own = adopting(workspace, Adoption(version="1.0", variations=(variation,)))
    (told,) = pack(own, between(own, POLICY, "1.0", "2.0", OAK), OAK, Meeting()).local
    plainly = adopting(workspace, Adoption(version="1.0"))
    bare = between(plainly, POLICY, "1.0", "2.0", OAK)
    hrs = {
        side.version: [plain(node.text) for node in side.nodes() if node.id == HRS]
        for side in (bare.old, bare.new)
    }
    before, ours, now = texts
    assert list(told.before) == (hrs["1.0"] if before else [])
    assert list(told.ours) == ours
    assert list(told.now) == (hrs["2.0"] if now else [])


HRS = "personal-communications"
