"""A tree as of a day: which of the versions that schools approved are in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clausework.records import in_force
from clausework.workspace.root import SchoolFiles, Workspace
from clausework.workspace.schema import File


def as_of(workspace: Workspace, on: date) -> Workspace:
    """A tree whose schools use what is in force on a day, with what they approved to follow it."""
    return replace(
        workspace, schools={name: _as_of(one, on) for name, one in workspace.schools.items()}
    )


def _as_of(files: SchoolFiles, on: date) -> SchoolFiles:
    school = files.school.value
    rolled = {policy: in_force.as_of(one, on) for policy, one in school.adopts.items()}
    value = school.replaced(adopts={policy: one for policy, (one, _) in rolled.items()})
    coming = {policy: later for policy, (_, later) in rolled.items() if later}
    return replace(files, school=File(files.school.source, value), coming=coming)
