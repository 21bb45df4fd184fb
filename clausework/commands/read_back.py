"""`read-back`: what the readers of a Word copy changed in it, and what they asked."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clausework.authoring import decisions, edit, writing
from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    compare_options,
    export,
)
from clausework.commands.console import print_problems
from clausework.commands.new_options import read_id, read_number
from clausework.diff.changes import Change
from clausework.diff.words import Piece
from clausework.intake import written
from clausework.intake.blocks import FileRead
from clausework.intake.copies.applied import applied, renamed
from clausework.intake.copies.local import local_edits
from clausework.intake.copies.returned import Returned, returned
from clausework.intake.drafting import Drafted
from clausework.intake.formats import files
from clausework.intake.formats.package import NotReadable
from clausework.intake.structure import drafted
from clausework.model.document import Document
from clausework.model.policy import Adopted, Version, age
from clausework.query.comparison import Comparison, between, data
from clausework.render import proofread
from clausework.render.common.letterhead import letterhead
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

    file: Path
    school: str | None
    master: bool
    policy: str | None
    version: str | None
    apply: bool
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "read-back", "what readers changed and asked in a Word copy", ReadBackArguments, run
    )
    parser.add_argument("file", type=Path, metavar="FILE")
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
    try:
        read = files.load(arguments.file)
    except FileNotFoundError as fault:
        raise UsageError(f"There is no file {arguments.file}.") from fault
    except NotReadable as fault:
        print(f"{arguments.file}: {fault}", file=sys.stderr)
        return PROBLEMS
    workspace = read_workspace(arguments.root.resolve())
    policy, number = _which(workspace, read, arguments)
    faults = compare_options.faults(workspace, arguments.school, [policy], number)
    if faults:
        print_problems(faults)
        return PROBLEMS
    compare_options.versions(workspace, policy, number, number, arguments.school)
    sent = between(workspace, policy, number, number, arguments.school).old
    sent = sent if arguments.school is not None else bracketed(sent)
    found = drafted(read)
    came = _returned(workspace, policy, read, found, sent)
    if came is None:
        return PROBLEMS
    comparison = Comparison(sent, came.document)
    if arguments.apply:
        school = arguments.school
        if school is None:
            done = _applied(workspace, policy, found, came, sent)
        else:
            done = _local(workspace, school, policy, found, came, comparison)
        if not done:
            return PROBLEMS
    if arguments.json:
        print(json.dumps(_data(comparison, came, arguments.school), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(comparison, came)))
    return DONE


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


def _applied(
    workspace: Workspace, policy: str, found: Drafted, came: Returned, sent: Document
) -> bool:
    """Write the draft that follows the version which was sent; whether it is valid."""
    templates = templates_for(workspace.root)
    versions = workspace.policies[policy].versions
    version = versions[sent.version].value
    number = f"{max(age(one)[0] for one in versions) + 1}.0"
    look = export.letterhead_of(workspace.policies[policy].policy.value.owner, templates)
    copy = files.read("sent.docx", proofread.word(sent, look, templates, "the copy that was sent"))
    made = applied(found, drafted(copy), version, came.names)
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
        return False
    with writing.alone(workspace.root):
        writing.write_all(workspace, {name: text})
    print(f"written: {os.path.relpath(workspace.root / name)}", file=sys.stderr)
    return True


def _local(
    workspace: Workspace,
    school: str,
    policy: str,
    found: Drafted,
    came: Returned,
    comparison: Comparison,
) -> bool:
    """Write the changes as local changes that await the school's decision; whether they fit."""
    templates = templates_for(workspace.root)
    sent = comparison.old
    own = workspace.schools[school]
    use = own.school.value.adopts[policy]
    offered = use.pending if use.pending and use.pending.version == sent.version else use
    version = workspace.policies[policy].versions[sent.version].value
    look = letterhead(own.school.value, own.logo, templates)
    copy = files.read("sent.docx", proofread.word(sent, look, templates, "the copy that was sent"))
    authors = {
        name: ", ".join(dict.fromkeys(one.author for one in edits))
        for name, edits in came.edits.items()
    }
    edits = local_edits(
        comparison.changes,
        renamed(found, came.names),
        drafted(copy),
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
            return False
        writing.write_all(workspace, text)
    print(f"written: {os.path.relpath(workspace.root / name)}", file=sys.stderr)
    return True


def _returned(
    workspace: Workspace, policy: str, read: FileRead, found: Drafted, sent: Document
) -> Returned | None:
    name = f"policy/{policy}/{sent.version}.yaml"
    text = written.version_file(found, sent.version, "a copy").encode()
    file, problems = read_file(name, Version, {name: text})
    if file is None:
        print_problems(errors(problems))
        return None
    came = show(workspace.master(policy), file.value)
    return returned(read, came, sent, tuple(found.unplaced))


def _data(comparison: Comparison, came: Returned, school: str | None) -> dict[str, Any]:
    """The changes in the form of `diff --json`, with who made them and what was asked."""
    whole = data(comparison, school)
    for change in whole["changes"]:
        edits = came.edits.get(change["id"], ())
        change["edits"] = [{"author": one.author, "day": one.day or None} for one in edits]
    asked = [{"id": one.id, "text": one.text, "author": one.author} for one in came.asked]
    unplaced = [{"text": text, "where": where} for text, where in came.unplaced if text]
    return whole | {"comments": asked, "unplaced": unplaced}


def _lines(comparison: Comparison, came: Returned) -> Iterator[str]:
    changes = [one for one in comparison.changes if one.kind != "renumbered"]
    count = len(changes)
    yield f"{count or 'No'} {'change' if count == 1 else 'changes'} of the text."
    for change in changes:
        yield ""
        authors = ", ".join(
            f"{one.author} {one.day}".strip() for one in came.edits.get(change.id, ())
        )
        by = f" by {authors}" if authors else ""
        yield f"{change.number_after or change.number_before}  {change.kind}{by}"
        yield f"  {_shown(change)}"
    yield ""
    yield f"{len(came.asked) or 'No'} {'comment' if len(came.asked) == 1 else 'comments'}."
    numbers = comparison.new.numbers
    for one in came.asked:
        yield f"  {numbers.get(one.id or '', 'no clause')}  {one.author}: {one.text}"


def _shown(change: Change) -> str:
    return "".join(map(_piece, change.words))


def _piece(piece: Piece) -> str:
    around = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}[piece.kind]
    return around.format(piece.text)
