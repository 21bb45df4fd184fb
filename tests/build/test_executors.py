"""The same outcomes wherever the work is done, and what is lost is done again."""

import itertools
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest

from clausework.build import executors
from clausework.build.executors import AHEAD, Lost, NotAllowed


def product(shared: int, job: int) -> int:
    if job == 7:
        raise ValueError("no sevens")
    return shared * job


def dies_once(folder: str, job: int) -> int:
    """The worker that is given the fifth job is killed, the first time."""
    if job == 5:
        try:
            (Path(folder) / "died").touch(exist_ok=False)
        except FileExistsError:
            return job
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return job


def always_dies(folder: str, job: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return job


@pytest.mark.parametrize("count", [1, 2])
def test_outcomes_come_with_their_jobs(count: int) -> None:
    with executors.local(3, count) as workers:
        found = dict(workers.run(product, range(10)))
    lost = found.pop(7)
    assert isinstance(lost, Lost)
    assert str(lost) == "ValueError: no sevens"
    assert found == {job: 3 * job for job in range(10) if job != 7}


def test_jobs_are_taken_only_as_there_is_room() -> None:
    taken = 0

    def jobs() -> Iterator[int]:
        nonlocal taken
        for job in range(1, 101):
            taken = job
            yield 8

    with executors.local(1, 2) as workers:
        for done, _ in enumerate(itertools.islice(workers.run(product, jobs()), 50), 1):
            assert taken <= done + 2 * AHEAD


def test_a_lost_worker_is_survived(tmp_path: Path) -> None:
    with executors.local(str(tmp_path), 2) as workers:
        found = dict(workers.run(dies_once, range(20)))
    assert (tmp_path / "died").exists()
    assert found == {job: job for job in range(20)}


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    with executors.local("", 2) as workers:
        ((job, outcome),) = workers.run(always_dies, [1])
    assert job == 1
    assert isinstance(outcome, Lost)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://scheduler.example:8786", "unencrypted"),
        ("tcp://10.0.0.8:8786", "unencrypted"),
        ("tcp://[::2]:8786", "unencrypted"),
        ("scheduler.example:8786", "not the address of a scheduler"),
        ("https://scheduler.example", "not the address of a scheduler"),
        ("", "not the address of a scheduler"),
    ],
)
def test_addresses_that_are_not_used(address: str, words: str) -> None:
    with pytest.raises(NotAllowed, match=words), executors.cluster(1, address):
        pass


def test_a_scheduler_that_does_not_answer_is_an_error_of_the_surroundings() -> None:
    with (
        # It is tried again for half a minute otherwise.
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(OSError),
        executors.cluster(1, "tcp://127.0.0.1:9"),
    ):
        pass
