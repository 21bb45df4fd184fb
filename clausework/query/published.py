"""What a school publishes of a policy besides its text.

These are the policies that it is read with, the versions that the school approved and what changed
in each, and what happened to removed clauses. It includes only what readers of its pages may see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from clausework.model.decisions import Approval
from clausework.model.document import Document, Node
from clausework.model.policy import Adopted, Adoption, School, Slip, Status
from clausework.model.varying.people import NOTHING, Instead
from clausework.model.varying.printed import linked, of_today
from clausework.query.by_clause import ClauseChanges, by_clause
from clausework.query.comparison import Comparison, line_to, way_between
from clausework.records import in_force
from clausework.records.corrections import of_approvals
from clausework.resolve.version import resolve
from clausework.workspace.kept import Approved
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
    `corrected` is the day on which what is recorded of the approval was last put right.
    """

    version: str
    approved: RecordedApproval
    in_use: bool
    since: str | None = None
    changes: tuple[ClauseChanges, ...] | None = None
    corrected: date | None = None


RemovedKind = Literal["section", "clause", "point", "table", "row", "figure", "paragraph", "note"]


@dataclass(frozen=True)
class RemovedElement:
    """A section, clause, point or footnote that was published and is not in the present text.

    `node` is the element, or the one with the footnote. `ids` are all that linked to it: its own
    first, then those of what was removed with it. `version` is the last one that had it, and
    `published` whether this school had that; `left_out` is the one that it had next, `approved`
    that one's approval. `successors` are the elements that continue it in the present text.
    """

    node: Node
    kind: RemovedKind
    ids: tuple[str, ...]
    version: str
    published: bool
    left_out: str
    approved: RecordedApproval | None
    successors: tuple[Node, ...] = ()


@dataclass(frozen=True)
class ApprovedLook:
    """How the paper copies of an approved policy look other than the school's site today.

    `name` is that of the school then, None where it is the same; `logo` whether that differs.
    """

    name: str | None
    logo: bool


@dataclass(frozen=True)
class Published:
    """One policy as a school publishes it, and what its pages say besides the text.

    `category` is the group of the school's list that it is in, None where HR gives none.
    `coming` are the versions that follow it; each of them is in force from its own day, and
    `until` then, the other is.
    """

    document: Document
    category: str | None = None
    read_with: tuple[ReadWith, ...] = ()
    versions: tuple[ApprovedVersion, ...] = ()
    removed: tuple[RemovedElement, ...] = ()
    slip: Slip | None = None
    then: ApprovedLook | None = None
    coming: tuple[Published, ...] = ()
    until: Document | None = None

    @property
    def folder(self) -> str:
        """The address of its page in the school's site."""
        document = self.document
        return f"{document.policy}/{document.version}" if self.until else document.policy

    @property
    def file(self) -> str:
        """The name of its files, without an ending."""
        document = self.document
        return f"{document.policy}_{document.version}" if self.until else document.policy


@dataclass(frozen=True)
class _Step:
    # `adopted` is None where the school never had it; `public` is whether any reader saw it.
    document: Document
    adopted: Adopted | None
    public: bool


def documents_of(
    workspace: Workspace, files: SchoolFiles, instead: Instead = NOTHING
) -> tuple[Document, ...]:
    """What one school publishes of each policy that it adopts, by title.

    This is the approved record, with the present day of the next review and the people of today,
    else the version resolved. `instead` has the words for people who are not published.
    """
    found = []
    for policy, adoption in files.school.value.adopts.items():
        coming = files.coming.get(policy, ())
        found.append(
            _as_printed(workspace, files, policy, adoption, instead).replaced(
                reviewed=in_force.reviewed(adoption),
                next_version=in_force.next_version(coming[0]) if coming else None,
            )
        )
    return tuple(sorted(found, key=lambda document: (document.title, document.policy)))


def coming_documents(
    workspace: Workspace, files: SchoolFiles, document: Document, instead: Instead = NOTHING
) -> tuple[Document, ...]:
    """The versions that a school approved to follow a document, in the order of their days."""
    coming = files.coming.get(document.policy, ())
    found = [_as_printed(workspace, files, document.policy, one, instead) for one in coming]
    following = [*(in_force.next_version(one) for one in coming[1:]), None]
    return tuple(
        one.replaced(next_version=after) for one, after in zip(found, following, strict=False)
    )


def _as_printed(
    workspace: Workspace, files: SchoolFiles, policy: str, adopted: Adopted, instead: Instead
) -> Document:
    today = _today(files, _document(workspace, files, policy, adopted), instead)
    return linked(today, files.school.value.links)


def _today(files: SchoolFiles, document: Document, instead: Instead) -> Document:
    return of_today(document, files.school.value.people, instead)


