"""What is asked about a pump's risk and what is answered: the documents of ``haipdose simulate risk``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from haipdose.evidence import Document
from haipdose.protocol.contents import Contents
from haipdose.quantities import Computed, NonNegativeExact, PositiveExact
from haipdose_sim.cohort.proportions import Proportion

CAUTION: Final = (
    "Stated risk under assumptions, most of them not measured. It stands beside the hard limits and never replaces "
    "them; no dose and no date rests on it."
)


class Interval(Document):
    """From a fill to the visit that empties it: mL, mL/day, days. ``concentration_mg_per_ml`` is None without drug.

    ``contents``, ``since``, ``until`` and ``visit`` say which one it is, when it comes from a plan.
    """

    name: Annotated[str, Field(min_length=1, max_length=100)]
    volume_ml: Annotated[PositiveExact, Field(le=60)]
    flow_ml_per_day: PositiveExact
    days: Annotated[PositiveExact, Field(le=366)]
    concentration_mg_per_ml: NonNegativeExact | None = None
    contents: Contents | None = None
    since: date | None = None
    until: date | None = None
    visit: Annotated[str, Field(max_length=80)] | None = None


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
    """The answer with everything that it takes to get it again: question, parameters, draws and seed."""

    request: RiskRequest
    intervals: tuple[IntervalRisk, ...]
    draws: int
    seed: int
    parameters: dict[str, Computed]
    to_confirm: tuple[str, ...]
    caution: str = CAUTION
