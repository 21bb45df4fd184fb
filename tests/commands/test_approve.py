"""`approve` as it is typed: what it writes, and what it leaves alone."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.checks import check
from clausework.model.decisions import Approval
from clausework.model.policy import Adopted
from clausework.model.terms import forms
from clausework.query.published import documents_of
from clausework.records import record
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.meetings import (
    AMEND,
    ELM_RECORD,
    LATER,
    MEETING,
    RECORD,
    ROOT,
    adopts,
    run,
    small_root,
    snapshot,
)
from tests.support.places import TODAY, silent
from tests.support.roots import ELM, FILES, OAK, POLICY, TERMS

HEAD_OF_OAK = ROOT[OAK][: ROOT[OAK].index("adopts:")]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """The words of a clause as a meeting amended it."""
    path = tmp_path / "words.txt"
    path.write_text("Tell the {{ head }}\nand the board at once[^why].\n", "utf-8")
    return path


def test_what_awaited_decision_is_in_use_and_the_old_is_history(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(small)
    power = ["--power", "chairs-action", "--reported", "Board, 9 June 2026"]
    assert run(small, "approve", "oak", *MEETING, "--effective", "2026-06-01", *power) == 0
    assert (small / OAK).read_text("utf-8").startswith(HEAD_OF_OAK)
    assert (
        adopts(small, "oak")
        == """\
adopts:
  staff-conduct:
    version: "1.1"            # for the meeting of 12 May
    approved:
      by: Full Governing Body
      on: 2026-05-12
      minute: "7.2"
      effective: 2026-06-01
      power: chairs-action
      reported: Board, 9 June 2026
    next_review: 2027-05-12
    options: {accounts: true}
    variations:
      - replace: keep-private
        text: keep everything private;     # as in 1.0
        reason: The board asked for it.
    history:
      - version: "1.0"
        approved: unknown     # no minute was found
        options: {accounts: true}
        variations:
          - replace: keep-private
            text: keep everything private;
            reason: The board asked for it.
"""
    )
    after = snapshot(small)
    assert after.keys() - before.keys() == {f"{RECORD}.json", f"{RECORD}.pdf"}
    assert {name for name in before if before[name] != after[name]} == {OAK}
    said = capsys.readouterr().out
    assert "approved: version 1.1 of staff-conduct; next review 2027-05-12\n" in said
    assert errors(check(read_workspace(small))) == []


def test_the_record_has_what_was_approved(small: Path) -> None:
    assert run(small, "approve", "oak", *MEETING) == 0
    workspace = read_workspace(small)
    files = workspace.schools["oak"]
    kept = files.records["staff-conduct", "1.1"]
    adoption = files.school.value.adopts["staff-conduct"]
    own = {name: getattr(adoption, name) for name in Adopted.model_fields}
    assert kept.record.adopted == Adopted(**own)
    assert (
        kept.record.document.approved
        == adoption.approved
        == Approval(by="Full Governing Body", on=date(2026, 5, 12), minute="7.2")
    )
    assert kept.record.words["head"].one == forms("Principal").one
    (document,) = documents_of(workspace, files)
    assert document == kept.record.document
    assert not document.draft
    request = engine.Request(small, small / "out", TODAY, schools=("oak",), formats=("pdf",))
    assert engine.build(request, silent).failed == {}
    published = small / "out/sites/oak/documents/staff-conduct.pdf"
    assert published.read_bytes() == kept.pdf == (small / f"{RECORD}.pdf").read_bytes()


def test_the_same_approval_gives_the_same_bytes(tmp_path: Path) -> None:
    roots = [small_root(tmp_path / name) for name in ("one", "two")]
    for root in roots:
        assert run(root, "approve", "oak", *MEETING) == 0
    assert snapshot(roots[0]) == snapshot(roots[1])


def test_a_new_schools_draft_is_approved_as_it_is(small: Path) -> None:
    assert run(small, "approve", "elm", *MEETING) == 0
    assert (
        adopts(small, "elm")
        == """\
adopts:
  staff-conduct:
    version: "1.0"
    approved:
      by: Full Governing Body
      on: 2026-05-12
      minute: "7.2"
    next_review: 2027-05-12
