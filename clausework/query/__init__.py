"""Questions over the whole tree: what a new edition or version touches, which clauses rest on
which law or guidance, what is still to be confirmed, where each school stands, and what its
local changes do.

A question about a version looks at the master. A question about a school looks at the document
that the school gets, so that a clause which is not printed for it is not touched. The tree is
taken to be sound: the checks find no error in what it holds.
"""

from clausework.query.cites import Cite, NotKnown, Use, uses, versions
from clausework.query.impact import (
    EditionImpact,
    VersionImpact,
    impact_of_edition,
    impact_of_version,
    newer_editions,
)
from clausework.query.local import LocalChange, local_changes
from clausework.query.status import Stale, Standing, fleet
from clausework.query.traces import Fact, ToConfirm, Trace, Traceability, to_confirm, traceability

__all__ = [
    "Cite",
    "EditionImpact",
    "Fact",
    "LocalChange",
    "NotKnown",
    "Stale",
    "Standing",
    "ToConfirm",
    "Trace",
    "Traceability",
    "Use",
    "VersionImpact",
    "fleet",
    "impact_of_edition",
    "impact_of_version",
    "local_changes",
    "newer_editions",
    "to_confirm",
    "traceability",
    "uses",
    "versions",
]
