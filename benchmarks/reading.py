"""What reading copies back takes of a cold build, in one run: time of processors, pandoc's too,
which a busy machine changes less than that of a clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from benchmarks import fleet
from benchmarks.measure import Ratio
from clausework import readback
from clausework.build import engine
from clausework.render import proofread
from clausework.render.common import pandoc

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
        start = process_time()
        result = engine.build(
            engine.Request(root, root / "out", date.today()), lambda name, done, total: None
        )
        # Its time is known when it has ended.
        pandoc._stop()
        whole = process_time() - start + sum(os.times()[2:4])
    assert len(result.built) == SCHOOLS
    for name, seconds in spent.items():
        print(f"{name}: {seconds / SCHOOLS * 1000:.1f} ms a school")
    print(f"the build: {whole / SCHOOLS * 1000:.1f} ms a school")
    return [Ratio("reading copies back, of a cold build", sum(spent.values()) / whole, 0.1)]


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = process_time()
        try:
            return function(*arguments)
        finally:
            spent[name] = spent.get(name, 0) + process_time() - start

    return timed
