"""`python -m benchmarks build`: builds of fleets, as a user runs them, beside what each format's
writer takes alone and what somebody would use instead. Prints Markdown.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks import fleet, rivals, writers
from benchmarks.process import PANDOC, Run, disk, run
from benchmarks.rivals import Rivals
from benchmarks.texts import ROOT

REPEATS = 3
# What took this long is not run again, in seconds.
LONG = 60
MB = 1_000_000
FORMATS = {"web": "MkDocs", "pdf": "pandoc and typst", "word": "pandoc"}
STORE = ".clausework"
BUILDS = ("schools", "build", "s", "runs", "ms a school", "peak, MB", "ratio", "to", "wanted")
COPIES = ("schools", "copies", "processes", "ms each adds", "against", "ms", "ratio", "wanted")
SIZES = (
    "schools",
    "peak, MB",
    "to",
    "sites, MB",
    "to the script's",
    "to --copy",
    "out, MB",
    "to --copy",
)

Say = Callable[[str], None]
Row = tuple[object, ...]


@dataclass(frozen=True)
class Measured:
    """Some runs of one build: their median seconds, and the most bytes that one of them held."""

    seconds: float
    peak: int
    runs: int


@dataclass(frozen=True)
class Against:
    """What builds are measured against, in seconds: the writers alone by format, a site or document
    each; the rivals by name, a school or document each. `disk` is what the script's site takes, in
    bytes a school.
    """

    writers: dict[str, float]
    rivals: dict[str, float]
    disk: int | None
    left_out: tuple[str, ...]


class Fleet:
    """A fleet in a folder, with the builds of it."""

    def __init__(self, folder: Path, schools: int, policies: int, jobs: int) -> None:
        self.root, self.out = folder / "root", folder / "out"
        self.schools, self.policies, self.jobs = schools, policies, jobs
        fleet.write(self.root, schools, policies)
        self.first = fleet.schools_of(self.root)[0]

    def build(self, *arguments: str, jobs: int | None = None, out: Path | None = None) -> Run:
        """One build with what is stored; raises SystemExit where it fails."""
        where = ["--root", str(self.root), "--out", str(out or self.out)]
        command = [sys.executable, str(ROOT / "build.py"), "build", *where]
        return run([*command, "--jobs", str(jobs or self.jobs), *arguments])

    def cold(self, *arguments: str, jobs: int | None = None) -> Run:
        """One build with nothing stored and nothing built."""
        for folder in (self.root / STORE, self.out):
            shutil.rmtree(folder, ignore_errors=True)
        return self.build(*arguments, jobs=jobs)

    def alone(self) -> Run:
        """A cold build of the first school alone; what is stored and built stays."""
        store, out = self.root / STORE, self.out.with_name("alone")
        aside = store.rename(self.out.with_name("aside"))
        found = self.build("--school", self.first, out=out)
        for folder in (store, out):
            shutil.rmtree(folder)
        aside.rename(store)
        return found

    def after(self, edit: Callable[[], None]) -> Callable[[], Run]:
        """A build after an edit, which is made anew for each run and not counted."""

        def edited() -> Run:
            edit()
            return self.build()

        return edited


def main(argv: Sequence[str]) -> None:
    """Measure, and print the tables."""
    arguments = _arguments(argv)
    # It sets itself up before the first build.
    run([sys.executable, str(ROOT / "build.py"), "build", "--help"])
    tables: dict[Row, list[Row]] = {BUILDS: [], COPIES: [], SIZES: []}
    try:
        left_out = _measure(arguments, tables)
    finally:
        # What was measured before something failed took long.
        about = f"policies a school: {arguments.policies}, processes: {arguments.jobs}"
        print(f"{_machine()}; {about}.")
        for head, rows in tables.items():
            print(f"\n{_table(head, rows)}", end="")
    for line in left_out:
        print(f"\nLeft out: {line}.")


def _measure(arguments: argparse.Namespace, tables: dict[Row, list[Row]]) -> tuple[str, ...]:
    """Fill the tables, fleet by fleet; what is left out."""
    with _telling() as say, TemporaryDirectory() as name:
        folder = Path(name).resolve()
        against = _against(arguments, folder / "rivals", say)
        before: tuple[int, int] | None = None
        for schools in arguments.schools:
            home = folder / str(schools)
            one = Fleet(home, schools, arguments.policies, arguments.jobs)
            cold, rows = _builds(one, say)
            tables[BUILDS] += rows
            tables[SIZES].append(_size(one, cold, before, against))
            tables[COPIES] += _formats(one, cold, against, say)
            before = schools, cold.peak
            shutil.rmtree(home)
    return against.left_out


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(",")]

    parser = argparse.ArgumentParser(prog="python -m benchmarks build", description=__doc__)
    parser.add_argument("--schools", type=numbers, default=[10, 100, 1000], metavar="N,N")
    parser.add_argument("--policies", type=int, default=3, metavar="P")
    several = "what the writers and the rivals are given; 2 or more"
    parser.add_argument("--rival-schools", type=int, default=5, metavar="N", help=several)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument(
        "--rivals",
        type=Path,
        default=Path(sys.prefix),
        metavar="DIR",
        help="the virtual environment that benchmarks/requirements.txt was installed in",
    )
    arguments = parser.parse_args(argv)
    if arguments.rival_schools < 2:
        parser.error("--rival-schools: the first is not counted, so there have to be two")
    return arguments


@contextmanager
def _telling() -> Iterator[Say]:
    """What says what is being measured: in place on a terminal, else a line each."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda words: print(words, file=sys.stderr)
        return
    with console.status("") as status:
        yield status.update


