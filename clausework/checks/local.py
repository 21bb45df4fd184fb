"""The rule on what local changes do to the duties of the master's text."""

from __future__ import annotations

from collections.abc import Iterator

from clausework.checks.changes import duty_words
from clausework.model.scalars import Duty
from clausework.query import VersionUse, local_changes
from clausework.source.problems import Problem, warning
from clausework.workspace.root import Workspace

_WEAKER = frozenset({Duty.WEAKENED, Duty.NEGATED, Duty.PERMITTED, Duty.NUMBER, Duty.DEADLINE})


def local_problems(workspace: Workspace, use: VersionUse) -> Iterator[Problem]:
    """Local changes of a version, at a school without errors, that may require less of somebody."""
    source = workspace.schools[use.school].school.source
    above = (
        ("adopts", use.policy) if use.standing == "in-use" else ("adopts", use.policy, "pending")
    )
    for local in local_changes(workspace, use):
        touched = [change for change in local.changes if _WEAKER & set(change.duties)]
        if local.variation.add is not None or not touched:
            continue
        key = "replace" if local.variation.replace is not None else "omit"
        yield warning(
            "local-weakens",
            source.place((*above, "variations", local.index, key)),
            "this local change may ask less than the master's text does: "
            f"{'; '.join(map(duty_words, touched))}",
            "a school may go further than the master's text; where it asks less, HR and the "
            "governors must know.",
            "restore the words of the master that bind; or, if the change is intended, ask HR to "
            "confirm it and leave it unchanged.",
        )
