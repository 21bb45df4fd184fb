"""Whether outputs are complete and match the sources: every byte is read."""

from __future__ import annotations

import hashlib
import heapq
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from clausework.publish import manifest
from clausework.publish.inventory import HUB, MANIFEST, NOTICES, PAPER, REVIEWS, SITES
from clausework.publish.manifest import Line
from clausework.publish.swap import LOCK, STAGING
from clausework.render.common.templates import templates_for
from clausework.source.files import Entries, Folder, content, regular, snapshot
from clausework.source.project import project_file
from clausework.workspace.root import Workspace, master_of, with_school

DiscrepancyKind = Literal[
    "manifest-damaged",
    "missing",
    "changed",
    "unlisted",
    "link",
    "not-a-file",
    "not-a-folder",
    "empty-folder",
    "special-file",
    "unreadable",
    "outdated",
    "source-new",
    "source-changed",
    "source-missing",
    "tool-changed",
]
Kind = Literal["file", "folder", "link", "special", "unreadable"]
_EXTRA: dict[Kind, DiscrepancyKind] = {
    "file": "unlisted",
    "folder": "empty-folder",
    "link": "link",
    "special": "special-file",
    "unreadable": "unreadable",
}


class NotListed(Exception):
    """No manifest lists the path in question."""


@dataclass(frozen=True)
class Discrepancy:
    """What is wrong with one file of the outputs, or with a source or tool of the outputs.

    `name` is the path in the outputs, that of the source in the root, or the tool.
    """

    fault: DiscrepancyKind
    name: str


@dataclass(frozen=True)
class Verdict:
    """The result: how many files were listed, and the discrepancies, sorted.

    `earlier` are reviews that were made from earlier files: governors were shown them as they are.
    """

    files: int
    findings: tuple[Discrepancy, ...]
    earlier: tuple[str, ...] = ()


def verify(root: Path, path: Path) -> Verdict:
    """Compare outputs, a folder or one file of them, with their manifest. Raises NotListed.

    The sources of these files are compared with the root.
    """
    out = next((p for p in (path, *path.parents) if (p / MANIFEST).is_file()), None)
    if out is None:
        raise NotListed(f"there is no {MANIFEST} at {path} or above it")
    if not manifest.is_whole(out / MANIFEST):
        return Verdict(0, (Discrepancy("manifest-damaged", MANIFEST),))
    look = _Look(root, out, "" if path == out else path.relative_to(out).as_posix())
    look.at_files()
    if not look.files:
        raise NotListed(f"{out / MANIFEST} lists nothing at {path}")
    look.at_sources()
    look.at_tools()
    found = [Discrepancy(fault, name) for name, fault in look.found.items()]
    order = sorted(found, key=lambda one: (one.name, one.fault))
    return Verdict(look.files, tuple(order), tuple(sorted(look.earlier)))


@dataclass
class _Look:
    """One verification of a place in the outputs, "" for all of them.

    `named` are the listed sources of its files; `found` are the discrepancies, by name.
    """

    root: Path
    out: Path
    place: str
    files: int = 0
    found: dict[str, DiscrepancyKind] = field(default_factory=dict)
    earlier: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._listed = dict(manifest.read_sources(self.out / MANIFEST))
        self._digests: dict[str, str | None] = {}

    def at_files(self) -> None:
        """Compare every file that is listed or present."""
        lines = manifest.read_files(self.out / MANIFEST)
        listed = (line for line in lines if _is_in(line[0], self.place))
        for name, entry, kind in _side_by_side(listed, _there(self.out, "", self.place)):
            if entry is None:
                self.found[name] = _EXTRA[kind or "unreadable"]
                continue
            self.files += 1
            fault = self._fault(name, entry["sha256"], kind)
            if fault is not None:
                self.found[name] = fault
            self._at_origins(name, entry)

    def at_sources(self) -> None:
        """Compare every source that files here came from, or would come from now."""
        for name in self.named & self._listed.keys():
            now = self._now(name)
            if now != self._listed[name]:
                self.found[name] = "source-missing" if now is None else "source-changed"
        folders = {_folder(name) for name in self.named}
        known = {*self._listed, *map(_folder, self._listed)}
        of_all = self.place in ("", SITES) or _is_in(self.place, HUB)
        for name in _read_by_a_build(self.root):
            if name not in known and (of_all or _folder(name) in folders):
                self.found[name] = "source-new"

    def at_tools(self) -> None:
        """Compare the programs that wrote the outputs."""
        now = manifest.tools()
        for name, version in manifest.read_tools(self.out / MANIFEST).items():
            if now.get(name) != version:
                self.found[f"{name} {version}"] = "tool-changed"

    def _fault(self, name: str, digest: str, kind: Kind | None) -> DiscrepancyKind | None:
        """The discrepancy of a listed file; None also where its folder is reported."""
        if kind == "file":
            try:
                with open(self.out / name, "rb", opener=regular) as file:
                    now = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                return "unreadable"
            return None if now == digest else "changed"
        if kind == "folder" or (kind is None and (self.out / name).is_dir()):
            return "not-a-file"
        if kind is not None:
            return _EXTRA[kind]
        for folder in (parent.as_posix() for parent in PurePosixPath(name).parents):
            said = self.found.get(folder)
            if said == "unlisted":
                self.found[folder] = "not-a-folder"
            if said not in (None, "empty-folder"):
                return None
        return "missing"

    def _at_origins(self, name: str, entry: Mapping[str, Any]) -> None:
        """Compare the digests that the sources of a file had when it was made."""
        then = entry.get("then", {})
        top, *rest = name.split("/")
        if top != REVIEWS:
            self.named |= {*entry["sources"]} - then.keys()
            if self._differ(then):
                self.found[f"{top}/{rest[0]}" if top in (SITES, PAPER) else top] = "outdated"
        elif self._differ({one: self._listed.get(one, "") for one in entry["sources"]} | then):
            review = "/".join((top, *rest[:2]))
            self.earlier.add(review)
            if _is_in(self.place, REVIEWS):
                self.found[review] = "outdated"

    def _differ(self, then: Mapping[str, str]) -> bool:
        return any(self._now(name) != digest for name, digest in then.items())

    def _now(self, name: str) -> str | None:
        """The digest of a source now; None where it is missing or not a plain file."""
        if name not in self._digests:
            self._digests[name] = _digest(self.root, name)
        return self._digests[name]