"""
    )
    assert (small / f"{ELM_RECORD}.json").is_file()


@pytest.mark.parametrize(
    ("months", "on", "expected"),
    [
        ("12", "2026-05-12", "2027-05-12"),
        ("12", "2028-02-29", "2029-02-28"),
        ("1", "2026-01-31", "2026-02-28"),
        ("24", "2026-12-01", "2028-12-01"),
        ("11", "2026-01-31", "2026-12-31"),
    ],
)
def test_the_next_review_is_when_the_policy_asks_for_it(
    months: str, on: str, expected: str, small: Path
) -> None:
    path = small / POLICY
    path.write_text(f"{path.read_text('utf-8')}review_months: {months}\n", "utf-8")
    assert run(small, "approve", "elm", "--by", "Board", "--on", on, "--minute", "1") == 0
    assert f"next_review: {expected}\n" in adopts(small, "elm")


def test_the_next_review_is_as_the_meeting_says(small: Path) -> None:
    assert run(small, "approve", "elm", *MEETING, "--next-review", "2026-09-01") == 0
    assert "next_review: 2026-09-01\n" in adopts(small, "elm")


def test_an_amendment_becomes_a_local_change_and_is_shown(
    small: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = words.with_name("own.txt")
    own.write_text("keep all of it private;", "utf-8")
    amended = ["--outcome", "amended", "--reason", "Asked for at the table."]
    amended += ["--amend", f"intro-head={words}", "--amend", f"keep-private={own}"]
    assert run(small, "approve", "oak", *MEETING, *amended) == 0
    said = capsys.readouterr().out
    assert "1.2  Tell the Principal [-immediately-]{+and the board at once+}" in said
    assert "  2.1(a)  keep [-everything-]{+all of it+} private;\n" in said
    text = adopts(small, "oak")
    assert "      amended: true\n" in text
    assert (
        """\
    variations:
      - replace: keep-private
        text: keep all of it private;      # as in 1.0
        reason: Asked for at the table.
      - replace: intro-head
        text: Tell the {{ head }} and the board at once[^why].
        reason: Asked for at the table.
    history:
"""
        in text
    )
    kept = read_workspace(small).schools["oak"].records["staff-conduct", "1.1"].record
    assert isinstance(kept.adopted.approved, Approval)
    assert kept.adopted.approved.amended
    local = {n.id: n.local for s in kept.document.sections for n in s.walk() if n.local}
    assert local == {"intro-head": "replaced", "keep-private": "replaced"}


@pytest.mark.parametrize("outcome", ["deferred", "declined"])
def test_a_deferral_or_refusal_is_recorded_and_changes_nothing(outcome: str, small: Path) -> None:
    before = snapshot(small)
    why = ["--reason", "The unions are to be heard first."]
    assert run(small, "approve", "oak", *MEETING, "--outcome", outcome, *why) == 0
    after = snapshot(small)
    assert (
        after[OAK].decode()
        == ROOT[OAK]
        + f"""\
    decisions:
      - version: "1.1"
        outcome: {outcome}
        by: Full Governing Body
        on: 2026-05-12
        minute: "7.2"
        reason: The unions are to be heard first.
