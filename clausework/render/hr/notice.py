"""Notices to schools, drafted for HR to read and send: a version is issued, or withdrawn.

Each school gets a letter of its own, in which no other is named. Reasons are HR's own words and are
printed unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clausework.model.decisions import Release, Withdrawal
from clausework.model.numbering import numbers
from clausework.model.policy import Adoption, Numbered, Reason, School, Version, age
from clausework.model.terms import school_terms
from clausework.render.common.templates import Templates
from clausework.render.hr.letter import letter
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


def release_notices(
    workspace: Workspace, policy: str, number: str, release: Release, templates: Templates
) -> dict[str, bytes]:
    """The files about a version that is issued, by name.

    These are a letter to each school that uses the policy, and HR's list of these schools.
    """
    files = workspace.policies[policy]
    before, changes = steps(files, number)
    common = {
        "policy": files.policy.value,
        "version": files.versions[number].value,
        "release": release,
    }
    every = uses(workspace, policy)
    found = _list(workspace, f"{policy}_{number}", "releases", every, templates, common)
    known = {**common, "before": before, "steps": changes}
    return found | _letters(workspace, f"{policy}_{number}", "release", every, templates, known)


def withdrawal_notices(
    workspace: Workspace, policy: str, number: str, withdrawal: Withdrawal, templates: Templates
) -> tuple[dict[str, bytes], list[str]]:
    """The files about a withdrawn version, by name, and the ids of the schools that have it.

    These are a letter to each of these schools, and HR's list of them.
    """
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
    stem = f"{policy}_{number}_withdrawn"
    found = _list(workspace, stem, "withdrawals", concerned, templates, common)
    found |= _letters(workspace, stem, "withdrawal", concerned, templates, common)
    return found, [*concerned]


def _list(
    workspace: Workspace,
    stem: str,
    template: str,
    concerned: Mapping[str, SchoolUse],
    templates: Templates,
    common: Mapping[str, Any],
) -> dict[str, bytes]:
    """HR's list of the schools concerned; the only file that names more than one."""
    text = templates.text(
        f"notice/{template}.md.j2",
        **common,
        uses=list(concerned.values()),
        unread=sorted(workspace.faulty_schools),
    )
    return {f"{stem}.md": text.encode()}


def _letters(
    workspace: Workspace,
    stem: str,
    template: str,
    concerned: Mapping[str, SchoolUse],
    templates: Templates,
    common: Mapping[str, Any],
) -> dict[str, bytes]:
    assert workspace.terms is not None
    terms = workspace.terms.value.root
    return {
        f"{stem}_{name}{ending}": data
        for name, use in concerned.items()
        for ending, data in letter(
            templates,
            f"notice/{template}.html.j2",
            **common,
            use=use,
            said=school_terms(terms, use.school),
        ).items()
    }
