"""Fleets, which benchmarks build, are roots like any other, and stay so under their edits."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import fleet
from clausework.brand.palette import palette
from clausework.cli.main import main
from clausework.model.policy import School
from clausework.workspace.root import Workspace, read_workspace
from tests.support.files import contents
from tests.support.places import PROJECT

SCHOOLS, POLICIES = 24, 3
FIRST = "example-00001"
MASTER = "policy/social-networking"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    fleet.write(tmp_path / "root", SCHOOLS, POLICIES)
    return tmp_path / "root"


def sound(root: Path) -> bool:
    return main(["check", "--root", str(root)]) == 0


def schools(workspace: Workspace) -> list[School]:
    return [files.school.value for files in workspace.schools.values()]


def test_a_fleet_has_all_that_schools_can_be_and_no_error(root: Path) -> None:
    assert sound(root)
    workspace = read_workspace(root)
    every = schools(workspace)
    assert len(every) == SCHOOLS
    assert all(school.example for school in every)
    assert {school.type for school in every} == set(fleet.TYPES)
    assert {len(school.adopts) for school in every} == {POLICIES}
    first = [school.adopts["social-networking"] for school in every]
    assert sum(bool(one.variations) for one in first) == SCHOOLS // 3
    assert sum(one.pending is not None for one in first) == SCHOOLS // 8
    kinds = {(bool(v.add), bool(v.replace), bool(v.omit)) for one in first for v in one.variations}
    assert len(kinds) == 3
    assert {one.approved == "unknown" for school in every for one in school.adopts.values()} == {
        True,
        False,
    }
    assert sum(school.brand.logo is not None for school in every) == SCHOOLS * 3 // 4
    assert len({school.terms.get("head") for school in every}) > 1
    assert len({school.brand.fonts for school in every}) > 1


def test_colours_are_used_as_they_are(root: Path) -> None:
    for school in schools(read_workspace(root)):
        colours = palette(school.brand.primary, school.brand.accent)
        assert colours.band == colours.heading == school.brand.primary


@pytest.mark.parametrize("seed", range(1, 6))
def test_policies_differ_in_words_and_length(tmp_path: Path, seed: int) -> None:
    fleet.write(tmp_path / "root", 0, POLICIES, seed)
    policies = read_workspace(tmp_path / "root").policies.values()
    sections = [policy.versions["1.0"].value.sections for policy in policies]
    assert len({len(one) for one in sections}) > 1
    texts = [{clause.text for one in each for clause in one.clauses} for each in sections]
    assert len({text for each in texts for text in each}) == sum(len(each) for each in texts)


def test_the_same_numbers_give_the_same_files(root: Path, tmp_path: Path) -> None:
    fleet.write(tmp_path / "again", SCHOOLS, POLICIES)
    assert contents(tmp_path / "again") == contents(root)
    fleet.write(tmp_path / "smaller", 3, POLICIES)
    assert contents(tmp_path / "smaller").items() < contents(root).items()
    fleet.write(tmp_path / "other", SCHOOLS, POLICIES, seed=2)
    assert contents(tmp_path / "other") != contents(root)


def test_the_order_of_sets_changes_no_file(root: Path, tmp_path: Path) -> None:
    program = f"from benchmarks import fleet; fleet.write(Path('root'), {SCHOOLS}, {POLICIES})"
    for seed in ("0", "1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", f"from pathlib import Path; {program}"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": seed},
            check=True,
        )
        assert contents(folder / "root") == contents(root)


EVERY_SCHOOL = {f"schools/example-{number:05}/school.yaml" for number in range(1, SCHOOLS + 1)}


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        (fleet.edit_clause, {f"{MASTER}/1.0.yaml", f"{MASTER}/policy.yaml"}),
        (lambda root: fleet.recolour(root, FIRST), {f"schools/{FIRST}/school.yaml"}),
        (fleet.new_edition, {f"{MASTER}/3.0.yaml", f"{MASTER}/policy.yaml", *EVERY_SCHOOL}),
    ],
    ids=["edit_clause", "recolour", "new_edition"],
)
def test_an_edit_touches_what_it_says(
    root: Path, edit: Callable[[Path], None], touched: set[str]
) -> None:
    before = contents(root)
    edit(root)
    after = contents(root)
    assert {name for name in after if after[name] != before.get(name)} == touched
    assert sound(root)


def test_an_edit_brings_nothing_back(root: Path) -> None:
    version, school = root / MASTER / "1.0.yaml", root / "schools" / FIRST / "school.yaml"
    had = {version.read_bytes(), school.read_bytes()}
    for _ in range(7):
        fleet.edit_clause(root)
        fleet.recolour(root, FIRST)
        had |= {version.read_bytes(), school.read_bytes()}
    assert len(had) == 16


def test_editions_follow_one_another(root: Path) -> None:
    for _ in range(3):
        fleet.new_edition(root)
        fleet.edit_clause(root)
        assert sound(root)
    adoption = read_workspace(root).schools[FIRST].school.value.adopts["social-networking"]
    assert [one.version for one in (*adoption.history, adoption)] == ["1.0", "3.0", "4.0", "5.0"]
