"""Apply a school's local changes to the sections of the version that it adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from clausework.model.elements import (
    DEPTH_OF_POINTS,
    Appendix,
    Clause,
    Definition,
    Entry,
    FormField,
    Item,
    LetterParagraph,
    Row,
    Section,
)
from clausework.model.lineage import (
    AnyElement,
    below,
    brought,
    children,
    paragraphs,
    with_children,
)
from clausework.model.policy import Variation, Version
from clausework.resolve.conflicts import (
    NO_ROOM,
    Conflict,
    id_twice,
    ill_fitting,
    in_a_cell,
    kind_of,
    no_room,
    no_target,
    one_paragraph,
    too_deep,
    unfinished,
)

Local = Literal["added", "replaced"]


def varied(
    version: Version, variations: tuple[Variation, ...]
) -> tuple[tuple[Section, ...], dict[str, Local], list[Conflict]]:
    """Apply a school's local changes to the sections of a version, in order.

    Returns the sections, "added" or "replaced" by the id of each element that a local change wrote,
    and the changes that do not fit, which are left out.
    """
    copy = LocalCopy(version.version, version.parts)
    local: dict[str, Local] = {}
    conflicts: list[Conflict] = []
    for index, variation in enumerate(variations):
        conflict = copy.vary(variation, index)
        if conflict is not None:
            conflicts.append(conflict)
        elif variation.omit is None:
            local[variation.target] = "added" if variation.add else "replaced"
    return copy.sections, local, conflicts


def undone(sections: Iterable[Section], variations: tuple[Variation, ...]) -> Iterator[Conflict]:
    """The local changes whose words a later one removes, each as a conflict.

    They are those applied to a version, with the result `sections`.
    """
    there = {part.id for section in sections for part in below(section)}
    last = {one.target: at for at, one in enumerate(variations)}
    for at, one in enumerate(variations):
        names = [part.id for _, part in brought(one)]
        lost = [name for name in (one.target, *names) if name not in there]
        if one.omit is None and (lost or last[one.target] > at):
            name = lost[0] if lost else one.target
            yield Conflict(
                "variation-undone",
                ("variations", at, "add" if one.add is not None else kind_of(one)),
                f'a later local change removes the words that this one gives for "{name}"',
                "the words of this one would be in no copy of the school.",
                "make one local change of the two, or delete the one that is no longer meant.",
            )


@dataclass(eq=False)
class _Position:
    """The place of an element; None for `above` is the whole text, which is not an element.

    Where `changed`, the element has not yet received its present children.
    """

    element: AnyElement | None
    above: _Position | None
    children: list[_Position] = field(default_factory=list)
    changed: bool = False

    @property
    def depth(self) -> int:
        """How many points it is, or is in."""
        above = self.above.depth if self.above is not None else 0
        return above + isinstance(self.element, Item)

    def made(self) -> AnyElement:
        """The element with its present children."""
        assert self.element is not None
        if self.changed:
            now = tuple(child.made() for child in self.children)
            self.element = with_children(self.element, now)
            self.changed = False
        return self.element


class LocalCopy:
    """A school's copy of a version, to which local changes are applied one by one.

    The cost of each depends on what it changes, not on the length of the copy. `reserved` are ids
    that no addition may have, with those of the elements that contain them. `gone` has, for each
    removed element, the local change that removed it.
    """

    def __init__(
        self,
        version: str,
        sections: Iterable[Section],
        reserved: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.gone: dict[str, Variation] = {}
        self._version = version
        self._reserved = reserved or {}
        self._places: dict[str, _Position] = {}
        self._text = _Position(None, None)
        self._undo: list[Callable[[], None]] = []
        for section in sections:
            self._text.children.append(self._entered(section, self._text))

    def __contains__(self, name: object) -> bool:
        return name in self._places

    @property
    def sections(self) -> tuple[Section, ...]:
        """The present sections."""
        made = (place.made() for place in self._text.children)
        return tuple(one for one in made if isinstance(one, Section))

    def element(self, name: str) -> AnyElement:
        """The present element, with everything in it. Raises KeyError."""
        return self._places[name].made()

    def around(self, name: str) -> Iterator[AnyElement]:
        """The elements around one, the nearest first, possibly with outdated children.

        Raises KeyError.
        """
        place = self._places[name].above
        while place is not None and place.element is not None:
            yield place.element
            place = place.above

    def vary(self, variation: Variation, index: int = 0) -> Conflict | None:
        """Apply the local change of this index; where it does not fit, only return why."""
        anchor = variation.after if variation.add is not None else variation.target
        place = self._places.get(anchor or "")
        if place is None:
            return no_target(self._version, variation, index)
        assert place.element is not None
        new = _new(variation, place.element) if variation.add is not None else None
        concerned = new or place.element
        if new is not None and self._taken(new.id, ""):
            return id_twice(new.id, variation, index)
        if place.above is not None and isinstance(place.above.element, Row):
            return in_a_cell(place.above.element, variation, index)
        if variation.omit is None:
            for key in NO_ROOM[type(concerned)]:
                if getattr(variation, key):
                    return no_room(concerned, key, variation, index)
            unfit = unfinished(concerned, variation, index)
            if unfit is not None:
                return unfit
            further = len(paragraphs(variation.text or "")) > 1
            if further and not isinstance(concerned, Clause):
                return one_paragraph(variation, index)
            table = getattr(place.above and place.above.element, "table", None)
            unfit = ill_fitting(table, variation, index) if variation.cells and table else None
            if unfit is not None:
                return unfit
        # What is too deep by itself is a fault of the file alone.
        inside = [variation.items, *(cell.items for cell in (variation.cells or {}).values())]
        if place.depth + min(max(map(_depth, inside)), DEPTH_OF_POINTS) > DEPTH_OF_POINTS:
            return too_deep(variation, index)
        twice = self._twice([part.id for _, part in brought(variation)], variation)
        if twice is not None:
            return id_twice(twice, variation, index)
        if new is not None:
            self._add(new, place)
        elif variation.omit is not None:
            self._drop(place, variation)
        else:
            self._replace(place, variation)
        return None

    def mark(self) -> int:
        """The state of the copy, to which `back` returns."""
        return len(self._undo)

    def back(self, mark: int) -> None:
        """Undo everything since that state."""
        while len(self._undo) > mark:
            self._undo.pop()()

    def _twice(self, names: Iterable[str], variation: Variation) -> str | None:
        """The first of the ids that a local change adds which is already in use."""
        counted = Counter(names)
        taken = (n for n in counted if n == variation.add or self._taken(n, variation.replace))
        return next((name for name in counted if counted[name] > 1), next(taken, None))

    def _taken(self, name: str, replaced: str | None) -> bool:
        """Whether an id is in use, except in the points of a clause that gets others."""
        if name in self._reserved:
            return replaced not in self._reserved[name]
        inside = name in self._places and any(one.id == replaced for one in self.around(name))
        return name in self._places and not inside

    def _add(self, new: AnyElement, place: _Position) -> None:
        if isinstance(place.element, Section) and not isinstance(new, Section):
            self._put(self._entered(new, place), 0)
        else:
            assert place.above is not None
            at = place.above.children.index(place) + 1
            self._put(self._entered(new, place.above), at)

    def _replace(self, place: _Position, variation: Variation) -> None:
        element = place.element
        changed: dict[str, object] = {"text": variation.text}
        if isinstance(element, Section):
            changed = {"title": variation.text}
        elif isinstance(element, Row):
            self._replace_cells(place, element, variation)
            return
        elif isinstance(element, FormField):
            changed = {"label": variation.text}
        elif isinstance(element, Entry):
            pass
        elif element is not None:
            changed["style"] = variation.style or element.style
            if variation.closing is not None:
                changed["closing"] = variation.closing
            if variation.items is not None:
                for child in [*place.children]:
                    if isinstance(child.element, Item):
                        self._drop(child, variation)
                for index, item in enumerate(variation.items):
                    self._put(self._entered(item, place), index)
        assert element is not None
        self._set(place, element.replaced(**changed))

    def _replace_cells(self, place: _Position, row: Row, variation: Variation) -> None:
        cells = row.cells | (variation.cells or {})
        for child in [*place.children]:
            self._drop(child, variation)
        self._set(place, row.replaced(cells=cells))
        for index, item in enumerate(children(row.replaced(cells=cells))):
            self._put(self._entered(item, place), index)

    def _entered(self, element: AnyElement, above: _Position) -> _Position:
        """An element with everything in it, indexed by id, but not yet among its siblings."""
        place = _Position(element, above)
        place.children = [self._entered(child, place) for child in children(element)]
        self._places[element.id] = place
        return place

    def _put(self, place: _Position, at: int) -> None:
        assert place.above is not None
        place.above.children.insert(at, place)
        self._touch(place.above)
        inside = [part.id for part in below(place.made())]
        back = {name: self.gone.pop(name) for name in inside if name in self.gone}

        def undo() -> None:
            self._take(place, None)
            self.gone.update(back)

        self._undo.append(undo)

    def _drop(self, place: _Position, variation: Variation) -> None:
        assert place.above is not None
        at = place.above.children.index(place)
        inside = [(part.id, self._places[part.id]) for part in below(place.made())]
        self._take(place, variation)

        def undo() -> None:
            assert place.above is not None
            place.above.children.insert(at, place)
            self._touch(place.above)
            self._places.update(inside)
            for name, _ in inside:
                self.gone.pop(name, None)

        self._undo.append(undo)

    def _take(self, place: _Position, variation: Variation | None) -> None:
        """Remove an element with everything in it, for a local change or without a trace."""
        assert place.above is not None
        for part in below(place.made()):
            del self._places[part.id]
            if variation is not None:
                self.gone[part.id] = variation
        place.above.children.remove(place)
        self._touch(place.above)

    def _set(self, place: _Position, element: AnyElement) -> None:
        before = place.element

        def undo() -> None:
            place.element = before
            self._touch(place)

        place.element = element
        self._touch(place)
        self._undo.append(undo)

    def _touch(self, place: _Position) -> None:
        """Have an element, and those around it, rebuilt."""
        above: _Position | None = place
        while above is not None and above.element is not None:
            above.changed = True
            above = above.above


def _depth(items: Iterable[Item] | None) -> int:
    """How deep points are."""
    return max((1 + _depth(one.items) for one in items or ()), default=0)


def _new(variation: Variation, anchor: AnyElement) -> AnyElement:
    """The element that a local change adds after another."""
    text, name = variation.text or "", variation.target
    if variation.title is not None and isinstance(anchor, Section):
        beside = Appendix if isinstance(anchor, Appendix) else Section
        clauses = variation.clauses or ()
        return beside.model_construct(id=name, title=variation.title, clauses=clauses)
    if isinstance(anchor, Row):
        return Row.model_construct(id=name, cells=variation.cells or {})
    if isinstance(anchor, Definition):
        return Definition.model_construct(id=name, term=variation.term or "", text=text)
    if isinstance(anchor, FormField):
        kind, choices = variation.kind or "line", variation.choices or {}
        return FormField.model_construct(id=name, label=text, kind=kind, choices=choices)
    if isinstance(anchor, LetterParagraph):
        return LetterParagraph.model_construct(id=name, text=text)
    if isinstance(anchor, Section | Clause):
        return Clause.model_construct(
            id=name,
            text=text,
            style=variation.style or "bullet",
            items=variation.items or (),
            closing=variation.closing,
        )
    return Item.model_construct(
        id=name,
        text=text,
        style=variation.style,
        items=variation.items or (),
        closing=variation.closing,
    )
