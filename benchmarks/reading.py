"""What reading copies back takes of a cold build, in one run of one process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks import fleet
from benchmarks.measure import Ratio
from clausework import engine, readback
from clausework.render import proofread

SCHOOLS, POLICIES = 20, 3
READ = (
    (readback, "check_pdf"),
    (readback, "check_word"),
    (readback, "check_page"),
    (proofread, "around"),
)


def run() -> list[Ratio]:
    """Build a fleet cold, and print the times of what reads it back, in ms a school."""
    spent: dict[str, float] = {}
    for module, name in READ:
        setattr(module, name, _timed(getattr(module, name), name, spent))
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        fleet.write(root, SCHOOLS, POLICIES)
        start = perf_counter()
        result = engine.build(engine.Request(root, root / "out"), lambda name, done, total: None)
        whole = perf_counter() - start
    assert len(result.built) == SCHOOLS
    for name, seconds in spent.items():
        print(f"{name}: {seconds / SCHOOLS * 1000:.1f} ms a school")
    print(f"the build: {whole / SCHOOLS * 1000:.1f} ms a school")
    return [Ratio("reading copies back, of a cold build", sum(spent.values()) / whole, 0.1)]


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = perf_counter()
        try:
            return function(*arguments)
        finally:
            spent[name] = spent.get(name, 0) + perf_counter() - start

    return timed
