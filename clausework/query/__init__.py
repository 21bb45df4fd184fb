"""Questions over the whole tree, such as what a new edition or version affects.

Others are which clauses rest on which law or guidance, what is not yet confirmed, the state of each
school, and the effect of its local changes. A question about a version uses the master. A question
about a school uses the document that the school gets, so a clause that is not printed for it is not
affected. The tree must be sound: the checks report no error in its contents.
"""

from clausework.query.cites import Cite, UnknownName, VersionUse, uses, uses_of, versions
from clausework.query.coming import Coming, coming, concerns
from clausework.query.copies import Copy, VariationKind
from clausework.query.impact import (
    EditionImpact,
    VersionImpact,
    impact_of_edition,
    impact_of_version,
    newer_editions,
    schools_behind,
)
from clausework.query.local import LocalChange, local_changes
from clausework.query.overview import (
    AskedOverall,
    Held,
    LocalSummary,
    SchoolSummary,
    VariedCopy,
    asked_of,
    asked_overall,
    summary,
)
from clausework.query.status import Stale, Standing, fleet
from clausework.query.traces import Fact, ToConfirm, Trace, Traceability, to_confirm, traceability

__all__ = [
    "AskedOverall",
    "Cite",
    "Coming",
    "Copy",
    "EditionImpact",
    "Fact",
    "Held",
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
    "asked_of",
    "asked_overall",
    "coming",
    "concerns",
    "fleet",
    "impact_of_edition",
    "impact_of_version",
    "local_changes",
    "newer_editions",
    "schools_behind",
    "summary",
    "to_confirm",
    "traceability",
    "uses",
    "uses_of",
    "versions",
]
