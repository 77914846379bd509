"""The shape of the endpoint data: definitions, rules and instruments, each with its source. No I/O in here."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from haipdose.evidence import NEEDS_SITE, Document, Evidence, Sourced
from haipdose.quantities import NonNegativeExact, PositiveExact
from haipdose.trial.facts import ClavienDindo

Days = Annotated[int, Field(ge=0, le=3660)]
Dimension = Literal["mobility", "self_care", "usual_activities", "pain", "anxiety"]


class Source(Document):
    """Where a rule comes from."""

    citation: str


class Definition(Document):
    """An endpoint: the registry's wording and how it is read here."""

    title: str
    wording: str
    time_frame: str
    rule: str
    source: str
    evidence: Evidence
    assumption: str | None = None


class RecistRules(Document):
    """The numbers of RECIST 1.1. Lengths in mm."""

    standard: str
    measurable_mm: Sourced[PositiveExact]
    measurable_on_x_ray_mm: Sourced[PositiveExact]
    measurable_slices: Sourced[PositiveExact]
    slice_limit_mm: Sourced[PositiveExact]
    measurable_node_mm: Sourced[PositiveExact]
    normal_node_below_mm: Sourced[PositiveExact]
    largest_number_of_targets: Sourced[int]
    largest_number_in_an_organ: Sourced[int]
    too_small_mm: Sourced[PositiveExact]
    partial_response_percent: Sourced[PositiveExact]
    progression_percent: Sourced[PositiveExact]
    progression_mm: Sourced[PositiveExact]
    baseline_days: Sourced[Days]


class ResponseRules(Document):
    """When a response counts, and what its confirmation needs."""

    induction_months: Sourced[Annotated[int, Field(ge=1, le=60)]]
    scan_grace_days: Sourced[Days]
    confirmation_required: Sourced[bool]
    confirmation_days: Sourced[Days]
    not_evaluable_between: Sourced[Annotated[int, Field(ge=0, le=9)]]
    stable_between: Sourced[Annotated[int, Field(ge=0, le=9)]]
    least_stable_days: Sourced[Days]


class Interval(Document):
    """From this day after randomisation on, scans are this many days apart."""

    from_day: Days
    days: Annotated[int, Field(ge=1, le=3660)]


def _from_day_zero(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    starts = [interval.from_day for interval in intervals]
    if starts != sorted(set(starts)) or starts[:1] != [0]:
        msg = "intervals begin on day 0 and follow each other"
        raise ValueError(msg)
    return intervals


class FollowUpRules(Document):
    """Horizon and censoring."""

    horizon_years: Sourced[Annotated[int, Field(ge=1, le=50)]]
    assessment_intervals: Sourced[Annotated[tuple[Interval, ...], AfterValidator(_from_day_zero)]]
    assessment_window_days: Sourced[Days]
    missed_assessments: Sourced[Annotated[int, Field(ge=0, le=9)]]
    new_therapy: Sourced[Literal["censor", "ignore"]]
    progression_by: Sourced[Literal["either", "recist", "stated"]]

    def longest_gap_days(self, since: int) -> int | None:
        """How long after the last adequate assessment, on day ``since``, an event still counts; None: always."""
        missed = self.missed_assessments.value
        if not missed:
            return None
        apart = [interval.days for interval in self.assessment_intervals.value if interval.from_day <= since][-1]
        return missed * apart + self.assessment_window_days.value


class SurgeryRules(Document):
    """Which surgeries and complications count."""

    complication_days: Sourced[Annotated[tuple[Days, ...], Field(min_length=1)]]
    lowest_grade: Sourced[ClavienDindo]
    counted: Sourced[tuple[str, ...]]
    of_the_liver: Sourced[tuple[str, ...]]


class AdverseEventRules(Document):
    """Which adverse events count."""

    lowest_grade: Sourced[Annotated[int, Field(ge=1, le=5)]]
    days_after_treatment: Sourced[Days]


class PathologyRules(Document):
    """Mandard grades up to which a response is complete, and major."""

    complete_up_to: Sourced[Annotated[int, Field(ge=1, le=5)]]
    major_up_to: Sourced[Annotated[int, Field(ge=1, le=5)]]


class QalyRules(Document):
    """How the area under the utilities is taken."""

    days_per_year: Sourced[PositiveExact]
    baseline_days: Sourced[Days]
    towards_death: Sourced[Literal["linear", "last-value"]]


class Scale(Document):
    """One scale of the QLQ-C30; ``range`` is the highest answer less the lowest."""

    title: str
    items: Annotated[tuple[int, ...], Field(min_length=1)]
    range: Annotated[int, Field(ge=1)]
    kind: Literal["functional", "symptom", "global"]


class QlqC30Rules(Document):
    """The scales of the QLQ-C30."""

    instrument: str
    source: str
    evidence: Evidence
    locator: str
    answered_share: Sourced[PositiveExact]
    scales: dict[str, Scale]

    @model_validator(mode="after")
    def _every_item_once(self) -> Self:
        items = sorted(item for scale in self.scales.values() for item in scale.items)
        if items != list(range(1, 31)):
            msg = "each of the items 1 to 30 belongs to exactly one scale"
            raise ValueError(msg)
        return self


class EqFiveDRules(Document):
    """A value set of the EQ-5D-3L: decrements from 1."""

    instrument: str
    source: str
    evidence: Evidence
    locator: str
    any_problem: NonNegativeExact
    any_extreme_problem: NonNegativeExact
    some_problems: dict[Dimension, NonNegativeExact]
    extreme_problems: dict[Dimension, NonNegativeExact]


class IpcqRules(Document):
    """How the hours of the iPCQ are counted and priced; a price that the site has not set is None."""

    instrument: str
    recall_days: Sourced[Annotated[int, Field(ge=7, le=366)]]
    method: Sourced[Literal["friction-cost", "human-capital"]]
    friction_days: Sourced[Days]
    currency: Sourced[str]
    paid_hour_price: Sourced[PositiveExact] | None = None
    unpaid_hour_price: Sourced[PositiveExact] | None = None


class EndpointRules(Document):
    """Everything that :func:`haipdose.trial.endpoints.outcomes` rests on. ``reasons``: what each reason means."""

    id: str
    follow_up: FollowUpRules
    recist: RecistRules
    response: ResponseRules
    surgery: SurgeryRules
    adverse_events: AdverseEventRules
    pathology: PathologyRules
    qaly: QalyRules
    qlq_c30: QlqC30Rules
    eq_5d_3l: EqFiveDRules
    ipcq: IpcqRules
    definitions: dict[str, Definition]
    reasons: dict[str, str]
    sources: dict[str, Source]

    @model_validator(mode="after")
    def _sources_are_known(self) -> Self:
        unknown = sorted(set(_sources_in(self.model_dump())) - set(self.sources))
        if unknown:
            msg = f"no source is given for {', '.join(unknown)}"
            raise ValueError(msg)
        return self


def _sources_in(value: object) -> list[str]:
    """Every ``source`` named somewhere in a dumped document."""
    if isinstance(value, dict):
        here = [value["source"]] if isinstance(value.get("source"), str) else []
        return [*here, *(name for part in value.values() for name in _sources_in(part))]
    return []


def needing_site(rules: EndpointRules) -> tuple[str, ...]:
    """The dotted paths of values that the trial has to set or confirm, in order."""
    found: list[str] = []
    for group, body in rules:
        if isinstance(body, Document):
            for name, value in body:
                if isinstance(value, Sourced) and value.evidence in NEEDS_SITE:
                    found.append(f"{group}.{name}")
    return tuple(found)
