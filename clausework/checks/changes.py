"""Rules on what a version or a school changes, as the comparison reads it.

A version is compared with the previous one, a school's copy with the master's text. A released
version is a record and is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from clausework.checks.findings import Finding, elements
from clausework.diff.changes import Added, Change, Persons, Removed
from clausework.diff.compare import compare, weigh
from clausework.model.inline import plain
from clausework.model.policy import Status, Version
from clausework.model.scalars import Duty, Weight
from clausework.query import VersionUse, local_changes
from clausework.resolve.version import Master, show
from clausework.source.problems import Problem, error, warning
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File

# The similarity (0 to 1) from which two texts count as one, and the number of words below which
# they must be equal.
ALIKE = 0.75
FEWEST_WORDS = 4
_WEAKER = frozenset({Duty.WEAKENED, Duty.NEGATED, Duty.PERMITTED, Duty.NUMBER, Duty.DEADLINE})


def change_findings(
    master: Master, versions: Mapping[str, File[Version]], file: File[Version]
) -> Iterator[Finding]:
    """All findings on the changes of a version that is not yet issued."""
    version = file.value
    before = versions.get(version.follows or "")
    if before is None or version.status not in (Status.DRAFT, Status.PROPOSED):
        return
    changes = compare(show(master, before.value), show(master, version))
    yield from _duties(file, changes)
    yield from _renamed(file, changes)


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
