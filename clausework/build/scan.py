"""What a root contains, and what of it the last build knew.

Sizes and times decide where they can be trusted, else the contents.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clausework.publish.manifest import overlay, overlay_digest, sha256
from clausework.source import files as snapshot
from clausework.source.files import Entries, Folder, Link, Stamp, Unreadable
from clausework.source.problems import Problem
from clausework.source.project import PROJECT, project_file
from clausework.store import cache_keys
from clausework.store.state import BuildState, MasterEntry, Seen
from clausework.store.store import Store
from clausework.workspace.withheld import Withheld, version_of, withheld_by

if TYPE_CHECKING:
    from clausework.workspace.root import Named, Workspace

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class Shared:
    """What all schools of a root share, as read.

    The contents of `policy`; the root's own templates and mkdocs.yml that replace the project's;
    and the settings of its outputs. `templates` and `config` are digests.
    """

    entries: Entries
    own: Mapping[str, bytes]
    settings: cache_keys.Settings
    templates: str
    config: str

    @property
    def digest(self) -> str:
        """One digest of all of it."""
        lines = f"{snapshot.digest(self.entries)}{self.settings.made_by}"
        return sha256(lines.encode())


@dataclass(frozen=True)
class Found:
    """A school's folder as read.

    `name` and `terms` are what other schools are checked against; the name is None where the
    school's file cannot be read. `changed` is true where it differs from the state.
    """

    seen: Seen
    changed: bool
    name: str | None
    terms: tuple[str, ...] = ()


class Survey:
    """A root as a build with a store reads it.

    `last` is the state that the previous build left. `barred` are schools that are links, which are
    not followed, or that cannot be read.
    """

    def __init__(self, root: Path, last: BuildState, store: Store) -> None:
        self.root = root
        self.found: dict[str, Found] = {}
        self.barred: list[str] = []
        self._last = last
        self._store = store
        self._began = store.now()
        self._schools = snapshot.snapshot(root, "schools", deep=False)
        for path, entry in self._schools.items():
            name = path.partition("/")[2]
            if not name:
                continue
            if isinstance(entry, Link | Unreadable):
                self.barred.append(name)
            elif isinstance(entry, Folder):
                self.found[name] = self._find(name)

    @cached_property
    def shared(self) -> Shared:
        """What all schools share, read once and only on demand."""
        return _read_shared(self.root)

    @cached_property
    def named(self) -> dict[str, Named]:
        """The names and terms of each school that others are checked against."""
        from clausework.workspace.root import Named

        return {
            school: Named(one.name, one.terms)
            for school, one in self.found.items()
            if one.name is not None
        }

    def master(self, *, trusted: bool = True) -> MasterEntry | list[Problem]:
        """Return the checked master, or all problems of the root where nothing can be built.

        Where the sizes and times of its files are not `trusted`, their contents are compared.
        """
        stamp = _stamp_of_shared(self.root)
        last = self._last.master
        if trusted and last is not None and last.seen.vouches_for(stamp):
            seen = last.seen
        else:
            seen = Seen(stamp.digest, self.shared.digest, self._began)
        names = [(name, one.name, one.terms) for name, one in sorted(self.found.items())]
        told = f"{seen.digest}{snapshot.digest(self._schools)}{json.dumps(names)}"
        digest = sha256(told.encode())
        if last is not None and last.digest == digest:
            return replace(last, seen=seen)
        return self._checked(seen, digest)

    def called(self, school: str) -> str:
        """A school's name, or its id where the name cannot be read."""
        found = self.found.get(school)
        # The name of a folder need not be text.
        return (found and found.name) or os.fsencode(school).decode("utf-8", "replace")

    def entries(self, school: str) -> Entries:
        """The present contents of a school's folder."""
        return snapshot.snapshot(self.root, f"schools/{school}")

    def seen(self, school: str, entries: Entries) -> Seen:
        """What the state records of a school's folder that was read."""
        seen, digest = self.found[school].seen, snapshot.digest(entries)
        # A file that was written in between is read again next time.
        return seen if digest == seen.digest else Seen("", digest, self._began)

    @cached_property
    def sources(self) -> dict[str, str]:
        """What all schools share, by its SHA-256."""
        files = {name: sha256(data) for name, data in self._tree.files.items()}
        return {**files, "templates": self.shared.templates, CONFIG: self.shared.config}

    def _find(self, name: str) -> Found:
        stamp = snapshot.stamp(self.root, f"schools/{name}")
        last = self._last.schools.get(name)
        if last is not None and last.seen.vouches_for(stamp):
            return Found(last.seen, False, last.name, last.terms)
        entries = self.entries(name)
        seen = Seen(stamp.digest, snapshot.digest(entries), self._began)
        if last is not None and last.seen.digest == seen.digest:
            return Found(seen, False, last.name, last.terms)
        from clausework.workspace.root import Workspace, with_school

        files = with_school(Workspace(self.root), name, entries).schools.get(name)
        if files is None:
            return Found(seen, True, None)
        school = files.school.value
        return Found(seen, True, school.name, tuple(school.terms))

    def _checked(self, seen: Seen, digest: str) -> MasterEntry | list[Problem]:
        from clausework.checks import check, check_master
        from clausework.store.findings import Findings
        from clausework.workspace.root import read_workspace, sound_part

        workspace = self._tree
        findings = Findings(self._store)
        problems = tuple(check_master(workspace, findings))
        findings.save(
            {*workspace.policies, *workspace.withheld.policies}, [*self.found, *self.barred]
        )
        entry = MasterEntry(
            seen=seen,
            digest=digest,
            common=self._common(withheld_by(problems)),
            versions={n: one for n, one in self.sources.items() if version_of(n) is not None},
            policies=tuple(sorted({*workspace.policies, *workspace.withheld.policies})),
            problems=problems,
        )
        if sound_part(workspace, entry.withheld).withheld.everything:
            # Problems of schools that need no master are reported with those of the master.
            return check(read_workspace(self.root), memory=findings)
        return entry

    def _common(self, withheld: Withheld) -> str:
        """One digest of what every school depends on.

        This is everything that schools share but the texts of versions; of these, only which are
        issued, and what they follow, because a school may be behind them.
        """
        from clausework.query.comparison import line_to

        issued = [
            line_to(files.versions, number)
            for _, files in sorted(self._tree.policies.items())
            for number, file in sorted(files.versions.items())
            if file.value.status.issued
        ]
        shared = {n: one for n, one in self.sources.items() if version_of(n) is None}
        names = [(name, one.name, one.terms) for name, one in sorted(self.found.items())]
        absent = [sorted(withheld.policies), withheld.catalogue]
        facts = [self.shared.settings.made_by, shared, names, issued, absent]
        return sha256(json.dumps(facts, sort_keys=True).encode())

    @cached_property
    def _tree(self) -> Workspace:
        """The master, with the problems of the folder of the schools."""
        from clausework.workspace.root import master_of, school_folders

        workspace = master_of(self.root, self.shared.entries)
        workspace.named = self.named
        school_folders(workspace, self._schools)
        return workspace


