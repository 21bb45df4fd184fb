"""`impact` as it is typed: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.places import EXAMPLES

EDITION = """\
Keeping children safe in education, 2026: what it touches
In force from 1 September 2026 (seen in somebody else’s copy: public files, checked 2026-09-10).

Social Networking Policy, version 1.0
  1.2 read-in-conjunction: cites 2018
    Example Oak Academy: 1.2
    The Example Riverside and Meadow Lane Pupil Referral Unit and Short Stay Centre: 1.2
    Saint Zoë's Example Primary School: 1.2
    Warden Hill Infant School: 1.2

Social Networking Policy, version 1.1 (no school has it)
  1.2 read-in-conjunction: cites 2018
"""
OAK = """\
Example Oak Academy
  Has version 1.0, 2 versions behind.
  Local addition local-tell-the-local-body: the new version changes head-publicises-and-enforces.
"""


def impact(*arguments: str, root: Path = EXAMPLES) -> int:
    return main(["impact", *arguments, "--root", str(root)])


def test_an_edition_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert impact("kcsie", "2026") == 0
    assert capsys.readouterr().out == EDITION


def test_a_version_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert impact("social-networking", "2.0") == 0
    said = capsys.readouterr().out
    assert said.startswith("Social Networking Policy, version 2.0: what it touches\n")
    assert OAK in said
    assert "  Removes 1:\n    code-of-conduct-and-dbs\n" in said
    assert "A choice for each school: The school runs its own social media accounts" in said
    assert max(map(len, said.splitlines())) < 130


def test_what_touches_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert impact("kcsie", "2014") == 0
    assert "No version cites an earlier edition." in capsys.readouterr().out
    assert impact("social-networking", "1.0") == 0
    assert "No school has an earlier version." in capsys.readouterr().out


def test_a_row_for_each_clause_and_school(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    path = root / "schools/example-oak-academy/school.yaml"
    more = (
        "      - replace: read-in-conjunction\n        text: Read it.\n        reason: Shorter.\n"
    )
    path.write_text(path.read_text("utf-8").replace("variations:\n", f"variations:\n{more}"))
    assert impact("kcsie", "2026", "--json", root=root) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["authority"], said["edition"]) == ("kcsie", "2026")
    assert said["rows"][0] == {
        "policy": "social-networking",
        "version": "1.0",
        "clause": "read-in-conjunction",
        "on": "read-in-conjunction",
        "number": "1.2",
        "edition": "2018",
        "school": "example-oak-academy",
        "standing": "in-use",
        "varied": ["replace"],
        "part": None,
        "section": None,
        "paragraph": None,
        "again": [],
    }
    assert [row["varied"] for row in said["rows"][1:]] == [[], [], []]
    assert said["versions"] == [
        {
            "policy": "social-networking",
            "version": "1.1",
            "status": "proposed",
            "clauses": ["read-in-conjunction"],
        }
    ]


def test_a_version_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert impact("social-networking", "2.0", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert [school["behind"] for school in said["schools"]] == [2, 2, 2, 2]
    (step,) = said["steps"]
    assert step["removed"] == ["code-of-conduct-and-dbs"]
    assert step["options"]["school_accounts"]["default"] is True


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("kcsi", "2026"), 'unknown policy, law or guidance "kcsi"; did you mean "kcsie"?'),
        (("kcsie", "2017"), '"kcsie" has no edition "2017"; there are: 2014, 2015-03, '),
        (("social-netwroking", "2.0"), 'did you mean "social-networking"?'),
        (("2006", "1"), 'unknown policy, law or guidance "2006"; there are: cdpa-1988, '),
        (("social-networking", "9"), '"social-networking" has no version "9"; there are: 1.0, '),
        (("mca-1988", "1"), '"mca-1988" has no edition "1", nor any other'),
    ],
)
def test_names_that_are_not_there_are_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, str], expected: str
) -> None:
    assert impact(*arguments) == 2
    assert expected in capsys.readouterr().err


def test_a_faulty_school_is_left_out_and_told(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    (root / "schools/example-oak-academy/school.yaml").write_bytes(b"name: caf\xe9")
    assert impact("kcsie", "2026", root=root) == 1
    said = capsys.readouterr()
    assert "Example Oak Academy" not in said.out
    assert "Warden Hill Infant School: 1.2" in said.out
    assert "schools/example-oak-academy/school.yaml" in said.err


def test_a_faulty_master_is_told_and_nothing_else(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    (root / "policy/terms.yaml").unlink()
    assert impact("kcsie", "2026", root=root) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "policy/terms.yaml" in said.err


def test_names_are_printed_as_they_are(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    path = root / "schools/warden-hill-infant/school.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("name: Warden Hill Infant School", 'name: "A & B <b>&amp;"'))
    assert impact("kcsie", "2026", root=root) == 0
    assert "    A & B <b>&amp;: 1.2\n" in capsys.readouterr().out
