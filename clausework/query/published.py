"""What a school publishes of a policy besides its text.

These are the policies that it is read with, the versions that the school approved and what changed
in each, and what happened to removed clauses. It includes only what readers of the school's pages
may see: no reason for a local change, nothing that awaits decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from clausework.model.decisions import Approval
from clausework.model.document import Document, Node
from clausework.model.policy import Adopted, Adoption, School, Slip, Status
from clausework.query.by_clause import ClauseChanges, by_clause
from clausework.query.comparison import Comparison, line_to, way_between
from clausework.resolve.version import resolve
from clausework.workspace.root import SchoolFiles, Workspace

RecordedApproval = Approval | Literal["unknown"]


@dataclass(frozen=True)
class ReadWith:
    """A policy that another is read with.

    `policy` is its id where the school publishes it here, `url` the address that the school gives.
    """

    title: str
    policy: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class ApprovedVersion:
    """A version that a school approved, now in use or earlier.

    `since` is the previous one, and `changes` what changed; None where either is not on record.
    """

    version: str
    approved: RecordedApproval
    in_use: bool
    since: str | None = None
    changes: tuple[ClauseChanges, ...] | None = None


@dataclass(frozen=True)
class RemovedElement:
    """A section, clause, point or footnote that was published and is not in the present text.

    `node` is the element, or the one with the footnote. `ids` are all that linked to it: its own
    first, then those of the points and footnotes removed with it. `version` is the last one that
    had it, and `published` whether this school had that; `left_out` is the one that it had next,
    `approved` that one's approval. `successors` are the elements that continue it in the present
    text.
    """

    node: Node
    kind: Literal["section", "clause", "point", "note"]
    ids: tuple[str, ...]
    version: str
    published: bool
    left_out: str
    approved: RecordedApproval | None
    successors: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Published:
    """One policy as a school publishes it, and what its pages say besides the text."""

    document: Document
    read_with: tuple[ReadWith, ...] = ()
    versions: tuple[ApprovedVersion, ...] = ()
    removed: tuple[RemovedElement, ...] = ()
    slip: Slip | None = None


@dataclass(frozen=True)
class _Step:
    # `adopted` is None where the school never had this version; `public` is whether any reader saw
    # it.
    document: Document
    adopted: Adopted | None
    public: bool


def documents_of(workspace: Workspace, files: SchoolFiles) -> tuple[Document, ...]:
    """What one school publishes of each policy that it adopts, by title.

    This is the approved record, with the present day of the next review, else the version resolved.
    """
    school = files.school.value
    found = []
    for policy, adoption in school.adopts.items():
        if policy in files.in_use:
            # A review that kept the version changed only the day of the next one.
            moved = {"next_review": adoption.next_review}
            found.append(files.in_use[policy].record.document.replaced(**moved))
            continue
        version = workspace.policies[policy].versions[adoption.version].value
        found.append(resolve(workspace.master(policy), version, school, adoption)[0])
    return tuple(sorted(found, key=lambda document: (document.title, document.policy)))


def published(workspace: Workspace, files: SchoolFiles, document: Document) -> Published:
    """What pages say besides `document`, which a school of a sound tree publishes of its policy."""
    school, policy = files.school.value, document.policy
    adoption = school.adopts[policy]
    return Published(
        document=document,
        read_with=tuple(_read_with(workspace, school, policy)),
        versions=tuple(_versions(files, policy, adoption)),
        removed=tuple(_removed(_steps(workspace, files, document))),
        slip=school.slip,
    )


def _read_with(workspace: Workspace, school: School, policy: str) -> Iterator[ReadWith]:
    for related in workspace.policies[policy].policy.value.related:
        here = related.policy if related.policy in school.adopts else None
        url = school.links.get(related.policy or related.id or "")
        yield ReadWith(related.title, here, None if here else url)


def _versions(files: SchoolFiles, policy: str, adoption: Adoption) -> Iterator[ApprovedVersion]:
    """The newest first."""
    had = [one for one in (*adoption.history, adoption) if one.approved is not None]
    for before, one in reversed([*pairwise([None, *had])]):
        assert one is not None
        assert one.approved is not None
        since = before.version if before else None
        yield ApprovedVersion(
            version=one.version,
            approved=one.approved,
            in_use=one is adoption,
            since=since,
            changes=_changes(files, policy, since, one.version) if since else None,
        )


def _changes(
    files: SchoolFiles, policy: str, before: str, after: str
) -> tuple[ClauseChanges, ...] | None:
    old, new = (files.records.get((policy, version)) for version in (before, after))
    if old is None or new is None or before == after:
        return None
    found = by_clause(Comparison(old.record.document, new.record.document))
    # A change of number alone is not reported.
    return tuple(clause for clause in found if clause.weight is not None)


def _steps(workspace: Workspace, files: SchoolFiles, document: Document) -> list[_Step]:
    """The versions that led to the one in use, which is the last.

    Each is as the school had it, or would have had it.
    """
    policy = document.policy
    versions = workspace.policies[policy].versions
    adoption = files.school.value.adopts[policy]
    had: tuple[Adopted, ...] = (*adoption.history, adoption)
    way: list[tuple[str, Adopted | None]] = [
        (number, None) for number in reversed(line_to(versions, had[0].version)[1:])
    ]
    way.append((had[0].version, had[0]))
    for before, after in pairwise(had):
        between = way_between(versions, before.version, after.version)[1:-1]
        way += [*((number, None) for number in between), (after.version, after)]
    found = []
    for number, adopted in way[:-1]:
        on_record = files.records.get((policy, number)) if adopted else None
        if on_record is not None:
            found.append(_Step(on_record.record.document, adopted, public=True))
        elif number in versions:
            version = versions[number].value
            choices = adopted or Adopted(version=number)
            text = resolve(workspace.master(policy), version, files.school.value, choices)[0]
            issued = version.status in (Status.RELEASED, Status.WITHDRAWN)
            found.append(_Step(text, adopted, public=issued or adopted is not None))
    return [*found, _Step(document, adoption, public=True)]


def _removed(steps: list[_Step]) -> Iterator[RemovedElement]:
    """The elements that the last version lacks, by the latest version that had them."""
    known = _ids(steps[-1].document)
    for at in reversed(range(len(steps) - 1)):
        if not steps[at].public:
            continue
        for section in steps[at].document.sections:
            for one in _removed_below(section, steps[at:], known):
                # A footnote may be marked in several places.
                ids = tuple(name for name in one.ids if name not in known)
                known |= {*ids}
                if ids:
                    yield replace(one, ids=ids)


def _removed_below(
    node: Node, steps: list[_Step], present: frozenset[str]
) -> Iterator[RemovedElement]:
    """The removed elements among one and those below it, each once with what it contained."""
    if node.id not in present:
        inner = [one for child in node.children for one in _removed_below(child, steps, present)]
        # A section is not responsible for the words of its clauses; points go with their clause,
        # unless they continue elsewhere.
        along = [one for one in inner if node.level != "section" and not one.successors]
        ids = [node.id, *_own_notes(node, present), *(name for one in along for name in one.ids)]
        yield _entry(node, _KINDS[node.level], tuple(ids), steps)
        yield from (one for one in inner if one not in along)
        return
    for name in _own_notes(node, present):
        yield _entry(node, "note", (name,), steps)
    for child in node.children:
        yield from _removed_below(child, steps, present)


_KINDS: dict[str, Literal["section", "clause", "point"]] = {
    "section": "section",
    "clause": "clause",
    "item": "point",
    "subitem": "point",
}


def _own_notes(node: Node, present: frozenset[str]) -> list[str]:
    return [note.id for note in node.notes if note.id not in present]


def _entry(
    node: Node,
    kind: Literal["section", "clause", "point", "note"],
    ids: tuple[str, ...],
    steps: list[_Step],
) -> RemovedElement:
    left_out = next(step for step in steps[1:] if step.adopted is not None)
    return RemovedElement(
        node=node,
        kind=kind,
        ids=ids,
        version=steps[0].document.version,
        published=steps[0].adopted is not None,
        left_out=left_out.document.version,
        approved=left_out.document.approved,
        successors=_heirs(ids[0], steps),
    )


def _heirs(name: str, steps: list[_Step]) -> tuple[Node, ...]:
    """What continues an element of the first step in the last one."""
    nodes: dict[str, Node] = {}
    names = [name]
    for step in steps[1:]:
        nodes = {node.id: node for node in step.document.nodes()}
        names = [
            heir
            for heir, node in nodes.items()
            if any(one == heir or (one in node.was and one not in nodes) for one in names)
        ]
    return tuple(nodes[heir] for heir in names)


def _ids(document: Document) -> frozenset[str]:
    nodes = [*document.nodes()]
    return frozenset(
        {node.id for node in nodes} | {note.id for node in nodes for note in node.notes}
    )
