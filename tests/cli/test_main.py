"""Commands as they are typed: what they print, and their exit status."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.places import EXAMPLES, PROJECT
from tests.support.roots import write_root

MISSPELT = """\
policy/social-networking/1.0.yaml:44:15: error: unknown word "headteachr" [fill-unknown]
   |
44 |           The {{ headteachr }} understands that many people may choose to use social networking sites
   |                  ^^^^^^^^^^
   why: clause "private-use-respected" prints this word, and neither policy/terms.yaml nor any school defines it.
   fix: did you mean "head"?

1 error in 1 file. Nothing was written:"""  # noqa: E501


def misspell(root: Path) -> None:
    path = root / "policy/social-networking/1.0.yaml"
    text = path.read_text("utf-8").replace("status: released", "status: draft")
    path.write_text(text.replace("The {{ setting }} under", "The {{ headteachr }} under"), "utf-8")
    policy = root / "policy/social-networking/policy.yaml"
    policy.write_text(re.sub(r"(?s)released:.*", "", policy.read_text("utf-8")), "utf-8")
    # Those that follow it differ from it now, and would say so.
    for later in ("1.1", "2.0"):
        (root / f"policy/social-networking/{later}.yaml").unlink()


def test_build_says_what_it_did(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--root", str(root), "--school", "warden-hill-infant", "--format", "pdf"]
    assert main(arguments) == 0
    said = capsys.readouterr().err
    assert "1 of 1: Warden Hill Infant School" in said
    assert "built: " in said


def test_build_prints_the_problem_and_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misspell(root)
    assert main(["build", "--root", str(root)]) == 1
    said = capsys.readouterr().err
    shown = said[said.index("policy/social-networking/1.0.yaml:44") :]
    assert shown.startswith(MISSPELT)
    assert not (root / "out").exists()


def test_a_withheld_school_is_in_the_closing_table(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "schools/example-oak-academy/school.yaml"
    path.write_text(path.read_text("utf-8").replace("logo: logo.svg", "logo: leaf.svg"), "utf-8")
    wanted = ["--school", "example-oak-academy", "--school", "warden-hill-infant"]
    assert main(["build", "--root", str(root), *wanted, "--format", "pdf"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "[logo-missing]" in said
    assert "Example Oak Academy withheld, see above; nothing is published yet" in said
    assert "Warden Hill Infant School built:" in said


def test_build_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    misspell(root)
    assert main(["build", "--root", str(root), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["built"], said["withheld"], said["failed"]) == ([], [], {})
    assert [p["code"] for p in said["problems"] if p["severity"] == "error"] == ["fill-unknown"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("json", '"code": "fill-unknown"'),
        ("github", "::error file=policy/social-networking/1.0.yaml,line=44,col=15,"),
        ("sarif", '"ruleId": "fill-unknown"'),
        ("text", "44:15: error: unknown word"),
    ],
)
def test_check_in_each_form(
    root: Path, capsys: pytest.CaptureFixture[str], form: str, expected: str
) -> None:
    misspell(root)
    assert main(["check", "--root", str(root), "--format", form]) == 1
    said = capsys.readouterr().out
    assert expected in said
    if form in ("json", "sarif"):
        json.loads(said)


def test_warnings_fail_under_strict_alone(tmp_path: Path) -> None:
    root = write_root(tmp_path)
    assert main(["check", "--root", str(root), "--strict"]) == 0
    (root / "schools" / "~$school.yaml").write_bytes(b"")
    assert main(["check", "--root", str(root)]) == 0
    assert main(["check", "--root", str(root), "--strict"]) == 1


def test_the_project_itself_has_no_error() -> None:
    assert main(["check", "--root", str(PROJECT)]) == 0


@pytest.mark.parametrize(("day", "expected"), [("2019-09-01", 2), ("2019-09-02", 4)])
def test_law_is_judged_as_of_the_day_that_is_given(
    day: str, expected: int, capsys: pytest.CaptureFixture[str]
) -> None:
    # The edition of 2019 took the place of that of 2018, which versions 1.0 and 1.1 cite.
    assert main(["check", "--root", str(EXAMPLES), "--json", "--as-of", day]) == 0
    said = json.loads(capsys.readouterr().out)
    assert sum(problem["code"] == "edition-superseded" for problem in said) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--format", "epub"],
        ["build", "--jobs", "0"],
        ["check", "--format", "xml"],
        ["check", "--as-of", "soon"],
        ["publish"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_school_that_is_not_there_is_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(root), "--school", "oak"]) == 2
    assert 'unknown school "oak"' in capsys.readouterr().err


def test_outputs_that_cannot_be_written_are_3_and_no_traceback(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "out").write_text("a file where the folder should be", "utf-8")
    arguments = ["build", "--root", str(root), "--school", "warden-hill-infant", "--jobs", "1"]
    assert main(arguments) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "out" in said


def test_an_empty_folder_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "policy/terms.yaml" in said
    assert "Traceback" not in said


def test_the_module_runs() -> None:
    command = [sys.executable, "-m", "clausework", "check", "--root", str(EXAMPLES)]
    done = subprocess.run(command, capture_output=True, cwd=PROJECT, check=False)
    assert done.returncode == 0
