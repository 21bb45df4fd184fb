"""Sources written over what was read, and over nothing else."""

from pathlib import Path

import pytest

from clausework.authoring.writing import Changed, write_all
from clausework.workspace.root import Tree

NAMES = ("policy/a/1.0.yaml", "policy/a/policy.yaml")
NEW = dict.fromkeys(NAMES, b"new")


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    (tmp_path / "policy/a").mkdir(parents=True)
    for name in NAMES:
        (tmp_path / name).write_bytes(b"old")
    return Tree(tmp_path, files=dict.fromkeys(NAMES, b"old"))


def found(tree: Tree) -> dict[str, bytes]:
    return {
        path.relative_to(tree.root).as_posix(): path.read_bytes()
        for path in sorted(tree.root.rglob("*"))
        if path.is_file()
    }


def test_what_was_read_is_replaced(tree: Tree) -> None:
    write_all(tree, {**NEW, "policy/a/2.0.yaml": b"new"})
    assert found(tree) == {**NEW, "policy/a/2.0.yaml": b"new"}


@pytest.mark.parametrize("edited", NAMES)
def test_what_was_edited_meanwhile_stays_and_nothing_is_written(tree: Tree, edited: str) -> None:
    (tree.root / edited).write_bytes(b"edited")
    with pytest.raises(Changed, match=f"^{edited} was changed .* Nothing was written"):
        write_all(tree, NEW)
    assert found(tree) == {**tree.files, edited: b"edited"}


def test_what_was_deleted_meanwhile_does_not_come_back(tree: Tree) -> None:
    (tree.root / NAMES[1]).unlink()
    with pytest.raises(Changed, match=NAMES[1]):
        write_all(tree, NEW)
    assert found(tree) == {NAMES[0]: b"old"}


def test_what_somebody_else_made_meanwhile_stays(tree: Tree) -> None:
    (tree.root / "policy/a/2.0.yaml").write_bytes(b"theirs")
    with pytest.raises(Changed, match=r"2\.0\.yaml"):
        write_all(tree, {"policy/a/2.0.yaml": b"ours"})
    assert found(tree)["policy/a/2.0.yaml"] == b"theirs"
