"""Policy × version × school to Document: apply variations, test conditions, number, fill.

Pure: anything that does not fit is returned as a fault, not raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausework.model.document import (
    Document,
    Omission,
    RoleText,
)
from clausework.model.elements import (
    Section,
)
from clausework.model.inline import plain
from clausework.model.lineage import below
from clausework.model.numbering import Number, numbered
from clausework.model.policy import Adopted, School, Version
from clausework.model.terms import school_terms
from clausework.model.varying.printed import with_runs, without_people
from clausework.resolve.answers import missing_answers, missing_people
from clausework.resolve.conditions import held, names_of, printed, unprinted
from clausework.resolve.conflicts import Conflict
from clausework.resolve.local_changes import undone, varied
from clausework.resolve.nodes import Master, ResolveContext, runs_of, section_node
from clausework.source.once import once


def resolve(
    master: Master, version: Version, school: School, adopted: Adopted
) -> tuple[Document, list[Conflict]]:
    """The document of one version for one school, with what does not fit."""
    document, conflicts = _resolved(master, version, school, adopted)
    return document, [*conflicts]


@once(32)  # Each check, page and paper of a school asks again.
def _resolved(
    master: Master, version: Version, school: School, adopted: Adopted
) -> tuple[Document, list[Conflict]]:
    true = names_of(master.policy, school, adopted)
    terms = school_terms(master.terms, school)
    work = ResolveContext(master, version, terms, true, school.type, adopted.options, school.people)
    sections, work.local, work.conflicts = varied(version, adopted.variations)
    if adopted.variations and not work.conflicts:
        work.conflicts += undone(sections, adopted.variations)
    work.conflicts += missing_answers(master.policy, sections, adopted)
    work.conflicts += missing_people(sections, school)
    work.conflicts += unprinted(version.parts, sections, adopted.variations, true)
    document = _document(sections, work)
    document = document.replaced(
        school=school.name,
        school_type=school.type,
        # What is not issued cannot be approved, whatever a file says.
        approved=adopted.approved if document.issued_by_owner else None,
        next_review=adopted.next_review,
        omitted=tuple(_omitted(master, version, school, adopted)),
    )
    return document, work.conflicts


def _omitted(
    master: Master, version: Version, school: School, adopted: Adopted
) -> Iterator[Omission]:
    """What the school left out of what it would have without local changes, in reading order."""
    names = {one.omit for one in adopted.variations if one.omit is not None}
    if not names:
        return
    whole = _resolved(master, version, school, adopted.replaced(variations=()))[0]
    for section in whole.sections:
        for node in section.walk():
            if node.id in names:
                title = None if node is section else plain(section.text)
                yield Omission(
                    id=node.id,
                    level=node.level,
                    number=node.number,
                    section=title,
                    text=plain(with_runs(node.text, without_people)),
                )


def excerpts(
    master: Master,
    version: Version,
    school: School,
    adopted: Adopted,
    parts: Iterable[tuple[Section, ...]],
) -> Iterator[Document]:
    """Some sections, with only the given contents, as one school has them.

    They are numbered as in its document of the version; what that does not have, as it would be
    without the local changes.
    """
    bare = adopted.replaced(variations=())
    document = _resolved(master, version, school, adopted)[0]
    work = ResolveContext(
        master,
        version,
        school_terms(master.terms, school),
        names_of(master.policy, school, adopted),
        school.type,
        adopted.options,
        school.people,
        {**_numbers(_resolved(master, version, school, bare)[0]), **_numbers(document)},
    )
    for sections in parts:
        kept = held(sections, work.true)
        for part in (one for section in kept for one in below(section)):
            work.numbers.setdefault(part.id, Number("", ""))
        shown = tuple(section_node(section, work) for section in kept)
        yield document.replaced(sections=shown)


def _numbers(document: Document) -> dict[str, Number]:
    return {node.id: Number(node.number, node.label) for node in document.nodes()}


def show(master: Master, version: Version) -> Document:
    """A version as HR keeps it: every clause, whatever its `when:`, with the fills shown."""
    return _document(version.parts, ResolveContext(master, version, {}, None))


def _document(sections: Iterable[Section], work: ResolveContext) -> Document:
    kept = printed(sections, work.true)
    # Once more with the titles that name sections, in which there may be references.
    numbering = work.version.numbering
    work.numbers = numbered(kept, numbering)
    work.numbers = numbered(kept, numbering, lambda title: plain(runs_of(title, work)))
    policy, version = work.master.policy, work.version
    return Document(
        policy=policy.id,
        title=policy.title,
        owner=policy.owner,
        summary=policy.summary,
        audience=policy.audience,
        version=version.version,
        status=version.status,
        issued=version.issued,
        numbering=version.numbering,
        sections=tuple(section_node(section, work) for section in kept),
        roles=tuple(
            RoleText(readers=role.readers, text=runs_of(role.text, work)) for role in version.roles
        ),
    )
