"""What rules work on: the texts of a version or of a school's local changes, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clausework.model.authorities import Authority
from clausework.model.elements import (
    Cell,
    Citation,
    Clause,
    Definition,
    Element,
    Entry,
    Figure,
    FormField,
    Item,
    LetterParagraph,
    Note,
    Section,
    Table,
)
from clausework.model.lineage import paragraphs, units
from clausework.model.numbering import cell_id, description_id, figure_id, table_id, title_id
from clausework.model.policy import Variation, Version
from clausework.model.scalars import GROUPS, SchoolType
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Place, Problem, error, warning
from clausework.workspace.schema import File

# What a record may contain as received, and what HR may accept and still issue: a version that only
# corrects slips keeps the previous editions.
ACCEPTABLE = frozenset(
    {
        "article",
        "authority-not-for-type",
        "doubled-punctuation",
        "edition-superseded-at-issue",
        "emphasis-doubtful",
        "emphasis-unclosed",
        "entity-typed",
        "fact-unverified",
        "kind-claimed",
        "lead-in-alone",
        "list-typed",
        "placeholder",
        "remark-printed",
        "school-name",
        "section-empty",
        "sentence-broken",
        "source-not-in-force",
        "source-uncited",
        "table-typed",
        "text-duplicate",
        "text-unfinished",
        "typed-number",
        "word-typed",
    }
)

# Nobody would read more findings of one text, and each has to be looked up in it.
MOST_IN_A_TEXT = 100


@dataclass(frozen=True)
class Finding:
    """A problem, and the element (its path in the file) whose `accepts:` may accept it."""

    problem: Problem
    element: KeyPath


@dataclass(frozen=True)
class Written:
    """One text that may have fills: its place, its element, and the footnotes in reach.

    A text of several paragraphs is one for each: `start` is where it begins in the value at its
    path, `paragraph` which of them it is, from 1.
    """

    path: KeyPath
    text: str
    element: KeyPath
    owner: str
    notes: frozenset[str]
    start: int = 0
    paragraph: int = 1


@dataclass(frozen=True)
class Placed:
    """An element with its path and what kind of element it is."""

    path: KeyPath
    element: Element
    kind: str
    ancestors: tuple[KeyPath, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A source that an element names: in `cites:`, or only by `{{ cite … }}` in its words.

    `path` is that of the citation, None where words name it; `place` that of the name. `edition` is
    the key of the edition relied on, which is on record; None where the version gives none.
    """

    citation: Citation
    path: KeyPath | None
    place: Place
    element: KeyPath
    authority: Authority
    edition: str | None


def headings_and_clauses(
    version: Version,
) -> Iterator[tuple[KeyPath, Section | Clause, tuple[KeyPath, ...]]]:
    """Every section and clause of a version, in reading order.

    With each come its path in the file, and the paths of those that it is in, the outermost first.
    """
    for key in ("preamble", "sections", "appendices"):
        for index, one in enumerate(getattr(version, key)):
            for path, unit in units(one):
                above = (path[:length] for length in range(0, len(path), 2))
                yield (key, index, *path), unit, tuple((key, index, *one) for one in above)


def elements(version: Version) -> Iterator[Placed]:
    """Every section, clause, row, item and footnote of a version, in reading order."""
    for path, unit, above in headings_and_clauses(version):
        if isinstance(unit, Section):
            yield Placed(path, unit, "section", above)
        else:
            yield from _clause(unit, path, above)


def _clause(clause: Clause, path: KeyPath, above: tuple[KeyPath, ...]) -> Iterator[Placed]:
    yield Placed(path, clause, "clause", above)
    for r, row in enumerate(clause.rows):
        here = (*path, "table", "rows", r)
        yield Placed(here, row, "row", (*above, path))
        for name, cell in row.cells.items():
            yield from _items(cell.items, (*here, name), (*above, path, here))
    for key, entry in _entries(clause, path):
        yield Placed(key, entry, _KINDS[type(entry)], (*above, path))
    yield from _items(clause.items, path, (*above, path))
    yield from _notes(clause.notes, path)


_KINDS = {Definition: "definition", FormField: "field", LetterParagraph: "paragraph"}


def _entries(clause: Clause, path: KeyPath) -> Iterator[tuple[KeyPath, Entry]]:
    """The definitions, fields or paragraphs of a letter of a clause, each with its path."""
    keys = ("definitions",) if clause.definitions else ("form", "fields")
    where: KeyPath = ("letter",) if clause.letter else keys
    for index, entry in enumerate(clause.entries):
        yield (*path, *where, index), entry