def _document(workspace: Workspace, files: SchoolFiles, policy: str, adopted: Adopted) -> Document:
    kept = files.on_record(policy, adopted)
    if kept is not None:
        # A review that kept the version changed only the day of the next one.
        return _recorded(workspace, kept).replaced(next_review=adopted.next_review)
    version = workspace.policies[policy].versions[adopted.version].value
    return resolve(workspace.master(policy), version, files.school.value, adopted)[0]


def _recorded(workspace: Workspace, kept: Approved) -> Document:
    """The document of a record, with the words of what the school left out, which it may lack."""
    document, record = kept.document, kept.record
    if all(one.number is not None for one in document.omitted):
        return document
    version = workspace.policies[document.policy].versions[document.version].value
    again, _ = resolve(workspace.master(document.policy), version, record.school, record.adopted)
    return document.replaced(omitted=again.omitted)


def published(
    workspace: Workspace, files: SchoolFiles, document: Document, instead: Instead = NOTHING
) -> Published:
    """What pages say besides `document`, which a school of a sound tree publishes of its policy.

    `instead` is as for `documents_of`.
    """
    school, policy = files.school.value, document.policy
    adoption = school.adopts[policy]
    way = _steps(workspace, files, document)
    steps = [replace(one, document=_today(files, one.document, instead)) for one in way]
    read_with = tuple(_read_with(workspace, school, policy))
    return Published(
        document=document,
        category=workspace.policies[policy].policy.value.category,
        read_with=read_with,
        versions=tuple(_versions(files, policy, adoption, instead)),
        removed=tuple(_removed(steps)),
        slip=school.slip,
        then=_then(files, policy, adoption),
        coming=tuple(
            Published(
                document=one,
                read_with=read_with,
                slip=school.slip,
                then=_then(files, policy, adopted),
                until=document,
            )
            for one, adopted in zip(
                coming_documents(workspace, files, document, instead),
                files.coming.get(policy, ()),
                strict=True,
            )
        ),
    )


def _then(files: SchoolFiles, policy: str, adopted: Adopted) -> ApprovedLook | None:
    """How the school looked on the day of the approval, where it looks different today."""
    kept, today = files.on_record(policy, adopted), files.school.value
    if kept is None:
        return None
    then = kept.record.school
    name = then.name if then.name != today.name else None
    logo = kept.record.logo_data != files.logo
    return ApprovedLook(name, logo) if name or logo else None


def _read_with(workspace: Workspace, school: School, policy: str) -> Iterator[ReadWith]:
    for one in workspace.policies[policy].policy.value.related:
        here = one.policy if one.policy in school.adopts else None
        yield ReadWith(
            one.title, here, None if here else school.links.get(one.policy or one.id or "")
        )


def _versions(
    files: SchoolFiles, policy: str, adoption: Adoption, instead: Instead
) -> Iterator[ApprovedVersion]:
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
            changes=_changes(files, policy, (before, one), instead) if before else None,
            corrected=_corrected(files, policy, one),
        )


def _corrected(files: SchoolFiles, policy: str, adopted: Adopted) -> date | None:
    kept = files.on_record(policy, adopted)
    return max((one.on for one in of_approvals(kept.corrections)), default=None) if kept else None


def _changes(
    files: SchoolFiles, policy: str, pair: tuple[Adopted, Adopted], instead: Instead
) -> tuple[ClauseChanges, ...] | None:
    old, new = (files.on_record(policy, one) for one in pair)
    if old is None or new is None:
        return None
    # A list of changes quotes their words.
    before, after = (_today(files, one.document, instead) for one in (old, new))
    found = by_clause(Comparison(before, after))
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
        on_record = files.on_record(policy, adopted) if adopted else None
        if on_record is not None:
            found.append(_Step(on_record.document, adopted, public=True))
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
    if node.level in ("titles", "cell"):
        return
    if node.id not in present and node.level != "preamble":
        inner = [one for child in node.children for one in _removed_below(child, steps, present)]
        # A section is not responsible for the words of its clauses; points go with their clause,
        # unless they continue elsewhere.
        heading = node.level in ("section", "appendix")
        along = [one for one in inner if not heading and not one.successors]
        ids = [node.id, *_own_notes(node, present), *(name for one in along for name in one.ids)]
        yield _entry(node, _KINDS.get(node.level, "paragraph"), tuple(ids), steps)
        yield from (one for one in inner if one not in along)
        return
    for name in _own_notes(node, present):
        yield _entry(node, "note", (name,), steps)
    for child in node.children:
        yield from _removed_below(child, steps, present)


_KINDS: dict[str, RemovedKind] = {"section": "section", "appendix": "section", "clause": "clause"}
_KINDS |= {"item": "point", "table": "table", "row": "row", "figure": "figure"}


def _own_notes(node: Node, present: frozenset[str]) -> list[str]:
    return [note.id for note in node.notes if note.id not in present]


def _entry(
    node: Node,
    kind: RemovedKind,
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
    own = ((node.id, *(note.id for note in node.notes)) for node in document.nodes())
    return frozenset(name for names in own for name in names)
