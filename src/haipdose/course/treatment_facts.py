"""Facts about systemic treatment, appointments and the protocol itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from haipdose.course.fact import FactBase, VisitId, Words
from haipdose.evidence import Document
from haipdose.quantities import NonNegativeExact, PositiveExact


class DrugGiven(Document):
    """One drug of a systemic gift, mg."""

    drug: Words
    dose_mg: PositiveExact


class SystemicGiven(FactBase):
    """A systemic cycle was started.

    ``percent_of_full``: of each component of the regimen, what was given of its full dose (0: left out). The next
    decision needs it. ``reductions``: how often a component has been reduced.
    """

    type: Literal["systemic-given"]
    regimen: Words
    drugs: tuple[DrugGiven, ...] = ()
    percent_of_full: dict[str, Annotated[NonNegativeExact, Field(le=100)]] = Field(default_factory=dict)
    reductions: dict[str, Annotated[int, Field(ge=0, le=9)]] = Field(default_factory=dict)


class SystemicHeld(FactBase):
    """The systemic cycle planned for this day was not given."""

    type: Literal["systemic-held"]
    reason: Words


class SystemicDiscontinued(FactBase):
    """Systemic treatment ends for good."""

    type: Literal["systemic-discontinued"]
    reason: Words


class AppointmentConfirmed(FactBase):
    """A date was agreed for a planned visit."""

    type: Literal["appointment-confirmed"]
    visit: VisitId
    date: date


class VisitMoved(FactBase):
    """A visit was moved to another date, at somebody's wish."""

    type: Literal["visit-moved"]
    visit: VisitId
    date: date
    reason: Words


class ProtocolChanged(FactBase):
    """The course goes on by another protocol or version from here."""

    type: Literal["protocol-changed"]
    protocol: Words
    version: Words | None = None
    reason: Words
