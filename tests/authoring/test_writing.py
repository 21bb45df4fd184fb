"""Sources written over what was read, and over nothing else."""

from pathlib import Path

import pytest

from clausework.authoring.writing import Changed, write_all
from clausework.workspace.root import Workspace

NAMES = ("policy/a/1.0.yaml", "policy/a/policy.yaml")
NEW = dict.fromkeys(NAMES, b"new")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "policy/a").mkdir(parents=True)
    for name in NAMES:
        (tmp_path / name).write_bytes(b"old")
    return Workspace(tmp_path, files=dict.fromkeys(NAMES, b"old"))


def found(workspace: Workspace) -> dict[str, bytes]:
    return {
        path.relative_to(workspace.root).as_posix(): path.read_bytes()
        for path in sorted(workspace.root.rglob("*"))
        if path.is_file()
    }


def test_what_was_read_is_replaced(workspace: Workspace) -> None:
    write_all(workspace, {**NEW, "policy/a/2.0.yaml": b"new"})
    assert found(workspace) == {**NEW, "policy/a/2.0.yaml": b"new"}


@pytest.mark.parametrize("edited", NAMES)
def test_what_was_edited_meanwhile_stays_and_nothing_is_written(
    workspace: Workspace, edited: str
) -> None:
    (workspace.root / edited).write_bytes(b"edited")
    with pytest.raises(Changed, match=f"^{edited} changed .* Nothing was written"):
        write_all(workspace, NEW)
    assert found(workspace) == {**workspace.files, edited: b"edited"}


def test_what_was_deleted_meanwhile_does_not_come_back(workspace: Workspace) -> None:
    (workspace.root / NAMES[1]).unlink()
    with pytest.raises(Changed, match=NAMES[1]):
        write_all(workspace, NEW)
    assert found(workspace) == {NAMES[0]: b"old"}


def test_what_somebody_else_made_meanwhile_stays(workspace: Workspace) -> None:
    (workspace.root / "policy/a/2.0.yaml").write_bytes(b"theirs")
    with pytest.raises(Changed, match=r"2\.0\.yaml"):
        write_all(workspace, {"policy/a/2.0.yaml": b"ours"})
    assert found(workspace)["policy/a/2.0.yaml"] == b"theirs"
