"""`status` as it is typed: what it prints, and its exit status."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.places import EXAMPLES, TODAY

OAK = "example-oak-academy"
TABLE = """\
Schools and their policies on 1 January 2026

Social Networking Policy

                                                                    Awaiting   Local     Superseded
 School            Version       Approved          Next review      decision   changes   sources
 ──────────────────────────────────────────────────────────────────────────────────────────────────
 Example Oak       1.0, issued   Local Governing   10 October       Nothing    1         2
 Academy                         Body, 10          2025
                                 October 2024      overdue
 The Example       1.0, issued   Not approved: a   Not recorded     Nothing    None      2
 Riverside and                   draft
 Meadow Lane
 Pupil Referral
 Unit and Short
 Stay Centre
 Saint Zoë's       1.0, issued   Full Governing    18 March 2026    Nothing    None      2
 Example Primary                 Body, 18 March
 School                          2025
 Warden Hill       1.0, issued   No record of an   Not recorded     Nothing    None      2
 Infant School                   approval was
                                 found
"""


def status(*arguments: str, root: Path = EXAMPLES) -> int:
    return main(["status", *arguments, "--root", str(root)])


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_table_that_a_hundred_columns_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--as-of", "2026-01-01") == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line] == [line for line in TABLE.splitlines() if line]
    assert max(map(len, lines)) <= 100


def test_a_version_behind_and_one_awaiting_decision(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "policy/social-networking/1.1.yaml", "status: proposed", "status: released")
    more = '    version: "1.0"\n    pending:\n      version: "2.0"\n'
    change(root, f"schools/{OAK}/school.yaml", '    version: "1.0"\n', more)
    assert status("--school", OAK, "--json", root=root) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["newest"], row["behind"], row["pending"]) == ("1.1", 1, "2.0")
    assert status("--school", OAK, root=root) == 0
    said = capsys.readouterr().out
    assert "behind 1.1" in said
    assert "Warden Hill" not in said


def test_a_school_without_a_policy_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / f"schools/{OAK}/school.yaml"
    path.write_text(path.read_text("utf-8").partition("adopts:")[0], "utf-8")
    assert status("--school", OAK, root=root) == 0
    assert "Not in use" in capsys.readouterr().out


def test_no_school_at_all(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in root.glob("schools/*/school.yaml"):
        path.unlink()
        path.parent.rename(root / path.parent.name)
    assert status(root=root) == 0
    assert "There is no school yet." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        ("2025-10-10", []),
        ("2025-10-11", [OAK]),
        ("2026-03-19", [OAK, "saint-zoes-example-primary"]),
    ],
)
def test_what_is_overdue_depends_on_the_day(
    capsys: pytest.CaptureFixture[str], day: str, overdue: list[str]
) -> None:
    assert status("--as-of", day, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["as_of"] == day
    assert [row["school"] for row in said["rows"] if row["overdue"]] == overdue


def test_sources_are_judged_on_that_day_too(capsys: pytest.CaptureFixture[str]) -> None:
    # The edition of 2018 was followed on 2 September 2019.
    for day, edition in (("2019-09-01", []), ("2019-09-02", ["2019"])):
        assert status("--as-of", day, "--school", OAK, "--json") == 0
        (row,) = json.loads(capsys.readouterr().out)["rows"]
        assert [s["by"] for s in row["superseded"] if s["authority"] == "kcsie"] == edition


def test_without_a_day_it_is_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--json") == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == str(TODAY)


def test_csv_reaches_another_program_with_its_own_line_ends(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert status("--csv", "--as-of", "2026-01-01") == 0
    said = capfdbinary.readouterr().out
    assert said.count(b"\r\n") == said.count(b"\n") == 5
    rows = list(csv.DictReader(StringIO(said.decode(), newline=""), strict=True))
    assert [(row["school"], row["overdue"]) for row in rows] == [
        (OAK, "yes"),
        ("example-riverside-unit", "no"),
        ("saint-zoes-example-primary", "no"),
        ("warden-hill-infant", "no"),
    ]
    assert rows[2]["name"] == "Saint Zoë's Example Primary School"


def test_a_calendar_of_one_school(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert status("--format", "ics", "--school", OAK) == 0
    said = capfdbinary.readouterr().out
    assert said.startswith(b"BEGIN:VCALENDAR\r\n")
    assert said.endswith(b"END:VCALENDAR\r\n")
    assert b"\r\nDTSTART;VALUE=DATE:20251010\r\n" in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--school", "oak"), 'unknown school "oak"; there are: example-oak-academy, '),
        (("--format", "ics"), "a calendar is one school's: name it with --school"),
        (
            ("--format", "ics", "--school", "warden-hill-infant"),
            'no day of review is on record for "warden-hill-infant", so it has no calendar',
        ),
    ],
)
def test_wrong_usage(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    assert status(*arguments) == 2
    said = capsys.readouterr()
    assert (said.out, expected in said.err) == ("", True)


def test_a_day_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        status("--as-of", "tomorrow")
    assert ended.value.code == 2
    assert "write a date as 2026-09-01" in capsys.readouterr().err


def test_a_school_with_faults_is_left_out_and_its_faults_are_told(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, f"schools/{OAK}/school.yaml", 'version: "1.0"', 'version: "9.0"')
    assert status("--json", root=root) == 1
    said = capsys.readouterr()
    assert len(json.loads(said.out)["rows"]) == 3
    assert f"schools/{OAK}/school.yaml" in said.err
    assert status("--format", "ics", "--school", OAK, root=root) == 1
    assert capsys.readouterr().out == ""


def test_a_fault_in_all_there_is_stops_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "policy/social-networking/policy.yaml", "owner:", "ownr:")
    assert status(root=root) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "ownr" in said.err


@pytest.mark.parametrize(
    ("name", "status_of_it", "printed"),
    [("A [b] </td>& <i>", 0, "A [b] </td>& <i>"), (r"A\e[31m", 1, r'name: "A\e[31m"')],
)
def test_nothing_that_a_terminal_obeys_is_printed(
    name: str, status_of_it: int, printed: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"schools/{OAK}/school.yaml"
    change(root, path, "name: Example Oak Academy", f'name: "{name}"')
    assert status("--school", OAK, root=root) == status_of_it
    output = "".join(capsys.readouterr())
    # A table breaks lines between words.
    assert all(word in output for word in printed.split())
    assert "\x1b" not in output


def test_a_fault_in_a_draft_leaves_out_the_draft_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "policy/social-networking/2.0.yaml", "status: proposed", "status: prepared")
    assert status("--json", root=root) == 1
    said = capsys.readouterr()
    assert len(json.loads(said.out)["rows"]) == 4
    assert "policy/social-networking/2.0.yaml" in said.err
    assert "Left out" not in said.err


def test_a_school_that_uses_a_faulty_version_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, f"schools/{OAK}/school.yaml", 'version: "1.0"', 'version: "1.1"')
    change(root, "policy/social-networking/1.1.yaml", "status: proposed", "status: prepared")
    assert status("--json", root=root) == 1
    said = capsys.readouterr()
    assert {row["school"] for row in json.loads(said.out)["rows"]}.isdisjoint({OAK})
    assert said.err.endswith(f"because of faults in their files or versions: {OAK}.\n")
    assert status("--school", OAK, root=root) == 1
    assert capsys.readouterr().out == ""
