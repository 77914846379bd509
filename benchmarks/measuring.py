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
    """One line of the table. ``ratio`` is what is compared with ``aim``; lower is better unless ``more_is_better``."""

    name: str
    measured: str
    baseline: str
    ratio: float
    aim: float
    spread: str = ""
    more_is_better: bool = False

    @property
    def met(self) -> bool:
        return self.ratio >= self.aim if self.more_is_better else self.ratio <= self.aim

    def as_document(self) -> dict[str, object]:
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True)
class Paired:
    """Seconds of both sides, in turn, and the ratio pair by pair."""

    ours: list[float]
    theirs: list[float]

    @property
    def ratio(self) -> float:
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    @property
    def spread(self) -> str:
        ratios = [a / b for a, b in zip(self.ours, self.theirs, strict=True)]
        return f"{min(ratios):.2f}–{max(ratios):.2f} over {len(ratios)} pairs"

    def row(self, name: str, baseline: str, aim: float) -> Row:
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        return Row(name, _seconds(ours), f"{baseline}: {_seconds(theirs)}", round(self.ratio, 3), aim, self.spread)


def _seconds(value: float) -> str:
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], *, pairs: int, warm_up: int = 1) -> Paired:
    """Time two calls in turn, after ``warm_up`` uncounted pairs."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm_up + pairs):
        for side, call in zip(times, (ours, theirs), strict=True):
            start = time.perf_counter()
            call()
            if number >= warm_up:
                side.append(time.perf_counter() - start)
    return Paired(*times)
