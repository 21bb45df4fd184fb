"""`python -m benchmarks policies`: what checks and builds cost, by the number of policies.

Four schools publish them all; each policy has three versions. A draft is edited, as HR does it all
day: what is done again must follow what changed, not what there is.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import fleet
from benchmarks.measure import Ratio, show_ratios, show_times
from benchmarks.process import run
from benchmarks.texts import ROOT
from clausework.store.store import FOLDER

SCHOOLS = 4
# Of the larger number of policies against one.
CHECK, BUILD = 3.0, 2.0
# A cold build is linear: of a policy, it takes no longer where there are more.
LINEAR = 1.0
# Of a page of HR's, in bytes.
PAGE = 200_000

Times = dict[str, dict[int, float]]


def main(arguments: Sequence[str]) -> None:
    """Measure commands on roots of so many policies, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks policies")
    parser.add_argument("--policies", default="1,40", metavar="N,N", help="how many policies")
    parser.add_argument("--check", action="store_true", help="measure check alone")
    given = parser.parse_args(arguments)
    counts = sorted(map(int, given.policies.split(",")))
    times: Times = {}
    largest = 0
    for count in counts:
        with TemporaryDirectory() as folder:
            root = Path(folder, "root")
            fleet.write(root, SCHOOLS, count, later=True)
            for name, seconds in _measured(root, build=not given.check):
                times.setdefault(name, {})[count] = seconds
            pages = (root / "out/hub").rglob("*.html")
            largest = max([largest, *(page.stat().st_size for page in pages)])
    for name, found in times.items():
        show_times(name, {f"{count} policies": time for count, time in found.items()})
    show_ratios(
        [*_ratios(times), Ratio("HR's largest page, in pages of 200 KB", largest / PAGE, 1)]
    )


def _measured(root: Path, *, build: bool) -> Iterator[tuple[str, float]]:
    yield "check, cold", _seconds("check", root)
    yield "check, nothing changed", _seconds("check", root)
    fleet.edit_draft(root)
    yield "check, one draft edited", _seconds("check", root)
    if not build:
        return
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    yield "build, cold", _seconds("build", root)
    yield "build, nothing to do", _seconds("build", root)
    fleet.edit_draft(root)
    yield "build, one draft edited", _seconds("build", root)


def _seconds(command: str, root: Path) -> float:
    return run([sys.executable, str(ROOT / "build.py"), command, "--root", str(root)]).seconds


def _ratios(times: Times) -> Iterator[Ratio]:
    for name, found in times.items():
        first, *_, last = sorted(found)
        ratio = found[last] / found[first]
        if name == "build, cold":
            yield Ratio(f"{name}: a policy of {last} against {first}", ratio * first / last, LINEAR)
        elif name.endswith("edited"):
            target = CHECK if name.startswith("check") else BUILD
            yield Ratio(f"{name}: {last} policies against {first}", ratio, target)
