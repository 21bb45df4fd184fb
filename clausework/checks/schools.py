"""Rules on one school: its brand, its choices, its local changes, and how they fit the master."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clausework.brand.logo import read_logo
from clausework.brand.palette import adjusted, palette
from clausework.checks.findings import variation_elements, variation_texts, version_texts
from clausework.checks.limits import limit_problems
from clausework.checks.texts import text_problems
from clausework.checks.typed.depth import structure_findings
from clausework.checks.typed.figures import figure_problems
from clausework.checks.typed.gaps import local_gaps
from clausework.checks.varying.options import choice_problems
from clausework.checks.versions import citation_findings, condition_findings, known_to
from clausework.model.decisions import Approval
from clausework.model.document import section_words
from clausework.model.lineage import closed, places, shut
from clausework.model.policy import Adopted, Brand, Policy, Version
from clausework.render.common.drawable import logo_faults, lost_on
from clausework.resolve.version import resolve
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import (
    Place,
    Problem,
    Severity,
    did_you_mean,
    error,
    errors,
    warning,
)
from clausework.workspace.root import PolicyFiles, SchoolFiles, Workspace


def school_problems(workspace: Workspace, files: SchoolFiles) -> Iterator[Problem]:
    """Every finding on one school, apart from what it has of each policy.

    Only what needs nothing that is withheld of the master.
    """
    yield from _brand(files)
    if not workspace.withheld.everything:
        yield from _terms(workspace, files)
        yield from _links(workspace, files)


def adoption_problems(
    workspace: Workspace, files: SchoolFiles, policy_id: str
) -> Iterator[Problem]:
    """Every finding on what one school has of a policy, and on what awaits its decision."""
    adoption, here = files.school.value.adopts[policy_id], ("adopts", policy_id)
    if workspace.withheld.everything or policy_id in workspace.withheld.policies:
        return
    policy = workspace.policies.get(policy_id)
    if policy is None:
        yield error(
            "policy-unknown",
            files.school.source.place(here, key=True),
            f'unknown policy "{policy_id}"',
            "the school would publish nothing under this name.",
            _one_of(policy_id, workspace.policies),
        )
        return
    if policy.policy.value.example and not files.school.value.example:
        yield error(
            "policy-example",
            files.school.source.place(here, key=True),
            f'"{policy.policy.value.title}" is an example, and this school is none',
            "it is invented for trying the program, and nobody may rely on it.",
            "delete it here, or write example: true where the school is invented too.",
        )
    yield from _adopted(workspace, files, policy, adoption, here)
    yield from power_problems(workspace, files, policy_id)
    if adoption.pending is not None:
        yield from _adopted(workspace, files, policy, adoption.pending, (*here, "pending"))


# The part of a logo that may be lost on its ground: less is a line or a shadow.
MOST_LOST = 0.2
_POWERS = {"committee": "a committee", "head": "the head"}


def power_problems(workspace: Workspace, files: SchoolFiles, policy: str) -> Iterator[Problem]:
    """An approval by a committee or head, of a policy that only the governing body can make."""
    assert workspace.authorities is not None
    register = workspace.authorities.value.authorities
    approved = files.school.value.adopts[policy].approved
    if not isinstance(approved, Approval) or approved.power not in _POWERS:
        return
    kept = workspace.policies[policy].policy.value
    for power in kept.made_under:
        authority = register.get(power.authority)
        if authority is None or not authority.applies(files.school.value.type):
            continue
        for one in authority.provisions_at(power.section):
            if one.delegable is False:
                where = section_words(authority.kind, one.section)
                yield warning(
                    "power-not-delegable",
                    files.school.source.place(("adopts", policy, "approved", "power")),
                    f"{kept.title} is made under {where} of {authority.title}, and it was approved "
                    f"by {_POWERS[approved.power]}",
                    "the governing body cannot delegate what it does under it, so the approval "
                    "could be challenged.",
                    "put it to the full governing body, and record that decision; or ask HR "
                    "whether made_under: in its policy.yaml is right.",
                )


def _one_of(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return did_you_mean(name, names, f"write one of: {', '.join(names)}.")


def _brand(files: SchoolFiles) -> Iterator[Problem]:
    brand, source = files.school.value.brand, files.school.source
    if brand.logo is not None and files.logo is not None:
        place = source.place(("brand", "logo"))
        faults = logo_faults(brand.logo, files.logo)
        for fault in faults:
            yield error(fault.code, place, fault.message, fault.why, fault.fix)
        if not faults:
            yield from _logo_contrast(brand, files.logo, place)
    for shade in adjusted(brand.primary, brand.accent):
        key = "primary" if shade.asked.lower() == brand.primary.lower() else "accent"
        yield Problem(
            "brand-shade",
            Severity.NOTE,
            source.place(("brand", key)),
            f"{shade.asked} cannot carry text on {shade.background} "
            f"({shade.ratio}:1), so {shade.used} is used there ({shade.used_ratio}:1)",
            "people with weaker sight need a contrast of 4.5:1 to read text (WCAG 2.2, AA).",
            "nothing needs to be done; choose another colour if you do not like this shade.",
        )


def _logo_contrast(brand: Brand, data: bytes, place: Place) -> Iterator[Problem]:
    logo, _ = read_logo(brand.logo or "", data)
    assert logo is not None, "it has no fault"
    colours = palette(brand.primary, brand.accent)
    bands = (colours.band, colours.dark_band)
    part, band = max(zip(lost_on(logo, bands), bands, strict=True))
    if part >= MOST_LOST:
        scheme = " of the dark scheme" if band == colours.dark_band else ""
        yield warning(
            "logo-contrast",
            place,
            f"{part:.0%} of {brand.logo} looks the same as the band{scheme} ({band})",
            "the logo is on this colour wherever it is shown, so these parts would be missing.",
            "use the version of the logo that is meant for such a ground, give the drawing a "
            "plate or disc of its own, or choose another primary colour.",
        )


def _terms(workspace: Workspace, files: SchoolFiles) -> Iterator[Problem]:
    assert workspace.terms is not None
    known = workspace.terms.value.root
    for name in files.school.value.terms:
        if name not in known:
            yield warning(
                "term-unknown",
                files.school.source.place(("terms", name), key=True),
                f'policy/terms.yaml has no term "{name}"',
                "no clause of the master prints it.",
                _one_of(name, known),
            )


def _links(workspace: Workspace, files: SchoolFiles) -> Iterator[Problem]:
    if workspace.withheld.catalogue or workspace.withheld.policies:
        return  # What is withheld may have the name.
    every = [one for files in workspace.policies.values() for one in files.policy.value.related]
    known = {name for one in every for name in (one.id, one.policy) if name is not None}
    known |= workspace.titles.keys()  # Any text may print the title of one.
    if workspace.catalogue is not None:
        of_all = workspace.catalogue.value.policies
        known |= {one.id for one in of_all if one.applies(files.school.value.type)}
    for name in files.school.value.links:
        if name not in known:
            yield warning(
                "link-unknown",
                files.school.source.place(("links", name), key=True),
                f'no policy names "{name}" as a related policy, and none of that id is asked of '
                "this type of school",
                "the address would appear on no page.",
                did_you_mean(
                    name, known, "write an id from related: of a policy or policy/catalogue.yaml."
                ),
            )


_OF_LOCAL = ("variation-unprinted", "variation-undone")
_OF_CHOICES = (*_OF_LOCAL, "option-unchosen")
# What the school has yet to say.
_OPEN = ("option-unchosen", "person-missing")


def _adopted(
    workspace: Workspace, files: SchoolFiles, policy: PolicyFiles, adopted: Adopted, here: KeyPath
) -> Iterator[Problem]:
    source = files.school.source
    version = policy.versions.get(adopted.version)
    if workspace.withheld.holds(policy.policy.value.id, adopted.version):
        return
    if version is None:
        yield error(
            "version-unknown",
            source.place((*here, "version")),
            f"there is no version {adopted.version} of {policy.policy.value.id}",
            "the school publishes the words of that version.",
            f"write one of: {', '.join(sorted(policy.versions))}.",
        )
        return
    # A text on record is published, whatever the school's choices would do to it today.
    on_record = "pending" not in here and files.on_record(str(here[1]), adopted) is not None
    for problem in choice_problems(source, policy.policy.value, adopted, here):
        if not on_record or problem.code == "option-unknown":
            yield problem
    too_much = list(limit_problems(source, version.value, adopted, here))
    if too_much:
        yield from too_much
        return
    found = list(_variations(workspace, files, policy.policy.value, version.value, adopted, here))
    yield from found
    if any(problem.code == "when-syntax" for problem in found):
        return
    document, conflicts = resolve(
        workspace.master(policy.policy.value.id), version.value, files.school.value, adopted
    )
    if not on_record:
        yield from local_gaps(source, version.value, adopted, document, here)
    for conflict in conflicts:
        if conflict.code in _OF_CHOICES and on_record:
            continue
        # Words that do not fit may result from a fault in the school's own texts.
        unfit = conflict.code in _OF_LOCAL or not conflict.path
        if errors(found) and unfit and conflict.code not in _OPEN:
            continue
        place = source.place((*here, *conflict.path))
        yield error(conflict.code, place, conflict.message, conflict.why, conflict.fix)


def _variations(
    workspace: Workspace,
    files: SchoolFiles,
    policy: Policy,
    version: Version,
    adopted: Adopted,
    here: KeyPath,
) -> Iterator[Problem]:
    source = files.school.source
    own = files.school.value.name
    others = {school.name for school in workspace.named.values()} - {own}
    known = known_to(workspace, policy, version, tuple(sorted(others)))
    above = (*here, "variations")
    brought = list(variation_elements(adopted.variations, above))
    local = {v.target for v in adopted.variations} | {one.element.id for one in brought}
    blanks = set(known.blanks)
    for one in adopted.variations:
        if one.add is not None and one.after in blanks:
            blanks.add(one.add)
    known = replace(known, clauses=known.clauses | local, blanks=frozenset(blanks))
    notes = {written.owner: written.notes for written in version_texts(version)}
    for written in variation_texts(adopted.variations, above, notes):
        yield from text_problems(source, written, known)
    for finding in (
        *structure_findings(source, brought),
        *citation_findings(source, brought, known),
    ):
        yield finding.problem
    for finding in condition_findings(source, brought, policy):
        yield finding.problem
    own_figures = figure_problems(
        source, adopted.variations, above, workspace.files, known.numbered
    )
    for _, problem in own_figures:
        yield problem
    yield from _forbidden(source, policy, version, adopted, here)


def _forbidden(
    source: Source, policy: Policy, version: Version, adopted: Adopted, here: KeyPath
) -> Iterator[Problem]:
    found = places(version.parts)
    locked, full = shut(found), closed(found)
    for index, variation in enumerate(adopted.variations):
        path = (*here, "variations", index)
        if policy.binding == "adopt":
            yield error(
                "variation-of-adopted",
                source.place(path),
                f'"{policy.title}" is adopted word for word',
                "HR keeps this policy the same for every school.",
                "delete the local change, and tell HR what the school needs.",
            )
        elif variation.target in locked:
            yield error(
                "variation-locked",
                source.place((*path, "replace" if variation.replace else "omit")),
                f'"{variation.target}" is locked',
                "HR has marked it as one that no school may change or leave out.",
                "delete the local change, and tell HR what the school needs.",
            )
        elif variation.add is not None and variation.after in full:
            yield error(
                "variation-locked",
                source.place((*path, "after")),
                f'"{variation.after}" is in a locked part of the policy',
                "HR has marked it as one that no school may add to.",
                "delete the local change, and tell HR what the school needs.",
            )
