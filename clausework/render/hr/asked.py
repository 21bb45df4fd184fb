"""The values of HR's pages on the policies that the law asks of schools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clausework import query
from clausework.workspace.root import Workspace


def asked_values(workspace: Workspace, schools: Iterable[query.SchoolSummary]) -> dict[str, Any]:
    """What each school has of them, by its id, and each of them over all schools.

    Both are None where the root has no catalogue. Overdue is what was so on `looked_on`.
    """
    assert workspace.authorities is not None
    as_of = workspace.authorities.value.looked_on
    if workspace.catalogue is None:
        return {"asked": None, "held": None}
    catalogue = workspace.catalogue.value
    held = {one.id: query.asked_of(catalogue, one) for one in schools}
    every = (one for of_school in held.values() for one in of_school)
    return {"asked": query.asked_overall(catalogue, every, as_of), "held": held}
