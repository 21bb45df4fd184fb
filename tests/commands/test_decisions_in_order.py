"""Sequences of decisions, as they are typed (`tests.support.sequences`)."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from clausework.checks import check
from clausework.cli.main import main
from clausework.source.problems import errors
from clausework.workspace.as_of import as_of
from clausework.workspace.root import read_workspace
from tests.support.meetings import ROOT, small_root, snapshot
from tests.support.roots import OAK
from tests.support.sequences import POLICY, SEQUENCES


def test_there_are_many() -> None:
    assert len(SEQUENCES) >= 40


@pytest.mark.parametrize("name", SEQUENCES)
def test_decisions_in_order(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # What a remark of somebody prevents is not tried here.
    plain = re.sub(r" +#.*", "", ROOT[OAK].replace('"#', '"@')).replace('"@', '"#')
    root = small_root(tmp_path / "small", oak=plain)
    steps, in_force = SEQUENCES[name]
    for step in steps:
        before = snapshot(root)
        if step.command == "rename":
            path = root / "schools/oak/school.yaml"
            path.write_text(path.read_text("utf-8").replace("Oak School", "Oak Hall"), "utf-8")
            continue
        status = main([*shlex.split(step.command), "--root", str(root)])
        said = capsys.readouterr()
        assert (step.command, status) == (step.command, step.status), said.err
        assert step.prints in said.err
        after = snapshot(root)
        if status:
            assert after == before, "what is refused writes nothing"
            assert "Nothing was written." in said.err
        assert errors(check(read_workspace(root))) == []
        records = {name for name in before if "/record/" in name and "corrections" not in name}
        assert {name: after.get(name) for name in records} == {
            name: before[name] for name in records
        }, "no record is written over"
    found = {
        day: as_of(read_workspace(root), date.fromisoformat(day))
        .schools["oak"]
        .school.value.adopts[POLICY]
        .version
        for day in in_force
    }
    assert found == in_force
