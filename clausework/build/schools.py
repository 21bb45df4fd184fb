"""Build schools in workers, and store and lay out each as it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from clausework.build.context import BuildContext
from clausework.build.executors import Lost, Workers
from clausework.build.request import FORMATS, Progress
from clausework.build.sources import DOCUMENTS
from clausework.build.worker import BuiltSchool, SchoolJob, build_school, last_site
from clausework.publish.inventory import APART, PAPER, SITES
from clausework.publish.origins import as_json, of_school
from clausework.publish.swap import lay_out
from clausework.render.web.site import SEARCH
from clausework.source.problems import errors
from clausework.store.state import SchoolEntry


class SchoolBuilds:
    """Builds of schools by workers, laid out in `folder`.

    `progress` is called as `build` says, for `total` schools.
    """

    def __init__(self, context: BuildContext, folder: Path, progress: Progress, total: int) -> None:
        self._context = context
        self._folder = folder
        self._progress = progress
        self._total = total
        self._done = 0
        # SHA-256 of the stored files that sites share.
        self._common: set[str] = set()

    def run(self, workers: Workers, names: Iterable[str]) -> dict[str, SchoolEntry]:
        """Build schools; return the state of each built one. The result explains the others."""
        entries, lacking = self._attempt(workers, names, again=False)
        more, still = self._attempt(workers, lacking, again=True)
        for name in still:
            self._context.result.failed[name] = "the store does not keep what is saved in it"
            self._tick(name)
        return entries | more

    def _attempt(
        self, workers: Workers, names: Iterable[str], *, again: bool
    ) -> tuple[dict[str, SchoolEntry], list[str]]:
        """The state of schools that were built, and the schools that the store lacks parts of."""
        entries: dict[str, SchoolEntry] = {}
        lacking: list[str] = []
        result = self._context.result
        jobs = (self._job(name, again=again) for name in names)
        for job, outcome in workers.run(build_school, jobs):
            name = job.school
            if isinstance(outcome, Lost):
                self._context.fail(name, outcome)
            elif errors(outcome.problems) or outcome.prints:
                result.withheld.append(name)
                result.prints[name] = outcome.prints
                result.problems += outcome.problems
            else:
                self._store(job, outcome)
                if not self._has(outcome.files):
                    lacking.append(name)
                    continue
                entries[name] = self._lay_out(job, outcome)
            self._tick(name)
        return entries, lacking

    def _tick(self, name: str) -> None:
        self._done += 1
        self._progress(self._context.survey.called(name), self._done, self._total)

    def _job(self, name: str, *, again: bool) -> SchoolJob:
        """The job for a worker; `again` where the store lacked something that it should have."""
        context, request = self._context, self._context.request
        stored = context.store.results(name)
        if again:
            stored = {digest: one for digest, one in stored.items() if self._has(one.files)}
        kept: dict[str, bytes] = {}
        if {*request.formats} != {*FORMATS} or request.policies:
            kept = self._published(name, f"{DOCUMENTS}/*") | self._apart(name)
        search = last_site(stored).files.get(SEARCH)
        return SchoolJob(
            school=name,
            on=request.on,
            entries=context.survey.entries(name),
            formats=request.formats,
            policies=request.policies,
            stored=stored,
            kept=kept,
            shared=frozenset() if again else frozenset(self._common),
            search=context.store.get(search) if search else None,
        )

    def _published(self, name: str, pattern: str) -> dict[str, bytes]:
        site = self._context.request.out / SITES / name
        paths = (path for path in sorted(site.glob(pattern)) if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}

    def _apart(self, name: str) -> dict[str, bytes]:
        place = self._context.request.out / PAPER / name
        paths = (path for path in sorted(place.glob("*")) if path.is_file())
        return {f"{APART}{path.name}": path.read_bytes() for path in paths}

    def _has(self, files: Mapping[str, str]) -> bool:
        return all(self._context.store.has(one) for one in files.values())

    def _store(self, job: SchoolJob, outcome: BuiltSchool) -> None:
        """Put new contents in the store."""
        store = self._context.store
        for data in outcome.contents.values():
            store.put(data)
        earlier = {one: job.stored[one] for one in job.stored if one not in outcome.made}
        store.keep_results(job.school, {**earlier, **outcome.made})
        self._common |= {*outcome.shared.values()}

    def _lay_out(self, job: SchoolJob, outcome: BuiltSchool) -> SchoolEntry:
        """Lay out the site of a school unless it is already published, and return its state."""
        context, name = self._context, job.school
        kept = self._kept(job, outcome)
        files = outcome.files | kept
        entry = self._entry(job, outcome, files, kept)
        if not self._is_published(name, entry):
            context.result.built.append(name)
            for kind in (SITES, PAPER):
                paths = {
                    path.removeprefix(APART): context.store.path(one)
                    for path, one in files.items()
                    if path.startswith(APART) == (kind == PAPER)
                }
                lay_out(paths, self._folder / kind / name, copy=context.request.copy)
        return entry

    def _kept(self, job: SchoolJob, outcome: BuiltSchool) -> dict[str, str]:
        """The files that the school keeps because they were not requested, by SHA-256."""
        store = self._context.store
        kept = {path: store.put(job.kept[path]) for path in outcome.kept}
        if "web" not in self._context.request.formats:
            pages = self._published(job.school, "**/*")
            kept |= {
                path: store.put(data)
                for path, data in pages.items()
                if path not in {*job.kept, *outcome.files}
            }
        return kept

    def _entry(
        self,
        job: SchoolJob,
        outcome: BuiltSchool,
        files: Mapping[str, str],
        kept: Mapping[str, str],
    ) -> SchoolEntry:
        context, request, name = self._context, self._context.request, job.school
        origins = of_school(outcome.sources, job.entries, context.survey.sources)
        return SchoolEntry(
            seen=context.survey.seen(name, job.entries),
            name=context.survey.called(name),
            terms=context.survey.found[name].terms,
            on=request.on,
            turns=outcome.turns,
            reads=outcome.reads,
            master=context.master.read_by(outcome.reads),
            formats=request.formats,
            policies=request.policies or context.master.policies,
            copied=request.copy,
            outputs="",
            files=context.keep_files(files),
            sources=context.store.put(as_json(origins.keeping(kept, context.origins(name)))),
            summary=context.store.put(outcome.summary),
            problems=tuple(outcome.problems),
        )

    def _is_published(self, name: str, entry: SchoolEntry) -> bool:
        last = self._context.state.schools.get(name)
        return (
            last is not None
            and (last.files, last.copied) == (entry.files, entry.copied)
            and last.outputs == self._context.outputs(name)
        )
