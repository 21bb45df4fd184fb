"""A school with three local changes of version 1.0, to which `adopt` brings another version."""

import shutil
from pathlib import Path

from clausework.checks import check
from clausework.cli.main import main
from clausework.model.policy import Adopted
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.places import PROJECT

FIXTURE = PROJECT / "tests/data/local-changes"
SCHOOL, POLICY = "example-meadow", "mobile-phones"
KEEP = ("--resolve", "phones-away=ours")


def meadow_root(folder: Path) -> Path:
    return shutil.copytree(FIXTURE, folder)


def adopt(root: Path, version: str, *rest: str, school: str = SCHOOL, policy: str = POLICY) -> int:
    return main(["adopt", school, policy, version, *rest, "--root", str(root)])


def school_file(root: Path, school: str = SCHOOL) -> Path:
    return root / "schools" / school / "school.yaml"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode())


def pending(root: Path) -> Adopted | None:
    workspace = read_workspace(root)
    assert errors(check(workspace)) == []
    return workspace.schools[SCHOOL].school.value.adopts[POLICY].pending


def third_version(root: Path, status: str, *changes: tuple[str, str]) -> None:
    """Version 3.0: the words of 2.0, but for some changes."""
    folder = root / "policy" / POLICY
    text = (folder / "2.0.yaml").read_text("utf-8")
    for old, new in (
        ('follows: "1.0"', 'follows: "2.0"'),
        ('version: "2.0"', 'version: "3.0"'),
        ("status: released", f"status: {status}"),
        ("issued: 2026-01-12\n", ""),
        *changes,
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "3.0.yaml").write_text(text, "utf-8")
