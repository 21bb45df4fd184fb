"""The board pack as data: what a board sees first, what it may vary, how local changes fared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clausework.model.policy import (
    Adopted,
    Adoption,
    Consultation,
    Reason,
    Release,
    Status,
    Variation,
)
from clausework.query.board_paper import LINE, TWO_LINES, Meeting, Pack, pack
from clausework.query.comparison import Comparison, between
from clausework.upgrade.outcome import Outcome
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File
from tests.support.drafts import document
from tests.support.places import EXAMPLES
from tests.support.samples import SCHOOLS

POLICY, OAK, WARDEN_HILL = "social-networking", "example-oak-academy", "warden-hill-infant"
LONG = "Staff must report it to the head, the chair, the clerk and whoever else is named " * 3


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


OLD = "a: Staff may go.|b: Staff may sit.|c: Read it.|d: Eat.|e: Sing.|f: Swim."


@pytest.mark.parametrize(
    ("new", "first"),
    [
        (OLD, []),
        (OLD.replace("Read it.", "Read it!"), []),
        # More duties changed before fewer, then the order of the text.
        (OLD.replace("may go", "must go").replace("Staff may sit", "The head must not sit"), "ba"),
        # Statutory with a duty, then statutory without one, then what else changes duties.
        (
            OLD.replace("may go", "must go")
            .replace("b: Staff may", "b (cites guide 2026): Staff must")
            .replace("c:", "c (cites guide 2026):"),
            "bca",
        ),
        # No more than five.
        ("|".join(f"{name}: Staff must {name}." for name in "ghijkl"), "ghijk"),
    ],
)
def test_what_touches_law_and_duties_most_comes_first(
    new: str, first: list[str] | str, workspace: Workspace
) -> None:
    found = packed(workspace, OLD, new)
    assert [change.clause.element.id for change in found.first] == list(first)


def test_a_clause_stands_among_the_first_once_by_the_point_that_changes_most(
    workspace: Workspace,
) -> None:
    found = packed(
        workspace,
        "a: Staff must:|- p: sit;|- q: may stand;",
        "a: Staff must:|- p: sit well;|- q: must not stand for 2 hours;",
    )
    (change,) = found.first
    assert change.main.element.id == "q"
    # Alone, "must not stand" would say who is not bound, and "sit well" would read as advice.
    assert change.main.now == "Staff must: must not stand for 2 hours;"
    assert change.elements[1].now == "Staff must: sit well;"


@pytest.mark.parametrize(
    ("new", "split"),
    [
        ("b (was a): Sit.|c (was a): Stay.", ["Sit. Stay.", None]),
        # What goes on under its own id says itself what it was.
        ("a: Sit.|b (was a): Stay.", [None, None]),
    ],
)
def test_the_first_part_of_a_split_has_the_whole(
    new: str, split: list[str | None], workspace: Workspace
) -> None:
    found = packed(workspace, "a: Sit. Stay.", new)
    assert [change.main.split for change in found.changes] == split
    assert found.changes[0].main.was == "Sit. Stay."


def test_headings_are_left_to_the_list(workspace: Workspace) -> None:
    found = packed(workspace, "# s: Title|a: Staff may go.", "# s: Another name|a: Staff must go.")
    assert [change.clause.element.id for change in found.first] == ["a"]
    assert [change.clause.element.id for change in found.changes] == ["s", "a"]


def test_editorial_changes_stand_apart(workspace: Workspace) -> None:
    found = packed(workspace, "a: Read it.|b: Sing.", "a: Read it!|b: Shout.")
    assert [clause.element.id for clause in found.editorial] == ["a"]
    assert [change.clause.element.id for change in found.changes] == ["b"]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a: Staff may go.", "a: Staff must go.", ["Staff must go."]),
        ("a: Staff must go.", "a: Staff may go.", []),
        ("a: Read.", "a: Read.|b: Members of staff must sign.", ["Members of staff must sign."]),
        ("a: Read.", "a: Read.|b: The head must sign.", []),
        ("a: Staff read.", "a: Staff read. Staff must sign. They sing.", ["Staff must sign."]),
        (
            "a: Staff must:|- p: sit;",
            "a: Staff must:|- p: sit;|- q: sing;",
            ["Staff must: sing;"],
        ),
    ],
)
def test_what_is_new_for_staff(old: str, new: str, lines: list[str], workspace: Workspace) -> None:
    assert [duty.words for duty in packed(workspace, old, new).for_staff] == lines


def test_long_words_are_cut_between_words(workspace: Workspace) -> None:
    found = packed(workspace, "a: Read.", f"a: Read.|b: {LONG}")
    (duty,) = found.for_staff
    (change,) = found.first
    for words, most in ((duty.words, LINE), (change.main.now or "", TWO_LINES)):
        assert len(words) <= most
        assert words.endswith("…")
        assert LONG.startswith(words.removesuffix("…") + " ") or LONG.startswith(
            words.removesuffix("…") + ","
        )


@pytest.mark.parametrize(
    ("reasons", "may", "confirmed"),
    [
        ([], None, False),
        ([{"clause": "a", "reason": "R."}], None, False),
        ([{"clause": "a", "reason": "R.", "weight": "substantive"}], None, True),
        ([{"clause": "a", "reason": "R.", "board_may": "vary"}], "vary", False),
        # Of several versions the newest holds.
        (
            [
                {"clause": "a", "reason": "R.", "board_may": "vary"},
                {"clause": "a", "reason": "S.", "board_may": "accept"},
            ],
            "accept",
            False,
        ),
    ],
)
def test_what_hr_said_of_a_change(
    reasons: list[dict[str, str]], may: str | None, confirmed: bool, workspace: Workspace
) -> None:
    given = [Reason.model_validate(reason) for reason in reasons]
    (change,) = packed(workspace, "a: Staff may go.", "a: Staff must go.", *given).changes
    assert (change.main.board_may, change.confirmed) == (may, confirmed)


def test_a_policy_that_is_adopted_word_for_word_cannot_be_varied(workspace: Workspace) -> None:
    files = workspace.policies[POLICY]
    policy = files.policy.value.model_copy(update={"binding": "adopt"})
    changed = replace(files, policy=File(files.policy.source, policy))
    word_for_word = replace(workspace, policies={**workspace.policies, POLICY: changed})
    reason = Reason(clause="a", reason="R.", board_may="vary")
    (change,) = packed(word_for_word, "a: Staff may go.", "a: Staff must go.", reason).changes
    assert change.main.board_may == "accept"


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
    assert len(told.first) == 5


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
    assert [(one.value, one.before) for one in told.options] == [(False, True)]
