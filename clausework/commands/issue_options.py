"""What `release` and `withdraw` share: their arguments, refusals, and files."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from clausework.authoring import edit, writing
from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    clock,
    console,
    dry_run,
    typed,
)
from clausework.model.policy import Version
from clausework.publish import inventory
from clausework.publish.inventory import NOTICES
from clausework.records import days
from clausework.source import durable, problems
from clausework.source.problems import Problem
from clausework.workspace.root import PolicyFiles, Workspace
from clausework.workspace.schema import File
from clausework.workspace.withheld import Withheld, withheld_by


@dataclass(frozen=True, kw_only=True)
class IssueArguments(Arguments):
    """A version of a policy, who authorised it, and on which day."""

    policy: str
    version: str
    by: str
    on: date
    because: str | None
    out: Path | None
    dry_run: bool
    json: bool


Issue = TypeVar("Issue", bound=IssueArguments)


def add(
    commands: Commands, name: str, words: str, kind: type[Issue], run: Callable[[Issue], int]
) -> argparse.ArgumentParser:
    """Add a command on one version of one policy that somebody authorised on a day."""
    parser = commands.add(name, words, kind, run)
    parser.add_argument("policy", metavar="POLICY")
    parser.add_argument("version", metavar="VERSION")
    parser.add_argument(
        "--by", type=typed.words, required=True, metavar="NAME", help="who authorised it"
    )
    parser.add_argument(
        "--on", type=typed.day, required=True, metavar="DATE", help="the day, 2026-09-01"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where notices go; default: out/notices in the root"
    )
    add_because(parser)
    dry_run.add(parser)
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")
    return parser


def add_because(parser: argparse.ArgumentParser) -> None:
    """Add the option that says why a day is right although it seems impossible."""
    parser.add_argument(
        "--because",
        type=typed.words,
        metavar="WHY",
        help="why a day is right although another one speaks against it; goes on record",
    )


def new_days(policy: PolicyFiles, **decided: object) -> list[str]:
    """The impossible days of a policy with a new decision of HR, which it has not had before."""
    now = policy.policy.value
    known = {one.words for one in days.of_policy(now, policy.values)}
    after = days.of_policy(now.replaced(**decided), policy.values)
    return [one.words for one in after if one.words not in known]


def must_be_possible(on: date, found: Sequence[str], because: str | None) -> None:
    """Raises UsageError where days cannot be right, and nobody says why they are.

    `found` are sentences without their first capital and their full stop.
    """
    if because is not None:
        return
    faults = [*found]
    if on > clock.today():
        faults.insert(0, f"the day of the decision, {on}, is still to come")
    if faults:
        lines = "".join(f"  {words[0].upper()}{words[1:]}.\n" for words in faults)
        raise UsageError(
            f"A day cannot be right:\n{lines}Correct it. If it is right all the same, say why: "
            '--because "…" goes on record. Nothing was written.'
        )


def known_policy(workspace: Workspace, name: str) -> PolicyFiles:
    """A policy by its id. Raises UsageError where there is none."""
    if name not in workspace.policies:
        names = ", ".join(sorted(workspace.policies))
        raise UsageError(f'Unknown policy "{name}"; there are: {names}.')
    return workspace.policies[name]


def known(workspace: Workspace, name: str, number: str) -> tuple[PolicyFiles, File[Version]]:
    """The policy and the version named. Raises UsageError where either does not exist."""
    policy = known_policy(workspace, name)
    if number not in policy.versions:
        names = ", ".join(sorted(policy.versions))
        raise UsageError(f"There is no version {number}; there are: {names}.")
    return policy, policy.versions[number]


def master_errors(found: Iterable[Problem], *policies: str) -> list[Problem]:
    """The errors of what everything prints, and of policies, which prevent writing about them."""
    return [p for p in problems.errors(found) if _prevents(withheld_by([p]), policies)]


def _prevents(withheld: Withheld, policies: Collection[str]) -> bool:
    faulty = {*withheld.policies, *(policy for policy, _ in withheld.versions)}
    return withheld.everything or not faulty.isdisjoint(policies)


def refuse(faults: Sequence[Problem], *, as_json: bool) -> int:
    """Print why nothing is written, and return the exit status."""
    if as_json:
        report({"problems": [problems.as_data(problem) for problem in faults]})
    else:
        console.print_problems(faults)
        print(f"{problems.summary(faults)} Nothing was written.", file=sys.stderr)
    return PROBLEMS


def carry_out(
    arguments: IssueArguments,
    workspace: Workspace,
    notices: Mapping[str, bytes],
    files: Mapping[str, bytes],
    done: Mapping[str, Any],
) -> int:
    """Write notices and files and print the result, or print why nothing is written.

    With `--json` the result is `done`. The notices come first: they are drafts, and are written
    again if the command is run again after a stop, while a version on record is never released
    twice.
    """
    faults = master_errors(edit.problems_after(workspace, files), arguments.policy)
    if faults:
        return refuse(faults, as_json=arguments.json)
    outputs = (workspace.root / "out").resolve()
    out = (arguments.out or outputs / NOTICES).resolve()
    if out.is_relative_to(outputs) and not inventory.is_draft(out.relative_to(outputs).as_posix()):
        raise UsageError(
            f"{os.path.relpath(out)} is among the outputs, where `verify` would report what you "
            "edit. Leave out --out, or name a folder outside out."
        )
    if arguments.dry_run:
        changes = dry_run.changes(workspace, files)
        if arguments.json:
            report({**done, "written": [], "notices": [], "would_write": changes})
        else:
            dry_run.print_changes(workspace, files)
        return DONE
    for name, data in notices.items():
        durable.clear(out / name)
        durable.write_whole(out / name, data)
    writing.write_all(workspace, files)
    drafted = [os.path.relpath(out / name) for name in notices]
    if arguments.json:
        report({**done, "notices": drafted})
        return DONE
    for name in files:
        print(f"changed: {os.path.relpath(workspace.root / name)}")
    for name in drafted:
        print(f"drafted: {name}")
    return DONE


def not_editable(fault: edit.NotEditable) -> int:
    """Print that a file cannot be edited in its present form."""
    print(f"{fault} Nothing was written.", file=sys.stderr)
    return PROBLEMS


def report(data: Mapping[str, Any]) -> None:
    """Print what happened, as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2))