def _against(arguments: argparse.Namespace, folder: Path, say: Say) -> Against:
    """Measured over the first schools, which are the same in a fleet of any size."""
    fleet.write(folder / "root", arguments.rival_schools, arguments.policies)
    copies = writers.copies(folder / "root")
    documents = [document for copy in copies for document in copy.documents]
    installed, found, left_out = Rivals(arguments.rivals.absolute()), {}, []
    written = None
    say("The writers alone")
    alone = writers.alone(folder / "root")
    weasyprint, strictdoc = installed.program("weasyprint"), installed.program("strictdoc")
    python = installed.program("python") if installed.has("docxtpl") else None
    if weasyprint:
        say("The script")
        script = rivals.script(copies, weasyprint, folder / "script")
        found["script"], written = script.seconds, script.disk
    else:
        left_out.append("the script, for WeasyPrint is not installed")
    if python:
        say("docxtpl")
        found["docxtpl"] = rivals.docxtpl(documents, python)
    else:
        left_out.append("docxtpl, which is not installed")
    if strictdoc:
        say("StrictDoc")
        found["StrictDoc"] = rivals.strictdoc(documents, strictdoc, folder)
    else:
        left_out.append("StrictDoc, which is not installed")
    return Against(alone, found, written, tuple(left_out))


def _measured(one: Fleet, what: str, build: Callable[[], Run], say: Say) -> Measured:
    found: list[Run] = []
    while len(found) < REPEATS and sum(each.seconds for each in found) < LONG:
        say(f"{one.schools} schools: {what}, run {len(found) + 1}")
        found.append(build())
    return Measured(
        median(each.seconds for each in found), max(each.peak or 0 for each in found), len(found)
    )


def _builds(one: Fleet, say: Say) -> tuple[Measured, list[Row]]:
    """The cold build, and the rows of all builds."""
    steps: dict[str, Callable[[], Run]] = {
        "cold": one.cold,
        "nothing to do": one.build,
        "one school's colour changed": one.after(lambda: fleet.recolour(one.root, one.first)),
        "that school alone, cold": one.alone,
        "one clause edited": one.after(lambda: fleet.edit_clause(one.root)),
        "one new edition adopted by all": one.after(lambda: fleet.new_edition(one.root)),
    }
    found = {what: _measured(one, what, build, say) for what, build in steps.items()}
    compared = {
        "nothing to do": ("cold", "0.02 at 1,000"),
        "one school's colour changed": ("that school alone, cold", "3"),
        "one clause edited": ("cold", "0.71 at 200"),
        "one new edition adopted by all": ("cold", ""),
    }
    rows: list[Row] = []
    for what, measured in found.items():
        other, wanted = compared.get(what, ("", ""))
        ratio = _ratio(measured.seconds, found[other].seconds) if other else ""
        count = 1 if "alone" in what else one.schools
        each = _ms(measured.seconds / count)
        peak = _mb(measured.peak)
        seconds = f"{measured.seconds:.2f}"
        rows.append((one.schools, what, seconds, measured.runs, each, peak, ratio, other, wanted))
    return found["cold"], rows


