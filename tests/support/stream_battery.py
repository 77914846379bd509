"""Statistical tests of random streams, and generators that are bad on purpose, for which the tests must ring.

A stream belongs to a virtual patient; a chunk is a run of patients. A source gives the numbers at addresses. Every test
yields p-values that are uniform when the numbers are independent and uniform; they are judged together: by the smallest
of them (Sidak) and by how they spread (Kolmogorov and Smirnov).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import fft, stats

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.streams import COURSE, SURVIVAL, uniforms
from haipdose_sim.cohort.virtual_patient import CYCLES, DAYS, DRAWS, STRETCHES

Source = Callable[[int, int, int, Sequence[int]], np.ndarray]
"""(stream, first patient, last patient, steps) -> uniform numbers of shape (patients, steps, 2)."""

PERSON = tuple(range(8))
STEPS = (
    *PERSON,
    *range(STRETCHES, STRETCHES + DRAWS),
    *range(CYCLES + DRAWS, CYCLES + DRAWS + 4),
    *(DAYS + DRAWS * day + draw for day in (0, 14, 15, 28) for draw in range(4)),
)
"""Addresses that a course draws at: of the person, of a stretch, of a cycle, of days."""
CELLS = 8
ENOUGH_FOR_SPREAD = 20


@dataclass(frozen=True)
class Verdict:
    """One test: how many p-values, the smallest as if it were the only one, and how they spread."""

    test: str
    count: int
    smallest: float
    spread: float

    @property
    def worst(self) -> float:
        return min(self.smallest, self.spread)


def battery(source: Source, other_seed: Source, *, chunks: int, patients: int) -> list[Verdict]:
    """Every test on ``chunks`` neighbouring chunks of ``patients`` each (even numbers)."""
    field = source(COURSE, 0, chunks * patients, STEPS)
    whole = field.reshape(chunks, -1)
    survival = source(SURVIVAL, 0, chunks * patients, STEPS).reshape(chunks, -1)
    other = other_seed(COURSE, 0, chunks * patients, STEPS).reshape(chunks, -1)
    along = field.reshape(chunks * patients, -1).T
    half = len(STEPS) // 2
    by_chunk = field.reshape(chunks, patients, len(STEPS), 2)
    return [
        judged("uniform within a chunk", [stats.kstest(each, "uniform").pvalue for each in whole]),
        judged("correlation of neighbouring chunks at every lag", map(every_lag, whole[:-1], whole[1:])),
        judged("pairs across neighbouring chunks", map(pairs, whole[:-1], whole[1:])),
        judged("pairs across neighbouring patients", (pairs(each[0::2], each[1::2]) for each in along)),
        judged("pairs across neighbouring steps", (pairs(c[:, 0::2], c[:, 1::2]) for c in by_chunk)),
        judged("pairs across purposes", (pairs(c[:, :half], c[:, half : 2 * half]) for c in by_chunk)),
        judged("pairs within a draw", (pairs(c[..., 0], c[..., 1]) for c in by_chunk)),
        judged("pairs across streams", map(pairs, whole, survival)),
        judged("pairs across neighbouring seeds", map(pairs, whole, other)),
        judged("runs along patients", map(runs, along)),
        judged("numbers drawn twice", [repeats(np.concatenate([whole, survival, other]).ravel())]),
    ]


def judged(test: str, pvalues: Iterator[float] | Sequence[float]) -> Verdict:
    found = np.array(list(pvalues))
    smallest = float(-np.expm1(len(found) * np.log1p(-min(found.min(), 1 - 1e-16))))
    spread = float(stats.kstest(found, "uniform").pvalue) if len(found) >= ENOUGH_FOR_SPREAD else 1.0
    return Verdict(test, len(found), smallest, spread)


def pairs(one: np.ndarray, other: np.ndarray) -> float:
    """Joint uniformity: chi-square over the cells of the unit square."""
    cells, *_ = np.histogram2d(one.ravel(), other.ravel(), bins=CELLS, range=[[0, 1], [0, 1]])
    return float(stats.chisquare(cells.ravel()).pvalue)


def every_lag(one: np.ndarray, other: np.ndarray) -> float:
    """The greatest correlation at any circular lag, over the normal distribution of so many."""
    n = len(one)
    a, b = (np.sqrt(12) * (each - 0.5) for each in (one, other))
    z = fft.irfft(fft.rfft(a) * np.conj(fft.rfft(b)), n) / np.sqrt(n)
    return float(-np.expm1(n * np.log1p(-min(2 * stats.norm.sf(np.abs(z).max()), 1 - 1e-16))))


def runs(sequence: np.ndarray) -> float:
    """Wald and Wolfowitz: runs above and below one half."""
    above = sequence > 0.5
    n1, n2 = int(above.sum()), int((~above).sum())
    if not n1 or not n2:
        return 0.0
    count = 1 + int((above[1:] != above[:-1]).sum())
    mean = 1 + 2 * n1 * n2 / (n1 + n2)
    variance = (mean - 1) * (mean - 2) / (n1 + n2 - 1)
    return float(2 * stats.norm.sf(abs(count - mean) / np.sqrt(variance)))


def repeats(numbers: np.ndarray) -> float:
    """Numbers of 53 bits that come twice: hardly any by chance."""
    count = len(numbers) - len(np.unique(numbers))
    expected = len(numbers) ** 2 / 2**54
    return float(stats.poisson.sf(count - 1, expected))


@compiled
def _fill(seed: int, stream: int, first: int, steps: np.ndarray, found: np.ndarray) -> None:
    for row in range(found.shape[0]):
        for place in range(found.shape[1]):
            found[row, place, 0], found[row, place, 1] = uniforms(seed, stream, first + row, steps[place])


def own(seed: int) -> Source:
    """The project's streams."""

    def source(stream: int, first: int, last: int, steps: Sequence[int]) -> np.ndarray:
        found = np.empty((last - first, len(steps), 2))
        _fill(seed, stream, first, np.array(steps, dtype=np.int64), found)
        return found

    return source


