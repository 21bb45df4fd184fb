"""`python -m benchmarks check`: what the local changes of one school cost, by their number."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Ratio, show_ratios, show_times
from benchmarks.process import run
from benchmarks.texts import ROOT

SCHOOL, POLICY = "example-meadow", "mobile-phones"
OLD, NEW = "1.0", "2.0"
# Of the larger number against the smaller, where it is ten times as large.
TARGET = 10.0
_COMMANDS = {
    "check": ["check"],
    "build": ["build", "--jobs", "1"],
    "adopt": ["adopt", SCHOOL, POLICY, NEW],
}


def main(arguments: Sequence[str]) -> None:
    """Measure commands on a school with so many local changes, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks check")
    parser.add_argument("--local", default="40,400", metavar="N,N", help="how many local changes")
    counts = sorted(map(int, parser.parse_args(arguments).local.split(",")))
    times: dict[str, dict[int, float]] = {name: {} for name in _COMMANDS}
    for count in counts:
        with TemporaryDirectory() as folder:
            root = Path(folder)
            write(root, count)
            for name, command in _COMMANDS.items():
                own = ["--out", str(root / "out")] if name == "build" else []
                whole = [sys.executable, str(ROOT / "build.py"), *command, "--root", folder, *own]
                times[name][count] = run(whole).seconds
    for name, found in times.items():
        show_times(name, {f"{count} local changes": time for count, time in found.items()})
    show_ratios(list(_ratios(times["check"])))


def _ratios(times: dict[int, float]) -> Iterator[Ratio]:
    first, *_, last = sorted(times)
    yield Ratio(f"check: {last} local changes against {first}", times[last] / times[first], TARGET)


def write(root: Path, count: int) -> None:
    """A root with one school that has changed each of so many clauses of a policy, and a version
    to which these changes are to be taken.
    """
    about = "id: {0}\ntitle: Mobile Phone Policy\nowner: Example HR\nbinding: adapt\n"
    files = {
        "policy/authorities.yaml": "looked_on: 2026-01-01\nauthorities: {}\n",
        "policy/terms.yaml": "setting: {default: {one: school, many: schools}}\n",
        f"policy/{POLICY}/policy.yaml": about.format(POLICY),
        f"policy/{POLICY}/{OLD}.yaml": _version(OLD, count),
        f"policy/{POLICY}/{NEW}.yaml": _version(NEW, count),
        f"schools/{SCHOOL}/school.yaml": "\n".join(_school(count)) + "\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _version(number: str, count: int) -> str:
    follows = "null" if number == OLD else f'"{OLD}"'
    lines = [f'version: "{number}"', "status: proposed", f"follows: {follows}", "summary: S."]
    lines += ["sections:", *_sections(number, count)]
    if number == NEW:
        lines += ["changes:"]
        lines += [
            f"  - {{clause: clause-{index}, reason: It is urgent., weight: substantive}}"
            for index in range(count)
        ]
    return "\n".join(lines) + "\n"


def _sections(number: str, count: int) -> Iterable[str]:
    when = "today" if number == OLD else "at once"
    for index in range(count):
        if index % 10 == 0:
            yield f"  - id: section-{index}"
            yield f"    title: Part {index} of {count}"
            yield "    clauses:"
        yield f"      - id: clause-{index}"
        yield "        text: >-"
        yield f"          Staff keep list {index} of {count} in the safe of the {{{{ setting }}}}"
        yield f"          and tell the office {when}."


def _school(count: int) -> Iterable[str]:
    yield f"id: {SCHOOL}"
    yield "name: Example Meadow Primary School"
    yield "example: true"
    yield "type: community"
    yield 'brand: {primary: "#1f4e79", accent: "#7a3d00"}'
    yield "adopts:"
    yield f"  {POLICY}:"
    yield f'    version: "{OLD}"'
    yield "    variations:"
    for index in range(count):
        yield f"      - replace: clause-{index}"
        yield "        text: >-"
        yield f"          Staff keep list {index} of {count} in the locker of the {{{{ setting }}}}"
        yield "          and tell the office today."
        yield "        reason: We have lockers."
