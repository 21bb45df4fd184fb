"""Rules that compare what schools approved, as on record, with what the files give today."""

from __future__ import annotations

from collections.abc import Iterator

from clausework.diff.changes import CitationChanged
from clausework.diff.compare import compare
from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.resolve.version import resolve
from clausework.source.locations import KeyPath
from clausework.source.problems import Problem, warning
from clausework.workspace.root import SchoolFiles, Workspace

LONGEST_LIST = 5


def record_problems(workspace: Workspace, files: SchoolFiles) -> Iterator[Problem]:
    """Differences from the record of what a school has in use; for a school without errors."""
    school, source = files.school.value, files.school.source
    for policy, approved in files.in_use.items():
        adoption = school.adopts[policy]
        here: KeyPath = ("adopts", policy)
        approval, record = approved.record.adopted.approved, approved.record
        if adoption.approved != approval and isinstance(approval, Approval):
            at = "approved" if adoption.approved is not None else "version"
            yield warning(
                "record-differs",
                source.place((*here, at)),
                f"{school.name} has a record that {approval.by} approved this on "
                f"{approval.on}, and this file differs",
                "this happens when an approval is interrupted or the file is edited. What is on "
                "record is published.",
                "run `approve` again with the words of that day, or write here what is on record.",
            )
        version = workspace.policies[policy].versions[adoption.version].value
        today, _ = resolve(workspace.master(policy), version, school, adoption)
        places = _differences(record.document, today)
        if places:
            yield warning(
                "record-differs",
                source.place((*here, "version")),
                f"what {school.name} approved differs from the words of its files today: "
                + ", ".join(places[:LONGEST_LIST])
                + (", …" if len(places) > LONGEST_LIST else ""),
                "what was approved stays published, word for word: today's words are in no copy "
                "until the school approves them.",
                "nothing needs to be done. Today's words are published with the next version that "
                "the "
                "school approves.",
            )


def _differences(approved: Document, today: Document) -> list[str]:
    """Where the words differ. Sources are not compared, as they may be verified at any time."""
    places = ["title"] if approved.title != today.title else []
    if approved.school != today.school:
        places.append("name of the school")
    places.extend(
        str(change.number_before or change.number_after)
        for change in compare(approved, today)
        if not isinstance(change, CitationChanged)
    )
    return list(dict.fromkeys(places))
