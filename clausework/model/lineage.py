"""Where the elements of a version are, and what they become in another version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar, cast

from clausework.model.elements import (
    Clause,
    Definition,
    Entry,
    Figure,
    FormField,
    Item,
    LetterParagraph,
    Row,
    Section,
    Table,
)
from clausework.model.inline import Picture
from clausework.model.policy import Variation, Version
from clausework.model.scalars import Frozen
from clausework.source.locations import KeyPath

V = TypeVar("V")
E = TypeVar("E", bound=Section | Clause | Item | Row | Entry)

AnyElement = Section | Clause | Item | Row | Entry
# For each element of one version, those of another that continue it, in reading order.
Successors = Mapping[str, tuple[str, ...]]

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
REFERENCE = re.compile(r"(\{\{\s*ref\s+)([a-z][a-z0-9-]*)(\s*\}\})")


@dataclass(frozen=True)
class ElementPlace:
    """An element, the ids around it (its section first), the footnotes that its text may mark."""

    element: AnyElement
    within: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()
    # The kinds of the points and of the row that it is in.
    inside: tuple[type[AnyElement], ...] = ()

    @property
    def level(self) -> tuple[type[AnyElement], ...]:
        """What kind of element it is, and of a point what it is in."""
        return (*self.inside, type(self.element))


def places(parts: Iterable[AnyElement]) -> dict[str, ElementPlace]:
    """Sections, or other elements, and every element in them by its id, in reading order."""
    found: dict[str, ElementPlace] = {}

    def walk(
        part: AnyElement,
        within: tuple[str, ...],
        notes: frozenset[str],
        inside: tuple[type[AnyElement], ...],
    ) -> None:
        # The footnotes of a clause are not those of the clauses in it.
        notes = frozenset() if isinstance(part, Section | Clause) else notes
        notes |= {note.id for note in getattr(part, "notes", ())}
        found[part.id] = ElementPlace(part, within, notes, inside)
        below = (*inside, type(part)) if isinstance(part, Item | Row) else ()
        for child in children(part):
            walk(child, (*within, part.id), notes, below)

    for part in parts:
        walk(part, (), frozenset(), ())
    return found


def children(part: AnyElement) -> tuple[AnyElement, ...]:
    """What is directly in an element, in reading order.

    Of a section its clauses, then its sections; of a clause its rows, definitions, fields or
    paragraphs, its points and clauses; of a point or row its points.
    """
    match part:
        case Section():
            return (*part.clauses, *part.sections)
        case Clause():
            return (*part.rows, *part.entries, *part.items, *part.clauses)
        case Row():
            return tuple(item for cell in part.cells.values() for item in cell.items)
        case Item():
            return part.items
        case _:
            return ()


def with_children(part: E, inside: Sequence[AnyElement]) -> E:
    """An element with other children, of which each point of a row is one that it has."""
    match part:
        case Section():
            sections = _those(Section, inside)
            return part.replaced(clauses=_those(Clause, inside), sections=sections)
        case Clause():
            table = part.table and part.table.replaced(rows=_those(Row, inside))
            own = {"items": _those(Item, inside), "clauses": _those(Clause, inside)}
            entries = [one for one in inside if isinstance(one, Entry)]
            return part.with_entries(entries).replaced(table=table, **own)
        case Row():
            points = {one.id: one for one in _those(Item, inside)}
            return part.replaced(
                cells={
                    name: cell.replaced(
                        items=tuple(points[old.id] for old in cell.items if old.id in points)
                    )
                    for name, cell in part.cells.items()
                }
            )
        case Item():
            return part.replaced(items=_those(Item, inside))
        case _:
            return part


def _those(kind: type[V], elements: Iterable[object]) -> tuple[V, ...]:
    return tuple(one for one in elements if isinstance(one, kind))


def below(part: AnyElement) -> Iterator[AnyElement]:
    """An element and all in it, in reading order."""
    yield part
    for child in children(part):
        yield from below(child)


def pictures(parts: Iterable[AnyElement]) -> tuple[Picture, ...]:
    """The pictures of the figures in some elements, in reading order."""
    clauses = (one for part in parts for one in below(part) if isinstance(one, Clause))
    return tuple(one.figure.file for one in clauses if one.figure is not None)


def units(part: AnyElement) -> Iterator[tuple[KeyPath, Section | Clause]]:
    """A section or clause and those in it, in reading order, each with its path from the first."""
    if isinstance(part, Section | Clause):
        yield (), part
        for key in ("clauses", "sections"):
            for index, inside in enumerate(getattr(part, key, ())):
                yield from (((key, index, *path), unit) for path, unit in units(inside))


def own(part: AnyElement) -> Iterator[AnyElement]:
    """An element with its rows and points, without the sections and clauses in it."""
    yield part
    for child in children(part):
        if not isinstance(child, Section | Clause):
            yield from own(child)


def points_of(items: Iterable[Item]) -> Iterator[tuple[KeyPath, Item]]:
    """Points and all in them, in reading order, each with its path from what has them."""
    for index, item in enumerate(items):
        yield ("items", index), item
        for path, inside in points_of(item.items):
            yield ("items", index, *path), inside


def brought(variation: Variation) -> Iterator[tuple[KeyPath, AnyElement]]:
    """What a local change has within the element that it concerns, each with its path.

    That is its points and the clauses of a section, with all in them. The path is from the local
    change; of what is in a clause but its points, that of the clause.
    """
    yield from points_of(variation.items or ())
    for column, cell in (variation.cells or {}).items():
        for path, item in points_of(cell.items):
            yield ("cells", column, *path), item
    for index, clause in enumerate(variation.clauses or ()):
        for path, unit in units(clause):
            here = ("clauses", index, *path)
            points = {
                item.id: (*here, *below) for below, item in points_of(getattr(unit, "items", ()))
            }
            for element in own(unit):
                yield points.get(element.id, here), element


def own_texts(part: AnyElement) -> tuple[str, ...]:
    """The texts of an element itself, its footnotes last."""
    return (*words_in(part), *(note.text for note in getattr(part, "notes", ())))


def words_in(part: AnyElement) -> tuple[str, ...]:
    """The texts of an element itself but its footnotes: title, text or cells, closing."""
    match part:
        case Section():
            return (part.title,)
        case Row():
            return tuple(filter(None, (cell.text for cell in part.cells.values())))
        case Definition():
            return (part.term, part.text)
        case FormField():
            return (part.label, *part.choices.values())
        case LetterParagraph():
            return (part.text,)
        case Clause(table=Table() as table):
            around = (table.caption, *(column.title for column in table.columns))
        case Clause(figure=Figure() as figure):
            around = (*filter(None, [figure.caption]), figure.alt, figure.words)
        case _:
            around = ()
    own = () if part.text is None else (part.text,)
    return (*own, *around, *filter(None, [part.closing]))


def all_texts(parts: Iterable[AnyElement]) -> Iterator[str]:
    """The texts of elements and of everything in them."""
    return (text for part in parts for one in below(part) for text in own_texts(one))


def paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs of a text, each with where it begins.

    YAML leaves one line end between two, or more.
    """
    return [(found.start(), found[0]) for found in _PARAGRAPH.finditer(text)]


