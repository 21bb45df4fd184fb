"""Commands are stopped by the faults of what they are about, and by no others."""

import shutil
from pathlib import Path

import pytest

from clausework.cli.main import main

POLICY, OAK = "social-networking", "example-oak-academy"
MASTER = f"policy/{POLICY}"


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def with_bad_draft(root: Path) -> Path:
    edit(root, f"{MASTER}/2.0.yaml", "{{ head }}", "{{ haed }}")
    return root


@pytest.fixture
def with_bad_policy(root: Path) -> Path:
    shutil.copytree(root / MASTER, root / "policy/dress")
    edit(root, "policy/dress/policy.yaml", "binding: ", "bindings: ")
    return root


@pytest.mark.parametrize(
    ("versions", "status"), [(["1.0", "1.1"], 0), (["1.1", "2.0"], 1), (["2.0"], 1)]
)
@pytest.mark.parametrize("school", [[], ["--school", OAK]])
def test_versions_are_compared_where_they_are_sound(
    versions: list[str], status: int, school: list[str], with_bad_draft: Path
) -> None:
    assert main(["diff", POLICY, *versions, *school, "--root", str(with_bad_draft)]) == status


@pytest.mark.parametrize(("version", "status"), [("1.1", 0), ("2.0", 1)])
def test_a_school_adopts_what_is_sound(version: str, status: int, with_bad_draft: Path) -> None:
    arguments = ["adopt", OAK, POLICY, version, "--root", str(with_bad_draft)]
    assert main(arguments) == status


def test_another_policy_stops_no_new_version(with_bad_policy: Path) -> None:
    new = ["new", "version", POLICY, "3.0", "--root", str(with_bad_policy)]
    assert main(new) == 0
    assert (with_bad_policy / MASTER / "3.0.yaml").is_file()


def test_a_policy_of_its_own_stops_one(
    with_bad_policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "version", "dress", "3.0", "--root", str(with_bad_policy)]) == 1
    assert "bindings" in capsys.readouterr().err


def test_words_that_everything_prints_stop_every_command(root: Path) -> None:
    edit(root, "policy/terms.yaml", "default: Headteacher", "default:")
    assert main(["diff", POLICY, "1.0", "1.1", "--root", str(root)]) == 1
    assert main(["new", "version", POLICY, "3.0", "--root", str(root)]) == 1
