"""What HR's own pages say of one school, as a small value, and what it has of what is asked.

Pages about a thousand schools are made from a thousand of these, without any school's files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clausework.diff.changes import Change, Persons, Removed, Reworded
from clausework.model.catalogue import AskedPolicy, Catalogue
from clausework.model.decisions import Approval
from clausework.model.inline import plain
from clausework.model.scalars import Duty, SchoolType
from clausework.query.cites import Use, VersionUse, uses
from clausework.query.copies import Copy, VariationKind, copies, variation_kind
from clausework.query.local import LocalChange, local_changes
from clausework.query.status import Standing, fleet
from clausework.workspace.root import SchoolFiles, Workspace


@dataclass(frozen=True)
class LocalWords:
    """The effect of a local change on the words of one element.

    `pieces` are stretches of text, each kept, removed or added; `bound` is who is bound, before and
    after.
    """

    before: str | None
    pieces: tuple[tuple[Literal["kept", "removed", "added"], str], ...]
    duties: tuple[Duty, ...]
    bound: tuple[Persons, Persons]


@dataclass(frozen=True)
class LocalSummary:
    """One local change beside the master's text; no `words` where it does not change them."""

    kind: VariationKind
    target: str
    number: str | None
    reason: str
    consulted: str | None
    words: tuple[LocalWords, ...]


@dataclass(frozen=True)
class VariedCopy:
    """The local changes of one version that a school has or will have."""

    school: str
    policy: str
    version: str
    standing: Use
    approved: Approval | Literal["unknown"] | None
    changes: tuple[LocalSummary, ...]


@dataclass(frozen=True)
class SchoolSummary:
    """One school: its type, its state for every policy, its versions, and what it varies.

    `links` are the addresses that it gives of policies that are not kept here. pydantic's
    TypeAdapter writes it as JSON and reads it back.
    """

    id: str
    name: str
    example: bool
    type: SchoolType
    type_confirmed: bool
    links: Mapping[str, str]
    standings: tuple[Standing, ...]
    copies: tuple[Copy, ...]
    varied: tuple[VariedCopy, ...]


def summary(workspace: Workspace, files: SchoolFiles, as_of: date) -> SchoolSummary:
    """Summarise one sound school against the master of a tree.

    Law and guidance are judged as of a day.
    """
    school = files.school.value
    alone = replace(workspace, schools={school.id: files})
    return SchoolSummary(
        id=school.id,
        name=school.name,
        example=school.example,
        type=school.type,
        type_confirmed=school.type_confirmed,
        links=school.links,
        standings=fleet(alone, as_of),
        copies=tuple(copies(alone)),
        varied=tuple(_varied(alone, use) for use in uses(alone) if use.adopted.variations),
    )


def _varied(workspace: Workspace, use: VersionUse) -> VariedCopy:
    return VariedCopy(
        school=use.school,
        policy=use.policy,
        version=use.adopted.version,
        standing=use.standing,
        approved=use.adopted.approved,
        changes=tuple(_summed_up(one) for one in local_changes(workspace, use)),
    )


def _summed_up(local: LocalChange) -> LocalSummary:
    return LocalSummary(
        kind=variation_kind(local.variation),
        target=local.variation.target,
        number=local.number,
        reason=local.variation.reason,
        consulted=local.variation.consulted,
        words=tuple(_words(change) for change in local.changes),
    )


def _words(change: Change) -> LocalWords:
    return LocalWords(
        before=_before(change),
        pieces=tuple((piece.kind, piece.text) for piece in change.words),
        duties=change.duties,
        bound=change.bound,
    )


def _before(change: Change) -> str | None:
    match change:
        case Removed():
            return plain(change.text)
        case Reworded():
            return plain(change.before)
    return None


@dataclass(frozen=True)
class Held:
    """One policy that is asked of a school, and what HR's files have of it.

    `standing` is that of the policy that the school has here, None where it has none; `url` is then
    the address that the school gives. Where both are None, nothing is recorded.
    """

    school: str
    asked: AskedPolicy
    standing: Standing | None
    url: str | None

    def overdue(self, as_of: date) -> bool:
        """Whether the recorded day of its next review has passed."""
        return self.standing is not None and self.standing.overdue(as_of)


def asked_of(catalogue: Catalogue, school: SchoolSummary) -> tuple[Held, ...]:
    """The policies of the catalogue that are asked of a school, in the order of the file."""
    here = {one.policy: one for one in school.standings if one.version is not None}
    return tuple(
        _held(one, school, here.get(one.policy or ""))
        for one in catalogue.policies
        if one.applies(school.type)
    )


def _held(asked: AskedPolicy, school: SchoolSummary, standing: Standing | None) -> Held:
    url = school.links.get(asked.id) or school.links.get(asked.policy or "")
    return Held(school.id, asked, standing, None if standing else url)


@dataclass(frozen=True)
class AskedOverall:
    """One policy of the catalogue over all schools: of how many it is asked, and what they have.

    `elsewhere` are those that give an address, `unrecorded` those of which nothing is recorded;
    `overdue` are among `here`.
    """

    asked: AskedPolicy
    schools: int
    here: int
    elsewhere: int
    unrecorded: int
    overdue: int


def asked_overall(
    catalogue: Catalogue, held: Iterable[Held], as_of: date
) -> tuple[AskedOverall, ...]:
    """Each policy of the catalogue, in the order of the file; `held` are those of all schools."""
    found: dict[str, list[Held]] = {one.id: [] for one in catalogue.policies}
    for one in held:
        found[one.asked.id].append(one)
    return tuple(_overall(one, found[one.id], as_of) for one in catalogue.policies)


def _overall(asked: AskedPolicy, held: list[Held], as_of: date) -> AskedOverall:
    here = sum(one.standing is not None for one in held)
    elsewhere = sum(one.url is not None for one in held)
    return AskedOverall(
        asked=asked,
        schools=len(held),
        here=here,
        elsewhere=elsewhere,
        unrecorded=len(held) - here - elsewhere,
        overdue=sum(one.overdue(as_of) for one in held),
    )
