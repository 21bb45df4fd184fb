"""`build` as it is typed: what it says of HR's own pages."""

import json
from pathlib import Path

import pytest

from clausework import worker
from clausework.cli import main


def test_it_says_where_hrs_pages_are(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(root), "--format", "web", "--jobs", "1"]) == 0
    said = capsys.readouterr().err
    assert "HR’s own pages" in said
    assert str(Path("out", "hub")) in said


def test_pages_that_fail_are_3_and_said(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr(worker.hub, "render", broken)
    arguments = ["build", "--root", str(root), "--format", "web", "--jobs", "1"]
    assert main(arguments) == 3
    assert "failed: RuntimeError: no ink; they are as they were" in capsys.readouterr().err
    assert main([*arguments, "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert said["hub"] == {"built": False, "failure": "RuntimeError: no ink"}
    assert (said["built"], len(said["reused"])) == ([], 4)