def _formats(one: Fleet, cold: Measured, against: Against, say: Say) -> Iterator[Row]:
    """What a copy adds to a cold build, a site or a document, against its writer and the rivals:
    all formats, less all but this one, so that what any build has to do counts for none of them.
    """
    documents = one.schools * one.policies
    known = {("all", one.jobs): cold.seconds}

    def seconds(without: str, jobs: int) -> float:
        if (without, jobs) not in known:
            formats = ",".join(name for name in FORMATS if name != without)
            found = _measured(
                one,
                f"without {without} by {jobs}" if without != "all" else f"all by {jobs}",
                lambda: one.cold("--format", formats, jobs=jobs),
                say,
            )
            known[without, jobs] = found.seconds
        return known[without, jobs]

    def added(name: str, jobs: int) -> float:
        count = one.schools if name == "web" else documents
        return (seconds("all", jobs) - seconds(name, jobs)) / count

    def row(name: str, jobs: int, ours: float, other: str, theirs: float, wanted: str) -> Row:
        each = _ms(ours), other, _ms(theirs), _ratio(ours, theirs)
        return (one.schools, name, jobs, *each, wanted)

    if "script" in against.rivals:
        ours = cold.seconds / one.schools
        theirs = against.rivals["script"]
        yield row("all, with start", one.jobs, ours, "the script", theirs, "0.1 at 200")
    if cold.seconds > LONG:
        return
    for name, writer in FORMATS.items():
        yield row(name, 1, added(name, 1), f"{writer} alone", against.writers[name], "1.5")
    for name, other in (("word", "docxtpl"), ("web", "StrictDoc")):
        if other in against.rivals:
            theirs = against.rivals[other] * (one.policies if name == "web" else 1)
            wanted = "1" if name == "word" else ""
            yield row(name, one.jobs, added(name, one.jobs), other, theirs, wanted)


def _size(one: Fleet, cold: Measured, before: tuple[int, int] | None, against: Against) -> Row:
    """Memory against the fleet before, and disk against what copies of the files would take."""
    copies = one.out.with_name("copies")
    one.build("--copy", out=copies)
    sites, copied_sites = (disk(out / "sites", without="documents") for out in (one.out, copies))
    ours, copied = disk(one.out), disk(copies)
    shutil.rmtree(copies)
    grown = f"{_ratio(cold.peak, before[1])} of {before[0]}'s" if before and before[1] else ""
    script = _ratio(sites, against.disk * one.schools) if against.disk else ""
    of_sites = _mb(sites), script, _ratio(sites, copied_sites)
    return one.schools, _mb(cold.peak), grown, *of_sites, _mb(ours), _ratio(ours, copied)


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines: list[Row] = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"


def _mb(size: int) -> str:
    return f"{size / MB:,.0f}"


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.3f}"


def _machine() -> str:
    """What the figures come from."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8").splitlines() if information.is_file() else []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    said = subprocess.run([PANDOC, "--version"], capture_output=True, text=True, check=True)
    return ", ".join(
        (
            f"{os.cpu_count()} cores of {models[0] if models else platform.machine()}",
            f"{platform.system()} {platform.release()}",
            f"Python {platform.python_version()}",
            said.stdout.splitlines()[0],
            *(f"{name} {version(name)}" for name in ("typst", "mkdocs", "mkdocs-material")),
        )
    )
