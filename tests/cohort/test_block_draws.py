"""Draws of many patients at a time are those of each alone; the plain logarithm, cosine and sine against decimals."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose_sim.cohort.block_draws import normal_block, uniform_block
from haipdose_sim.cohort.plain_maths import cosine_and_sine, natural_log
from haipdose_sim.cohort.streams import COURSE, normals, uniforms


@pytest.mark.parametrize("first", [0, 2**32 - 100, 2**62])
@pytest.mark.parametrize("size", [1, 7, 256])
def test_a_block_draws_what_its_patients_draw(first: int, size: int) -> None:
    one, other = np.empty(size), np.empty(size)
    uniform_block(2**45 + 5, COURSE, first, 7, one, other)
    alone = np.array([uniforms(2**45 + 5, COURSE, first + place, 7) for place in range(size)]).T
    np.testing.assert_array_equal([one, other], alone)
    normal_block(2**45 + 5, COURSE, first, 7, one, other)
    alone = np.array([normals(2**45 + 5, COURSE, first + place, 7) for place in range(size)]).T
    np.testing.assert_allclose([one, other], alone, rtol=0, atol=1e-14)


@settings(deadline=None)  # the first call compiles
@given(st.floats(2.0**-54, 1.0) | st.floats(1e-300, 1e300))
def test_plain_logarithm(x: float) -> None:
    exact = Decimal(x).ln()
    assert abs(Decimal(natural_log(x)) - exact) <= Decimal(math.ulp(float(exact)))


PI = Decimal("3.14159265358979323846264338327950288419716939937510")


@settings(deadline=None)
@given(st.floats(0.0, 1.0) | st.integers(0, 16).map(lambda part: part / 16))
def test_plain_cosine_and_sine(turns: float) -> None:
    with localcontext(prec=45):
        angle, term, exact = 2 * PI * Decimal(turns), Decimal(1), [Decimal(0), Decimal(0)]
        for power in range(60):  # the series, term by term
            exact[power % 2] += term * (-1) ** (power // 2)
            term *= angle / (power + 1)
        for found, real in zip(cosine_and_sine(turns), exact, strict=True):
            assert abs(Decimal(found) - real) < Decimal("4e-16")
