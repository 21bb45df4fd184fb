"""What `diff` and `review` share: the faults that prevent a comparison, and the versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausework.commands import UsageError
from clausework.query.comparison import default_before, line_to
from clausework.records.in_force import row
from clausework.source import problems
from clausework.source.problems import Problem
from clausework.store.findings import checked
from clausework.workspace.root import Workspace
from clausework.workspace.withheld import withheld_by


def faults(
    workspace: Workspace, school: str | None, policies: Iterable[str], *numbers: str | None
) -> list[Problem]:
    """The errors that stop work on versions of policies, for a school if one is named.

    These are the errors of the school, of the policies and of what everything prints; and those of
    the versions of these numbers and that the school has, with the versions that they follow.
    Raises UsageError where the school does not exist.
    """
    if school is not None and school not in {*workspace.schools, *workspace.faulty_schools}:
        raise UsageError(f'unknown school "{school}"; there are: {", ".join(workspace.schools)}')
    named = {one for policy in policies for one in _named(workspace, school, policy, numbers)}
    return [p for p in problems.errors(checked(workspace)) if _concerns(p, school, named)]


def _named(
    workspace: Workspace, school: str | None, policy: str, numbers: Iterable[str | None]
) -> Iterator[tuple[str, str]]:
    files, policies = workspace.schools.get(school or ""), workspace.policies
    versions = policies[policy].versions if policy in policies else {}
    adoption = files.school.value.adopts.get(policy) if files else None
    had = (*row(adoption), adoption.pending) if adoption else ()
    for number in (*numbers, *(one.version for one in had if one)):
        yield policy, number or ""
        yield from ((policy, name) for name in line_to(versions, number or ""))


def _concerns(problem: Problem, school: str | None, named: Iterable[tuple[str, str]]) -> bool:
    withheld = withheld_by([problem])
    return (
        withheld.everything
        or school in withheld.schools
        or any(withheld.holds(*version) for version in named)
    )


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
