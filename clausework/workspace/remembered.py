"""What was checked before: findings under a digest of everything that they depend on.

Findings are values of the contents of files, of the names of schools and of the day as of which law
is judged. Where these are the same, so are the findings, and nothing is checked again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol

from clausework.source.files import Entry, digest
from clausework.source.problems import Problem
from clausework.workspace.printed import line
from clausework.workspace.root import PolicyFiles, Workspace


class Memory(Protocol):
    """Findings by what they are about and by a key; a later key of the same unit replaces others.

    The program that made them is for the memory to tell apart.
    """

    def recall(self, unit: str, key: str) -> list[Problem] | None:
        """The findings that were kept, None where there are none."""

    def keep(self, unit: str, key: str, found: list[Problem]) -> None:
        """Keep findings."""


class Remembered:
    """The findings of one tree, as far as a memory has them; without one, all are found anew."""

    def __init__(self, workspace: Workspace, as_of: date | None, memory: Memory | None) -> None:
        self._workspace = workspace
        self._as_of = as_of
        self._memory = memory

    def of_version(
        self, files: PolicyFiles, number: str, find: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        """The findings on a version: it is judged against its policy and those that it follows."""
        if self._memory is None:
            return [*find()]
        policy = files.policy.value.id
        contents = self._contents[f"policy/{policy}"]
        pictures = (name for name in contents if not name.endswith(".yaml"))
        names = ["policy.yaml", *(f"{one}.yaml" for one in line(files, number)), *sorted(pictures)]
        read = [(name, contents.get(name)) for name in names]
        return self._found(f"policy/{policy}/{number}", [read, sorted(contents)], find)

    def of_school(
        self, school: str, policy: str, what: str, find: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        """The findings on what a school has of a policy; `what` they are about."""
        own = self._folders.get(school)
        if self._memory is None or own is None:
            return [*find()]
        workspace = self._workspace
        withheld = workspace.withheld
        depends: list[object] = [
            own,
            sorted(self._contents[f"policy/{policy}"].items()),
            sorted(number for of, number in withheld.versions if of == policy),
            policy in withheld.policies,
            withheld.everything,
            # A message names those there are.
            None if policy in workspace.policies else sorted(workspace.policies),
        ]
        return self._found(f"schools/{school}/{policy}/{what}", depends, find)

    @cached_property
    def _contents(self) -> Mapping[str, dict[str, str]]:
        """The digest of each file that was read, by its folder and its name there."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name, data in self._workspace.files.items():
            folder, _, own = name.rpartition("/")
            found[folder][own] = hashlib.sha256(data).hexdigest()
        return found

    @cached_property
    def _folders(self) -> dict[str, str]:
        """The digest of each school's folder; a tree that is not as it was read has none."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for name, entry in self._workspace.entries.items():
            if name.startswith("schools/"):
                found[name.split("/")[1]][name] = entry
        return {school: digest(entries) for school, entries in found.items()}

    @cached_property
    def _common(self) -> list[object]:
        """What all findings depend on."""
        shared = self._contents["policy"]
        named = sorted((one.name, *one.terms) for one in self._workspace.named.values())
        titles = sorted(self._workspace.titles.items())
        own = [shared.get("authorities.yaml"), shared.get("terms.yaml"), str(self._as_of)]
        return [*own, named, titles]

    def _found(
        self, unit: str, depends: list[object], find: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        assert self._memory is not None
        every = json.dumps([*self._common, *depends])
        key = hashlib.sha256(every.encode()).hexdigest()
        found = self._memory.recall(unit, key)
        if found is None:
            found = [*find()]
            self._memory.keep(unit, key, found)
        return found
