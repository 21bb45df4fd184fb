"""What `impact` and `status` have in common: they report on what is sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clausework.checks import check
from clausework.commands.console import print_problems
from clausework.source import problems
from clausework.source.problems import Problem
from clausework.workspace.root import Tree, read_tree, school_of


def sound(root: Path) -> tuple[Tree | None, list[Problem]]:
    """The tree without the schools that have errors, and all errors, which are printed.

    None stands for the tree where the master has errors.
    """
    tree = read_tree(root.resolve())
    found = problems.errors(check(tree))
    print_problems(found)
    faulty = {school_of(problem.place) for problem in found}
    if None in faulty:
        return None, found
    schools = {name: files for name, files in tree.schools.items() if name not in faulty}
    return replace(tree, schools=schools), found
