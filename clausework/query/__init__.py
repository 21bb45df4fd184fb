"""Questions over the whole tree: what a new edition or version touches, which clauses rest on
which law or guidance, what is still to be confirmed, where each school stands, and what its
local changes do.

A question about a version looks at the master. A question about a school looks at the document
that the school gets, so that a clause which is not printed for it is not touched. The tree is
taken to be sound: the checks find no error in what it holds.
"""

from clausework.query.cites import Cite, UnknownName, VersionUse, uses, uses_of, versions
from clausework.query.copies import Copy, VariationKind
from clausework.query.impact import (
    EditionImpact,
    VersionImpact,
    impact_of_edition,
    impact_of_version,
    newer_editions,
)
from clausework.query.local import LocalChange, local_changes
from clausework.query.overview import LocalSummary, SchoolSummary, VariedCopy, summary
from clausework.query.status import Stale, Standing, fleet
from clausework.query.traces import Fact, ToConfirm, Trace, Traceability, to_confirm, traceability

__all__ = [
    "Cite",
    "Copy",
    "EditionImpact",
    "Fact",
    "LocalChange",
    "LocalSummary",
    "SchoolSummary",
    "Stale",
    "Standing",
    "ToConfirm",
    "Trace",
    "Traceability",
    "UnknownName",
    "VariationKind",
    "VariedCopy",
    "VersionImpact",
    "VersionUse",
    "fleet",
    "impact_of_edition",
    "impact_of_version",
    "local_changes",
    "newer_editions",
    "summary",
    "to_confirm",
    "traceability",
    "uses",
    "uses_of",
    "versions",
]
