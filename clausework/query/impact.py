"""What a new edition of law or guidance affects, and what a new version of a policy affects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from clausework.model.authorities import Authority, Pinpoint
from clausework.model.elements import Clause, Section
from clausework.model.lineage import AnyElement
from clausework.model.policy import Version
from clausework.model.varying.options import Option
from clausework.query.cites import Cite, Use, cites, known, register, versions
from clausework.query.comparison import line_to
from clausework.query.copies import (
    Copy,
    VariationKind,
    copies,
    elements,
)
from clausework.resolve.answers import asked
from clausework.workspace.root import PolicyFiles, Workspace

ElementOutcome = Literal["unchanged", "changed", "removed"]
Recorded = tuple[str, Pinpoint]
ElementPath = tuple[str | None, ...]
# The fields of an element besides its words.
_ASIDE = frozenset({"cites", "accepts", "was", "locked"})


@dataclass(frozen=True)
class TouchedSchool:
    """A school whose copy has the citation; `varied` is how it varies the clause, if it does."""

    school: str
    standing: Use
    number: str
    varied: tuple[VariationKind, ...]


@dataclass(frozen=True)
class Touched:
    """A citation of an earlier edition, or of none in particular.

    `again` is what the register records of the new edition about the cited part.
    """

    policy: str
    version: str
    cite: Cite
    again: tuple[Recorded, ...]
    schools: tuple[TouchedSchool, ...]


@dataclass(frozen=True)
class EditionImpact:
    """What a new edition affects; `unused` are the affected versions that no school has.

    `recorded` are all places in the new edition that the register has, each with the id of the
    document in which it was seen.
    """

    authority: str
    edition: str
    recorded: tuple[Recorded, ...]
    touched: tuple[Touched, ...]
    unused: tuple[tuple[str, str], ...]

    @property
    def by_version(self) -> dict[tuple[str, str], list[Touched]]:
        """The affected citations, by policy and version."""
        found: dict[tuple[str, str], list[Touched]] = {}
        for one in self.touched:
            found.setdefault((one.policy, one.version), []).append(one)
        return found


@dataclass(frozen=True)
class TouchedVariation:
    """A school's local change, and what the new version does to the element it `concerns`.

    `continued` are the elements of the new version that continue a removed one.
    """

    kind: VariationKind
    target: str
    concerns: str
    outcome: ElementOutcome
    continued: tuple[str, ...]


@dataclass(frozen=True)
class SchoolBehind:
    """A school on an earlier version, `behind` by that many versions."""

    school: str
    version: str
    behind: int
    pending: str | None
    variations: tuple[TouchedVariation, ...]


@dataclass(frozen=True)
class VersionBetween:
    """What is between an earlier version in use and the new one.

    These are the sections and clauses whose words differ, by id, and the options that only the new
    one has.
    """

    version: str
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    options: tuple[tuple[str, Option], ...]


@dataclass(frozen=True)
class VersionImpact:
    """What a new version affects."""

    policy: str
    version: str
    schools: tuple[SchoolBehind, ...]
    steps: tuple[VersionBetween, ...]


def newer_editions(workspace: Workspace) -> list[tuple[str, str]]:
    """Each law or guidance with its newest edition, where a version cites an earlier one."""
    cited = {(cite.authority, cite.edition) for _, v in versions(workspace) for cite in cites(v)}
    return [
        (name, edition)
        for name, authority in sorted(register(workspace).items())
        for edition, facts in sorted(authority.editions.items())
        if facts.superseded_by is None
        and (old := earlier(authority, edition))
        and {(name, one) for one in (None, *old)} & cited
    ]


def earlier(authority: Authority, edition: str) -> frozenset[str]:
    """The editions that one supersedes, directly or through others."""
    found: set[str] = set()
    fresh = {edition}
    while fresh:
        fresh = {n for n, facts in authority.editions.items() if facts.superseded_by in fresh}
        fresh -= {*found, edition}
        found |= fresh
    return frozenset(found)


def impact_of_edition(
    workspace: Workspace, authority: str, edition: str, having: Iterable[Copy] | None = None
) -> EditionImpact:
    """Every citation of an earlier edition, or of none in particular, by version and school.

    `having` is what schools have, where the tree has none of them. Raises NotKnown.
    """
    entry = known("authority", authority, register(workspace))
    new = known("edition", edition, entry.editions)
    recorded = tuple(
        (print_id, pinpoint)
        for print_id, document in new.documents.items()
        for pinpoint in document.pinpoints
    )
    old = {None, *earlier(entry, edition)}
    by_version: dict[tuple[str, str], list[Copy]] = {}
    for copy in copies(workspace) if having is None else having:
        by_version.setdefault((copy.policy, copy.version), []).append(copy)
    touched: list[Touched] = []
    unused: list[tuple[str, str]] = []
    for policy, version in versions(workspace):
        here = (policy.id, version.version)
        schools = _touched_schools(by_version.get(here, ()))
        found: dict[ElementPath, Cite] = {}
        # A school's own text may cite sources that the master does not.
        for cite in (*cites(version), *(cite for cite, _ in schools.values())):
            if cite.authority == authority and cite.edition in old:
                found.setdefault(cite.place, cite)
        for place, cite in found.items():
            at = tuple(schools[place][1]) if place in schools else ()
            touched.append(Touched(*here, cite, _again(cite, recorded), at))
        if found and here not in by_version:
            unused.append(here)
    return EditionImpact(authority, edition, recorded, tuple(touched), tuple(unused))


def _touched_schools(
    having: Iterable[Copy],
) -> dict[ElementPath, tuple[Cite, dict[TouchedSchool, None]]]:
    """The schools whose copy of a version has a citation, by its place, with the citation."""
    found: dict[ElementPath, tuple[Cite, dict[TouchedSchool, None]]] = {}
    for copy in having:
        for own in copy.cites:
            school = TouchedSchool(copy.school, copy.standing, own.cite.number, own.varied)
            found.setdefault(own.cite.place, (own.cite, {}))[1][school] = None
    return found


def _again(cite: Cite, recorded: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """The recorded places in the new edition.

    Paragraphs move from document to document, sections less; a part is the most reliable guide.
    """
    return tuple(
        (print_id, pinpoint)
        for print_id, pinpoint in recorded
        if cite.part is not None
        and pinpoint.part == cite.part
        and cite.section in (None, pinpoint.section)
    )


def impact_of_version(
    workspace: Workspace, policy: str, number: str, having: Iterable[Copy] | None = None
) -> VersionImpact:
    """The schools on a version that this one follows, and what it changes for them.

    It may follow directly or through others. `having` is what schools have, where the tree has none
    of them. Raises NotKnown.
    """
    files = known("policy", policy, workspace.policies)
    by_number = {name: file.value for name, file in files.versions.items()}
    new = known("version", number, by_number)
    schools = schools_behind(files, number, copies(workspace) if having is None else having)
    in_use = {school.version for school in schools}
    options = files.policy.value.options
    before = line_to(files.versions, number)[1:]
    steps = tuple(_step(by_number[name], new, options) for name in before if name in in_use)
    return VersionImpact(policy, number, schools, steps)


def schools_behind(
    files: PolicyFiles, number: str, having: Iterable[Copy]
) -> tuple[SchoolBehind, ...]:
    """The schools on a version that one of this number follows, directly or through others."""
    before = line_to(files.versions, number)[1:]
    own = [copy for copy in having if copy.policy == files.policy.value.id]
    pending = {copy.school: copy.version for copy in own if copy.standing == "pending"}

    @cache  # Many schools vary the same few clauses.
    def fate(version: str, concerns: str) -> tuple[ElementOutcome, tuple[str, ...]]:
        return _fate(files.versions[version].value, files.versions[number].value, concerns)

    return tuple(
        SchoolBehind(
            school=copy.school,
            version=copy.version,
            behind=before.index(copy.version) + 1,
            pending=pending.get(copy.school),
            variations=tuple(
                TouchedVariation(
                    one.kind, one.target, one.concerns, *fate(copy.version, one.concerns)
                )
                for one in copy.variations
            ),
        )
        for copy in own
        if copy.standing == "in-use" and copy.version in before
    )


def _fate(old: Version, new: Version, concerns: str) -> tuple[ElementOutcome, tuple[str, ...]]:
    """The outcome for an element, and the elements that continue it."""
    before, after = elements(old), elements(new)
    outcome: ElementOutcome = "removed"
    if concerns in after:
        same = _words(before[concerns]) == _words(after[concerns])
        outcome = "unchanged" if same else "changed"
    return outcome, tuple(name for name, other in after.items() if concerns in other.was)


def _words(element: AnyElement) -> Any:
    """The printed words of an element; for a section, its heading."""
    return _without_aside(element.model_dump(exclude={"clauses", "sections"}))


def _without_aside(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_aside(v) for k, v in value.items() if k not in _ASIDE}
    return [_without_aside(v) for v in value] if isinstance(value, tuple | list) else value


def _step(old: Version, new: Version, options: Mapping[str, Option]) -> VersionBetween:
    before, after = (
        {name: one for name, one in elements(v).items() if isinstance(one, Section | Clause)}
        for v in (old, new)
    )
    now_asked = asked(new.parts) - asked(old.parts)
    return VersionBetween(
        version=old.version,
        changed=tuple(n for n in after if n in before and _words(before[n]) != _words(after[n])),
        removed=tuple(name for name in before if name not in after),
        added=tuple(name for name in after if name not in before),
        options=tuple((name, option) for name, option in options.items() if name in now_asked),
    )
