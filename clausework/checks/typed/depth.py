"""Rules on the form of a text: what may be in what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausework.checks.findings import Finding, Placed
from clausework.model.elements import DEPTH_OF_POINTS
from clausework.resolve.local_changes import WHY_NOT_DEEPER
from clausework.source.locations import Source
from clausework.source.problems import error


def structure_findings(source: Source, placed: Iterable[Placed]) -> Iterator[Finding]:
    """Points that are deeper than any format can show."""
    for one in placed:
        if one.kind == "item" and one.path.count("items") == DEPTH_OF_POINTS + 1:
            problem = error(
                "points-too-deep",
                source.place((*one.path, "id")),
                "points are four deep here, and may be three",
                WHY_NOT_DEEPER,
                "make it a point of the one above, or a clause of its own.",
            )
            yield Finding(problem, one.path)
