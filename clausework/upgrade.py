"""A school's local changes taken to another version: a three-way merge by element and word.

It works on texts as they are written, so that fills stay fills. What the master left alone is
carried, what both changed in different words is merged, and what nobody but the school can decide
is a conflict: it has no result until there is a resolution.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clausework.faring import Choice, Fared, Fate, Work, changed_to, conflict, draft, texts, wording
from clausework.inline import parse
from clausework.lineage import (
    Place,
    all_texts,
    below,
    closed,
    followed,
    heirs,
    own_texts,
    places,
    references,
    shut,
)
from clausework.model import Policy, Section, Variation, Version
from clausework.variations import varied

_WHOLE = (Fate.CARRIED, Fate.MERGED)


@dataclass(frozen=True)
class Resolution:
    """A school's decision of a conflict; `text` is the text that EDIT gives."""

    choice: Choice
    text: str | None = None


@dataclass(frozen=True)
class Upgrade:
    """What became of each local change, in their order."""

    fared: tuple[Fared, ...]

    @property
    def variations(self) -> tuple[Variation, ...]:
        """The local changes on the new version, without those in conflict."""
        return _results(self.fared)

    @property
    def conflicts(self) -> tuple[Fared, ...]:
        """What is to be decided first."""
        return tuple(one for one in self.fared if one.fate is Fate.CONFLICT)


def upgrade(
    policy: Policy,
    old: Version,
    new: Version,
    variations: Sequence[Variation],
    resolutions: Mapping[str, Resolution],
    between: Sequence[Version] = (),
) -> Upgrade:
    """Local changes on `old` taken to `new`. `between` are the versions that lead from the one to
    the other, in order; `resolutions` are by the target of a local change.
    """
    given = tuple(variations)
    line = heirs((old, *between, new))
    after = places(followed(new.sections, {}, {}))
    names = {name: ones[0] for name, ones in line.items() if ones and name not in after}
    copied, _, misfits = varied(old, given)
    unfit = {misfit.path[1] for misfit in misfits}
    fitting = [one for index, one in enumerate(given) if index not in unfit]
    times = Counter(heir for ones in line.values() for heir in ones)
    work = Work(
        policy,
        new,
        line,
        names,
        {name: to for name, to in names.items() if line[name] == (to,) and times[to] == 1},
        places(old.sections),
        after,
        places(followed(copied, names, {})),
        {one.add: one.after or "" for one in fitting if one.add is not None},
        {
            part.id: one.target
            for one in fitting
            for item in one.items or ()
            for part in below(item)
        },
        shut(after),
        closed(after),
    )
    found, forced = _faring(work, given, resolutions, {}), dict[int, str]()
    while not forced.keys() >= (blamed := _blamed(work, found)).keys():
        forced |= blamed
        found = _faring(work, given, resolutions, forced)
    return Upgrade(tuple(_open(one) if i in blamed else one for i, one in enumerate(found)))


def _faring(
    work: Work,
    variations: Sequence[Variation],
    resolutions: Mapping[str, Resolution],
    forced: Mapping[int, str],
) -> list[Fared]:
    """What becomes of each local change; `forced` are conflicts by index, known from elsewhere."""
    found: list[Fared] = []
    for index, variation in enumerate(variations):
        so_far = _results(found)
        known = frozenset(places(varied(work.new, so_far)[0]))
        own = followed(variation, work.names, work.renamed)
        fared = draft(work, own, known)
        if fared.fate in _WHOLE and own != followed(variation, work.renamed, work.renamed):
            fared = replace(fared, fate=Fate.MOVED, why="reference")
        if fared.fate is not Fate.CONFLICT:
            unfit = forced.get(index) or _unfit(work, so_far, fared.result)
            if unfit:
                fared = conflict(fared, unfit, fared.result, Choice.THEIRS, Choice.EDIT)
        if fared.fate is Fate.CONFLICT:
            fared = _decided(fared, resolutions.get(variation.target))
            unfit = _unfit(work, so_far, fared.result)
            fared = _open(replace(fared, why=unfit)) if unfit else fared
        found.append(replace(fared, variation=variation))
    return found


def _decided(fared: Fared, resolution: Resolution | None) -> Fared:
    """A conflict as it was decided, or still open."""
    if resolution is None or resolution.choice not in fared.choices:
        return _open(fared)
    if resolution.choice is Choice.THEIRS:
        return replace(fared, fate=Fate.DROPPED, result=())
    result = fared.result
    if resolution.choice is Choice.EDIT:
        first, text = result[0], " ".join((resolution.text or "").split())
        name = first.omit or first.replace
        result = (changed_to(first, omit=None, replace=name, text=text), *result[1:])
    return replace(fared, fate=Fate.DECIDED, result=result)


def _open(fared: Fared) -> Fared:
    return replace(fared, fate=Fate.CONFLICT, result=())


def _unfit(work: Work, so_far: tuple[Variation, ...], result: tuple[Variation, ...]) -> str | None:
    """Why local changes do not fit the new version, behind those `so_far`."""
    sections, _, misfits = varied(work.new, (*so_far, *result))
    if misfits:
        return misfits[0].code
    found = places(sections)
    for one in result:
        if one.add is not None and one.after in work.closed:
            return "locked"
        if one.omit is not None:
            continue
        part = found[one.target].element
        for own in (part,) if isinstance(part, Section) else below(part):
            for text in own_texts(own):
                parsed = parse(text)
                if parsed.faults or not text:
                    return parsed.faults[0].code if parsed.faults else "empty-text"
                if not {mark.name for mark in parsed.notes} <= found[own.id].notes:
                    return "note"
    return None


def _blamed(work: Work, fared: Sequence[Fared]) -> dict[int, str]:
    """What does not go together with the rest, by index: what refers to something that is not
    there, what leaves the master's words with such a reference, what another local change undoes.
    """
    standing, lost = _standing(work, fared)
    lost -= references(all_texts(work.new.sections)) - work.after.keys()
    own = [references(text for new in one.result for text in texts(new)) & lost for one in fared]
    lost = lost.difference(*own)
    blamed: dict[int, str] = {}
    for index, one in enumerate(fared):
        if not one.result:
            continue
        was = followed(one.variation, work.names, work.renamed)
        if own[index] or lost - _standing(work, [f for f in fared if f is not one])[1]:
            blamed[index] = "reference"
        elif _stands(work.copy, was) and not all(_stands(standing, new) for new in one.result):
            blamed[index] = "overlap"
    return blamed


def _standing(work: Work, fared: Iterable[Fared]) -> tuple[dict[str, Place], frozenset[str]]:
    """The school's copy of the new version, and what its texts refer to without having it."""
    sections = varied(work.new, _results(fared))[0]
    found = places(sections)
    return found, references(all_texts(sections)) - found.keys()


def _stands(found: Mapping[str, Place], variation: Variation) -> bool:
    if variation.omit is not None:
        return variation.omit not in found
    place = found.get(variation.target)
    return place is not None and wording(place.element).text == variation.text


def _results(fared: Iterable[Fared]) -> tuple[Variation, ...]:
    return tuple(variation for one in fared for variation in one.result)
