"""Carry a school's local changes over to another version, by element and word.

It is a three-way merge of texts as written, so that fills stay fills, and of what is printed for
the school, so that text of the master for other schools counts as removed. What the master left
unchanged is carried, what both changed in different words is merged, and what only the school can
decide is a conflict, with no result until there is a resolution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clausework.model.elements import Section
from clausework.model.inline import parse
from clausework.model.lineage import (
    ElementPlace,
    all_texts,
    brought,
    closed,
    followed,
    own_texts,
    places,
    references,
    shut,
    successors,
)
from clausework.model.policy import Policy, Variation, Version
from clausework.resolve.conditions import Names, held, own_words, printed
from clausework.resolve.local_changes import LocalCopy, varied
from clausework.upgrade.one_change import draft
from clausework.upgrade.outcome import (
    CarriedChange,
    Choice,
    Outcome,
    UpgradeContext,
    changed_to,
    conflict,
    texts,
    with_texts,
    wording,
)
from clausework.upgrade.placement import nearest, unprinted

_WHOLE = (Outcome.CARRIED, Outcome.MERGED)


@dataclass(frozen=True)
class Resolution:
    """A school's decision of a conflict.

    `texts` is for EDIT: its text, or as many texts as the local change has, in order.
    """

    choice: Choice
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Upgrade:
    """The outcome of each local change, in order."""

    fared: tuple[CarriedChange, ...]

    @property
    def variations(self) -> tuple[Variation, ...]:
        """The local changes on the new version, without those in conflict."""
        return tuple(variation for one in self.fared for variation in one.result)

    @property
    def conflicts(self) -> tuple[CarriedChange, ...]:
        """What must be decided first."""
        return tuple(one for one in self.fared if one.fate is Outcome.CONFLICT)


@dataclass(frozen=True)
class _Case:
    """What is carried over to where.

    `base` is the new version as printed, and `broken` the references in it to missing elements,
    which are not the school's fault.
    """

    work: UpgradeContext
    new: Version
    true: Names
    base: tuple[Section, ...]
    broken: frozenset[str]
    variations: tuple[Variation, ...]
    resolutions: Mapping[str, Resolution]


@dataclass(frozen=True)
class _Blame:
    """What conflicts with the rest, by index.

    Also the elements with words of the school's that would not be printed.
    """

    why: Mapping[int, str]
    hidden: frozenset[str]


def upgrade(
    policy: Policy,
    old: Version,
    new: Version,
    variations: Sequence[Variation],
    resolutions: Mapping[str, Resolution],
    between: Sequence[Version] = (),
    true: Names = None,
) -> Upgrade:
    """Carry local changes on `old` over to `new`, for a school where the names `true` hold.

    `between` are the versions that lead from the one to the other, in order; `resolutions` are by
    the target of a local change.
    """
    given = tuple(variations)
    base = held(new.parts, true)
    work = _work(policy, (old, *between, new), given, true, base)
    broken = _printed(base, true)[1]
    case = _Case(work, new, true, base, broken, given, resolutions)
    forced = _Blame({}, frozenset())
    while True:
        found, copy = _outcomes(case, forced)
        blamed = _blamed(case, found, copy)
        if blamed.why.keys() <= forced.why.keys():
            break
        forced = _Blame({**forced.why, **blamed.why}, forced.hidden | blamed.hidden)
    fared = (_open(one, blamed.why[i]) if i in blamed.why else one for i, one in enumerate(found))
    shown = _printed(copy.sections, true)[0]
    return Upgrade(tuple(_hinted(case, shown, one) for one in fared))


def _work(
    policy: Policy,
    line: Sequence[Version],
    variations: tuple[Variation, ...],
    true: Names,
    base: tuple[Section, ...],
) -> UpgradeContext:
    old, new = line[0], line[-1]
    structure, seen = places(old.parts), places(held(old.parts, true))
    every, after = places(new.parts), places(followed(base, {}, {}))
    whole = successors(line)
    shown = {name: tuple(heir for heir in ones if heir in after) for name, ones in whole.items()}
    sources: dict[str, list[str]] = {name: [] for name in after}
    for name, ones in shown.items():
        for heir in ones:
            sources[heir].append(name)
    names = {name: ones[0] for name, ones in shown.items() if ones and name not in after}
    copied, _, conflicts = varied(old, variations)
    unfit = {conflict.path[1] for conflict in conflicts}
    fitting = [one for index, one in enumerate(variations) if index not in unfit]
    return UpgradeContext(
        policy=policy,
        successors=shown,
        whole=whole,
        sources={name: tuple(ones) for name, ones in sources.items()},
        names=names,
        renamed={
            name: to for name, to in names.items() if shown[name] == (to,) and sources[to] == [name]
        },
        structure=structure,
        before={**structure, **seen},
        tops=[section.id for section in old.parts],
        unseen=frozenset(structure.keys() - seen.keys()),
        after=after,
        every=every,
        copy=places(printed(followed(copied, names, {}), true)),
        behind={one.add: one.after or "" for one in fitting if one.add is not None},
        brought={part.id: one.target for one in fitting for _, part in brought(one)},
        shut=shut(every),
        closed=closed(every),
    )


def _outcomes(case: _Case, forced: _Blame) -> tuple[list[CarriedChange], LocalCopy]:
    """The outcome of each local change, and the new version with them applied.

    `forced` are conflicts known from elsewhere.
    """
    work = case.work
    reserved = {name: one.within for name, one in work.every.items() if name not in work.after}
    copy = LocalCopy(case.new.version, case.base, reserved)
    found: list[CarriedChange] = []
    for index, variation in enumerate(case.variations):
        own = followed(variation, work.names, work.renamed)
        fared = draft(work, own, copy)
        if fared.fate in _WHOLE and own != followed(variation, work.renamed, work.renamed):
            fared = replace(fared, fate=Outcome.MOVED, why="reference")
        if fared.fate is not Outcome.CONFLICT:
            unfit = forced.why.get(index) or _unfit(work, copy, fared.result)
            if unfit == "unprinted":
                fared = unprinted(work, fared, forced.hidden, copy)
            elif unfit:
                fared = conflict(fared, unfit, fared.result, Choice.THEIRS, Choice.EDIT)
        if fared.fate is Outcome.CONFLICT:
            fared = _decided(_possible(work, copy, fared), case.resolutions.get(variation.target))
            unfit = _unfit(work, copy, fared.result)
            fared = _open(fared, unfit) if unfit else fared
        found.append(replace(fared, variation=variation))
    return found, copy


def _possible(work: UpgradeContext, copy: LocalCopy, fared: CarriedChange) -> CarriedChange:
    """A conflict with only those choices that work."""
    if Choice.OURS not in fared.choices:
        return fared
    mark = copy.mark()
    unfit = _unfit(work, copy, fared.result)
    copy.back(mark)
    return replace(fared, choices=(Choice.THEIRS, Choice.EDIT)) if unfit else fared


def _decided(fared: CarriedChange, resolution: Resolution | None) -> CarriedChange:
    """A conflict as decided, or still open."""
    if resolution is None or resolution.choice not in fared.choices:
        return _open(fared, fared.why)
    if resolution.choice is Choice.THEIRS:
        return replace(fared, fate=Outcome.DROPPED, result=())
    result = fared.result
    if resolution.choice is Choice.EDIT:
        first = result[0]
        if first.omit is not None:
            first = changed_to(first, omit=None, replace=first.omit)
        edited = with_texts(first, [" ".join(text.split()) for text in resolution.texts])
        if edited is None:
            return _open(fared, "paragraphs")
        result = (edited, *result[1:])
    return replace(fared, fate=Outcome.DECIDED, result=result)


def _open(fared: CarriedChange, why: str | None) -> CarriedChange:
    return replace(fared, fate=Outcome.CONFLICT, why=why, result=())


def _unfit(work: UpgradeContext, copy: LocalCopy, result: tuple[Variation, ...]) -> str | None:
    """Why local changes do not fit a copy; where they fit, they are applied to it."""
    mark = copy.mark()
    why = _made(work, copy, result)
    if why:
        copy.back(mark)
    return why


def _made(work: UpgradeContext, copy: LocalCopy, result: tuple[Variation, ...]) -> str | None:
    for one in result:
        conflict = copy.vary(one)
        if conflict is not None:
            return conflict.code
    for one in result:
        if one.add is not None and one.after in work.closed:
            return "locked"
        why = None if one.omit is not None else _unprintable(copy, one)
        if why:
            return why
    return None


def _unprintable(copy: LocalCopy, one: Variation) -> str | None:
    """Why the texts that a local change adds or replaces cannot be printed."""
    part = copy.element(one.target)
    around = [note for above in copy.around(one.target) for note in getattr(above, "notes", ())]
    notes = frozenset(note.id for note in around)
    title = isinstance(part, Section) and one.add is None
    own = [ElementPlace(part)] if title else places([part]).values()
    for place in own:
        for text in own_texts(place.element):
            parsed = parse(text)
            if parsed.faults or not text:
                return parsed.faults[0].code if parsed.faults else "empty-text"
            if not {mark.name for mark in parsed.notes} <= notes | place.notes:
                return "note"
    return None


def _blamed(case: _Case, fared: Sequence[CarriedChange], copy: LocalCopy) -> _Blame:
    """What conflicts with the rest.

    This is a text that refers to a missing element, a change that leaves such a reference in the
    master's words, one that is not printed, and one that another local change undoes.
    """
    work = case.work
    standing, lost = _printed(copy.sections, case.true)
    lost -= case.broken
    own = [references(text for new in one.result for text in texts(new)) & lost for one in fared]
    took = {id(one) for one in _took(work, copy, lost.difference(*own))}
    why: dict[int, str] = {}
    hidden: set[str] = set()
    for index, one in enumerate(fared):
        was = followed(one.variation, work.names, work.renamed)
        words = {name for new in one.result for name, _ in own_words(new, work.after)}
        unseen = {name for name in words if name in copy and name not in standing}
        if own[index] or any(id(new) in took for new in one.result):
            why[index] = "reference"
        elif unseen:
            why[index] = "unprinted"
            hidden |= unseen
        elif _has_effect(work.copy, was) and not all(
            _has_effect(standing, new) for new in one.result
        ):
            why[index] = "overlap"
    return _Blame(why, frozenset(hidden))


def _took(work: UpgradeContext, copy: LocalCopy, lost: frozenset[str]) -> Iterator[Variation]:
    """The local changes that removed the target of a reference, or for a section, its contents."""
    for name, variation in copy.gone.items():
        if name in lost or (name in work.after and lost & {*work.after[name].within}):
            yield variation


def _printed(
    sections: Iterable[Section], true: Names
) -> tuple[dict[str, ElementPlace], frozenset[str]]:
    """What is printed of sections, and the references in it to missing elements."""
    shown = printed(sections, true)
    found = places(shown)
    return found, references(all_texts(shown)) - found.keys()


def _has_effect(found: Mapping[str, ElementPlace], variation: Variation) -> bool:
    if variation.omit is not None:
        return variation.omit not in found
    place = found.get(variation.target)
    if place is None:
        return False
    own, there = wording(variation), wording(place.element)
    return there.text == own.text and (own.cells is None or own.over(there).cells == there.cells)


def _hinted(case: _Case, shown: Mapping[str, ElementPlace], fared: CarriedChange) -> CarriedChange:
    """A conflict with the references in its text that would have no target."""
    if fared.fate is not Outcome.CONFLICT or fared.why != "reference":
        return fared
    work = case.work
    edited = case.resolutions.get(fared.variation.target, Resolution(Choice.OURS)).texts
    written = [*texts(followed(fared.variation, work.names, work.renamed)), *edited]
    missing = sorted(name for name in references(written) if name not in shown)
    hints = tuple((name, nearest(work, name, shown)) for name in missing)
    return replace(fared, missing=hints)
