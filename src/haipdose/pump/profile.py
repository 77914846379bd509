"""The shape of a pump profile: what is known about a pump model, with where each value comes from.

A profile never holds a flow rate: that always comes from the individual pump. A value that nobody found is absent, and
whatever needs it asks for it with the individual pump (:mod:`haipdose.pump.in_use`).
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from haipdose.evidence import Document, Sourced
from haipdose.quantities import Exact, NonNegativeExact, PositiveExact

ProfileId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class FloxuridineStatus(StrEnum):
    """Whether floxuridine may go into this pump. ``unknown`` means that no source was found, not that it may."""

    APPROVED = "approved"
    OFF_LABEL = "off-label"
    NOT_FOR_FLOXURIDINE = "not-for-floxuridine"
    UNKNOWN = "unknown"


class PumpKind(StrEnum):
    """``implantable``: in the patient. ``bench``: on a table, for measuring; never for a patient."""

    IMPLANTABLE = "implantable"
    BENCH = "bench"


class Codec(StrEnum):
    """The wire format that a programmer of this pump speaks; ``none`` when no public one exists."""

    NONE = "none"
    REFERENCE = "reference"
    NE1000 = "ne1000"


class ProfileSource(Document):
    """Where values of a profile come from."""

    citation: Text
    locator: str | None = None
    accessed: date | None = None


class Range(Document):
    """A closed range; either end may be open when it is not known."""

    minimum: Exact | None = None
    maximum: Exact | None = None


class Battery(Document):
    """The pump's source of energy, if any."""

    present: Sourced[bool]
    life_years: Sourced[Range] | None = None
    end_of_life_notice: Sourced[Text] | None = None


class Reservoir(Document):
    """Volumes in mL. ``capacity_ml`` is one fixed size, ``capacities_ml`` the sizes that exist: never both.

    ``residual_ml`` never comes out; when only its largest value is known it stands in ``residual_maximum_ml``.
    """

    capacity_ml: Sourced[PositiveExact] | None = None
    capacities_ml: Sourced[tuple[PositiveExact, ...]] | None = None
    residual_ml: Sourced[NonNegativeExact] | None = None
    residual_maximum_ml: Sourced[NonNegativeExact] | None = None
    propellant: Sourced[Text] | None = None


class Flow(Document):
    """What is known about flows of the model (mL/day, percent); the individual pump's own flow is never in here.

    ``plausible_ml_per_day`` guards against typing errors: a flow outside is refused. ``usual_ml_per_day``: outside, a
    warning. ``deliverable_ml_per_day``: what a programmable pump can do at all. ``choices_ml_per_day``: factory sizes.
    """

    plausible_ml_per_day: Sourced[Range]
    usual_ml_per_day: Sourced[Range] | None = None
    deliverable_ml_per_day: Sourced[Range] | None = None
    choices_ml_per_day: Sourced[tuple[PositiveExact, ...]] | None = None
    accuracy_percent: Sourced[PositiveExact] | None = None
    observed_accuracy: Sourced[Text] | None = None
    restrictor: Sourced[Text] | None = None
    origin: Sourced[Text] | None = None
    temperature: Sourced[Text] | None = None
    pressure: Sourced[Text] | None = None
    viscosity: Sourced[Text] | None = None


class Catheter(Document):
    """The catheter and what it holds; lengths in mm and cm, volumes in mL."""

    inner_diameter_mm: Sourced[PositiveExact] | None = None
    outer_diameter_mm: Sourced[PositiveExact] | None = None
    material: Sourced[Text] | None = None
    ml_per_cm: Sourced[PositiveExact] | None = None
    access_port_ml: Sourced[PositiveExact] | None = None


class Access(Document):
    """How a needle reaches the pump."""

    bolus_path: Sourced[Text] | None = None
    refill_needle: Sourced[Text] | None = None
    septum_punctures: Sourced[PositiveExact] | None = None
    smallest_syringe_ml: Sourced[PositiveExact] | None = None
    filter_um: Sourced[PositiveExact] | None = None


class Fluids(Document):
    """What the pump's labelling says may go in."""

    labelled_infusates: Sourced[tuple[Text, ...]] | None = None
    diluents: Sourced[tuple[Text, ...]] | None = None
    interruption: Sourced[tuple[Text, ...]] | None = None
    extension: Sourced[tuple[Text, ...]] | None = None
    extra_priming_ml: Sourced[PositiveExact] | None = None
    note: Sourced[Text] | None = None


