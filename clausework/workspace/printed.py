"""Which versions of the master a school's outputs depend on, whatever can be printed of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausework.model.policy import Adopted
from clausework.records.in_force import row
from clausework.workspace.root import PolicyFiles, SchoolFiles, Workspace
from clausework.workspace.withheld import version_of

Numbers = dict[str, set[str]]


def printed(workspace: Workspace, files: SchoolFiles) -> Numbers:
    """The versions that the outputs of a school print, by policy.

    These are the versions that it approved or uses, and those that they follow, because pages say
    what became of earlier clauses. What awaits decision is in none of its outputs.
    """
    adopts = files.school.value.adopts
    return {policy: _lines(workspace, policy, row(one)) for policy, one in adopts.items()}


def is_printed(name: str, numbers: Numbers) -> bool:
    """Whether a file of the master is of a policy that is printed, and of no other version."""
    policy, number = version_of(name) or (name.split("/")[1], None)
    return policy in numbers and (number is None or number in numbers[policy])


def read(workspace: Workspace, files: SchoolFiles) -> tuple[str, ...]:
    """The files of all versions that a school has, had, or is to decide on, in order."""
    found = printed(workspace, files)
    for policy, one in files.school.value.adopts.items():
        if one.pending is not None:
            found[policy] |= _lines(workspace, policy, [one.pending])
    return tuple(sorted(_file(policy, n) for policy, numbers in found.items() for n in numbers))


def withheld_from(workspace: Workspace, files: SchoolFiles) -> tuple[str, ...]:
    """The withheld files of the master that the outputs of a school would print, in order."""
    withheld = workspace.withheld
    numbers = printed(workspace, files)
    found = {f"policy/{policy}/policy.yaml" for policy in numbers if policy in withheld.policies}
    found |= {
        _file(policy, number)
        for policy in numbers
        for number in numbers[policy]
        if policy not in withheld.policies and withheld.holds(policy, number)
    }
    return tuple(sorted(found))


def _file(policy: str, number: str) -> str:
    return f"policy/{policy}/{number}.yaml"


def _lines(workspace: Workspace, policy: str, adopted: Iterable[Adopted]) -> set[str]:
    files = workspace.policies.get(policy)
    return {number for one in adopted for number in line(files, one.version)}


def line(files: PolicyFiles | None, number: str) -> Iterator[str]:
    """A version and those that it follows, the nearest first, up to one that cannot be read."""
    versions = files.versions if files else {}
    passed = set[str]()
    following: str | None = number
    while following is not None and following not in passed:
        yield following
        passed.add(following)
        following = versions[following].value.follows if following in versions else None
