"""A root, and copies that were sent from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.places import EXAMPLES
from tests.support.returned import NAME, OAK


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(EXAMPLES, tmp_path_factory.mktemp("returned") / "root"))
    shutil.copytree(EXAMPLES.with_name("example-policies"), root / "policy", dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module")
def sent(root: Path) -> dict[str, bytes]:
    """A copy of a school, one of HR's own, and HR's own of two policies by their names."""
    found = {}
    for name, command in {
        "school": [NAME, "1.0", *OAK],
        "master": [NAME, "2.0"],
        "sickness-absence": ["sickness-absence", "2.0"],
    }.items():
        out = root / f"{name}.docx"
        assert main(["export", *command, "--out", str(out), "--root", str(root)]) == 0
        found[name] = out.read_bytes()
    return found | {NAME: found["master"]}
