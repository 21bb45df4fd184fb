"""Decisions put right or taken back: what `correct` writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from clausework.authoring.decisions import append, file_of, in_school, move_own
from clausework.authoring.edit import change, entry, put, written
from clausework.model.decisions import Approval, Decision
from clausework.model.policy import Adopted, Status
from clausework.records.corrections import ENDING, Correction
from clausework.workspace.root import Workspace

HEAD = """\
# Written by `correct`, and never edited: what was recorded of a decision, and what is recorded now.
corrections: []
"""


def of_school(school: str, policy: str, record: str) -> str:
    """The path of the corrections of a school's record, or of decisions on a version."""
    return f"schools/{school}/record/{policy}/{record}{ENDING}"


def of_version(policy: str, version: str) -> str:
    """The path of the corrections of what HR decided on a version."""
    return f"policy/{policy}/{version}{ENDING}"


def noted(workspace: Workspace, name: str, correction: Correction) -> dict[str, bytes]:
    """A file of corrections with another one. Raises NotEditable."""

    def make(file: Any) -> None:
        append(file, "corrections", written(entry(correction)))

    data = workspace.files.get(name, HEAD.encode())
    return {name: change(name, data, ("corrections",), make)}


def approval_put_right(
    workspace: Workspace,
    school: str,
    policy: str,
    at: int | None,
    approval: Approval,
    next_review: date | None,
) -> dict[str, bytes]:
    """The file of a school with another approval in its history, or in use where `at` is None.

    Raises NotEditable.
    """

    def make(adopts: Any) -> None:
        use = adopts[policy]
        one = use if at is None else use["history"][at]
        one["approved"] = written(entry(approval))
        if next_review is not None:
            one["next_review"] = written(next_review)

    return {file_of(school): in_school(workspace, school, policy, make)}


def approval_put_back(
    workspace: Workspace, school: str, policy: str, at: int, adopted: Adopted
) -> dict[str, bytes]:
    """The file of a school with an approval before a place of its history. Raises NotEditable."""

    def make(adopts: Any) -> None:
        use = adopts[policy]
        if not use.get("history"):
            use["history"] = []
        use["history"].insert(at, written(entry(adopted)))

    return {file_of(school): in_school(workspace, school, policy, make)}


def approval_taken_back(
    workspace: Workspace, school: str, policy: str, at: int | None
) -> dict[str, bytes]:
    """The file of a school without an approval of its history, or of what is in use.

    What was in use before is again, and the other awaits decision, unless something does already.
    Raises NotEditable.
    """

    def make(adopts: Any) -> None:
        use = adopts[policy]
        if at is not None:
            del use["history"][at]
        elif use.get("history"):
            before = use["history"].pop()
            awaits = type(use)()
            move_own(use, awaits)
            for key in ("approved", "next_review"):
                awaits.pop(key, None)
            move_own(before, use)
            if not use.get("pending"):
                use["pending"] = awaits
        else:
            for key in ("approved", "next_review"):
                use.pop(key, None)
        if "history" in use and not use["history"]:
            del use["history"]

    return {file_of(school): in_school(workspace, school, policy, make)}


def decision_put_right(
    workspace: Workspace,
    school: str,
    policy: str,
    at: int,
    decision: Decision | None,
    next_review: date | None,
) -> dict[str, bytes]:
    """The file of a school with another decision at a place, or without the one there.

    `next_review` is then the day of the next review of what is in use. Raises NotEditable.
    """

    def make(adopts: Any) -> None:
        use = adopts[policy]
        if decision is not None:
            use["decisions"][at] = written(entry(decision))
        else:
            del use["decisions"][at]
            if not use["decisions"]:
                del use["decisions"]
        if next_review is not None:
            use["next_review"] = written(next_review)
        else:
            use.pop("next_review", None)

    return {file_of(school): in_school(workspace, school, policy, make)}


def release_taken_back(workspace: Workspace, policy: str, version: str) -> dict[str, bytes]:
    """The files of a version and its policy before the release. Raises NotEditable."""
    name, about = f"policy/{policy}/{version}.yaml", f"policy/{policy}/policy.yaml"
    record = _without(about, workspace.files[about], ("releases", "released"), version)
    text = put(name, workspace.files[name], ("status",), Status.PROPOSED.value)
    # The record goes first: between the two writes, the version is released without one.
    return {about: record, name: change(name, text, ("issued",), lambda file: file.pop("issued"))}


def withdrawal_taken_back(workspace: Workspace, policy: str, version: str) -> dict[str, bytes]:
    """The file of a policy without the withdrawal of a version. Raises NotEditable."""
    about = f"policy/{policy}/policy.yaml"
    return {about: _without(about, workspace.files[about], ("withdrawn",), version)}


def _without(name: str, data: bytes, keys: Sequence[str], version: str) -> bytes:
    for key in keys:
        data = change(name, data, (key,), partial(_drop, key=key, version=version))
    return data


def _drop(file: Any, key: str, version: str) -> None:
    del file[key][version]
    if not file[key]:
        del file[key]
