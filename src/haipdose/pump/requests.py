"""The flow question and its answer, as the outside sees them."""

from __future__ import annotations

from pydantic import AwareDatetime, Field, field_validator

from haipdose.derivation import Notice, Step
from haipdose.evidence import Document
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.pump.calibration import FlowInterval, FlowReading
from haipdose.pump.decision import FlowChange
from haipdose.pump.flow_action import FlowAction
from haipdose.pump.in_use import PumpInUse
from haipdose.pump.refill_check import RefillCheck
from haipdose.quantities import Computed, NonNegativeExact, PositiveExact


class RefillVolumes(Document):
    """What was injected at a refill and what was then measured in the reservoir, mL."""

    injected_ml: PositiveExact
    measured_ml: NonNegativeExact


class FlowRequest(Document):
    """A flow question.

    ``pump.flow_ml_per_day`` is the flow on the card. ``fill_flow_ml_per_day`` is the flow that fills are made for
    now, if it differs; ``intervals`` are then those since it was set. ``as_of``: no emptying may be later.
    """

    pump: PumpInUse
    protocol: str
    intervals: tuple[FlowInterval, ...] = Field(max_length=500)
    fill_flow_ml_per_day: PositiveExact | None = None
    refill: RefillVolumes | None = None
    as_of: AwareDatetime | None = None

    # Not min_length: that would call the list empty as well when an interval in it is wrong.
    @field_validator("intervals")
    @classmethod
    def _not_empty(cls, intervals: tuple[FlowInterval, ...]) -> tuple[FlowInterval, ...]:
        if not intervals:
            msg = "at least one interval is needed"
            raise ValueError(msg)
        return intervals


class FlowAnswer(Document):
    """The flow for the next fill, what to do first, and how it was found.

    ``act_first`` is true when a person has to do something before the pump is filled as before: see ``warnings``.
    ``fill_flow_ml_per_day`` is null when no flow can be relied on. Deviations are percent of the label.
    """

    action: FlowAction
    act_first: bool
    fill_flow_ml_per_day: Computed | None
    label_flow_ml_per_day: Computed
    measured_flow_ml_per_day: Computed | None
    deviation_percent: Computed | None
    over_tolerance: bool
    readings: tuple[FlowReading, ...]
    changes: tuple[FlowChange, ...]
    checks: tuple[RefillCheck, ...]
    warnings: tuple[Notice, ...]
    derivation: tuple[Step, ...]
    profile: str
    profile_digest: str
    protocol: ProtocolStamp
    release: Release
