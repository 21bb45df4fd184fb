"""What the steps of one build share."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass

from clausework.build.executors import Lost
from clausework.build.request import Request, Result
from clausework.build.scan import Survey
from clausework.publish.inventory import HUB, PAPER, SITES
from clausework.publish.origins import Origins, from_json
from clausework.source import files
from clausework.store.failures import Log
from clausework.store.state import BuildState, MasterEntry
from clausework.store.store import Store


@dataclass
class BuildContext:
    """One build over a sound master.

    `state` is as the last build left it, until this build records what it published.
    """

    request: Request
    store: Store
    state: BuildState
    survey: Survey
    master: MasterEntry
    result: Result
    log: Log

    def stamp(self, place: str) -> str:
        """The stamp of a file or folder of the outputs, by its path there."""
        return files.stamp(self.request.out, place).digest

    def outputs(self, school: str) -> str:
        """The stamp of what a school has in the outputs."""
        paper = f"{PAPER}/{school}"
        more = self.stamp(paper) if os.path.lexists(self.request.out / paper) else ""
        return self.stamp(f"{SITES}/{school}") + more

    def origins(self, school: str) -> Origins | None:
        """The sources of a school's outputs, None where they are unknown."""
        last = self.state.schools.get(school)
        data = self.store.get(last.sources) if last else None
        return from_json(data) if data else None

    def keep_files(self, named: Mapping[str, str]) -> str:
        """Store the files of a site (SHA-256 by path), and return the SHA-256 of that list."""
        return self.store.put(json.dumps(named, ensure_ascii=False, sort_keys=True).encode())

    def fail(self, school: str, fault: Lost) -> None:
        """Record that the program failed on a school, which keeps its previous copy."""
        self.result.failed[school] = str(fault)
        if school in self.result.built:
            self.result.built.remove(school)
        self.log.add(school, fault.trace)

    def fail_hub(self, fault: Lost) -> None:
        """Record that the program failed on HR's pages."""
        self.result.hub, self.result.hub_failure = "failed", str(fault)
        self.log.add(HUB, fault.trace)
