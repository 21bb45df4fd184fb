"""Policy × version × school to Document: apply variations, test conditions, number, fill.

Pure: anything that does not fit is returned as a fault, not raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from clausework.model.authorities import Authorities, Authority, Edition
from clausework.model.document import (
    Cited,
    Document,
    DocumentNote,
    Node,
    Omission,
    RoleText,
    Unsettled,
    section_words,
)
from clausework.model.inline import Run, parse, parse_fill, plain
from clausework.model.lineage import below
from clausework.model.numbering import Number, numbered, style_of
from clausework.model.policy import (
    BULLET,
    Adopted,
    Appendix,
    Citation,
    Clause,
    Item,
    ListStyle,
    Note,
    Policy,
    School,
    Section,
    Term,
    Version,
)
from clausework.model.scalars import SchoolType
from clausework.model.terms import Forms, school_terms
from clausework.model.varying.people import DETAILS, Person
from clausework.model.varying.printed import with_runs, without_people
from clausework.resolve.answers import answer, missing_answers, missing_people
from clausework.resolve.conditions import Names, held, holds, names_of, printed, unprinted
from clausework.resolve.local_changes import Conflict, Local, undone, varied
from clausework.source.once import once


@dataclass(frozen=True)
class Master:
    """What HR keeps, as far as one policy needs it; `titles` are those of all policies, by id."""

    policy: Policy
    terms: Mapping[str, Mapping[str, Term]]
    authorities: Authorities
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Resolution:
    # Without names that are `true` there is no school: conditions are true, and fills are shown.
    master: Master
    version: Version
    terms: dict[str, Forms]
    true: Names
    type: SchoolType | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    local: dict[str, Local] = field(default_factory=dict)
    note_numbers: dict[str, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


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
    work = _Resolution(master, version, terms, true, school.type, adopted.options, school.people)
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
    work = _Resolution(
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
        shown = tuple(_section(section, work) for section in kept)
        yield document.replaced(sections=shown)


def _numbers(document: Document) -> dict[str, Number]:
    return {node.id: Number(node.number, node.label) for node in document.nodes()}


def show(master: Master, version: Version) -> Document:
    """A version as HR keeps it: every clause, whatever its `when:`, with the fills shown."""
    return _document(version.parts, _Resolution(master, version, {}, None))


def _document(sections: Iterable[Section], work: _Resolution) -> Document:
    kept = printed(sections, work.true)
    # Once more with the titles that name sections, in which there may be references.
    numbering = work.version.numbering
    work.numbers = numbered(kept, numbering)
    work.numbers = numbered(kept, numbering, lambda title: plain(_runs(title, work)))
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
        sections=tuple(_section(section, work) for section in kept),
        roles=tuple(
            RoleText(readers=role.readers, text=_runs(role.text, work)) for role in version.roles
        ),
    )


def _section(section: Section, work: _Resolution) -> Node:
    return Node(
        id=section.id,
        level="appendix" if isinstance(section, Appendix) else "section",
        number=work.numbers[section.id].whole,
        label=work.numbers[section.id].label,
        text=_runs(section.title, work),
        children=tuple(_clause(clause, work) for clause in section.clauses),
        cites=_cites(section.cites, work),
        when=section.when,
        was=section.was,
        local=_local(section.id, work),
    )


def _clause(clause: Clause, work: _Resolution) -> Node:
    text, own = _noted(clause.text, clause.notes, work)
    children = tuple(_item(item, clause.style, clause.notes, work) for item in clause.items)
    closing, after = _noted(clause.closing or "", clause.notes, work)
    return Node(
        id=clause.id,
        level="clause",
        number=work.numbers[clause.id].whole,
        label=work.numbers[clause.id].label,
        text=text,
        style=clause.style,
        children=children,
        closing=closing,
        notes=(*own, *after),
        cites=_cites(clause.cites, work),
        when=clause.when,
        was=clause.was,
        local=_local(clause.id, work),
    )


def _item(item: Item, around: ListStyle, outer: tuple[Note, ...], work: _Resolution) -> Node:
    notes, style = (*item.notes, *outer), style_of(item, around)
    text, own = _noted(item.text, notes, work)
    children = tuple(_item(one, style, notes, work) for one in item.items)
    closing, after = _noted(item.closing or "", notes, work)
    return Node(
        id=item.id,
        level="item",
        number=work.numbers[item.id].whole,
        label=work.numbers[item.id].label,
        text=text,
        style=style if children else "bullet",
        children=children,
        closing=closing,
        notes=(*own, *after),
        cites=_cites(item.cites, work),
        when=item.when,
        was=item.was,
        local=_local(item.id, work),
    )


def _local(name: str, work: _Resolution) -> Local | None:
    return work.local.get(name)


def _noted(
    text: str, notes: tuple[Note, ...], work: _Resolution
) -> tuple[tuple[Run, ...], tuple[DocumentNote, ...]]:
    runs = _runs(text, work)
    by_id = {note.id: note for note in notes}
    marked = [by_id[run.note] for run in runs if run.note in by_id]
    found = []
    for note in marked:
        number = work.note_numbers.setdefault(note.id, len(work.note_numbers) + 1)
        found.append(
            DocumentNote(
                id=note.id,
                number=number,
                text=_runs(note.text, work),
                cites=_cites(note.cites, work),
            )
        )
    return runs, tuple(found)


def _runs(text: str, work: _Resolution) -> tuple[Run, ...]:
    return tuple(
        run if run.fill is None else run.replaced(text=_filled(run.fill, work))
        for run in parse(text).runs
    )


def _filled(words: str, work: _Resolution) -> str:
    fill = parse_fill(words)
    if fill is None:
        return ""
    if fill.kind == "ref":
        number = work.numbers.get(fill.name)
        if number is not None and number.label == BULLET and work.true is not None:
            work.conflicts.append(
                Conflict(
                    "ref-unlabelled",
                    (),
                    f'a clause refers to "{fill.name}", which is a bullet at this school',
                    "a bullet has no number, so a reader could not find the place.",
                    "give the list that it is in style: letter, or refer to its clause.",
                )
            )
        if number is not None:
            return number.whole
        work.conflicts.append(
            Conflict(
                "ref-absent",
                (),
                f'a clause refers to "{fill.name}", which this school does not have',
                "the number of a clause that is not printed would lead a reader nowhere.",
                "keep the clause that is referred to, or change the one that refers to it.",
            )
        )
        return ""
    if fill.kind == "cite":
        cited = _cited(Citation(authority=fill.name), work)
        return "" if cited is None else " ".join(filter(None, [cited.name, _edition(cited)]))
    if fill.kind == "policy":
        return work.master.titles.get(fill.name, "")
    if work.true is None:
        return f"{{{{ {words} }}}}"
    if fill.kind == "option":
        return answer(work.master.policy, fill.name, work.chosen)
    if fill.kind in DETAILS:
        person = work.people.get(fill.name)
        return (person.detail(fill.kind) if person is not None else None) or ""
    forms = work.terms.get(fill.name)
    if forms is None or (fill.many and forms.many is None):
        kind = "plural " if forms is not None else ""
        work.conflicts.append(
            Conflict(
                "fill-without-words",
                (),
                f'a clause prints "{words}", and this school has no {kind}word for it',
                "policy/terms.yaml gives none for this type of school, and neither does the "
                "school.",
                f"add {fill.name} to terms: in this file, or to policy/terms.yaml.",
            )
        )
        return ""
    return forms.say(many=fill.many, article=fill.kind == "article", capital=fill.capital)


def _edition(cited: Cited) -> str:
    return f"({cited.label})" if cited.label and cited.label not in cited.title else ""


def _cites(citations: Iterable[Citation], work: _Resolution) -> tuple[Cited, ...]:
    holding = (c for c in citations if holds(c.when, work.true))
    return tuple(cited for cited in (_cited(c, work) for c in holding) if cited is not None)


def _cited(citation: Citation, work: _Resolution) -> Cited | None:
    authority = work.master.authorities.authorities.get(citation.authority)
    if authority is None:
        return None
    edition = citation.edition or work.version.editions.get(citation.authority)
    facts = authority.editions.get(edition) if edition else None
    return Cited(
        authority=citation.authority,
        title=(facts.title if facts else None) or authority.title,
        kind=authority.kind,
        edition=edition,
        label=(facts.label if facts else None) or edition,
        part=citation.part,
        section=citation.section,
        paragraph=citation.paragraph,
        url=next(filter(None, (_confirmed_url(entry) for entry in (facts, authority))), None),
        confirmed=all(
            entry.known("title").tier != "unverified"
            for entry in (facts or authority, authority)
            if entry.title is not None
        ),
        citation=authority.citation,
        court=authority.court,
        decided=authority.decided,
        force=None if work.type is None else authority.force_at(work.type),
        unsettled=_unsettled(authority, edition, citation, work.master.authorities.looked_on),
    )


def _unsettled(
    authority: Authority, edition: str | None, citation: Citation, day: date
) -> tuple[Unsettled, ...]:
    return tuple(
        Unsettled(
            why=one.why,
            on=day,
            place=one.place and section_words(authority.kind, one.place),
            day=one.entry.in_force_to if one.why == "ended" else one.entry.in_force_from,
        )
        for one in authority.not_in_force(edition, citation.section, day)
    )


def _confirmed_url(entry: Edition | Authority | None) -> str | None:
    """Its address, where that is verified: a reader must not follow a guess."""
    if entry is None or entry.known("url").tier == "unverified":
        return None
    return entry.url
