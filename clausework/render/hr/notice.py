"""Notices to schools, drafted for HR to read and send: a version is issued, or withdrawn.

Each school gets a letter of its own, in which no other is named. Reasons are HR's own words and are
printed unchanged.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clausework.diff.reasons import outdated
from clausework.model.decisions import Release, Withdrawal
from clausework.model.elements import Numbered
from clausework.model.lineage import below
from clausework.model.numbering import numbers
from clausework.model.policy import Adoption, Reason, School, Version, age
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
    """One change with its reason; `number` is that of the master, None for a footnote.

    What HR says that it means counts only where the reason is of the `newest` version.
    """

    reason: Reason
    number: str | None
    kind: Literal["added", "changed", "removed"]
    newest: bool


def uses(workspace: Workspace, policy: str) -> dict[str, SchoolUse]:
    """The schools that use a policy, by id.

    Schools whose file has faults cannot be included.
    """
    return {
        name: SchoolUse(files.school.value, files.school.value.adopts[policy])
        for name, files in sorted(workspace.schools.items())
        if policy in files.school.value.adopts
    }


def changes_since(files: PolicyFiles, number: str) -> tuple[str | None, tuple[ReasonedChange, ...]]:
    """The last released version before a version, and HR's reasons for what changed since.

    The newest come first. An older one whose text has changed again is left out, for the versions
    between were never issued.
    """
    line: list[Version] = []
    at: str | None = number
    while at in files.versions and at not in {one.version for one in line}:
        line.insert(0, files.versions[at].value)
        at = line[0].follows
        if at in files.policy.value.released:
            break
    before = files.versions[at].value if at in files.versions else None
    passed = outdated(line)
    reasons = [one for version in reversed(line) for one in version.changes if one not in passed]
    now, then = numbers(line[-1]), numbers(before) if before else {}
    continued = {one.id for version in line for one in _numbered(version) if one.was}
    return at, tuple(
        ReasonedChange(
            reason=reason,
            number=now.get(reason.clause, then.get(reason.clause)),
            kind=_kind(reason.clause, now, then, continued),
            newest=reason in line[-1].changes,
        )
        for reason in reasons
        if reason.clause in now or reason.clause in then or reason in line[-1].changes
    )


def _kind(
    name: str, now: Container[str], then: Container[str], continued: Container[str]
) -> Literal["added", "changed", "removed"]:
    if name not in now and name in then:
        return "removed"
    new = name in now and name not in then and name not in continued
    return "added" if new else "changed"


def _numbered(version: Version) -> Iterator[Numbered]:
    for section in version.parts:
        yield from below(section)


def release_notices(
    workspace: Workspace, policy: str, number: str, release: Release, templates: Templates
) -> dict[str, bytes]:
    """The files about a version that is issued, by name.

    These are a letter to each school that uses the policy, and HR's list of these schools.
    """
    files = workspace.policies[policy]
    before, changes = changes_since(files, number)
    common = {
        "policy": files.policy.value,
        "version": files.versions[number].value,
        "release": release,
    }
    every = uses(workspace, policy)
    found = _list(workspace, f"{policy}_{number}", "releases", every, templates, common)
    known = {**common, "before": before, "changes": changes}
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
