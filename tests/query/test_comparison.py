"""Two versions of one policy: which documents are compared, with whose choices and reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clausework.diff.compare import compare
from clausework.diff.words import Piece
from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.model.inline import Run
from clausework.model.policy import Adopted, Adoption, Status, Variation
from clausework.model.scalars import ConfirmedDuty, Weight
from clausework.query.by_clause import by_clause, listed
from clausework.query.comparison import (
    between,
    carried,
    changes_to_confirm,
    data,
    data_for_readers,
    default_before,
    shortened,
)
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File
from tests.support.places import EXAMPLES

POLICY, OAK = "social-networking", "example-oak-academy"
OWN = Variation(replace="standards-for-employees", text="Our own words.", reason="We say it so.")
OTHER = Variation(replace="standards-for-employees", text="Other words.", reason="Better so.")
NOWHERE = Variation(omit="read-in-the-first-draft", reason="It was there once.")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return read_workspace(EXAMPLES)


def adopting(workspace: Workspace, adoption: Adoption | None) -> Workspace:
    """The tree with what one school adopts of the policy put in the place of what it did."""
    files = workspace.schools[OAK]
    adopts = {} if adoption is None else {POLICY: adoption}
    school = files.school.value.model_copy(update={"adopts": adopts})
    changed = replace(files, school=File(files.school.source, school))
    return replace(workspace, schools={**workspace.schools, OAK: changed})


def words(document: Document, name: str) -> str:
    nodes = {node.id: node for node in document.nodes()}
    return "".join(run.text for run in nodes[name].text)


def test_without_a_school_it_is_the_version_as_hr_keeps_it(workspace: Workspace) -> None:
    found = between(workspace, POLICY, "1.0", "2.0", None)
    assert (found.old.version, found.new.version) == ("1.0", "2.0")
    assert found.old.school is None
    assert "{{ school }}" in words(found.old, "standards-for-employees")
    assert found.changes == compare(found.old, found.new)
    assert found.marked.compared == (found.old, found.new)


def test_a_school_has_its_approval_and_its_choices_are_carried(workspace: Workspace) -> None:
    found = between(workspace, POLICY, "1.0", "2.0", OAK)
    assert isinstance(found.old.approved, Approval)
    assert found.old.next_review is not None
    assert (found.new.approved, found.new.next_review) == (None, None)
    assert words(found.old, "local-tell-the-local-body") == (
        words(found.new, "local-tell-the-local-body")
    )
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("adoption", "before", "after", "old", "new"),
    [
        pytest.param(
            Adoption(version="1.0", variations=(OWN,)),
            "1.0",
            "2.0",
            "Our own words.",
            "Our own words.",
            id="carried",
        ),
        pytest.param(
            Adoption(
                version="1.0",
                variations=(OWN,),
                pending=Adopted(version="2.0", variations=(OTHER,)),
            ),
            "1.0",
            "2.0",
            "Our own words.",
            "Other words.",
            id="pending",
        ),
        pytest.param(
            Adoption(
                version="1.0",
                variations=(OWN,),
                pending=Adopted(version="1.0", variations=(OTHER,)),
            ),
            "1.0",
            "1.0",
            "Our own words.",
            "Other words.",
            id="the same version with another local change pending",
        ),
        pytest.param(
            Adoption(
                version="2.0",
                variations=(OWN,),
                history=(
                    Adopted(version="1.0"),
                    Adopted(version="1.0", variations=(OTHER,)),
                ),
            ),
            "1.0",
            "2.0",
            "Other words.",
            "Our own words.",
            id="history, the last of two",
        ),
        pytest.param(
            Adoption(version="1.0", pending=Adopted(version="2.0", variations=(OTHER,))),
            "2.0",
            "1.0",
            "Other words.",
            "This policy provides the acceptable",
            id="back from what is pending",
        ),
    ],
)
def test_whose_choices_each_side_has(
    workspace: Workspace, adoption: Adoption, before: str, after: str, old: str, new: str
) -> None:
    found = between(adopting(workspace, adoption), POLICY, before, after, OAK)
    assert words(found.old, "standards-for-employees").startswith(old)
    assert words(found.new, "standards-for-employees").startswith(new)


def test_a_school_that_does_not_use_the_policy_has_no_choices(workspace: Workspace) -> None:
    found = between(adopting(workspace, None), POLICY, "1.0", "2.0", OAK)
    assert "Example Oak Academy" in words(found.old, "standards-for-employees")
    assert found.old.approved is None


def test_a_local_change_that_does_not_fit_is_told_and_not_carried(workspace: Workspace) -> None:
    adoption = Adoption(version="1.0", variations=(NOWHERE, OWN))
    found = between(adopting(workspace, adoption), POLICY, "1.0", "2.0", OAK)
    assert [conflict.message for conflict in found.conflicts] == [
        'version 1.0 has no clause "read-in-the-first-draft"'
    ]
    assert words(found.new, "standards-for-employees") == "Our own words."


def test_what_a_school_has_yet_to_decide_is_told_and_shown_as_it_is(workspace: Workspace) -> None:
    adoption = Adoption(version="1.0", variations=(OWN,))
    found = between(adopting(workspace, adoption), POLICY, "1.0", "2.0", OAK)
    assert [one.variation for one in found.undecided] == [OWN]
    assert words(found.new, "standards-for-employees") == "Our own words."
    pending = Adoption(version="1.0", variations=(OWN,), pending=Adopted(version="2.0"))
    assert between(adopting(workspace, pending), POLICY, "1.0", "2.0", OAK).undecided == ()


@pytest.mark.parametrize(
    ("before", "target", "after", "expected"),
    [
        pytest.param("1.0", "introduction", "3.1", "twice", id="through the one between"),
        pytest.param("3.1", "twice", "1.0", "introduction", id="back"),
        pytest.param("3.1", "twice", "4.0", "other", id="over the one that both come from"),
    ],
)
def test_local_changes_go_the_way_of_the_versions(
    workspace: Workspace, before: str, target: str, after: str, expected: str
) -> None:
    files = workspace.policies[POLICY]
    first = files.versions["1.0"]
    versions = {"1.0": first}
    for number, follows, was, name in (
        ("3.0", "1.0", "introduction", "once"),
        ("3.1", "3.0", "once", "twice"),
        ("4.0", "1.0", "introduction", "other"),
    ):
        older = versions[follows].value
        section = older.sections[0].model_copy(update={"id": name, "was": (was,)})
        changed = {"version": number, "follows": follows}
        sections = {"sections": (section, *older.sections[1:])}
        newer = older.model_copy(update={**changed, **sections})
        versions[number] = File(first.source, newer)
    branched = replace(workspace, policies={POLICY: replace(files, versions=versions)})
    own = Variation(replace=target, text="Beginnings", reason="Plainer.")
    adoption = Adoption(version=before, variations=(own,))
    school = workspace.schools["example-oak-academy"].school.value
    found = carried(branched, school, POLICY, adoption, after, {})
    assert [(one.replace, one.text) for one in found.variations] == [(expected, "Beginnings")]


@pytest.mark.parametrize(
    ("before", "after", "whose"),
    [
        ("1.0", "1.1", ["1.1"]),
        ("1.1", "2.0", ["2.0"]),
        ("1.0", "2.0", ["1.1", "2.0"]),
        ("2.0", "2.0", []),
        ("2.0", "1.0", []),
        ("1.1", "1.0", []),
    ],
)
def test_reasons_are_those_of_the_way_between(
    workspace: Workspace, before: str, after: str, whose: list[str]
) -> None:
    versions = workspace.policies[POLICY].versions
    expected = [reason for number in whose for reason in versions[number].value.changes]
    assert list(between(workspace, POLICY, before, after, None).reasons) == expected


def test_where_a_comparison_starts_when_no_version_is_named(workspace: Workspace) -> None:
    assert default_before(workspace, POLICY, "2.0", None) == "1.1"
    assert default_before(workspace, POLICY, "1.0", None) is None
    assert default_before(workspace, POLICY, "2.0", OAK) == "1.0"
    assert default_before(adopting(workspace, None), POLICY, "2.0", OAK) is None


def test_data_of_one_change(workspace: Workspace) -> None:
    found = data(between(workspace, POLICY, "1.0", "1.1", OAK), OAK)
    assert {key: found[key] for key in found if key != "changes"} == {
        "policy": POLICY,
        "from": "1.0",
        "to": "1.1",
        "school": OAK,
    }
    by_id = {change["id"]: change for change in found["changes"]}
    assert by_id["safeguarding-children"] == {
        "id": "safeguarding-children",
        "kind": "reworded",
        "weight": "editorial",
        "duties": [],
        "number_before": "6.0",
        "number_after": "6.0",
        "before": "Safeguarding Children",
        "after": "Safeguarding children",
        "reason": "The heading has capitals as the other headings have.",
        "duty": None,
        "headline": None,
    }


def test_data_has_what_hr_says_beside_what_the_words_suggest(workspace: Workspace) -> None:
    comparison = between(workspace, POLICY, "1.0", "2.0", OAK)
    whole, readers = data(comparison, OAK), data_for_readers(comparison, OAK)
    changes = {change["id"]: change for change in whole["changes"]}
    assert changes["past-pupils"]["duty"] == "stronger"
    assert changes["past-pupils"]["headline"].startswith("Staff must not communicate")
    assert any(change["duties"] for change in whole["changes"])
    assert not any(change["duties"] for change in readers["changes"])
    for change in (*whole["changes"], *readers["changes"]):
        del change["duties"]
    assert readers == whole


def test_hr_confirms_the_changes_that_a_version_explains_until_it_is_issued(
    workspace: Workspace,
) -> None:
    direct = between(workspace, POLICY, "1.1", "2.0", None)
    over = between(workspace, POLICY, "1.0", "2.0", None)
    found = changes_to_confirm(workspace, direct)
    entries = {reason.clause for reason in direct.reasons}
    assert {one.id for one in found} <= entries
    assert not any(one.missing for one in found)
    assert {one.id for one in changes_to_confirm(workspace, over)} <= entries
    assert changes_to_confirm(workspace, replace(direct, old=direct.new, new=direct.old)) == ()
    issued = direct.new.model_copy(update={"status": Status.RELEASED})
    assert changes_to_confirm(workspace, replace(direct, new=issued)) == ()


def test_what_a_change_means_counts_from_the_newest_version_alone(workspace: Workspace) -> None:
    files = workspace.policies[POLICY]
    older = files.versions["1.1"]
    entry = older.value.changes[0].replaced(
        duty=ConfirmedDuty.NEW, headline="It is so.", look_first=1
    )
    version = older.value.replaced(changes=(entry,))
    versions = {**files.versions, "1.1": File(older.source, version)}
    changed = replace(workspace, policies={POLICY: replace(files, versions=versions)})
    assert entry in between(changed, POLICY, "1.0", "1.1", None).reasons
    over, *_ = between(changed, POLICY, "1.0", "2.0", None).reasons
    assert (over.clause, over.reason) == (entry.clause, entry.reason)
    assert (over.duty, over.headline, over.look_first) == (None, None, None)


def test_points_are_with_their_clause_and_reasons_with_what_they_are_for(
    workspace: Workspace,
) -> None:
    clauses = by_clause(between(workspace, POLICY, "1.0", "2.0", OAK))
    assert len({clause.element.id for clause in clauses}) == len(clauses)
    by_id = {clause.element.id: clause for clause in clauses}
    must_not = by_id["employees-must-not"]
    assert must_not.section.number == "7.0"
    assert must_not.weight is Weight.STATUTORY
    assert must_not.because == ("good-practice", "mistake-corrected", "plain-english")
    # That of 1.1 tells of a list that 2.0 has changed again.
    assert [reason.split()[1] for reason in must_not.element.reasons] == ["list"]
    points = {point.id: point for point in must_not.points}
    assert points["images-of-employees"].reasons == ('"Without permission" did not say whose.',)
    assert points["illegal-material"].reasons == ()


def test_an_older_reason_is_shown_everywhere_or_nowhere(workspace: Workspace) -> None:
    found = between(workspace, POLICY, "1.0", "2.0", OAK)
    shown = {one["reason"] for one in data(found, OAK)["changes"]}
    shown |= {remark.reason for node in found.marked.nodes() for remark in node.remarks}
    for clause in by_clause(found):
        shown.update(reason for one in (clause.element, *clause.points) for reason in one.reasons)
    older = {
        one.clause: one.reason for one in workspace.policies[POLICY].versions["1.1"].value.changes
    }
    # Its words are those of 1.1, which 2.0 has kept.
    assert older["where-the-principles-apply"] in shown
    for name in ("standards-for-employees", "aims", "key-principles"):
        assert older[name] not in shown


def test_a_clause_with_another_number_and_no_more_has_no_weight(workspace: Workspace) -> None:
    comparison = between(workspace, POLICY, "1.0", "1.0", None)
    sections = comparison.old.sections
    shorter = sections[0].model_copy(update={"children": sections[0].children[1:]})
    older = comparison.old.model_copy(update={"sections": (shorter, *sections[1:])})
    new = comparison.new.sections[0].children
    renumbered = tuple(
        child.model_copy(update={"number": before.number})
        for child, before in zip(shorter.children, new[:-1], strict=True)
    )
    older = older.model_copy(
        update={"sections": (shorter.model_copy(update={"children": renumbered}), *sections[1:])}
    )
    clauses = by_clause(replace(comparison, old=older))
    assert [(c.element.number_before, c.element.number_after, c.weight) for c in clauses] == [
        (None, "1.1", Weight.SUBSTANTIVE),
        ("1.1", "1.2", None),
        ("1.2", "1.3", None),
        ("1.3", "1.4", None),
    ]


def test_a_new_section_is_named_once(workspace: Workspace) -> None:
    clauses = by_clause(between(workspace, POLICY, "1.0", "2.0", OAK))
    numbers = [clause.element.number for clause in clauses]
    named = [clause.element.number for clause in listed(clauses)]
    assert {"8.1", "8.2", "8.3", "9.1"} <= set(numbers)
    # 8.4 was part of 5.4, so it did not come with the section.
    assert [number for number in named if number and number[0] in "89"] == ["8.0", "8.4", "9.0"]


def kept(words: str) -> Piece:
    return Piece("kept", (Run(text=words),))


REMOVED, ADDED = Piece("removed", (Run(text="old"),)), Piece("added", (Run(text="new"),))
TEN = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param([kept(f"{TEN} "), ADDED], ["… six seven eight nine ten ", "new"], id="first"),
        pytest.param([ADDED, kept(f" {TEN}")], ["new", " one two three four five …"], id="last"),
        pytest.param(
            [REMOVED, kept(f" {TEN} {TEN} "), ADDED],
            ["old", " one two three four five … six seven eight nine ten ", "new"],
            id="between",
        ),
        pytest.param(
            [REMOVED, kept(f" {TEN} "), ADDED], ["old", f" {TEN} ", "new"], id="short enough"
        ),
        pytest.param([REMOVED, ADDED], ["old", "new"], id="nothing kept"),
        pytest.param(
            [Piece("added", (Run(text=f"{TEN} {TEN}"),))], [f"{TEN} {TEN}"], id="changes stay whole"
        ),
        pytest.param([Piece("added", (Run(text=""),)), REMOVED], ["old"], id="a mark alone"),
    ],
)
def test_what_was_kept_is_cut_to_a_few_words(pieces: list[Piece], expected: list[str]) -> None:
    assert [text for _, text in shortened(pieces)] == expected
