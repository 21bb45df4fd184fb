"""The long run: turns through all properties until the time is over, then what was tried.

`--only NAME --turn N` tries one turn again, as the line under a failure says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.fuzz.catalogue import PROPERTIES
from tests.fuzz.properties import Failure, Kind, Property, Turn, turn

COMPARED: dict[Kind, str] = {
    "words": "the words of page, PDF and Word copy with those of the document",
    "pairs-pandoc": "a redline accepted and rejected by pandoc with the clean copies",
    "pairs-libreoffice": "the same by LibreOffice, with the styles of paragraphs",
    "upgrades": "a school's words with what is printed or named after an upgrade",
    "hostile": "what is built of hostile files, or reported of them",
    "stops": "the files of a root after a write was stopped",
    "two-at-a-time": "the files of a root after two commands at once",
    "flips": "what verify reports of damaged outputs",
}
Asked = tuple[Property, int]


@dataclass
class Tally:
    """What each turn tried, and the failures with their turns."""

    seed: int
    turns: list[tuple[Property, Turn]] = field(default_factory=list)
    failures: list[tuple[Property, int, Failure]] = field(default_factory=list)

    def add(self, one: Property, number: int, found: Turn) -> None:
        self.turns.append((one, found))
        if found.failure:
            self.failures.append((one, number, found.failure))
            print(_told(one, number, found, self.seed), flush=True)

    def failed(self, one: Property) -> bool:
        return any(other.name == one.name for other, _, _ in self.failures)

    def rows(self) -> list[dict[str, object]]:
        """For each kind, how many cases were tried and right, and what was compared."""
        return [
            {
                "kind": kind,
                "tried": sum(found.tried for one, found in self.turns if one.kind == kind),
                "right": sum(found.right for one, found in self.turns if one.kind == kind),
                "compared": COMPARED[kind],
            }
            for kind in COMPARED
            if any(one.kind == kind for one, _ in self.turns)
        ]


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a long run, or one turn of it. Returns 1 where a property failed."""
    parser = _parser()
    asked = parser.parse_args(argv)
    if asked.turn is not None and asked.only is None:
        parser.error("--turn needs --only NAME: a turn is of one property")
    tally = Tally(asked.seed)
    chosen = [one for one in PROPERTIES if asked.only in (None, one.name)]
    if asked.turn is None:
        _take_turns(tally, chosen, asked.fuzz, asked.jobs)
    else:
        tally.add(chosen[0], asked.turn, _turn(chosen[0], asked.turn, asked.seed))
    print(_table(tally, asked.fuzz))
    if asked.json:
        figures = {"seed": asked.seed, "seconds": asked.fuzz, "kinds": tally.rows()}
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 1 if tally.failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py test", description=__doc__)
    parser.add_argument("--fuzz", type=float, required=True, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=0, help="what the examples are made from")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", choices=[one.name for one in PROPERTIES], help="one property")
    parser.add_argument("--turn", type=int, help="with --only: this turn of it and no other")
    return parser


def _take_turns(tally: Tally, properties: Sequence[Property], seconds: float, jobs: int) -> None:
    """A property that failed has no more turns: it would find the same again."""
    until = time.monotonic() + seconds
    order = _order(tally, properties)
    waiting: dict[Future[Turn], Asked] = {}
    with ProcessPoolExecutor(jobs) as executor:
        while True:
            while len(waiting) < jobs and time.monotonic() < until and (asked := next(order, None)):
                waiting[executor.submit(_turn, *asked, tally.seed)] = asked
            if not waiting:
                return
            for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                tally.add(*waiting.pop(done), done.result())


def _order(tally: Tally, properties: Sequence[Property]) -> Iterator[Asked]:
    for number in count():
        left = [one for one in properties if not tally.failed(one)]
        if not left:
            return
        yield from ((one, number) for one in left if not tally.failed(one))


def _turn(one: Property, number: int, seed: int) -> Turn:
    own = hashlib.sha256(f"{seed} {number} {one.name}".encode()).digest()
    return turn(one, int.from_bytes(own[:8]), one.batch)


def _told(one: Property, number: int, found: Turn, seed: int) -> str:
    assert found.failure
    again = f"--fuzz 0 --seed {seed} --only '{one.name}' --turn {number}"
    return "\n".join(
        [
            f"FAILED: {one.name}, turn {number}, after {found.tried} cases",
            found.failure.files,
            found.failure.error,
            f"Again: python3 build.py test {again}\n",
        ]
    )


def _table(tally: Tally, seconds: float) -> str:
    rows = [
        f"| {row['kind']} | {row['tried']} | {row['right']} | {row['compared']} |"
        for row in tally.rows()
    ]
    return "\n".join(
        [
            f"Seed {tally.seed}, {seconds:g} seconds:\n",
            "| kind | tried | right | what was compared |",
            "|---|---:|---:|---|",
            *rows,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
