"""Facts about the pump: its implantation, what went in and out, what its flow was."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from haipdose.course.fact import FactBase, Words
from haipdose.protocol.contents import Contents
from haipdose.quantities import NonNegativeExact, PositiveExact

DosePercent = Annotated[PositiveExact, Field(le=Decimal(100))]


class PumpImplanted(FactBase):
    """The pump and its catheter were implanted."""

    type: Literal["pump-implanted"]
    serial_number: Words | None = None


class PerfusionScan(FactBase):
    """A 99mTc-MAA scan through the pump: where the drug would go."""

    type: Literal["perfusion-scan"]
    result: Literal["normal", "extrahepatic", "hot-spot", "incomplete"]


class PumpEmptied(FactBase):
    """What was in the reservoir was withdrawn; ``returned_ml`` came out."""

    type: Literal["pump-emptied"]
    returned_ml: NonNegativeExact


class FillGiven(FactBase):
    """The reservoir was filled. ``dose_percent`` and ``floxuridine_mg`` are needed with floxuridine, and only then."""

    type: Literal["fill-given"]
    contents: Contents
    volume_ml: PositiveExact
    floxuridine_mg: PositiveExact | None = None
    dose_percent: DosePercent | None = None
    additives: dict[str, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _dose_with_floxuridine_only(self) -> Self:
        given = (self.floxuridine_mg is not None, self.dose_percent is not None)
        if self.contents is Contents.FLOXURIDINE and not all(given):
            msg = "a fill with floxuridine needs floxuridine_mg and dose_percent"
            raise ValueError(msg)
        if self.contents is not Contents.FLOXURIDINE and any(given):
            msg = f"a fill with {self.contents.value} has neither floxuridine_mg nor dose_percent"
            raise ValueError(msg)
        return self


class FlowMeasured(FactBase):
    """A flow from another measurement than the return volumes, such as a bench or a programmer's read-out."""

    type: Literal["flow-measured"]
    flow_ml_per_day: PositiveExact
    method: Words


class PumpInterrogated(FactBase):
    """A programmable pump was read. Nothing is dosed by it: its counters say what its motor was told.

    ``findings`` are the codes of what did not fit the course; empty: pump and course agreed.
    """

    type: Literal["pump-interrogated"]
    serial_number: Words
    flow_ml_per_day: NonNegativeExact
    reservoir_ml: NonNegativeExact
    battery_percent: Annotated[int, Field(ge=0, le=255)]
    program_digest: Words
    findings: tuple[Words, ...] = ()


class PumpProgrammed(FactBase):
    """A program or bolus was sent to the pump. ``result`` is what is known of it."""

    type: Literal["pump-programmed"]
    serial_number: Words
    command: Literal["program", "bolus", "stop"]
    result: Literal["confirmed", "rejected", "uncertain"]
    flow_ml_per_day: NonNegativeExact | None = None
    volume_ml: NonNegativeExact | None = None
    program_digest: Words | None = None
    confirmed_by: tuple[Words, ...] = ()


class FloxuridineHeld(FactBase):
    """It was decided not to give floxuridine at the planned fill."""

    type: Literal["floxuridine-held"]
    reason: Words


class FloxuridineDiscontinued(FactBase):
    """Floxuridine ends for good; the pump must still be kept from running dry."""

    type: Literal["floxuridine-discontinued"]
    reason: Words


class PumpExplanted(FactBase):
    """The pump was taken out: nothing needs filling any more."""

    type: Literal["pump-explanted"]
    reason: Words


class DoseOverride(FactBase):
    """A named role decides the dose of the next floxuridine fill against the rules. ``dose_percent`` null: no dose."""

    # A course names who decides in ``by`` and is refused without; a store that records the fact writes ``by`` itself.

    type: Literal["dose-override"]
    dose_percent: DosePercent | None
    reason: Words


class LongBreakStarted(FactBase):
    """A break without floxuridine, the pump kept open with glycerol or heparin-saline."""

    type: Literal["long-break-started"]
    contents: Literal[Contents.GLYCEROL, Contents.HEPARIN_SALINE] = Contents.GLYCEROL
    reason: Words


class LongBreakEnded(FactBase):
    """Treatment with floxuridine goes on."""

    type: Literal["long-break-ended"]
    reason: Words | None = None
