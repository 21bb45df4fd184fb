"""What the checks found, kept in the store: what did not change is not checked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clausework.checks import check
from clausework.source.problems import Problem
from clausework.store.cache_keys import tools
from clausework.store.store import Store, opened
from clausework.workspace.root import Workspace

# For each unit: enough to go back an edit, and to judge law as of another day.
MOST_KEYS = 4
_KEPT = TypeAdapter(dict[str, dict[str, list[Problem]]])


def checked(workspace: Workspace, as_of: date | None = None) -> list[Problem]:
    """Every problem of a tree, as `check` returns them."""
    # Where there is no policy, the root is probably the wrong folder.
    if not workspace.policies:
        return check(workspace, as_of)
    with opened(workspace.root) as store:
        findings = Findings(store)
        found = check(workspace, as_of, findings)
        findings.save(
            [*workspace.policies, *workspace.withheld.policies],
            [*workspace.schools, *workspace.faulty_schools],
        )
    return found


class Findings:
    """The memory of the checks in a store; `save` writes what is new.

    Each policy and each school has a file of its own, with the latest findings of each unit. A unit
    is a path: policy/<policy>/<version>, or schools/<school>/<policy>/<what the findings are on>.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._owners: dict[str, dict[str, dict[str, list[Problem]]]] = {}
        self._changed: set[str] = set()
        self._asked: set[str] = set()

    def recall(self, unit: str, key: str) -> list[Problem] | None:
        """The findings that the same program kept under a key, None where there are none."""
        self._asked.add(_part(unit))
        return self._of(_owner(unit)).get(unit, {}).get(_by_this_program(key))

    def keep(self, unit: str, key: str, found: list[Problem]) -> None:
        """Keep findings under a key, the latest last."""
        owner = _owner(unit)
        latest = {**self._of(owner).get(unit, {}), _by_this_program(key): found}
        self._of(owner)[unit] = dict([*latest.items()][-MOST_KEYS:])
        self._changed.add(owner)

    def save(self, policies: Iterable[str], schools: Iterable[str]) -> None:
        """Write what is new, and forget what the tree has no more: it has these, faulty or not.

        Of what changed, only versions and adoptions that were asked about are in the tree. Raises
        OSError.
        """
        for owner in sorted(self._changed):
            units = {u: keys for u, keys in self._owners[owner].items() if _part(u) in self._asked}
            data = {u: {k: _as_data(one) for k, one in keys.items()} for u, keys in units.items()}
            self._store.keep_findings(owner, data)
        self._changed.clear()
        there = [*(f"policy/{one}" for one in policies), *(f"schools/{one}" for one in schools)]
        self._store.tidy_findings(there)

    def _of(self, owner: str) -> dict[str, dict[str, list[Problem]]]:
        if owner not in self._owners:
            try:
                self._owners[owner] = _KEPT.validate_python(self._store.findings(owner))
            except ValidationError:
                self._owners[owner] = {}
        return self._owners[owner]


def _as_data(found: list[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in found]


def _owner(unit: str) -> str:
    """The folder of a policy or a school."""
    return "/".join(unit.split("/")[:2])


def _part(unit: str) -> str:
    """The version of a policy, or the policy of a school, that a unit is about."""
    return "/".join(unit.split("/")[:3])


def _by_this_program(key: str) -> str:
    return hashlib.sha256(f"{tools()}{key}".encode()).hexdigest()
