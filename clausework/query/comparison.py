"""Two versions of one policy compared, as HR keeps them or as one school prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clausework.diff.changes import (
    Added,
    Change,
    CitationChanged,
    ConditionChanged,
    Merged,
    Moved,
    PointsRestyled,
    Removed,
    Renamed,
    Renumbered,
    Reworded,
    Split,
)
from clausework.diff.compare import compare
from clausework.diff.places import with_matched_paragraphs
from clausework.diff.readings import Reading, readings
from clausework.diff.reasons import explaining, meaning, outdated, weigh, why
from clausework.diff.redline import redline
from clausework.diff.words import Piece
from clausework.model.document import Cited, Document
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Adoption, Reason, School, Version
from clausework.model.varying.printed import of_today
from clausework.records.in_force import last_had
from clausework.resolve.conditions import names_of
from clausework.resolve.conflicts import Conflict
from clausework.resolve.version import resolve, show
from clausework.upgrade.carry import Resolution, Upgrade, upgrade
from clausework.upgrade.outcome import CarriedChange, Choice
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File

_WORDS_OF_CONTEXT = 6


@dataclass(frozen=True)
class Comparison:
    """An older and a newer document of one policy, and HR's reasons for the changes.

    `reasons` are all, the oldest first; of those `passed` the text has changed again since, so only
    their weight counts.
    `conflicts` are the school's choices that do not fit one of the two versions; a local change
    among them is left out of that document. `undecided` are the local changes that the school must
    decide on before it can have the newer version; where they can be kept, that document has them
    unchanged.
    """

    old: Document
    new: Document
    reasons: tuple[Reason, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    undecided: tuple[CarriedChange, ...] = ()
    passed: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        # Whatever names a paragraph by its id means the same one.
        object.__setattr__(self, "new", with_matched_paragraphs(self.old, self.new))

    @property
    def explanations(self) -> tuple[Reason, ...]:
        """The reasons that explain the newer document, the newest first."""
        return explaining(self.reasons, self.passed)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes, in the order of the newer document."""
        return compare(self.old, self.new)

    @cached_property
    def marked(self) -> Document:
        """The newer document with marks."""
        return redline(self.old, self.new, self.changes, self.reasons, self.passed)


def between(
    workspace: Workspace, policy: str, before: str, after: str, school: str | None
) -> Comparison:
    """Two versions by number, of a sound tree in which everything named exists.

    For a school, the older is what it has or had in use, from its record where it was approved. The
    newer is what must be decided: as it awaits decision, else with the options and local changes of
    the version in use carried over to it.
    """
    versions = workspace.policies[policy].versions
    reasons, passed = _reasons(versions, before, after)
    master = workspace.master(policy)
    older, newer = versions[before].value, versions[after].value
    if school is None:
        return Comparison(show(master, older), show(master, newer), reasons, passed=passed)
    files = workspace.schools[school]
    value = files.school.value
    adoption = value.adopts.get(policy)
    offered, undecided = _newer(workspace, value, policy, adoption, after)
    proposed = offered.replaced(approved=None, next_review=None)
    new, unfit_later = resolve(master, newer, value, proposed)
    had = _older(workspace, value, policy, adoption, before)
    on_record = files.on_record(policy, had)
    if on_record is not None:
        # A new name is no change of the policy.
        old = of_today(on_record.document, value.people)
        return Comparison(old, new, reasons, tuple(unfit_later), undecided, passed)
    old, unfit = resolve(master, older, value, had)
    conflicts = tuple(dict.fromkeys((*unfit, *unfit_later)))
    return Comparison(old, new, reasons, conflicts, undecided, passed)


def carried(
    workspace: Workspace,
    school: School,
    policy: str,
    adoption: Adopted,
    number: str,
    resolutions: Mapping[str, Resolution],
) -> Upgrade:
    """The outcome of a school's local changes to the version in use, in another version."""
    files = workspace.policies[policy]
    way = way_between(files.versions, adoption.version, number)
    line = [files.versions[name].value for name in way]
    about = files.policy.value
    true = names_of(about, school, adoption)
    return upgrade(about, line[0], line[-1], adoption.variations, resolutions, line[1:-1], true)


def changes_to_confirm(workspace: Workspace, comparison: Comparison) -> tuple[Reading, ...]:
    """What HR has to confirm of the changes that the newer version explains.

    Empty for one that is issued, which never changes, and for one that does not follow the older.
    Over several versions, changes that only those between explain are left out.
    """
    versions = workspace.policies[comparison.new.policy].versions
    version = versions[comparison.new.version].value
    before = comparison.old.version
    if comparison.new.issued_by_owner or before not in line_to(versions, version.version)[1:]:
        return ()
    entries = {reason.clause for reason in version.changes}
    found = readings(comparison.changes, version.changes)
    return tuple(one for one in found if one.id in entries or before == version.follows)


def default_before(workspace: Workspace, policy: str, after: str, school: str | None) -> str | None:
    """The version to compare with by default.

    This is the one that the school has in use; without a school, the one that `after` follows. None
    where there is none.
    """
    if school is None:
        return workspace.policies[policy].versions[after].value.follows
    adoption = workspace.schools[school].school.value.adopts.get(policy)
    return adoption.version if adoption else None


