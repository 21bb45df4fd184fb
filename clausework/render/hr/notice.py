"""Notices to schools, drafted for HR to read and send: a version is issued, or withdrawn.

Plain text that is also Markdown. Reasons are HR's own words and are printed unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clausework.model.decisions import Release, Withdrawal
from clausework.model.numbering import numbers
from clausework.model.policy import Adoption, Numbered, Reason, School, Version, age
from clausework.model.terms import school_terms
from clausework.render.common.templates import Templates
from clausework.workspace.root import PolicyFiles, Workspace


@dataclass(frozen=True)
class SchoolUse:
    """A school that publishes a policy, or has a version of it awaiting decision."""

    school: School
    adoption: Adoption


@dataclass(frozen=True)
class ReasonedChange:
    """One change with its reason; `number` is that of the master, None for a footnote."""

    reason: Reason
    number: str | None
    kind: Literal["added", "changed", "removed"]


@dataclass(frozen=True)
class IssuedStep:
    """A version on the way to the one that is issued, with what it changed."""

    version: str
    changes: tuple[ReasonedChange, ...]


def uses(workspace: Workspace, policy: str) -> dict[str, SchoolUse]:
    """The schools that use a policy, by id.

    Schools whose file has faults cannot be included.
    """
    return {
        name: SchoolUse(files.school.value, files.school.value.adopts[policy])
        for name, files in sorted(workspace.schools.items())
        if policy in files.school.value.adopts
    }


def steps(files: PolicyFiles, number: str) -> tuple[str | None, tuple[IssuedStep, ...]]:
    """The last released version before a version, and the steps from there, oldest first."""
    found: list[IssuedStep] = []
    at: str | None = number
    passed = {number}
    while at is not None:
        version = files.versions[at].value
        before = files.versions.get(version.follows) if version.follows is not None else None
        found.insert(0, _step(version, before.value if before is not None else None))
        at = version.follows
        if at in files.policy.value.released or at in passed or at not in files.versions:
            break
        passed.add(at)
    return at, tuple(found)


def _step(version: Version, before: Version | None) -> IssuedStep:
    now = numbers(version.sections)
    then = numbers(before.sections) if before is not None else {}
    continued = {element.id for element in _numbered(version) if element.was}
    changes = []
    for reason in version.changes:
        name = reason.clause
        kind: Literal["added", "changed", "removed"] = "changed"
        if name not in now and name in then:
            kind = "removed"
        elif name in now and name not in then and name not in continued:
            kind = "added"
        changes.append(ReasonedChange(reason, now.get(name, then.get(name)), kind))
    return IssuedStep(version.version, tuple(changes))


def _numbered(version: Version) -> Iterator[Numbered]:
    for section in version.sections:
        yield section
        for clause in section.clauses:
            yield clause
            for item in clause.items:
                yield from (item, *item.items)


def release_notice(
    workspace: Workspace, policy: str, number: str, release: Release, templates: Templates
) -> str:
    """The notice that a version is issued, one for all schools."""
    files = workspace.policies[policy]
    before, changes = steps(files, number)
    return templates.text(
        "notice/release.md.j2",
        policy=files.policy.value,
        version=files.versions[number].value,
        before=before,
        steps=changes,
        release=release,
        uses=list(uses(workspace, policy).values()),
        unread=sorted(workspace.faulty_schools),
    )


def withdrawal_notices(
    workspace: Workspace, policy: str, number: str, withdrawal: Withdrawal, templates: Templates
) -> dict[str, str]:
    """The notice to each school that uses a withdrawn version, by the school's id.

    HR's list of these schools has an empty key.
    """
    assert workspace.terms is not None
    files = workspace.policies[policy]
    concerned = {
        name: use
        for name, use in uses(workspace, policy).items()
        if use.adoption.version == number
        or (use.adoption.pending is not None and use.adoption.pending.version == number)
    }
    record = files.policy.value
    others = [
        files.versions[other].value
        for other in sorted(record.released.keys() - record.withdrawn.keys() - {number}, key=age)
    ]
    common = {
        "policy": record,
        "version": files.versions[number].value,
        "withdrawal": withdrawal,
        "others": others,
    }
    found = {
        "": templates.text(
            "notice/withdrawals.md.j2",
            **common,
            uses=list(concerned.values()),
            unread=sorted(workspace.faulty_schools),
        )
    }
    for name, use in concerned.items():
        said = school_terms(workspace.terms.value.root, use.school)
        found[name] = templates.text("notice/withdrawal.md.j2", **common, use=use, said=said)
    return found
