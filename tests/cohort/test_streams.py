"""Random numbers by address: Random123's known answers, NumPy's own statistics, independence between chunks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from haipdose_sim.cohort.streams import COURSE, RESERVOIR, normals, philox, uniforms

KNOWN = [  # Random123 kat_vectors, philox4x32 10
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter: tuple[int, ...], key: tuple[int, ...], answer: tuple[int, ...]) -> None:
    words = philox(*(np.uint64(word) for word in counter), *(np.uint64(word) for word in key))
    assert tuple(int(word) for word in words) == answer


def grid(stream: int, first: int, last: int) -> np.ndarray:
    return np.array([uniforms(20261121, stream, patient, step) for patient in range(first, last) for step in range(4)])


def test_uniform_and_normal() -> None:
    assert stats.kstest(grid(RESERVOIR, 0, 5000).ravel(), "uniform").pvalue > 0.001
    pairs = np.array([normals(7, RESERVOIR, patient, 0) for patient in range(20_000)])
    assert stats.kstest(pairs.ravel(), "norm").pvalue > 0.001
    assert abs(np.corrcoef(pairs.T)[0, 1]) < 0.03


@pytest.mark.parametrize(
    ("one", "other"),
    [((RESERVOIR, 0, 5000), (RESERVOIR, 5000, 10_000)), ((RESERVOIR, 0, 5000), (COURSE, 0, 5000))],
    ids=["neighbouring-chunks", "streams"],
)
def test_chunks_and_streams_are_independent(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    a, b = grid(*one), grid(*other)
    assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.02
    cells, *_ = np.histogram2d(a.ravel(), b.ravel(), bins=10, range=[[0, 1], [0, 1]])
    assert stats.chisquare(cells.ravel()).pvalue > 0.001
    assert not set(a.ravel()) & set(b.ravel())


def test_seeds_of_63_bits_differ_in_every_bit() -> None:
    drawn = {uniforms(1 << bit, RESERVOIR, 1, 1) for bit in range(63)}
    assert len(drawn) == 63
