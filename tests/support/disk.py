"""What may be on a disk after a power cut, by the rules that tests.support.power_cut states."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

# So many names that were not synced are lost in every combination.
MOST_COMBINED = 4

Names = Mapping[str, int]


@dataclass(frozen=True)
class Content:
    """What a file holds, or where a link leads to, its mode, and when it was written, in
    nanoseconds.
    """

    data: bytes
    mode: int
    time: int = field(default=0, compare=False)


@dataclass(frozen=True)
class State:
    """What is on a disk: files and links by path, and the folders, all relative to the root."""

    files: Mapping[str, Content]
    folders: frozenset[str]
    lost: str = ""

    def lay_out(self, folder: Path) -> Path:
        """Make it in a new folder, which is returned."""
        folder.mkdir(parents=True)
        for name in sorted(self.folders):
            (folder / name).mkdir()
        for name, content in self.files.items():
            if stat.S_ISLNK(content.mode):
                (folder / name).symlink_to(os.fsdecode(content.data))
                continue
            (folder / name).write_bytes(content.data)
            (folder / name).chmod(stat.S_IMODE(content.mode))
            os.utime(folder / name, ns=(content.time, content.time))
        return folder

    def visible(self) -> dict[str, bytes]:
        """The files by path, without hidden ones and what is in hidden folders."""
        return {
            name: content.data
            for name, content in self.files.items()
            if not any(part.startswith(".") for part in name.split("/"))
        }


@dataclass(frozen=True)
class Disk:
    """Folders and files by number, however many names they have."""

    names: Mapping[int, Names]
    contents: Mapping[int, Content]


@dataclass(frozen=True)
class Moment:
    """The disk before an operation: as programs see it, and what of it was synced."""

    operation: str
    live: Disk
    kept: Disk

    @property
    def now(self) -> State:
        """What a kill leaves."""
        return _state(self.live, self.live.contents, f"killed before {self.operation}")

    def states(self) -> Iterator[State]:
        """What a power cut may leave, each state once, the one in which all is lost first."""
        seen = set()
        names = self._loose_names()
        contents = [one for one in self.live.contents if self._is_loose(one)]
        for lost in _choices(names):
            disk = Disk(self._without(lost), {})
            for share in (0.0, 0.5, 1.0) if contents else (1.0,):
                said = f"power lost before {self.operation}; lost: {sorted(n for _, n in lost)}"
                if contents:
                    said += f"; {share:.0%} kept of contents that were not synced"
                state = _state(disk, self._contents(share), said)
                key = (tuple(sorted(state.files.items(), key=lambda item: item[0])), state.folders)
                if key not in seen:
                    seen.add(key)
                    yield state

    def _loose_names(self) -> list[tuple[int, str]]:
        """The names that a power cut may take back, by folder."""
        found = []
        for folder, live in self.live.names.items():
            kept = self.kept.names.get(folder, {})
            found += [
                (folder, name)
                for name in sorted({*live, *kept})
                if live.get(name) != kept.get(name)
            ]
        return found

    def _is_loose(self, file: int) -> bool:
        return self.live.contents[file] != self.kept.contents.get(file)

    def _without(self, lost: frozenset[tuple[int, str]]) -> Mapping[int, Names]:
        # Folders that are deleted are as they were synced last, and so is what is in them.
        found = {folder: dict(names) for folder, names in self.kept.names.items()}
        for folder, live in self.live.names.items():
            kept = self.kept.names.get(folder, {})
            found[folder] = {
                name: one
                for name in {*live, *kept}
                if (one := (kept if (folder, name) in lost else live).get(name)) is not None
            }
        return found

    def _contents(self, share: float) -> Mapping[int, Content]:
        found = {**self.kept.contents}
        for file, live in self.live.contents.items():
            if not self._is_loose(file):
                continue
            length = int(len(live.data) * share)
            if share == 0 and file in found:
                continue  # it is as it was synced last
            found[file] = replace(live, data=live.data[:length])
        return found


def _choices(names: list[tuple[int, str]]) -> Iterator[frozenset[tuple[int, str]]]:
    """Which names are lost: all and none, and those between."""
    sizes = range(len(names), -1, -1)
    if len(names) > MOST_COMBINED:
        sizes = [*dict.fromkeys((len(names), len(names) - 1, 1, 0))]  # type: ignore[assignment]
    for size in sizes:
        for chosen in combinations(names, size):
            yield frozenset(chosen)


ROOT = 0


def _state(disk: Disk, contents: Mapping[int, Content], lost: str) -> State:
    files, folders = {}, set()
    todo = [("", ROOT)]
    while todo:
        path, folder = todo.pop()
        for name, one in disk.names.get(folder, {}).items():
            here = f"{path}{name}"
            if one in contents:
                files[here] = contents[one]
            else:
                folders.add(here)
                todo.append((f"{here}/", one))
    return State(dict(sorted(files.items())), frozenset(folders), lost)
