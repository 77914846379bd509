"""How likely a pump runs dry, what it delivers and what comes back: a stated risk beside the hard limits.

Nothing here feeds a dose, moves a visit or replaces a run-dry limit.
"""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.fill.requests import FillAnswer
from haipdose.quantities import NonNegativeExact, PositiveExact
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.requests import PlanAnswer
from haipdose_sim.cohort.chunks import Progress, in_chunks
from haipdose_sim.cohort.proportions import Proportion, proportion
from haipdose_sim.cohort.reservoir_kernel import BIN_ML, LOWEST_ML, UNITS_PER_ML, reservoir_chunk
from haipdose_sim.cohort.reservoir_parameters import ReservoirParameters

CHUNK: Final = 16_384
MOST_DRAWS: Final = 10_000_000
CAUTION: Final = (
    "Stated risk under assumptions, most of them not measured. It stands beside the hard limits and never replaces "
    "them; no dose and no date rests on it."
)


class Interval(Document):
    """From a fill to the visit that empties it: mL, mL/day, days. ``concentration_mg_per_ml`` is None without drug."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    volume_ml: Annotated[PositiveExact, Field(le=60)]
    flow_ml_per_day: PositiveExact
    days: Annotated[PositiveExact, Field(le=366)]
    concentration_mg_per_ml: NonNegativeExact | None = None


class RiskRequest(Document):
    """The intervals of one pump in order of time, and the volume that never comes out, mL."""

    intervals: Annotated[tuple[Interval, ...], Field(min_length=1, max_length=100)]
    residual_ml: NonNegativeExact = Decimal(0)


class Spread(Document):
    """A simulated quantity: mean with its Monte Carlo standard error, standard deviation, and the middle 95 %."""

    mean: float
    standard_error: float
    standard_deviation: float
    lowest_95: float
    median: float
    highest_95: float


class IntervalRisk(Document):
    """What may happen in one interval. ``dry_before_visit`` counts late visits too, ``dry_before_plan`` does not."""

    name: str
    days: float
    planned_ml: float
    dry_before_plan: Proportion
    dry_before_visit: Proportion
    delivered_ml: Spread
    delivered_percent: Spread
    delivered_mg: Spread | None
    returned_ml: Spread


class RiskAnswer(Document):
    """The answer with everything that it takes to get it again."""

    intervals: tuple[IntervalRisk, ...]
    draws: int
    seed: int
    to_confirm: tuple[str, ...]
    caution: str = CAUTION


def risk_of(
    request: RiskRequest,
    parameters: ReservoirParameters,
    *,
    seed: int,
    draws: int,
    threads: int = 1,
    chunk: int = CHUNK,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> RiskAnswer:
    """Simulate ``draws`` lives of the pump. The same seed gives the same answer on any number of threads or workers.

    Raises:
        InputError: no draws, too many, or a seed that is negative or larger than 63 bits.
    """
    check_run(seed, draws, MOST_DRAWS, "draws")
    rows = [[float(one.volume_ml), float(one.flow_ml_per_day), float(one.days)] for one in request.intervals]
    numbers = parameters.numbers(request.residual_ml)
    work = partial(_chunk, seed, np.array(rows, dtype=np.float64), numbers)
    counts, delivered, returned = in_chunks(
        work, draws, size=chunk, threads=threads, scheduler=scheduler, progress=progress
    )
    return RiskAnswer(
        intervals=tuple(
            _interval(one, counts[index], delivered[index], returned[index], draws)
            for index, one in enumerate(request.intervals)
        ),
        draws=draws,
        seed=seed,
        to_confirm=parameters.to_confirm(),
    )


def check_run(seed: int, count: int, most: int, field: str) -> None:
    """Refuse a run that cannot be made. Raises InputError."""
    if not 0 < count <= most:
        raise InputError(
            f"{field} must be 1 to {most}.",
            code="simulate.count",
            field=field,
            found=str(count),
            allowed=f"1 to {most}",
        )
    if not 0 <= seed < 2**63:
        raise InputError(
            "The seed must be a whole number of at most 63 bits.", code="simulate.seed", field="seed", found=str(seed)
        )


def request_of_fill(fill: FillAnswer) -> RiskRequest:
    """The risk question of one fill, emptied after its infusion days. Raises InputError: a fill of unknown flow."""
    if fill.delivered_ml is None:
        raise InputError(
            "The flow of this content is not known, so no risk can be stated.",
            code="simulate.flow-unknown",
            field="contents",
            found=fill.contents.value,
        )
    interval = Interval(
        name=f"{fill.contents.value} fill",
        volume_ml=fill.reservoir_ml,
        flow_ml_per_day=fill.flow_ml_per_day,
        days=fill.infusion_days,
        concentration_mg_per_ml=fill.concentration_mg_per_ml,
    )
    return RiskRequest(intervals=(interval,), residual_ml=fill.residual_ml)


def request_of_plan(plan: PlanAnswer, residual_ml: Decimal = Decimal(0)) -> RiskRequest:
    """The risk question of a plan: what is in the pump now and every planned fill, until the visit that follows.

    Intervals of a fluid of unknown flow are left out.

    Raises:
        InputError: nothing in the plan that empties a fill of known flow.
    """
    now = plan.run_dry
    visits = [
        visit
        for visit in plan.visits
        if visit.stream is Stream.PUMP and visit.at is not None and visit.status not in (Status.DONE, Status.CANCELLED)
    ]
    visits.sort(key=lambda visit: visit.at or plan.as_of)
    flow = now.flow_ml_per_day if now is not None else plan.course.flow_ml_per_day
    since: datetime | None = now.filled_at if now is not None else None
    volume = now.volume_ml if now is not None and now.nominal is not None else None
    intervals: list[Interval] = []
    for visit in visits:
        at = visit.at or plan.as_of
        if since is not None and volume is not None and flow is not None and at > since:
            days = Decimal(round((at - since).total_seconds())) / 86_400
            intervals.append(
                Interval(name=f"until {visit.id}", volume_ml=volume, flow_ml_per_day=flow, days=round(days, 6))
            )
        filled = [item for item in visit.items if item.volume_ml is not None and item.contents is not None]
        if filled:
            since = at
            volume = None if filled[-1].contents == "glycerol" else filled[-1].volume_ml
    if not intervals:
        raise InputError(
            "The plan has no fill of known flow with a visit after it.", code="simulate.nothing-planned", field="visits"
        )
    return RiskRequest(intervals=tuple(intervals[:100]), residual_ml=residual_ml)


def _chunk(
    seed: int, intervals: NDArray[np.float64], numbers: NDArray[np.float64], first: int, last: int
) -> tuple[NDArray[np.int64], ...]:
    return reservoir_chunk(seed, first, last, intervals, numbers)


def _interval(
    one: Interval,
    counts: NDArray[np.int64],
    delivered: NDArray[np.int64],
    returned: NDArray[np.int64],
    draws: int,
) -> IntervalRisk:
    planned = float(one.flow_ml_per_day) * float(one.days)
    volume = _spread(int(counts[2]), int(counts[3]), delivered, draws)
    concentration = one.concentration_mg_per_ml
    return IntervalRisk(
        name=one.name,
        days=float(one.days),
        planned_ml=planned,
        dry_before_plan=proportion(int(counts[0]), draws),
        dry_before_visit=proportion(int(counts[1]), draws),
        delivered_ml=volume,
        delivered_percent=_scaled(volume, 100 / planned),
        delivered_mg=None if concentration is None else _scaled(volume, float(concentration)),
        returned_ml=_spread(int(counts[4]), int(counts[5]), returned, draws),
    )


def _spread(total: int, squares: int, bins: NDArray[np.int64], draws: int) -> Spread:
    mean = total / draws
    variance = max(0, squares * draws - total * total) / (draws * draws)  # whole numbers: nothing cancels
    deviation = math.sqrt(variance) / UNITS_PER_ML
    cumulative = np.cumsum(bins)

    def quantile(share: float) -> float:
        return LOWEST_ML + (int(np.searchsorted(cumulative, share * draws)) + 0.5) * BIN_ML

    return Spread(
        mean=mean / UNITS_PER_ML,
        standard_error=deviation / math.sqrt(draws),
        standard_deviation=deviation,
        lowest_95=quantile(0.025),
        median=quantile(0.5),
        highest_95=quantile(0.975),
    )


def _scaled(spread: Spread, factor: float) -> Spread:
    return Spread(**{name: value * factor for name, value in spread.model_dump().items()})
