"""The state of every policy at every school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clausework.model.decisions import Approval
from clausework.model.document import NextVersion
from clausework.model.policy import Adoption, Policy, Status, Version, age
from clausework.model.varying.options import value_of
from clausework.query.cites import VersionUse, cites_of_document, document_of, register
from clausework.query.comparison import line_to
from clausework.records.corrections import Correction
from clausework.records.in_force import next_version
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File


@dataclass(frozen=True)
class Stale:
    """A citation in a school's copy of an edition that another, `by`, has replaced.

    `number` is that of the place in the school's copy, `on` its id.
    """

    number: str
    on: str
    authority: str
    edition: str
    by: str


@dataclass(frozen=True)
class Standing:
    """The state of one policy at one school; `version` is None where it has none.

    `newest` is the newest issued version that follows the one in use, `behind` how many issued
    versions later it is. `recorded` is whether the approved text is kept word for word.
    `variations` are the ids of what the school changes, `options` its choices that are not the
    default, as its file has them. `coming` are the versions that it approved to follow,
    `corrections` those of decisions.
    """

    school: str
    policy: str
    version: str | None = None
    status: Status | None = None
    newest: str | None = None
    behind: int = 0
    approved: Approval | Literal["unknown"] | None = None
    recorded: bool = False
    next_review: date | None = None
    pending: str | None = None
    variations: tuple[str, ...] = ()
    options: tuple[tuple[str, bool | str], ...] = ()
    stale: tuple[Stale, ...] = ()
    coming: tuple[NextVersion, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def overdue(self, as_of: date) -> bool:
        """Whether the day of the next review has passed."""
        return self.next_review is not None and self.next_review < as_of


def fleet(workspace: Workspace, as_of: date) -> tuple[Standing, ...]:
    """Every school with every policy, by their ids; law and guidance are judged as of a day."""
    found = []
    for name, files in sorted(workspace.schools.items()):
        for policy in sorted(workspace.policies):
            adoption = files.school.value.adopts.get(policy)
            found.append(
                Standing(name, policy)
                if adoption is None
                else _state(workspace, name, policy, adoption, as_of)
            )
    return tuple(found)


def _state(
    workspace: Workspace, school: str, policy: str, adoption: Adoption, as_of: date
) -> Standing:
    files = workspace.policies[policy]
    ahead = _ahead(adoption.version, files.versions)
    return Standing(
        school=school,
        policy=policy,
        version=adoption.version,
        status=files.versions[adoption.version].value.status,
        newest=ahead[0] if ahead else None,
        behind=len(ahead),
        approved=adoption.approved,
        recorded=policy in workspace.schools[school].in_use,
        next_review=adoption.next_review,
        pending=adoption.pending.version if adoption.pending else None,
        variations=tuple(variation.target for variation in adoption.variations),
        options=_unusual(adoption, files.policy.value),
        stale=_stale(workspace, VersionUse(school, policy, "in-use", adoption), as_of),
        coming=tuple(next_version(one) for one in workspace.schools[school].coming.get(policy, ())),
        corrections=tuple(
            correction
            for (of, _), file in workspace.schools[school].corrections.items()
            if of == policy
            for correction in file.value.corrections
        ),
    )


def _ahead(number: str, versions: Mapping[str, File[Version]]) -> list[str]:
    """The issued versions between a version and the newest that follows it, the newest first."""
    released = {n for n, file in versions.items() if file.value.status is Status.RELEASED}
    for name in sorted(released - {number}, key=age, reverse=True):
        line = line_to(versions, name)
        if number in line:
            return [one for one in line[: line.index(number)] if one in released]
    return []


def _unusual(adoption: Adoption, policy: Policy) -> tuple[tuple[str, bool | str], ...]:
    found = (
        (name, option.default, value_of(option, adoption.options.get(name)))
        for name, option in policy.options.items()
    )
    return tuple(
        (name, value if isinstance(value, bool) else str(value))
        for name, usual, value in found
        if value is not None and value != usual
    )


def _stale(workspace: Workspace, use: VersionUse, as_of: date) -> tuple[Stale, ...]:
    version = workspace.policies[use.policy].versions[use.adopted.version].value
    found: dict[object, Stale] = {}
    for cite in cites_of_document(document_of(workspace, use), version):
        entry = register(workspace).get(cite.authority)
        # A record may contain sources that the register no longer has.
        if entry is None or cite.edition is None or cite.edition not in entry.editions:
            continue
        by = entry.successor(cite.edition, as_of)
        if by is not None:
            stale = Stale(cite.number, cite.on, cite.authority, cite.edition, by)
            found.setdefault(cite.place, stale)
    return tuple(found.values())
