"""`release`: issue a proposed version; from then on its file never changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clausework.authoring import edit
from clausework.checks import not_confirmed
from clausework.commands import PROBLEMS, Commands, UsageError, console, issue_options, typed
from clausework.commands.root_lock import alone
from clausework.model.decisions import Consultation, Release
from clausework.model.policy import Reason, Status, Version
from clausework.render.common.templates import templates_for
from clausework.render.hr.notice import release_notices, uses
from clausework.source import problems
from clausework.source.problems import Place, Problem
from clausework.store.findings import checked
from clausework.workspace.root import PolicyFiles, read_workspace
from clausework.workspace.schema import File

_Question = tuple[Place, Reason]


@dataclass(frozen=True, kw_only=True)
class ReleaseArguments(issue_options.IssueArguments):
    """The arguments of `release`."""

    union: Sequence[Consultation]
    effective: date | None


def add(commands: Commands) -> None:
    """Add the command."""
    release = issue_options.add(
        commands,
        "release",
        "issue a proposed version, and draft the notice to schools",
        ReleaseArguments,
        run,
    )
    release.add_argument(
        "--union",
        type=_consultation,
        action="append",
        default=[],
        metavar='"NAME: OUTCOME"',
        help="a trade union that was consulted; once for each",
    )
    release.add_argument(
        "--effective",
        type=typed.day,
        metavar="DATE",
        help="from when schools are to apply it",
    )


@alone
def run(arguments: ReleaseArguments) -> int:
    """Release the version, unless the master has errors or questions are open."""
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(checked(workspace), arguments.policy)
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    policy, version = issue_options.known(workspace, arguments.policy, arguments.version)
    _may_be_released(policy, version.value, arguments)
    master = workspace.master(arguments.policy)
    unsaid = not_confirmed(master, policy.versions, version)
    questions = _questions(version)
    if unsaid or questions:
        return _ask(unsaid, questions, as_json=arguments.json)
    release = Release(
        by=arguments.by,
        on=arguments.on,
        consulted=tuple(arguments.union),
        effective=arguments.effective,
        because=arguments.because,
    )
    name, number = arguments.policy, arguments.version
    releases = {**policy.policy.value.releases, number: release}
    found = issue_options.new_days(policy, releases=releases)
    issue_options.must_be_possible(arguments.on, found, arguments.because)
    try:
        files = edit.released(workspace, name, number, release)
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    notices = release_notices(workspace, name, number, release, templates_for(workspace.root))
    done = {
        "policy": name,
        "version": number,
        "digest": edit.digest_of(workspace, name, number, files[version.source.name]),
        "release": release.model_dump(mode="json"),
        "uses": {school: use.adoption.version for school, use in uses(workspace, name).items()},
    }
    return issue_options.carry_out(arguments, workspace, notices, files, done)


def _consultation(text: str) -> Consultation:
    union, colon, outcome = (part.strip() for part in " ".join(text.split()).partition(":"))
    if not (union and colon and outcome):
        raise argparse.ArgumentTypeError('write the union, a colon and the outcome: "NEU: agreed"')
    return Consultation(union=union, outcome=outcome)


def _may_be_released(policy: PolicyFiles, version: Version, arguments: ReleaseArguments) -> None:
    """Raises UsageError, which says what to do instead, where the version may not be released."""
    number, what = version.version, f"Version {version.version} of {policy.policy.value.id}"
    if number in policy.policy.value.released:
        on = f" on {version.issued}" if version.issued else ""
        raise UsageError(
            f"{what} was released{on}, and a released version never changes. A correction is a new "
            f"version: `new version {policy.policy.value.id} NUMBER --from {number}` drafts it. "
            "Give each change its reason, write status: proposed, and release that."
        )
    if version.status is Status.PROPOSED:
        return
    if version.status is not Status.RELEASED:
        raise UsageError(
            f"{what} is {version.status}. Only a proposed version is released: write status: "
            "proposed when it is ready for schools and trade unions to read."
        )
    # A release stopped between its two files: the version is released, without a record.
    if version.issued not in (None, arguments.on):
        raise UsageError(
            f"{what} says that it was issued on {version.issued}, and policy.yaml has no record of "
            f"it. To complete that release, write --on {version.issued}."
        )


def _questions(version: File[Version]) -> list[_Question]:
    """What HR must still decide on a version."""
    return [
        (version.source.place(("changes", index, "question"), key=True), reason)
        for index, reason in enumerate(version.value.changes)
        if reason.question is not None
    ]


def _ask(unsaid: Sequence[Problem], questions: Sequence[_Question], *, as_json: bool) -> int:
    """Print what HR must still say or decide before it issues a version, and return the status."""
    if as_json:
        rows = [
            {"path": p.path, "line": p.line, "clause": r.clause, "question": r.question}
            for p, r in questions
        ]
        found = [problems.as_data(problem) for problem in unsaid]
        issue_options.report({"problems": found, "questions": rows})
        return PROBLEMS
    console.print_problems(unsaid)
    for place, reason in questions:
        words = " ".join(str(reason.question).split())
        print(f"{place.path}:{place.line}: {reason.clause}: {words}", file=sys.stderr)
    if questions:
        print(
            f"\nQuestions that are still open: {len(questions)}. A released version never changes, "
            "so they would stay open in it for good. Decide each: change the clause where the "
            "answer asks for it, say in its reason: what was decided, and delete the question:. "
            "Then run release again.",
            file=sys.stderr,
        )
    print("Nothing was written.", file=sys.stderr)
    return PROBLEMS