class RefillChecks(Document):
    """Thresholds at a refill (mL, percent).

    ``volume_discrepancy_ml``: a larger difference between injected and measured volume after a refill may mean a fill
    into the pocket. ``drained_within_percent``: how far the drained volume may be from the predicted one.
    ``refill_at_ml``: the expected volume at which the next refill is due.
    """

    volume_discrepancy_ml: Sourced[PositiveExact] | None = None
    drained_within_percent: Sourced[PositiveExact] | None = None
    refill_at_ml: Sourced[PositiveExact] | None = None
    refill_rule: Sourced[Text] | None = None


class Programming(Document):
    """Limits and increments of a programmable pump; rates in mL/day, volumes in mL, durations in minutes."""

    codec: Sourced[Codec]
    rate_minimum_ml_per_day: Sourced[NonNegativeExact] | None = None
    rate_maximum_ml_per_day: Sourced[PositiveExact] | None = None
    rate_step_ml_per_day: Sourced[PositiveExact] | None = None
    volume_step_ml: Sourced[PositiveExact] | None = None
    bolus_minimum_ml: Sourced[PositiveExact] | None = None
    bolus_maximum_ml: Sourced[PositiveExact] | None = None
    bolus_duration_minutes: Sourced[Range] | None = None
    bolus_rate_maximum_ml_per_day: Sourced[PositiveExact] | None = None
    low_reservoir_alarm_ml: Sourced[PositiveExact] | None = None
    low_reservoir_alarm_range_ml: Sourced[Range] | None = None
    internal_tubing_ml: Sourced[PositiveExact] | None = None
    programmer: Sourced[Text] | None = None


class Bench(Document):
    """What a bench pump adds: its line and what it says on it."""

    line_settings: Sourced[Text] | None = None
    number_format: Sourced[Text] | None = None
    alarms: Sourced[tuple[Text, ...]] | None = None


class PumpProfile(Document):
    """A pump model. ``revision`` changes with any value; the digest says which values an answer was made with."""

    schema_version: Literal["1"]
    id: ProfileId
    revision: Text
    title: Text
    aliases: tuple[ProfileId, ...] = ()
    names: tuple[Text, ...] = Field(min_length=1)
    kind: PumpKind
    fictitious: bool = False
    programmable: Sourced[bool]
    telemetry: Sourced[bool] | None = None
    floxuridine_status: Sourced[FloxuridineStatus]
    lineage: Sourced[Text] | None = None
    approval_number: Sourced[Text] | None = None
    status: Sourced[Literal["current", "discontinued", "historic"]] | None = None
    indication: Sourced[Text] | None = None
    use_in_trials: Sourced[Text] | None = None
    models: Sourced[tuple[Text, ...]] | None = None
    dimensions: Sourced[Text] | None = None
    housing: Sourced[Text] | None = None
    life_years: Sourced[Range] | None = None
    magnetic_resonance: Sourced[Text] | None = None
    alarms: Sourced[Text] | None = None
    battery: Battery | None = None
    reservoir: Reservoir
    flow: Flow
    access: Access = Access()
    catheter: Catheter = Catheter()
    fluids: Fluids = Fluids()
    refill_checks: RefillChecks = RefillChecks()
    programming: Programming | None = None
    bench: Bench | None = None
    sources: dict[str, ProfileSource]

    @property
    def digest(self) -> str:
        """SHA-256 over the content: the same values give the same digest, however the file is laid out."""
        ordered = self.model_copy(update={"sources": dict(sorted(self.sources.items()))})
        return hashlib.sha256(ordered.model_dump_json(exclude_none=True).encode()).hexdigest()

    def rule_path(self, field: str) -> str:
        """The path by which a site confirms a value of this profile, such as ``profile:<id>:reservoir.residual_ml``."""
        return f"profile:{self.id}:{field}"


class ProfileSummary(Document):
    """One line of the list of profiles."""

    id: str
    title: str
    aliases: tuple[str, ...]
    kind: PumpKind
    programmable: bool
    floxuridine_status: FloxuridineStatus
    fictitious: bool
    digest: str


def summarise(profile: PumpProfile) -> ProfileSummary:
    """The list entry of ``profile``."""
    return ProfileSummary(
        id=profile.id,
        title=profile.title,
        aliases=profile.aliases,
        kind=profile.kind,
        programmable=profile.programmable.value,
        floxuridine_status=profile.floxuridine_status.value,
        fictitious=profile.fictitious,
        digest=profile.digest,
    )
