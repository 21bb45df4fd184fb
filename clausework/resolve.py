"""Policy × version × school to Document: variations applied, conditions tested, places numbered,
fills put in. Pure: what does not fit is returned as faults, not raised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from clausework.fills import Forms, parse_condition, school_names, school_terms
from clausework.inline import Run, parse, parse_fill
from clausework.load import KeyPath
from clausework.model import (
    Adopted,
    Authorities,
    Citation,
    Cited,
    Clause,
    Document,
    DocumentNote,
    Item,
    Node,
    Note,
    Numbered,
    Policy,
    School,
    Section,
    Subitem,
    Term,
    Variation,
    Version,
)

N = TypeVar("N", bound=Numbered)


@dataclass(frozen=True)
class Misfit:
    """Where a version and a school do not fit together.

    `path` is the place in the school's file, below the adoption; () is the adoption itself.
    """

    code: str
    path: KeyPath
    message: str
    why: str
    fix: str


@dataclass(frozen=True)
class Master:
    """What HR keeps, as far as resolving one policy needs it."""

    policy: Policy
    terms: Mapping[str, Mapping[str, Term]]
    authorities: Authorities


@dataclass
class _Work:
    master: Master
    version: Version
    terms: dict[str, Forms]
    true: frozenset[str]
    numbers: dict[str, str] = field(default_factory=dict)
    local: dict[str, str] = field(default_factory=dict)
    note_numbers: dict[str, int] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)


def resolve(
    master: Master, version: Version, school: School, adopted: Adopted
) -> tuple[Document, list[Misfit]]:
    """The document of one version for one school, with what does not fit."""
    chosen = {name: option.default for name, option in master.policy.options.items()}
    chosen |= adopted.options
    true = school_names(school.type) | {name for name, value in chosen.items() if value}
    work = _Work(master, version, school_terms(master.terms, school), frozenset(true))
    sections = _varied(version.sections, adopted.variations, work)
    sections = tuple(_kept(sections, work))
    _number(sections, work)
    document = Document(
        policy=master.policy.id,
        title=master.policy.title,
        owner=master.policy.owner,
        summary=master.policy.summary,
        audience=master.policy.audience,
        version=version.version,
        status=version.status,
        issued=version.issued,
        school=school.name,
        school_type=school.type,
        approved=adopted.approved,
        next_review=adopted.next_review,
        sections=tuple(_section(section, work) for section in sections),
        omitted=tuple(v.omit for v in adopted.variations if v.omit is not None),
    )
    return document, work.misfits


def _varied(
    sections: tuple[Section, ...], variations: tuple[Variation, ...], work: _Work
) -> tuple[Section, ...]:
    for index, variation in enumerate(variations):
        known = set(_ids(sections))
        target = variation.after if variation.add is not None else variation.target
        if target not in known:
            work.misfits.append(
                Misfit(
                    "variation-target",
                    ("variations", index, "after" if variation.add else _kind(variation)),
                    f'version {work.version.version} has no clause "{target}"',
                    "a local change needs the clause it changes, or stands behind, to be there.",
                    "name a clause of this version, or delete the local change.",
                )
            )
            continue
        varied = tuple(_vary_section(s, variation) for s in sections if s.id != variation.omit)
        misfit = _misshapen(varied, variation, index)
        if misfit is not None:
            work.misfits.append(misfit)
            continue
        if variation.omit is None:
            work.local[variation.target] = "added" if variation.add else "replaced"
        sections = varied
    return sections


def _misshapen(varied: tuple[Section, ...], variation: Variation, index: int) -> Misfit | None:
    """What a local change would break: an id that stands twice, or words that have no place."""
    twice = [name for name, count in Counter(_ids(varied)).items() if count > 1]
    if twice:
        return Misfit(
            "id-duplicate",
            ("variations", index, "add" if variation.add in twice else "items"),
            f'"{twice[0]}" is the id of another element too',
            "an id stands for one clause alone.",
            "give this one an id of its own.",
        )
    clauses = {clause.id for section in varied for clause in section.clauses}
    if (variation.items or variation.closing) and variation.target not in clauses:
        return Misfit(
            "variation-shape",
            ("variations", index, "items" if variation.items else "closing"),
            "only a clause can bring points or a closing text with it",
            "here they would stand nowhere, and the words would be lost.",
            "add the points one by one, each with after: and the id of the point before it.",
        )
    return None


def _kind(variation: Variation) -> str:
    return "replace" if variation.replace is not None else "omit"


def _ids(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.id
        for clause in section.clauses:
            yield clause.id
            for item in clause.items:
                yield item.id
                yield from (sub.id for sub in item.items)


def _vary_section(section: Section, variation: Variation) -> Section:
    if section.id == variation.replace:
        return section.model_copy(update={"title": variation.text})
    clauses = _spliced(section.clauses, variation, _new_clause(variation))
    if section.id == variation.after:
        clauses = (_new_clause(variation), *clauses)
    return section.model_copy(
        update={"clauses": tuple(_vary_clause(clause, variation) for clause in clauses)}
    )


def _vary_clause(clause: Clause, variation: Variation) -> Clause:
    if clause.id == variation.replace:
        changed: dict[str, object] = {
            "text": variation.text,
            "style": variation.style or clause.style,
        }
        if variation.items is not None:
            changed["items"] = variation.items
        if variation.closing is not None:
            changed["closing"] = variation.closing
        return clause.model_copy(update=changed)
    items = _spliced(clause.items, variation, _new_item(variation))
    return clause.model_copy(update={"items": tuple(_vary_item(i, variation) for i in items)})


def _vary_item(item: Item, variation: Variation) -> Item:
    if item.id == variation.replace:
        return item.model_copy(update={"text": variation.text})
    subitems = _spliced(item.items, variation, _new_subitem(variation))
    changed = tuple(
        sub.model_copy(update={"text": variation.text}) if sub.id == variation.replace else sub
        for sub in subitems
    )
    return item.model_copy(update={"items": changed})


def _spliced(siblings: tuple[N, ...], variation: Variation, new: N) -> tuple[N, ...]:
    """Siblings without the omitted one, and with the added one behind what it stands after."""
    result: list[N] = []
    for sibling in siblings:
        if sibling.id != variation.omit:
            result.append(sibling)
        if variation.add is not None and sibling.id == variation.after:
            result.append(new)
    return tuple(result)


def _new_clause(variation: Variation) -> Clause:
    return Clause.model_construct(
        id=variation.target,
        text=variation.text or "",
        style=variation.style or "bullet",
        items=variation.items or (),
        closing=variation.closing,
    )


def _new_item(variation: Variation) -> Item:
    return Item.model_construct(id=variation.target, text=variation.text or "")


def _new_subitem(variation: Variation) -> Subitem:
    return Subitem.model_construct(id=variation.target, text=variation.text or "")


def _kept(sections: Iterable[Section], work: _Work) -> Iterator[Section]:
    for section in _holding(sections, work):
        clauses = tuple(
            clause.model_copy(
                update={
                    "items": tuple(
                        item.model_copy(update={"items": tuple(_holding(item.items, work))})
                        for item in _holding(clause.items, work)
                    )
                }
            )
            for clause in _holding(section.clauses, work)
        )
        if clauses:
            yield section.model_copy(update={"clauses": clauses})


def _holding(elements: Iterable[N], work: _Work) -> Iterator[N]:
    for element in elements:
        if element.when is None or parse_condition(element.when).holds(work.true):
            yield element


def _number(sections: Iterable[Section], work: _Work) -> None:
    for s, section in enumerate(sections, 1):
        work.numbers[section.id] = f"{s}.0"
        for c, clause in enumerate(section.clauses, 1):
            work.numbers[clause.id] = f"{s}.{c}"
            for i, item in enumerate(clause.items):
                work.numbers[item.id] = f"{s}.{c}({letter(i)})"
                for j, sub in enumerate(item.items):
                    work.numbers[sub.id] = f"{s}.{c}({letter(i)})({roman(j + 1)})"


def letter(index: int) -> str:
    """The letters of a list in order from 0: a to z, then aa, ab, …"""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


def roman(number: int) -> str:
    """A number from 1 in small Roman figures."""
    figures = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    words = ""
    for value, sign in figures:
        while number >= value:
            words += sign
            number -= value
    return words


def _section(section: Section, work: _Work) -> Node:
    return Node(
        id=section.id,
        level="section",
        number=work.numbers[section.id],
        text=_runs(section.title, work),
        children=tuple(_clause(clause, work) for clause in section.clauses),
        cites=_cites(section.cites, work),
        local=_local(section.id, work),
    )


def _clause(clause: Clause, work: _Work) -> Node:
    text, own = _noted(clause.text, clause.notes, work)
    children = tuple(_item(item, clause.notes, work) for item in clause.items)
    closing, after = _noted(clause.closing or "", clause.notes, work)
    return Node(
        id=clause.id,
        level="clause",
        number=work.numbers[clause.id],
        text=text,
        style=clause.style,
        children=children,
        closing=closing,
        notes=(*own, *after),
        cites=_cites(clause.cites, work),
        local=_local(clause.id, work),
    )


def _item(item: Item, outer: tuple[Note, ...], work: _Work) -> Node:
    notes = (*item.notes, *outer)
    text, own = _noted(item.text, notes, work)
    return Node(
        id=item.id,
        level="item",
        number=work.numbers[item.id],
        text=text,
        style=item.style,
        children=tuple(_subitem(sub, notes, work) for sub in item.items),
        notes=own,
        cites=_cites(item.cites, work),
        local=_local(item.id, work),
    )


def _subitem(subitem: Subitem, outer: tuple[Note, ...], work: _Work) -> Node:
    text, own = _noted(subitem.text, (*subitem.notes, *outer), work)
    return Node(
        id=subitem.id,
        level="subitem",
        number=work.numbers[subitem.id],
        text=text,
        notes=own,
        cites=_cites(subitem.cites, work),
        local=_local(subitem.id, work),
    )


def _local(name: str, work: _Work) -> str | None:
    return work.local.get(name)


def _noted(
    text: str, notes: tuple[Note, ...], work: _Work
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


def _runs(text: str, work: _Work) -> tuple[Run, ...]:
    return tuple(
        run if run.fill is None else run.model_copy(update={"text": _filled(run.fill, work)})
        for run in parse(text).runs
    )


def _filled(words: str, work: _Work) -> str:
    fill = parse_fill(words)
    if fill is None:
        return ""
    if fill.kind == "ref":
        if fill.name in work.numbers:
            return work.numbers[fill.name]
        work.misfits.append(
            Misfit(
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
        return "" if cited is None else " ".join(filter(None, [cited.title, _edition(cited)]))
    forms = work.terms.get(fill.name)
    if forms is None or (fill.many and forms.many is None):
        kind = "plural " if forms is not None else ""
        work.misfits.append(
            Misfit(
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
    return f"({cited.edition})" if cited.edition else ""


def _cites(citations: Iterable[Citation], work: _Work) -> tuple[Cited, ...]:
    holding = (c for c in citations if c.when is None or parse_condition(c.when).holds(work.true))
    return tuple(cited for cited in (_cited(c, work) for c in holding) if cited is not None)


def _cited(citation: Citation, work: _Work) -> Cited | None:
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
        part=citation.part,
        section=citation.section,
        paragraph=citation.paragraph,
        url=(facts.url if facts else None) or authority.url,
    )
