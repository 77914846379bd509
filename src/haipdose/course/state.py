"""What a course has come to, as of a moment: plain frozen records, rebuilt from the facts at every question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from haipdose.course.facts import (
    ClinicalEvent,
    ConversionSurgeryPlanned,
    DoseOverride,
    FlowMeasured,
    FloxuridineDiscontinued,
    FloxuridineHeld,
    ImagingDone,
    Laboratory,
    LiverPanelJudged,
    LongBreakStarted,
    PerfusionScan,
    PumpExplanted,
    PumpImplanted,
    SystemicDiscontinued,
    SystemicGiven,
    SystemicHeld,
    ToxicityReviewed,
    Unavailable,
    WeightMeasured,
)
from haipdose.evidence import Document
from haipdose.protocol.contents import Contents


class CourseConflict(Document):
    """Facts that contradict each other or the pump. It blocks every dose until a correction fact settles it."""

    code: str
    message: str
    facts: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class FillRecord:
    """One fill of the reservoir. ``cycle`` counts the floxuridine fills up to and with this one: 0 before the first."""

    key: str
    cycle: int
    contents: Contents
    at: datetime
    volume_ml: Decimal
    floxuridine_mg: Decimal | None
    dose_percent: Decimal | None
    emptied_at: datetime | None = None
    returned_ml: Decimal | None = None

    @property
    def is_floxuridine(self) -> bool:
        """Whether floxuridine was in it."""
        return self.contents is Contents.FLOXURIDINE


@dataclass(frozen=True, slots=True)
class Appointment:
    """The last date that was agreed for a visit; ``reason`` is None when it was only confirmed."""

    key: str
    day: date
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class CourseState:
    """The whole course as of ``as_of``. Lists are in time order.

    ``in_reservoir`` is the fill that is in the pump now, None when it is empty or its contents are not known.
    """

    as_of: datetime
    start: date | None = None
    implanted: PumpImplanted | None = None
    explanted: PumpExplanted | None = None
    fills: tuple[FillRecord, ...] = ()
    in_reservoir: FillRecord | None = None
    emptied_at: datetime | None = None
    flow_measurements: tuple[FlowMeasured, ...] = ()
    scans: tuple[PerfusionScan, ...] = ()
    weights: tuple[WeightMeasured, ...] = ()
    laboratory: tuple[Laboratory, ...] = ()
    events: tuple[ClinicalEvent, ...] = ()
    toxicity_reviews: tuple[ToxicityReviewed, ...] = ()
    systemic: tuple[SystemicGiven, ...] = ()
    systemic_holds: tuple[SystemicHeld, ...] = ()
    systemic_discontinued: SystemicDiscontinued | None = None
    floxuridine_holds: tuple[FloxuridineHeld, ...] = ()
    discontinued: FloxuridineDiscontinued | None = None
    override: DoseOverride | None = None
    long_break: LongBreakStarted | None = None
    break_ended_at: datetime | None = None
    unavailable: tuple[Unavailable, ...] = ()
    appointments: Mapping[str, Appointment] = field(default_factory=dict)
    imaging: tuple[ImagingDone, ...] = ()
    panels: tuple[LiverPanelJudged, ...] = ()
    conversion_planned: ConversionSurgeryPlanned | None = None
    conversion_done_at: datetime | None = None
    protocol: str | None = None
    conflicts: tuple[CourseConflict, ...] = ()
    facts_not_yet_known: int = 0

    @property
    def floxuridine_fills(self) -> tuple[FillRecord, ...]:
        """The fills with floxuridine, in order: one a pump cycle."""
        return tuple(fill for fill in self.fills if fill.is_floxuridine)

    @property
    def cycles_given(self) -> int:
        """How many floxuridine fills were given."""
        return self.fills[-1].cycle if self.fills else 0

    @property
    def floxuridine_given_mg(self) -> Decimal:
        """Floxuridine that was put into the pump so far, mg; not what was delivered."""
        return sum((fill.floxuridine_mg or Decimal(0) for fill in self.fills), Decimal(0))

    @property
    def last_floxuridine(self) -> FillRecord | None:
        """The latest floxuridine fill."""
        return next((fill for fill in reversed(self.fills) if fill.is_floxuridine), None)