def single_spaced(text: str) -> str:
    """A text with single spaces between its words, and blank lines between its paragraphs."""
    return "\n\n".join(" ".join(words.split()) for _, words in paragraphs(text))


def references(texts: Iterable[str]) -> frozenset[str]:
    """The ids that texts refer to."""
    return frozenset(found[2] for text in texts for found in REFERENCE.finditer(text))


def successors(versions: Sequence[Version]) -> Successors:
    """The elements of the last version that continue each element of the first.

    Each of `versions` follows the one before it, or is followed by it, as on the way back to an
    earlier version.
    """
    found: Successors = {name: (name,) for name in places(versions[0].parts)}
    for before, after in pairwise(versions):
        if before.follows == after.version:
            step = _turned(_heirs(after, before), after)
        else:
            step = _heirs(before, after)
        found = {
            name: tuple(dict.fromkeys(heir for one in ones for heir in step.get(one, ())))
            for name, ones in found.items()
        }
    return found


def _heirs(before: Version, after: Version) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(places(before.parts), ())
    later = places(after.parts)
    for name, place in later.items():
        for old in dict.fromkeys((name, *place.element.was)):
            # An id continues itself, or where it was split off, only that element.
            if old in found and (old == name or name not in found or old not in later):
                found[old] = (*found[old], name)
    return found


def _turned(step: Successors, before: Version) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in places(before.parts):
        for heir in step[name]:
            found[heir] = (*found.get(heir, ()), name)
    return found


def shut(found: Mapping[str, ElementPlace]) -> frozenset[str]:
    """The ids of locked elements and of everything in or around them.

    A locked point would be removed with its clause.
    """
    locked = {name for name, place in found.items() if place.element.locked}
    inside = {name for name, place in found.items() if locked & {name, *place.within}}
    return frozenset(inside.union(*(found[name].within for name in locked)))


def closed(found: Mapping[str, ElementPlace]) -> frozenset[str]:
    """The ids after which nothing may be added, because it would be in a locked element."""
    locked = {name for name, place in found.items() if place.element.locked}
    return frozenset(
        name
        for name, place in found.items()
        if locked & {*place.within, *((name,) if isinstance(place.element, Section) else ())}
    )


def followed(value: V, names: Mapping[str, str], points: Mapping[str, str]) -> V:
    """A value of a file with single spaces in its texts, and with new names (old to new).

    A blank line between paragraphs is kept.

    The names are those of the elements that it refers to, and of its points. The reason of a local
    change is unchanged.
    """
    result: Any = value
    if isinstance(value, str):
        text = single_spaced(value)
        result = REFERENCE.sub(lambda ref: ref[1] + names.get(ref[2], ref[2]) + ref[3], text)
    elif isinstance(value, tuple):
        result = tuple(followed(one, names, points) for one in value)
    elif isinstance(value, Frozen):
        changed = {
            key: followed(getattr(value, key), names, points)
            for key in value.model_fields_set - {"id", "reason", "consulted"}
        }
        if isinstance(value, Item):
            changed["id"] = points.get(value.id, value.id)
        result = value.replaced(**changed)
    return cast(V, result)


def near(found: Mapping[str, ElementPlace], tops: Sequence[str], name: str) -> Iterator[str]:
    """This element, and the others that an addition after it could follow, the nearest first.

    `tops` are the sections.
    """
    yield name
    place = found[name]
    within = place.within
    siblings = [*tops]
    if within:
        beside = children(found[within[-1]].element)
        siblings = [one.id for one in beside if type(one) is type(place.element)]
    at = siblings.index(name)
    for other in reversed(siblings[:at]):
        if isinstance(place.element, Section):
            inside = reversed(children(found[other].element))
            yield from (clause.id for clause in inside if isinstance(clause, Clause))
        yield other
    if isinstance(place.element, Clause):
        yield from near(found, tops, within[-1])
    else:
        yield from siblings[at + 1 :]
