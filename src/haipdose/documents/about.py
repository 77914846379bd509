"""Who and what a paper is about, as the caller knows it: the engine's answer holds no names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from haipdose.orders.workflow import Released, StepTaken


@dataclass(frozen=True, slots=True)
class PatientOnPaper:
    """The patient. Only the identifier has to be known."""

    identifier: str
    name: str | None = None
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class StepOnPaper:
    """A step of the order: which, by whom, when."""

    step: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderOnPaper:
    """The order as far as it has come. ``prepared_at`` and ``use_by`` are of the release, None before it."""

    id: str
    needed_on: date | None = None
    steps: tuple[StepOnPaper, ...] = ()
    lots: Mapping[str, str] = field(default_factory=dict)
    prepared_at: datetime | None = None
    use_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShareOnPaper:
    """A simulated probability: the share, the highest that the number of draws leaves possible (95 %), the count."""

    share: float
    highest: float
    count: int


@dataclass(frozen=True, slots=True)
class RiskOnPaper:
    """A fill's stated risk: running dry before it is emptied, and what 95 of 100 simulated pumps lie between.

    ``returned_ml`` in mL, ``delivered_percent`` of what is planned. It stands beside the hard limits and replaces none.
    """

    dry: ShareOnPaper
    returned_ml: tuple[float, float]
    delivered_percent: tuple[float, float]
    draws: int


def order_on_paper(
    identity: str, needed_on: date | None, steps: Sequence[StepTaken], names: Mapping[str, str]
) -> OrderOnPaper:
    """An order from its steps; ``names`` says who the people are, who is not in it stands there by id."""
    released = next((taken for taken in reversed(steps) if isinstance(taken.done, Released)), None)
    done = released.done if released is not None and isinstance(released.done, Released) else None
    return OrderOnPaper(
        identity,
        needed_on,
        tuple(StepOnPaper(taken.done.step, names.get(taken.by, taken.by), taken.at) for taken in steps),
        {} if done is None else done.lot_numbers,
        None if released is None else released.at,
        None if done is None else done.use_by,
    )