def data(comparison: Comparison, school: str | None) -> dict[str, Any]:
    """The changes as plain data, for JSON; `school` is the id of the school.

    `duties` are read from the words, for HR alone; `duty` and `headline` are HR's.
    """
    return {
        "policy": comparison.new.policy,
        "from": comparison.old.version,
        "to": comparison.new.version,
        "school": school,
        "changes": [_change_data(change, comparison) for change in comparison.changes],
    }


def data_for_readers(comparison: Comparison, school: str) -> dict[str, Any]:
    """The same without what was read from the words, for a school and its readers."""
    whole = data(comparison, school)
    return whole | {"changes": [change | {"duties": []} for change in whole["changes"]]}


def _change_data(change: Change, comparison: Comparison) -> dict[str, Any]:
    before, after = _sides(change)
    hr = meaning(change, comparison.reasons)
    return {
        "id": change.id,
        "kind": change.kind.value,
        "weight": weigh(change, comparison.reasons).value,
        "duties": [duty.value for duty in change.duties],
        "number_before": change.number_before,
        "number_after": change.number_after,
        "before": before,
        "after": after,
        "reason": why(change, comparison.explanations),
        "duty": hr.duty.value if hr and hr.duty else None,
        "headline": hr.headline if hr else None,
    }


def _sides(change: Change) -> tuple[str | None, str | None]:
    """A change before and after, for JSON: words, ids, sources or conditions."""
    match change:
        case Added():
            return None, plain(change.text)
        case Removed():
            return plain(change.text), None
        case Reworded():
            return plain(change.before), plain(change.after)
        case Renamed() | Split():
            return change.old, change.id
        case Merged():
            return ", ".join(change.olds), change.id
        case CitationChanged():
            return _sources(change.old), _sources(change.new)
        case ConditionChanged():
            return change.old, change.new
        case PointsRestyled():
            return change.old_style, change.new_style
        case Moved() | Renumbered():
            return None, None
    raise AssertionError(change)


def _sources(cites: Sequence[Cited]) -> str:
    return "; ".join(cited.words for cited in cites)


def shortened(pieces: Sequence[Piece]) -> tuple[tuple[str, str], ...]:
    """The kind and words of each piece, with kept pieces shortened to a few words."""
    found: list[tuple[str, str]] = []
    for index, piece in enumerate(pieces):
        words = piece.text.split(" ")
        before = _WORDS_OF_CONTEXT if index else 0
        after = _WORDS_OF_CONTEXT if index < len(pieces) - 1 else 0
        # Leaving out one word would make it no shorter.
        if piece.kind == "kept" and len(words) > before + after + 2:
            cut = " ".join([*words[:before], "…", *words[len(words) - after :]])
            found.append((piece.kind, cut))
        elif piece.text:
            found.append((piece.kind, piece.text))
    return tuple(found)


def _older(
    workspace: Workspace, school: School, policy: str, adoption: Adoption | None, number: str
) -> Adopted:
    """A version as a school has it in use, or had it before."""
    if adoption is None:
        return Adopted(version=number)
    had = last_had(adoption, number)
    return had or _newer(workspace, school, policy, adoption, number)[0]


def _newer(
    workspace: Workspace, school: School, policy: str, adoption: Adoption | None, number: str
) -> tuple[Adopted, tuple[CarriedChange, ...]]:
    """A version as it awaits a school's decision.

    Without one, it has the choices of the version in use, and the conflicts that the school must
    still decide.
    """
    if adoption is None:
        return Adopted(version=number), ()
    if adoption.pending is not None and adoption.pending.version == number:
        return adoption.pending, ()
    variations, undecided = adoption.variations, tuple[CarriedChange, ...]()
    if adoption.version != number:
        found = carried(workspace, school, policy, adoption, number, {})
        undecided = found.conflicts
        if undecided:
            kept = {one.variation.target: Resolution(Choice.OURS) for one in undecided}
            found = carried(workspace, school, policy, adoption, number, kept)
        variations = found.variations
    proposed = Adopted(version=number, options=adoption.options, variations=variations)
    return proposed, undecided


def _reasons(
    versions: Mapping[str, File[Version]], before: str, after: str
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """HR's reasons for all changes from one version to the other, the oldest first; those passed.

    Empty where the one does not follow the other, directly or through others. What a change means
    for duties, and its headline, count only from the newest version.
    """
    line = line_to(versions, after)
    if before == after or before not in line:
        return (), ()
    newest, *between = (versions[number].value for number in line[: line.index(before)])
    older = [
        version.replaced(
            changes=tuple(
                reason.replaced(duty=None, headline=None, look_first=None)
                for reason in version.changes
            )
        )
        for version in reversed(between)
    ]
    way = (*older, newest)
    return tuple(reason for version in way for reason in version.changes), outdated(way)


def way_between(versions: Mapping[str, File[Version]], before: str, after: str) -> tuple[str, ...]:
    """The versions from one to another: back to their common origin, then forward.

    Both ends are included.
    """
    back, line = line_to(versions, before), line_to(versions, after)
    shared = next((number for number in back if number in line), None)
    if shared is None:
        return before, after
    on = reversed(line[: line.index(shared)])
    return (*back[: back.index(shared) + 1], *on)


def line_to(versions: Mapping[str, File[Version]], number: str) -> list[str]:
    """A version and those that it follows, the nearest first."""
    found: list[str] = []
    following: str | None = number
    while following is not None and following in versions and following not in found:
        found.append(following)
        following = versions[following].value.follows
    return found
