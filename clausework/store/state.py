"""How the last build left its outputs, and their sources, to decide what must be built again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clausework.source.files import Stamp
from clausework.source.problems import Problem
from clausework.store.store import Store
from clausework.workspace.withheld import Withheld, withheld_by

# In nanoseconds: some file systems store the times of files in steps of two seconds.
STEP = 2_000_000_000


@dataclass(frozen=True)
class Seen:
    """A folder of sources as a build read it.

    `digest` is of its contents, `began` when that build began, in nanoseconds, by the clock of the
    disk.
    """

    stamp: str
    digest: str
    began: int

    def vouches_for(self, now: Stamp) -> bool:
        """Whether sizes and times show that nothing was written since.

        A file written as the build began may have been written again with the same time.
        """
        return now.digest == self.stamp and now.newest < self.began - STEP


@dataclass(frozen=True)
class SchoolEntry:
    """One school that was built.

    `name` and `terms` are what others are checked against. It was built as of the day `on`; `turns`
    are those on which another version comes into force. `reads` are the files of versions that it
    depends on, and `master` is the digest of what it was built from besides its own folder;
    `formats`, `policies` and `copied` are what was requested; `outputs` is the stamp of its site.
    `files`, `sources` and `summary` are contents of the store: the files of its site, their
    sources, and what HR's pages say of the school.
    """

    seen: Seen
    name: str
    terms: tuple[str, ...]
    on: date
    turns: tuple[date, ...]
    reads: tuple[str, ...]
    master: str
    formats: tuple[str, ...]
    policies: tuple[str, ...]
    copied: bool
    outputs: str
    files: str
    sources: str
    summary: str
    problems: tuple[Problem, ...]

    def holds_on(self, day: date) -> bool:
        """Whether the same versions are in force on a day as on that of the build."""
        return not any(min(self.on, day) < turn <= max(self.on, day) for turn in self.turns)


@dataclass(frozen=True)
class MasterEntry:
    """The master, whose errors withhold only a part of it, and all its policies by id.

    `digest` is that of everything that schools share, their names included; `common` is of what
    each of them depends on, and `versions` are the other files, those of versions, by SHA-256.
    """

    seen: Seen
    digest: str
    common: str
    versions: Mapping[str, str]
    policies: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def withheld(self) -> Withheld:
        """What its errors withhold."""
        return withheld_by(self.problems)

    def read_by(self, reads: Iterable[str]) -> str:
        """One digest of what a school depends on that reads files of versions."""
        withheld = {*self.withheld.files}
        read = [(name, self.versions.get(name), name in withheld) for name in sorted(reads)]
        return hashlib.sha256(json.dumps([self.common, read]).encode()).hexdigest()


@dataclass(frozen=True)
class HubEntry:
    """HR's own site, as in `SchoolEntry`; `digest` is of its sources."""

    digest: str
    outputs: str
    files: str
    sources: str
    copied: bool


@dataclass
class BuildState:
    """The whole state of one folder of outputs, of a day; `listed` is the stamp of its manifest."""

    on: date = date.min
    master: MasterEntry | None = None
    schools: dict[str, SchoolEntry] = field(default_factory=dict)
    hub: HubEntry | None = None
    listed: str = ""


_MASTER, _SCHOOL = TypeAdapter(MasterEntry), TypeAdapter(SchoolEntry)
_DAY = TypeAdapter(date)
_HUB, _NAME = TypeAdapter(HubEntry), TypeAdapter(str)


def read(store: Store, out: Path) -> BuildState:
    """The state of a folder of outputs; an empty one where there is none or it is damaged."""
    state = BuildState()
    try:
        for line in store.outputs(out):
            match line:
                case {"on": day}:
                    state.on = _DAY.validate_python(day)
                case {"listed": listed}:
                    state.listed = _NAME.validate_python(listed)
                case {"master": data}:
                    state.master = _MASTER.validate_python(data)
                case {"hub": data}:
                    state.hub = _HUB.validate_python(data)
                case {"school": name, "entry": data}:
                    state.schools[_NAME.validate_python(name)] = _SCHOOL.validate_python(data)
    except ValidationError:
        return BuildState()
    return state


def write(store: Store, out: Path, state: BuildState) -> None:
    """Write the state of a folder of outputs. Raises OSError."""
    store.keep_outputs(out, _lines(state))


def _lines(state: BuildState) -> Iterator[dict[str, Any]]:
    yield {"on": str(state.on)}
    yield {"listed": state.listed}
    if state.master is not None:
        yield {"master": asdict(state.master)}
    if state.hub is not None:
        yield {"hub": asdict(state.hub)}
    for name, entry in state.schools.items():
        yield {"school": name, "entry": _SCHOOL.dump_python(entry, mode="json")}
