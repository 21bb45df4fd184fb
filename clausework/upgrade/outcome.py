"""The outcome of a local change in another version, and the data that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from clausework.model.elements import Entry, FormField, Item, Row, Section
from clausework.model.lineage import (
    AnyElement,
    ElementPlace,
    Successors,
    all_texts,
    followed,
    own_texts,
    pictures,
)
from clausework.model.policy import Policy, Variation
from clausework.upgrade.merge import Wording


class Outcome(StrEnum):
    """The outcome of a local change.

    `moved` means that it is beside, or refers to, the element nearest to a removed one.
    """

    CARRIED = "carried"
    MERGED = "merged"
    MOVED = "moved"
    DECIDED = "decided"
    DROPPED = "dropped"
    CONFLICT = "conflict"


class Choice(StrEnum):
    """How a conflict may be decided: the school's words, the master's, or others."""

    OURS = "ours"
    THEIRS = "theirs"
    EDIT = "edit"


@dataclass(frozen=True)
class CarriedChange:
    """A local change, its outcome, and the reason where there is one.

    `result` replaces it. `base`, `ours` and `theirs` are all the words concerned: of the old
    master, the local change, and the new master; `parts` are the ids of the new master's elements.
    `choices` are the resolutions that a conflict allows. `missing` are ids that its text refers to
    and the school's copy would not have, each with a nearby one that it would have.

    `why` is one of: around (other words of its clause changed), renamed, taken-up (the master now
    has the same words), place (the element before it was removed), removed, unprinted (the master
    now prints it for other schools only), appeared (it was printed for others only), split, merged,
    reshaped (for example, a point became a clause), reworded (what is left out has new words),
    moved-in (it now holds other text of the school's), same-words, paragraphs (an EDIT has a
    different number of texts from the local change), the point-… of `merge.Clash`, locked, adopted
    (the policy is adopted word for word), rests (the element it depends on is missing), reference
    (a text refers to a missing element, or one that continued in another clause), note (a footnote
    was removed), overlap (another local change undoes it), or the code of a `Conflict` or of a
    `TextFault`.
    """

    variation: Variation
    fate: Outcome
    why: str | None = None
    result: tuple[Variation, ...] = ()
    base: str = ""
    ours: str = ""
    theirs: str = ""
    parts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    missing: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class UpgradeContext:
    """What a school has of both versions, and its changes to the old one."""

    policy: Policy
    # For each old element: what continues it and is printed; what continues it, printed or not. For
    # each new element that is printed: what it continues.
    successors: Successors
    whole: Successors
    sources: Successors
    # Removed ids to the first element that continues them; and to one that is the same under a new
    # id.
    names: Mapping[str, str]
    renamed: Mapping[str, str]
    # The old version, whole and as printed; elements not printed are included as kept. Its
    # sections.
    structure: Mapping[str, ElementPlace]
    before: Mapping[str, ElementPlace]
    tops: Sequence[str]
    unseen: frozenset[str]
    # The new version as printed, and whole.
    after: Mapping[str, ElementPlace]
    every: Mapping[str, ElementPlace]
    # The school's copy of the old version, as printed.
    copy: Mapping[str, ElementPlace]
    # The element before an added one; the change that brought a point.
    behind: Mapping[str, str]
    brought: Mapping[str, str]
    shut: frozenset[str]
    closed: frozenset[str]
    _same: dict[str, bool] = field(default_factory=dict)

    def then(self, name: str) -> AnyElement:
        """An element of the old version, under the new names."""
        return followed(self.before[name].element, self.names, self.renamed)

    def now(self, name: str) -> AnyElement:
        """An element of the new version."""
        return self.after[name].element

    def reads_as_before(self, old: AnyElement, new: AnyElement) -> bool:
        """Whether a clause and everything in it have the same words and pictures as before."""
        if new.id not in self._same:
            then = followed(old, self.names, self.renamed)
            words = words_of(then, whole=True) == words_of(new, whole=True)
            self._same[new.id] = words and pictures([then]) == pictures([new])
        return self._same[new.id]


def conflict(
    fared: CarriedChange, why: str, kept: Iterable[Variation], *choices: Choice
) -> CarriedChange:
    """A local change that the school must decide on; `kept` is what OURS would make of it."""
    choices = choices or tuple(Choice)
    return replace(fared, fate=Outcome.CONFLICT, why=why, result=tuple(kept), choices=choices)


def changed_to(variation: Variation, **changed: object) -> Variation:
    return variation.replaced(**changed)


def wording(of: AnyElement | Variation) -> Wording:
    if isinstance(of, Section):
        return Wording(of.title)
    if isinstance(of, Variation) and of.title is not None:
        return Wording(of.title)
    if isinstance(of, Row):
        return Wording("", cells=of.cells)
    if isinstance(of, Entry):
        return Wording(of.label if isinstance(of, FormField) else of.text)
    cells = of.cells if isinstance(of, Variation) else None
    return Wording(of.text or "", of.style, of.items, of.closing, cells)


def texts(variation: Variation) -> Iterator[str]:
    """The words of a local change."""
    yield from filter(None, [variation.title, variation.term, variation.text])
    yield from all_texts(variation.clauses or ())
    yield from (variation.choices or {}).values()
    for cell in (variation.cells or {}).values():
        yield from filter(None, [cell.text])
        yield from all_texts(cell.items)
    yield from all_texts(variation.items or ())
    yield from filter(None, [variation.closing])


def with_texts(variation: Variation, given: Sequence[str]) -> Variation | None:
    """A local change with other words.

    Either one text for its own, or as many as it has, in the order of `texts`; None for another
    number of texts, and for a section, which is edited in the file.
    """
    if variation.clauses is not None:
        return None
    if len(given) == 1 and not (variation.cells or variation.term or variation.choices):
        return changed_to(variation, text=given[0])
    if len(given) != len([*texts(variation)]):
        return None
    rest = iter(given)

    def point(one: Item) -> Item:
        text, closing = next(rest), one.closing and next(rest)
        notes = tuple(n.replaced(text=next(rest)) for n in one.notes)
        items = tuple(point(inside) for inside in one.items)
        return one.replaced(text=text, closing=closing, notes=notes, items=items)

    term = variation.term and next(rest)
    text = variation.text and next(rest)
    choices = variation.choices and {name: next(rest) for name in variation.choices}
    cells = variation.cells and {
        name: cell.replaced(text=cell.text and next(rest), items=tuple(map(point, cell.items)))
        for name, cell in variation.cells.items()
    }
    items = variation.items and tuple(point(item) for item in variation.items)
    closing = variation.closing and next(rest)
    return changed_to(
        variation, term=term, text=text, choices=choices, cells=cells, items=items, closing=closing
    )


def words_of(part: AnyElement, *, whole: bool) -> str:
    """All words of an element, one text a line; of a section that is not `whole`, its title."""
    title = isinstance(part, Section) and not whole
    return "\n".join(own_texts(part) if title else all_texts([part]))
