"""The documents of ``haipdose plan``: the course that is asked about, and the plan that is answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from haipdose.course.facts import Correction, DoseOverride, Fact
from haipdose.course.state import CourseConflict
from haipdose.derivation import Notice, Step
from haipdose.evidence import Document
from haipdose.fill.requests import FillAnswer
from haipdose.patient.body import Patient
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.protocol.contents import Contents
from haipdose.pump.in_use import PumpInUse
from haipdose.quantities import Computed
from haipdose.schedule.clinic import Clinic
from haipdose.schedule.model import Status, Stream

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class Course(Document):
    """A course of treatment: who, with what, where, and what happened so far.

    ``pump`` is needed in an arm with a pump. ``pump_cycles`` limits the planned floxuridine cycles, at most the
    protocol's. ``dpyd`` is the DPYD result that systemic doses need.
    """

    id: Name | None = None
    patient: Patient
    pump: PumpInUse | None = None
    protocol: Name
    arm: Name
    regimen: Name | None = None
    additions: tuple[Name, ...] = ()
    dpyd: Literal["normal", "partial", "complete"] | None = None
    clinic: Clinic
    as_of: AwareDatetime
    pump_cycles: Annotated[int, Field(ge=1, le=24)] | None = None
    facts: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _somebody_decides(self) -> Self:
        for fact in self.facts:
            said = fact.replacement if isinstance(fact, Correction) else fact
            if isinstance(said, DoseOverride) and not said.by:
                msg = "an override needs 'by': the role or user id that decides"
                raise ValueError(msg)
        return self


PlanRequest = Course


class Window(Document):
    """The first and last day of a visit, and the day that the rules aim at."""

    earliest: date
    target: date
    latest: date


class PlanItem(Document):
    """One thing done at a visit.

    ``decision`` is what the rules say about a dose now: ``give``, ``reduce``, ``hold``, ``discontinue`` or
    ``undetermined`` (``missing`` says what to draw). A ``provisional`` dose is the last one carried on: it is decided
    only when the results before the visit are there. ``fill`` is the whole answer of ``haipdose fill``. ``kept`` says
    why the amounts are left out for this reader; the engine itself leaves nothing out.
    """

    kind: str
    text: str
    drug: str | None = None
    dose: Computed | None = None
    unit: str | None = None
    dose_percent: Computed | None = None
    contents: Contents | None = None
    volume_ml: Computed | None = None
    decision: str | None = None
    provisional: bool = False
    missing: tuple[str, ...] = ()
    fill: FillAnswer | None = None
    kept: Literal["blind-double-check"] | None = None
    derivation: tuple[Step, ...] = ()


class PlanVisit(Document):
    """One visit of one stream. Its ``id`` stays the same across re-planning; ``together_with`` are the others that day.

    ``date`` is None when the visit is cancelled or no day fits. ``follows`` is the visit that ``rule`` counts from.
    """

    id: str
    stream: Stream
    kind: str
    cycle: int
    status: Status
    date: date | None
    at: datetime | None
    window: Window | None
    items: tuple[PlanItem, ...]
    moved_because: tuple[str, ...]
    together_with: tuple[str, ...]
    follows: str | None
    rule: str | None


class RunDryTimes(Document):
    """What is in the pump and until when it lasts; the times are missing for a fluid of unknown flow."""

    contents: Contents
    filled_at: datetime
    volume_ml: Computed
    flow_ml_per_day: Computed
    fast_flow_ml_per_day: Computed
    nominal: datetime | None
    fast_limit: datetime | None
    last_refill_date: date


class NextAction(Document):
    """What to do next. ``do-not-give`` and ``decide`` are answers, not errors."""

    action: Literal[
        "visit", "draw-laboratory", "do-not-give", "decide-conflict", "correct-facts", "see-at-once", "nothing"
    ]
    visit: str | None
    date: date | None
    text: str
    reasons: tuple[str, ...] = ()


class PlanOption(Document):
    """A way out of a conflict, what it breaks, and what it costs."""

    what: str
    date: date | None
    breaks: tuple[str, ...]
    cost: str


class PlanConflict(Document):
    """Rules or wishes that cannot all be met, named, with the least bad options. Nothing is broken quietly."""

    code: str
    message: str
    rules: tuple[str, ...]
    visits: tuple[str, ...]
    facts: tuple[str, ...]
    options: tuple[PlanOption, ...]
    impossible: bool


class PlanChange(Document):
    """What became of one visit since the earlier plan."""

    id: str
    before: date | None
    after: date | None
    why: tuple[str, ...]


class PlanChanges(Document):
    """The plan against an earlier one, visit by visit."""

    added: tuple[PlanChange, ...]
    moved: tuple[PlanChange, ...]
    cancelled: tuple[PlanChange, ...]
    completed: tuple[PlanChange, ...]
    changed: tuple[PlanChange, ...]
    unchanged: tuple[str, ...]


class CourseSummary(Document):
    """Where the course stands."""

    floxuridine_cycles_given: int
    floxuridine_cycles_planned: int
    floxuridine_filled_mg: Computed
    last_dose_percent: Computed | None
    systemic_cycles_given: int
    flow_ml_per_day: Computed | None
    weight_kg: Computed
    facts_not_yet_known: int


class PlanAnswer(Document):
    """The answer of ``haipdose plan``."""

    as_of: datetime
    protocol: ProtocolStamp
    arm: str
    course: CourseSummary
    next_action: NextAction
    visits: tuple[PlanVisit, ...]
    run_dry: RunDryTimes | None
    alerts: tuple[Notice, ...]
    conflicts: tuple[PlanConflict, ...]
    fact_conflicts: tuple[CourseConflict, ...]
    changes: PlanChanges | None = None
    derivation: tuple[Step, ...]
    release: Release

    @property
    def do_not_give(self) -> bool:
        """Whether the answer is "do not give": nothing may be given next, or no plan is possible."""
        return self.next_action.action in {"do-not-give", "decide-conflict", "correct-facts", "see-at-once"} or any(
            conflict.impossible for conflict in self.conflicts
        )
