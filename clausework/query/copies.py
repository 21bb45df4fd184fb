"""What each school's copy of a version cites that may change, and what it varies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from clausework.model.authorities import Authority
from clausework.model.elements import Preamble
from clausework.model.lineage import AnyElement, below, brought, own, units
from clausework.model.policy import Variation, Version
from clausework.query.cites import (
    Cite,
    Use,
    VersionUse,
    cites_of_document,
    document_of,
    register,
    uses,
)
from clausework.query.coming import concerns, to_come
from clausework.workspace.root import Workspace

VariationKind = Literal["add", "replace", "omit"]


@dataclass(frozen=True)
class CopyCite:
    """A citation of a copy, with its number there; `varied` is how the school varies the clause."""

    cite: Cite
    varied: tuple[VariationKind, ...]


@dataclass(frozen=True)
class CopyVariation:
    """A local change, and the element of the master's version that it `concerns`.

    For an addition, this is the element that it depends on.
    """

    kind: VariationKind
    target: str
    concerns: str


@dataclass(frozen=True)
class Copy:
    """One version as one school has it or will have it.

    `cites` are only those that another edition has replaced, or may have replaced where none is
    stated; and those of what begins or ends after the register's `looked_on`, or may do so.
    """

    school: str
    policy: str
    version: str
    standing: Use
    cites: tuple[CopyCite, ...]
    variations: tuple[CopyVariation, ...]


def copies(workspace: Workspace) -> list[Copy]:
    """What every school has or will have, by school and policy."""
    return [copy_of(workspace, use) for use in uses(workspace)]


def copy_of(workspace: Workspace, use: VersionUse) -> Copy:
    """What one school has or will have of one policy."""
    version = workspace.policies[use.policy].versions[use.adopted.version].value
    variations = use.adopted.variations
    kinds = _varied(version, variations)
    cites = cites_of_document(document_of(workspace, use), version)
    return Copy(
        school=use.school,
        policy=use.policy,
        version=version.version,
        standing=use.standing,
        cites=tuple(
            CopyCite(cite, kinds.get(cite.clause, ()))
            for cite in cites
            if _may_be_touched(cite, register(workspace)) or _is_to_change(workspace, cite)
        ),
        variations=tuple(_concerning(version, variations)),
    )


def variation_kind(variation: Variation) -> VariationKind:
    """What a local change does."""
    if variation.add is not None:
        return "add"
    return "replace" if variation.replace is not None else "omit"


def elements(version: Version) -> dict[str, AnyElement]:
    """Each section, clause and point of a version by its id, in reading order."""
    found: dict[str, AnyElement] = {}
    for section in version.parts:
        inside = (element for element in below(section) if not isinstance(element, Preamble))
        found |= {element.id: element for element in inside}
    return found


def _is_to_change(workspace: Workspace, cite: Cite) -> bool:
    assert workspace.authorities is not None
    authority = register(workspace).get(cite.authority)
    if authority is None:
        return False
    to_change = to_come(cite.authority, authority, workspace.authorities.value.looked_on)
    return any(concerns(authority, one, cite) for one in to_change)


def _may_be_touched(cite: Cite, authorities: Mapping[str, Authority]) -> bool:
    # A record may contain sources that the register no longer has.
    editions = authorities[cite.authority].editions if cite.authority in authorities else {}
    if cite.edition is None:
        return bool(editions)
    return cite.edition in editions and editions[cite.edition].superseded_by is not None


def _varied(
    version: Version, variations: tuple[Variation, ...]
) -> dict[str, tuple[VariationKind, ...]]:
    """How each clause is varied, by its id; an addition between clauses is itself a clause."""
    owners = _owners(version)
    kinds: dict[str, set[VariationKind]] = {}
    for variation in variations:
        if variation.add is not None:
            # After a point comes a point of the same clause; elsewhere, a clause of its own.
            beside = owners[variation.after or ""]
            owners[variation.add] = variation.add if beside == variation.after else beside
        clause = owners[variation.target]
        owners |= dict.fromkeys(_brought(variation), clause)
        kinds.setdefault(clause, set()).add(variation_kind(variation))
    return {clause: tuple(sorted(found)) for clause, found in kinds.items()}


def _concerning(version: Version, variations: tuple[Variation, ...]) -> Iterator[CopyVariation]:
    known = elements(version)
    rests_on: dict[str, str] = {}
    for variation in variations:
        if variation.add is not None:
            rests_on[variation.add] = variation.after or ""
        rests_on |= dict.fromkeys(_brought(variation), variation.target)
    concerns = {name: name for name in known}
    # A change that depends on another local change follows it.
    for name, beside in rests_on.items():
        concerns.setdefault(name, concerns[beside])
    for variation in variations:
        target = variation.target
        yield CopyVariation(variation_kind(variation), target, concerns[target])


def _brought(variation: Variation) -> list[str]:
    """The ids of what a local change adds within its element."""
    return [part.id for _, part in brought(variation)]


def _owners(version: Version) -> dict[str, str]:
    """Each section, clause and point with the clause that it belongs to; a section with itself."""
    owners: dict[str, str] = {}
    for section in version.parts:
        for _, unit in units(section):
            owners |= {element.id: unit.id for element in own(unit)}
    return owners
