"""Find what must be built, have it built, and publish each school as a whole.

A problem withholds what prints it and nothing else, and what is withheld keeps its previous copy:
one in the register or the words everything, one in a version the schools that print it, one in a
school that school. Schools are streamed: of each, only its line in the state is held.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clausework.build import executors, hr_site, selection
from clausework.build.context import BuildContext
from clausework.build.executors import Workers, lost
from clausework.build.request import FORMATS, Format, Progress, Request, Result, UnknownTarget
from clausework.build.scan import Survey
from clausework.publish import inventory
from clausework.publish.inventory import HUB, MANIFEST, PAPER, SITES
from clausework.publish.swap import alone, blocked, exchange, staging
from clausework.source.problems import Problem
from clausework.store import state, store
from clausework.store.failures import Log
from clausework.store.state import MasterEntry, SchoolEntry

__all__ = ["FORMATS", "Format", "Progress", "Request", "Result", "UnknownTarget", "build"]

if TYPE_CHECKING:
    from clausework.build.worker import SharedSources

DAMAGED = (
    f"Damaged files in {store.FOLDER} were deleted, and their content is built again. Deleting "
    f"{store.FOLDER} is always safe."
)
NOT_USED = (
    f"{store.FOLDER} cannot be used, so everything is built again every time. Deleting it is "
    "always safe."
)
AS_THEY_WERE = "The outputs are unchanged."
PARTLY = (
    "Each school has its complete old site or its complete new one: build again to update them all."
)


def build(request: Request, progress: Progress) -> Result:
    """Build what is requested and missing.

    `progress` is called with a school's name, the number done and the total. Raises UnknownTarget,
    lock.Refused, executors.NotAllowed, and OSError where the outputs cannot be written.
    """
    with alone(request.out), store.opened(request.root) as kept:
        if (request.out / MANIFEST).is_dir():
            raise blocked(request.out, MANIFEST)
        last = state.read(kept, request.out)
        survey = Survey(request.root, last, kept)
        result = Result()
        master = survey.master()
        if isinstance(master, MasterEntry):
            log = Log(request.root)
            context = BuildContext(request, kept, last, survey, master, result, log)
            _Build(context, progress).run()
        else:
            result.problems = master
        if kept.damaged:
            result.notes.append(DAMAGED)
        if kept.temporary:
            result.notes.append(NOT_USED)
        return result


class _Build:
    """The steps of one build, in their order."""

    def __init__(self, context: BuildContext, progress: Progress) -> None:
        self._context = context
        self._progress = progress
        self._published_some = False

    def run(self) -> None:
        """Build what is missing. Exceptions get a note on the state of the outputs."""
        try:
            self._run()
        except BaseException as error:
            error.add_note(PARTLY if self._published_some else AS_THEY_WERE)
            raise
        finally:
            self._context.result.log = self._context.log.path

    def _run(self) -> None:
        context, request, result = self._context, self._context.request, self._context.result
        wanted = selection.wanted(context)
        result.withheld = selection.withheld(context)
        result.failed = selection.obstructed(context, wanted)
        wanted = [name for name in wanted if name not in result.failed]
        with_hub = not request.schools and not request.policies and "web" in request.formats
        listed = (context.state.listed, context.state.on) == (context.stamp(MANIFEST), request.on)
        closed = selection.closed(context)
        there = not closed and all(selection.is_there(context, name) for name in wanted)
        if not there or not listed or (with_hub and not hr_site.is_there(context)):
            faults = self._read_master()
            if faults:
                result.problems, result.withheld = faults, []
                return
            # What is kept must be whole, because it is listed again.
            todo = [name for name in wanted if not self._is_kept(name)]
            self._remove(closed)
            self._work(todo, with_hub=with_hub)
        elif with_hub:
            result.hub = "reused"
        done = {*result.built, *result.withheld, *result.failed}
        result.reused = [name for name in wanted if name not in done]
        self._sum_up()

    def _is_kept(self, name: str) -> bool:
        return selection.is_there(self._context, name) and selection.is_whole(self._context, name)

    def _read_master(self) -> list[Problem]:
        """Read the master again where its sizes and times missed a change.

        Returns all problems of the root where nothing can be built, else none.
        """
        context = self._context
        if context.survey.shared.digest == context.master.seen.digest:
            return []
        master = context.survey.master(trusted=False)
        if not isinstance(master, MasterEntry):
            return master
        context.master = master
        return []

    def _work(self, todo: list[str], *, with_hub: bool) -> None:
        # A build with nothing to do takes less time than importing what workers need.
        from clausework.build.schools import SchoolBuilds

        context = self._context
        master = self._shared_sources()
        with self._workers(master, len(todo)) as workers:
            folder = staging(context.request.out)
            builds = SchoolBuilds(context, folder, self._progress, len(todo))
            fresh = builds.run(workers, todo)
        # HR's pages describe what is about to be published.
        context.state.schools |= fresh
        if with_hub:
            # They grow with the schools, so they are made when no other process uses memory.
            hr_site.build(context, master, folder)
        self._publish(folder, fresh)
        self._keep()

    def _remove(self, closed: Iterable[str]) -> None:
        """Delete the outputs of schools that have no folder any more. Raises OSError."""
        for name in closed:
            self._delete(f"{SITES}/{name}")
            self._delete_paper(name)
            del self._context.state.schools[name]
            self._context.result.removed.append(name)

    def _delete(self, name: str) -> None:
        place = self._context.request.out / name
        if place.is_dir() and not place.is_symlink():
            self._published_some = True
            shutil.rmtree(place)

    def _delete_paper(self, school: str) -> None:
        self._delete(f"{PAPER}/{school}")
        # Of no school, the folder would be one that no build made.
        with suppress(OSError):
            (self._context.request.out / PAPER).rmdir()

    def _shared_sources(self) -> SharedSources:
        """What all jobs have in common."""
        from clausework.build.worker import SharedSources

        shared = self._context.survey.shared
        return SharedSources(
            digest=self._context.master.digest,
            made_by=shared.settings.made_by,
            entries=shared.entries,
            own=shared.own,
            withheld=self._context.master.withheld,
            named=self._context.survey.named,
        )

    def _workers(self, master: SharedSources, jobs: int) -> AbstractContextManager[Workers]:
        request = self._context.request
        if request.scheduler is not None:
            return executors.cluster(master, request.scheduler)
        # Starting a process takes longer than building a school.
        return executors.local(master, min(request.jobs, max(jobs, 1)))

    def _publish(self, folder: Path, fresh: Mapping[str, SchoolEntry]) -> None:
        """Move what is laid out in a folder into the outputs, and record it in the state."""
        context = self._context
        self._published_some = True
        places = {name: (f"{SITES}/{name}", f"{PAPER}/{name}") for name in fresh}
        without = [
            name
            for name, (site, paper) in places.items()
            if (folder / site).is_dir() and not (folder / paper).is_dir()
        ]
        every = [place for both in places.values() for place in both]
        failed = exchange(folder, context.request.out, [*every, HUB])
        for name in without:
            self._delete_paper(name)
        for name, both in places.items():
            faults = [failed[place] for place in both if place in failed]
            if faults:
                context.fail(name, lost(faults[0]))
                del context.state.schools[name]
            else:
                entry = replace(fresh[name], outputs=context.outputs(name))
                context.state.schools[name] = entry
        if context.state.hub is not None and context.result.hub == "built":
            if HUB in failed:
                context.fail_hub(lost(failed[HUB]))
                context.state.hub = None
            else:
                context.state.hub = replace(context.state.hub, outputs=context.stamp(HUB))

    def _keep(self) -> None:
        """Write the manifest, and record the state of the outputs."""
        context, kept = self._context, self._context.store
        sites = context.request.out / SITES
        # Damaged outputs keep their old entries, and are built again when requested.
        context.state.schools = {
            name: entry
            for name, entry in context.state.schools.items()
            if (sites / name).is_dir() and selection.is_whole(context, name)
        }
        hub = context.state.hub
        if hub is not None and not (kept.has(hub.files) and kept.has(hub.sources)):
            context.state.hub = None
        context.state.master, context.state.on = context.master, context.request.on
        inventory.write(context.request.out, context.state, kept, context.survey.sources)
        context.state.listed = context.stamp(MANIFEST)
        state.write(kept, context.request.out, context.state)
        kept.tidy()

    def _sum_up(self) -> None:
        """Sort the result, and add all problems of what was built and what is kept."""
        context, result = self._context, self._context.result
        result.names = {name: context.survey.called(name) for name in context.survey.found}
        entries = (context.state.schools[name] for name in (*result.built, *result.reused))
        found = [*context.master.problems, *result.problems]
        found += [problem for entry in entries for problem in entry.problems]
        result.problems = sorted(found, key=lambda problem: problem.order)
        result.built.sort()
        result.withheld.sort()
