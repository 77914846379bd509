"""The reservoir simulation: two threads against one, against NumPy, and one core against the same in C.

What gives other answers is not timed: the benchmark ends and says so.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
from c_kernel import FLAGS, Chunk, Tallies, build, chunk_of, compiler
from measuring import Paired, Row, in_turn, seconds
from numpy_reservoir import numpy_chunk

from haipdose_sim.cohort.reservoir_kernel import reservoir_chunk
from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
from haipdose_sim.cohort.risk import risk_of
from haipdose_sim.cohort.risk_documents import Interval, RiskRequest

PARAMETERS = reservoir_parameters()
FILLS = [("30", "1.3", "14"), ("30", "1.4", "21"), ("30", "1.3", "14"), ("28", "1.25", "14")]
REQUEST = RiskRequest(
    intervals=tuple(
        Interval(name=f"fill {number}", volume_ml=Decimal(ml), flow_ml_per_day=Decimal(flow), days=Decimal(days))
        for number, (ml, flow, days) in enumerate(FILLS)
    ),
    residual_ml=Decimal("0.5"),
)
INTERVALS = np.array(FILLS, dtype=np.float64)
NUMBERS = PARAMETERS.numbers(REQUEST.residual_ml)
COMPARED = 400_000
TIMED = 100_000
PAIRS = 61
SLIPS = 10
"""Of the lives compared, times the fills: how many may fall on the other side of a step of 0.0001 mL or a bin of
0.01 mL when the last bit of a sum differs. About one in 10^9 is to be expected."""
THREADED = 2_000_000
THREAD_PAIRS = 20
TOO_FAR = 5.0
"""Standard errors between two simulations with other random numbers."""


def measure() -> Iterator[Row]:
    yield two_threads()
    yield against_numpy()
    yield from against_c()


def ours(lives: int = TIMED) -> Tallies:
    return reservoir_chunk(7, 0, lives, INTERVALS, NUMBERS)


def two_threads() -> Row:
    """The whole command, not the kernel alone: chunks, adding up, the answer."""
    answers = [risk_of(REQUEST, PARAMETERS, seed=7, draws=THREADED, threads=threads) for threads in (1, 2)]
    if answers[0] != answers[1]:
        sys.exit("two threads give another answer than one")
    times = in_turn(
        lambda: risk_of(REQUEST, PARAMETERS, seed=7, draws=THREADED, threads=1),
        lambda: risk_of(REQUEST, PARAMETERS, seed=7, draws=THREADED, threads=2),
        pairs=THREAD_PAIRS,
    )
    one, two = (statistics.quantiles(side, n=4)[0] for side in (times.ours, times.theirs))
    return Row(
        f"risk of {len(FILLS)} fills, {THREADED:,} lives: two threads",
        seconds(two),
        f"one thread: {seconds(one)}",
        round(one / two, 2),
        1.9,
        f"quickest quarter of each side; {times.middle_half}",
        more_is_better=True,
    )


def against_numpy() -> Row:
    agree_by_chance(ours(COMPARED), numpy_chunk(7, COMPARED, INTERVALS, NUMBERS))
    times = in_turn(
        ours, lambda: numpy_chunk(7, TIMED, INTERVALS, NUMBERS), pairs=PAIRS, warm_up=3, clock=time.thread_time
    )
    return one_core("against NumPy", times, "vectorised, with its own random numbers", 1.0)


def against_c() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        plain = build(Path(folder), "-ffp-contract=off")
        quick = build(Path(folder))
        kernel, exact = chunk_of(quick, "simulate_reservoir"), chunk_of(plain, "simulate_reservoir")
        by_life = chunk_of(quick, "simulate_life_by_life")
        agree(exact, 0, "C without fused operations")
        agree(kernel, SLIPS, "C")
        agree(by_life, SLIPS, "C, life by life")
        words = f"{Path(compiler()).name} {' '.join(FLAGS)}"
        yield one_core("against C", in_c(kernel), f"the same kernel in C, {words}", 0.9)
        yield one_core("against plain C", in_c(by_life), "life by life, with the library's log, cos and sin", 0.9)


def in_c(chunk: Chunk) -> Paired:
    return in_turn(
        ours,
        lambda: chunk(7, 0, TIMED, INTERVALS, NUMBERS),
        pairs=PAIRS,
        warm_up=3,
        clock=time.thread_time,
    )


def one_core(name: str, times: Paired, baseline: str, aim: float) -> Row:
    """How many times as fast, by the processor's time of one thread."""
    turned = Paired(times.theirs, times.ours)
    kernel, other = (statistics.median(side) * 1e9 / (TIMED * len(FILLS)) for side in (times.ours, times.theirs))
    return Row(
        f"reservoir kernel {name}, one core",
        f"{kernel:.0f} ns a life and fill",
        f"{baseline}: {other:.0f} ns",
        round(turned.ratio, 2),
        aim,
        f"processor time; {turned.middle_half}",
        more_is_better=True,
    )


def agree(chunk: Chunk, most: int, name: str) -> None:
    """All tallies of both; or but for ``most`` lives on the other side of a step, and then without sums of squares."""
    compared = zip(ours(COMPARED), chunk(7, 0, COMPARED, INTERVALS, NUMBERS), strict=True)
    for number, (mine, theirs) in enumerate(compared):
        difference = np.abs(mine - theirs)
        if number == 0 and most:
            difference[:, [3, 5]] = 0
        if int(difference.sum()) > 2 * most:
            sys.exit(f"{name} gives other tallies than the kernel: not timed")


def agree_by_chance(mine: Tallies, theirs: Tallies) -> None:
    """The shares of dry pumps and the mean volumes of two simulations with other random numbers."""
    one, other = mine[0] / COMPARED, theirs[0] / COMPARED
    for column in range(2):
        share = (one[:, column] + other[:, column]) / 2
        error = np.sqrt(2 * share * (1 - share) / COMPARED) + 1 / COMPARED
        if np.any(np.abs(one[:, column] - other[:, column]) > TOO_FAR * error):
            sys.exit("NumPy finds other shares of dry pumps than the kernel: not timed")
    for column in (2, 4):
        error = np.sqrt(2 * (one[:, column + 1] - one[:, column] ** 2) / COMPARED)
        if np.any(np.abs(one[:, column] - other[:, column]) > TOO_FAR * error):
            sys.exit("NumPy finds other mean volumes than the kernel: not timed")
