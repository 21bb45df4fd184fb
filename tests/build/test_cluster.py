"""The bytes of the outputs are the same from one process, from two, and from a Dask cluster whose
workers have nothing but the package, one of which is killed midway.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clausework.build import engine
from tests.support.places import PATIENCE, PROJECT, TODAY, silent
from tests.support.roots import OAK, write_root

SCHOOLS = 8


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    root = write_root(tmp_path / "fleet")
    text = (root / OAK).read_text("utf-8")
    for number in range(SCHOOLS - 2):
        folder = root / "schools" / f"example-{number}"
        folder.mkdir()
        own = text.replace("id: oak", f"id: {folder.name}").replace("Oak", f"Example {number}")
        (folder / "school.yaml").write_text(own, "utf-8")
    # The root's own template goes to the workers too.
    (root / "templates" / "web").mkdir(parents=True)
    shared = (PROJECT / "templates/web/search.md.j2").read_text("utf-8")
    (root / "templates/web/search.md.j2").write_text(f"{shared}\nOur own page.\n", "utf-8")
    return root


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine, each with an empty folder for its own."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    file = folder / "scheduler.json"

    def start(kind: str, *options: str) -> subprocess.Popen[bytes]:
        own = folder / f"{kind}{len(started)}"
        own.mkdir()
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--scheduler-file", file]
        options = ("--host", "127.0.0.1", "--no-dashboard", *options)
        with (own / "log").open("wb") as log:
            process = subprocess.Popen(
                [*map(str, command), *options], cwd=own, env=environment, stdout=log, stderr=log
            )
        started.append(process)
        return process

    started: list[subprocess.Popen[bytes]] = []
    try:
        start("scheduler", "--port", "0")
        until = time.monotonic() + PATIENCE
        while not file.is_file() and time.monotonic() < until:
            time.sleep(0.1)
        workers = [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
        from distributed import Client

        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
            address = client.scheduler.address
        yield address, workers
    finally:
        for process in started:
            process.kill()
            process.wait()


def outputs(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def build(root: Path, out: Path, progress: engine.Progress = silent, **how: object) -> None:
    result = engine.build(engine.Request(root, out, TODAY, **how), progress)  # type: ignore[arg-type]
    assert (result.failed, result.hub_failure, len(result.built)) == ({}, None, SCHOOLS)


def test_every_executor_makes_the_same_bytes(fleet: Path, tmp_path: Path) -> None:
    found = {}
    for jobs in (1, 2):
        build(fleet, tmp_path / f"out{jobs}", jobs=jobs)
        found[jobs] = outputs(tmp_path / f"out{jobs}")
        # The store would give the next one all of it.
        (fleet / ".clausework").rename(tmp_path / f"store{jobs}")
    with cluster(tmp_path) as (scheduler, workers):

        def kill_one(name: str, done: int, total: int) -> None:
            if done == 2:
                workers[0].kill()

        build(fleet, tmp_path / "out3", kill_one, scheduler=scheduler)
        assert workers[0].wait(PATIENCE) != 0
        assert workers[1].poll() is None
        found[3] = outputs(tmp_path / "out3")
    assert "Our own page." in found[1]["sites/oak/search.html"].decode()
    assert found[1] == found[2]
    assert found[1] == found[3]
