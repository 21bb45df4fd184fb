"""A root folder as values: the master, and all schools or one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from clausework.model.authorities import Authorities
from clausework.model.catalogue import Catalogue
from clausework.model.document import Document
from clausework.model.policy import Adopted, Policy, School, Status, Term, Version
from clausework.model.scalars import Frozen
from clausework.records.corrections import ENDING, Corrections
from clausework.records.days import issue_days
from clausework.resolve.nodes import Master
from clausework.source.files import Entries, Folder, Link, Unreadable, snapshot
from clausework.source.folders import in_folder, no_folder, no_school, strays
from clausework.source.once import once
from clausework.source.problems import Place, Problem, error
from clausework.workspace import pictures
from clausework.workspace.kept import Approved, read_kept
from clausework.workspace.reading import read_file
from clausework.workspace.schema import File, Terms
from clausework.workspace.withheld import Withheld, withheld_by

M = TypeVar("M", bound=BaseModel)
F = TypeVar("F", bound=Frozen)


@dataclass(frozen=True)
class PolicyFiles:
    """One policy: what it is, its versions, and corrections of what HR decided on each."""

    policy: File[Policy]
    versions: dict[str, File[Version]]
    corrections: dict[str, File[Corrections]] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Version]:
        """The versions without the places of their parts, by number."""
        return {number: file.value for number, file in self.versions.items()}

    @property
    def issued(self) -> dict[str, date]:
        """The day on which each version was issued, as far as it is on record, by its number."""
        return issue_days(self.policy.value, self.values)


@dataclass(frozen=True)
class SchoolFiles:
    """One school, with its logo, its records and their corrections.

    The logo is the bytes of the file that it names, if there is one. Records and corrections are by
    policy and the name of the record: its version, and "+2" where that was approved again.
    `coming` are the approved versions of each policy that apply later, in a tree as of a day.
    """

    school: File[School]
    logo: bytes | None
    records: dict[tuple[str, str], Approved] = field(default_factory=dict)
    corrections: dict[tuple[str, str], File[Corrections]] = field(default_factory=dict)
    coming: dict[str, tuple[Adopted, ...]] = field(default_factory=dict)

    @property
    def in_use(self) -> dict[str, Approved]:
        """The records of the versions that the school publishes, by policy."""
        adopts = self.school.value.adopts
        found = {policy: self.on_record(policy, adoption) for policy, adoption in adopts.items()}
        return {policy: record for policy, record in found.items() if record is not None}

    def on_record(self, policy: str, adopted: Adopted | Document) -> Approved | None:
        """The record of an approval; None where what was approved was not kept."""
        for (of, _), one in self.records.items():
            same = of == policy and one.record.adopted.version == adopted.version
            if same and one.approval is not None and one.approval == adopted.approved:
                return one
        return None


@dataclass(frozen=True)
class Named:
    """What the texts of other schools are checked against.

    This is a school's name, and the terms for which it has its own words.
    """

    name: str
    terms: tuple[str, ...]


@dataclass
class Workspace:
    """Everything valid under a root, with the problems of the rest.

    `authorities` and `terms` are None where their file is missing or faulty; so is `catalogue`,
    which a root need not have. A school or policy whose file is faulty is absent, and named in
    `faulty_schools` or `withheld`. `titles` has those of all policies that can be read.
    `named` has every school of the root, though `schools` may have only one of them. `entries` are
    those of a whole root.
    """

    root: Path
    authorities: File[Authorities] | None = None
    terms: File[Terms] | None = None
    catalogue: File[Catalogue] | None = None
    policies: dict[str, PolicyFiles] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    schools: dict[str, SchoolFiles] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    faulty_schools: list[str] = field(default_factory=list)
    withheld: Withheld = field(default_factory=Withheld)
    files: dict[str, bytes] = field(default_factory=dict)
    entries: Entries = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def has(self, policy: str) -> bool:
        """Whether there is a policy of this id, faulty or not."""
        return policy in self.policies or policy in self.withheld.policies

    def master(self, policy: str) -> Master:
        """What resolving one policy needs; only for a tree whose register and terms are sound."""
        assert self.terms is not None
        assert self.authorities is not None
        files = self.policies[policy]
        terms, register = self.terms.value.root, self.authorities.value
        return _master(files.policy.value, terms, register, self.titles)


@once(64)  # One object while its parts stay, as a key of other results
def _master(
    policy: Policy,
    terms: Mapping[str, Mapping[str, Term]],
    authorities: Authorities,
    titles: Mapping[str, str],
) -> Master:
    return Master(policy, terms, authorities, titles)


def school_of(place: Place) -> str | None:
    """The school whose folder contains a place; None for the master."""
    parts = place.path.split("/")
    return parts[1] if parts[0] == "schools" and len(parts) > 1 else None


def read_workspace(root: Path) -> Workspace:
    """Read everything under a root. Never raises for the contents of a file."""
    return workspace_of(root, {**snapshot(root, "policy"), **snapshot(root, "schools")})


def workspace_of(root: Path, entries: Entries) -> Workspace:
    """The workspace of all entries of a root."""
    workspace = master_of(root, entries)
    workspace.entries = entries
    for name in school_folders(workspace, entries):
        _read_school(workspace, f"schools/{name}", entries)
    schools = {name: files.school.value for name, files in workspace.schools.items()}
    workspace.named = {name: Named(one.name, tuple(one.terms)) for name, one in schools.items()}
    return workspace


def master_of(root: Path, entries: Entries) -> Workspace:
    """The tree of the contents of `policy`, without a school."""
    workspace = Workspace(root)
    workspace.authorities = _read(workspace, "policy/authorities.yaml", Authorities, entries)
    workspace.terms = _read(workspace, "policy/terms.yaml", Terms, entries)
    if "policy/catalogue.yaml" in entries:
        workspace.catalogue = _read(workspace, "policy/catalogue.yaml", Catalogue, entries)
    for folder in _folders(workspace, "policy", entries):
        _read_policy(workspace, folder, entries)
    if not workspace.policies and not workspace.problems:
        workspace.problems.append(
            error(
                "no-policy",
                Place("policy"),
                "there is no policy here",
                "every output is made from the clauses of a policy.",
                "is this the right folder? --root names another.",
            )
        )
    workspace.withheld = withheld_by(workspace.problems)
    workspace.titles = {name: one.policy.value.title for name, one in workspace.policies.items()}
    return workspace


def sound_part(workspace: Workspace, withheld: Withheld) -> Workspace:
    """A tree without what is withheld of its master, the policies with no other version included.

    Where no policy is left, everything is withheld. Schools stay, whatever they use.
    """
    policies = {
        name: _sound_versions(files, withheld)
        for name, files in workspace.policies.items()
        if name not in withheld.policies
    }
    empty = {name for name, files in policies.items() if not files.versions}
    sound = {name: files for name, files in policies.items() if name not in empty}
    return replace(
        workspace,
        catalogue=None if withheld.catalogue else workspace.catalogue,
        policies=sound,
        withheld=replace(
            withheld,
            everything=withheld.everything or not sound,
            policies=withheld.policies | empty,
        ),
    )


def _sound_versions(files: PolicyFiles, withheld: Withheld) -> PolicyFiles:
    name = files.policy.value.id
    sound = {n: file for n, file in files.versions.items() if not withheld.holds(name, n)}
    return files if len(sound) == len(files.versions) else replace(files, versions=sound)


def school_folders(workspace: Workspace, entries: Entries) -> list[str]:
    """The schools of a tree, from the contents of `schools`.

    Problems of that folder are added to those of the tree.
    """
    found = [folder.partition("/")[2] for folder in _folders(workspace, "schools", entries)]
    # Where there is no policy either, the root is probably the wrong folder.
    if workspace.policies and not any(name.startswith("schools") for name in entries):
        workspace.problems.append(no_school())
    return found


def with_school(master: Workspace, name: str, entries: Entries) -> Workspace:
    """A master with one of its schools: `files` and `problems` are those of the school alone."""
    workspace = replace(master, schools={}, faulty_schools=[], files={}, problems=[])
    workspace.problems += strays(f"schools/{name}", entries)
    _read_school(workspace, f"schools/{name}", entries)
    return workspace


def _folders(workspace: Workspace, kind: str, entries: Entries) -> Iterator[str]:
    workspace.problems += no_folder(kind, entries)
    for name in in_folder(kind, entries):
        if isinstance(entries[name], Link | Unreadable):
            workspace.problems += no_folder(name, entries)
            if kind == "schools":
                workspace.faulty_schools.append(name.partition("/")[2])
        elif isinstance(entries[name], Folder):
            workspace.problems += strays(name, entries)
            yield name
    workspace.problems += strays(kind, entries)


def _read_policy(workspace: Workspace, folder: str, entries: Entries) -> None:
    policy = _read(workspace, f"{folder}/policy.yaml", Policy, entries)
    versions: dict[str, File[Version]] = {}
    corrections: dict[str, File[Corrections]] = {}
    for name in in_folder(folder, entries):
        path = PurePosixPath(name)
        if name.endswith(ENDING):
            read = _read(workspace, name, Corrections, entries)
            if read is not None:
                corrections[path.name.removesuffix(ENDING)] = read
            continue
        if path.suffix != ".yaml" or not re.fullmatch(r"[0-9]+(\.[0-9]+)+", path.stem):
            continue
        version = _read(workspace, name, Version, entries)
        if version is None:
            continue
        version = _pictured(workspace, version, folder, entries)
        said = version.value.version
        versions[path.stem] = File(version.source, version.value.replaced(version=path.stem))
        if said != path.stem:
            workspace.problems.append(
                error(
                    "name-differs",
                    version.source.place(("version",)),
                    f'the file is named {path.name}, but says that it is version "{said}"',
                    "schools find a version by the name of its file.",
                    f'write version: "{path.stem}", or rename the file.',
                )
            )
    if policy is not None:
        for number in policy.value.withdrawn.keys() & versions.keys():
            # The file itself is still marked released: it may not change, not even to record this.
            file = versions[number]
            value = file.value.replaced(status=Status.WITHDRAWN)
            versions[number] = File(file.source, value)
        _same_name(workspace, policy.source.place(("id",)), policy.value.id, folder)
        own = PurePosixPath(folder).name
        about = File(policy.source, policy.value.replaced(id=own))
        workspace.policies[own] = PolicyFiles(about, versions, corrections)


def _read_school(workspace: Workspace, folder: str, entries: Entries) -> None:
    name = folder.split("/")[1]
    unreadable = no_folder(folder, entries)
    if unreadable:
        workspace.problems += unreadable
        workspace.faulty_schools.append(name)
        return
    school = _read(workspace, f"{folder}/school.yaml", School, entries)
    if school is None:
        workspace.faulty_schools.append(name)
        return
    school = _pictured(workspace, school, folder, entries)
    _same_name(workspace, school.source.place(("id",)), school.value.id, folder)
    logo_name = school.value.brand.logo
    logo = None
    if logo_name is not None:
        read = pictures.logo(folder, logo_name, school.source.place(("brand", "logo")), entries)
        logo = read.data
        _with(workspace, read)
    kept = read_kept(folder, entries)
    workspace.files |= kept.files
    workspace.problems += kept.problems
    workspace.schools[name] = SchoolFiles(school, logo, kept.records, kept.corrections)


def _same_name(workspace: Workspace, place: Place, name: str, folder: str) -> None:
    expected = folder.split("/")[1]
    if name != expected:
        workspace.problems.append(
            error(
                "name-differs",
                place,
                f'the folder is named "{expected}", but its file says "{name}"',
                "an id has one meaning; with two names, links and records would lead to the wrong "
                "place.",
                f"write id: {expected}, or rename the folder.",
            )
        )


def _read(workspace: Workspace, name: str, model: type[M], entries: Entries) -> File[M] | None:
    if isinstance(data := entries.get(name), bytes):
        workspace.files[name] = data
    file, problems = read_file(name, model, entries)
    workspace.problems += problems
    return file


def _pictured(workspace: Workspace, file: File[F], folder: str, entries: Entries) -> File[F]:
    """A file whose figures have their pictures."""
    value, read = pictures.with_pictures(file, folder, entries)
    for one in read:
        _with(workspace, one)
    return file if value is file.value else File(file.source, value)


def _with(workspace: Workspace, read: pictures.PictureRead) -> None:
    workspace.problems += read.problems
    if read.data is not None:
        workspace.files[read.path] = read.data
