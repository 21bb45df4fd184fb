"""What `approve` and `review-unchanged` share: a meeting's decision on one school's copy."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dateutil.relativedelta import relativedelta

from clausework.authoring import decisions, edit, writing
from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    compare_options,
    console,
    dry_run,
    issue_options,
    typed,
)
from clausework.model.decisions import Decision
from clausework.model.policy import Adoption
from clausework.records import days
from clausework.source.problems import Problem
from clausework.workspace.root import Workspace


@dataclass(frozen=True, kw_only=True)
class DecisionArguments(Arguments):
    """What a meeting decided on a school's copy of a policy, and where it is minuted."""

    school: str
    policy: str
    by: str
    on: date
    minute: str
    next_review: date | None
    because: str | None
    dry_run: bool
    json: bool


Decided = TypeVar("Decided", bound=DecisionArguments)


def add(
    commands: Commands, name: str, words: str, kind: type[Decided], run: Callable[[Decided], int]
) -> argparse.ArgumentParser:
    """Add a command on what a meeting decided."""
    parser = commands.add(name, words, kind, run)
    parser.add_argument("school", metavar="SCHOOL")
    parser.add_argument("policy", metavar="POLICY")
    parser.add_argument("--by", type=typed.words, required=True, metavar="NAME", help="who decided")
    parser.add_argument(
        "--on", type=typed.day, required=True, metavar="DATE", help="the day, 2026-09-01"
    )
    parser.add_argument(
        "--minute",
        type=typed.words,
        required=True,
        metavar="TEXT",
        help="where the minutes have it",
    )
    parser.add_argument(
        "--next-review",
        type=typed.day,
        metavar="DATE",
        help="default: as many months later as the policy says",
    )
    issue_options.add_because(parser)
    dry_run.add(parser)
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")
    return parser


def adoption(workspace: Workspace, arguments: DecisionArguments) -> Adoption:
    """The school's adoption of the policy. Raises UsageError where it has none."""
    issue_options.known_policy(workspace, arguments.policy)
    adopts = workspace.schools[arguments.school].school.value.adopts
    if arguments.policy not in adopts:
        raise UsageError(
            f"{arguments.school} does not use {arguments.policy}. Write it under adopts: in "
            f"{decisions.file_of(arguments.school)}, with the version that is to be decided on."
        )
    return adopts[arguments.policy]


def next_review(workspace: Workspace, arguments: DecisionArguments) -> date:
    """The day that was given, else the one that the policy requires.

    Raises UsageError where it is not after the decision.
    """
    given = arguments.next_review
    if given is None:
        months = workspace.policies[arguments.policy].policy.value.review_months
        # A shorter month has its last day.
        try:
            later: date = arguments.on + relativedelta(months=months)
        except (ValueError, OverflowError) as error:
            raise UsageError(
                f"The next review, {months} months after {arguments.on}, would be after the year "
                "9999. Nothing was written."
            ) from error
        return later
    if given <= arguments.on:
        raise UsageError(
            f"The next review ({given}) must be after the decision ({arguments.on}). Nothing was "
            "written."
        )
    return given


def leave_as_it_is(
    workspace: Workspace, arguments: DecisionArguments, decision: Decision, review: date | None
) -> int:
    """Write a decision into the school's file, and `review` as the day of its next review.

    Raises UsageError where the decision is already recorded.
    """
    if decision in adoption(workspace, arguments).decisions:
        raise UsageError(
            f"This decision on version {decision.version} of {arguments.policy} is already "
            "recorded. Nothing was written."
        )
    try:
        text = decisions.decided(workspace, arguments.school, arguments.policy, decision, review)
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    files = {decisions.file_of(arguments.school): text}
    after = edit.workspace_after(workspace, files)
    must_be_possible(workspace, after, arguments)
    faults = compare_options.faults(after, arguments.school, [arguments.policy])
    if faults:
        return refuse(faults)
    done = {"decision": decision.model_dump(mode="json"), "next_review": review and str(review)}
    said = f"{decision.outcome}: version {decision.version} of {arguments.policy}"
    return carry_out(arguments, workspace, files, said, done)


def carry_out(
    arguments: DecisionArguments,
    workspace: Workspace,
    files: Mapping[str, bytes],
    said: str,
    done: Mapping[str, Any],
) -> int:
    """Write the files, and print what was decided: in words, or as `done` with `--json`."""
    about = {"school": arguments.school, "policy": arguments.policy}
    if arguments.dry_run:
        if not arguments.json:
            print(said)
        return show(workspace, files, {**about, **done}, as_json=arguments.json)
    writing.write_all(workspace, files)
    if arguments.json:
        issue_options.report({**about, **done, "written": list(files)})
        return DONE
    print(said)
    for name in files:
        print(f"written: {os.path.relpath(workspace.root / name)}")
    return DONE


def show(
    workspace: Workspace, files: Mapping[str, bytes], done: Mapping[str, Any], *, as_json: bool
) -> int:
    """Print what would be written, in words or as JSON."""
    if as_json:
        changes = dry_run.changes(workspace, files)
        issue_options.report({**done, "written": [], "would_write": changes})
    else:
        dry_run.print_changes(workspace, files)
    return DONE


def must_be_possible(workspace: Workspace, after: Workspace, arguments: DecisionArguments) -> None:
    """Raises UsageError where the days of a decision cannot be right, and nobody says why they are.

    `after` is the tree with the decision.
    """
    found = new_days(workspace, after, arguments.school, arguments.policy)
    before = workspace.schools[arguments.school].school.value.adopts[arguments.policy]
    last = days.latest(before)
    if last is not None and arguments.on < last and not found:
        found.append(
            f"the day of this decision, {arguments.on}, is before the last one on record, of {last}"
        )
    issue_options.must_be_possible(arguments.on, found, arguments.because)


def new_days(before: Workspace, after: Workspace, school: str, policy: str) -> list[str]:
    """The impossible days of a school's decisions in a tree, which they are not in one before."""
    issued = before.policies[policy].issued
    known, now = (
        [one.words for one in days.at_school(adoption, issued)]
        for tree in (before, after)
        if (adoption := tree.schools[school].school.value.adopts[policy])
    )
    return [words for words in now if words not in known]


def refuse(faults: Iterable[Problem]) -> int:
    """Print why nothing is written, and return the exit status."""
    console.print_problems(faults)
    print("Nothing was written.", file=sys.stderr)
    return PROBLEMS
