"""What a number of local changes costs, in calls of our own functions: as many as there are local
changes, and no more for each the more there are.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.check import NEW, POLICY, SCHOOL, write
from clausework.checks import check
from clausework.query import summary
from clausework.query.comparison import carried
from clausework.source.problems import errors
from clausework.workspace.root import Tree, read_tree
from tests.conftest import PROJECT

OURS = str(PROJECT / "clausework")


def checked(tree: Tree) -> None:
    assert errors(check(tree)) == []


def taken(tree: Tree) -> None:
    school = tree.schools[SCHOOL].school.value
    found = carried(tree, school, POLICY, school.adopts[POLICY], NEW, {})
    assert not found.conflicts


def summed_up(tree: Tree) -> None:
    assert summary(tree, tree.schools[SCHOOL], date(2026, 1, 1)).varied


@pytest.mark.parametrize("work", [checked, taken, summed_up])
def test_a_local_change_costs_the_same_however_many_there_are(
    work: Callable[[Tree], None], tmp_path: Path
) -> None:
    fifteen, thirty, sixty = (calls(work, tmp_path / str(n), n) for n in (15, 30, 60))
    # Twice as many more cost twice as much more; by their square it would be four times.
    assert sixty - thirty <= 2.2 * (thirty - fifteen)


def calls(work: Callable[[Tree], None], root: Path, count: int) -> int:
    write(root, count)
    tree = read_tree(root)
    made = 0

    def seen(frame: FrameType, event: str, _: object) -> None:
        nonlocal made
        made += event == "call" and frame.f_code.co_filename.startswith(OURS)

    sys.setprofile(seen)
    try:
        work(tree)
    finally:
        sys.setprofile(None)
    return made
