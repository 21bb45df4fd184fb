"""What the errors of a root withhold: whatever prints what is wrong, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clausework.source.problems import Problem, errors

CATALOGUE = "policy/catalogue.yaml"
_VERSION = re.compile(r"policy/([^/]+)/([0-9]+(?:\.[0-9]+)+)(?:\.corrections)?\.yaml")
_OF_ALL = frozenset({"policy", "policy/authorities.yaml", "policy/terms.yaml", "schools"})


@dataclass(frozen=True)
class Withheld:
    """What may not be printed, by name.

    `everything` is true where the fault is in what all outputs print. A policy is withheld with all
    its versions.
    """

    everything: bool = False
    catalogue: bool = False
    policies: frozenset[str] = frozenset()
    versions: frozenset[tuple[str, str]] = frozenset()
    schools: frozenset[str] = frozenset()

    def holds(self, policy: str, version: str) -> bool:
        """Whether a version of a policy is withheld, by itself or with its policy."""
        return policy in self.policies or (policy, version) in self.versions

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the master that are withheld, besides those that everything prints."""
        names = {f"policy/{policy}/policy.yaml" for policy in self.policies}
        names |= {
            f"policy/{policy}/{version}.yaml"
            for policy, version in self.versions
            if policy not in self.policies
        }
        return (*sorted(names), *([CATALOGUE] if self.catalogue else []))


def version_of(path: str) -> tuple[str, str] | None:
    """The policy and the version that a file is of, by its path; None for any other file."""
    found = _VERSION.fullmatch(path)
    return (found[1], found[2]) if found else None


def withheld_by(problems: Iterable[Problem]) -> Withheld:
    """What the errors among problems withhold."""
    everything = catalogue = False
    policies, versions, schools = set[str](), set[tuple[str, str]](), set[str]()
    for path in {problem.concerned for problem in errors(problems)}:
        version = version_of(path)
        folder, *rest = path.split("/")
        if path in _OF_ALL or not rest:
            everything = True
        elif path == CATALOGUE:
            catalogue = True
        elif folder == "schools":
            schools.add(rest[0])
        elif version is not None:
            versions.add(version)
        else:
            policies.add(rest[0])
    return Withheld(
        everything, catalogue, frozenset(policies), frozenset(versions), frozenset(schools)
    )
