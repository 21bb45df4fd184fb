"""Elements of a version as nodes of a document: numbered, with the school's words filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from clausework.model.authorities import Authorities
from clausework.model.document import Cited, DocumentNote, Level, Node
from clausework.model.elements import (
    BULLET,
    Appendix,
    Cell,
    Citation,
    Clause,
    Column,
    Definition,
    Entry,
    FieldKind,
    Figure,
    FormField,
    Item,
    LetterParagraph,
    ListStyle,
    Note,
    Numbered,
    Preamble,
    Row,
    Section,
    Table,
)
from clausework.model.inline import Run, parse, parse_fill, plain
from clausework.model.lineage import paragraphs
from clausework.model.numbering import (
    Number,
    cell_id,
    description_id,
    figure_id,
    paragraph_id,
    style_of,
    table_id,
    titles_id,
)
from clausework.model.policy import Policy, Term, Version
from clausework.model.scalars import SchoolType
from clausework.model.terms import Forms
from clausework.model.varying.people import DETAILS, Person
from clausework.resolve.answers import answer
from clausework.resolve.conditions import Names, holds
from clausework.resolve.conflicts import Conflict
from clausework.resolve.local_changes import Local
from clausework.resolve.sources import cited, edition_words


@dataclass(frozen=True)
class Master:
    """What HR keeps, as far as one policy needs it; `titles` are those of all policies, by id."""

    policy: Policy
    terms: Mapping[str, Mapping[str, Term]]
    authorities: Authorities
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass
class ResolveContext:
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


_LEVELS: Mapping[type[Section], Level] = {Appendix: "appendix", Preamble: "preamble"}


def section_node(section: Section, work: ResolveContext) -> Node:
    return _node(
        section,
        work,
        level=_LEVELS.get(type(section), "section"),
        text=runs_of(section.title, work),
        children=(
            *(_clause(clause, work) for clause in section.clauses),
            *(section_node(inside, work) for inside in section.sections),
        ),
    )


def _clause(clause: Clause, work: ResolveContext) -> Node:
    first, *further = [words for _, words in paragraphs(clause.words)] or [""]
    text, own = _noted(first, clause.notes, work)
    lead_in = [_paragraph(clause, index, one, work) for index, one in enumerate(further, 2)]
    entries = [_entry(one, clause.notes, work) for one in clause.entries]
    block: tuple[Node, ...] = ()
    if clause.table is not None and clause.rows:
        block = (_table(clause, clause.table, work),)
    if clause.figure is not None:
        block = _figure(clause, clause.figure, work)
    points = tuple(_item(item, clause.style, clause.notes, work) for item in clause.items)
    closing, after = _noted(clause.closing or "", clause.notes, work)
    return _node(
        clause,
        work,
        level="clause",
        text=text,
        style=clause.style,
        children=(
            *lead_in,
            *block,
            *entries,
            *points,
            *(_clause(inside, work) for inside in clause.clauses),
        ),
        closing=closing,
        notes=(*own, *after),
    )


def _paragraph(clause: Clause, index: int, words: str, work: ResolveContext) -> Node:
    text, notes = _noted(words, clause.notes, work)
    return Node(
        id=paragraph_id(clause.id, index),
        level="paragraph",
        number=work.numbers[clause.id].whole,
        label="",
        text=text,
        notes=notes,
        was=tuple(paragraph_id(name, index) for name in clause.was),
    )


def _entry(entry: Entry, outer: tuple[Note, ...], work: ResolveContext) -> Node:
    if isinstance(entry, LetterParagraph):
        text, notes = _noted(entry.text, outer, work)
        return _node(entry, work, level="letter", text=text, notes=notes)
    if isinstance(entry, Definition):
        term = (run.replaced(strong=True) for run in runs_of(entry.term, work))
        text, notes = _noted(entry.text, outer, work)
        words = (*term, Run(text=": "), *text)
        return _node(entry, work, level="definition", text=words, notes=notes)
    label, notes = _noted(entry.label, outer, work)
    return _node(entry, work, level="field", text=_field(entry, label, work), notes=notes)


def _field(field: FormField, label: tuple[Run, ...], work: ResolveContext) -> tuple[Run, ...]:
    """A field as it is printed: a box before what is ticked, room after what is written."""
    box, space = Run(text="☐"), Run(text=" ")
    if field.kind == "tick":
        return (box, space, *label)
    if field.kind == "choice":
        choices = [(space, box, space, *runs_of(one, work)) for one in field.choices.values()]
        return (*label, Run(text=":"), *(run for choice in choices for run in choice))
    return (*label, Run(text=f": {ROOM[field.kind]}"))


def _figure(clause: Clause, figure: Figure, work: ResolveContext) -> tuple[Node, ...]:
    """The figure of a clause, and what it shows in words."""
    number, note = work.numbers[figure_id(clause.id)], clause.notes
    picture = figure.file.replaced(alt=plain(runs_of(figure.alt, work)))
    caption, marked = _noted(figure.caption or "", note, work)
    words, also = _noted(figure.words, note, work)
    shown = Node(
        id=figure_id(clause.id),
        level="figure",
        number=number.whole,
        label=number.label,
        text=(Run(picture=picture), *caption),
        notes=marked,
        was=tuple(map(figure_id, clause.was)),
    )
    in_words = Node(
        id=description_id(clause.id),
        level="words",
        number=number.whole,
        label="",
        text=words,
        notes=also,
        was=tuple(map(description_id, clause.was)),
    )
    return shown, in_words


# As long as a word may be that no format breaks; more is in several.
_LINE = "_" * 28
ROOM: Mapping[FieldKind, str] = {
    "line": _LINE,
    "lines": " ".join([_LINE] * 6),
    "date": "____ / ____ / ________",
    "signature": _LINE,
}


def _table(clause: Clause, table: Table, work: ResolveContext) -> Node:
    name = table_id(clause.id)
    caption, notes = _noted(table.caption, clause.notes, work)
    titles = {column.id: Cell(text=column.title) for column in table.columns}
    was = tuple(map(titles_id, clause.was))
    head = Row.model_construct(id=titles_id(clause.id), was=was, cells=titles)
    rows = [_row("titles", head, table, clause.notes, work)]
    rows += [_row("row", row, table, clause.notes, work) for row in table.rows]
    return Node(
        id=name,
        level="table",
        number=work.numbers[name].whole,
        label=work.numbers[name].label,
        text=caption,
        children=tuple(rows),
        widths=tuple(column.width for column in table.columns),
        row_headers=table.row_headers,
        notes=notes,
        was=tuple(map(table_id, clause.was)),
    )


def _row(
    level: Literal["titles", "row"],
    row: Row,
    table: Table,
    outer: tuple[Note, ...],
    work: ResolveContext,
) -> Node:
    cells = (
        _cell(row, column, row.cells.get(column.id, Cell()), outer, work)
        for column in table.columns
    )
    return _node(row, work, level=level, text=(), children=tuple(cells))


def _cell(
    row: Row, column: Column, cell: Cell, outer: tuple[Note, ...], work: ResolveContext
) -> Node:
    text, notes = _noted(cell.text, outer, work)
    return Node(
        id=cell_id(row.id, column.id),
        level="cell",
        number=work.numbers[row.id].whole,
        label="",
        text=text,
        style=cell.style,
        children=tuple(_item(item, cell.style, outer, work) for item in cell.items),
        notes=notes,
        was=tuple(cell_id(name, column.id) for name in row.was),
    )


def _item(item: Item, around: ListStyle, outer: tuple[Note, ...], work: ResolveContext) -> Node:
    notes, style = (*item.notes, *outer), style_of(item, around)
    text, own = _noted(item.text, notes, work)
    children = tuple(_item(one, style, notes, work) for one in item.items)
    closing, after = _noted(item.closing or "", notes, work)
    return _node(
        item,
        work,
        level="item",
        text=text,
        style=style if children else "bullet",
        children=children,
        closing=closing,
        notes=(*own, *after),
    )


def _node(element: Numbered, work: ResolveContext, **own: Any) -> Node:
    """An element as a node, with what all kinds of elements have and what is its `own`."""
    return Node(
        id=element.id,
        number=work.numbers[element.id].whole,
        label=work.numbers[element.id].label,
        cites=_cites(element.cites, work),
        when=element.when,
        was=element.was,
        local=work.local.get(element.id),
        **own,
    )


def _noted(
    text: str, notes: tuple[Note, ...], work: ResolveContext
) -> tuple[tuple[Run, ...], tuple[DocumentNote, ...]]:
    runs = runs_of(text, work)
    by_id = {note.id: note for note in notes}
    marked = [by_id[run.note] for run in runs if run.note in by_id]
    found = []
    for note in marked:
        number = work.note_numbers.setdefault(note.id, len(work.note_numbers) + 1)
        found.append(
            DocumentNote(
                id=note.id,
                number=number,
                text=runs_of(note.text, work),
                cites=_cites(note.cites, work),
            )
        )
    return runs, tuple(found)


def runs_of(text: str, work: ResolveContext) -> tuple[Run, ...]:
    return tuple(
        run if run.fill is None else run.replaced(text=_filled(run.fill, work))
        for run in parse(text).runs
    )


def _filled(words: str, work: ResolveContext) -> str:
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
        source = _cited(Citation(authority=fill.name), work)
        named = [source.name, edition_words(source)] if source is not None else []
        return " ".join(filter(None, named))
    if fill.kind == "blank":
        return f"{'_' * 10} ({fill.name})"
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


def _cites(citations: Iterable[Citation], work: ResolveContext) -> tuple[Cited, ...]:
    holding = (c for c in citations if holds(c.when, work.true))
    return tuple(filter(None, (_cited(one, work) for one in holding)))


def _cited(citation: Citation, work: ResolveContext) -> Cited | None:
    return cited(citation, work.version.editions, work.master.authorities, work.type)
