"""Edits of copies that came back, as HR's draft and as local changes that await decision."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from clausework.cli.main import main
from clausework.diff.compare import compare
from clausework.model.lineage import places
from clausework.model.policy import Variation
from clausework.resolve.version import resolve
from clausework.workspace.root import read_workspace
from tests.support.edited_docx import EditedDocx
from tests.support.returned import NAME, OAK, is_read, read_back


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("policy", [NAME, "sickness-absence"])
def test_edits_of_hrs_own_copy_become_a_draft(
    policy: str, seed: int, root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """The draft differs from what was sent by the edit alone: sources, fills and figures stay."""
    copy = EditedDocx(sent[policy])
    random = Random(seed)
    edit = [copy.reword, copy.remove, copy.add][seed % 3](random, tracked=seed > 2)
    read_back(root, copy.data(), capsys, ["--master", "--apply"])
    draft = root / "policy" / policy / "3.0.yaml"
    try:
        assert main(["diff", policy, "2.0", "3.0", "--json", "--root", str(root)]) == 0
        changes = json.loads(capsys.readouterr().out)["changes"]
        assert is_read(edit, changes)
        others = [one for one in changes if one["kind"] not in ("renumbered", edit.kind)]
        assert others == []
        assert len([one for one in changes if one["kind"] == edit.kind]) == 1
        assert 'follows: "2.0"' in draft.read_text("utf-8")
    finally:
        draft.unlink()


ROWS = """adopts:
  mobile-phones:
    version: "1.0"
    variations:
      - replace: trips
        cells: {calls: "Yes, for the trip"}
        reason: Those who lead a trip have to be reached.
      - add: local-chapel
        after: classrooms
        cells: {place: Chapel, calls: "No", pictures: "No"}
        reason: The chapel has a rule of its own.
"""


@pytest.fixture
def with_rows(root: Path, tmp_path: Path) -> Path:
    """A root in which a school has rows of its own, and its copy, `sent.docx`."""
    own = Path(shutil.copytree(root, tmp_path / "root"))
    file = own / "schools" / OAK[1] / "school.yaml"
    file.write_text(file.read_text("utf-8").replace("adopts:\n", ROWS), "utf-8")
    out = ["--out", str(own / "sent.docx"), "--root", str(own)]
    assert main(["export", "mobile-phones", "1.0", *OAK, *out]) == 0
    return own


def test_rows_of_a_school_are_read_as_they_were_sent(
    with_rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = read_back(with_rows, (with_rows / "sent.docx").read_bytes(), capsys, OAK)
    assert (said["changes"], said["unplaced"]) == ([], [])


def test_a_paragraph_of_a_clause_that_was_deleted_leaves_the_others(
    with_rows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clause stays with what is left of it, and its fills; it is not left out."""
    copy = EditedDocx((with_rows / "sent.docx").read_bytes())
    copy.delete("phones-are-useful")
    said = read_back(with_rows, copy.data(), capsys, [*OAK, "--apply"])
    assert {one["id"].partition("--")[0] for one in said["changes"]} == {"phones-are-useful"}
    use = read_workspace(with_rows).schools[OAK[1]].school.value.adopts["mobile-phones"]
    assert use.pending is not None
    *rows, made = use.pending.variations
    assert [one.target for one in rows] == ["trips", "local-chapel"]
    assert (made.replace, made.omit) == ("phones-are-useful", None)
    assert made.text == "The {{ setting }} wants everybody to know where they may be used."


