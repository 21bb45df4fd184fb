"""`export`: a version for others, as Word copy, PDF or data."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    compare_options,
    handed_out,
)
from clausework.commands.console import print_problems
from clausework.model.policy import Brand, School
from clausework.model.scalars import SchoolType
from clausework.query.comparison import Comparison, between
from clausework.render import proofread
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.templates import Templates, templates_for
from clausework.render.hr.redlines import bracketed
from clausework.render.listing import listing
from clausework.workspace.root import Workspace, read_workspace

EXPORTS = "exports"


@dataclass(frozen=True, kw_only=True)
class ExportArguments(Arguments):
    """The arguments of `export`."""

    policy: str
    version: str
    school: str | None
    format: str
    tracked_from: str | None
    out: Path | None


def add(commands: Commands) -> None:
    """Add the command."""
    export = commands.add(
        "export", "give others a version: as Word copy, PDF or data", ExportArguments, run
    )
    export.add_argument("policy", metavar="POLICY")
    export.add_argument("version", metavar="VERSION")
    export.add_argument("--school", metavar="ID", help="as this school has it")
    export.add_argument("--format", choices=("json", "docx", "pdf"), default="docx")
    export.add_argument(
        "--tracked-from", metavar="VERSION", help="mark what changed since this version"
    )
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="default: a file in out/exports in the root"
    )


def run(arguments: ExportArguments) -> int:
    """Write the file, or print the data. Raises UsageError for names that do not exist."""
    if arguments.format == "json" and arguments.tracked_from is not None:
        raise UsageError("data has no marks: leave out --tracked-from, or use diff --json.")
    workspace = read_workspace(arguments.root.resolve())
    policy, version, school = arguments.policy, arguments.version, arguments.school
    numbers = (version, arguments.tracked_from)
    faults = compare_options.faults(workspace, school, [policy], *numbers)
    # As data, also a draft that is not yet in order: it is for reading and not for use.
    if faults and not (arguments.format == "json" and _is_readable(workspace, arguments)):
        print_problems(faults)
        return PROBLEMS
    before = arguments.tracked_from or version
    compare_options.versions(workspace, policy, before, version, school)
    comparison = between(workspace, policy, before, version, school)
    if arguments.format == "json":
        data = listing(comparison.old, school).model_dump_json(indent=2).encode() + b"\n"
        if arguments.out is None:
            print(data.decode(), end="")
            return DONE
    else:
        data = _copy(workspace, comparison, arguments)
    name = "_".join(filter(None, (policy, arguments.tracked_from, version, school)))
    outputs = (workspace.root / "out").resolve()
    out = (arguments.out or outputs / EXPORTS / f"{name}.{arguments.format}").resolve()
    handed_out.write(outputs, out, data, _sources(workspace, policy, school))
    print(f"written: {os.path.relpath(out)}")
    return DONE


def _is_readable(workspace: Workspace, arguments: ExportArguments) -> bool:
    files = workspace.policies.get(arguments.policy)
    register = workspace.authorities is not None and workspace.terms is not None
    school = arguments.school is None or arguments.school in workspace.schools
    return register and school and files is not None and arguments.version in files.versions


def _sources(workspace: Workspace, policy: str, school: str | None) -> dict[str, bytes]:
    """The files that an export is made from, of which a manifest lists the state."""
    own = (f"policy/{policy}/", *([f"schools/{school}/"] if school else []))
    shared = ("policy/authorities.yaml", "policy/terms.yaml")
    return {
        name: workspace.files[name] for name in workspace.files if name.startswith((*own, *shared))
    }


def _copy(workspace: Workspace, comparison: Comparison, arguments: ExportArguments) -> bytes:
    """The Word copy or PDF, read back."""
    templates = templates_for(workspace.root)
    look = look_of(workspace, arguments.policy, arguments.school, templates)
    if arguments.school is None:
        old, new = bracketed(comparison.old), bracketed(comparison.new)
        comparison = replace(comparison, old=old, new=new)
    # The older of a version and itself is as the school has it in use.
    document = comparison.marked if arguments.tracked_from else comparison.old
    make = proofread.word if arguments.format == "docx" else proofread.pdf
    return make(document, look, templates, f"the copy of {document.title}")


def look_of(
    workspace: Workspace, policy: str, school: str | None, templates: Templates
) -> Letterhead:
    """The look of a copy of a school, or without one of HR's own."""
    if school is None:
        return _neutral(workspace.policies[policy].policy.value.owner, templates)
    files = workspace.schools[school]
    return letterhead(files.school.value, files.logo, templates)


def _neutral(owner: str, templates: Templates) -> Letterhead:
    """The look of HR's own copies, which is nobody's; in form it is that of a school."""
    brand = Brand(primary="#35424a", accent="#6b7a84")
    school = School(id="hr", name=owner, type=SchoolType.COMMUNITY, brand=brand)
    return letterhead(school, None, templates)
