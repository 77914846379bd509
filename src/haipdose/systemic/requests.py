"""The documents of ``haipdose systemic``: what is asked, what is answered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from haipdose.derivation import Notice, Step
from haipdose.evidence import Document, Evidence
from haipdose.patient.body import Patient
from haipdose.patient.laboratory import LabResult
from haipdose.protocol.approval import ProtocolStamp, Release
from haipdose.quantities import Computed, NonNegativeExact, PositiveExact

Grade = Annotated[int, Field(ge=0, le=4)]


class SystemicAction(StrEnum):
    """What to do with a cycle or with one drug of it, from "give" to the most restrictive."""

    GIVE = "give"
    REDUCE = "reduce"
    OMIT = "omit"
    UNDETERMINED = "undetermined"
    DELAY = "delay"
    DISCONTINUE = "discontinue"

    @property
    def gives(self) -> bool:
        """Whether anything is given."""
        return self in {SystemicAction.GIVE, SystemicAction.REDUCE}


class CycleEvent(Document):
    """A toxicity or event since the last cycle.

    ``grade`` is the worst grade since then, ``now`` the grade on day 1; without ``now`` it has not settled.
    ``occurrence`` counts how often this grade has been reached in the course. Not graded, grade 0 and not listed are
    three different things.
    """

    name: str
    grade: Grade | None = None
    now: Grade | None = None
    occurrence: int = Field(default=1, ge=1, le=20)

    @property
    def on_day_1(self) -> int | None:
        """The grade on day 1, as far as it is known."""
        return self.grade if self.now is None else self.now

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.now is not None and (self.grade is None or self.now > self.grade):
            msg = "the grade on day 1 cannot be above the worst grade since the last cycle"
            raise ValueError(msg)
        return self


class PreviousDose(Document):
    """What a component was given in the cycle before: as amount (mg/m², mg/kg or mg) or as percent of full dose.

    ``infusion_hours`` is given when the infusion had been prolonged: it stays prolonged.
    """

    component: str
    amount: NonNegativeExact | None = None
    percent: Annotated[NonNegativeExact, Field(le=100)] | None = None
    infusion_hours: PositiveExact | None = None
    reductions: int = Field(default=0, ge=0, le=9)
    stopped: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.amount is None) == (self.percent is None):
            msg = "give the amount or the percent of full dose, one of them"
            raise ValueError(msg)
        return self


class Operation(Document):
    """An operation that was done or is planned."""

    date: date
    wound_healed: bool | None = None


class CycleSituation(Document):
    """What is known on the day on which a cycle is decided.

    ``current`` are day-1 results, ``since_last`` those between the cycles. ``events_complete`` says that every toxicity
    was asked for, so that what is not listed is absent. ``due`` is the planned day 1, from which a delay counts.
    """

    cycle: int = Field(ge=1, le=60)
    current: tuple[LabResult, ...] = ()
    since_last: tuple[LabResult, ...] = ()
    events: tuple[CycleEvent, ...] = ()
    events_complete: bool = False
    previous: tuple[PreviousDose, ...] = ()
    dpyd: Literal["normal", "partial", "complete"] | None = None
    operations: tuple[Operation, ...] = ()
    due: date | None = None
    as_of: AwareDatetime

    @model_validator(mode="after")
    def _each_component_once(self) -> Self:
        names = [dose.component for dose in self.previous]
        if len(set(names)) != len(names):
            msg = "a component stands twice in the previous doses"
            raise ValueError(msg)
        return self


class SystemicRequest(CycleSituation):
    """A systemic cycle to be decided and calculated.

    ``arm`` may be left out when the protocol has one; ``with_pump`` left out follows the arm.
    """

    patient: Patient
    protocol: str
    arm: str | None = None
    regimen: str
    additions: tuple[str, ...] = ()
    with_pump: bool | None = None


class Reason(Document):
    """Why something is decided, with the rule that says so."""

    text: str
    rule: str
    source: str
    evidence: Evidence


class DrugDecision(Document):
    """What is decided about one component, before body size comes in.

    ``amount`` is mg/m², mg/kg or mg of one administration; None when nothing is given or it cannot be said.
    """

    component: str
    drug: str
    action: SystemicAction
    amount: Computed | None
    unit: str
    full_amount: Computed
    percent_of_full: Computed | None
    infusion_hours: Computed | None
    reductions: int
    reasons: tuple[Reason, ...]


class SystemicDecision(Document):
    """What is decided about a cycle: the action, each component, what is missing, until when to wait."""

    action: SystemicAction
    drugs: tuple[DrugDecision, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    delay_until: date | None
    latest_start: date
    warnings: tuple[Notice, ...]
    derivation: tuple[Step, ...]


class DrugAnswer(DrugDecision):
    """One component with its dose in mg. Without a cycle to give, every dose is None."""

    route: str
    days: str
    doses_per_day: int
    dose_mg_exact: Computed | None
    dose_mg: Computed | None
    rounding_deviation_percent: Computed | None


class SystemicAnswer(Document):
    """The answer of ``haipdose systemic``."""

    action: SystemicAction
    arm: str
    regimen: str
    regimen_title: str
    with_pump: bool
    cycle: int
    cycle_days: int
    body_surface_m2_exact: Computed
    body_surface_m2: Computed
    drugs: tuple[DrugAnswer, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    delay_until: date | None
    latest_start: date
    warnings: tuple[Notice, ...]
    derivation: tuple[Step, ...]
    protocol: ProtocolStamp
    release: Release
