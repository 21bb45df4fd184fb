"""`check`: every clause-integrity rule."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import date

from clausework.commands import DONE, PROBLEMS, Arguments, Commands
from clausework.source import problems
from clausework.source.problems import Severity
from clausework.store.findings import checked
from clausework.workspace.root import read_workspace


@dataclass(frozen=True, kw_only=True)
class CheckArguments(Arguments):
    """The arguments of `check`."""

    strict: bool
    as_of: date | None
    format: str


def add(commands: Commands) -> None:
    """Add the command."""
    checking = commands.add("check", "check every clause, source and school", CheckArguments, run)
    checking.add_argument("--strict", action="store_true", help="warnings fail too")
    checking.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="judge law and guidance as of this day (default: looked_on: in the register)",
    )
    form = checking.add_mutually_exclusive_group()
    form.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text")
    form.add_argument("--json", action="store_const", const="json", dest="format")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"write a date as year-month-day, for example 2026-09-01, not {text}"
        ) from None


def run(arguments: CheckArguments) -> int:
    """Check, and print every finding in the requested format."""
    found = checked(read_workspace(arguments.root.resolve()), arguments.as_of)
    if arguments.format == "json":
        print(json.dumps([problems.as_data(p) for p in found], ensure_ascii=False, indent=2))
    elif arguments.format == "sarif":
        print(problems.as_sarif(found))
    elif arguments.format == "github":
        for problem in found:
            print(problems.as_github(problem))
    else:
        for problem in found:
            print(problems.as_text(problem), end="\n\n")
        print(problems.summary(found))
    strict = arguments.strict and any(p.severity is Severity.WARNING for p in found)
    return PROBLEMS if problems.errors(found) or strict else DONE