def philox_in_rounds(seed: int, rounds: int) -> Source:
    """Philox4x32 written a second time, in NumPy; with fewer than its ten rounds it is bad."""

    def source(stream: int, first: int, last: int, steps: Sequence[int]) -> np.ndarray:
        low = np.uint64(0xFFFFFFFF)
        who, step = np.meshgrid(np.arange(first, last, dtype=np.uint64), np.array(steps, np.uint64), indexing="ij")
        counter = [who & low, who >> np.uint64(32), step, np.full_like(who, stream)]
        key = [seed & 0xFFFFFFFF, seed >> 32]
        for _ in range(rounds):
            a = counter[0] * np.uint64(0xD2511F53)
            b = counter[2] * np.uint64(0xCD9E8D57)
            counter = [
                (b >> np.uint64(32)) ^ counter[1] ^ np.uint64(key[0]), b & low,
                (a >> np.uint64(32)) ^ counter[3] ^ np.uint64(key[1]), a & low,
            ]  # fmt: skip
            key = [(key[0] + 0x9E3779B9) & 0xFFFFFFFF, (key[1] + 0xBB67AE85) & 0xFFFFFFFF]
        words = [counter[0] << np.uint64(32) | counter[1], counter[2] << np.uint64(32) | counter[3]]
        return np.stack([((word >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53 for word in words], axis=-1)

    return source


def overlapping(seed: int, share: float = 0.5) -> Source:
    """One long sequence, in which each chunk of 64 patients begins too early: it shares numbers with the one before."""

    def source(stream: int, first: int, last: int, steps: Sequence[int]) -> np.ndarray:
        size = 64 * len(steps) * 2
        jump = int(size * (1 - share))
        chunks = (last - first) // 64
        long = np.random.Generator(np.random.PCG64([seed, stream])).random(jump * chunks + size)
        return np.stack([long[k * jump : k * jump + size] for k in range(chunks)]).reshape(last - first, len(steps), 2)

    return source


def seeds_in_a_row(seed: int) -> Source:
    """A linear congruential generator for each patient, the next patient's seed one higher."""

    def source(stream: int, first: int, last: int, steps: Sequence[int]) -> np.ndarray:
        state = np.arange(first, last, dtype=np.uint64) + np.uint64((seed + 7919 * stream) & 0xFFFFFFFF)
        found = np.empty((last - first, len(steps) * 2))
        for place in range(found.shape[1]):
            state = (state * np.uint64(1664525) + np.uint64(1013904223)) & np.uint64(0xFFFFFFFF)
            found[:, place] = (state.astype(np.float64) + 0.5) / 2.0**32
        return found.reshape(last - first, len(steps), 2)

    return source


def one_stream_late(seed: int) -> Source:
    """The project's numbers, each patient's a copy of the patient's of the next chunk, but for one in eight."""
    true = own(seed)

    def source(stream: int, first: int, last: int, steps: Sequence[int]) -> np.ndarray:
        found = true(stream, first, last, steps)
        found[:-64, ::8] = found[64:, ::8]
        return found

    return source
