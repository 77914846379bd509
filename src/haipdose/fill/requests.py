"""The fill question and its answer, as the outside sees them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from haipdose.derivation import Notice, Step
from haipdose.evidence import Document
from haipdose.patient.body import Patient, WeightKg
from haipdose.patient.dosing_weight import WeightRule
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.protocol.contents import Contents
from haipdose.protocol.fill_rules import Diluent, Drug, Key
from haipdose.pump.in_use import PumpInUse
from haipdose.quantities import Computed, NonNegativeExact, PositiveExact


class Additives(Document):
    """Overrides of what goes in beside floxuridine; what is absent follows the protocol, zero means none.

    ``dexamethasone`` chooses the rule, ``dexamethasone_mg`` and ``heparin_units`` the amounts in the reservoir.
    """

    dexamethasone: Literal["none", "flat-per-reservoir", "per-day"] | None = None
    dexamethasone_mg: NonNegativeExact | None = None
    heparin_units: NonNegativeExact | None = None


class FillRequest(Document):
    """A fill question.

    ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never assumed.
    ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the protocol and are pointed out.
    ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this one.
    """

    patient: Patient | None = None
    pump: PumpInUse
    protocol: str
    contents: Contents
    dose_percent: Annotated[PositiveExact, Field(le=100)] | None = None
    infusion_days: Annotated[PositiveExact, Field(le=366)] | None = None
    dose_rate_mg_per_kg_per_day: PositiveExact | None = None
    weight_rule: WeightRule | None = None
    rounding_mg: PositiveExact | None = None
    additives: Additives | Literal["none"] | None = None
    products: dict[Drug, Key] = Field(default_factory=dict)
    diluent: Diluent | None = None
    previous_weight_kg: WeightKg | None = None
    as_of: date | None = None
    planned_date: date | None = None
    cycle: Annotated[int, Field(ge=1, le=100)] | None = None


class Component(Document):
    """One thing in the pump solution.

    ``amount`` is what the solution holds of it. ``volume_ml`` is exact; ``drawn_up_ml`` the same at the graduation of
    ``syringe_ml``, and ``drawn_up_deviation_percent`` what that changes. ``vials`` are whole containers, ``waste`` is
    what stays in them, in the unit of ``amount`` (mL for a diluent, whose containers are not counted).
    """

    name: str
    amount: Computed
    unit: Literal["mg", "units", "mL"]
    volume_ml: Computed
    product: str
    strength: str
    preparation: str | None = None
    container: str | None = None
    vials: int | None = None
    waste: Computed | None = None
    syringe_ml: Computed
    draws: int
    drawn_up_ml: Computed
    drawn_up_deviation_percent: Computed


class ReturnRange(Document):
    """What may come back at emptying, mL: at the fast and at the slow limit of the flow's tolerance."""

    lowest: Computed
    highest: Computed


class RunsDry(Document):
    """Days from the fill until nothing is delivered any more, at the flow and at the fast limit of its tolerance."""

    nominal: Computed
    fast_limit: Computed


class ForwardCheck(Document):
    """What an independent simulation of the reservoir says; mL, mg and mg/day."""

    passed: bool
    tolerance_percent: Computed
    lowest_daily_mg: Computed
    highest_daily_mg: Computed
    worst_deviation_percent: Computed
    delivered_ml: Computed
    delivered_mg: Computed
    returned_ml: Computed
    returned_mg: Computed


class FloxuridineAmounts(Document):
    """The floxuridine part of an answer; all null for other contents.

    ``daily_dose_mg`` is the prescribed one, after ``dose_percent``; ``prescribed_mg`` is it over the infusion days, and
    ``delivered_mg`` what the ordered (rounded) fill delivers in them. ``returned_mg`` is withdrawn at emptying.
    """

    dose_percent: Computed | None = None
    ideal_weight_kg: Computed | None = None
    dosing_weight_kg: Computed | None = None
    full_daily_dose_mg: Computed | None = None
    daily_dose_mg: Computed | None = None
    prescribed_mg: Computed | None = None
    floxuridine_mg_exact: Computed | None = None
    floxuridine_mg: Computed | None = None
    rounding_deviation_percent: Computed | None = None
    concentration_mg_per_ml: Computed | None = None
    delivered_mg: Computed | None = None
    returned_mg: Computed | None = None
    forward_check: ForwardCheck | None = None


class FillAnswer(FloxuridineAmounts):
    """A fill that can be prepared and checked.

    ``total_volume_ml`` is prepared and injected; with the residual it makes ``reservoir_ml``. ``delivered_ml`` and
    ``expected_return_ml`` are null when the flow of this content is not known. ``calibrates_flow``: whether the
    interval of this fill measures the pump's flow.
    """

    contents: Contents
    request: FillRequest
    infusion_days: Computed
    components: tuple[Component, ...]
    diluent_ml: Computed
    total_volume_ml: Computed
    reservoir_ml: Computed
    residual_ml: Computed
    flow_ml_per_day: Computed
    delivered_ml: Computed | None
    expected_return_ml: Computed | None
    return_range_ml: ReturnRange | None
    runs_dry_after_days: RunsDry
    calibrates_flow: bool
    warnings: tuple[Notice, ...]
    derivation: tuple[Step, ...]
    profile: str
    profile_digest: str
    protocol: ProtocolStamp
    release: Release