def _digest(root: Path, name: str) -> str | None:
    if name == "templates":
        return manifest.overlay_digest(manifest.overlay(templates_for(root).folders))
    file = project_file(root, name) if name == "mkdocs.yml" else root / name
    # A build does not follow a link either.
    if file.is_symlink():
        return None
    try:
        return manifest.sha256(content(file))
    except OSError:
        return None


def _read_by_a_build(root: Path) -> Iterator[str]:
    """The sources that a build reads; where it reads nothing of a folder, that folder."""
    entries = snapshot(root, "policy")
    read = master_of(root, entries).files
    yield from read
    folders = {_folder(name) for name in read}
    yield from (name for name in _folders(entries) if name not in folders)
    for name in _folders(snapshot(root, "schools", deep=False)):
        school = with_school(Workspace(root), name.partition("/")[2], snapshot(root, name))
        yield from school.files or [name]


def _folders(entries: Entries) -> Iterator[str]:
    for name, entry in entries.items():
        if name.count("/") == 1 and isinstance(entry, Folder):
            yield name


def _folder(name: str) -> str:
    """The folder of a school or of a policy that a source is in."""
    return "/".join(name.split("/")[:2])


def _is_in(name: str, place: str) -> bool:
    return place in ("", name) or name.startswith(f"{place}/")


def _side_by_side(
    listed: Iterable[Line], there: Iterable[tuple[str, Kind]]
) -> Iterator[tuple[str, Any, Kind | None]]:
    """Each name that is listed or present, with its entry and its file.

    Both are in the order of their names.
    """
    both = heapq.merge(
        ((name, 0, entry) for name, entry in listed),
        ((name, 1, kind) for name, kind in there),
        key=itemgetter(0, 1),
    )
    for name, group in groupby(both, key=itemgetter(0)):
        found = {side: value for _, side, value in group}
        yield name, found.get(0), found.get(1)


def _there(folder: Path, name: str, place: str) -> Iterator[tuple[str, Kind]]:
    """Everything in a folder, in the order of names, below a place; links are not followed.

    Folders are left out, except empty ones.
    """
    try:
        children = [(child, child.lstat().st_mode) for child in folder.iterdir()]
    except OSError:
        yield name or ".", "unreadable"
        return
    if not children and name and _is_in(name, place):
        yield name, "folder"
    # In the order of paths: "a-b/x" comes before "a/x".
    for child, mode in sorted(children, key=lambda one: _in_order(*one)):
        inner = f"{name}/{child.name}".removeprefix("/")
        if not (_is_in(inner, place) or _is_in(place, inner)):
            continue
        if stat.S_ISDIR(mode):
            # What is being built, and drafts for somebody to edit.
            if inner not in (STAGING, NOTICES):
                yield from _there(child, inner, place)
        elif not (stat.S_ISREG(mode) and inner in (MANIFEST, LOCK)):
            yield inner, _kind(mode)


def _in_order(child: Path, mode: int) -> str:
    return f"{child.name}/" if stat.S_ISDIR(mode) else child.name


def _kind(mode: int) -> Kind:
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "special"