def _items(items: tuple[Item, ...], above: KeyPath, outer: tuple[KeyPath, ...]) -> Iterator[Placed]:
    for i, item in enumerate(items):
        path = (*above, "items", i)
        yield Placed(path, item, "item", outer)
        yield from _items(item.items, path, (*outer, path))
        yield from _notes(item.notes, path)


def _notes(notes: tuple[Note, ...], above: KeyPath) -> Iterator[Placed]:
    for n, note in enumerate(notes):
        yield Placed((*above, "notes", n), note, "footnote", (above,))


def version_texts(version: Version) -> Iterator[Written]:
    """Every text of a version in which fills are allowed."""
    for here, unit, _ in headings_and_clauses(version):
        if isinstance(unit, Section):
            yield Written((*here, "title"), unit.title, here, unit.id, frozenset())
        else:
            yield from _clause_texts(unit, here)


def _clause_texts(clause: Clause, here: KeyPath) -> Iterator[Written]:
    """The texts of a clause, without those of the clauses in it."""
    notes = frozenset(note.id for note in clause.notes)
    if clause.text is not None:
        yield from _by_paragraph((*here, "text"), clause.text, here, clause.id, notes)
    if clause.table is not None:
        yield from _table_texts(clause.table, here, clause.id, notes)
    if clause.figure is not None:
        yield from _figure_texts(clause.figure, here, clause.id, notes)
    for path, entry in _entries(clause, here):
        yield from _entry_texts(entry, path, notes)
    yield from _item_texts(clause.items, here, notes)
    if clause.closing is not None:
        yield Written((*here, "closing"), clause.closing, here, clause.id, notes)
    yield from _note_texts(clause.notes, here)


def _by_paragraph(
    path: KeyPath, text: str, element: KeyPath, owner: str, notes: frozenset[str]
) -> Iterator[Written]:
    found = paragraphs(text)
    if len(found) < 2:
        yield Written(path, text, element, owner, notes)
        return
    for index, (start, words) in enumerate(found, 1):
        yield Written(path, words, element, owner, notes, start, index)


def _entry_texts(entry: Entry, here: KeyPath, notes: frozenset[str]) -> Iterator[Written]:
    match entry:
        case Definition():
            yield Written((*here, "term"), entry.term, here, entry.id, frozenset())
            yield Written((*here, "text"), entry.text, here, entry.id, notes)
        case FormField():
            yield Written((*here, "label"), entry.label, here, entry.id, notes)
            for name, words in entry.choices.items():
                yield Written((*here, "choices", name), words, here, entry.id, frozenset())
        case LetterParagraph():
            yield Written((*here, "text"), entry.text, here, entry.id, notes)


def _figure_texts(
    figure: Figure, clause: KeyPath, name: str, notes: frozenset[str]
) -> Iterator[Written]:
    here, owner = (*clause, "figure"), figure_id(name)
    if figure.caption is not None:
        yield Written((*here, "caption"), figure.caption, clause, owner, notes)
    yield Written((*here, "alt"), figure.alt, clause, owner, frozenset())
    if figure.description is not None:
        words = description_id(name)
        yield Written((*here, "description"), figure.description, clause, words, notes)


def _table_texts(
    table: Table, clause: KeyPath, name: str, notes: frozenset[str]
) -> Iterator[Written]:
    here, owner = (*clause, "table"), table_id(name)
    yield Written((*here, "caption"), table.caption, clause, owner, notes)
    for c, column in enumerate(table.columns):
        place = (*here, "columns", c, "title")
        yield Written(place, column.title, clause, title_id(name, column.id), notes)
    for r, row in enumerate(table.rows):
        place = (*here, "rows", r)
        yield from _cell_texts(row.id, row.cells, place, place, notes)


def _cell_texts(
    row: str, cells: Mapping[str, Cell], above: KeyPath, element: KeyPath, notes: frozenset[str]
) -> Iterator[Written]:
    """The texts of the cells of a row, which are below a path of the file."""
    for column, cell in cells.items():
        here = (*above, column)
        if cell.text.strip():
            yield Written((*here, "text"), cell.text, element, cell_id(row, column), notes)
        yield from _item_texts(cell.items, here, notes)


def role_texts(version: Version) -> Iterator[Written]:
    """What a version says to its readers by role, besides its text."""
    for index, role in enumerate(version.roles):
        here: KeyPath = ("roles", index)
        yield Written((*here, "text"), role.text, here, role.readers, frozenset())


def _item_texts(
    items: tuple[Item, ...], above: KeyPath, outer: frozenset[str]
) -> Iterator[Written]:
    for i, item in enumerate(items):
        here = (*above, "items", i)
        notes = outer | {note.id for note in item.notes}
        yield Written((*here, "text"), item.text, here, item.id, notes)
        yield from _item_texts(item.items, here, notes)
        if item.closing is not None:
            yield Written((*here, "closing"), item.closing, here, item.id, notes)
        yield from _note_texts(item.notes, here)


