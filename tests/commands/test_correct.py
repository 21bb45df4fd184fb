"""`correct` as it is typed: what it writes, what it mends, and what is said where it cannot."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.checks import check
from clausework.cli.main import main
from clausework.source.problems import Problem, errors
from clausework.workspace.root import read_workspace
from tests.support.meetings import LATER, MEETING, RECORD, ROOT, run, small_root, snapshot
from tests.support.places import TODAY, silent
from tests.support.roots import OAK

SAID = ["--why", "The minutes were misread.", "--who", "A. Adviser"]
CORRECTIONS = f"{RECORD}.corrections.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = small_root(tmp_path / "small", oak=ROOT[OAK].replace("     # no minute was found", ""))
    assert run(root, "approve", "oak", *MEETING) == 0
    return root


def found(root: Path) -> list[Problem]:
    return errors(check(read_workspace(root)))


def pasted(problem: Problem, root: Path, which: int) -> list[str]:
    """One of the commands that a problem offers to paste."""
    command = problem.fix.split("python3 build.py ")[which].partition(". If this file")[0]
    return [*shlex.split(command), "--root", str(root)]


def test_what_was_there_stays_with_who_put_it_right_and_why(small: Path) -> None:
    before = snapshot(small)
    assert run(small, "correct", "oak", "--on", "2026-05-13", "--minute", "7.3", *SAID) == 0
    after = snapshot(small)
    assert {name for name in after if after[name] != before.get(name)} == {OAK, CORRECTIONS}
    assert (
        after[CORRECTIONS].decode()
        == f"""\
# Written by `correct`, and never edited: what was recorded of a decision, and what is recorded now.
corrections:
  - who: A. Adviser
    on: {TODAY}
    why: The minutes were misread.
    was:
      adopted:
        version: "1.1"
        approved:
          by: Full Governing Body
          on: 2026-05-12
          minute: "7.2"
      next_review: 2027-05-12
    now:
      adopted:
        version: "1.1"
        approved:
          by: Full Governing Body
          on: 2026-05-13
          minute: "7.3"
      next_review: 2027-05-12
