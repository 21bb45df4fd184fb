"""Which versions a school's pages and papers print, whatever can be printed of them."""

from __future__ import annotations

from collections.abc import Iterator

from clausework.records.in_force import row
from clausework.workspace.root import SchoolFiles, Workspace


def withheld_from(workspace: Workspace, files: SchoolFiles) -> tuple[str, ...]:
    """The withheld files of the master that the outputs of a school would print, in order.

    These are those of the versions that it approved or uses, and of those that they follow, because
    pages say what became of earlier clauses. What awaits decision is in none of its outputs.
    """
    withheld = workspace.withheld
    found = set[str]()
    for policy, adoption in files.school.value.adopts.items():
        if policy in withheld.policies:
            found.add(f"policy/{policy}/policy.yaml")
            continue
        numbers = {
            number for one in row(adoption) for number in _line(workspace, policy, one.version)
        }
        found |= {f"policy/{policy}/{n}.yaml" for n in numbers if withheld.holds(policy, n)}
    return tuple(sorted(found))


def _line(workspace: Workspace, policy: str, number: str) -> Iterator[str]:
    """A version and those that it follows, up to one that cannot be read."""
    versions = workspace.policies[policy].versions
    passed = set[str]()
    following: str | None = number
    while following is not None and following not in passed:
        yield following
        passed.add(following)
        following = versions[following].value.follows if following in versions else None
