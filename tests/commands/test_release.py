"""`release` as it is typed: what it writes, refuses and leaves alone."""

import json
import re
from pathlib import Path

import pytest

from clausework.checks import check, digest
from clausework.cli.main import main
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.files import contents
from tests.support.releases import (
    DRAFT,
    RECORD,
    ROOT,
    SECOND,
    SECOND_TEXT,
    THIRD,
    THIRD_TEXT,
    TITLE,
    UNIONS,
    WHO,
    run,
    small_root,
)
from tests.support.roots import FILES, OAK, POLICY, VERSION, write_root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


def test_the_version_and_the_policy_say_that_it_is_released(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    assert run(small, "release", "1.1", *WHO, *UNIONS, "--effective", "2026-11-01") == 0
    after = contents(small)
    version = SECOND_TEXT.replace("status: proposed   #", "status: released   #").replace(
        "status: released   # not issued\n", "status: released   # not issued\nissued: 2026-10-01\n"
    )
    assert after[SECOND].decode() == version
    assert after[POLICY].decode() == FILES[POLICY] + RECORD.replace(
        "# the end\n",
        f"""\
  "1.1": {digest(version.encode())}
releases:
  "1.1":
    by: Jane Example, Head of HR
    on: 2026-10-01
    consulted:
      - union: NEU
        outcome: agreed
      - union: UNISON
        outcome: 'asked for a briefing: it is held'
    effective: 2026-11-01
# the end
""",
    )
    stem = "out/notices/staff-conduct_1.1"
    letters = [f"{stem}_{name}.{kind}" for name in ("elm", "oak") for kind in ("docx", "txt")]
    assert sorted(after.keys() - before.keys()) == [f"{stem}.md", *letters]
    assert {name for name in before if before[name] != after[name]} == {SECOND, POLICY}
    said = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in said] == ["changed"] * 2 + ["drafted"] * 5
    assert said[2].endswith("staff-conduct_1.1.md")
    assert errors(check(read_workspace(small))) == []


@pytest.mark.parametrize(
    ("old", "new"), [("No pupil", "Mo pupil"), ("Plainer:", "Planner:"), ("# not", "# Not")]
)
def test_a_byte_changed_after_the_release_is_found(small: Path, old: str, new: str) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    path = small / SECOND
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    found = errors(check(read_workspace(small)))
    (problem,) = [problem for problem in found if problem.code == "released-changed"]
    assert problem.message == "version 1.1 was released and has been changed since"
    assert (problem.place.path, problem.place.line) == (SECOND, 1)


