"""`new` as it is typed, whatever it makes: what is missing is named, nothing is overwritten."""

import json
import re
from pathlib import Path

import pytest

from clausework.cli.main import main
from clausework.model.policy import Status
from clausework.workspace.root import read_workspace
from tests.support.files import contents
from tests.support.roots import TERMS, found_in, serious
from tests.support.scaffolds import GIVEN, LOGO, small_root, typed, unexplained


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


def test_everything_that_is_missing_is_named_at_once(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    assert main(typed(small, "school", logo=str(LOGO))) == 2
    said = capsys.readouterr().err
    flags = re.findall(r"^  (--[a-z-]+): ", said, re.MULTILINE)
    assert flags == ["--name", "--type", "--logo-alt", "--primary", "--accent"]
    assert main(typed(small, "policy", "leave")) == 2
    said = capsys.readouterr().err
    assert re.findall(r"^  (--\w+): ", said, re.MULTILINE) == ["--title", "--owner", "--binding"]
    assert contents(small) == before


def test_what_is_there_is_never_overwritten(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    (small / "schools/ash").mkdir()
    policy = {"title": "Leave", "owner": "HR", "binding": "adapt"}
    for arguments in (
        typed(small, "school", "oak", **GIVEN),
        typed(small, "school", "ash", **GIVEN),
        typed(small, "policy", "staff-conduct", **policy),
        typed(small, "version", "staff-conduct", "1.0"),
    ):
        assert main(arguments) == 2
        assert "already" in capsys.readouterr().err
    assert contents(small) == before


def test_a_faulty_master_stops_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / TERMS).write_text("head: [", "utf-8")
    before = contents(small)
    assert main(typed(small, "school", **GIVEN)) == 1
    assert TERMS in capsys.readouterr().err
    assert contents(small) == before


def test_a_policy_is_written_and_passes_the_checks(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = {"title": "Leave: & Absence", "owner": "Example HR", "binding": "adopt"}
    assert main([*typed(small, "policy", "leave", **flags), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert [Path(name).name for name in written["written"]] == ["policy.yaml", "1.0.yaml"]
    assert serious(found_in(small)) == []
    files = read_workspace(small).policies["leave"]
    assert files.policy.value.title == "Leave: & Absence"
    assert files.policy.value.binding == "adopt"
    assert files.versions["1.0"].value.status is Status.DRAFT
    assert unexplained((small / "policy/leave/policy.yaml").read_text("utf-8")) == []
    # A school takes what is released, and this is not.
    assert main(typed(small, "school", "ash", **GIVEN)) == 0
    assert list(read_workspace(small).schools["ash"].school.value.adopts) == ["staff-conduct"]
    assert main(typed(small, "school", "fir", **(GIVEN | {"adopts": "leave"}))) == 2
    assert "No version of leave is released yet" in capsys.readouterr().err
