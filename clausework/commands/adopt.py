"""`adopt`: prepare a version for a school's next meeting, with the school's local changes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clausework.authoring import decisions, edit, writing
from clausework.checks.records import differences
from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    choice_options,
    clause_texts,
    compare_options,
    console,
    decision_options,
    dry_run,
    issue_options,
)
from clausework.commands.root_lock import alone
from clausework.model.policy import Adopted, Adoption, Status
from clausework.query.comparison import carried
from clausework.render.common.templates import templates_for
from clausework.resolve.version import resolve
from clausework.source.problems import Problem
from clausework.upgrade.carry import Resolution, Upgrade
from clausework.upgrade.outcome import CarriedChange, Choice, Outcome
from clausework.upgrade.outcome import texts as texts_of
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File


@dataclass(frozen=True, kw_only=True)
class AdoptArguments(Arguments):
    """The arguments of `adopt`: decisions and words, each by clause."""

    school: str
    policy: str
    version: str
    resolve: Sequence[tuple[str, Choice]]
    text: Sequence[tuple[str, Path]]
    option: Sequence[tuple[str, str]]
    dry_run: bool
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    adopt = commands.add(
        "adopt",
        "prepare a version for a school's next meeting, with its local changes",
        AdoptArguments,
        run,
    )
    adopt.add_argument("school", metavar="SCHOOL")
    adopt.add_argument("policy", metavar="POLICY")
    adopt.add_argument("version", metavar="VERSION")
    adopt.add_argument(
        "--resolve",
        type=_resolution,
        action="append",
        default=[],
        metavar="CLAUSE=ours|theirs|edit",
        help="how to decide a local change that cannot be carried: keep it, take the version's "
        "words, or others (--text); once for each",
    )
    adopt.add_argument(
        "--text",
        type=clause_texts.clause_and_file,
        action="append",
        default=[],
        metavar="CLAUSE=FILE",
        help="a file with the words of a clause that is decided by edit; once for each",
    )
    choice_options.add(adopt, "OPTION")
    dry_run.add(adopt)
    adopt.add_argument("--json", action="store_true", help="print what was done as JSON")


@alone
def run(arguments: AdoptArguments) -> int:
    """Write what awaits decision, if nothing must be decided first. Raises UsageError."""
    resolutions = _resolutions(arguments)
    workspace = read_workspace(arguments.root.resolve())
    faults = _faults(_without_pending(workspace, arguments), arguments)
    if faults:
        return decision_options.refuse(faults)
    use = workspace.schools[arguments.school].school.value.adopts.get(arguments.policy)
    _may_be_adopted(workspace, arguments, use)
    files_of = workspace.policies[arguments.policy]
    policy, version = files_of.policy.value, files_of.versions[arguments.version].value
    options = choice_options.chosen(policy, use.options if use else {}, arguments.option)
    if use is None:
        found, pending = Upgrade(()), Adopted(version=arguments.version, options=options)
    else:
        school = workspace.schools[arguments.school].school.value
        found = carried(workspace, school, arguments.policy, use, arguments.version, resolutions)
        pending = Adopted(version=arguments.version, options=options, variations=found.variations)
    choice_options.must_be_chosen(policy, version, pending)
    _must_be_open(resolutions, found)
    files: dict[str, bytes] = {}
    if not found.conflicts:
        try:
            files = _files(workspace, arguments, use, pending)
        except edit.NotEditable as fault:
            if use is not None and use.pending is not None:
                print(
                    f"To offer {arguments.version}, the version that awaits decision must be "
                    "deleted, and it has remarks of yours: delete pending: of this policy first.",
                    file=sys.stderr,
                )
            return issue_options.not_editable(fault)
        faults = _faults(edit.workspace_after(workspace, files), arguments)
        if faults:
            return decision_options.refuse(faults)
        if arguments.dry_run:
            done = _data(arguments, use, found, {})
            return decision_options.show(workspace, files, done, as_json=arguments.json)
        writing.write_all(workspace, files)
    if arguments.json:
        issue_options.report(_data(arguments, use, found, files))
    else:
        console.print_styled(_text(workspace, arguments, use, found, files))
    return PROBLEMS if found.conflicts else DONE


def _faults(workspace: Workspace, arguments: AdoptArguments) -> list[Problem]:
    school, version = arguments.school, arguments.version
    return compare_options.faults(workspace, school, [arguments.policy], version)


def _without_pending(workspace: Workspace, arguments: AdoptArguments) -> Workspace:
    """A tree without what awaits decision, which is replaced, faults included."""
    files = workspace.schools.get(arguments.school)
    if files is None or arguments.policy not in files.school.value.adopts:
        return workspace
    school = files.school.value
    use = school.adopts[arguments.policy]
    adopts = {**school.adopts, arguments.policy: use.replaced(pending=None)}
    file = File(files.school.source, school.replaced(adopts=adopts))
    schools = {**workspace.schools, arguments.school: replace(files, school=file)}
    return replace(workspace, schools=schools, entries={})


def _resolution(text: str) -> tuple[str, Choice]:
    clause, _, choice = text.partition("=")
    if not clause or choice not in {*Choice}:
        raise argparse.ArgumentTypeError(
            "write the id of the clause, =, and ours, theirs or edit: keep-private=ours"
        )
    return clause, Choice(choice)


def _resolutions(arguments: AdoptArguments) -> dict[str, Resolution]:
    """The decisions by clause.

    Raises UsageError where an edit has no words, or words have no edit.
    """
    choices: dict[str, Choice] = dict(arguments.resolve)
    words = {clause: tuple(clause_texts.paragraphs_in(path)) for clause, path in arguments.text}
    for clause, choice in choices.items():
        if choice is Choice.EDIT and clause not in words:
            raise UsageError(
                f"Write the new words of {clause} into a text file, and name it: "
                f"--text {clause}=FILE. Nothing was written."
            )
    for clause in words:
        if choices.get(clause) is not Choice.EDIT:
            raise UsageError(
                f"With --text {clause}=…, write --resolve {clause}=edit as well. Nothing was "
                "written."
            )
    return {clause: Resolution(choice, words.get(clause, ())) for clause, choice in choices.items()}


def _may_be_adopted(workspace: Workspace, arguments: AdoptArguments, use: Adoption | None) -> None:
    """Raises UsageError with the reason where the version may not be adopted."""
    version = issue_options.known(workspace, arguments.policy, arguments.version)[1].value
    what = f"Version {version.version} of {arguments.policy}"
    if version.status not in (Status.PROPOSED, Status.RELEASED):
        why = {
            Status.DRAFT: "is a draft: a school can look at it once HR has proposed it.",
            Status.WITHDRAWN: "was withdrawn by HR, and can no longer be adopted.",
        }
        raise UsageError(f"{what} {why[version.status]} Nothing was written.")
    if use is None or use.version != version.version:
        return
    if use.approved is None:
        raise UsageError(
            f"{what} is already the school's draft at {arguments.school}. Nothing was written."
        )
    files = workspace.schools[arguments.school]
    kept = files.on_record(arguments.policy, use)
    today = resolve(workspace.master(arguments.policy), version, files.school.value, use)[0]
    if kept is not None and not differences(kept.record.document, today):
        raise UsageError(
            f"{what} is in use at {arguments.school}, and today's words are those that were "
            "approved. Nothing was written."
        )


def _must_be_open(resolutions: Mapping[str, Resolution], found: Upgrade) -> None:
    """Raises UsageError for a decision on a clause that needs none."""
    asked = {one.variation.target for one in found.fared if one.choices}
    for clause in resolutions:
        if clause not in asked:
            there = f"these do: {', '.join(sorted(asked))}" if asked else "none does"
            raise UsageError(
                f'No local change of "{clause}" awaits a decision; {there}. Nothing was written.'
            )


def _files(
    workspace: Workspace, arguments: AdoptArguments, use: Adoption | None, pending: Adopted
) -> dict[str, bytes]:
    """The school's file with what awaits decision, or as its first draft. Raises NotEditable."""
    name = decisions.file_of(arguments.school)
    path = ("adopts", arguments.policy)
    if use is None:
        return {name: edit.put(name, workspace.files[name], path, decisions.offered(pending))}

    def make(adopts: Any) -> None:
        adopts[arguments.policy]["pending"] = edit.written(decisions.offered(pending))

    return {name: edit.change(name, workspace.files[name], path, make)}


