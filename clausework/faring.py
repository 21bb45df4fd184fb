"""What becomes of one local change in another version of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from clausework.lineage import Heirs, Part, Place, all_texts, below, followed, near, own_texts
from clausework.merge import Wording, merge, words
from clausework.model import Clause, Policy, Section, Variation, Version


class Fate(StrEnum):
    """What becomes of a local change; `moved` says that it stands by, or refers to, what is nearest
    to something that is gone.
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
class Fared:
    """A local change as it was, what became of it, and why, where there is something to tell.

    `result` is what takes its place. `base`, `ours` and `theirs` are all the words concerned: of
    the master then, of the local change, of the master now; `parts` are the ids of the latter.
    `choices` are the resolutions that a conflict leaves.

    `why` is one of: around (other words of its clause changed), renamed, taken-up (the master says
    the same now), place (what it stood behind is gone), removed, split, merged, reshaped (a point
    became a clause or the like), reworded (what is left out has new words), same-words, the
    point-… of `merge.Clash`, locked, adopted (the policy is adopted word for word), rests (what it
    rests on is not there), reference (a text refers to what is not there, or went on in another
    clause), note (a footnote is gone), overlap (another local change undoes it), or the code of a
    `Misfit` or of a `Fault`.
    """

    variation: Variation
    fate: Fate
    why: str | None = None
    result: tuple[Variation, ...] = ()
    base: str = ""
    ours: str = ""
    theirs: str = ""
    parts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


_ID_LENGTH = 40


@dataclass(frozen=True)
class Work:
    """What both versions have, and what the school made of the old one."""

    policy: Policy
    new: Version
    heirs: Heirs
    # Ids that are gone to the first that continues them; to one that is the same under a new id.
    names: Mapping[str, str]
    renamed: Mapping[str, str]
    before: Mapping[str, Place]
    after: Mapping[str, Place]
    # The school's copy of the old version.
    copy: Mapping[str, Place]
    # What an added element stands behind; what a point came with that a local change brought.
    behind: Mapping[str, str]
    brought: Mapping[str, str]
    shut: frozenset[str]
    closed: frozenset[str]

    def sources(self, name: str) -> tuple[str, ...]:
        """What an element of the new version continues."""
        return tuple(old for old, ones in self.heirs.items() if name in ones)

    def then(self, name: str) -> Part:
        """An element of the old version, under the new names."""
        return followed(self.before[name].element, self.names, self.renamed)

    def now(self, name: str) -> Part:
        """An element of the new version."""
        return self.after[name].element


def draft(work: Work, variation: Variation, known: frozenset[str]) -> Fared:
    """What becomes of a local change; the `result` of a conflict is what keeping it means."""
    target, omits = variation.target, variation.omit is not None
    parts = work.heirs.get(target, ())
    fared = Fared(
        variation,
        Fate.CARRIED,
        result=(variation,),
        base=_words(work.then(target), whole=omits) if target in work.before else "",
        ours="\n".join(texts(variation)),
        theirs="\n".join(_words(work.now(part), whole=omits) for part in parts),
        parts=parts,
    )
    if work.policy.binding == "adopt":
        return conflict(fared, "adopted", (), Choice.THEIRS)
    if variation.add is not None:
        return _added(work, fared, variation.after or "", known)
    if target in known and (target not in work.before or target not in work.after):
        # It concerns what another local change brings along.
        return fared
    if target not in work.before:
        if omits:
            return replace(fared, fate=Fate.DROPPED, why="rests", result=())
        return conflict(fared, "rests", (), Choice.THEIRS)
    if omits:
        return _omitted(work, fared)
    return _replaced(work, fared, known)


def conflict(fared: Fared, why: str, kept: Iterable[Variation], *choices: Choice) -> Fared:
    """A local change that the school has to decide on; `kept` is what OURS would make of it."""
    choices = choices or tuple(Choice)
    return replace(fared, fate=Fate.CONFLICT, why=why, result=tuple(kept), choices=choices)