def test_a_file_saved_on_windows_is_released_as_it_is(small: Path) -> None:
    for name in (SECOND, POLICY):
        text = (small / name).read_bytes().replace(b"\n", b"\r\n")
        (small / name).write_bytes(b"\xef\xbb\xbf" + text)
    assert run(small, "release", "1.1", *WHO) == 0
    for name in (SECOND, POLICY):
        data = (small / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")
    assert errors(check(read_workspace(small))) == []


def test_release_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "release", "1.1", *WHO, "--union", "NEU: agreed", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    notice, *letters = said.pop("notices")
    assert notice.endswith("staff-conduct_1.1.md")
    assert len(letters) == 4
    assert said == {
        "policy": "staff-conduct",
        "version": "1.1",
        "digest": digest((small / SECOND).read_bytes()),
        "release": {
            "by": "Jane Example, Head of HR",
            "on": "2026-10-01",
            "consulted": [{"union": "NEU", "outcome": "agreed"}],
            "effective": None,
            "because": None,
        },
        "uses": {"elm": "1.0", "oak": "1.0"},
    }


REFUSED: list[tuple[str, str, str, str, list[str], int, str]] = [
    # file, old, new, version, arguments, exit status, what is said
    (DRAFT, "{{ head }}", "{{ haed }}", "1.1", [], 1, r"2\.1\.yaml:18:24: error: .*fill-unknown"),
    (
        POLICY,
        "owner: Example HR",
        'owner: Example HR\nreleases: {"1.0":   # by hand\n  {by: A, on: 2026-01-01}}',
        "1.1",
        [],
        1,
        r"policy\.yaml:4: this part cannot be changed",
    ),
    (POLICY, TITLE, TITLE, "1.1", ["--by", "Jane \u202e"], 1, r"error: there is an invisible"),
    (POLICY, TITLE, TITLE, "3.0", [], 2, r"There is no version 3\.0; there are: 1\.0, 1\.1, 2\.0"),
    (POLICY, TITLE, TITLE, "2.1", [], 2, r"is draft\. Only a proposed .* write status: proposed"),
    (
        POLICY,
        TITLE,
        TITLE,
        "1.0",
        [],
        2,
        r"1\.0 of staff-conduct was released, and a released version never changes\. A correction "
        r"is a new version: `new version staff-conduct NUMBER --from 1\.0` drafts it",
    ),
    (
        SECOND,
        "status: proposed",
        "issued: 2026-09-30\nstatus: released",
        "1.1",
        [],
        2,
        r"issued on 2026-09-30, .* To complete that release, write --on 2026-09-30",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "version", "rest", "status", "said"), REFUSED)
def test_what_may_not_be_released_is_refused_and_nothing_written(
    small: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    version: str,
    rest: list[str],
    status: int,
    said: str,
) -> None:
    assert old in ROOT[file]
    (small / file).write_bytes(ROOT[file].replace(old, new, 1).encode())
    before = contents(small)
    assert run(small, "release", version, *WHO, *rest) == status
    assert contents(small) == before
    assert re.search(said, " ".join(capsys.readouterr().err.split()))


def test_what_would_be_an_error_once_it_is_released_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Guidance that was superseded is only warned of while a version has no date of issue."""
    first = FILES[VERSION].replace("status: draft", "status: proposed").replace('"2018"', '"2016"')
    root = write_root(tmp_path, FILES | {VERSION: first})
    assert errors(check(read_workspace(root))) == []
    before = contents(root)
    assert run(root, "release", "1.0", *WHO) == 1
    said = capsys.readouterr().err
    assert re.search(r'1\.0\.yaml:\d+:\d+: error: edition "2016" .*\[edition-superseded-at', said)
    assert said.endswith("Nothing was written.\n")
    assert contents(root) == before


def test_a_policy_that_is_not_there_is_2(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "dress", "1.1", "--root", str(small), *WHO]) == 2
    assert 'Unknown policy "dress"; there are: staff-conduct.' in capsys.readouterr().err


@pytest.mark.parametrize(
    "rest",
    [
        ["--by", "Jane Example"],
        ["--on", "2026-10-01"],
        ["--by", " ", "--on", "2026-10-01"],
        ["--by", "Jane Example", "--on", "1 October 2026"],
        ["--by", "Jane Example", "--on", "2026-02-30"],
        [*WHO, "--union", "NEU"],
        [*WHO, "--union", "NEU: "],
        [*WHO, "--effective", "soon"],
    ],
)
def test_wrong_arguments_are_2_and_nothing_written(small: Path, rest: list[str]) -> None:
    before = contents(small)
    with pytest.raises(SystemExit) as ended:
        run(small, "release", "1.1", *rest)
    assert ended.value.code == 2
    assert contents(small) == before


def ask(root: Path) -> None:
    question = "    reason: Schools asked for it.\n    question: >-\n      Who is\n      asked?\n"
    text = ROOT[THIRD].replace("    reason: Schools asked for it.\n", question)
    (root / THIRD).write_bytes(text.encode())


UNSAID = [
    ("    duty: weaker\n", "", "clause: ‸pictures-of-pupils", "duty-missing"),
    ("    duty: removed\n", "", "clause: ‸conduct-photographs", "duty-missing"),
    (
        "    headline: Pictures of pupils are allowed, if staff ask first.\n",
        "",
        "look_first: ‸1",
        "headline-missing",
    ),
    ("if staff ask first.", "if staff…", "headline: ‸Pictures of", "headline-form"),
    ("if staff ask first.", "if staff ask", "headline: ‸Pictures of", "headline-form"),
    ("if staff ask first.", f"if {'staff ' * 40}ask.", "headline: ‸Pictures of", "headline-form"),
]


@pytest.mark.parametrize(("old", "new", "place", "code"), UNSAID)
def test_what_hr_has_not_said_is_not_released(
    old: str, new: str, place: str, code: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert THIRD_TEXT.count(old) == 1
    text = THIRD_TEXT.replace(old, new)
    (small / THIRD).write_text(text, "utf-8")
    assert {p.code for p in check(read_workspace(small)) if p.severity == "warning"} == {code}
    before = contents(small)
    at = text.index(place.replace("‸", "")) + place.index("‸")
    line, column = text.count("\n", 0, at) + 1, at - text.rindex("\n", 0, at)
    assert run(small, "release", "2.0", *WHO) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{THIRD}:{line}:{column}: error: ")
    assert f"[{code}]" in said
    assert "   why: " in said
    assert "   fix: " in said
    assert said.endswith("Nothing was written.\n")
    assert contents(small) == before


def test_all_that_is_open_is_said_at_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(small)
    text = (small / THIRD).read_text("utf-8").replace("    duty: weaker\n", "")
    (small / THIRD).write_text(text.replace("    duty: removed\n", ""), "utf-8")
    assert run(small, "release", "2.0", *WHO) == 1
    said = capsys.readouterr().err
    assert said.count("[duty-missing]") == 2
    assert "pictures-of-pupils: Who is asked?" in said
    assert run(small, "release", "2.0", *WHO, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in found["problems"]] == ["duty-missing"] * 2
    assert [one["clause"] for one in found["questions"]] == ["pictures-of-pupils"]


def test_what_is_editorial_needs_no_duty(small: Path) -> None:
    assert "duty" not in SECOND_TEXT
    assert run(small, "release", "1.1", *WHO) == 0


def test_open_questions_are_listed_with_their_lines(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(small)
    before = contents(small)
    line = 1 + before[THIRD].decode().split("\n").index("    question: >-")
    assert run(small, "release", "2.0", *WHO) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{THIRD}:{line}: pictures-of-pupils: Who is asked?\n\n")
    assert "Questions that are still open: 1. A released version never changes" in said
    assert run(small, "release", "2.0", *WHO, "--json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "problems": [],
        "questions": [
            {
                "path": THIRD,
                "line": line,
                "clause": "pictures-of-pupils",
                "question": "Who is asked?",
            }
        ],
    }
    assert contents(small) == before


def test_errors_of_the_master_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / DRAFT).write_bytes(ROOT[DRAFT].replace("{{ head }}", "{{ haed }}").encode())
    assert run(small, "release", "2.0", *WHO, "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["path"]) == ("fill-unknown", DRAFT)


def test_a_fault_of_one_school_does_not_hold_up_the_others(small: Path) -> None:
    (small / OAK).write_bytes(FILES[OAK].replace("keep everything", "keep {{ haed }}").encode())
    assert run(small, "release", "1.1", *WHO) == 0
