"""`read-back`: what the readers of Word copies changed in them, and what they asked."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clausework.authoring import decisions, edit, scaffold, writing
from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    compare_options,
    consultation,
    export,
)
from clausework.commands.console import print_problems
from clausework.commands.new_options import read_id, read_number
from clausework.intake import written
from clausework.intake.blocks import FileRead
from clausework.intake.copies.applied import applied, renamed
from clausework.intake.copies.local import local_edits
from clausework.intake.copies.returned import Returned, returned, without_removed
from clausework.intake.copies.together import ReturnedCopy
from clausework.intake.drafting import Drafted
from clausework.intake.formats import files
from clausework.intake.formats.package import NotReadable
from clausework.intake.structure import drafted
from clausework.model.document import Document
from clausework.model.policy import Adopted, Version
from clausework.query.comparison import Comparison, between
from clausework.render import proofread
from clausework.render.common.templates import templates_for
from clausework.render.hr.redlines import bracketed
from clausework.resolve.local_changes import varied
from clausework.resolve.version import show
from clausework.source.problems import errors
from clausework.workspace.reading import read_file
from clausework.workspace.root import Workspace, read_workspace

_NUMBER = re.compile(r"version (?:[\d.]+ to )?(?P<number>\d[\d.]*\d)")


@dataclass(frozen=True, kw_only=True)
class ReadBackArguments(Arguments):
    """The arguments of `read-back`."""

    files: list[Path]
    school: str | None
    master: bool
    policy: str | None
    version: str | None
    apply: bool
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "read-back", "what readers changed and asked in Word copies", ReadBackArguments, run
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--school", metavar="ID", help="the copy was this school's")
    whose.add_argument("--master", action="store_true", help="the copy was HR's own")
    parser.add_argument("--policy", type=read_id, metavar="ID", help="where the file has lost it")
    parser.add_argument("--version", type=read_number, metavar="VERSION", help="likewise")
    parser.add_argument(
        "--apply", action="store_true", help="write them as local changes, or as HR's draft"
    )
    parser.add_argument("--json", action="store_true", help="print the changes as JSON")


def run(arguments: ReadBackArguments) -> int:
    """Print every edit and comment. Raises UsageError for names that do not exist."""
    read = _read(arguments.files)
    if read is None:
        return PROBLEMS
    if arguments.apply and len(read) > 1:
        raise UsageError("--apply writes the edits of one copy: give one file.")
    workspace = read_workspace(arguments.root.resolve())
    school = arguments.school
    policy, number = _version(workspace, read, arguments)
    faults = compare_options.faults(workspace, school, [policy], number)
    if faults:
        print_problems(faults)
        return PROBLEMS
    compare_options.versions(workspace, policy, number, number, school)
    sent = between(workspace, policy, number, number, school).old
    sent = sent if school is not None else bracketed(sent)
    before = _as_sent(workspace, policy, sent, school)
    copies = []
    for file, received in read.items():
        one = without_removed(received, sent)
        # A comment is on an element here, and no part of a draft.
        found = drafted(replace(one, comments={}))
        came = _returned(workspace, policy, one, found, before, sent)
        if came is None:
            return PROBLEMS
        copies.append(ReturnedCopy(file, came, Comparison(sent, came.document)))
        if arguments.apply:
            if school is None:
                code = _apply_as_draft(workspace, policy, found, before, copies[-1])
            else:
                code = _apply_locally(workspace, school, policy, found, before, copies[-1])
            if code != DONE:
                return code
    if arguments.json:
        print(json.dumps(consultation.as_data(copies, school), indent=2, ensure_ascii=False))
    else:
        print("\n".join(consultation.lines(copies)))
    return DONE


def _read(paths: list[Path]) -> dict[str, FileRead] | None:
    """The copies by the name of their file, None where one cannot be read. Raises UsageError."""
    found = {}
    faults = []
    for path in dict.fromkeys(paths):
        try:
            found[str(path)] = files.load(path)
        except FileNotFoundError as fault:
            raise UsageError(f"There is no file {path}.") from fault
        except NotReadable as fault:
            faults.append(f"{path}: {fault}")
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return None if faults else found


def _version(
    workspace: Workspace, read: Mapping[str, FileRead], arguments: ReadBackArguments
) -> tuple[str, str]:
    """The policy and version that all the copies are of. Raises UsageError."""
    found = {file: _which(workspace, one, arguments) for file, one in read.items()}
    if len({*found.values()}) > 1:
        raise UsageError(
            "The files are copies of several versions: "
            + "; ".join(f"{file} of {' '.join(one)}" for file, one in found.items())
            + ". Read those of each version back together."
        )
    return next(iter(found.values()))


def _which(workspace: Workspace, read: FileRead, arguments: ReadBackArguments) -> tuple[str, str]:
    """The policy and version of a copy: as given, else as its headers say. Raises UsageError."""
    above = " ".join(text for text, where in read.aside if where == "a header")
    titles = {name: one.policy.value.title for name, one in workspace.policies.items()}
    named = [name for name, title in titles.items() if title in above]
    policy = arguments.policy or (max(named, key=lambda name: len(titles[name])) if named else None)
    found = _NUMBER.search(above)
    number = arguments.version or (found["number"] if found else None)
    if policy is None or number is None:
        raise UsageError("The file does not say which version it is: give --policy and --version.")
    return policy, number


def _as_sent(workspace: Workspace, policy: str, sent: Document, school: str | None) -> Drafted:
    """The copy that was sent, as it is read when nobody edited it."""
    templates = templates_for(workspace.root)
    look = export.look_of(workspace, policy, school, templates)
    return drafted(
        files.read("sent.docx", proofread.word(sent, look, templates, "the copy that was sent"))
    )


def _apply_as_draft(
    workspace: Workspace, policy: str, found: Drafted, before: Drafted, copy: ReturnedCopy
) -> int:
    """Write the draft that follows the version which was sent."""
    versions = workspace.policies[policy].versions
    version = versions[copy.comparison.old.version].value
    number = scaffold.next_version(versions)
    made = applied(found, before, version, copy.came.names)
    own = {"follows": version.version} | {
        key: value
        for key, value in version.model_dump(mode="json", exclude_defaults=True).items()
        if key in ("editions", "roles")
    }
    name = f"policy/{policy}/{number}.yaml"
    text = written.version_file(made, number, "a returned copy", own).encode()
    file, problems = read_file(name, Version, {name: text})
    if file is None:
        print_problems(errors(problems))
        return PROBLEMS
    with writing.alone(workspace.root):
        writing.write_all(workspace, {name: text})
    print(f"written: {os.path.relpath(workspace.root / name)}", file=sys.stderr)
    return DONE


def _apply_locally(
    workspace: Workspace,
    school: str,
    policy: str,
    found: Drafted,
    before: Drafted,
    copy: ReturnedCopy,
) -> int:
    """Write the changes as local changes that await the school's decision."""
    sent, came = copy.comparison.old, copy.came
    use = workspace.schools[school].school.value.adopts[policy]
    offered = use.pending if use.pending and use.pending.version == sent.version else use
    version = workspace.policies[policy].versions[sent.version].value
    authors = {
        name: ", ".join(dict.fromkeys(one.author for one in edits))
        for name, edits in came.edits.items()
    }
    edits = local_edits(
        copy.comparison.changes,
        renamed(found, came.names),
        before,
        varied(version, offered.variations)[0],
        offered.variations,
        authors,
    )
    for name in edits.left:
        print(f"not applied, make it by hand: {name}", file=sys.stderr)
    pending = Adopted(version=sent.version, options=offered.options, variations=edits.variations)

    def make(adopts: Any) -> None:
        adopts[policy]["pending"] = edit.written(decisions.offered(pending))

    name = decisions.file_of(school)
    with writing.alone(workspace.root):
        text = {name: decisions.in_school(workspace, school, policy, make)}
        faults = compare_options.faults(
            edit.workspace_after(workspace, text), school, [policy], sent.version
        )
        if faults:
            print_problems(faults)
            return PROBLEMS
        writing.write_all(workspace, text)
    print(f"written: {os.path.relpath(workspace.root / name)}", file=sys.stderr)
    return DONE


def _returned(
    workspace: Workspace,
    policy: str,
    read: FileRead,
    found: Drafted,
    before: Drafted,
    sent: Document,
) -> Returned | None:
    name = f"policy/{policy}/{sent.version}.yaml"
    text = written.version_file(found, sent.version, "a copy").encode()
    file, problems = read_file(name, Version, {name: text})
    if file is None:
        print_problems(errors(problems))
        return None
    came = show(workspace.master(policy), file.value)
    known = {text for text, _ in before.unplaced}
    left = tuple(one for one in found.unplaced if one[0].strip() and one[0] not in known)
    return returned(read, came, sent, left)
