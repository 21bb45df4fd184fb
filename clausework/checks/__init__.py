"""Clause-integrity rules over a whole tree; `docs/checks.md` explains each code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clausework.checks.local import local_problems
from clausework.checks.records import record_problems
from clausework.checks.schools import school_problems
from clausework.checks.sentences import school_sentences
from clausework.checks.sources import register_problems
from clausework.checks.versions import digest, policy_problems
from clausework.query import uses_of
from clausework.source.problems import Problem, errors
from clausework.workspace.root import Tree, school_of

__all__ = ["check", "check_master", "check_school", "digest", "is_sound"]


def check(tree: Tree, as_of: date | None = None) -> list[Problem]:
    """Every problem of a tree, in the order of the files.

    `as_of` is the day as of which law and guidance are judged, by default the day on which the
    register was looked over. Where the master is faulty, of a school only that is said which needs
    no master.
    """
    found = [*tree.problems, *_master(tree, as_of)]
    sound = is_sound(found)
    for name in tree.schools:
        found += _school(tree, name, sound=sound)
    return _in_order(found)


def check_master(tree: Tree) -> list[Problem]:
    """Every problem of a tree but those of its schools, in the order of the files."""
    return _in_order([*tree.problems, *_master(tree, None)])


def check_school(tree: Tree, name: str) -> list[Problem]:
    """Every problem of one school, in the order of its files; the tree is `with_school`, of a sound
    master.
    """
    own = _school(tree, name, sound=True) if name in tree.schools else []
    return _in_order([*tree.problems, *own])


def is_sound(found: Iterable[Problem]) -> bool:
    """Whether no problem is an error of the master, which would keep every school from its own."""
    return not any(school_of(problem.place) is None for problem in errors(found))


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    unique = {(p.code, p.place, p.message): p for p in found}
    return sorted(unique.values(), key=lambda problem: problem.order)


def _master(tree: Tree, as_of: date | None) -> list[Problem]:
    found: list[Problem] = []
    if tree.authorities is not None:
        found += register_problems(tree.authorities)
    if tree.authorities is not None and tree.terms is not None:
        judged_on = as_of or tree.authorities.value.looked_on
        for policy in tree.policies.values():
            found += policy_problems(tree, policy, judged_on)
    return found


def _school(tree: Tree, name: str, *, sound: bool) -> list[Problem]:
    files = tree.schools[name]
    own = list(school_problems(tree, files, sound=sound))
    found = [*own]
    if sound and not errors(own):
        found += record_problems(tree, files)
        for use in uses_of(tree, name):
            found += [*school_sentences(tree, use), *local_problems(tree, use)]
    return found
