"""What `impact` and `status` share: they report only on what is sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clausework.checks import check
from clausework.source import problems
from clausework.source.problems import Problem
from clausework.workspace.root import Workspace, read_workspace, school_of


def sound(root: Path) -> tuple[Workspace | None, list[Problem]]:
    """Return the tree without the schools that have errors, and all errors.

    The tree is None where the master has errors.
    """
    workspace = read_workspace(root.resolve())
    found = problems.errors(check(workspace))
    faulty = {school_of(problem.place) for problem in found}
    if None in faulty:
        return None, found
    schools = {name: files for name, files in workspace.schools.items() if name not in faulty}
    return replace(workspace, schools=schools), found