def test_words_written_into_a_blank_are_read(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """They are in the report and in the draft, though the line is then no field."""
    copy = EditedDocx(sent["sickness-absence"])
    copy.write_at_end("support-needed", " a lower desk")
    changes = read_back(root, copy.data(), capsys, ["--master", "--apply"])["changes"]
    draft = root / "policy/sickness-absence/3.0.yaml"
    written = draft.read_text("utf-8")
    draft.unlink()
    assert any("a lower desk" in (one["after"] or "") for one in changes)
    assert "a lower desk" in written
    assert "id: support-needed\n" not in written


@pytest.mark.parametrize("seed", range(9))
def test_edits_of_a_schools_copy_become_local_changes(
    seed: int,
    root: Path,
    sent: dict[str, bytes],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """They await decision; what the school publishes stays, and its fills with it."""
    own = Path(shutil.copytree(root, tmp_path / "root"))
    copy = EditedDocx(sent["school"])
    edit = [copy.reword, copy.remove, copy.add][seed % 3](Random(seed), tracked=seed > 4)
    said = read_back(own, copy.data(), capsys, [*OAK, "--apply"])
    assert is_read(edit, said["changes"])
    workspace = read_workspace(own)
    oak = workspace.schools["example-oak-academy"].school.value
    use = oak.adopts[NAME]
    assert use.pending is not None
    version = workspace.policies[NAME].versions["1.0"].value
    before, _ = resolve(workspace.master(NAME), version, oak, use)
    after, conflicts = resolve(workspace.master(NAME), version, oak, use.pending)
    assert conflicts == []
    changes = [one for one in compare(before, after) if one.kind != "renumbered"]
    assert [one.kind.value for one in changes] == [edit.kind]
    if edit.kind == "reworded":
        assert changes[0].id == edit.id
        (made,) = [one for one in use.pending.variations if one.target == edit.id]
        raw = places(version.parts)[str(edit.id)].element
        fills = {word for word in getattr(raw, "text", "").split() if "{{" in word}
        assert fills <= {*str(made.text).split()}


def pending(
    root: Path, copy: EditedDocx, policy: str, capsys: pytest.CaptureFixture[str]
) -> tuple[Variation, ...]:
    """The local changes that await a decision when a copy was applied."""
    read_back(root, copy.data(), capsys, [*OAK, "--apply"])
    use = read_workspace(root).schools["example-oak-academy"].school.value.adopts[policy]
    assert use.pending is not None
    return use.pending.variations


def test_each_of_several_edits_in_one_section_is_applied(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = Path(shutil.copytree(root, tmp_path / "root"))
    copy = EditedDocx(sent["school"])
    for name in ("aims", "aim-clear-guidance", "private-use-respected"):
        copy.write_at_end(name, " And more.")
    there = copy.paragraphs()
    first = copy.put_after(there["personal-communications"], there["personal-communications"], "A.")
    copy.put_after(first, first, "B.")
    made = {one.target: one for one in pending(own, copy, NAME, capsys)}
    for name in ("aims", "aim-clear-guidance", "private-use-respected"):
        assert str(made[name].text).endswith(" And more.")
    assert (made["local-a"].text, made["local-a"].after) == ("A.", "personal-communications")
    assert (made["local-b"].text, made["local-b"].after) == ("B.", "local-a")


def test_a_clause_with_points_and_a_section_become_the_schools_own(
    root: Path,
    sent: dict[str, bytes],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    own = Path(shutil.copytree(root, tmp_path / "root"))
    copy = EditedDocx(sent["school"])
    there = copy.paragraphs()
    lead_in = copy.put_after(
        there["aim-use-of-resources"], there["aims"], "Each day, staff see to:"
    )
    point = copy.put_after(lead_in, there["aim-reputation"], "the plants;")
    copy.put_after(point, there["aim-reputation"], "the fish.")
    heading = copy.put_after(there["professional-communications"], copy.heading(), "The fish")
    copy.put_after(heading, there["private-use-respected"], "The fish is fed at noon.")
    section, clause = pending(own, copy, NAME, capsys)[-2:]
    assert (section.title, section.after) == ("The fish", "communications")
    assert [one.text for one in section.clauses or ()] == ["The fish is fed at noon."]
    assert (clause.text, clause.after) == ("Each day, staff see to:", "aims")
    assert [one.text for one in clause.items or ()] == ["the plants;", "the fish."]
    names = [section.add, clause.add, *(one.id for one in clause.items or ())]
    assert all(str(name).startswith("local-") for name in names)


def test_a_row_becomes_the_schools_own(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = Path(shutil.copytree(root, tmp_path / "root"))
    file = own / "schools/example-oak-academy/school.yaml"
    people = "people: {office: {email: office@oak.example}}\n"
    adopted = 'adopts:\n  sickness-absence: {version: "1.0", options: {first_call: line-manager}}'
    file.write_text(file.read_text("utf-8").replace("adopts:", people + adopted), "utf-8")
    out = tmp_path / "sent.docx"
    where = [*OAK, "--out", str(out), "--root", str(own)]
    assert main(["export", "sickness-absence", "1.0", *where]) == 0
    copy = EditedDocx(out.read_bytes())
    copy.add_row(["Often", "Soon", "Somebody"])
    (row,) = pending(own, copy, "sickness-absence", capsys)
    assert (row.after, [cell.text for cell in (row.cells or {}).values()]) == (
        "four-weeks",
        ["Often", "Soon", "Somebody"],
    )