def _text(
    workspace: Workspace,
    arguments: AdoptArguments,
    use: Adoption | None,
    found: Upgrade,
    files: Mapping[str, bytes],
) -> str:
    policy = workspace.policies[arguments.policy]
    return templates_for(workspace.root).text(
        "text/adopt.txt.j2",
        school=workspace.schools[arguments.school].school.value,
        policy=policy.policy.value,
        version=policy.versions[arguments.version].value,
        use=use,
        changes={fate.value: [one for one in found.fared if one.fate is fate] for fate in Outcome},
        numbers=_numbers(workspace, arguments, use) if use is not None else {},
        words=_words,
        written=[os.path.relpath(workspace.root / name) for name in files],
    )


def _numbers(
    workspace: Workspace, arguments: AdoptArguments, use: Adoption
) -> dict[str, str | None]:
    """The numbers of the clauses in the school's copy, by their ids."""
    older = workspace.policies[arguments.policy].versions[use.version].value
    school = workspace.schools[arguments.school].school.value
    document = resolve(workspace.master(arguments.policy), older, school, use)[0]
    return {node.id: node.number for node in document.nodes()}


def _words(fared: CarriedChange) -> str:
    """All the words of a local change in the new version."""
    return "\n".join(text for one in fared.result for text in texts_of(one))


def _data(
    arguments: AdoptArguments,
    use: Adoption | None,
    found: Upgrade,
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    return {
        "school": arguments.school,
        "policy": arguments.policy,
        "from": use and use.version,
        "to": arguments.version,
        "local_changes": [
            {
                "id": one.variation.target,
                "fate": one.fate.value,
                "why": one.why,
                "before": one.base,
                "ours": one.ours,
                "theirs": one.theirs,
                "choices": [choice.value for choice in one.choices],
                "result": [edit.entry(result) for result in one.result],
            }
            for one in found.fared
        ],
        "written": list(files),
    }
