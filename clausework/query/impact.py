"""What a new edition of law or guidance touches, and what a new version of a policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clausework.comparison import line_to
from clausework.fills import parse_condition
from clausework.model import Clause, Item, Option, Section, Subitem, Variation, Version
from clausework.query.cites import (
    Cite,
    cites,
    cites_of_document,
    document_of,
    known,
    register,
    uses,
    versions,
)
from clausework.register import Authority, Pinpoint
from clausework.tree import Tree

VariationKind = Literal["add", "replace", "omit"]
Recorded = tuple[str, Pinpoint]
Place = tuple[str | None, ...]
# What an element has besides its words.
_ASIDE = frozenset({"cites", "accepts", "was", "locked"})


@dataclass(frozen=True)
class TouchedSchool:
    """A school whose copy has the citation; `varied` is how it varies the clause, if it does."""

    school: str
    standing: Literal["in-use", "pending"]
    number: str
    varied: tuple[VariationKind, ...]


@dataclass(frozen=True)
class Touched:
    """A citation of an earlier edition, or of none in particular.

    `again` is what the register records of the new edition about the part that is cited.
    """

    policy: str
    version: str
    cite: Cite
    again: tuple[Recorded, ...]
    schools: tuple[TouchedSchool, ...]


@dataclass(frozen=True)
class EditionImpact:
    """What a new edition touches; `unused` are the touched versions that no school has.

    `recorded` are all places in the new edition that the register knows, each with the id of the
    print that it was seen in.
    """

    authority: str
    edition: str
    recorded: tuple[Recorded, ...]
    touched: tuple[Touched, ...]
    unused: tuple[tuple[str, str], ...]

    @property
    def by_version(self) -> dict[tuple[str, str], list[Touched]]:
        """What is touched, by policy and version."""
        found: dict[tuple[str, str], list[Touched]] = {}
        for one in self.touched:
            found.setdefault((one.policy, one.version), []).append(one)
        return found


@dataclass(frozen=True)
class TouchedVariation:
    """A school's local change, and what the new version does to the element it `concerns`.

    `continued` are the elements of the new version that say they continue a removed one.
    """

    kind: VariationKind
    target: str
    concerns: str
    outcome: Literal["unchanged", "changed", "removed"]
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
class Step:
    """What lies between an earlier version in use and the new one: the sections and clauses whose
    words differ, by id, and the options that only the new one asks about.
    """

    version: str
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    options: tuple[tuple[str, Option], ...]


@dataclass(frozen=True)
class VersionImpact:
    """What a new version touches."""

    policy: str
    version: str
    schools: tuple[SchoolBehind, ...]
    steps: tuple[Step, ...]


def newer_editions(tree: Tree) -> list[tuple[str, str]]:
    """Each law or guidance with its newest edition, where a version cites an earlier one."""
    cited = {(cite.authority, cite.edition) for _, v in versions(tree) for cite in cites(v)}
    return [
        (name, edition)
        for name, authority in sorted(register(tree).items())
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


def impact_of_edition(tree: Tree, authority: str, edition: str) -> EditionImpact:
    """Every citation of an earlier edition, or of none in particular, by version and school.

    Raises NotKnown.
    """
    entry = known("authority", authority, register(tree))
    new = known("edition", edition, entry.editions)
    recorded = tuple(
        (print_id, pinpoint)
        for print_id, document in new.documents.items()
        for pinpoint in document.pinpoints
    )
    old = {None, *earlier(entry, edition)}
    used = {(use.policy, use.adopted.version) for use in uses(tree)}
    touched: list[Touched] = []
    unused: list[tuple[str, str]] = []
    for policy, version in versions(tree):
        here = (policy.id, version.version)
        schools = _touched_schools(tree, policy.id, version)
        found: dict[Place, Cite] = {}
        # A school's own text may cite what the master's does not.
        for cite in (*cites(version), *(cite for cite, _ in schools.values())):
            if cite.authority == authority and cite.edition in old:
                found.setdefault(cite.place, cite)
        for place, cite in found.items():
            having = schools[place][1] if place in schools else ()
            touched.append(Touched(*here, cite, _again(cite, recorded), having))
        if found and here not in used:
            unused.append(here)
    return EditionImpact(authority, edition, recorded, tuple(touched), tuple(unused))


def _touched_schools(
    tree: Tree, policy: str, version: Version
) -> dict[Place, tuple[Cite, tuple[TouchedSchool, ...]]]:
    """The schools whose copy of a version has a citation, by its place, with the citation."""
    found: dict[Place, tuple[Cite, tuple[TouchedSchool, ...]]] = {}
    for use in uses(tree):
        if (use.policy, use.adopted.version) != (policy, version.version):
            continue
        kinds = _varied(version, use.adopted.variations)
        for cite in cites_of_document(document_of(tree, use), version):
            school = TouchedSchool(
                use.school, use.standing, cite.number, kinds.get(cite.clause, ())
            )
            first, schools = found.get(cite.place, (cite, ()))
            if school not in schools:
                found[cite.place] = (first, (*schools, school))
    return found


def _again(cite: Cite, recorded: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """Paragraphs move from print to print, and sections less; a part is the surest guide."""
    return tuple(
        (print_id, pinpoint)
        for print_id, pinpoint in recorded
        if cite.part is not None
        and pinpoint.part == cite.part
        and cite.section in (None, pinpoint.section)
    )


def _varied(
    version: Version, variations: tuple[Variation, ...]
) -> dict[str, tuple[VariationKind, ...]]:
    """How each clause is varied, by its id; what is added between clauses is a clause itself."""
    owners = _owners(version)
    kinds: dict[str, set[VariationKind]] = {}
    for variation in variations:
        if variation.add is not None:
            # Behind a point stands a point of the same clause; elsewhere, a clause of its own.
            beside = owners[variation.after or ""]
            owners[variation.add] = variation.add if beside == variation.after else beside
        clause = owners[variation.target]
        owners |= dict.fromkeys(_brought(variation), clause)
        kinds.setdefault(clause, set()).add(_kind(variation))
    return {clause: tuple(sorted(found)) for clause, found in kinds.items()}


def _brought(variation: Variation) -> list[str]:
    """The ids of the points that come with a local change."""
    return [one.id for item in variation.items or () for one in (item, *item.items)]


def _kind(variation: Variation) -> VariationKind:
    if variation.add is not None:
        return "add"
    return "replace" if variation.replace is not None else "omit"


def _owners(version: Version) -> dict[str, str]:
    """Each section, clause and point with the clause it belongs to; a section with itself."""
    owners: dict[str, str] = {}
    for section in version.sections:
        owners[section.id] = section.id
        for clause in section.clauses:
            owners |= {element.id: clause.id for element in _numbered(clause)}
    return owners


def _numbered(clause: Clause) -> Iterator[Clause | Item | Subitem]:
    yield clause
    for item in clause.items:
        yield item
        yield from item.items


def impact_of_version(tree: Tree, policy: str, number: str) -> VersionImpact:
    """The schools on a version that this one follows, directly or through others, and what it
    changes for them. Raises NotKnown.
    """
    files = known("policy", policy, tree.policies)
    by_number = {name: file.value for name, file in files.versions.items()}
    new = known("version", number, by_number)
    before = line_to(files.versions, number)[1:]
    schools = []
    for use in uses(tree):
        if use.policy != policy or use.standing == "pending" or use.adopted.version not in before:
            continue
        pending = tree.schools[use.school].school.value.adopts[policy].pending
        old = by_number[use.adopted.version]
        schools.append(
            SchoolBehind(
                school=use.school,
                version=old.version,
                behind=before.index(old.version) + 1,
                pending=pending.version if pending else None,
                variations=_touched_variations(old, new, use.adopted.variations),
            )
        )
    in_use = {school.version for school in schools}
    options = files.policy.value.options
    steps = tuple(_step(by_number[name], new, options) for name in before if name in in_use)
    return VersionImpact(policy, number, tuple(schools), steps)


def _touched_variations(
    old: Version, new: Version, variations: tuple[Variation, ...]
) -> tuple[TouchedVariation, ...]:
    before, after = _elements(old), _elements(new)
    rests_on: dict[str, str] = {}
    for variation in variations:
        if variation.add is not None:
            rests_on[variation.add] = variation.after or ""
        rests_on |= dict.fromkeys(_brought(variation), variation.target)
    found = []
    for variation in variations:
        concerns = variation.target
        while concerns not in before:
            concerns = rests_on[concerns]
        outcome: Literal["unchanged", "changed", "removed"] = "removed"
        if concerns in after:
            same = _words(before[concerns]) == _words(after[concerns])
            outcome = "unchanged" if same else "changed"
        continued = tuple(name for name, one in after.items() if concerns in one.was)
        found.append(
            TouchedVariation(_kind(variation), variation.target, concerns, outcome, continued)
        )
    return tuple(found)


def _elements(version: Version) -> dict[str, Section | Clause | Item | Subitem]:
    found: dict[str, Section | Clause | Item | Subitem] = {}
    for section in version.sections:
        found[section.id] = section
        for clause in section.clauses:
            found |= {element.id: element for element in _numbered(clause)}
    return found


def _words(element: Section | Clause | Item | Subitem) -> Any:
    """What is printed of an element; of a section, its heading."""
    return _without_aside(element.model_dump(exclude={"clauses"}))


def _without_aside(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_aside(v) for k, v in value.items() if k not in _ASIDE}
    return [_without_aside(v) for v in value] if isinstance(value, tuple | list) else value


def _step(old: Version, new: Version, options: Mapping[str, Option]) -> Step:
    before, after = (
        {name: one for name, one in _elements(v).items() if isinstance(one, Section | Clause)}
        for v in (old, new)
    )
    asked = _asked(new) - _asked(old)
    return Step(
        version=old.version,
        changed=tuple(n for n in after if n in before and _words(before[n]) != _words(after[n])),
        removed=tuple(name for name in before if name not in after),
        added=tuple(name for name in after if name not in before),
        options=tuple((name, option) for name, option in options.items() if name in asked),
    )


def _asked(version: Version) -> frozenset[str]:
    """The names that the conditions of a version test."""
    conditions = [one.when for one in _elements(version).values()]
    conditions += [c.when for one in _elements(version).values() for c in one.cites]
    return frozenset(
        name for when in conditions if when is not None for name in parse_condition(when).names
    )
