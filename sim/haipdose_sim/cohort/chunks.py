"""The same chunks on threads of this machine or on workers of a Dask cluster; the answer doesn't depend on which.

A chunk is a range of numbers; what it returns are arrays of whole numbers, added up. Whole numbers add exactly, so the
order in which chunks arrive, and a chunk done twice after a worker died (only one result is taken), change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tallies = tuple[NDArray[Any], ...]
Chunk = Callable[[int, int], Tallies]
Progress = Callable[[int, int], None]


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
    """
    ranges = [(first, min(first + size, total)) for first in range(0, total, size)]
    results = _local(chunk, ranges, threads) if scheduler is None else _cluster(chunk, ranges, scheduler)
    tallies: Tallies | None = None
    done = 0
    for count, result in results:
        if tallies is None:
            tallies = tuple(np.array(part) for part in result)
        else:
            for mine, part in zip(tallies, result, strict=True):
                np.add(mine, part, out=mine)
        done += count
        if progress is not None:
            progress(done, total)
    if tallies is None:
        msg = "nothing to simulate"
        raise ValueError(msg)
    return tallies


def _local(chunk: Chunk, ranges: list[tuple[int, int]], threads: int) -> Iterator[tuple[int, Tallies]]:
    """Results as they come; only twice as many chunks as threads are under way, so memory stays flat."""
    if threads == 1:
        for first, last in ranges:
            yield last - first, chunk(first, last)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from _bounded(lambda first, last: pool.submit(chunk, first, last), ranges, 2 * threads)


def _bounded(
    submit: Callable[[int, int], Future[Tallies]], ranges: Iterable[tuple[int, int]], most: int
) -> Iterator[tuple[int, Tallies]]:
    waiting: dict[Future[Tallies], int] = {}
    for first, last in ranges:
        waiting[submit(first, last)] = last - first
        if len(waiting) >= most:
            yield from _finished(waiting)
    while waiting:
        yield from _finished(waiting)


def _finished(waiting: dict[Future[Tallies], int]) -> Iterator[tuple[int, Tallies]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future.result()


def _cluster(chunk: Chunk, ranges: list[tuple[int, int]], scheduler: str) -> Iterator[tuple[int, Tallies]]:
    """Chunks on a Dask cluster; a chunk of a worker that died is run again by another."""
    from distributed import Client, as_completed

    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        most = max(4, 4 * sum(client.nthreads().values()))
        todo = iter(ranges)
        sizes: dict[str, int] = {}

        def submit() -> Any | None:
            following = next(todo, None)
            if following is None:
                return None
            future = client.submit(chunk, *following, pure=False, retries=3)
            sizes[future.key] = following[1] - following[0]
            return future

        first = [future for future in (submit() for _ in range(most)) if future is not None]
        running = as_completed(first)  # type: ignore[no-untyped-call]
        for future in running:
            yield sizes.pop(future.key), future.result()
            following = submit()
            if following is not None:
                running.add(following)  # type: ignore[no-untyped-call]
