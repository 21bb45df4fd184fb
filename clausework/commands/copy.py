"""`copy`: the approved copy that was in force at a school on a day, byte for byte."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    handed_out,
    typed,
)
from clausework.commands.console import print_problems
from clausework.model.decisions import Approval
from clausework.model.policy import Adoption
from clausework.publish.inventory import COPIES
from clausework.records import in_force
from clausework.source import problems
from clausework.source.problems import Problem
from clausework.workspace.root import SchoolFiles, Workspace, read_workspace, school_of


@dataclass(frozen=True, kw_only=True)
class CopyArguments(Arguments):
    """The arguments of `copy`."""

    school: str
    policy: str
    on: date
    out: Path | None


def add(commands: Commands) -> None:
    """Add the command."""
    copy = commands.add(
        "copy", "give the approved copy that was in force on a day", CopyArguments, run
    )
    copy.add_argument("school", metavar="SCHOOL")
    copy.add_argument("policy", metavar="POLICY")
    copy.add_argument("--on", type=typed.day, required=True, metavar="DATE")
    copy.add_argument(
        "--out", type=Path, metavar="FILE", help="default: a PDF in out/copies in the root"
    )


def run(arguments: CopyArguments) -> int:
    """Write the copy, or say why there is none. Raises UsageError for names that do not exist."""
    workspace = read_workspace(arguments.root.resolve())
    faults = _faults(workspace, arguments.school)
    if faults:
        print_problems(faults)
        return PROBLEMS
    files = workspace.schools[arguments.school]
    adopts = files.school.value.adopts
    if arguments.policy not in adopts:
        names = ", ".join(sorted(adopts)) or "no policy"
        raise UsageError(f'{arguments.school} does not use "{arguments.policy}"; it uses: {names}.')
    said, approved = _on_record(files, arguments, adopts[arguments.policy])
    if approved is None:
        print(f"{said} Nothing was written.", file=sys.stderr)
        return PROBLEMS
    version, pdf = approved
    name = f"{arguments.policy}_{arguments.on}.pdf"
    outputs = (workspace.root / "out").resolve()
    out = (arguments.out or outputs / COPIES / arguments.school / name).resolve()
    record = f"schools/{arguments.school}/record/{arguments.policy}/{version}.pdf"
    handed_out.write(outputs, out, pdf, {record: pdf})
    print(f"{said}\nwritten: {os.path.relpath(out)}")
    return DONE


def _faults(workspace: Workspace, school: str) -> list[Problem]:
    """The faults that prevent reading the school's own files.

    The master is not needed for what is on record. Raises UsageError where the school does not
    exist.
    """
    known = {*workspace.schools, *workspace.faulty_schools}
    if school not in known:
        raise UsageError(f'Unknown school "{school}"; there are: {", ".join(sorted(known))}.')
    return [p for p in problems.errors(workspace.problems) if school_of(p.place) == school]


def _on_record(
    files: SchoolFiles, arguments: CopyArguments, adoption: Adoption
) -> tuple[str, tuple[str, bytes] | None]:
    """What is known of a day, in words, and the version approved, None where there is none.

    The version comes with its PDF.
    """
    day: date = arguments.on
    row = in_force.row(adoption)
    starts = [(start, index) for index, one in enumerate(row) if (start := in_force.begins(one))]
    # A later decision replaces an earlier one from its own day on.
    begun = [index for start, index in starts if start <= day]
    # A version in use since an unknown day may have come in between.
    first = begun[-1] + 1 if begun else 0
    last = next((index for start, index in starts if start > day and index >= first), len(row))
    unknown = [one.version for one in row[first:last] if one.approved == "unknown"]
    if unknown:
        return (
            f"Version {unknown[-1]} may have been in use on {day}: no record of its approval was "
            "found, so the day from which it was in force is unknown."
        ), None
    if not begun:
        return f"No approval that was in force on {day} is on record.", None
    adopted = row[first - 1]
    approval = adopted.approved
    assert isinstance(approval, Approval)
    said = (
        f"In force on {day}: version {adopted.version}, approved by {approval.by} on {approval.on}"
    )
    kept = files.on_record(arguments.policy, adopted)
    if kept is None:
        return f"{said}. What was approved was not kept word for word.", None
    if kept.record.adopted.approved != approval:
        said += ", as corrected since: the copy has what was recorded first"
    return f"{said}.", (kept.name, kept.pdf)
