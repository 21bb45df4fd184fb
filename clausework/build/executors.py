"""Where work is done: in this process, in several on this machine, or on a Dask cluster.

The results are the same bytes everywhere.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from clausework.store.failures import in_words, trace

J = TypeVar("J")
R = TypeVar("R")

# How often in all a job is tried when its worker is lost.
TRIES = 3
# Jobs queued for each worker: enough to keep it busy, and no more are held.
AHEAD = 2


class NotAllowed(Exception):
    """A cluster that is not used; the text says why."""


class Lost(Exception):
    """Replaces a lost job's outcome; the text says why, `trace` where it came from."""

    trace: str = ""


class Workers(Protocol):
    """Carries out jobs, each with one value that all of them share."""

    def run(
        self, function: Callable[[Any, J], R], jobs: Iterable[J]
    ) -> Iterator[tuple[J, R | Lost]]:
        """Call `function` with the shared value and each job; yield each job with its outcome.

        Jobs are taken only when there is room for them.
        """


class Here:
    """This process alone."""

    def __init__(self, shared: object) -> None:
        self._shared = shared

    def run(
        self, function: Callable[[Any, J], R], jobs: Iterable[J]
    ) -> Iterator[tuple[J, R | Lost]]:
        """As `Workers` says."""
        for job in jobs:
            try:
                yield job, function(self._shared, job)
            except Exception as error:  # noqa: BLE001 one failed job must not stop the others
                yield job, lost(error)


class Elsewhere:
    """Other processes, `count` of them.

    `start` returns an executor, a new one after a loss, and `shared` is what the executor gets for
    the shared value.
    """

    def __init__(self, start: Callable[[], Executor], shared: object, count: int) -> None:
        self._start = start
        self._executor = start()
        self._shared = shared
        self._count = count

    def run(
        self, function: Callable[[Any, J], R], jobs: Iterable[J]
    ) -> Iterator[tuple[J, R | Lost]]:
        """As `Workers` says."""
        waiting: dict[Future[R], tuple[J, int]] = {}
        source = iter(jobs)
        while True:
            while len(waiting) < self._count * AHEAD:
                try:
                    job = next(source)
                except StopIteration:
                    break
                waiting[self._submit(function, job)] = (job, 1)
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                job, tries = waiting.pop(future)
                error = future.exception()
                if error is None:
                    yield job, future.result()
                elif isinstance(error, BrokenProcessPool) and tries < TRIES:
                    waiting[self._submit(function, job)] = (job, tries + 1)
                else:
                    yield job, lost(error)

    def _submit(self, function: Callable[[Any, J], R], job: J) -> Future[R]:
        try:
            return self._executor.submit(function, self._shared, job)
        except BrokenProcessPool:
            # One lost worker ends its whole pool.
            self.close()
            self._executor = self._start()
            return self._executor.submit(function, self._shared, job)

    def close(self) -> None:
        """Stop the workers."""
        self._executor.shutdown(cancel_futures=True)


def lost(error: BaseException) -> Lost:
    """The outcome of a job that ends with an error."""
    found = Lost(in_words(error))
    found.trace = trace(error)
    return found


@contextmanager
def local(shared: object, count: int) -> Iterator[Workers]:
    """Processes on this machine; for a count of one, the present process."""
    if count == 1:
        yield Here(shared)
        return
    # A forked copy of a process in which typst runs threads would wait for them indefinitely.
    context = multiprocessing.get_context("spawn")
    workers = Elsewhere(lambda: ProcessPoolExecutor(count, mp_context=context), shared, count)
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def cluster(shared: object, scheduler: str) -> Iterator[Workers]:
    """The workers of a Dask cluster, by the address of its scheduler.

    Raises NotAllowed for an address to which data would go unencrypted, and where the package
    `distributed` is missing; OSError where nothing answers.
    """
    address = urlsplit(scheduler)
    if address.scheme not in ("tcp", "tls"):
        raise NotAllowed(
            f'"{scheduler}" is not the address of a scheduler, such as tls://host:8786'
        )
    if address.scheme == "tcp" and not _on_this_machine(address.hostname or ""):
        raise NotAllowed(
            f"{scheduler} is another machine, and texts that schools have not published yet would "
            "be sent there unencrypted. Use tls://, with the certificates in Dask's settings "
            "(distributed.comm.tls)."
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise NotAllowed(
            "a Dask cluster needs the package distributed: pip install 'clausework[dask]'"
        ) from error
    with Client(scheduler, set_as_default=False) as client:
        threads = sum(client.nthreads().values())
        # Sent once, not with every job.
        everywhere = client.scatter(shared, broadcast=True, hash=False)
        yield Elsewhere(lambda: client.get_executor(pure=False), everywhere, max(1, threads))


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
