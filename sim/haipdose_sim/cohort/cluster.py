"""Chunks on the workers of a Dask scheduler, with every way in which that can fail said in words.

A worker that dies costs its chunks, which others run again; new workers are used as they come. Every chunk first sees
that its worker has the same code and computes the same numbers as this machine, or the answer would depend on where a
chunk ran.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from time import monotonic
from typing import Any, Final

from distributed import Client, KilledWorker, Security
from distributed.comm.core import connect
from numpy.typing import NDArray

from haipdose.errors import ClusterError, InputError
from haipdose_sim.cohort.same_numbers import fingerprint

Tallies = tuple[NDArray[Any], ...]
Chunk = Callable[[int, int], Tallies]
Coming = Future[Tallies]
Results = Generator[tuple[int, Tallies], None, None]

SECONDS_TO_CONNECT: Final = 5
SECONDS_WITHOUT_WORKERS: Final = 30.0
CHUNKS_FOR_EACH_THREAD: Final = 4
RETRIES: Final = 3
"""How often a chunk that ended in an error is tried again, perhaps by another worker."""

_LOOK_ROUND_S: Final = 1.0
_PACKAGES: Final = ("haipdose", "numba", "numpy")


class OtherNumbers(Exception):
    """This worker would compute other numbers."""


def same_chunk(expected: str, chunk: Chunk, first: int, last: int) -> Tallies:
    """Run a chunk where it gives the same numbers as at home. Raises OtherNumbers elsewhere."""
    if fingerprint() != expected:
        msg = "the code or the mathematics library of a worker differs from those here"
        raise OtherNumbers(msg)
    return chunk(first, last)


def on_cluster(chunk: Chunk, ranges: list[tuple[int, int]], scheduler: str) -> Results:
    """The results of ``chunk`` over ``ranges`` as they come, each with how many it stands for.

    Raises:
        InputError: this is no address of a scheduler.
        ClusterError: nothing answers there, no worker is left, a worker is not fit for it, or the scheduler is gone.
    """
    if not scheduler.startswith(("tcp://", "tls://")):
        raise InputError(
            "This is not the address of a Dask scheduler.",
            code="simulate.scheduler",
            field="scheduler",
            found=scheduler[:100],
            allowed="tcp://HOST:PORT",
        )
    with _connected(scheduler) as client, _said(scheduler):
        run = _Run(client, chunk)
        todo = iter(ranges)
        running: dict[Coming, int] = {}
        try:
            while True:
                run.look_round()
                for first, last in islice(todo, max(0, run.most - len(running))):
                    running[run.submit(first, last)] = last - first
                if not running:
                    return
                for ended in wait(running, timeout=_LOOK_ROUND_S, return_when=FIRST_COMPLETED).done:
                    yield running.pop(ended), ended.result()
        finally:
            for coming in running:
                coming.cancel()


class _Run:
    """One run on a cluster: who works, and how many chunks may be under way.

    A few for each thread and no more: results that nobody has added yet cost memory.
    """

    def __init__(self, client: Client, chunk: Chunk) -> None:
        self.client = client
        self.chunk = chunk
        tornado: Any = client.loop
        self.loop: asyncio.AbstractEventLoop = tornado.asyncio_loop
        self.expected = fingerprint()
        self.most = 0
        self._looked = -_LOOK_ROUND_S
        self._seen_working = monotonic()
        _check_packages(client)

    def submit(self, first: int, last: int) -> Coming:
        """Give a chunk to the cluster. Its result is fetched as it comes: a worker that hangs holds nobody else up."""
        future = self.client.submit(same_chunk, self.expected, self.chunk, first, last, pure=False, retries=RETRIES)
        return asyncio.run_coroutine_threadsafe(self._fetch(future), self.loop)

    async def _fetch(self, future: Any) -> Tallies:
        fetched: Tallies = await self.client.gather(future, asynchronous=True)  # type: ignore[no-untyped-call]
        return fetched

    def look_round(self) -> None:
        """Count the workers, at most once a second; without any, wait for some and then give up."""
        if monotonic() - self._looked < _LOOK_ROUND_S and self.most:
            return
        threads = sum(self.client.nthreads().values())  # type: ignore[no-untyped-call]
        self._looked = monotonic()
        self.most = max(1, CHUNKS_FOR_EACH_THREAD * threads)
        if threads:
            self._seen_working = self._looked
        elif self._looked - self._seen_working > SECONDS_WITHOUT_WORKERS:
            raise ClusterError(
                f"The scheduler has had no worker for {SECONDS_WITHOUT_WORKERS:.0f} seconds.",
                code="cluster.no-workers",
                remedy="Start workers ('dask worker ADDRESS') and try again.",
            )


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    try:
        with ThreadPoolExecutor(1) as elsewhere:  # the caller's thread may have an event loop of its own
            elsewhere.submit(asyncio.run, _knock(scheduler)).result()
        client = Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=SECONDS_TO_CONNECT, set_as_default=False
        )
    except Exception as error:  # what answers may be anything: even a MemoryError was seen, from an HTTP server
        raise ClusterError(
            f"No Dask scheduler answers at {scheduler}.",
            code="cluster.unreachable",
            remedy="Start one ('dask scheduler'), or leave --scheduler out.",
        ) from error
    with client:
        yield client


async def _knock(scheduler: str) -> None:
    """One greeting with an end to the waiting, which Dask's client lacks where something silent listens."""
    arguments = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    greeting = connect(  # type: ignore[no-untyped-call]
        scheduler, timeout=SECONDS_TO_CONNECT, **arguments
    )
    comm = await asyncio.wait_for(greeting, SECONDS_TO_CONNECT)
    await comm.close()


@contextmanager
def _said(scheduler: str) -> Iterator[None]:
    """What the cluster did, as errors with a remedy."""
    try:
        yield
    except KilledWorker as error:
        raise ClusterError(
            "One piece of the work was on several workers that died.",
            code="cluster.workers-die",
            remedy="See the workers' own logs; they may lack memory.",
        ) from error
    except (OtherNumbers, ImportError, AttributeError) as error:
        raise ClusterError(
            f"A worker is not fit for this: {error}.",
            code="cluster.worker-differs",
            remedy="Install the same haipdose with its extra 'simulation' on one kind of machine everywhere.",
        ) from error
    except (CancelledError, asyncio.CancelledError, OSError) as error:
        raise ClusterError(
            f"The scheduler at {scheduler} went away before the end.",
            code="cluster.lost",
            remedy="Start it and its workers again, and run this again: the same seed gives the same answer.",
        ) from error


def _check_packages(client: Client) -> None:
    """See that scheduler and workers have the same packages as this machine, by name. Raises ClusterError."""
    found: Any = client.get_versions(packages=_PACKAGES)
    here = found["client"]["packages"]
    faults = []
    for where, told in [("the scheduler", found["scheduler"]), *found["workers"].items()]:
        packages = told["packages"]
        wanted = [("python", _minor)] + [(name, str) for name in _PACKAGES]
        faults += [
            f"{where} has {name} {packages.get(name) or 'not installed'}, here it is {here[name]}"
            for name, form in wanted
            if form(packages.get(name)) != form(here[name])
        ]
    if faults:
        raise ClusterError(
            f"The cluster differs from this machine: {'; '.join(faults[:5])}.",
            code="cluster.packages",
            remedy="Install the same haipdose with its extra 'simulation' everywhere.",
        )


def _minor(version: object) -> str:
    return ".".join(str(version).split(".")[:2])