def _replaced(work: Work, fared: Fared, known: frozenset[str]) -> Fared:
    variation, target, parts = fared.variation, fared.variation.target, fared.parts
    if not parts:
        return conflict(fared, "removed", (_as_added(work, variation, known),))
    if work.shut & {*parts}:
        return conflict(fared, "locked", (), Choice.THEIRS)
    part = target if target in parts else parts[0]
    kept = changed_to(variation, replace=part)
    then, now = work.then(target), work.now(part)
    if len(parts) > 1 and not (part == target and wording(then).text == wording(now).text):
        # The words that the school left out may be in any part.
        others = (_omit(variation, other) for other in parts if other != part)
        return conflict(fared, "split", (kept, *others))
    if type(then) is not type(now):
        return conflict(fared, "reshaped", (kept,))
    if part != target and len(work.sources(part)) > 1:
        return conflict(fared, "merged", (_joined(work, variation, part),))
    base, ours, theirs = wording(then), wording(variation), wording(now)
    if ours.over(theirs) == theirs and ours.over(base) != base:
        return replace(fared, why="taken-up", result=(kept,))
    if ours.over(base) == base and ours.over(theirs) != theirs:
        # Words that it holds on to, such as those that an earlier master took up.
        return conflict(fared, "same-words", (kept,))
    merged = merge(base, ours, theirs, frozenset(work.after))
    result = changed_to(kept, **vars(merged.wording))
    if merged.clashes:
        return conflict(fared, merged.clashes[0], (result,))
    undone = merge(theirs, merged.wording, base)
    if undone.clashes or undone.wording.over(base) != ours.over(base):
        # Where the way back leads elsewhere, the merge was a guess.
        if undone.clashes or not _same_points(undone.wording.over(base), ours.over(base)):
            return conflict(fared, "same-words", (kept,))
        return replace(fared, fate=Fate.MOVED, why="place", result=(result,))
    if merged.wording != ours:
        return replace(fared, fate=Fate.MERGED, result=(result,))
    return replace(fared, why=_why_shown(work, target, part), result=(kept,))


def _why_shown(work: Work, old: str, part: str) -> str | None:
    if part != old:
        return "renamed"
    then, now = (_clause(found[part], found) for found in (work.before, work.after))
    if then is None or now is None:
        return None
    then = followed(then, work.names, work.renamed)
    return None if _words(then, whole=True) == _words(now, whole=True) else "around"


def _clause(place: Place, found: Mapping[str, Place]) -> Part | None:
    """The clause that an element is or stands in."""
    around = (*(found[name].element for name in place.within), place.element)
    return next((part for part in around if isinstance(part, Clause)), None)


def _omitted(work: Work, fared: Fared) -> Fared:
    variation, old = fared.variation, work.then(fared.variation.target)
    names = [part.id for part in below(work.before[variation.target].element)]
    inside = dict.fromkeys(heir for name in names for heir in work.heirs[name])
    tops = tuple(name for name in inside if not {*work.after[name].within} & {*inside})
    fared = replace(fared, theirs="\n".join(_words(work.now(t), whole=True) for t in tops))
    fared = replace(fared, parts=tops)
    if not tops:
        return replace(fared, fate=Fate.DROPPED, why="removed", result=())
    if work.shut & {*tops}:
        return conflict(fared, "locked", (), Choice.THEIRS)
    kept = tuple(
        _joined(work, variation, top) if {*work.sources(top)} - {*names} else _omit(variation, top)
        for top in tops
    )
    if len(tops) > 1:
        return conflict(fared, "split", kept)
    if kept[0].omit is None:
        return conflict(fared, "merged", kept)
    if _substance(old) != _substance(work.now(tops[0])):
        return conflict(fared, "reworded", kept)
    return replace(fared, why=_why_shown(work, variation.target, tops[0]), result=kept)


def _added(work: Work, fared: Fared, after: str, known: frozenset[str]) -> Fared:
    anchor = _anchor(work, after, known)
    if anchor is None:
        anchor = _clause_near(work, after, known)
        if anchor is None:
            return conflict(fared, "rests", (), Choice.THEIRS)
        return conflict(fared, "place", (changed_to(fared.variation, after=anchor),))
    if anchor in work.closed:
        return conflict(fared, "locked", (), Choice.THEIRS)
    result = (changed_to(fared.variation, after=anchor),)
    if anchor == after:
        shown = None
        if after in work.before and after in work.after:
            place = work.after[after]
            shown = _why_shown(work, after, after) if len(place.within) > 1 else None
        return replace(fared, why=shown, result=result)
    if work.heirs.get(after) == (anchor,) and work.sources(anchor) == (after,):
        return replace(fared, why="renamed", result=result)
    return replace(fared, fate=Fate.MOVED, why="place", result=result)


