"""What `impact` and `status` share: they report only on what is sound."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from clausework.commands.console import print_problems
from clausework.source import problems
from clausework.source.problems import Problem
from clausework.store.findings import checked
from clausework.workspace.printed import withheld_from
from clausework.workspace.root import Workspace, read_workspace, sound_part
from clausework.workspace.withheld import withheld_by


def sound(root: Path) -> tuple[Workspace | None, list[Problem], list[str]]:
    """Return the tree without what has errors, all errors, and the schools that are left out.

    These have errors, or print what has. The tree is None where that is everything.
    """
    workspace = read_workspace(root.resolve())
    found = problems.errors(checked(workspace))
    part = sound_part(workspace, withheld_by(found))
    if part.withheld.everything:
        return None, found, []
    schools = {
        name: files
        for name, files in workspace.schools.items()
        if name not in part.withheld.schools and not withheld_from(part, files)
    }
    left_out = {*workspace.schools, *workspace.faulty_schools} - schools.keys()
    return replace(part, schools=schools), found, sorted(left_out)


def print_faults(found: list[Problem], left_out: list[str]) -> None:
    """Print the errors, and which schools are left out."""
    print_problems(found)
    if left_out:
        print(
            f"Left out, because of faults in their files or versions: {', '.join(left_out)}.",
            file=sys.stderr,
        )
