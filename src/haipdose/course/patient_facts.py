"""Facts about the patient: weight, laboratory, events, and when they cannot come."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from haipdose.course.fact import FactBase, Words
from haipdose.evidence import Document
from haipdose.patient.body import WeightKg
from haipdose.quantities import NonNegativeExact, PositiveExact


class Registered(FactBase):
    """The patient was registered for the protocol. Systemic treatment without a pump counts from ``start``."""

    type: Literal["registered"]
    start: date | None = None


class WeightMeasured(FactBase):
    """Body weight, kg."""

    type: Literal["weight-measured"]
    weight_kg: WeightKg


class LaboratoryValue(Document):
    """One value of a laboratory report; the report's time is its own."""

    test: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    value: NonNegativeExact
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    upper_limit: PositiveExact | None = None
    lower_limit: NonNegativeExact | None = None


class Laboratory(FactBase):
    """A laboratory report: blood drawn at ``at``."""

    type: Literal["laboratory"]
    results: Annotated[tuple[LaboratoryValue, ...], Field(min_length=1)]


class ClinicalEvent(FactBase):
    """A clinical event with its CTCAE grade; grade 0 says that it has settled."""

    type: Literal["clinical-event"]
    name: Words
    grade: Annotated[int, Field(ge=0, le=5)] | None = None


class ToxicityReviewed(FactBase):
    """Every toxicity was asked for on this day: what no clinical event says is absent, not just unknown."""

    type: Literal["toxicity-reviewed"]


class Unavailable(FactBase):
    """The patient cannot come from one day to another, both included: illness, journey."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    type: Literal["unavailable"]
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    reason: Words

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            msg = f"unavailable from {self.first} cannot end before it, on {self.last}"
            raise ValueError(msg)
        return self


class ImagingDone(FactBase):
    """Imaging of the liver, such as ``ct`` or ``mri``, with what it showed."""

    type: Literal["imaging-done"]
    kind: Words
    result: Literal["complete-response", "partial-response", "stable-disease", "progressive-disease"] | None = None


class LiverPanelJudged(FactBase):
    """The liver panel judged resectability."""

    type: Literal["liver-panel"]
    decision: Literal["resectable", "not-resectable", "judge-again"]


class Surgery(FactBase):
    """An operation other than the implantation of the pump and the conversion surgery."""

    type: Literal["surgery"]
    kind: Words


class ConversionSurgeryPlanned(FactBase):
    """Conversion surgery is planned on ``date``; a later fact of this type replaces it."""

    type: Literal["conversion-surgery-planned"]
    date: date


class ConversionSurgeryCancelled(FactBase):
    """The planned conversion surgery will not take place."""

    type: Literal["conversion-surgery-cancelled"]
    reason: Words


class ConversionSurgeryDone(FactBase):
    """Conversion surgery took place."""

    type: Literal["conversion-surgery-done"]
