"""`diff`: the changes between two versions, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    compare_options,
    console,
)
from clausework.query.by_clause import by_clause, listed
from clausework.query.comparison import Comparison, between, changes_to_confirm, data, shortened
from clausework.render.common.templates import templates_for
from clausework.workspace.root import Workspace, read_workspace

TEMPLATES = {"text": "text/diff.txt.j2", "markdown": "text/diff.md.j2"}


@dataclass(frozen=True, kw_only=True)
class DiffArguments(Arguments):
    """The arguments of `diff`."""

    policy: str
    versions: Sequence[str]
    school: str | None
    format: str


def add(commands: Commands) -> None:
    """Add the command."""
    diff = commands.add(
        "diff", "show what changed between two versions of a policy, and why", DiffArguments, run
    )
    diff.add_argument("policy")
    diff.add_argument("versions", nargs="+", metavar="[FROM] TO")
    diff.add_argument("--school", metavar="ID", help="as this school prints them")
    form = diff.add_mutually_exclusive_group()
    form.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    form.add_argument("--json", action="store_const", const="json", dest="format")


def run(arguments: DiffArguments) -> int:
    """Compare, and print every change. Raises UsageError for names that do not exist."""
    workspace = read_workspace(arguments.root.resolve())
    faults = compare_options.faults(
        workspace, arguments.school, [arguments.policy], *arguments.versions
    )
    if faults:
        console.print_problems(faults)
        return PROBLEMS
    before, after = _numbers(workspace, arguments)
    comparison = between(workspace, arguments.policy, before, after, arguments.school)
    if arguments.format == "json":
        print(json.dumps(data(comparison, arguments.school), indent=2))
        return DONE
    said = _text(workspace, comparison, TEMPLATES[arguments.format])
    if arguments.format == "markdown":
        print(said, end="")
    else:
        console.print_styled(said)
    return DONE


def _numbers(workspace: Workspace, arguments: DiffArguments) -> tuple[str, str]:
    *before, after = arguments.versions
    if len(before) > 1:
        raise UsageError("give the version to compare with, if you like, and the new one")
    first = before[0] if before else None
    return compare_options.versions(workspace, arguments.policy, first, after, arguments.school)


def _text(workspace: Workspace, comparison: Comparison, template: str) -> str:
    versions = workspace.policies[comparison.new.policy].versions
    clauses = by_clause(comparison)
    return templates_for(workspace.root).text(
        template,
        comparison=comparison,
        version=versions[comparison.new.version].value,
        clauses=clauses,
        listed=listed(clauses),
        shortened=shortened,
        readings=changes_to_confirm(workspace, comparison),
    )
