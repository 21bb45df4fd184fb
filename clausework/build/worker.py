"""One worker's task: check and build one school, or HR's own site, and return the outputs.

It works from the data it is given and reads no files but those of the package.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from clausework import query
from clausework.build.sources import DOCUMENTS, ENDINGS, sources_of
from clausework.checks import check_school
from clausework.model.document import Document
from clausework.model.policy import Fonts
from clausework.model.varying.people import DETAILS, Instead
from clausework.model.varying.printed import asks
from clausework.publish.inventory import APART
from clausework.publish.manifest import overlay, sha256
from clausework.query.published import Published, documents_of, published
from clausework.records.in_force import turns
from clausework.render import proofread
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.templates import Templates, templates_for
from clausework.render.hr import hub
from clausework.render.hr.made import MadeBefore, PageMemory
from clausework.render.paper import pdf
from clausework.render.web import single, site, web
from clausework.source.files import Entries
from clausework.source.problems import Problem, errors
from clausework.source.project import project_file
from clausework.store.cache_keys import Settings
from clausework.store.store import Stored
from clausework.workspace.as_of import as_of
from clausework.workspace.printed import read, withheld_from
from clausework.workspace.root import (
    Named,
    SchoolFiles,
    Workspace,
    master_of,
    sound_part,
    with_school,
)
from clausework.workspace.withheld import Withheld

# A name that no policy can have.
GUIDE = f"{DOCUMENTS}/READ-ME-FIRST.html"
SUMMARIES = TypeAdapter(query.SchoolSummary)

Files = Mapping[str, bytes]
PAPER: dict[web.FileFormat, Callable[[Document, Letterhead, Templates, str], bytes]] = {
    "pdf": proofread.pdf,
    "word": proofread.word,
}
# No two threads may render at a time, and a worker of a cluster may have several.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class SharedSources:
    """What all jobs share, identified by its digest.

    The contents of `policy`, and what of them is withheld; the root's own templates and mkdocs.yml;
    the names of its schools. `made_by` is the digest of the program and the templates that workers
    must have.
    """

    digest: str
    made_by: str
    entries: Entries = field(compare=False, repr=False)
    own: Files = field(compare=False, repr=False)
    withheld: Withheld = field(compare=False, repr=False)
    named: Mapping[str, Named] = field(compare=False, repr=False)


@dataclass(frozen=True)
class SchoolJob:
    """One school on a day: the contents of its folder, and the formats and policies requested.

    No policies means all. The job also has what is stored of the school, and the files that it
    keeps where they are not requested. `shared` are the stored files that sites share, by SHA-256;
    `search` is the search index of the site that was stored last, None where there is none.
    """

    school: str
    on: date
    entries: Entries
    formats: tuple[str, ...]
    policies: tuple[str, ...]
    stored: Mapping[str, Stored]
    kept: Files
    shared: frozenset[str]
    search: bytes | None


@dataclass
class BuiltSchool:
    """The result of a job.

    `made` are its outputs by the digests of their sources, stored ones included; `shared` are the
    files that sites share, by SHA-256, and `contents` the new contents of both. `kept` are paths of
    unchanged files. `sources` names the sources of each file, "" standing for all others; `reads`
    are the files of versions that the school depends on. `summary` is of the school, as JSON;
    `turns` are the days on which another version comes into force. A school with errors has only
    `problems`, and one that would print withheld files of the master also their names, in `prints`.
    """

    problems: list[Problem] = field(default_factory=list)
    prints: tuple[str, ...] = ()
    made: dict[str, Stored] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    summary: bytes = b""
    turns: tuple[date, ...] = ()

    @property
    def files(self) -> dict[str, str]:
        """All its files, each by its SHA-256."""
        own = (one.files for one in self.made.values())
        return {path: name for files in (self.shared, *own) for path, name in files.items()}


def build_school(master: SharedSources, job: SchoolJob) -> BuiltSchool:
    """Check and build one school. Raises what the renderers raise, and readback.WordsDiffer."""
    with _ONE_AT_A_TIME:
        ready = _prepared(master)
        workspace = with_school(ready.workspace, job.school, job.entries)
        outcome = BuiltSchool(problems=check_school(workspace, job.school))
        if errors(outcome.problems):
            return outcome
        outcome.prints = withheld_from(workspace, workspace.schools[job.school])
        if outcome.prints:
            return outcome
        outcome.reads = read(workspace, workspace.schools[job.school])
        adopts = workspace.schools[job.school].school.value.adopts
        outcome.turns = tuple(sorted({day for one in adopts.values() for day in turns(one)}))
        workspace = as_of(workspace, job.on)
        files = workspace.schools[job.school]
        school = _School(ready, workspace, files, job, outcome)
        school.build()
        assert workspace.authorities is not None
        summary = query.summary(workspace, files, workspace.authorities.value.looked_on)
        outcome.summary = SUMMARIES.dump_json(summary)
        outcome.sources = sources_of(ready.workspace, workspace, files, school.policies)
        outcome.sources |= dict.fromkeys(outcome.shared, ("templates",))
        return outcome


def build_hub(
    master: SharedSources,
    summaries: Iterable[bytes],
    left_out: Sequence[str],
    last: Stored,
    before: MadeBefore,
) -> tuple[Stored, dict[str, bytes], MadeBefore]:
    """HR's own site, from each school's summary as JSON and the names left out.

    Also its new contents, and what was made of each policy. Pages of the `last` site with the same
    sources are not made again, nor is what was made of a policy `before`. Raises what its renderer
    raises.
    """
    with _ONE_AT_A_TIME:
        ready = _prepared(master)
        schools = [SUMMARIES.validate_json(one) for one in summaries]
        origins: dict[str, str] = {}

        def left(found: hub.Origins) -> set[str]:
            for page, values in found.items():
                origins[page] = ready.settings.digest("hub", *values)
            return {page for page in origins if last.keeps(page, origins[page])}

        memory = PageMemory(before, partial(ready.settings.digest, "hub"))
        made = hub.render(
            ready.workspace, schools, left_out, ready.templates, ready.config, left, memory
        )
        there = {page: last.files[page] for page in origins if last.keeps(page, origins[page])}
        outcome = BuiltSchool()
        files = {**there, **_contents(outcome, made)}
        return Stored(files, origins=origins), outcome.contents, memory.used


@dataclass
class _Ready:
    """A master as a worker holds it; `folder` has the root's own files that it needs."""

    workspace: Workspace
    templates: Templates
    config: Path
    settings: Settings
    folder: TemporaryDirectory[str]
    shared: dict[Fonts, dict[str, tuple[str, bytes]]]


