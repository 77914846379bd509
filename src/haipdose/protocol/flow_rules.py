"""The flow section of a protocol: how a pump's flow is measured and when the fill flow changes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from haipdose.evidence import Document, Sourced
from haipdose.protocol.contents import Contents
from haipdose.quantities import PositiveExact, RoundingRule


class FlowRules(Document):
    """Rules of the flow calibration.

    ``tolerance_percent``: a measured flow further than this from the label is out of tolerance (exactly at it is not).
    ``readings_before_change``: so many readings in a row, on one side, before the fill flow changes.
    ``shortest_interval_days``: a shorter interval says too little about the flow.
    ``calibrating_contents``: fills whose intervals measure the flow; a viscous fill never does.
    ``recheck_within_days``: after a reading out of tolerance, refill and verify sooner than this.
    ``fill_flow_step_ml_per_day``, ``fill_flow_rounding``: how a measured flow becomes one that a fill is ordered for.
    """

    tolerance_percent: Sourced[PositiveExact]
    readings_before_change: Sourced[Annotated[int, Field(ge=1, le=10)]]
    shortest_interval_days: Sourced[PositiveExact]
    calibrating_contents: Sourced[Annotated[tuple[Contents, ...], Field(min_length=1)]]
    recheck_within_days: Sourced[PositiveExact]
    fill_flow_step_ml_per_day: Sourced[PositiveExact]
    fill_flow_rounding: Sourced[RoundingRule]
