"""The facts of a course: one closed union, told apart by ``type``. They are only ever appended.

A mistake is put right by a :class:`Correction`, never by deleting: what was believed on a day stays answerable.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from haipdose.course.fact import FactBase, FactId, Words
from haipdose.course.patient_facts import (
    ClinicalEvent,
    ConversionSurgeryCancelled,
    ConversionSurgeryDone,
    ConversionSurgeryPlanned,
    ImagingDone,
    Laboratory,
    LiverPanelJudged,
    Registered,
    Surgery,
    ToxicityReviewed,
    Unavailable,
    WeightMeasured,
)
from haipdose.course.pump_facts import (
    DoseOverride,
    FillGiven,
    FlowMeasured,
    FloxuridineDiscontinued,
    FloxuridineHeld,
    LongBreakEnded,
    LongBreakStarted,
    PerfusionScan,
    PumpEmptied,
    PumpExplanted,
    PumpImplanted,
    PumpInterrogated,
    PumpProgrammed,
)
from haipdose.course.treatment_facts import (
    AppointmentConfirmed,
    ProtocolChanged,
    SystemicDiscontinued,
    SystemicGiven,
    SystemicHeld,
    VisitMoved,
)

__all__ = [
    "AppointmentConfirmed",
    "ClinicalEvent",
    "ConversionSurgeryCancelled",
    "ConversionSurgeryDone",
    "ConversionSurgeryPlanned",
    "Correction",
    "DoseOverride",
    "Fact",
    "FillGiven",
    "FlowMeasured",
    "FloxuridineDiscontinued",
    "FloxuridineHeld",
    "ImagingDone",
    "Laboratory",
    "LiverPanelJudged",
    "LongBreakEnded",
    "LongBreakStarted",
    "PerfusionScan",
    "PlainFact",
    "ProtocolChanged",
    "PumpEmptied",
    "PumpExplanted",
    "PumpImplanted",
    "PumpInterrogated",
    "PumpProgrammed",
    "Registered",
    "Surgery",
    "SystemicDiscontinued",
    "SystemicGiven",
    "SystemicHeld",
    "ToxicityReviewed",
    "Unavailable",
    "VisitMoved",
    "WeightMeasured",
]

PlainFact = Annotated[
    Registered
    | Surgery
    | PumpImplanted
    | PerfusionScan
    | WeightMeasured
    | Laboratory
    | ClinicalEvent
    | ToxicityReviewed
    | PumpEmptied
    | FillGiven
    | FlowMeasured
    | PumpInterrogated
    | PumpProgrammed
    | FloxuridineHeld
    | FloxuridineDiscontinued
    | PumpExplanted
    | DoseOverride
    | LongBreakStarted
    | LongBreakEnded
    | SystemicGiven
    | SystemicHeld
    | SystemicDiscontinued
    | Unavailable
    | AppointmentConfirmed
    | VisitMoved
    | ImagingDone
    | LiverPanelJudged
    | ConversionSurgeryPlanned
    | ConversionSurgeryCancelled
    | ConversionSurgeryDone
    | ProtocolChanged,
    Field(discriminator="type"),
]


class Correction(FactBase):
    """An earlier fact was wrong: it is replaced, or void. ``at`` is when the mistake was put right."""

    type: Literal["correction"]
    corrects: FactId
    replacement: PlainFact | None = None
    void: bool = False
    reason: Words

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.replacement is None) != self.void:
            msg = "a correction either has a replacement or is void: true"
            raise ValueError(msg)
        return self


Fact = Annotated[PlainFact | Correction, Field(discriminator="type")]
