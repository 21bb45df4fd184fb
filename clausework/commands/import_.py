"""`import`: a policy from another program's file, as a draft of a version."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clausework.authoring import scaffold, writing
from clausework.checks.typed.sources import named_sources
from clausework.commands import DONE, PROBLEMS, Arguments, Commands, UsageError, clock
from clausework.commands.console import print_problems
from clausework.commands.new_options import read_id, read_number
from clausework.intake import written
from clausework.intake.copies.applied import renamed
from clausework.intake.copies.returned import continued
from clausework.intake.drafting import Drafted, all_with_ids
from clausework.intake.formats import files
from clausework.intake.formats.package import NotReadable
from clausework.intake.references import refer
from clausework.intake.report import IntakeReport, report
from clausework.intake.structure import drafted
from clausework.model.inline import plain
from clausework.model.policy import Version, age
from clausework.render.common.templates import templates_for
from clausework.resolve.version import show
from clausework.source.problems import Problem, errors
from clausework.workspace.reading import read_file
from clausework.workspace.root import Workspace, read_workspace

OWNER = "Human Resources"


@dataclass(frozen=True, kw_only=True)
class ImportArguments(Arguments):
    """The arguments of `import`."""

    file: Path
    policy: str
    version: str | None
    title: str | None
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "import", "make a draft of a Word, HTML, Markdown or text file", ImportArguments, run
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--policy", type=read_id, required=True, metavar="ID")
    parser.add_argument("--version", type=read_number, metavar="VERSION", help="default: the next")
    parser.add_argument("--title", metavar="WORDS", help="default: the title in the file")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: ImportArguments) -> int:
    """Write the draft, and print what became of the words of the file. Raises UsageError."""
    try:
        found = drafted(files.load(arguments.file))
    except FileNotFoundError as fault:
        raise UsageError(f"There is no file {arguments.file}.") from fault
    except NotReadable as fault:
        print(f"{arguments.file}: {fault} Nothing was written.", file=sys.stderr)
        return PROBLEMS
    if not (found.sections or found.appendices or found.preamble):
        print(f"{arguments.file}: It has no text. Nothing was written.", file=sys.stderr)
        return PROBLEMS
    return _put(found, arguments)


def _put(found: Drafted, arguments: ImportArguments) -> int:
    with writing.alone(arguments.root.resolve()):
        return _written(read_workspace(arguments.root.resolve()), found, arguments)


def _written(workspace: Workspace, found: Drafted, arguments: ImportArguments) -> int:
    policy = arguments.policy
    previous = _previous(workspace, policy)
    number = arguments.version or scaffold.next_version([previous.version] if previous else [])
    path = f"policy/{policy}/{number}.yaml"
    if path in workspace.entries:
        raise UsageError(f"{path} is there already: name another --version.")
    _complete(found)
    made = dict(_around(workspace, policy, found.title, arguments))
    made |= _pictures(found, policy, number)
    made[path] = written.version_file(found, number, arguments.file.name).encode()
    value, problems = read_file(path, Version, made)
    if value is not None and previous is not None:
        found = _as_before(workspace, policy, found, previous, value.value)
        made[path] = written.version_file(found, number, arguments.file.name).encode()
        value, problems = read_file(path, Version, made)
    if value is None:
        print_problems(errors(problems))
        return PROBLEMS
    terms = workspace.terms.value.root if workspace.terms is not None else {}
    schools = [one.name for one in workspace.named.values()]
    refer(found, value.value)
    made[path] = written.version_file(found, number, arguments.file.name).encode()
    said = report(found, value.value, terms, schools, _named(workspace, path, made))
    writing.write_all(workspace, made)
    if arguments.json:
        print(json.dumps({"version": path, **said.data}, indent=2, ensure_ascii=False))
    else:
        print(f"written: {os.path.relpath(workspace.root / path)}")
        print(_words(said))
    return DONE


def _complete(found: Drafted) -> None:
    """Give a draft without a section one, because a version has at least one."""
    if not found.sections:
        clauses, found.preamble = found.preamble, []
        title = found.title or "Policy"
        found.sections.append({"id": "the-whole", "title": title, "clauses": clauses})
        found.choices.append((title, "there was no heading: the text is one section"))


def _as_before(
    workspace: Workspace, policy: str, found: Drafted, previous: Version, version: Version
) -> Drafted:
    """A draft whose elements have the ids that those which they continue have in a version."""
    master = workspace.master(policy)
    old, new = show(master, previous), show(master, version)
    names = continued(old, new)
    there = old.numbers
    for node in new.nodes():
        if node.id in names:
            number = there[names[node.id]] or names[node.id]
            said = plain(node.text)[:80] or node.label
            found.choices.append((said, f"it continues {number} of {previous.version}"))
    return renamed(found, names)


def _previous(workspace: Workspace, policy: str) -> Version | None:
    """The newest version of a policy."""
    there = workspace.policies[policy].versions if policy in workspace.policies else {}
    last = max(there, key=age, default=None)
    return there[last].value if last is not None else None


def _named(workspace: Workspace, path: str, made: Mapping[str, bytes]) -> Iterator[Problem]:
    """What the check of law and guidance named in words says of a draft."""
    file, _ = read_file(path, Version, made)
    if file is not None and workspace.authorities is not None:
        for finding in named_sources(file, workspace.authorities.value):
            yield finding.problem


def _pictures(found: Drafted, policy: str, number: str) -> dict[str, bytes]:
    """The pictures of a draft, under names that no other version has."""
    for figure in (one["figure"] for one in all_with_ids(found.parts) if "figure" in one):
        figure["file"] = f"{number}-{figure['file']}"
    return {f"policy/{policy}/{number}-{name}": data for name, data in found.pictures.items()}


def _around(
    workspace: Workspace, policy: str, title: str | None, arguments: ImportArguments
) -> dict[str, bytes]:
    """The files that a draft needs besides its own, as far as they are not there."""
    owners = Counter(one.policy.value.owner for one in workspace.policies.values())
    owner = owners.most_common(1)[0][0] if owners else OWNER
    named = arguments.title or title or policy.replace("-", " ").capitalize()
    files = scaffold.policy_files(policy, named, owner, "adapt", templates_for(workspace.root))
    own = f"policy/{policy}/policy.yaml"
    needed = {
        own: files[own],
        "policy/authorities.yaml": f"looked_on: {clock.today()}\nauthorities: {{}}\n".encode(),
        "policy/terms.yaml": b"{}\n",
    }
    return {name: data for name, data in needed.items() if name not in workspace.entries}


def _words(said: IntakeReport) -> str:
    left = sum(len(text.split()) for text, _ in said.unplaced)
    lines = [f"{said.placed} words are in the draft, {left} are not."]
    if said.unplaced:
        lines += ["", "Not in the draft:"]
        lines += [f"  {where}: {text}" for text, where in said.unplaced]
    if said.choices:
        lines += ["", "Look at:"]
        lines += [f"  {where}: {what}" for where, what in said.choices]
    if said.offers:
        lines += ["", "These words vary by school, and could be printed for each:"]
        lines += [f"  {one.text}, {_times(one.times)}: {one.fill}" for one in said.offers]
    if said.sources:
        lines += ["", "Law and guidance that it names, and does not cite:"]
        lines += [f"  line {one.line}: {one.what}: {one.fix}" for one in said.sources]
    return "\n".join(lines)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
