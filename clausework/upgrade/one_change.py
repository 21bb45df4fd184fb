"""The outcome of one local change in another version of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from clausework.model.elements import Clause, Item, Section
from clausework.model.lineage import AnyElement, ElementPlace, below, own_texts
from clausework.model.policy import Variation
from clausework.upgrade.merge import Wording, merge, words
from clausework.upgrade.outcome import (
    CarriedChange,
    Choice,
    Outcome,
    UpgradeContext,
    changed_to,
    conflict,
    texts,
    wording,
    words_of,
)
from clausework.upgrade.placement import anchors, fits, hidden, home_of, placed, without_place


def draft(work: UpgradeContext, variation: Variation, known: Container[str]) -> CarriedChange:
    """The outcome of a local change; the `result` of a conflict is what keeping it means."""
    target, omits = variation.target, variation.omit is not None
    parts = work.successors.get(target, ())
    fared = CarriedChange(
        variation,
        Outcome.CARRIED,
        result=(variation,),
        base=words_of(work.then(target), whole=omits) if target in work.before else "",
        ours="\n".join(texts(variation)),
        theirs="\n".join(words_of(work.now(part), whole=omits) for part in parts),
        parts=parts,
    )
    if work.policy.binding == "adopt":
        return conflict(fared, "adopted", (), Choice.THEIRS)
    if variation.add is not None:
        return _added(work, fared, variation.after or "", known)
    if target in known and (target not in work.before or target not in work.after):
        # It concerns an element that another local change adds.
        return fared
    if target not in work.before:
        if omits:
            return replace(fared, fate=Outcome.DROPPED, why="rests", result=())
        return conflict(fared, "rests", (), Choice.THEIRS)
    fared = _omitted(work, fared) if omits else _replaced(work, fared, known)
    if target in work.unseen and fared.result and fared.fate is not Outcome.CONFLICT:
        return conflict(fared, "appeared", fared.result)
    return fared


def _replaced(work: UpgradeContext, fared: CarriedChange, known: Container[str]) -> CarriedChange:
    variation, target, parts = fared.variation, fared.variation.target, fared.parts
    if not parts:
        return without_place(work, fared, known)
    if work.shut & {*parts}:
        return conflict(fared, "locked", (), Choice.THEIRS)
    part = target if target in parts else parts[0]
    kept = changed_to(variation, replace=part)
    then, now = work.then(target), work.now(part)
    if len(parts) > 1 and not (part == target and wording(then).text == wording(now).text):
        # The words that the school left out may be in any part.
        others = (_omit(variation, other) for other in parts if other != part)
        return conflict(fared, "split", (kept, *others))
    if work.before[target].level != work.after[part].level:
        return conflict(fared, "reshaped", (kept,))
    if part != target and len(work.sources[part]) > 1:
        return conflict(fared, "merged", (_joined(work, variation, part),))
    base, ours, theirs = wording(then), wording(variation), wording(now)
    if ours.over(theirs) == theirs and ours.over(base) != base:
        return replace(fared, why="taken-up", result=(kept,))
    if ours.over(base) == base and ours.over(theirs) != theirs:
        # Words that it keeps, such as those that an earlier master adopted.
        return conflict(fared, "same-words", (kept,))
    merged = merge(base, ours, theirs, work.after)
    result = changed_to(kept, **vars(merged.wording))
    if merged.clashes:
        return conflict(fared, merged.clashes[0], (result,))
    undone = merge(theirs, merged.wording, base)
    if undone.clashes or undone.wording.over(base) != ours.over(base):
        # Where the way back gives another result, the merge was a guess.
        if undone.clashes or not _same_points(undone.wording.over(base), ours.over(base)):
            return conflict(fared, "same-words", (kept,))
        return replace(fared, fate=Outcome.MOVED, why="place", result=(result,))
    if merged.wording != ours:
        return replace(fared, fate=Outcome.MERGED, result=(result,))
    return replace(fared, why=_why_shown(work, target, part), result=(kept,))


def _why_shown(work: UpgradeContext, old: str, part: str) -> str | None:
    if part != old:
        return "renamed"
    then, now = (_clause(found[part], found) for found in (work.before, work.after))
    if then is None or now is None:
        return None
    return None if work.reads_as_before(then, now) else "around"


def _clause(place: ElementPlace, found: Mapping[str, ElementPlace]) -> AnyElement | None:
    """The clause that an element is or belongs to."""
    around = (*(found[name].element for name in place.within), place.element)
    return next((part for part in around if isinstance(part, Clause)), None)


def _omitted(work: UpgradeContext, fared: CarriedChange) -> CarriedChange:
    variation, old = fared.variation, work.then(fared.variation.target)
    names = [part.id for part in below(work.before[variation.target].element)]
    inside = dict.fromkeys(heir for name in names for heir in work.successors[name])
    tops = tuple(name for name in inside if not {*work.after[name].within} & {*inside})
    fared = replace(fared, theirs="\n".join(words_of(work.now(t), whole=True) for t in tops))
    fared = replace(fared, parts=tops)
    if not tops:
        why = "unprinted" if work.whole[variation.target] else "removed"
        return replace(fared, fate=Outcome.DROPPED, why=why, result=())
    if work.shut & {*tops}:
        return conflict(fared, "locked", (), Choice.THEIRS)
    shared = {name for name in inside if {*work.sources[name]} - {*names}}
    left_out = inside.keys() - shared
    places = [name for name in inside if not {*work.after[name].within} & left_out]
    # Where the master says it in several places, that with its id is where other words would go.
    places.sort(key=lambda name: name != variation.target)
    kept = tuple(
        _joined(work, variation, name) if name in shared else _omit(variation, name)
        for name in places
    )
    taken = [name for name in places if name in left_out and _takes_others(work, name, names)]
    if taken:
        first = next(one for one in kept if one.target == taken[0])
        rest = (one for one in kept if one is not first)
        edit = (Choice.EDIT,) if len(taken) == 1 else ()
        return conflict(fared, "moved-in", (first, *rest), Choice.THEIRS, *edit)
    if len(tops) > 1:
        return conflict(fared, "split", kept)
    if kept[0].omit is None:
        return conflict(fared, "merged", kept)
    if _substance(old) != _substance(work.now(tops[0])):
        return conflict(fared, "reworded", kept)
    return replace(fared, why=_why_shown(work, variation.target, tops[0]), result=kept)


def _added(
    work: UpgradeContext, fared: CarriedChange, after: str, known: Container[str]
) -> CarriedChange:
    variation = fared.variation
    anchor = next((one for one in anchors(work, after, known) if fits(work, variation, one)), None)
    if hidden(work, after) and variation.target not in work.unseen:
        return without_place(work, fared, known)
    if anchor is None:
        near = home_of(work, variation, after, known)
        if near is None:
            return conflict(fared, "rests", (), Choice.THEIRS)
        return conflict(fared, "place", (placed(work, variation, near, known),))
    if anchor in work.closed:
        return conflict(fared, "locked", (), Choice.THEIRS)
    result = (changed_to(variation, after=anchor),)
    if anchor == after:
        shown = None
        if after in work.before and after in work.after:
            place = work.after[after]
            inside = not isinstance(place.element, Section | Clause)
            shown = _why_shown(work, after, after) if inside else None
        return replace(fared, why=shown, result=result)
    if work.successors.get(after) == (anchor,) and work.sources[anchor] == (after,):
        return replace(fared, why="renamed", result=result)
    return replace(fared, fate=Outcome.MOVED, why="place", result=result)


def _takes_others(work: UpgradeContext, top: str, names: Container[str]) -> bool:
    """Whether something is in an element that the school has and that is not among these names."""
    sources = (name for part in below(work.now(top)) for name in work.sources[part.id])
    return any(name not in names and name in work.copy for name in sources)


def _joined(work: UpgradeContext, variation: Variation, part: str) -> Variation:
    """The school's words of everything that became one element, as its text."""
    copies = [work.copy[name].element for name in work.sources[part] if name in work.copy]
    text = " ".join(wording(one).text for one in copies)
    if not text:
        rows = changed_to(variation, omit=None, replace=part)
        return rows if variation.cells else _omit(variation, part)
    return changed_to(variation, omit=None, replace=part, text=text)


def _substance(part: AnyElement) -> Counter[object]:
    """The words and sources of an element, in any order, without commas and capitals."""
    return Counter(
        (tuple(word for text in own_texts(one) for word in words(text)), one.cites)
        for one in below(part)
    )


def _same_points(one: Wording, other: Wording) -> bool:
    """Whether two wordings differ only in the order of their points."""
    unordered = (replace(side, items=_unordered(side.items or ())) for side in (one, other))
    return next(unordered) == next(unordered)


def _unordered(items: Iterable[Item]) -> tuple[Item, ...]:
    own = (item.replaced(items=_unordered(item.items)) for item in items)
    return tuple(sorted(own, key=lambda item: item.id))


def _omit(variation: Variation, name: str) -> Variation:
    return Variation(omit=name, reason=variation.reason, consulted=variation.consulted)
