"""`copy`: the copy that was in force on a day, byte for byte, or in words why there is none."""

from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.meetings import LATER, MEETING, RECORD, run, small_root
from tests.support.roots import FILES, OAK, POLICY, TERMS, VERSION

FIRST = RECORD.replace("1.1", "1.0")
PENDING = '    pending:\n      version: "1.1"\n'
USES = FILES[OAK][: FILES[OAK].index("    version:")]
BY = "by: The board"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Oak School approved 1.0 from 1 June 2026, and 1.1 on 11 May 2027."""
    text = FILES[OAK].replace("    approved: unknown\n", "")
    root = small_root(tmp_path_factory.mktemp("decided") / "small", oak=text)
    assert run(root, "approve", "oak", *MEETING, "--effective", "2026-06-01") == 0
    path = root / OAK
    path.write_text(path.read_text("utf-8") + PENDING, "utf-8")
    assert run(root, "approve", "oak", *LATER) == 0
    return root


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2026-06-01", FIRST),
        ("2027-05-10", FIRST),
        ("2027-05-11", RECORD),
        ("2099-01-01", RECORD),
    ],
)
def test_the_copy_in_force_is_the_approved_one(
    day: str, kept: str, decided: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "copy.pdf"
    assert run(decided, "copy", "oak", "--on", day, "--out", str(out)) == 0
    assert out.read_bytes() == (decided / f"{kept}.pdf").read_bytes()


def test_it_is_put_with_the_outputs_and_named_after_its_day(
    decided: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(decided, "copy", "oak", "--on", "2026-07-01") == 0
    out = decided / "out/copies/oak/staff-conduct_2026-07-01.pdf"
    assert out.read_bytes() == (decided / f"{FIRST}.pdf").read_bytes()
    said = capsys.readouterr().out
    assert said.startswith(
        "In force on 2026-07-01: version 1.0, approved by Full Governing Body on 2026-05-12.\n"
    )


def test_before_the_first_approval_nothing_was_in_force(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "copy.pdf"
    assert run(decided, "copy", "oak", "--on", "2026-05-31", "--out", str(out)) == 1
    assert "No approval that was in force on 2026-05-31 is on record." in capsys.readouterr().err
    assert not out.exists()


def test_a_fault_of_the_master_keeps_no_copy_back(tmp_path: Path) -> None:
    root = small_root(tmp_path / "small")
    assert run(root, "approve", "oak", *MEETING) == 0
    for file in (POLICY, VERSION, TERMS):
        (root / file).write_text("version: [", "utf-8")
    assert run(root, "copy", "oak", "--on", "2026-05-12") == 0


def test_a_record_that_was_changed_is_not_given_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small")
    assert run(root, "approve", "oak", *MEETING) == 0
    (root / f"{RECORD}.pdf").write_bytes(b"another")
    assert run(root, "copy", "oak", "--on", "2026-05-12") == 1
    assert "[record-changed]" in capsys.readouterr().err
    assert not (root / "out").exists()


UNKNOWN = "may have been in use on 2026-05-12: no record of its approval was found"
NOT_KEPT = "version 1.0, approved by The board on 2026-01-01. What was approved was not kept"


@pytest.mark.parametrize(
    ("uses", "why"),
    [
        ('version: "1.0"', "No approval that was in force on 2026-05-12 is on record."),
        ('version: "1.0"\n    approved: unknown', f"Version 1.0 {UNKNOWN}"),
        (f'version: "1.0"\n    approved: {{{BY}, on: 2026-01-01}}', NOT_KEPT),
        (
            f'version: "1.0"\n    approved: {{{BY}, on: 2026-01-01, effective: 2026-06-01}}',
            "No approval that was in force on 2026-05-12 is on record.",
        ),
        (
            f'version: "1.1"\n    approved: unknown\n    history:\n      - version: "1.0"\n'
            f"        approved: {{{BY}, on: 2026-01-01}}",
            f"Version 1.1 {UNKNOWN}",
        ),
        (
            f'version: "1.1"\n    approved: {{{BY}, on: 2026-06-01}}\n    history:\n'
            '      - version: "1.0"\n        approved: unknown',
            f"Version 1.0 {UNKNOWN}",
        ),
        (
            f'version: "1.1"\n    approved: unknown\n    history:\n      - version: "1.0"\n'
            f"        approved: {{{BY}, on: 2026-06-01}}",
            "No approval that was in force on 2026-05-12 is on record.",
        ),
    ],
)
def test_what_is_not_known_is_said(
    uses: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small", oak=f"{USES}    {uses}\n")
    assert run(root, "copy", "oak", "--on", "2026-05-12") == 1
    assert why in capsys.readouterr().err
    assert not (root / "out").exists()


def test_the_record_of_another_approval_of_the_version_is_not_given_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uses = f'version: "1.0"\n    approved: {{{BY}, on: 2024-01-01}}\n'
    pending = '    pending:\n      version: "1.0"\n'
    root = small_root(tmp_path / "small", oak=f"{USES}    {uses}{pending}")
    assert run(root, "approve", "oak", *MEETING) == 0
    capsys.readouterr()
    assert run(root, "copy", "oak", "--on", "2025-01-01") == 1
    assert "approved by The board on 2024-01-01. What was approved was not" in (
        capsys.readouterr().err
    )
    assert run(root, "copy", "oak", "--on", "2026-05-12") == 0


@pytest.mark.parametrize(
    ("school", "policy", "why"),
    [
        ("ash", "staff-conduct", 'Unknown school "ash"; there are: elm, oak.'),
        ("oak", "conduct", 'oak does not use "conduct"; it uses: staff-conduct.'),
    ],
)
def test_what_is_not_there_is_named(
    school: str, policy: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small")
    assert main(["copy", school, policy, "--on", "2026-05-12", "--root", str(root)]) == 2
    assert why in capsys.readouterr().err


def test_a_school_whose_file_is_faulty_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small")
    (root / OAK).write_text("id: oak\n", "utf-8")
    (root / POLICY).write_text("id: oak\n", "utf-8")
    assert run(root, "copy", "oak", "--on", "2026-05-12") == 1
    assert OAK in (said := capsys.readouterr().err)
    assert POLICY not in said
