"""A school's local changes, carried out on the sections of the version that it adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from clausework.model import Clause, Item, Numbered, Section, Subitem, Variation, Version
from clausework.positions import KeyPath

N = TypeVar("N", bound=Numbered)
Local = Literal["added", "replaced"]


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


def varied(
    version: Version, variations: tuple[Variation, ...]
) -> tuple[tuple[Section, ...], dict[str, Local], list[Misfit]]:
    """The sections of a version with a school's local changes carried out in order, what became
    of each element by its id, and the changes that do not fit, which are left out.
    """
    sections = version.sections
    local: dict[str, Local] = {}
    misfits: list[Misfit] = []
    for index, variation in enumerate(variations):
        known = set(_ids(sections))
        target = variation.after if variation.add is not None else variation.target
        if target not in known:
            misfits.append(
                Misfit(
                    "variation-target",
                    ("variations", index, "after" if variation.add else _kind(variation)),
                    f'version {version.version} has no clause "{target}"',
                    "a local change needs the clause it changes, or stands behind, to be there.",
                    "name a clause of this version, or delete the local change.",
                )
            )
            continue
        changed = tuple(_vary_section(s, variation) for s in sections if s.id != variation.omit)
        misfit = _misshapen(changed, variation, index)
        if misfit is not None:
            misfits.append(misfit)
            continue
        if variation.omit is None:
            local[variation.target] = "added" if variation.add else "replaced"
        sections = changed
    return sections, local, misfits


def _misshapen(changed: tuple[Section, ...], variation: Variation, index: int) -> Misfit | None:
    """What a local change would break: an id that stands twice, or words that have no place."""
    twice = [name for name, count in Counter(_ids(changed)).items() if count > 1]
    if twice:
        return Misfit(
            "id-duplicate",
            ("variations", index, "add" if variation.add in twice else "items"),
            f'"{twice[0]}" is the id of another element too',
            "an id stands for one clause alone.",
            "give this one an id of its own.",
        )
    clauses = {clause.id for section in changed for clause in section.clauses}
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