@lru_cache(maxsize=1)
def _prepared(master: SharedSources) -> _Ready:
    folder = TemporaryDirectory()
    own = Path(folder.name).resolve()
    site.write(master.own, own)
    templates, config = templates_for(own), project_file(own, "mkdocs.yml")
    workspace = sound_part(master_of(own, master.entries), master.withheld)
    workspace.named = dict(master.named)
    settings = Settings(overlay(templates.folders), sha256(config.read_bytes()))
    if settings.made_by != master.made_by:
        raise RuntimeError("this worker has another version of the program than the one it is for")
    # What all schools share is not garbage while this master is built, and need not be looked
    # through for each of them; the master before it may be garbage now.
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    return _Ready(workspace, templates, config, settings, folder, {})


class _School:
    """The outputs of one sound school, in order: pages print the sizes of papers."""

    def __init__(
        self,
        ready: _Ready,
        workspace: Workspace,
        files: SchoolFiles,
        job: SchoolJob,
        outcome: BuiltSchool,
    ) -> None:
        self.ready, self.files, self.job, self.outcome = ready, files, job, outcome
        self.head = letterhead(files.school.value, files.logo, ready.templates)
        instead: Instead = {one: ready.templates.words("instead", one) for one in DETAILS}
        documents = documents_of(workspace, files, instead)
        self.policies = [published(workspace, files, one, instead) for one in documents]
        whole = [published(workspace, files, one) for one in documents_of(workspace, files)]
        self.whole = {one.file: one for policy in whole for one in (policy, *policy.coming)}
        self.downloads: list[web.Download] = []

    def build(self) -> None:
        """Make what is requested."""
        for policy in self.policies:
            for one in (policy, *policy.coming):
                for kind in ENDINGS:
                    self._file(kind, one)
                for kind in PAPER if asks(one.document) else ():
                    self._apart(kind, one)
        if self.downloads:
            self._guide()
        if "web" in self.job.formats:
            self._web()

    def _is_wanted(self, kind: web.FileFormat, one: Published) -> bool:
        if kind == "page":
            return "web" in self.job.formats
        policy = one.document.policy
        return kind in self.job.formats and policy in (self.job.policies or (policy,))

    def _file(self, kind: web.FileFormat, one: Published) -> None:
        """A file of a policy; where it is not requested, the existing one."""
        path = f"{DOCUMENTS}/{one.file}.{ENDINGS[kind]}"
        if self._is_wanted(kind, one):
            stored = self._page(path, one) if kind == "page" else self._paper(kind, path, one)
            size, pages = stored.facts["size"], stored.facts.get("pages")
        elif path in self.job.kept:
            self.outcome.kept.append(path)
            data = self.job.kept[path]
            size, pages = len(data), pdf.pages(data) if kind == "pdf" else None
        else:
            return
        coming = one.document.version if one.until else None
        self.downloads.append(web.Download(one.document.policy, kind, path, size, pages, coming))

    def _apart(self, kind: web.FileFormat, one: Published) -> None:
        """A copy with the people who are not on the site; where it is not requested, as it is."""
        path = f"{APART}{one.file}.{ENDINGS[kind]}"
        if self._is_wanted(kind, one):
            self._paper(kind, path, self.whole[one.file])
        elif path in self.job.kept:
            self.outcome.kept.append(path)

    def _page(self, path: str, one: Published) -> Stored:
        return self._target(
            self.ready.settings.digest("page", path, one, self.head),
            lambda: {path: proofread.page(one, self.head, self.ready.templates, path)},
        )

    def _paper(self, kind: web.FileFormat, path: str, one: Published) -> Stored:
        """A paper copy; from a record, as it and the school were on approval."""
        approved = self.files.on_record(one.document.policy, one.document)
        digest, templates = self.ready.settings.digest, self.ready.templates
        if approved is None:
            return self._target(
                digest(kind, path, one.document, self.head),
                lambda: {path: PAPER[kind](one.document, self.head, templates, path)},
            )
        record = approved.record
        # An older record has only the ids of what the school left out.
        as_approved = one.document.replaced(omitted=record.document.omitted)
        if kind == "pdf" and as_approved == record.document:
            return self._target(digest(kind, path, record.pdf), lambda: {path: approved.pdf})

        def make() -> Files:
            then = letterhead(record.school, record.logo_data, templates)
            return {path: PAPER[kind](one.document, then, templates, path)}

        return self._target(digest(kind, path, record, one.document), make)

    def _guide(self) -> None:
        documents = [one.document for one in self.policies]
        values = documents, self.downloads, self.head
        self._target(
            self.ready.settings.digest("guide", *values),
            lambda: {GUIDE: single.guide(*values, self.ready.templates).encode()},
        )

    def _web(self) -> None:
        values = self.policies, self.head, self.downloads
        digest = self.ready.settings.digest("web", *values)
        stored = self.job.stored.get(digest)
        self.outcome.made[digest] = stored or self._site(*values)
        shared = self._shared(self.head.fonts)
        self.outcome.shared = {path: name for path, (name, _) in shared.items()}
        new = (one for one in shared.values() if one[0] not in self.job.shared)
        self.outcome.contents |= dict(new)

    def _site(
        self, policies: Sequence[Published], head: Letterhead, downloads: Sequence[web.Download]
    ) -> Stored:
        """A site, of which only the pages that differ from the last one are made."""
        ready = self.ready
        files = web.sources(policies, head, downloads, ready.templates, ready.config)
        origins = {
            page: ready.settings.digest("web", *values)
            for page, values in site.origins(files).items()
        }
        last = last_site(self.job.stored) if self.job.search is not None else Stored({})
        left = {page for page in origins if last.keeps(page, origins[page])}
        made = site.pages(files, web.THEMES, ready.templates, left=left, search=self.job.search)
        for one in policies:
            for version in (one, *one.coming):
                page = f"{version.folder}/index.html"
                if page in made:
                    text = made[page].decode()
                    proofread.check_page(version.document, text, head, ready.templates, page)
        there = {page: last.files[page] for page in left}
        return Stored({**there, **_contents(self.outcome, made)}, origins=origins)

    def _shared(self, fonts: Fonts) -> dict[str, tuple[str, bytes]]:
        """The files that sites share, each with its SHA-256."""
        if fonts not in self.ready.shared:
            files = web.shared(fonts, self.ready.templates)
            self.ready.shared[fonts] = {path: (sha256(data), data) for path, data in files.items()}
        return self.ready.shared[fonts]

    def _target(self, digest: str, make: Callable[[], Files]) -> Stored:
        """What is stored under a digest, made where nothing is stored."""
        stored = self.job.stored.get(digest)
        if stored is None:
            files = make()
            stored = Stored(_contents(self.outcome, files), _facts(files))
        self.outcome.made[digest] = stored
        return stored


def last_site(stored: Mapping[str, Stored]) -> Stored:
    """The site among results that was stored last; without files where there is none."""
    return next((one for one in reversed([*stored.values()]) if one.origins), Stored({}))


def _contents(outcome: BuiltSchool, files: Files) -> dict[str, str]:
    """Add files to the new contents; return each by its SHA-256."""
    found = {}
    for path, data in files.items():
        found[path] = sha256(data)
        outcome.contents[found[path]] = data
    return found


def _facts(files: Files) -> dict[str, int]:
    """The facts about a single file that pages print."""
    if len(files) != 1:
        return {}
    ((path, data),) = files.items()
    facts = {"size": len(data)}
    return facts | {"pages": pdf.pages(data)} if path.endswith(".pdf") else facts
