"""See what is to be built, have it built, publish each school whole.

A fault in the master stops everything before a byte is written; a fault in one school withholds
that school, which keeps the copy it had. Schools stream through: of each no more is held than its
line in the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clausework.build import executors
from clausework.build.executors import Lost, Workers, lost
from clausework.build.request import FORMATS, Format, Progress, Request, Result, UnknownTarget
from clausework.build.scan import Survey
from clausework.publish import inventory
from clausework.publish.inventory import HUB, MANIFEST, SITES
from clausework.publish.manifest import sha256
from clausework.publish.origins import Origins, as_json, from_json, of_hub, of_school
from clausework.publish.swap import alone, blocked, exchange, in_the_way, lay_out, staging
from clausework.source import files as snapshot
from clausework.source.problems import errors
from clausework.store import state as ledger
from clausework.store import store
from clausework.store.failures import Log
from clausework.store.state import HubEntry, MasterEntry, SchoolEntry
from clausework.store.store import Store

__all__ = ["FORMATS", "Format", "Progress", "Request", "Result", "UnknownTarget", "build"]

if TYPE_CHECKING:
    from clausework.build.worker import BuiltSchool, SchoolJob, SharedSources

DAMAGED = (
    f"What was damaged in {store.FOLDER} was discarded, and is made anew. Deleting "
    f"{store.FOLDER} is always safe."
)
NOT_USED = (
    f"{store.FOLDER} cannot be used, so everything is made anew every time. Deleting it is always "
    "safe."
)
AS_THEY_WERE = "The outputs are as they were."
PARTLY = "Each school has its old site or its new one, whole: build again to have all of them new."


def build(request: Request, progress: Progress) -> Result:
    """Build what is asked for and not there yet.

    `progress` is called with a school's name, how many are done and how many there are to do.
    Raises NotKnown, lock.Refused, executors.NotAllowed, and OSError where the outputs cannot be
    written.
    """
    with alone(request.out), store.opened(request.root) as kept:
        if (request.out / MANIFEST).is_dir():
            raise blocked(request.out, MANIFEST)
        last = ledger.read(kept, request.out)
        survey = Survey(request.root, last, kept.now())
        result = Result()
        master = survey.master()
        if isinstance(master, MasterEntry):
            _Build(request, kept, last, survey, master, result, progress).run()
        else:
            result.problems = master
        if kept.damaged:
            result.notes.append(DAMAGED)
        if kept.temporary:
            result.notes.append(NOT_USED)
        return result


@dataclass
class _Build:
    """One build over a sound master. `ledger` is as the last build left it, until this one enters
    what it published; `common` is what of the files that sites have in common was stored.
    """

    request: Request
    store: Store
    ledger: ledger.Ledger
    survey: Survey
    master: MasterEntry
    result: Result
    progress: Progress
    common: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._log = Log(self.request.root)
        self._published_some = False

    def run(self) -> None:
        """Build what is not there. What is raised has a note of how the outputs were left."""
        try:
            self._run()
        except BaseException as error:
            error.add_note(PARTLY if self._published_some else AS_THEY_WERE)
            raise
        finally:
            self.result.log = self._log.path

    def _run(self) -> None:
        wanted = self._wanted()
        everything = not self.request.schools and not self.request.policies
        with_hub = everything and "web" in self.request.formats
        listed = self.ledger.listed == self._stamp(MANIFEST)
        there = all(self._is_there(name) for name in wanted)
        if not there or not listed or (with_hub and not self._hub_is_there()):
            if not self._is_as_read():
                return
            # What is left as it is has to be whole, for it is listed anew.
            kept = (name for name in wanted if self._is_there(name) and self._is_whole(name))
            todo = sorted({*wanted} - {*kept})
            self._work(todo, with_hub=with_hub)
        elif with_hub:
            self.result.hub = "reused"
        done = {*self.result.built, *self.result.withheld, *self.result.failed}
        self.result.reused = [name for name in wanted if name not in done]
        self._tell()

    def _wanted(self) -> list[str]:
        survey, request = self.survey, self.request
        known = sorted([*survey.found, *survey.barred])
        for name in request.schools:
            if name not in known:
                raise UnknownTarget(f'no school is called "{name}"; there are: {", ".join(known)}')
        for name in request.policies:
            if name not in self.master.policies:
                names = ", ".join(self.master.policies)
                raise UnknownTarget(f'no policy is called "{name}"; there are: {names}')
        wanted = sorted(set(request.schools or known))
        self.result.withheld = [name for name in wanted if name in survey.barred]
        wanted = [name for name in wanted if name in survey.found]
        for name in wanted:
            words = in_the_way(request.out, f"{SITES}/{name}")
            if words is not None:
                self.result.failed[name] = words
        return [name for name in wanted if name not in self.result.failed]

    def _is_there(self, name: str) -> bool:
        """Whether a school has all that is asked for, by sizes and times of its files."""
        entry, request = self.ledger.schools.get(name), self.request
        return (
            entry is not None
            and not self.survey.found[name].changed
            and entry.master == self.master.digest
            and {*request.formats} <= {*entry.formats}
            and {*(request.policies or self.master.policies)} <= {*entry.policies}
            and entry.copied == request.copy
            and entry.outputs == self._stamp(f"{SITES}/{name}")
        )

    def _is_whole(self, name: str) -> bool:
        """Whether the store still has what the ledger says of a school."""
        entry = self.ledger.schools[name]
        return all(self.store.has(one) for one in (entry.files, entry.sources, entry.summary))

    def _is_as_read(self) -> bool:
        """Whether the master, which is read for the work, is sound where sizes and times vouched
        for another one.
        """
        if self.survey.shared.digest == self.master.seen.digest:
            return True
        master = self.survey.master(trusted=False)
        if not isinstance(master, MasterEntry):
            self.result.problems, self.result.withheld = master, []
            return False
        self.master = master
        return True

    def _stamp(self, place: str) -> str:
        return snapshot.stamp(self.request.out, place).digest

    def _work(self, todo: list[str], *, with_hub: bool) -> None:
        fresh: dict[str, SchoolEntry] = {}
        master = self._given()
        with self._workers(master, len(todo)) as workers:
            folder = staging(self.request.out)
            for name, entry in self._schools(workers, todo, folder):
                fresh[name] = entry
        # HR's pages are about what is about to be published.
        self.ledger.schools |= fresh
        if with_hub:
            # They grow with the schools, so they are made when no other process takes memory.
            self._hub(master, folder)
        self._publish(folder, fresh)
        self._keep()

    def _publish(self, folder: Path, fresh: Mapping[str, SchoolEntry]) -> None:
        """Put what is laid out in a folder into the outputs, and enter it in the ledger."""
        self._published_some = True
        places = {name: f"{SITES}/{name}" for name in fresh}
        failed = exchange(folder, self.request.out, [*places.values(), HUB])
        for name, place in places.items():
            if place in failed:
                self._fail(name, lost(failed[place]))
                del self.ledger.schools[name]
            else:
                self.ledger.schools[name] = replace(fresh[name], outputs=self._stamp(place))
        if self.ledger.hub is not None and self.result.hub == "built":
            if HUB in failed:
                self._fail_hub(lost(failed[HUB]))
                self.ledger.hub = None
            else:
                self.ledger.hub = replace(self.ledger.hub, outputs=self._stamp(HUB))

    def _fail(self, name: str, fault: Lost) -> None:
        self.result.failed[name] = str(fault)
        if name in self.result.built:
            self.result.built.remove(name)
        self._log.add(name, fault.trace)

    def _fail_hub(self, fault: Lost) -> None:
        self.result.hub, self.result.hub_failure = "failed", str(fault)
        self._log.add(HUB, fault.trace)

    def _given(self) -> SharedSources:
        """What all work has in common."""
        from clausework.build.worker import SharedSources

        shared = self.survey.shared
        return SharedSources(
            digest=self.master.digest,
            made_by=shared.settings.made_by,
            entries=shared.entries,
            own=shared.own,
            named=self.survey.named,
        )

    def _workers(self, master: SharedSources, jobs: int) -> AbstractContextManager[Workers]:
        if self.request.scheduler is not None:
            return executors.cluster(master, self.request.scheduler)
        # Starting a process takes longer than building a school.
        return executors.local(master, min(self.request.jobs, max(jobs, 1)))

    def _schools(
        self, workers: Workers, todo: list[str], folder: Path
    ) -> Iterator[tuple[str, SchoolEntry]]:
        """Have schools built, and lay each out in a folder as it is done."""
        from clausework.build.worker import build_school

        done, lacking = 0, list[str]()
        for names, again in ((todo, False), (lacking, True)):
            jobs = (self._job(name, again=again) for name in names)
            for job, outcome in workers.run(build_school, jobs):
                name = job.school
                if isinstance(outcome, Lost):
                    self._fail(name, outcome)
                elif errors(outcome.problems):
                    self.result.withheld.append(name)
                    self.result.problems += outcome.problems
                elif self._stored(job, outcome):
                    yield name, self._laid_out(job, outcome, folder)
                elif not again:
                    lacking.append(name)
                    continue
                else:
                    self.result.failed[name] = "the store does not keep what is put there"
                done += 1
                self.progress(self.survey.called(name), done, len(todo))

    def _job(self, name: str, *, again: bool) -> SchoolJob:
        """What a worker needs; `again` where the store lacked something that was thought stored."""
        from clausework.build.worker import DOCUMENTS, SchoolJob, last_site
        from clausework.render.web.site import SEARCH

        stored = self.store.results(name)
        if again:
            stored = {digest: one for digest, one in stored.items() if self._has(one.files)}
        kept: dict[str, bytes] = {}
        if {*self.request.formats} != {*FORMATS} or self.request.policies:
            kept = self._published(name, f"{DOCUMENTS}/*")
        search = last_site(stored).files.get(SEARCH)
        return SchoolJob(
            school=name,
            entries=self.survey.entries(name),
            formats=self.request.formats,
            policies=self.request.policies,
            stored=stored,
            kept=kept,
            shared=frozenset() if again else frozenset(self.common),
            search=self.store.get(search) if search else None,
        )

    def _published(self, name: str, pattern: str) -> dict[str, bytes]:
        site = self.request.out / SITES / name
        paths = (path for path in sorted(site.glob(pattern)) if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}

    def _has(self, files: Mapping[str, str]) -> bool:
        return all(self.store.has(one) for one in files.values())

    def _stored(self, job: SchoolJob, outcome: BuiltSchool) -> bool:
        """Put what is new in the store; whether it now has all that the school needs."""
        for data in outcome.contents.values():
            self.store.put(data)
        earlier = {one: job.stored[one] for one in job.stored if one not in outcome.made}
        self.store.keep_results(job.school, {**earlier, **outcome.made})
        self.common |= {*outcome.shared.values()}
        return self._has(outcome.files)

    def _laid_out(self, job: SchoolJob, outcome: BuiltSchool, folder: Path) -> SchoolEntry:
        name, request = job.school, self.request
        made = outcome.files
        kept = {path: self.store.put(job.kept[path]) for path in outcome.kept}
        if "web" not in request.formats:
            pages = self._published(name, "**/*")
            kept |= {
                path: self.store.put(data)
                for path, data in pages.items()
                if path not in {*job.kept, *made}
            }
        files = made | kept
        origins = of_school(outcome.sources, job.entries, self.survey.sources)
        origins = origins.keeping(kept, self._origins(name))
        entry = SchoolEntry(
            seen=self.survey.seen(name, job.entries),
            name=self.survey.called(name),
            terms=self.survey.found[name].terms,
            master=self.master.digest,
            formats=request.formats,
            policies=request.policies or self.master.policies,
            copied=request.copy,
            outputs="",
            files=self.store.put(_json(files)),
            sources=self.store.put(as_json(origins)),
            summary=self.store.put(outcome.summary),
            problems=tuple(outcome.problems),
        )
        if not self._is_published(name, entry):
            self.result.built.append(name)
            paths = {path: self.store.path(one) for path, one in files.items()}
            lay_out(paths, folder / SITES / name, copy=request.copy)
        return entry

    def _origins(self, name: str) -> Origins | None:
        last = self.ledger.schools.get(name)
        data = self.store.get(last.sources) if last else None
        return from_json(data) if data else None

    def _is_published(self, name: str, entry: SchoolEntry) -> bool:
        last = self.ledger.schools.get(name)
        return (
            last is not None
            and (last.files, last.copied) == (entry.files, entry.copied)
            and last.outputs == self._stamp(f"{SITES}/{name}")
        )

    def _hub_is_there(self) -> bool:
        entry = self.ledger.hub
        return (
            entry is not None
            and entry.digest == self._hub_digest()
            and entry.copied == self.request.copy
            and entry.outputs == self._stamp(HUB)
            and in_the_way(self.request.out, HUB) is None
        )

    def _hub_digest(self) -> str:
        entries = (self.ledger.schools[name] for name in self._summed_up())
        said = [self.master.digest, *(entry.summary for entry in entries), "", *self._left_out()]
        return sha256("\n".join(said).encode())

    def _summed_up(self) -> list[str]:
        """The schools that HR's pages are about."""
        out = {*self.result.withheld, *self.result.failed}
        found = sorted(self.survey.found)
        return [name for name in found if name in self.ledger.schools and name not in out]

    def _left_out(self) -> tuple[str, ...]:
        out = (*self.result.withheld, *self.result.failed)
        return tuple(sorted(self.survey.called(name) for name in out))

    def _hub(self, master: SharedSources, folder: Path) -> None:
        """Have HR's own site built where it is not there, and lay it out in a folder."""
        from clausework.build.worker import build_hub

        blocked = in_the_way(self.request.out, HUB)
        if blocked is not None:
            self.result.hub, self.result.hub_failure = "failed", blocked
            return
        if self.ledger.hub is not None and self._hub_is_there():
            # Made of the files as they are now, it would be the same.
            there = json.loads(self.store.get(self.ledger.hub.files) or b"{}")
            self.ledger.hub = replace(self.ledger.hub, sources=self._hub_sources(there))
            self.result.hub = "reused"
            return
        stored = (self.store.get(self.ledger.schools[name].summary) for name in self._summed_up())
        summaries = (one for one in stored if one is not None)
        try:
            made = build_hub(master, summaries, self._left_out())
        except Exception as error:
            # What is amiss with HR's pages keeps no school from its own.
            self._fail_hub(lost(error))
            return
        files = {path: self.store.put(data) for path, data in made.items()}
        paths = {path: self.store.path(one) for path, one in files.items()}
        lay_out(paths, folder / HUB, copy=self.request.copy)
        listed, sources = self.store.put(_json(files)), self._hub_sources(files)
        self.ledger.hub = HubEntry(self._hub_digest(), "", listed, sources, self.request.copy)
        self.result.hub = "built"

    def _hub_sources(self, files: Mapping[str, str]) -> str:
        schools = {name: self._origins(name) for name in self._summed_up()}
        return self.store.put(as_json(of_hub(files, schools, self.survey.sources)))

    def _keep(self) -> None:
        """List what there is, and remember how it was left."""
        sites = self.request.out / SITES
        # What is not whole stays listed as it was, and is built anew when it is asked for.
        self.ledger.schools = {
            name: entry
            for name, entry in self.ledger.schools.items()
            if (sites / name).is_dir() and self._is_whole(name)
        }
        hub = self.ledger.hub
        if hub is not None and not (self.store.has(hub.files) and self.store.has(hub.sources)):
            self.ledger.hub = None
        self.ledger.master = self.master
        inventory.write(self.request.out, self.ledger, self.store, self.survey.sources)
        self.ledger.listed = self._stamp(MANIFEST)
        ledger.write(self.store, self.request.out, self.ledger)
        self.store.tidy()

    def _tell(self) -> None:
        result = self.result
        result.names = {name: self.survey.called(name) for name in self.survey.found}
        entries = (self.ledger.schools[name] for name in (*result.built, *result.reused))
        found = [*self.master.problems, *result.problems]
        found += [problem for entry in entries for problem in entry.problems]
        result.problems = sorted(found, key=lambda problem: problem.order)
        result.built.sort()
        result.withheld.sort()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
