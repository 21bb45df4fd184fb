"""`status`: where every school stands with every policy."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clausework.commands import DONE, PROBLEMS, Commands, UsageError, issue_options
from clausework.commands.console import print_problems, printable
from clausework.commands.soundness import sound
from clausework.query import Standing, fleet
from clausework.render.common.templates import templates_for
from clausework.render.hr.fleet import as_csv, calendar, data
from clausework.workspace.root import Workspace, school_of

# What a file or another program gets, which has no width of its own.
WIDTH = 100
_TABLE = re.compile(r"<table>\n(.*?)</table>\n", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]>(.*?)</t[hd]>", re.DOTALL)


def add(commands: Commands) -> None:
    """Add the command."""
    status = commands.add(
        "status",
        "say where every school stands with every policy: version, approval, review, local "
        "changes, superseded sources",
        run,
    )
    status.add_argument("--school", metavar="ID", help="this school alone")
    status.add_argument(
        "--as-of",
        type=issue_options.day,
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


def run(arguments: argparse.Namespace) -> int:
    """Say it; a school with faults is left out, and its faults are told. Raises UsageError."""
    if arguments.format == "ics" and arguments.school is None:
        raise UsageError("a calendar is one school's: name it with --school")
    workspace, found = sound(arguments.root)
    print_problems(found)
    if workspace is None:
        return PROBLEMS
    faulty = {school_of(problem.place) for problem in found}
    if arguments.school in faulty:
        return PROBLEMS
    if arguments.school not in {None, *workspace.schools}:
        known = ", ".join(workspace.schools)
        raise UsageError(f'no school is called "{arguments.school}"; there are: {known}')
    as_of = arguments.as_of or date.today()
    standings = [one for one in fleet(workspace, as_of) if arguments.school in (None, one.school)]
    names = {name: files.school.value.name for name, files in workspace.schools.items()}
    if arguments.format == "text":
        _print_tables(workspace, names, standings, as_of)
    elif arguments.format == "ics":
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


def _write(said: bytes) -> None:
    # As text, its line ends would become the system's own.
    sys.stdout.buffer.write(said)
    sys.stdout.flush()


def _print_tables(
    workspace: Workspace, names: Mapping[str, str], standings: Iterable[Standing], as_of: date
) -> None:
    """Print what a template says. Every `<` of a value is escaped: what is left are its tables."""
    said = templates_for(workspace.root).text(
        "text/status.txt.j2",
        standings=standings,
        as_of=as_of,
        titles={name: files.policy.value.title for name, files in workspace.policies.items()},
        names=names,
    )
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    words, *rest = _TABLE.split(said)
    console.print(_text(words), end="")
    for rows, words in zip(rest[::2], rest[1::2], strict=True):
        console.print(_table(rows))
        console.print(_text(words), end="")


def _table(said: str) -> Table:
    heads, *rows = ([_text(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(said))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _text(escaped: str) -> Text:
    return Text(printable(escaped))
