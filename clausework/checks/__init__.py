"""Clause-integrity rules over a whole tree; `docs/checks.md` explains each code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clausework.checks.catalogue import catalogue_problems
from clausework.checks.changes import local_problems, not_confirmed
from clausework.checks.history import digest
from clausework.checks.records import decision_problems, policy_days, record_problems
from clausework.checks.schools import school_problems
from clausework.checks.sentences import school_sentences
from clausework.checks.sources import register_problems
from clausework.checks.versions import policy_problems
from clausework.query import uses_of
from clausework.source.problems import Problem, errors
from clausework.workspace.root import Workspace, sound_part
from clausework.workspace.withheld import withheld_by

__all__ = ["check", "check_master", "check_school", "digest", "not_confirmed"]


def check(workspace: Workspace, as_of: date | None = None) -> list[Problem]:
    """Return every problem of a tree, in the order of the files.

    `as_of` is the day as of which law and guidance are judged, by default the register's
    `looked_on`. Schools get only the checks that need nothing of the master that is faulty.
    """
    found = [*workspace.problems, *_master(workspace, as_of)]
    withheld = withheld_by(found)
    sound = sound_part(workspace, withheld)
    for name in workspace.schools:
        found += _school(sound, name)
    return _in_order(found)


def check_master(workspace: Workspace) -> list[Problem]:
    """Return every problem of a tree except those of its schools, in the order of the files."""
    return _in_order([*workspace.problems, *_master(workspace, None)])


def check_school(workspace: Workspace, name: str) -> list[Problem]:
    """Return every problem of one school, in the order of its files.

    The tree is `with_school`, of the sound part of a master.
    """
    own = _school(workspace, name) if name in workspace.schools else []
    return _in_order([*workspace.problems, *own])


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    unique = {(p.code, p.place, p.message): p for p in found}
    return sorted(unique.values(), key=lambda problem: problem.order)


def _master(workspace: Workspace, as_of: date | None) -> list[Problem]:
    found: list[Problem] = []
    if workspace.authorities is not None:
        found += register_problems(workspace.authorities)
    if workspace.authorities is not None and workspace.terms is not None:
        judged_on = as_of or workspace.authorities.value.looked_on
        for policy in workspace.policies.values():
            found += policy_problems(workspace, policy, judged_on)
            found += policy_days(policy)
        if workspace.catalogue is not None:
            found += catalogue_problems(workspace, workspace.catalogue, judged_on)
    return found


def _school(workspace: Workspace, name: str) -> list[Problem]:
    files = workspace.schools[name]
    own = list(school_problems(workspace, files))
    own += decision_problems(workspace, files)
    found = [*own]
    if not workspace.withheld.everything and not errors(own):
        found += record_problems(workspace, files)
        for use in uses_of(workspace, name):
            found += [*school_sentences(workspace, use), *local_problems(workspace, use)]
    return found
