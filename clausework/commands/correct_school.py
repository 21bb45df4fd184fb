"""Corrections of what a school decided: an approval, or a decision that left all unchanged."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date

from clausework.authoring import corrections, edit
from clausework.checks.records import OnRecord, recorded
from clausework.commands import UsageError, decision_options, issue_options
from clausework.commands.correct_options import (
    CorrectArguments,
    carry_out,
    correction,
    refuse_unreadable,
)
from clausework.model.decisions import Approval, Decision
from clausework.model.policy import Adopted, Adoption
from clausework.records import in_force
from clausework.records.corrections import Correction, Recorded
from clausework.records.record import free_name
from clausework.workspace.root import SchoolFiles, Workspace, read_workspace


def run(arguments: CorrectArguments) -> int:
    """Correct it. Raises UsageError."""
    workspace = read_workspace(arguments.root.resolve())
    name, policy = arguments.first, arguments.second
    if name not in {*workspace.schools, *workspace.faulty_schools}:
        raise UsageError(f'unknown school "{name}"; there are: {", ".join(workspace.schools)}')
    refused = refuse_unreadable(workspace, name, policy)
    if refused is not None:
        return refused
    issue_options.known_policy(workspace, policy)
    adoption = workspace.schools[name].school.value.adopts.get(policy)
    if adoption is None:
        raise UsageError(f"{name} does not use {policy}. Nothing was written.")
    try:
        if arguments.decision == "approved":
            made, files = _approval(workspace, arguments, adoption)
        else:
            made, files = _decision(workspace, arguments, adoption)
    except edit.NotEditable as fault:
        if arguments.annul:
            print(
                "What is taken back is deleted from this file, and it has remarks of yours: move "
                "them first.",
                file=sys.stderr,
            )
        return issue_options.not_editable(fault)
    return carry_out(arguments, workspace, files, made, name)


@dataclass(frozen=True)
class _Entry:
    """An approval in a school's file: its place in the history, None for what is in use."""

    at: int | None
    adopted: Adopted


def _approval(
    workspace: Workspace, arguments: CorrectArguments, adoption: Adoption
) -> tuple[Correction | None, dict[str, bytes]]:
    """The correction, None where only the school's file must follow the record, and the files."""
    school, policy = arguments.first, arguments.second
    files = workspace.schools[school]
    kept, found = _on_record(files, arguments, adoption)
    base = kept.last if kept else found.adopted.approved if found else None
    if arguments.annul:
        return _taken_back(workspace, arguments, adoption, kept, found)
    assert base is not None, "`_on_record` raises"
    now = _put_right(arguments, base)
    if found is None:
        assert kept is not None, "`_on_record` raises"
        return _put_back(workspace, arguments, adoption, kept, now)
    next_review = arguments.next_review
    if (now, next_review or found.adopted.next_review) == (
        found.adopted.approved,
        found.adopted.next_review,
    ) and now == base:
        raise UsageError("This is what is on record already. Nothing was written.")
    changed = corrections.approval_put_right(workspace, school, policy, found.at, now, next_review)
    _must_be_possible(workspace, arguments, changed, now.on)
    review = found.adopted.next_review
    if now == base and (next_review in (None, review)):
        return None, changed
    version = found.adopted.version
    made = correction(
        arguments,
        Recorded(adopted=Adopted(version=version, approved=base), next_review=review),
        Recorded(adopted=Adopted(version=version, approved=now), next_review=next_review or review),
    )
    name = kept.name if kept else _new_name(workspace, arguments, version)
    noted = corrections.noted(workspace, corrections.of_school(school, policy, name), made)
    return made, {**noted, **changed}


