"""The same chunks on threads of this machine or on workers of a Dask cluster; the answer doesn't depend on which.

A chunk is a range of numbers; what it returns are arrays of whole numbers, added up. Whole numbers add exactly, so the
order in which chunks arrive, and a chunk done twice after a worker died (only one result is taken), change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tallies = tuple[NDArray[Any], ...]
Chunk = Callable[[int, int], Tallies]
Progress = Callable[[int, int], None]
Results = Generator[tuple[int, Tallies], None, None]
"""Tallies as they come, each with how many it stands for."""


def in_chunks(
    chunk: Chunk,
    total: int,
    *,
    size: int,
    threads: int = 1,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Tallies:
    """Run ``chunk(first, last)`` over 0 to ``total`` and add the results up.

    Args:
        chunk: a pure function of its range; on a cluster it must be possible to send it to a worker.
        total: how many in all, at least 1.
        size: how many in a chunk.
        threads: of this machine; not used with a scheduler.
        scheduler: the address of a Dask scheduler, ``tcp://…``.
        progress: told how many are done, of how many.

    Raises:
        InputError: no address of a scheduler.
        ClusterError: the cluster cannot do it; see :mod:`haipdose_sim.cohort.cluster`.
    """
    tallies: Tallies | None = None
    with closing(
        as_they_come(chunk, total, size=size, threads=threads, scheduler=scheduler, progress=progress)
    ) as results:
        for result in results:
            if tallies is None:
                tallies = tuple(np.array(part) for part in result)
            else:
                for mine, part in zip(tallies, result, strict=True):
                    np.add(mine, part, out=mine)
    if tallies is None:
        msg = "nothing to simulate"
        raise ValueError(msg)
    return tallies


def as_they_come(
    chunk: Chunk,
    total: int,
    *,
    size: int,
    threads: int = 1,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Generator[Tallies, None, None]:
    """The results of ``chunk(first, last)`` over 0 to ``total``, in any order: a result has to say what it is of.

    Arguments and errors are those of :func:`in_chunks`.
    """
    ranges = [(first, min(first + size, total)) for first in range(0, total, size)]
    if scheduler is None:
        results = _local(chunk, ranges, threads)
    else:
        from haipdose_sim.cohort.cluster import on_cluster

        results = on_cluster(chunk, ranges, scheduler)
    done = 0
    with closing(results):
        for count, result in results:
            yield result
            done += count
            if progress is not None:
                progress(done, total)


def _local(chunk: Chunk, ranges: list[tuple[int, int]], threads: int) -> Results:
    """Results as they come; only twice as many chunks as threads are under way, so memory stays flat."""
    if threads == 1:
        for first, last in ranges:
            yield last - first, chunk(first, last)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from _bounded(lambda first, last: pool.submit(chunk, first, last), ranges, 2 * threads)
        finally:
            pool.shutdown(cancel_futures=True)  # after a stop: what has not begun is not done


def _bounded(submit: Callable[[int, int], Future[Tallies]], ranges: Iterable[tuple[int, int]], most: int) -> Results:
    waiting: dict[Future[Tallies], int] = {}
    for first, last in ranges:
        waiting[submit(first, last)] = last - first
        if len(waiting) >= most:
            yield from _finished(waiting)
    while waiting:
        yield from _finished(waiting)


def _finished(waiting: dict[Future[Tallies], int]) -> Results:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future.result()
