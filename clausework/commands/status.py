"""`status`: the state of every policy at every school."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    clock,
    typed,
)
from clausework.commands.console import print_tables
from clausework.commands.soundness import print_faults, sound
from clausework.query import Standing, fleet
from clausework.render.common.templates import templates_for
from clausework.render.hr.fleet import as_csv, calendar, data
from clausework.workspace.as_of import as_of as in_force_on
from clausework.workspace.root import Workspace


@dataclass(frozen=True, kw_only=True)
class StatusArguments(Arguments):
    """The arguments of `status`."""

    school: str | None
    as_of: date | None
    format: str


def add(commands: Commands) -> None:
    """Add the command."""
    status = commands.add(
        "status",
        "show the state of every policy at every school: version, approval, review, local "
        "changes, superseded sources",
        StatusArguments,
        run,
    )
    status.add_argument("--school", metavar="ID", help="this school alone")
    status.add_argument(
        "--as-of",
        type=typed.day,
        metavar="DATE",
        help="what is overdue or superseded on this day (default: today)",
    )
    form = status.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=("text", "json", "csv", "ics"),
        default="text",
        help="ics: a calendar of one school's reviews",
    )
    form.add_argument("--json", action="store_const", const="json", dest="format")
    form.add_argument("--csv", action="store_const", const="csv", dest="format")


def run(arguments: StatusArguments) -> int:
    """Print it. Raises UsageError.

    A school with faults is left out, and its faults are reported.
    """
    if arguments.format == "ics" and arguments.school is None:
        raise UsageError("a calendar is one school's: name it with --school")
    workspace, found, left_out = sound(arguments.root)
    print_faults(found, left_out)
    if workspace is None or arguments.school in left_out:
        return PROBLEMS
    if arguments.school not in {None, *workspace.schools}:
        known = ", ".join(workspace.schools)
        raise UsageError(f'unknown school "{arguments.school}"; there are: {known}')
    as_of = arguments.as_of or clock.today()
    workspace = in_force_on(workspace, as_of)
    standings = [one for one in fleet(workspace, as_of) if arguments.school in (None, one.school)]
    names = {name: files.school.value.name for name, files in workspace.schools.items()}
    if arguments.format == "text":
        print_tables(_text(workspace, names, standings, as_of))
    elif arguments.format == "ics":
        assert arguments.school is not None, "a calendar is one school's"
        _write(_calendar(workspace, arguments.school, names, standings))
    else:
        said = data(workspace, names, standings, as_of, overdue=True)
        if arguments.format == "json":
            print(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            _write(as_csv(said["rows"]).encode())
    return PROBLEMS if found else DONE


def _calendar(
    workspace: Workspace, school: str, names: Mapping[str, str], standings: Iterable[Standing]
) -> bytes:
    made = calendar(workspace, school, names[school], standings, templates_for(workspace.root))
    if made is None:
        raise UsageError(f'no day of review is on record for "{school}", so it has no calendar')
    return made


def _write(text: bytes) -> None:
    # In text mode, line ends would become the system's own.
    sys.stdout.buffer.write(text)
    sys.stdout.flush()


def _text(
    workspace: Workspace, names: Mapping[str, str], standings: Iterable[Standing], as_of: date
) -> str:
    return templates_for(workspace.root).text(
        "text/status.txt.j2",
        standings=standings,
        as_of=as_of,
        titles={name: files.policy.value.title for name, files in workspace.policies.items()},
        names=names,
    )