def _on_record(
    files: SchoolFiles, arguments: CorrectArguments, adoption: Adoption
) -> tuple[OnRecord | None, _Entry | None]:
    """The approval that is meant, on record and in the school's file. Raises UsageError."""
    row = in_force.row(adoption)
    places = [*range(len(adoption.history)), None]
    entries = [_Entry(at, one) for at, one in zip(places, row, strict=True)]
    version = arguments.version or adoption.version
    left = [one for one in entries if one.adopted.version == version and one.adopted.approved]
    pairs: list[tuple[OnRecord | None, _Entry | None]] = []
    kept = [one for one in recorded(files, arguments.second) if one.version == version]
    for one in kept:
        same = [entry for entry in left if entry.adopted.approved == (one.now or one.last)]
        if same:
            left.remove(same[0])
        if same or one.now is not None:
            pairs.append((one, same[0] if same else None))
    # What is on record otherwise than in the school's file belongs to an entry without a record.
    pairs = [(one, entry or (left.pop() if left else None)) for one, entry in pairs]
    pairs += [(None, entry) for entry in left]
    if arguments.recorded_on is not None:
        pairs = [pair for pair in pairs if _day(*pair) == arguments.recorded_on]
    if not pairs:
        day = f" on {arguments.recorded_on}" if arguments.recorded_on else ""
        raise UsageError(
            f"No approval of version {version} of {arguments.second}{day} is on record at "
            f"{arguments.first}. Nothing was written."
        )
    return max(pairs, key=lambda pair: _day(*pair) or date.min)


def _day(kept: OnRecord | None, found: _Entry | None) -> date | None:
    approval = kept.last if kept else found.adopted.approved if found else None
    return approval.on if isinstance(approval, Approval) else None


def _put_right(arguments: CorrectArguments, base: object) -> Approval:
    if isinstance(base, Approval):
        return Approval.model_validate({**dict(base), **arguments.of_entry})
    if arguments.by is None or arguments.on is None:
        raise UsageError(
            "Of this approval nothing is on record. Say both --by and --on. Nothing was written."
        )
    return Approval.model_validate(arguments.of_entry)


def _put_back(
    workspace: Workspace,
    arguments: CorrectArguments,
    adoption: Adoption,
    kept: OnRecord,
    now: Approval,
) -> tuple[Correction | None, dict[str, bytes]]:
    """An approval on record that the school's file has lost, back in its history."""
    school, policy = arguments.first, arguments.second
    if now != kept.last:
        raise UsageError(
            f"{school}'s file has lost this approval: put it back first, as it is on record, and "
            "then correct it. `check` has the command. Nothing was written."
        )
    if isinstance(adoption.approved, Approval) and adoption.approved.on < now.on:
        raise UsageError(
            f"{school}'s file has lost the approval that it has in use. Restore the file, or "
            f"write it there: version {kept.version}, as on record. Nothing was written."
        )
    if adoption.approved is None:
        raise UsageError(
            "This approval was interrupted: `approve` completes it. `check` has the command. "
            "Nothing was written."
        )
    record = workspace.schools[school].records[policy, kept.name].record
    earlier = [one.approved for one in adoption.history]
    at = sum(not isinstance(one, Approval) or one.on <= now.on for one in earlier)
    adopted = record.adopted.replaced(approved=now)
    return None, corrections.approval_put_back(workspace, school, policy, at, adopted)


def _taken_back(
    workspace: Workspace,
    arguments: CorrectArguments,
    adoption: Adoption,
    kept: OnRecord | None,
    found: _Entry | None,
) -> tuple[Correction | None, dict[str, bytes]]:
    school, policy = arguments.first, arguments.second
    if found is None:
        raise UsageError(
            f"{school}'s file has no such approval. `check` says how to complete it or put it "
            "back; then it can be taken back. Nothing was written."
        )
    adopted = found.adopted
    approval = adopted.approved
    if not isinstance(approval, Approval):
        raise UsageError(
            "That no record of its approval was found is not a decision, and cannot be taken back. "
            "Nothing was written."
        )
    after = [
        one
        for one in adoption.decisions
        if (one.outcome, one.version) == ("unchanged", adopted.version) and one.on >= approval.on
    ]
    if after and found.at is None:
        raise UsageError(
            f"A review of {after[-1].on} kept this version. Take that back first: --decision "
            f"unchanged --version {adopted.version}. Nothing was written."
        )
    changed = corrections.approval_taken_back(workspace, school, policy, found.at)
    if kept is not None and kept.now is None:
        return None, changed
    own = {name: getattr(adopted, name) for name in Adopted.model_fields}
    was = Recorded(adopted=Adopted(**own).replaced(approved=kept.last if kept else approval))
    made = correction(arguments, was, None)
    name = kept.name if kept else _new_name(workspace, arguments, adopted.version)
    noted = corrections.noted(workspace, corrections.of_school(school, policy, name), made)
    return made, {**noted, **changed}


