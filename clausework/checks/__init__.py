"""Clause-integrity rules over a whole tree; `docs/checks.md` explains each code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from clausework.checks.local import local_problems
from clausework.checks.records import record_problems
from clausework.checks.schools import school_problems
from clausework.checks.sentences import school_sentences
from clausework.checks.sources import register_problems
from clausework.checks.versions import digest, policy_problems
from clausework.inline import INVISIBLE
from clausework.positions import KeyPath, Source
from clausework.problems import Problem, error, errors
from clausework.query import uses_of
from clausework.tree import Tree, school_of

__all__ = ["PRINTABLE", "check", "check_master", "check_school", "digest", "is_sound"]


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
    for source in _sources(tree):
        found += _scalars(source)
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
    found = [*_scalars(files.school.source), *own]
    if sound and not errors(own):
        found += record_problems(tree, files)
        for use in uses_of(tree, name):
            found += [*school_sentences(tree, use), *local_problems(tree, use)]
    return found


def _sources(tree: Tree) -> Iterator[Source]:
    for file in (tree.authorities, tree.terms):
        if file is not None:
            yield file.source
    for policy in tree.policies.values():
        yield policy.policy.source
        yield from (version.source for version in policy.versions.values())


_FILL_KEYS = frozenset({"title", "text", "closing"})
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
# What the typefaces of the outputs can print: Latin, Greek and Cyrillic with their marks.
PRINTABLE = (
    "\t\n\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    "\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026"
    "\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265"
)
_NOT_PRINTABLE = re.compile(f"[^{PRINTABLE}]")


def _scalars(source: Source) -> Iterator[Problem]:
    for path, span in source.values.items():
        if span.style is None:
            continue
        for found in _NOT_PRINTABLE.finditer(INVISIBLE.sub(" ", span.value)):
            yield error(
                "letter-not-printable",
                source.place_in(path, found.start()),
                f'"{found[0]}" (U+{ord(found[0]):04X}) is in none of the typefaces',
                "the PDF and the Word copy carry their typeface with them, and would show a box "
                "where this letter is.",
                "write it in Latin, Greek or Cyrillic letters, or leave it out.",
            )
        if _takes_fills(path):
            continue
        words = source.text[span.start : span.end]
        for found in _BRACES.finditer(words):
            yield error(
                "fill-not-allowed",
                source.place_span(span.start + found.start(), span.start + found.start(), 2),
                "a fill stands where none is put in",
                "fills belong to clauses and their titles; here they would be printed as braces.",
                "write the words out.",
            )
            break
        for found in INVISIBLE.finditer(words):
            yield error(
                "character-not-allowed",
                source.place_span(span.start + found.start(), span.start + found.start(), 1),
                f"an invisible character (U+{ord(found[0]):04X}) stands here",
                "it cannot be seen and can change the order in which words are shown.",
                "delete it and type the words around it again.",
            )


def _takes_fills(path: KeyPath) -> bool:
    return (
        path[-1:] != ()
        and path[-1] in _FILL_KEYS
        and bool({"sections", "variations", "roles"} & set(path))
    )