"""
    )
    assert before[OAK].decode().replace("2026-05-12", "2026-05-13").replace("7.2", "7.3") == (
        after[OAK].decode()
    )


def test_another_correction_is_added_in_the_same_form(small: Path) -> None:
    assert run(small, "correct", "oak", "--on", "2026-05-13", *SAID) == 0
    first = (small / CORRECTIONS).read_text("utf-8")
    assert run(small, "correct", "oak", "--on", "2026-05-14", *SAID) == 0
    assert (small / CORRECTIONS).read_text("utf-8").startswith(first)


def test_outputs_follow(small: Path) -> None:
    assert run(small, "correct", "oak", "--on", "2026-05-13", *SAID) == 0
    request = engine.Request(small, small / "out", TODAY, formats=("web",))
    assert engine.build(request, silent).failed == {}
    page = (small / "out/sites/oak/staff-conduct/index.html").read_text("utf-8")
    assert "13 May 2026" in page
    assert "12 May 2026" not in page
    assert "What is recorded of this approval was corrected on 1 January 2040." in page
    school = (small / "out/hub/schools/oak.html").read_text("utf-8")
    assert "A. Adviser: approved by Full Governing Body on 12 May 2026" in school
    assert "The minutes were misread." in school
    assert "The minutes were misread." not in page


# What somebody typed into the school's file after the approval, and the day that is then right.
DISAGREEMENTS = [
    ("on: 2026-05-12", "on: 2026-05-13", "2026-05-13"),
    ("by: Full Governing Body", "by: The Board", "2026-05-12"),
    ('minute: "7.2"', 'minute: "7.2"\n      amended: true', "2026-05-12"),
]


@pytest.mark.parametrize(("old", "new", "day"), DISAGREEMENTS)
def test_a_disagreement_is_mended_by_the_command_that_the_check_names(
    old: str, new: str, day: str, small: Path
) -> None:
    path = small / OAK
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    (problem,) = found(small)
    assert problem.code == "decision-differs"
    assert main(pasted(problem, small, -1)) == 0
    assert found(small) == []
    use = read_workspace(small).schools["oak"].school.value.adopts["staff-conduct"]
    assert use.approved not in (None, "unknown")
    assert f"on: {day}" in path.read_text("utf-8")


def test_what_is_on_record_is_put_back_too(small: Path) -> None:
    path = small / OAK
    before = path.read_bytes()
    path.write_text(path.read_text("utf-8").replace("2026-05-12", "2026-05-13"), "utf-8")
    (problem,) = found(small)
    assert main(pasted(problem, small, 1)) == 0
    assert path.read_bytes() == before
    assert not (small / CORRECTIONS).exists()


def test_a_lost_entry_of_the_history_is_put_back(small: Path) -> None:
    path = small / OAK
    before = path.read_text("utf-8")
    renamed = before.replace("Oak School", "Oak Hall")
    path.write_text(renamed, "utf-8")
    assert main(["adopt", "oak", "staff-conduct", "1.1", "--root", str(small)]) == 0
    assert run(small, "approve", "oak", *LATER) == 0
    after = path.read_text("utf-8")
    history = after.partition("    history:\n")[2]
    at = history.index('      - version: "1.1"')
    path.write_text(after.replace(history[at:], ""), "utf-8")
    (problem,) = found(small)
    assert main(pasted(problem, small, -1)) == 0
    assert found(small) == []
    use = read_workspace(small).schools["oak"].school.value.adopts["staff-conduct"]
    assert [one.version for one in use.history] == ["1.0", "1.1"]


def test_a_correction_that_was_interrupted_is_completed(small: Path) -> None:
    before = (small / OAK).read_bytes()
    for given in (["--on", "2026-05-13"], ["--annul"]):
        (small / CORRECTIONS).unlink(missing_ok=True)
        (small / OAK).write_bytes(before)
        assert run(small, "correct", "oak", *given, *SAID) == 0
        done = snapshot(small)
        (small / OAK).write_bytes(before)
        (problem,) = found(small)
        assert main(pasted(problem, small, 1)) == 0
        assert snapshot(small) == done


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("correct", ["oak", "--on", "2026-05-13", *SAID]),
        ("correct", ["oak", "--annul", *SAID]),
        ("review-unchanged", ["oak", *LATER]),
        ("approve", ["elm", *MEETING]),
        ("approve", ["elm", *MEETING, "--outcome", "deferred"]),
    ],
)
def test_a_dry_run_shows_every_file_and_writes_none(
    command: str, given: list[str], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(small)
    capsys.readouterr()
    assert run(small, command, given[0], *given[1:], "--dry-run") == 0
    said = capsys.readouterr().out
    assert run(small, command, given[0], *given[1:], "--dry-run", "--json") == 0
    would = json.loads(capsys.readouterr().out)
    assert snapshot(small) == before
    assert would["written"] == []
    assert run(small, command, given[0], *given[1:]) == 0
    after = snapshot(small)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {*would["would_write"]} == changed
    for name in changed:
        assert name.rpartition("/")[2] in said
    lines = [line for line in would["would_write"][f"schools/{given[0]}/school.yaml"] if line]
    assert any(line.startswith("+") for line in lines)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([], "Say what is right"),
        (["--annul", "--on", "2026-05-13"], "What is taken back has no --on"),
        (["--outcome", "deferred"], "has no --outcome"),
        (["--version", "1.2", "--on", "2026-05-13"], "No approval of version 1.2"),
        (["--version", "1.0", "--annul"], "is not a decision"),
        (["--recorded-on", "2026-05-11", "--annul"], "on 2026-05-11 is on record"),
        (["--decision", "unchanged", "--annul"], "No such decision"),
        (["--decision", "deferred", "--effective", "2026-06-01"], "has no --effective"),
    ],
)
def test_what_cannot_be_corrected_is_refused(
    given: list[str], why: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(small)
    assert run(small, "correct", "oak", *given, *SAID) == 2
    assert why in capsys.readouterr().err
    assert snapshot(small) == before


def test_a_remark_on_what_is_deleted_stops_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        ROOT[OAK]
        .partition("    pending:")[0]
        .replace("approved: unknown ", "approved: {by: Board, on: 2020-01-01} ")
    )
    root = small_root(tmp_path / "small", oak=text + "    next_review: 2021-01-01  # as agreed\n")
    before = snapshot(root)
    assert run(root, "correct", "oak", "--annul", *SAID) == 1
    assert "it has remarks of yours: move them first" in capsys.readouterr().err
    assert snapshot(root) == before
