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
from clausework.workspace.root import Workspace, read_workspace
from tests.support.places import PROJECT

OURS = str(PROJECT / "clausework")


def checked(workspace: Workspace) -> None:
    assert errors(check(workspace)) == []


def taken(workspace: Workspace) -> None:
    school = workspace.schools[SCHOOL].school.value
    found = carried(workspace, school, POLICY, school.adopts[POLICY], NEW, {})
    assert not found.conflicts


def summed_up(workspace: Workspace) -> None:
    assert summary(workspace, workspace.schools[SCHOOL], date(2026, 1, 1)).varied


@pytest.mark.parametrize("work", [checked, taken, summed_up])
def test_a_local_change_costs_the_same_however_many_there_are(
    work: Callable[[Workspace], None], tmp_path: Path
) -> None:
    fifteen, thirty, sixty = (calls(work, tmp_path / str(n), n) for n in (15, 30, 60))
    # Twice as many more cost twice as much more; by their square it would be four times.
    assert sixty - thirty <= 2.2 * (thirty - fifteen)


def calls(work: Callable[[Workspace], None], root: Path, count: int) -> int:
    write(root, count)
    workspace = read_workspace(root)
    made = 0

    def seen(frame: FrameType, event: str, _: object) -> None:
        nonlocal made
        made += event == "call" and frame.f_code.co_filename.startswith(OURS)

    sys.setprofile(seen)
    try:
        work(workspace)
    finally:
        sys.setprofile(None)
    return made
