"""What HR says of a change under `changes:`: its weight, duty and headline, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from clausework.diff.changes import Change
from clausework.model.document import Meaning
from clausework.model.elements import Note, Numbered
from clausework.model.inline import parse, parse_fill
from clausework.model.lineage import below, own_texts, places
from clausework.model.policy import Reason, Version
from clausework.model.scalars import Kind, Weight

# Consequences of other changes, with no difference in the text.
CONSEQUENCES = (Kind.RENUMBERED, Kind.RENAMED)


def weigh(change: Change, reasons: Iterable[Reason]) -> Weight:
    """The weight that applies for HR: its own for the element or its clause, else as read.

    Of several, the heaviest. A change of place, number or name alone has no weight, unless the new
    place changes a duty.
    """
    if change.kind in (Kind.MOVED, *CONSEQUENCES) and not change.duties:
        return change.weight
    return confirmed(change, reasons) or change.weight


def confirmed(change: Change, reasons: Iterable[Reason]) -> Weight | None:
    """The weight that HR gave for the element or its clause, the heaviest; None where it gave none.

    Nobody outside HR reads another weight.
    """
    given = (one.weight for one in reasons if one.clause in (change.id, change.clause))
    return heaviest(weight for weight in given if weight is not None)


def heaviest(weights: Iterable[Weight]) -> Weight | None:
    """The weight that matters most; None where there is none."""
    return max(weights, key=lambda one: one.rank, default=None)


def together(weights: Iterable[tuple[Kind, Weight | None]]) -> Weight | None:
    """The weight of several changes as one, by the kind of each.

    None where HR has not given all of them, as those could be heavier. Whatever has moved has the
    weight of the rest.
    """
    given = [one for one in weights if one[0] not in CONSEQUENCES]
    found = [weight for kind, weight in given if kind is not Kind.MOVED]
    found = found or [weight for _, weight in given]
    known = heaviest(weight for weight in found if weight is not None)
    return known if None not in found or known is Weight.STATUTORY else None


def meaning(change: Change, reasons: Iterable[Reason]) -> Meaning | None:
    """What HR says that a change means: of the element, else of its clause; the newest counts."""
    given = tuple(reasons)
    for name in dict.fromkeys((change.id, change.clause)):
        found = meaning_of(name, given)
        if found is not None:
            return found
    return None


def meaning_of(name: str, reasons: Iterable[Reason]) -> Meaning | None:
    """What HR says that the change of one element means."""
    own = [one for one in reasons if one.clause == name]
    duties = [one.duty for one in own if one.duty is not None]
    headlines = [one.headline for one in own if one.headline is not None]
    if not duties and not headlines:
        return None
    return Meaning(
        of=name,
        duty=duties[-1] if duties else None,
        headline=" ".join(headlines[-1].split()) if headlines else None,
    )


def outdated(line: Sequence[Version]) -> tuple[Reason, ...]:
    """The reasons in a line of versions that no longer explain the last of them.

    The newest for each element does. An older one does while everything that it was given for, an
    element with its points, is as the last version has it.
    """
    parts = [_parts(version) for version in line]
    newer: set[str] = set()
    shown: list[Reason] = []
    passed: list[Reason] = []
    for version, then in reversed(list(zip(line, parts, strict=True))):
        for reason in version.changes:
            covered = _covered(reason, version) if reason.clause in newer else ()
            unchanged = all(parts[-1].get(name) == then.get(name) for name in covered)
            (shown if unchanged else passed).append(reason)
        newer.update(reason.clause for reason in version.changes)
    return tuple(reason for reason in passed if reason not in shown)


def explaining(reasons: Sequence[Reason], passed: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that are shown as explanations, the newest first: all but those passed."""
    left_out = tuple(passed)
    return tuple(one for one in reversed(reasons) if one not in left_out)


def _covered(reason: Reason, version: Version) -> tuple[str, ...]:
    """The elements that a reason of a version is given for; of a section its heading alone."""
    place = places(version.parts).get(reason.clause)
    if place is None or not place.within:
        return (reason.clause,)
    return tuple(one.id for one in below(place.element))


def _parts(version: Version) -> Mapping[str, Any]:
    """What a version prints of each element and footnote, by its id, without what is in it."""
    return dict(_each_part(version))


def _each_part(version: Version) -> Iterator[tuple[str, Any]]:
    for section in version.parts:
        for part in below(section):
            notes = getattr(part, "notes", ())
            sources = [_sources(one, version) for one in (part, *notes)]
            texts = [_text(one, version) for one in own_texts(part)]
            yield part.id, (texts, sources, part.when, getattr(part, "style", None))
            for note in notes:
                yield note.id, (_text(note.text, version), _sources(note, version))


def _text(words: str, version: Version) -> Any:
    """A text and the editions of the titles that it prints."""
    fills = [parse_fill(run.fill) for run in parse(words).runs if run.fill is not None]
    cited = [fill.name for fill in fills if fill is not None and fill.kind == "cite"]
    return " ".join(words.split()), [version.editions.get(name) for name in cited]


def _sources(part: Numbered | Note, version: Version) -> Any:
    return [
        one.replaced(edition=one.edition or version.editions.get(one.authority))
        for one in part.cites
    ]


def why(change: Change, reasons: Iterable[Reason]) -> str | None:
    """The reasons given for the element, else for its clause, in the order in which they come."""
    given = tuple(reasons)
    own = [reason.reason for reason in given if reason.clause == change.id]
    around = [reason.reason for reason in given if reason.clause == change.clause]
    return " ".join(dict.fromkeys(own or around)) or None
