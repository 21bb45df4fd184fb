"""A root folder as values: the master, and the schools or one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from clausework.load import Unreadable, load, too_large
from clausework.logo import oversize
from clausework.model import Policy, School, Status, Term, Version
from clausework.once import once
from clausework.problems import Place, Problem, Severity, error, warning
from clausework.record import NotARecord, Record
from clausework.record import read as read_record
from clausework.register import Authorities
from clausework.resolve import Master
from clausework.schema import File, Terms, validate
from clausework.snapshot import Entries, Folder, Link, TooLarge, snapshot

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class PolicyFiles:
    """One policy: what it is, and its versions by number."""

    policy: File[Policy]
    versions: dict[str, File[Version]]


@dataclass(frozen=True)
class Approved:
    """A record, and the PDF that was approved."""

    record: Record
    pdf: bytes


@dataclass(frozen=True)
class SchoolFiles:
    """One school, the bytes of its logo where it names one that is there, and its records by policy
    and version.
    """

    school: File[School]
    logo: bytes | None
    records: dict[tuple[str, str], Approved] = field(default_factory=dict)

    @property
    def in_use(self) -> dict[str, Approved]:
        """What is on record of the versions that the school publishes, by policy."""
        adopts = self.school.value.adopts
        return {
            policy: self.records[policy, adoption.version]
            for policy, adoption in adopts.items()
            if (policy, adoption.version) in self.records
        }


@dataclass(frozen=True)
class Named:
    """What a school says of itself that the texts of others are checked against: its name, and the
    terms that it has words of its own for.
    """

    name: str
    terms: tuple[str, ...]


@dataclass
class Tree:
    """All that is valid under a root, with the problems of the rest.

    `authorities` and `terms` are None where their file is missing or faulty. A school or policy
    whose file is faulty is absent, and named in `faulty_schools`. `named` has every school of the
    root, though `schools` may hold but one of them.
    """

    root: Path
    authorities: File[Authorities] | None = None
    terms: File[Terms] | None = None
    policies: dict[str, PolicyFiles] = field(default_factory=dict)
    schools: dict[str, SchoolFiles] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    faulty_schools: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def master(self, policy: str) -> Master:
        """What resolving one policy needs; only of a tree whose register and terms are sound."""
        assert self.terms is not None and self.authorities is not None
        files = self.policies[policy]
        return _master(files.policy.value, self.terms.value.root, self.authorities.value)


@once(64)  # what was resolved is found again by it, so it is one object as long as its parts are
def _master(
    policy: Policy, terms: Mapping[str, Mapping[str, Term]], authorities: Authorities
) -> Master:
    return Master(policy, terms, authorities)


def school_of(place: Place) -> str | None:
    """The school whose folder a place is in; None for the master."""
    parts = place.path.split("/")
    return parts[1] if parts[0] == "schools" and len(parts) > 1 else None


def read_tree(root: Path) -> Tree:
    """Read everything under a root. Never raises for what a file holds."""
    tree = master_of(root, snapshot(root, "policy"))
    entries = snapshot(root, "schools")
    for name in school_folders(tree, entries):
        _read_school(tree, f"schools/{name}", entries)
    schools = {name: files.school.value for name, files in tree.schools.items()}
    tree.named = {name: Named(one.name, tuple(one.terms)) for name, one in schools.items()}
    return tree


def master_of(root: Path, entries: Entries) -> Tree:
    """The tree of what lies in `policy`, without a school."""
    tree = Tree(root)
    tree.authorities = _read(tree, "policy/authorities.yaml", Authorities, entries)
    tree.terms = _read(tree, "policy/terms.yaml", Terms, entries)
    for folder in _folders(tree, "policy", entries):
        _read_policy(tree, folder, entries)
    if not tree.policies and not tree.problems:
        tree.problems.append(
            error(
                "no-policy",
                Place("policy"),
                "there is no policy here",
                "every output is made from the clauses of a policy.",
                "is this the right folder? --root names another.",
            )
        )
    return tree


def school_folders(tree: Tree, entries: Entries) -> list[str]:
    """The schools of a tree by what lies in `schools`; what is amiss with that folder is entered
    among its problems.
    """
    return [folder.partition("/")[2] for folder in _folders(tree, "schools", entries)]


def with_school(master: Tree, name: str, entries: Entries) -> Tree:
    """A master with one of its schools: `files` and `problems` are those of the school alone."""
    tree = replace(master, schools={}, faulty_schools=[], files={}, problems=[])
    _notice_strays(tree, f"schools/{name}", entries)
    _read_school(tree, f"schools/{name}", entries)
    return tree


def _folders(tree: Tree, kind: str, entries: Entries) -> Iterator[str]:
    for name in _in_folder(kind, entries):
        if isinstance(entries[name], Link):
            tree.problems.append(_linked(name))
            if kind == "schools":
                tree.faulty_schools.append(name.partition("/")[2])
        elif isinstance(entries[name], Folder):
            _notice_strays(tree, name, entries)
            yield name
    _notice_strays(tree, kind, entries)


def _in_folder(folder: str, entries: Entries) -> list[str]:
    """What lies in a folder itself."""
    depth = folder.count("/") + 1
    return sorted(n for n in entries if n.startswith(f"{folder}/") and n.count("/") == depth)


def _read_policy(tree: Tree, folder: str, entries: Entries) -> None:
    policy = _read(tree, f"{folder}/policy.yaml", Policy, entries)
    versions: dict[str, File[Version]] = {}
    for name in _in_folder(folder, entries):
        path = PurePosixPath(name)
        if path.suffix != ".yaml" or not re.fullmatch(r"[0-9]+(\.[0-9]+)+", path.stem):
            continue
        version = _read(tree, name, Version, entries)
        if version is None:
            continue
        versions[version.value.version] = version
        if version.value.version != path.stem:
            tree.problems.append(
                error(
                    "name-differs",
                    version.source.place(("version",)),
                    f"the file is called {path.name}, and says it is version "
                    f'"{version.value.version}"',
                    "schools find a version by the name of its file.",
                    f'write version: "{path.stem}", or rename the file.',
                )
            )
    if policy is not None:
        for number in policy.value.withdrawn.keys() & versions.keys():
            # The file itself still says released: it may not change, not even to say this.
            file = versions[number]
            value = file.value.model_copy(update={"status": Status.WITHDRAWN})
            versions[number] = File(file.source, value)
        tree.policies[policy.value.id] = PolicyFiles(policy, versions)
        _same_name(tree, policy.source.place(("id",)), policy.value.id, folder)


def _read_school(tree: Tree, folder: str, entries: Entries) -> None:
    name = folder.split("/")[1]
    school = _read(tree, f"{folder}/school.yaml", School, entries)
    if school is None:
        tree.faulty_schools.append(name)
        return
    _same_name(tree, school.source.place(("id",)), school.value.id, folder)
    logo_name = school.value.brand.logo
    logo = None
    if logo_name is not None:
        place = school.source.place(("brand", "logo"))
        logo = _read_logo(tree, folder, logo_name, place, entries)
    tree.schools[name] = SchoolFiles(school, logo, _read_records(tree, folder, entries))


def _read_records(tree: Tree, folder: str, entries: Entries) -> dict[tuple[str, str], Approved]:
    found: dict[tuple[str, str], Approved] = {}
    links = [name for name in _in_folder(f"{folder}/record", entries) if _is_link(name, entries)]
    tree.problems += [_linked(name) for name in links]
    for name in sorted(entries):
        path = PurePosixPath(name)
        data = entries[name]
        if path.match(f"{folder}/record/*/*.pdf") and isinstance(data, bytes):
            # An approval that was stopped leaves one without its record.
            tree.files[name] = data
        if not path.match(f"{folder}/record/*/*.json"):
            continue
        pdf = path.with_suffix(".pdf").as_posix()
        if _is_link(name, entries) or _is_link(pdf, entries):
            tree.problems.append(_linked(name))
            continue
        beside = entries.get(pdf)
        try:
            if not isinstance(data, bytes):
                raise NotARecord("it does not hold a record")
            tree.files[name] = data
            record = read_record(data, beside if isinstance(beside, bytes) else None)
        except NotARecord as fault:
            tree.problems.append(
                error(
                    "record-changed",
                    Place(name),
                    f"this record of an approval cannot be relied on: {fault}",
                    "it is what the school approved, word for word, and what it publishes.",
                    "bring back the file, and the PDF beside it, as `approve` wrote them.",
                )
            )
            continue
        assert isinstance(beside, bytes)
        found[(path.parent.name, path.stem)] = Approved(record, beside)
    return found


def _is_link(name: str, entries: Entries) -> bool:
    return isinstance(entries.get(name), Link)


def _read_logo(tree: Tree, folder: str, name: str, place: Place, entries: Entries) -> bytes | None:
    path = f"{folder}/{name}"
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]*", name)
    if not plain or _is_link(path, entries):
        tree.problems.append(
            error(
                "logo-outside",
                place,
                f'"{name}" is '
                + ("a link" if plain else "not the plain name of a file in this folder"),
                "a school's files stay in its own folder, so that one can never show another's.",
                "put the picture beside school.yaml and write its name alone: logo.svg.",
            )
        )
        return None
    data = entries.get(path)
    if not isinstance(data, bytes | TooLarge):
        tree.problems.append(
            error(
                "logo-missing",
                place,
                f"there is no file {folder}/{name}",
                "every copy of this school's policies carries its logo.",
                "put the picture there, or delete the line: a monogram is drawn instead.",
            )
        )
        return None
    fault = oversize(name, len(data) if isinstance(data, bytes) else data.size)
    if fault is not None:
        tree.problems.append(error(fault.code, place, fault.message, fault.why, fault.fix))
        return None
    assert isinstance(data, bytes)
    tree.files[path] = data
    return data


def _same_name(tree: Tree, place: Place, name: str, folder: str) -> None:
    expected = folder.split("/")[1]
    if name != expected:
        tree.problems.append(
            error(
                "name-differs",
                place,
                f'the folder is called "{expected}", and its file says "{name}"',
                "one id stands for one thing; with two names, links and records go astray.",
                f"write id: {expected}, or rename the folder.",
            )
        )


def _read(tree: Tree, name: str, model: type[M], entries: Entries) -> File[M] | None:
    data = entries.get(name)
    if isinstance(data, Link):
        tree.problems.append(_linked(name))
        return None
    if isinstance(data, TooLarge):
        tree.problems.append(too_large(name, data.size))
        return None
    if not isinstance(data, bytes):
        tree.problems.append(
            error(
                "file-missing",
                Place(name),
                "this file is missing or cannot be opened",
                "the rest of the program needs it.",
                "put it there; if another program has it open, close that program.",
            )
        )
        return None
    tree.files[name] = data
    try:
        source, plain, problems = load(name, data)
    except Unreadable as fault:
        tree.problems.append(fault.problem)
        return None
    tree.problems += problems
    value, found = validate(source, plain, model)
    tree.problems += found
    faulty = any(p.severity is Severity.ERROR for p in problems)
    return None if value is None or faulty else File(source, value)


_COPIES = re.compile(
    r"conflicted copy|-conflict|\((?:[0-9]+|copy)\)|[ -]copy|-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9]+$",
    re.IGNORECASE,
)


def _notice_strays(tree: Tree, folder: str, entries: Entries) -> None:
    for name in _in_folder(folder, entries):
        path, where = PurePosixPath(name), Place(name)
        if path.name.startswith("~$"):
            tree.problems.append(
                warning(
                    "file-open",
                    where,
                    "this is the mark of a file that a program has open",
                    "what is not saved yet is not in the build.",
                    "save and close the document; then delete this file if it stays.",
                )
            )
        elif path.suffix.lower() in (".yaml", ".yml") and not _expected(folder, path.name):
            copy = _COPIES.search(path.stem) is not None
            tree.problems.append(
                warning(
                    "conflict-copy" if copy else "file-not-read",
                    where,
                    "this looks like a second copy that OneDrive or a colleague made"
                    if copy
                    else "no file of this name is read here",
                    "it is not read, so an edit made in it is in no output.",
                    "move what is wanted into the file that is read, and delete this one."
                    if copy
                    else "rename it as docs/architecture.md lists, or move it elsewhere.",
                )
            )


def _expected(folder: str, name: str) -> bool:
    parts = folder.split("/")
    if parts[0] == "schools":
        return len(parts) == 2 and name == "school.yaml"
    if len(parts) == 1:
        return name in ("authorities.yaml", "terms.yaml")
    return name == "policy.yaml" or bool(re.fullmatch(r"[0-9]+(\.[0-9]+)+\.yaml", name))


def _linked(name: str) -> Problem:
    return error(
        "link-not-followed",
        Place(name),
        "this is a link to somewhere else",
        "a link could lead out of the folder, to files that are not a school's to publish.",
        "put the real file or folder here.",
    )
