"""Rules on what a version or a school changes, as the comparison reads it.

A version is compared with the previous one, a school's copy with the master's text. A released
version is a record and is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from clausework.checks.findings import (
    Finding,
    Written,
    at,
    elements,
    role_texts,
    version_texts,
)
from clausework.diff.changes import Added, Change, Persons, Removed
from clausework.diff.compare import compare
from clausework.diff.readings import readings
from clausework.diff.reasons import weigh
from clausework.model.inline import plain
from clausework.model.policy import Status, Version
from clausework.model.scalars import ConfirmedDuty, Duty, Weight
from clausework.query import VersionUse, local_changes
from clausework.resolve.nodes import Master
from clausework.resolve.version import show
from clausework.source.locations import KeyPath
from clausework.source.problems import Place, Problem, Severity, error, warning
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File

# The similarity (0 to 1) from which two texts count as one, and the number of words below which
# they must be equal.
ALIKE = 0.75
FEWEST_WORDS = 4
_WEAKER = frozenset({Duty.WEAKENED, Duty.NEGATED, Duty.PERMITTED, Duty.NUMBER, Duty.DEADLINE})
# The length of the path of a clause: sections, its place, clauses, its place.
CLAUSE_DEPTH = 4
# Characters of a headline: two lines on paper.
LONGEST_HEADLINE = 200


def change_findings(
    master: Master, versions: Mapping[str, File[Version]], file: File[Version]
) -> Iterator[Finding]:
    """All findings on the changes of a version that is not yet issued."""
    version = file.value
    before = versions.get(version.follows or "")
    if before is None or version.status.issued:
        return
    changes = compare(show(master, before.value), show(master, version))
    yield from _duties(file, changes)
    yield from _renamed(file, changes)
    yield from _one_place_each(file)
    if version.status is Status.PROPOSED:
        for problem in (*unconfirmed(file, changes), *_read_otherwise(file, changes)):
            yield Finding(problem, ())


_UNFINISHED = re.compile(
    r"\b(?:proposed|drafts?|for discussion|unfinished|tb[acd]|"
    r"(?:still |yet )?to be (?:checked|confirmed|decided|agreed|verified|added))\b",
    re.IGNORECASE,
)


def unfinished(file: File[Version]) -> Iterator[Finding]:
    """Words of a version not yet issued that say that it is not finished."""
    version, source = file.value, file.source
    if version.status.issued:
        return
    summary = Written(("summary",), version.summary, (), "summary", frozenset())
    for written in (summary, *version_texts(version), *role_texts(version)):
        for found in _UNFINISHED.finditer(written.text):
            problem = Problem(
                "text-unfinished",
                Severity.NOTE,
                at(source, written, found.start(), found.end()),
                f'"{found[0]}" says that this is not finished, and `release` refuses it',
                "a released version never changes: it would say so for good, in what staff are "
                "disciplined under.",
                "write what is decided. Where the word is meant, accept it on this clause: "
                "accepts: [{rule: text-unfinished, reason: …}].",
            )
            yield Finding(problem, written.element)


def not_confirmed(
    master: Master, versions: Mapping[str, File[Version]], file: File[Version]
) -> list[Problem]:
    """What HR must still write or say of a version before it may be issued, as errors."""
    before = versions.get(file.value.follows or "")
    changes = compare(show(master, before.value), show(master, file.value)) if before else ()
    accepted = {
        placed.path
        for placed in elements(file.value)
        if any(accept.rule == "text-unfinished" for accept in placed.element.accepts)
    }
    words = [one.problem for one in unfinished(file) if one.element not in accepted]
    found = (*words, *unconfirmed(file, changes))
    return [replace(one, severity=Severity.ERROR) for one in found]


def unconfirmed(file: File[Version], changes: Sequence[Change]) -> Iterator[Problem]:
    """Changes without a duty, and headlines that are missing or no whole sentence."""
    yield from _without_duty(file, changes)
    for index, reason in enumerate(file.value.changes):
        if reason.look_first is not None and reason.headline is None:
            yield warning(
                "headline-missing",
                file.source.place(("changes", index, "look_first")),
                f'governors are to look at "{reason.clause}" first, and it has no headline',
                "the first page of a board pack prints the headline; without one, this change is "
                "not on it.",
                "add headline: with one sentence on what changes, for readers who are no lawyers.",
            )
        fault = _fault_of(reason.headline) if reason.headline is not None else None
        if fault is not None:
            yield warning(
                "headline-form",
                file.source.place(("changes", index, "headline")),
                f"this headline {fault}",
                "the first page of a board pack prints it by itself, as what governors are asked "
                "to believe.",
                f"write one whole sentence of at most {LONGEST_HEADLINE} characters, with a full "
                "stop.",
            )


def _without_duty(file: File[Version], changes: Sequence[Change]) -> Iterator[Problem]:
    given = file.value.changes
    entries = {reason.clause: index for index, reason in reversed([*enumerate(given)])}
    paths = {placed.element.id: placed.path for placed in elements(file.value)}
    read = readings(changes, given)
    explained = {one.clause for one in read if one.id in entries}
    explained |= {name for name, path in paths.items() if _explained(path, entries, paths)}
    for one in read:
        # Where nothing is explained, the reason is missing as well, which is an error.
        if not one.missing or one.clause not in explained:
            continue
        if one.id in entries:
            place = file.source.place(("changes", entries[one.id], "clause"))
        elif one.id in paths:
            place = file.source.place((*paths[one.id], "id"))
        else:
            place = file.source.place(("follows",))
        yield _no_duty(place, one.id, one.suggests)
    # A footnote has a reason of its own, and its change is read with the clause.
    unread = entries.keys() - {one.id for one in read}
    for name in entries:
        own = [reason for reason in given if reason.clause == name]
        heavy = any(one.weight not in (None, Weight.EDITORIAL) for one in own)
        if name in unread and heavy and all(one.duty is None for one in own):
            yield _no_duty(file.source.place(("changes", entries[name], "clause")), name, ())


def _explained(path: KeyPath, entries: Iterable[str], paths: Mapping[str, KeyPath]) -> bool:
    """Whether an entry is of an element of the clause that has this path."""
    return len(path) == CLAUSE_DEPTH and any(
        paths.get(name, ())[:CLAUSE_DEPTH] == path for name in entries
    )


def _no_duty(place: Place, name: str, suggests: Sequence[ConfirmedDuty]) -> Problem:
    perhaps = f" (the words suggest: {' or '.join(suggests)})" if suggests else ""
    return warning(
        "duty-missing",
        place,
        f'HR has not said what the change of "{name}" does to a duty{perhaps}',
        "governors and staff read only what HR says; what the words suggest is often wrong.",
        f"add to its entry in changes: duty: {', '.join(list(ConfirmedDuty)[:-1])} or "
        f"{ConfirmedDuty.SAME}.",
    )


def _fault_of(headline: str) -> str | None:
    words = " ".join(headline.split())
    if words.endswith(("…", "...")):
        return "is cut off"
    if not words.endswith("."):
        return "does not end with a full stop"
    if len(words) > LONGEST_HEADLINE:
        return f"has {len(words)} characters"
    return None


def _one_place_each(file: File[Version]) -> Iterator[Finding]:
    first: dict[int, str] = {}
    for index, reason in enumerate(file.value.changes):
        at = reason.look_first
        if at is None:
            continue
        if at in first:
            problem = error(
                "look-first-twice",
                file.source.place(("changes", index, "look_first")),
                f'"{first[at]}" has place {at} already',
                "governors are shown these changes in HR's order, and two cannot have one place.",
                "give each a number of its own: 1, 2, 3.",
            )
            yield Finding(problem, ())
        first.setdefault(at, reason.clause)


def _read_otherwise(file: File[Version], changes: Sequence[Change]) -> Iterator[Problem]:
    given = file.value.changes
    for one in readings(changes, given):
        index = next((i for i, reason in enumerate(given) if reason.clause == one.id), None)
        if index is not None and given[index].duty is not None and one.differs:
            perhaps = " or ".join(f'"{duty}"' for duty in one.suggests) or "that a duty may differ"
            yield Problem(
                "duty-read-otherwise",
                Severity.NOTE,
                file.source.place(("changes", index, "duty")),
                f'HR says "{one.duty}", and the words suggest {perhaps}',
                "the words are read by a pattern, which is often wrong; readers get what HR says.",
                "read the old and the new words once more, and leave it where it is right.",
            )


def _duties(file: File[Version], changes: Sequence[Change]) -> Iterator[Finding]:
    """Reasons that call a change of a duty editorial and give no purpose for it."""
    given = file.value.changes
    for index, reason in enumerate(given):
        if reason.weight is not Weight.EDITORIAL or reason.because is not None:
            continue
        touched = [
            change
            for change in changes
            if change.duties
            and reason.clause in (change.id, change.clause)
            and weigh(change, given) is Weight.EDITORIAL
        ]
        if touched:
            problem = error(
                "duty-changed",
                file.source.place(("changes", index, "weight")),
                "this change is marked editorial, but a duty differs from version "
                f"{file.value.follows}: {'; '.join(map(duty_words, touched))}",
                "an editorial change asks nothing new of anybody, so few will read it closely; "
                "this one may change what somebody must do.",
                "write weight: substantive; or, if nobody's duty changes, add "
                "because: mistake-corrected (or plain-english, good-practice, law-changed), and "
                "say why in reason:.",
            )
            yield Finding(problem, ())


def duty_words(change: Change) -> str:
    """What a change does to duties, and who is bound."""
    said = f'"{change.id}": {", ".join(change.duties)}'
    before, after = change.bound
    if before == after:
        return f"{said} (bound: {_named(before)})"
    return f"{said} (bound before: {_named(before)}; now: {_named(after)})"


def _named(persons: Persons) -> str:
    return ", ".join(persons) or "nobody named"


def _renamed(file: File[Version], changes: Sequence[Change]) -> Iterator[Finding]:
    """New elements whose words are much like those of a removed one.

    A comparison never pairs elements by their words; here they only lead to a question for HR.
    """
    gone = {one.id: _words(one) for one in changes if isinstance(one, Removed)}
    added = {one.id: _words(one) for one in changes if isinstance(one, Added)}
    for placed in elements(file.value):
        name = placed.element.id
        if name not in added:
            continue
        likeness = {old: _likeness(words, added[name]) for old, words in gone.items()}
        old = max(likeness, key=lambda one: likeness[one], default="")
        if likeness.get(old, 0) < ALIKE:
            continue
        problem = warning(
            "rename-suspected",
            file.source.place((*placed.path, "id")),
            f'"{name}" is new and very similar to "{old}", which version {file.value.follows} '
            "has and this one does not",
            "without was:, it is shown as one text removed and another added, and schools' local "
            "changes do not follow it.",
            f"if it is the same text under a new id, add to it: was: [{old}]",
        )
        yield Finding(problem, placed.path)


def _words(change: Added | Removed) -> list[str]:
    return plain(change.text).casefold().split()


def _likeness(old: list[str], new: list[str]) -> float:
    if old == new:
        return 1.0
    if min(len(old), len(new)) < FEWEST_WORDS:
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def local_problems(workspace: Workspace, use: VersionUse) -> Iterator[Problem]:
    """Local changes of a version, at a school without errors, that may require less of somebody."""
    source = workspace.schools[use.school].school.source
    above = (
        ("adopts", use.policy) if use.standing == "in-use" else ("adopts", use.policy, "pending")
    )
    for local in local_changes(workspace, use):
        touched = [change for change in local.changes if _WEAKER & set(change.duties)]
        if local.variation.add is not None or not touched:
            continue
        key = "replace" if local.variation.replace is not None else "omit"
        yield warning(
            "local-weakens",
            source.place((*above, "variations", local.index, key)),
            "this local change may ask less than the master's text does: "
            f"{'; '.join(map(duty_words, touched))}",
            "a school may go further than the master's text; where it asks less, HR and the "
            "governors must know.",
            "restore the words of the master that bind; or, if the change is intended, ask HR to "
            "confirm it and leave it unchanged.",
        )