def _note_texts(notes: tuple[Note, ...], above: KeyPath) -> Iterator[Written]:
    for n, note in enumerate(notes):
        here = (*above, "notes", n)
        yield Written((*here, "text"), note.text, here, note.id, frozenset())


def variation_texts(
    variations: tuple[Variation, ...], above: KeyPath, notes: Mapping[str, frozenset[str]]
) -> Iterator[Written]:
    """Every text of local changes; `notes` gives the footnotes of each master clause by id."""
    for index, variation in enumerate(variations):
        here = (*above, index)
        at_hand = notes.get(variation.target, frozenset())
        name = variation.target
        if variation.title is not None:
            yield Written((*here, "title"), variation.title, here, name, frozenset())
        for path, clause in _own_clauses(variation, here):
            yield from _clause_texts(clause, path)
        if variation.term is not None:
            yield Written((*here, "term"), variation.term, here, name, frozenset())
        if variation.text is not None:
            yield from _by_paragraph((*here, "text"), variation.text, here, name, at_hand)
        for choice, words in (variation.choices or {}).items():
            yield Written((*here, "choices", choice), words, here, name, frozenset())
        if variation.closing is not None:
            yield Written((*here, "closing"), variation.closing, here, variation.target, at_hand)
        cells = variation.cells or {}
        yield from _cell_texts(variation.target, cells, (*here, "cells"), here, at_hand)
        yield from _item_texts(variation.items or (), here, at_hand)


def _own_clauses(variation: Variation, here: KeyPath) -> Iterator[tuple[KeyPath, Clause]]:
    """The clauses of a section that a local change adds, and those in them, with their paths."""
    for index, clause in enumerate(variation.clauses or ()):
        for path, unit in units(clause):
            if isinstance(unit, Clause):
                yield (*here, "clauses", index, *path), unit


def variation_elements(variations: tuple[Variation, ...], above: KeyPath) -> Iterator[Placed]:
    """Every clause, row, point and footnote that local changes add within what they concern."""
    for index, variation in enumerate(variations):
        for path, clause in _own_clauses(variation, (*above, index)):
            yield from _clause(clause, path, ())
        yield from _items(variation.items or (), (*above, index), ())
        for name, cell in (variation.cells or {}).items():
            yield from _items(cell.items, (*above, index, "cells", name), ())


def citations(all_placed: Iterable[Placed]) -> Iterator[tuple[KeyPath, Citation, KeyPath]]:
    """Every citation of some elements, with its path and its element's."""
    for placed in all_placed:
        for index, citation in enumerate(placed.element.cites):
            yield (*placed.path, "cites", index), citation, placed.path


def at(source: Source, written: Written, start: int, end: int, caret: int | None = None) -> Place:
    """The place of a stretch of a text, underlined from a caret, which without one is its start."""
    first = written.start + start
    under = first if caret is None else written.start + caret
    return source.place_in(written.path, first, under, written.start + end - under)


def not_accepted(file: File[Version], found: list[Finding]) -> Iterator[Problem]:
    """The findings that no `accepts:` of their element accepts, and each `accepts:` in vain."""
    accepted: set[tuple[KeyPath, str]] = set()
    rules = {
        placed.path: {a.rule for a in placed.element.accepts} for placed in elements(file.value)
    }
    for finding in found:
        code = finding.problem.code
        if code in ACCEPTABLE and code in rules.get(finding.element, ()):
            accepted.add((finding.element, code))
        else:
            yield finding.problem
    for placed in elements(file.value):
        for index, accept in enumerate(placed.element.accepts):
            if accept.rule not in ACCEPTABLE:
                yield error(
                    "accept-not-allowed",
                    file.source.place((*placed.path, "accepts", index, "rule")),
                    f'the rule "{accept.rule}" has no exceptions',
                    "what it finds cannot be published, whatever the reason.",
                    f"write one of: {', '.join(sorted(ACCEPTABLE))}; or correct what it finds.",
                )
            elif (placed.path, accept.rule) not in accepted:
                yield warning(
                    "accept-unused",
                    file.source.place((*placed.path, "accepts", index)),
                    f'the rule "{accept.rule}" finds no fault here',
                    "an exception that is not needed would hide the next fault.",
                    "delete it.",
                )


def type_words(kinds: set[SchoolType]) -> str:
    """Types of school as `when:` names them, by group where all of the group are included."""
    groups = [name for name, members in GROUPS.items() if members <= kinds]
    rest = kinds.difference(*(GROUPS[name] for name in groups))
    return ", ".join([*groups, *(kind.value for kind in SchoolType if kind in rest)])