def _stamp_of_shared(root: Path) -> Stamp:
    stamps = [snapshot.stamp(root, "policy"), snapshot.stamp(PROJECT, "templates")]
    if root != PROJECT:
        stamps.append(snapshot.stamp(root, "templates"))
    config = sha256(snapshot.content(project_file(root, CONFIG)))
    lines = "\n".join((cache_keys.tools(), config, *(one.digest for one in stamps)))
    return Stamp(sha256(lines.encode()), max(one.newest for one in stamps))


def _read_shared(root: Path) -> Shared:
    ours, theirs = PROJECT / "templates", root / "templates"
    project = overlay([ours])
    own = overlay([theirs]) if theirs.is_dir() and theirs.resolve() != ours else {}
    files = {
        f"templates/{name}": (theirs / name).read_bytes()
        for name, digest in own.items()
        if project.get(name) != digest
    }
    config = snapshot.content(project_file(root, CONFIG))
    if config != (PROJECT / CONFIG).read_bytes():
        files[CONFIG] = config
    templates, config_digest = {**project, **own}, sha256(config)
    return Shared(
        entries=snapshot.snapshot(root, "policy"),
        own=files,
        settings=cache_keys.Settings(templates, config_digest),
        templates=overlay_digest(templates),
        config=config_digest,
    )
