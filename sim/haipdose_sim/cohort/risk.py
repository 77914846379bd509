"""How likely a pump runs dry, what it delivers and what comes back: a stated risk beside the hard limits.

Nothing here feeds a dose, moves a visit or replaces a run-dry limit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import InputError
from haipdose.exact_json import validate
from haipdose.fill.requests import FillAnswer
from haipdose.protocol.approval import Approvals
from haipdose.protocol.contents import Contents
from haipdose.pump.in_use import resolve_pump
from haipdose.pump.profile import PumpProfile
from haipdose.schedule.answer import Library, answer_plan
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.requests import Course, PlanAnswer, PlanItem
from haipdose_sim.cohort.chunks import Progress, in_chunks
from haipdose_sim.cohort.proportions import proportion
from haipdose_sim.cohort.reservoir_kernel import BIN_ML, LOWEST_ML, UNITS_PER_ML, reservoir_chunk
from haipdose_sim.cohort.reservoir_parameters import ReservoirParameters
from haipdose_sim.cohort.risk_documents import Interval, IntervalRisk, RiskAnswer, RiskRequest, Spread

CHUNK: Final = 65_536
LEAST_CHUNK: Final = 8192
CHUNKS_A_THREAD: Final = 8
"""Large enough that adding tallies up costs next to nothing, and enough of them that threads end together."""
CHUNK_ON_A_CLUSTER: Final = 131_072
"""Larger, because each chunk costs a message and its tallies travel."""
MOST_INTERVALS: Final = 100
MOST_DRAWS: Final = 10_000_000


@dataclass(frozen=True)
class RiskRun:
    """An answer with the whole distributions behind it: lives per bin of 0.01 mL, a row for each interval."""

    answer: RiskAnswer
    delivered: NDArray[np.int64]
    returned: NDArray[np.int64]


def risk_of(
    request: RiskRequest,
    parameters: ReservoirParameters,
    *,
    seed: int,
    draws: int,
    threads: int = 1,
    chunk: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> RiskAnswer:
    """Simulate ``draws`` lives of the pump. The same seed gives the same answer on any number of threads or workers.

    Raises:
        InputError: no draws, too many, or a seed that is negative or larger than 63 bits.
    """
    run = simulate_risk(
        request,
        parameters,
        seed=seed,
        draws=draws,
        threads=threads,
        chunk=chunk,
        scheduler=scheduler,
        progress=progress,
    )
    return run.answer


def simulate_risk(
    request: RiskRequest,
    parameters: ReservoirParameters,
    *,
    seed: int,
    draws: int,
    threads: int = 1,
    chunk: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> RiskRun:
    """Like :func:`risk_of`, with the distributions for plots and files."""
    check_run(seed, draws, MOST_DRAWS, "draws")
    rows = [[float(one.volume_ml), float(one.flow_ml_per_day), float(one.days)] for one in request.intervals]
    numbers = parameters.numbers(request.residual_ml)
    work = partial(_chunk, seed, np.array(rows, dtype=np.float64), numbers)
    size = chunk or (_even_chunk(draws, threads) if scheduler is None else CHUNK_ON_A_CLUSTER)
    counts, delivered, returned = in_chunks(
        work, draws, size=size, threads=threads, scheduler=scheduler, progress=progress
    )
    answer = RiskAnswer(
        request=request,
        intervals=tuple(
            _interval(one, counts[index], delivered[index], returned[index], draws)
            for index, one in enumerate(request.intervals)
        ),
        draws=draws,
        seed=seed,
        parameters={name: getattr(parameters.values, name).value for name in type(parameters.values).model_fields},
        to_confirm=parameters.to_confirm(),
    )
    return RiskRun(answer, delivered, returned)


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
            "The seed must be a whole number of at most 63 bits.", code="simulate.seed", field="seed", found=str(seed),
            allowed=f"0 to {2**63 - 1}",
        )  # fmt: skip


def request_of_fill(fill: FillAnswer) -> RiskRequest:
    """The risk question of one fill, emptied after its infusion days. Raises InputError: a fill of unknown flow."""
    if fill.delivered_ml is None:
        raise InputError(
            "The flow of this content is not known, so no risk can be stated.",
            code="simulate.flow-unknown",
            field="contents",
            found=fill.contents.value,
        )
    interval = _interval_of(
        f"{fill.contents.value} fill",
        fill.reservoir_ml,
        fill.flow_ml_per_day,
        fill.infusion_days,
        fill.concentration_mg_per_ml,
    )
    return RiskRequest(intervals=(interval,), residual_ml=fill.residual_ml)


def request_of_course(course: Course, library: Library, approvals: Approvals) -> tuple[RiskRequest, PumpProfile]:
    """The risk question of a course's plan, with the largest residual that the pump may have, and the pump's profile.

    Raises as :func:`request_of_plan` and planning do.
    """
    if course.pump is None:
        raise InputError("The course has no pump.", code="simulate.no-pump", field="pump")
    profile = library.profile(course.pump.profile)
    residual = resolve_pump(course.pump, profile).residual_limit_ml
    return request_of_plan(answer_plan(course, library, approvals), residual), profile


def request_of_plan(plan: PlanAnswer, residual_ml: Decimal | None = None) -> RiskRequest:
    """The risk question of a plan: what is in the pump now and every planned fill, until the visit that follows.

    A planned visit has a day and no hour: whole days are counted. Intervals of a fluid of unknown flow are left out.
    Without ``residual_ml``, the largest that a fill of the plan names counts (none named: 0).

    Raises:
        InputError: nothing in the plan that empties a fill of known flow.
    """
    now = plan.run_dry
    inside = None
    if now is not None and now.nominal is not None:
        inside = _Inside(now.contents.value, now.filled_at.date(), now.volume_ml, now.flow_ml_per_day)
    intervals: list[Interval] = []
    ahead = [
        (visit.date, visit)
        for visit in plan.visits
        if visit.stream is Stream.PUMP and visit.date is not None and visit.status is Status.PLANNED
    ]
    for day, visit in sorted(ahead, key=lambda dated: dated[0]):
        if inside is not None and day > inside.since:
            intervals.append(inside.until(day, visit.id))
        for item in visit.items:
            if item.contents is not None:
                inside = _filled(item, day, plan.course.flow_ml_per_day)
    if not intervals:
        raise InputError(
            "The plan has no fill of known flow with a visit after it.", code="simulate.nothing-planned", field="visits"
        )
    if residual_ml is None:
        named = [item.fill.residual_ml for visit in plan.visits for item in visit.items if item.fill is not None]
        residual_ml = max(named, default=Decimal(0))
    return RiskRequest(intervals=tuple(intervals[:MOST_INTERVALS]), residual_ml=residual_ml)


@dataclass(frozen=True)
class _Inside:
    """What is in the pump, since when, mL, mL/day, mg/mL."""

    contents: str
    since: date
    volume_ml: Decimal
    flow_ml_per_day: Decimal
    concentration_mg_per_ml: Decimal | None = None

    def until(self, day: date, visit: str) -> Interval:
        return _interval_of(
            f"{self.contents} of {self.since.isoformat()} until {visit} on {day.isoformat()}",
            self.volume_ml,
            self.flow_ml_per_day,
            Decimal((day - self.since).days),
            self.concentration_mg_per_ml,
            contents=self.contents,
            since=self.since,
            until=day,
            visit=visit,
        )


def _interval_of(
    name: str,
    volume_ml: Decimal,
    flow_ml_per_day: Decimal,
    days: Decimal,
    concentration: Decimal | None,
    **which: str | date,
) -> Interval:
    """An interval of computed values, which may have 40 digits: a simulation needs 12. Raises InputError."""
    short = Context(prec=12).plus
    values = {
        "name": name,
        "volume_ml": short(volume_ml),
        "flow_ml_per_day": short(flow_ml_per_day),
        "days": short(days),
        "concentration_mg_per_ml": None if concentration is None else short(concentration),
        **which,
    }
    return validate(Interval, values)


def _filled(item: PlanItem, day: date, course_flow: Decimal | None) -> _Inside | None:
    """What a planned fill leaves in the pump; nothing that can be simulated when its volume or flow is not known."""
    contents = item.contents.value if item.contents is not None else ""
    if item.fill is not None:
        fill = item.fill
        if fill.delivered_ml is None:
            return None
        return _Inside(contents, day, fill.reservoir_ml, fill.flow_ml_per_day, fill.concentration_mg_per_ml)
    if item.contents is Contents.GLYCEROL or item.volume_ml is None or course_flow is None:
        return None
    return _Inside(contents, day, item.volume_ml, course_flow)


def _even_chunk(draws: int, threads: int) -> int:
    return max(LEAST_CHUNK, min(CHUNK, -(-draws // (CHUNKS_A_THREAD * threads))))


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
