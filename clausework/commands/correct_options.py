"""What corrections of every kind share: their arguments, and how they are carried out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clausework.authoring import edit, writing
from clausework.commands import (
    DONE,
    Arguments,
    clock,
    decision_options,
    dry_run,
    issue_options,
    prompts,
)
from clausework.records.corrections import Correction, Recorded
from clausework.source.problems import Problem, errors
from clausework.store.findings import checked
from clausework.workspace.root import Workspace, school_of
from clausework.workspace.withheld import withheld_by

# What a decision may say, by the option that puts it right.
VALUES = ("by", "on", "minute", "effective", "next_review", "outcome")


@dataclass(frozen=True, kw_only=True)
class CorrectArguments(Arguments):
    """The arguments of `correct`.

    `first` and `second` are a school and a policy; of HR's decisions, a policy and a version.
    """

    first: str
    second: str
    release: bool
    withdrawal: bool
    version: str | None
    decision: str
    recorded_on: date | None
    annul: bool
    by: str | None
    on: date | None
    minute: str | None
    effective: date | None
    next_review: date | None
    outcome: str | None
    why: str
    who: str
    because: str | None
    dry_run: bool
    json: bool

    @property
    def given(self) -> dict[str, Any]:
        """What is right, by name of the value."""
        values = ((name, getattr(self, name)) for name in VALUES)
        return {name: value for name, value in values if value is not None}

    @property
    def of_entry(self) -> dict[str, Any]:
        """The same as fields of the decision's own entry."""
        own = {name: value for name, value in self.given.items() if name != "next_review"}
        return own | ({"because": self.because} if self.because is not None else {})


def correction(arguments: CorrectArguments, was: Recorded, now: Recorded | None) -> Correction:
    """The correction of a decision, made today; without `now`, it is taken back."""
    return Correction(
        who=arguments.who,
        on=clock.today(),
        why=arguments.why,
        was=was,
        now=now,
        annulled=now is None,
    )


def carry_out(
    arguments: CorrectArguments,
    workspace: Workspace,
    files: Mapping[str, bytes],
    made: Correction | None,
    school: str | None,
) -> int:
    """Write the files after somebody agreed, and print them.

    Nothing is written where they would have errors that were not there before. `school` is None for
    HR's own decisions.
    """
    found = _new_errors(workspace, edit.workspace_after(workspace, files), school)
    if found:
        return decision_options.refuse(found)
    done = {
        "correction": made and made.model_dump(mode="json", exclude_none=True),
    }
    if arguments.dry_run:
        return decision_options.show(workspace, files, done, as_json=arguments.json)
    if prompts.can_ask(as_json=arguments.json):
        dry_run.print_differences(workspace, files)
        if not prompts.agreed("Write this?"):
            print("Nothing was written.")
            return DONE
    # Somebody may have thought for long; what others wrote meanwhile is not written over.
    with writing.alone(workspace.root):
        writing.write_all(workspace, files)
    if arguments.json:
        issue_options.report({**done, "written": list(files)})
        return DONE
    for name in files:
        print(f"written: {os.path.relpath(workspace.root / name)}")
    print("Build again, so that what is published follows.")
    return DONE


def refuse_unreadable(workspace: Workspace, school: str | None, policy: str) -> int | None:
    """Print what cannot be read and return the exit status; None where all of it can be.

    Decisions that disagree or cannot be right are no hindrance, as they may be corrected.
    """
    found = errors(workspace.problems)
    found = [
        *issue_options.master_errors(found, policy),
        *(problem for problem in found if school in withheld_by([problem]).schools),
    ]
    return decision_options.refuse(found) if found else None


def _new_errors(before: Workspace, after: Workspace, school: str | None) -> list[Problem]:
    known = {(one.code, one.message) for one in errors(checked(before))}
    return [
        one
        for one in errors(checked(after))
        if school_of(one.place) in (None, school) and (one.code, one.message) not in known
    ]
