"""`diff`: the changes between two versions, in words."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from html import unescape

from clausework import problems
from clausework.checks import check
from clausework.commands import DONE, PROBLEMS, Commands, UsageError
from clausework.compare import Change, Weight, compare, weigh
from clausework.document import Document
from clausework.model import Adopted, Reason
from clausework.render.templates import templates_for
from clausework.resolve import resolve, show
from clausework.tree import PolicyFiles, SchoolFiles, Tree, read_tree, school_of


def add(commands: Commands) -> None:
    """Add the command."""
    diff = commands.add("diff", "say what changed between two versions of a policy, and why", run)
    diff.add_argument("policy")
    diff.add_argument("versions", nargs="+", metavar="[FROM] TO")
    diff.add_argument("--school", metavar="ID", help="as this school prints them")
    diff.add_argument("--json", action="store_true", help="say it as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Compare, and print every change. Raises UsageError for names that are not there."""
    tree = read_tree(arguments.root.resolve())
    school = _school(tree, arguments.school)
    found = [
        problem
        for problem in problems.errors(check(tree))
        if school_of(problem.place) in (None, arguments.school)
    ]
    if found:
        for problem in found:
            print(problems.as_text(problem), end="\n\n", file=sys.stderr)
        return PROBLEMS
    policy = _policy(tree, arguments.policy)
    before, after = _numbers(policy, arguments.versions, school)
    documents = [_document(tree, policy, number, school) for number in (before, after)]
    changes = compare(*documents)
    reasons = _reasons(policy, before, after)
    if arguments.json:
        print(json.dumps(_data(documents, changes, reasons, arguments.school), indent=2))
        return DONE
    print(
        unescape(
            templates_for(arguments.root.resolve()).text(
                "text/diff.txt.j2",
                before=documents[0],
                after=documents[1],
                changes=[(c, weigh(c, reasons), _why(c, reasons)) for c in changes],
                weights=list(Weight),
            )
        ),
        end="",
    )
    return DONE


def _school(tree: Tree, name: str | None) -> SchoolFiles | None:
    if name is not None and name not in {*tree.schools, *tree.faulty_schools}:
        raise UsageError(f'no school is called "{name}"; there are: {", ".join(tree.schools)}')
    return tree.schools.get(name) if name is not None else None


def _policy(tree: Tree, name: str) -> PolicyFiles:
    if name not in tree.policies:
        raise UsageError(f'no policy is called "{name}"; there are: {", ".join(tree.policies)}')
    return tree.policies[name]


def _numbers(
    policy: PolicyFiles, given: Sequence[str], school: SchoolFiles | None
) -> tuple[str, str]:
    if len(given) > 2:
        raise UsageError("give the version to compare with, if you like, and the new one")
    for number in given:
        if number not in policy.versions:
            known = ", ".join(sorted(policy.versions))
            raise UsageError(f"there is no version {number}; there are: {known}")
    if len(given) == 2:
        return given[0], given[1]
    if school is not None:
        adoption = school.school.value.adopts.get(policy.policy.value.id)
        if adoption is None:
            raise UsageError("this school does not use the policy; name the version to start from")
        return adoption.version, given[0]
    follows = policy.versions[given[0]].value.follows
    if follows is None:
        raise UsageError(f"version {given[0]} follows none; name the version to start from")
    return follows, given[0]


def _document(tree: Tree, policy: PolicyFiles, number: str, school: SchoolFiles | None) -> Document:
    master = tree.master(policy.policy.value.id)
    version = policy.versions[number].value
    if school is None:
        return show(master, version)
    adoption = school.school.value.adopts.get(policy.policy.value.id)
    adopted = adoption or Adopted(version=number)
    return resolve(master, version, school.school.value, adopted)[0]


def _reasons(policy: PolicyFiles, before: str, after: str) -> list[Reason]:
    """HR's reasons for all that happened from one version to the other, oldest first."""
    found: list[Reason] = []
    passed: set[str] = set()
    number: str | None = after
    while number is not None and number != before and number not in passed:
        passed.add(number)
        version = policy.versions[number].value
        found = [*version.changes, *found]
        number = version.follows if version.follows in policy.versions else None
    return found


def _why(change: Change, reasons: Sequence[Reason]) -> str | None:
    own = [reason.reason for reason in reasons if reason.clause == change.id]
    around = [reason.reason for reason in reasons if reason.clause == change.clause]
    said = list(dict.fromkeys(own or around))
    return " ".join(said) if said else None


def _data(
    documents: Sequence[Document],
    changes: Sequence[Change],
    reasons: Sequence[Reason],
    school: str | None,
) -> dict[str, object]:
    return {
        "policy": documents[0].policy,
        "from": documents[0].version,
        "to": documents[1].version,
        "school": school,
        "changes": [
            {
                "id": change.id,
                "kind": change.kind.value,
                "weight": weigh(change, reasons).value,
                "duties": [duty.value for duty in change.duties],
                "number_before": change.number_before,
                "number_after": change.number_after,
                "before": change.before,
                "after": change.after,
                "reason": _why(change, reasons),
            }
            for change in changes
        ],
    }
