"""Corrections of what HR decided on a version: its release, or its withdrawal."""

from __future__ import annotations

from collections.abc import Iterator

from clausework.authoring import corrections, edit
from clausework.commands import UsageError, issue_options
from clausework.commands.correct_options import (
    CorrectArguments,
    carry_out,
    correction,
    refuse_unreadable,
)
from clausework.model.decisions import Release, Withdrawal
from clausework.records.corrections import Recorded
from clausework.records.in_force import row
from clausework.workspace.root import PolicyFiles, Workspace, read_workspace


def run(arguments: CorrectArguments) -> int:
    """Correct it, unless schools rest on it. Raises UsageError."""
    workspace = read_workspace(arguments.root.resolve())
    refused = refuse_unreadable(workspace, None, arguments.first)
    if refused is not None:
        return refused
    name, number = arguments.first, arguments.second
    policy, _ = issue_options.known(workspace, name, number)
    try:
        if arguments.release:
            was, now, files = _release(workspace, policy, arguments)
        else:
            was, now, files = _withdrawal(workspace, policy, arguments)
        made = correction(arguments, was, now)
        noted = corrections.noted(workspace, corrections.of_version(name, number), made)
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    return carry_out(arguments, workspace, {**noted, **files}, made, None)


def _release(
    workspace: Workspace, policy: PolicyFiles, arguments: CorrectArguments
) -> tuple[Recorded, Recorded | None, dict[str, bytes]]:
    name, number = arguments.first, arguments.second
    was = policy.policy.value.releases.get(number)
    if was is None:
        raise UsageError(f"No release of version {number} of {name} is on record.")
    schools = sorted(_schools_with(workspace, name, number))
    if schools:
        raise UsageError(
            f"Schools have version {number} of {name}: {', '.join(schools)}. What they adopted "
            "says when it was issued, so its release stays as it is on record. Nothing was written."
        )
    if arguments.annul:
        files = corrections.release_taken_back(workspace, name, number)
        return Recorded(release=was), None, files
    now = Release.model_validate({**dict(was), **arguments.of_entry})
    if now == was:
        raise _nothing()
    releases = {**policy.policy.value.releases, number: now}
    found = issue_options.new_days(policy, releases=releases)
    issue_options.must_be_possible(now.on, found, arguments.because)
    files = edit.released(workspace, name, number, now)
    return Recorded(release=was), Recorded(release=now), files


def _withdrawal(
    workspace: Workspace, policy: PolicyFiles, arguments: CorrectArguments
) -> tuple[Recorded, Recorded | None, dict[str, bytes]]:
    name, number = arguments.first, arguments.second
    was = policy.policy.value.withdrawn.get(number)
    if was is None:
        raise UsageError(f"No withdrawal of version {number} of {name} is on record.")
    if arguments.annul:
        files = corrections.withdrawal_taken_back(workspace, name, number)
        return Recorded(withdrawal=was), None, files
    now = Withdrawal.model_validate({**dict(was), **arguments.of_entry})
    if now == was:
        raise _nothing()
    withdrawn = {**policy.policy.value.withdrawn, number: now}
    found = issue_options.new_days(policy, withdrawn=withdrawn)
    issue_options.must_be_possible(now.on, found, arguments.because)
    files = edit.withdrawn(workspace, name, number, now)
    return Recorded(withdrawal=was), Recorded(withdrawal=now), files


def _nothing() -> UsageError:
    return UsageError("This is what is on record already. Nothing was written.")


def _schools_with(workspace: Workspace, policy: str, number: str) -> Iterator[str]:
    """The schools that have, had or are to decide on a version, and those that cannot be read."""
    yield from workspace.faulty_schools
    for name, files in workspace.schools.items():
        adoption = files.school.value.adopts.get(policy)
        if adoption is None:
            continue
        had = {one.version for one in row(adoption)}
        had |= {one.version for one in adoption.decisions}
        had |= {key[1].partition("+")[0] for key in files.records if key[0] == policy}
        if adoption.pending is not None:
            had.add(adoption.pending.version)
        if number in had:
            yield name