def _anchor(work: Work, name: str, known: frozenset[str]) -> str | None:
    """What an element that stood behind another can stand behind now, at the same level."""
    while name not in work.before or (name in known and name not in work.after):
        if name in known:
            return name
        if name not in work.behind:
            return None
        name = work.behind[name]
    for one in near(work.before, name):
        for heir in (one, *reversed(work.heirs[one])):
            here = heir in known and heir in work.heirs[one]
            if here and type(work.now(heir)) is type(work.before[one].element):
                return heir
    return None


def _clause_near(work: Work, name: str, known: frozenset[str]) -> str | None:
    """The clause nearest to a point that is gone, or to what a local change brought."""
    while name not in work.before:
        if name not in work.behind and name not in work.brought:
            return None
        name = work.behind.get(name) or work.brought[name]
    clause = (*work.before[name].within, name)[:2][-1]
    return _anchor(work, clause, known) or work.new.sections[0].id


def _as_added(work: Work, variation: Variation, known: frozenset[str]) -> Variation:
    """The school's words for an element that is gone, as an element of its own."""
    old, name = work.then(variation.target), variation.target
    anchor = _anchor(work, name, known) or _clause_near(work, name, known)
    kept = wording(variation).over(wording(old))
    own = tuple(item for item in kept.items or () if item.id not in work.after)
    taken = {*known, *work.after, *work.behind}
    ends = ("" if n == 1 else f"-{n}" for n in count(1))
    names = (f"local-{name}"[: _ID_LENGTH - len(end)].rstrip("-") + end for end in ends)
    return changed_to(
        variation,
        add=next(one for one in names if one not in taken),
        replace=None,
        after=anchor,
        text=kept.text,
        items=own or None,
        closing=kept.closing,
    )


def _joined(work: Work, variation: Variation, part: str) -> Variation:
    """What the school had of all that became one element, as its text."""
    copies = [work.copy[name].element for name in work.sources(part) if name in work.copy]
    text = " ".join(wording(one).text for one in copies)
    if not text:
        return _omit(variation, part)
    return changed_to(variation, omit=None, replace=part, text=text)


def changed_to(variation: Variation, **changed: object) -> Variation:
    return variation.model_copy(update=changed)


def _omit(variation: Variation, name: str) -> Variation:
    return Variation(omit=name, reason=variation.reason, consulted=variation.consulted)


def wording(of: Part | Variation) -> Wording:
    if isinstance(of, Section):
        return Wording(of.title)
    if isinstance(of, Clause):
        return Wording(of.text, of.style, of.items, of.closing)
    if isinstance(of, Variation):
        return Wording(of.text or "", of.style, of.items, of.closing)
    return Wording(of.text)


def _words(part: Part, *, whole: bool) -> str:
    """All the words of an element, one text a line; of a section that is not `whole`, its title."""
    title = isinstance(part, Section) and not whole
    return "\n".join(own_texts(part) if title else all_texts([part]))


def texts(variation: Variation) -> Iterator[str]:
    """The words of a local change."""
    yield from filter(None, [variation.text])
    yield from all_texts(variation.items or ())
    yield from filter(None, [variation.closing])


def _substance(part: Part) -> Counter[object]:
    """What an element says and rests on, in whatever order: commas and capitals are no part."""
    return Counter(
        (tuple(word for text in own_texts(one) for word in words(text)), one.cites)
        for one in below(part)
    )


def _same_points(one: Wording, other: Wording) -> bool:
    """Whether two wordings differ in the order of their points alone."""
    return _unordered(one) == _unordered(other)


def _unordered(wording: Wording) -> Wording:
    items = sorted(wording.items or (), key=lambda item: item.id)
    own = (
        item.model_copy(update={"items": tuple(sorted(item.items, key=lambda sub: sub.id))})
        for item in items
    )
    return replace(wording, items=tuple(own))
