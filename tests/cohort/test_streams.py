"""Random numbers by address: Random123's known answers, uniformity, independence; bad generators are found."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from stream_battery import (
    STEPS,
    Source,
    battery,
    one_stream_late,
    overlapping,
    own,
    philox_in_rounds,
    seeds_in_a_row,
)

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


RARE = 1e-3


@pytest.mark.parametrize("seed", [20261129, 2**62 + 12345])
def test_chunks_patients_steps_purposes_streams_and_seeds_are_independent(seed: int) -> None:
    """Eleven tests of 64 chunks; `make stream-proof` runs them at length."""
    for verdict in battery(own(seed), own(seed + 1), chunks=64, patients=64):
        assert verdict.worst > RARE, verdict


def test_the_generator_is_philox_written_a_second_time() -> None:
    for seed in (0, 7, 2**40 + 5, 2**63 - 1):
        for first in (0, 2**32 - 3, 2**40):
            one, other = (each(2, first, first + 8, STEPS) for each in (own(seed), philox_in_rounds(seed, 10)))
            np.testing.assert_array_equal(one, other)


FOUND = {
    "overlapping": (overlapping, {"correlation of neighbouring chunks at every lag", "numbers drawn twice"}),
    "overlapping by a fiftieth": (lambda seed: overlapping(seed, 0.02), {"numbers drawn twice"}),
    "seeds in a row": (seeds_in_a_row, {"pairs across neighbouring patients", "runs along patients"}),
    "one patient of eight a copy": (
        one_stream_late,
        {"pairs across neighbouring chunks", "correlation of neighbouring chunks at every lag"},
    ),
    "four rounds of ten": (
        lambda seed: philox_in_rounds(seed, 4),
        {"pairs across streams", "pairs across neighbouring seeds", "pairs across neighbouring steps"},
    ),
    "five rounds of ten": (lambda seed: philox_in_rounds(seed, 5), {"pairs across streams"}),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_bad_generator_is_found(name: str) -> None:
    make, expected = FOUND[name]
    source: Source = make(5)
    verdicts = battery(source, make(6), chunks=64, patients=64)
    found = {verdict.test for verdict in verdicts if verdict.worst < RARE / 100}
    assert expected <= found