"""
    )
    assert {name for name in after if after[name] != before.get(name)} == {OAK}
    assert run(small, "approve", "oak", *LATER) == 0
    adoption = read_workspace(small).schools["oak"].school.value.adopts["staff-conduct"]
    assert [one.outcome for one in adoption.decisions] == [outcome]
    assert adoption.version == "1.1"


@pytest.mark.parametrize(
    "command",
    [["approve", "oak", *MEETING, "--outcome", "deferred"], ["review-unchanged", "oak", *LATER]],
)
def test_a_decision_is_recorded_once_however_often_it_is_given(
    command: list[str], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, *command) == 0
    after = snapshot(small)
    assert run(small, *command) == 2
    assert "is already recorded. Nothing was written." in capsys.readouterr().err
    assert snapshot(small) == after


@pytest.mark.parametrize("meeting", [MEETING, LATER])
def test_an_approval_that_was_stopped_is_named_and_completed(
    meeting: list[str], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (small / ELM).read_bytes()
    assert run(small, "approve", "elm", *MEETING) == 0
    (small / ELM).write_bytes(before)
    kept = snapshot(small)
    assert [one.code for one in errors(check(read_workspace(small)))] == ["decision-differs"]
    if meeting != MEETING:
        assert run(small, "approve", "elm", *meeting) == 2
        assert "--by 'Full Governing Body' --on 2026-05-12" in capsys.readouterr().err
        assert snapshot(small) == kept
    assert run(small, "approve", "elm", *MEETING) == 0
    assert {**snapshot(small), ELM: before} == kept
    assert check_codes(small) == []
    adoption = read_workspace(small).schools["elm"].school.value.adopts["staff-conduct"]
    on_record = read_workspace(small).schools["elm"].records["staff-conduct", "1.0"].record
    assert isinstance(adoption.approved, Approval)
    assert on_record.adopted.approved == adoption.approved


def test_another_schools_fault_is_no_hindrance(small: Path) -> None:
    (small / ELM).write_text("id: elm\n", "utf-8")
    assert run(small, "approve", "oak", *MEETING) == 0


def test_json_says_what_was_decided(
    small: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    amended = [*AMEND[:5], f"intro-head={words}"]
    assert run(small, "approve", "oak", *MEETING, *amended, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["outcome"] == "amended"
    assert said["adopted"]["approved"]["amended"] is True
    assert [(change["id"], change["kind"]) for change in said["amendments"]] == [
        ("intro-head", "reworded")
    ]
    assert said["written"] == [f"{RECORD}.pdf", f"{RECORD}.json", OAK]
    assert run(small, "review-unchanged", "oak", *LATER, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["decision"]["outcome"], said["next_review"]) == ("unchanged", "2028-05-11")


def test_an_academy_conversion_rewrites_nothing_that_was_approved(tmp_path: Path) -> None:
    root = small_root(tmp_path / "small", oak=FILES[OAK].replace("    approved: unknown\n", ""))
    assert run(root, "approve", "oak", *MEETING) == 0
    first = {name: data for name, data in snapshot(root).items() if "/record/" in name}
    assert len(first) == 2
    (published,) = documents_of(read_workspace(root), read_workspace(root).schools["oak"])
    assert check_codes(root) == []

    text = (root / OAK).read_text("utf-8")
    text = text.replace("name: Oak School", "name: Oak Academy").replace("community", "academy")
    text = text.replace("head: Principal", "head: Chief Executive")
    (root / OAK).write_text(text, "utf-8")
    terms = (root / TERMS).read_text("utf-8").replace("one: academy", "one: college")
    (root / TERMS).write_text(terms, "utf-8")
    assert check_codes(root) == [("record-differs", OAK)]
    workspace = read_workspace(root)
    assert documents_of(workspace, workspace.schools["oak"]) == (published,)
    assert copied(root, "2026-12-01") == first[f"{RECORD_OF_FIRST}.pdf"]

    use = text[text.index("    version:") :]
    (root / OAK).write_text(f'{text}    pending:\n      version: "1.1"\n', "utf-8")
    assert run(root, "approve", "oak", *LATER) == 0
    after = snapshot(root)
    assert {name: after[name] for name in first} == first
    assert copied(root, "2027-05-10") == first[f"{RECORD_OF_FIRST}.pdf"]
    assert copied(root, "2027-05-11") == after[f"{RECORD}.pdf"]
    history = after[OAK].decode().partition("    history:\n")[2]
    assert [line.strip(" -") for line in history.splitlines()] == [
        line.strip(" -") for line in use.splitlines()
    ]
    now = record.read(after[f"{RECORD}.json"], after[f"{RECORD}.pdf"])
    assert (now.document.school, now.words["head"].one) == ("Oak Academy", "Chief Executive")
    assert check_codes(root) == []


RECORD_OF_FIRST = "schools/oak/record/staff-conduct/1.0"


def check_codes(root: Path) -> list[tuple[str, str]]:
    """What is found of records, and in which file."""
    found = check(read_workspace(root))
    assert errors(found) == []
    return [(p.code, p.place.path) for p in found if p.code.startswith("record-")]


def copied(root: Path, day: str) -> bytes:
    """The copy that was in force at Oak School on a day."""
    out = root / "copy.pdf"
    assert run(root, "copy", "oak", "--on", day, "--out", str(out)) == 0
    data = out.read_bytes()
    shutil.rmtree(root / "out", ignore_errors=True)
    out.unlink()
    return data


def test_a_power_that_cannot_be_delegated_is_warned_of_and_recorded(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, "approve", "oak", *MEETING, "--power", "committee") == 0
    warned = capsys.readouterr().err
    assert "schools/oak/school.yaml:" in warned
    assert "Staff Conduct Policy is made under section 36 of The Act 2006" in warned
    assert "power: committee" in adopts(small, "oak")
    assert run(small, "approve", "elm", *MEETING, "--power", "full-board") == 0
    assert capsys.readouterr().err == ""
