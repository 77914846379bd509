"""What every benchmark shares: a row, and paired timings in one run.

Machines differ and drift, so a figure is a ratio of two things measured in turn within the same run; the median of the
pairwise ratios is the one to quote.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table. ``ratio`` is what is compared with ``aim``; lower is better unless ``more_is_better``.

    Without an aim, the line is there to be read only.
    """

    name: str
    measured: str
    baseline: str
    ratio: float
    aim: float | None
    spread: str = ""
    more_is_better: bool = False

    @property
    def met(self) -> bool | None:
        if self.aim is None:
            return None
        return self.ratio >= self.aim if self.more_is_better else self.ratio <= self.aim

    def as_document(self) -> dict[str, object]:
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True)
class Paired:
    """Seconds of both sides, in turn, and the ratio pair by pair."""

    ours: list[float]
    theirs: list[float]

    @property
    def ratios(self) -> list[float]:
        return [a / b for a, b in zip(self.ours, self.theirs, strict=True)]

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def spread(self) -> str:
        return f"{min(self.ratios):.2f}–{max(self.ratios):.2f} over {len(self.ratios)} pairs"

    @property
    def middle_half(self) -> str:
        """For many pairs, of which some were disturbed: where the middle half of the ratios lies."""
        low, _, high = statistics.quantiles(self.ratios, n=4)
        return f"middle half {low:.2f}–{high:.2f} of {len(self.ratios)} pairs"

    def row(self, name: str, baseline: str, aim: float | None) -> Row:
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        return Row(name, seconds(ours), f"{baseline}: {seconds(theirs)}", round(self.ratio, 3), aim, self.spread)


def seconds(value: float) -> str:
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"


def in_turn(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    pairs: int,
    warm_up: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> Paired:
    """Time two calls in turn, after ``warm_up`` uncounted pairs.

    ``clock``: ``time.thread_time`` counts the processor's time of this thread alone, which others who share the
    machine disturb less. Right only for work that neither waits nor hands anything on.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm_up + pairs):
        for side, call in zip(times, (ours, theirs), strict=True):
            start = clock()
            call()
            if number >= warm_up:
                side.append(clock() - start)
    return Paired(*times)