def _decision(
    workspace: Workspace, arguments: CorrectArguments, adoption: Adoption
) -> tuple[Correction, dict[str, bytes]]:
    school, policy = arguments.first, arguments.second
    at, was = _decided(arguments, adoption)
    name = corrections.of_school(school, policy, was.version)
    recorded_was = Recorded(decision=was, next_review=adoption.next_review)
    if arguments.annul:
        review = adoption.next_review
        if was.outcome == "unchanged":
            review = _review_before(workspace.schools[school], policy, adoption, at)
        changed = corrections.decision_put_right(workspace, school, policy, at, None, review)
        made = correction(arguments, recorded_was, None)
        return made, {**corrections.noted(workspace, name, made), **changed}
    fields = {**dict(was), **arguments.of_entry}
    review = adoption.next_review
    if arguments.next_review is not None:
        fields["next_review"] = review = arguments.next_review
    now = Decision.model_validate(fields)
    if now == was:
        raise UsageError("This is what is on record already. Nothing was written.")
    changed = corrections.decision_put_right(workspace, school, policy, at, now, review)
    _must_be_possible(workspace, arguments, changed, now.on)
    made = correction(arguments, recorded_was, Recorded(decision=now, next_review=review))
    return made, {**corrections.noted(workspace, name, made), **changed}


def _decided(arguments: CorrectArguments, adoption: Adoption) -> tuple[int, Decision]:
    """The decision that is meant, with its place. Raises UsageError."""
    found = [
        (at, one)
        for at, one in enumerate(adoption.decisions)
        if one.outcome == arguments.decision
        and arguments.version in (None, one.version)
        and arguments.recorded_on in (None, one.on)
    ]
    if not found:
        raise UsageError(
            f'No such decision, "{arguments.decision}", is on record. Nothing was written.'
        )
    if len(found) > 1:
        listed = ", ".join(f"{one.on} on version {one.version}" for _, one in found)
        raise UsageError(
            f"There are several: {listed}. Name one: --recorded-on DATE, and --version where one "
            "day has several. Nothing was written."
        )
    return found[0]


def _review_before(files: SchoolFiles, policy: str, adoption: Adoption, at: int) -> date | None:
    """The day of the next review as it was before a review; None where it is not on record."""
    earlier = [
        one
        for index, one in enumerate(adoption.decisions)
        if index != at and (one.outcome, one.version) == ("unchanged", adoption.version)
    ]
    if adoption.decisions[at].version != adoption.version or any(
        one.on > adoption.decisions[at].on for one in earlier
    ):
        return adoption.next_review
    if earlier:
        return earlier[-1].next_review
    kept = files.on_record(policy, adoption)
    return kept.record.adopted.next_review if kept else None


def _must_be_possible(
    workspace: Workspace, arguments: CorrectArguments, changed: dict[str, bytes], on: date
) -> None:
    """Raises UsageError where the days are impossible after a correction, and were not before."""
    after = edit.workspace_after(workspace, changed)
    new = decision_options.new_days(workspace, after, arguments.first, arguments.second)
    issue_options.must_be_possible(on, new, arguments.because)


def _new_name(workspace: Workspace, arguments: CorrectArguments, version: str) -> str:
    """The name of the corrections of an approval that has no record."""
    folder = f"schools/{arguments.first}/record/{arguments.second}"
    return free_name(version, workspace.entries, folder)
