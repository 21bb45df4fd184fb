"""What a command costs: its time, the memory of all its processes, the disk of what it wrote."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter

import pypandoc

SAMPLED_EVERY = 0.05
BLOCK = 512
PROC = Path("/proc")
# The one that the project itself uses.
PANDOC = str(Path(pypandoc.__file__).with_name("files") / "pandoc")


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds, and the most bytes that its processes held together, None
    where the system has no /proc.
    """

    seconds: float
    peak: int | None


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end. Raises SystemExit with what it said where it fails."""
    with TemporaryFile() as said:
        start = perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
        with _Sampled(process.pid) as sampled:
            status = process.wait()
            seconds = perf_counter() - start
        if status:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")[-2000:]
            raise SystemExit(f"{' '.join(map(str, command))}: status {status}\n{words}")
    return Run(seconds, sampled.peak if PROC.is_dir() else None)


def disk(folder: Path, without: str = "") -> int:
    """The bytes that a folder takes on the disk, by blocks, but for folders of one name in it; a
    file with several names once.
    """
    files: dict[tuple[int, int], int] = {}
    for name, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one != without]
        for path in (name, *(os.path.join(name, one) for one in names)):  # noqa: PTH118 (many)
            found = os.lstat(path)
            files[found.st_dev, found.st_ino] = found.st_blocks * BLOCK
    return sum(files.values())


class _Sampled:
    """The most memory that a process and all below it held together while this was open.

    It is the sum of their resident sets (RSS), so what two of them share counts twice. Proportional
    sets (PSS) would count it once, and take the machine a hundred times as long to work out, which
    the times beside it would show.
    """

    def __init__(self, process: int) -> None:
        self._process = process
        self._ended = Event()
        self._thread = Thread(target=self._watch)
        self.peak = 0

    def __enter__(self) -> _Sampled:
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            self.peak = max(self.peak, sum(map(_resident, _below(self._process))))


def _below(process: int) -> Iterator[int]:
    """A process and all that it or they have started."""
    yield process
    # One may end while it is looked at.
    with suppress(OSError):
        for thread in (PROC / str(process) / "task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _below(int(child))


def _resident(process: int) -> int:
    with suppress(OSError):
        pages = int((PROC / str(process) / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
