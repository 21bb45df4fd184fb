"""Where a school's own words go in another version of the policy.

They go after the element nearest to the one that they followed, or belonged to.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import count

from clausework.model.elements import Clause, Definition, FormField, Item, Row, Section
from clausework.model.lineage import ElementPlace, brought, near, own_texts
from clausework.model.policy import Variation
from clausework.upgrade.outcome import (
    CarriedChange,
    Choice,
    UpgradeContext,
    changed_to,
    conflict,
    wording,
)

_ID_LENGTH = 40


def hidden(work: UpgradeContext, name: str) -> bool:
    """Whether an element continues in the new version, printed for other schools only."""
    return bool(work.whole.get(name)) and not work.successors[name]


def anchors(work: UpgradeContext, name: str, known: Container[str]) -> Iterator[str]:
    """What an element that followed another can now follow, same level, the nearest first."""
    while name not in work.before or (name in known and name not in work.after):
        if name in known:
            yield name
        if name not in work.behind:
            return
        name = work.behind[name]
    for one in near(work.structure, work.tops, name):
        for heir in (one, *reversed(work.successors[one])):
            here = heir in known and heir in work.successors[one]
            if here and work.after[heir].level == work.before[one].level:
                yield heir


def fits(work: UpgradeContext, variation: Variation, name: str) -> bool:
    """Whether a local change can follow an element: a section only a section."""
    there = work.after.get(name)
    return variation.title is None or there is None or isinstance(there.element, Section)


def home_of(
    work: UpgradeContext, variation: Variation, name: str, known: Container[str]
) -> str | None:
    """What a school's words can follow after their element, or the one before it, was removed.

    This is at the same level, else the nearest clause, else a section; None where all is locked.
    """
    found = (one for one in _places(work, name, known) if fits(work, variation, one))
    return next((one for one in found if one not in work.closed), None)


def _places(work: UpgradeContext, name: str, known: Container[str]) -> Iterator[str]:
    yield from anchors(work, name, known)
    while name not in work.before:
        if name not in work.behind and name not in work.brought:
            return
        name = work.behind.get(name) or work.brought[name]
    around = (*work.before[name].within, name)
    clauses = [one for one in around if isinstance(work.before[one].element, Clause)]
    yield from anchors(work, clauses[0] if clauses else around[-1], known)
    yield from (one for one, place in work.after.items() if not place.within and one in known)


def nearest(work: UpgradeContext, name: str, known: Container[str]) -> str | None:
    """The element nearest to a removed one; None where there is none."""
    return next(_places(work, name, known), None)


def without_place(
    work: UpgradeContext, fared: CarriedChange, known: Container[str]
) -> CarriedChange:
    """A local change whose words have lost their place.

    To keep them is to add them as an element of the school's own.
    """
    variation = fared.variation
    anchor = (variation.after if variation.add is not None else variation.target) or ""
    why = "unprinted" if work.whole.get(anchor) or anchor in work.after else "removed"
    home = home_of(work, variation, anchor, known)
    if home is None:
        return conflict(fared, why, (), Choice.THEIRS)
    if variation.add is not None:
        return conflict(fared, why, (placed(work, variation, home, known),))
    return conflict(fared, why, (_as_added(work, variation, home, known),))


def unprinted(
    work: UpgradeContext, fared: CarriedChange, hidden: Container[str], known: Container[str]
) -> CarriedChange:
    """A local change of which some words would not be printed: those of the elements `hidden`."""
    if any(one.omit is None and one.target in hidden for one in fared.result):
        return without_place(work, fared, known)
    shown = (
        changed_to(
            one,
            items=one.items and tuple(_shown(item, hidden) for item in one.items),
            cells=one.cells
            and {
                name: cell.replaced(items=tuple(_shown(item, hidden) for item in cell.items))
                for name, cell in one.cells.items()
            },
        )
        for one in fared.result
    )
    return conflict(fared, "unprinted", shown)


def _shown(item: Item, hidden: Container[str]) -> Item:
    """A point without the conditions that hide it and those in it."""
    changed: dict[str, object] = {"items": tuple(_shown(one, hidden) for one in item.items)}
    return item.replaced(**(changed | ({"when": None} if item.id in hidden else {})))


def _as_added(
    work: UpgradeContext, variation: Variation, home: str, known: Container[str]
) -> Variation:
    """The school's words for a removed element, as an element of its own."""
    old = work.then(variation.target)
    kept = wording(variation).over(wording(old))
    free = _free_ids(work, known)
    given = {part.id for _, part in brought(variation)}

    def own(points: Sequence[Item]) -> tuple[Item, ...]:
        """The points that the school has, and that are not printed elsewhere in these words."""
        return tuple(
            point.replaced(
                id=free(point.id) if point.id in work.every else point.id, items=own(point.items)
            )
            for point in points
            if (point.id in work.copy or point.id in given)
            and not (point.id in work.after and point.text == _text(work.before.get(point.id)))
        )

    items = own(kept.items or ())
    cells = kept.cells and {
        name: cell.replaced(items=own(cell.items)) for name, cell in kept.cells.items()
    }
    own_keys: dict[str, object] = {}
    if isinstance(old, Definition):
        own_keys = {"term": old.term}
    elif isinstance(old, FormField):
        own_keys = {"kind": old.kind, "choices": old.choices or None}
    added = changed_to(
        variation,
        **own_keys,
        add=free(variation.target),
        replace=None,
        text=kept.text or None,
        items=items or None,
        closing=kept.closing,
        cells=cells,
    )
    return placed(work, added, home, known)


def placed(
    work: UpgradeContext, variation: Variation, home: str, known: Container[str]
) -> Variation:
    """An added element with another place.

    A row beside which there is no row becomes a clause, and so do a definition and a field.
    """
    there = work.after.get(home)
    beside = type(there.element) if there is not None else None
    if variation.term is not None and beside is not Definition:
        text = f"**{variation.term}**: {variation.text}"
        return changed_to(variation, after=home, term=None, text=text)
    if variation.kind is not None and beside is not FormField:
        words = [variation.text, *(variation.choices or {}).values()]
        text = "; ".join(filter(None, words))
        return changed_to(variation, after=home, kind=None, choices=None, text=text)
    if not variation.cells or (there is not None and isinstance(there.element, Row)):
        return changed_to(variation, after=home)
    free = _free_ids(work, known)
    filled = [cell for cell in variation.cells.values() if cell.text]
    points = (
        Item(id=free(f"{variation.target}-{n}"), text=cell.text, items=cell.items)
        for n, cell in enumerate(filled[1:], 2)
    )
    items = (*(filled[0].items if filled else ()), *points)
    text = filled[0].text if filled else variation.target
    return changed_to(variation, after=home, cells=None, text=text, items=items or None)


def _free_ids(work: UpgradeContext, known: Container[str]) -> Callable[[str], str]:
    taken: set[str] = set()

    def free(name: str) -> str:
        """An unused id like this one."""
        ends = ("" if n == 1 else f"-{n}" for n in count(1))
        stem = f"local-{name.removeprefix('local-')}"
        names = (stem[: _ID_LENGTH - len(end)].rstrip("-") + end for end in ends)
        used = (known, work.every, work.behind, work.brought, taken)
        found = next(one for one in names if not any(one in ids for ids in used))
        taken.add(found)
        return found

    return free


def _text(place: ElementPlace | None) -> str | None:
    return next(iter(own_texts(place.element)), None) if place else None
