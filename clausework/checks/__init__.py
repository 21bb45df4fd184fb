"""Clause-integrity rules over a whole tree; `docs/checks.md` explains each code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from clausework.checks.catalogue import catalogue_problems
from clausework.checks.changes import local_problems, not_confirmed
from clausework.checks.history import digest
from clausework.checks.records import decision_problems, policy_days, record_problems
from clausework.checks.schools import adoption_problems, school_problems
from clausework.checks.sentences import school_sentences
from clausework.checks.sources import register_problems
from clausework.checks.versions import policy_problems, version_problems
from clausework.query import uses_of
from clausework.source.problems import Problem, errors
from clausework.workspace.remembered import Memory, Remembered
from clausework.workspace.root import SchoolFiles, Workspace, sound_part
from clausework.workspace.withheld import withheld_by

__all__ = ["check", "check_master", "check_school", "digest", "not_confirmed"]


def check(
    workspace: Workspace, as_of: date | None = None, memory: Memory | None = None
) -> list[Problem]:
    """Return every problem of a tree, in the order of the files.

    `as_of` is the day as of which law and guidance are judged, by default the register's
    `looked_on`. Schools get only the checks that need nothing of the master that is faulty. What
    `memory` has is not checked again.
    """
    found = [*workspace.problems, *_master(workspace, as_of, memory)]
    sound = sound_part(workspace, withheld_by(found))
    known = Remembered(sound, None, memory)
    for name in workspace.schools:
        found += _school(sound, name, known)
    return _in_order(found)


def check_master(workspace: Workspace, memory: Memory | None = None) -> list[Problem]:
    """Return every problem of a tree except those of its schools, in the order of the files."""
    return _in_order([*workspace.problems, *_master(workspace, None, memory)])


def check_school(workspace: Workspace, name: str) -> list[Problem]:
    """Return every problem of one school, in the order of its files.

    The tree is `with_school`, of the sound part of a master.
    """
    known = Remembered(workspace, None, None)
    own = _school(workspace, name, known) if name in workspace.schools else []
    return _in_order([*workspace.problems, *own])


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    unique = {(p.code, p.place, p.message): p for p in found}
    return sorted(unique.values(), key=lambda problem: problem.order)


def _master(workspace: Workspace, as_of: date | None, memory: Memory | None) -> list[Problem]:
    found: list[Problem] = []
    if workspace.authorities is not None:
        found += register_problems(workspace.authorities)
    if workspace.authorities is not None and workspace.terms is not None:
        judged_on = as_of or workspace.authorities.value.looked_on
        known = Remembered(workspace, judged_on, memory)
        for files in workspace.policies.values():
            found += [*policy_problems(workspace, files), *policy_days(files)]
            for number in sorted(files.versions):
                find = partial(version_problems, workspace, files, number, judged_on)
                found += known.of_version(files, number, find)
        if workspace.catalogue is not None:
            found += catalogue_problems(workspace, workspace.catalogue, judged_on)
    return found


def _school(workspace: Workspace, name: str, known: Remembered) -> list[Problem]:
    files = workspace.schools[name]
    found = [*school_problems(workspace, files)]
    adopts = files.school.value.adopts
    for policy in adopts:
        find = partial(_of_adoption, workspace, files, policy)
        found += known.of_school(name, policy, "adoption", find)
    if not workspace.withheld.everything and not errors(found):
        for policy in adopts:
            find = partial(_of_copies, workspace, name, policy)
            found += known.of_school(name, policy, "copies", find)
    return found


def _of_adoption(workspace: Workspace, files: SchoolFiles, policy: str) -> Iterator[Problem]:
    yield from adoption_problems(workspace, files, policy)
    yield from decision_problems(workspace, files, policy)


def _of_copies(workspace: Workspace, name: str, policy: str) -> Iterator[Problem]:
    yield from record_problems(workspace, workspace.schools[name], policy)
    for use in uses_of(workspace, name):
        if use.policy == policy:
            yield from school_sentences(workspace, use)
            yield from local_problems(workspace, use)
