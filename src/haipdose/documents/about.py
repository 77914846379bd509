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
