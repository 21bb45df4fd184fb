"""What `diff` and `review` share: the faults that prevent a comparison, and the versions."""

from __future__ import annotations

from clausework.checks import check
from clausework.commands import UsageError
from clausework.query.comparison import default_before
from clausework.source import problems
from clausework.source.problems import Problem
from clausework.workspace.root import Workspace, school_of


def faults(workspace: Workspace, school: str | None) -> list[Problem]:
    """The errors of the master, and of the school if one is named.

    Raises UsageError where the school does not exist.
    """
    if school is not None and school not in {*workspace.schools, *workspace.faulty_schools}:
        raise UsageError(f'unknown school "{school}"; there are: {", ".join(workspace.schools)}')
    return [p for p in problems.errors(check(workspace)) if school_of(p.place) in (None, school)]


def versions(
    workspace: Workspace, policy: str, before: str | None, after: str, school: str | None
) -> tuple[str, str]:
    """The numbers of the versions to compare. Raises UsageError for one that does not exist."""
    if policy not in workspace.policies:
        raise UsageError(f'unknown policy "{policy}"; there are: {", ".join(workspace.policies)}')
    known = workspace.policies[policy].versions
    for number in (before, after):
        if number is not None and number not in known:
            there = ", ".join(sorted(known))
            raise UsageError(f"there is no version {number}; there are: {there}")
    first = before or default_before(workspace, policy, after, school)
    if first is None:
        none = f"version {after} follows no other version"
        if school is not None:
            none = "this school does not use the policy"
        raise UsageError(f"{none}; name the version to start from")
    return first, after
