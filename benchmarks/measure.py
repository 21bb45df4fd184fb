"""Medians of times, and the table that they are printed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from clausework.diff.words import _compared

REPEATS = 5


@dataclass(frozen=True)
class Ratio:
    """How a cost compares with what it is measured against, and the most that it may be."""

    what: str
    value: float
    target: float

    @property
    def verdict(self) -> str:
        return "met" if self.value <= self.target else "missed"


def seconds(work: Callable[[], object]) -> float:
    """The median time of some work, in seconds, after a run that is not counted."""
    work()
    return median(once(work) for _ in range(REPEATS))


def once(work: Callable[[], object]) -> float:
    """The time of one run of some work, in seconds, that knows nothing of the runs before it."""
    _compared.cache_clear()
    start = perf_counter()
    work()
    return perf_counter() - start


def show_times(title: str, times: dict[str, float]) -> None:
    """Print times, in milliseconds."""
    table = Table("", "ms", title=title, title_justify="left")
    for what, time in times.items():
        table.add_row(what, f"{time * 1000:.1f}")
    table.columns[1].justify = "right"
    Console().print(table)


def show_ratios(ratios: list[Ratio]) -> None:
    """Print ratios with their targets."""
    table = Table("", "ratio", "target", "", title="Ratios", title_justify="left")
    for ratio in ratios:
        value, target = f"{ratio.value:.3f}", f"at most {ratio.target:.3f}"
        table.add_row(ratio.what, value, target, ratio.verdict)
    Console().print(table)


def growth(what: str, times: dict[int, float]) -> Iterator[Ratio]:
    """The cost of a clause, against its cost in the text of half the size; a twentieth is allowed
    for what else the machine does.
    """
    sizes = sorted(times)
    for smaller, larger in pairwise(sizes):
        value = (times[larger] / larger) / (times[smaller] / smaller)
        yield Ratio(f"{what}: a clause of {larger} against one of {smaller}", value, 1.05)
