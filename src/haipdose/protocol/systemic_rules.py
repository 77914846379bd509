"""The systemic section of a protocol: regimens, day-1 limits, reductions, intervals. Numbers come from data files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.protocol.systemic_regimens import Bar, DoseRounding, Offer, Regimen
from haipdose.quantities import PositiveExact, RoundingRule

Grade = Annotated[int, Field(ge=0, le=4)]
Days = Annotated[int, Field(ge=1, le=366)]
Percent = Annotated[PositiveExact, Field(lt=100)]


class BodySurfaceRules(Document):
    """How body surface area is worked out, rounded and, where a protocol wants it, capped."""

    formula: Sourced[Literal["dubois", "mosteller"]]
    step_m2: Sourced[PositiveExact]
    rounding: Sourced[RoundingRule]
    cap_m2: Sourced[PositiveExact] | None = None


class LabLimit(Document):
    """A laboratory value that must hold on day 1.

    ``limit`` itself is allowed. With ``times_upper_limit`` it is a multiple of the laboratory's upper limit. An empty
    ``components`` means every regimen; otherwise the limit counts when one of them is given. ``otherwise``: the whole
    cycle is delayed, or only these components are left out.
    """

    test: str
    sense: Literal["at-least", "at-most"]
    limit: Sourced[PositiveExact]
    unit: str
    times_upper_limit: bool = False
    components: tuple[str, ...] = ()
    otherwise: Literal["delay", "omit"] = "delay"

    @model_validator(mode="after")
    def _omits_something(self) -> Self:
        if self.otherwise == "omit" and not self.components:
            msg = "a limit that leaves components out must name them"
            raise ValueError(msg)
        return self


class GradeLimit(Document):
    """A toxicity that must have settled by day 1: its grade on that day may be ``at_most``."""

    event: str
    at_most: Sourced[Grade]
    components: tuple[str, ...] = ()


class DayOne(Document):
    """When a cycle may start. A result older than ``results_valid_days`` says nothing about day 1."""

    labs: dict[str, LabLimit] = Field(min_length=1)
    grades: dict[str, GradeLimit] = Field(default_factory=dict)
    results_valid_days: Sourced[PositiveExact]
    delay_days: Sourced[Days]
    longest_delay_days: Sourced[Days]


class Effect(Document):
    """What a reduction does to one component: exactly one of these.

    ``to`` with ``of``: a table's dose for its starting dose ``of``. ``percent_of_full``, ``percent_of_previous``.
    ``levels_down``: so many dose levels. ``drop``: not given any more, counted as a reduction. ``hold``: not this time.
    ``stop``: never again. ``infusion_hours``: same dose, longer infusion.
    """

    to: PositiveExact | None = None
    of: PositiveExact | None = None
    percent_of_full: Percent | None = None
    percent_of_previous: Percent | None = None
    levels_down: Annotated[int, Field(ge=1, le=3)] | None = None
    drop: Literal[True] | None = None
    hold: Literal[True] | None = None
    stop: Literal[True] | None = None
    infusion_hours: PositiveExact | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = self.model_dump(exclude_none=True, exclude={"of"})
        if len(given) != 1:
            msg = f"an effect does one thing, this one {len(given)}: {', '.join(given) or 'nothing'}"
            raise ValueError(msg)
        if (self.to is None) != (self.of is None) or (self.to and self.of and self.to >= self.of):
            msg = "an amount 'to' needs the larger starting amount 'of' that it belongs to"
            raise ValueError(msg)
        return self


class NadirBelow(Document):
    """A laboratory value since the last cycle strictly below ``limit``."""

    test: str
    limit: PositiveExact
    unit: str


class Reduction(Document):
    """A row of a reduction table.

    It applies from ``from_grade`` upwards and from the event's ``from_occurrence``; ``to_grade`` is the highest grade
    that its source speaks of. An event beyond the highest such grade is left to a doctor. A trigger is one of: named
    ``events``, kinds of events, or a ``nadir``.
    """

    title: str
    events: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    nadir: NadirBelow | None = None
    from_grade: Grade | None = None
    to_grade: Grade | None = None
    from_occurrence: int = Field(default=1, ge=1)
    effects: dict[str, Sourced[Effect]] = Field(default_factory=dict)
    regimen: Sourced[Literal["stop"]] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if sum(bool(trigger) for trigger in (self.events or self.kinds, self.nadir)) != 1:
            msg = "a reduction is triggered by events or by a nadir, by one of them"
            raise ValueError(msg)
        if (self.from_grade is None) != (self.to_grade is None):
            msg = "from_grade and to_grade belong together"
            raise ValueError(msg)
        if self.from_grade is not None and self.to_grade is not None and self.to_grade < self.from_grade:
            msg = f"to_grade {self.to_grade} lies below from_grade {self.from_grade}"
            raise ValueError(msg)
        if not self.effects and self.regimen is None:
            msg = "a reduction changes a component or stops the regimen"
            raise ValueError(msg)
        return self


class ClinicalEventKind(Document):
    """A clinical event that the systemic rules know: whether it is graded, its kind, and other names for it."""

    title: str
    also: tuple[str, ...] = ()
    graded: bool = True
    kind: str


class RenalBand(Document):
    """A component's dose below a renal function; with ``inclusive`` also exactly at it."""

    component: str
    limit: PositiveExact
    inclusive: bool
    effect: Sourced[Effect]


class RenalRules(Document):
    """Which estimate of renal function counts and what it does to each component."""

    formula: Sourced[Literal["mdrd", "ckd-epi-2021", "cockcroft-gault"]]
    bands: dict[str, RenalBand]


class DpydRules(Document):
    """DPYD: which components it concerns, what a partial deficiency allows; a complete one bars them."""

    components: tuple[str, ...]
    needed: Sourced[bool]
    partial_percent: Sourced[Percent]
    complete: Sourced[Literal["refuse"]]


class SurgeryGap(Document):
    """Days that must lie between an operation and a component, and whether the wound must have healed."""

    days_after: Sourced[Days]
    days_before: Sourced[Days]
    wound_healed: Sourced[bool]


class SystemicRules(Document):
    """Everything that a protocol says about systemic therapy."""

    body_surface: BodySurfaceRules
    regimens: dict[str, Regimen]
    rounding: dict[str, DoseRounding]
    rounding_warning_percent: Sourced[PositiveExact]
    names: dict[str, str] = Field(default_factory=dict)
    offers: dict[str, Offer]
    bars: dict[str, Bar] = Field(default_factory=dict)
    day_1: DayOne
    events: dict[str, ClinicalEventKind]
    reductions: dict[str, Reduction]
    scale_reductions: Sourced[bool]
    stop_at_reduction: Sourced[Annotated[int, Field(ge=1, le=9)]]
    re_escalation: Sourced[Literal[False]]
    renal: RenalRules
    dpyd: DpydRules
    surgery: dict[str, SurgeryGap] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        components = {name for regimen in self.regimens.values() for name in regimen.components}
        for arm, offer in self.offers.items():
            yield from _unknown(f"offers.{arm}", offer.catalogue_ids(), self.regimens)
        yield from _unknown("rounding", self.rounding, components)
        for name in sorted(components - set(self.rounding)):
            yield f"rounding: nothing is said about {name}"
        for place, named in self._component_names():
            yield from _unknown(place, named, components)
        for name, row in self.reductions.items():
            yield from _unknown(f"reductions.{name}.events", row.events, self.events)
            yield from _unknown(f"reductions.{name}.kinds", row.kinds, {kind.kind for kind in self.events.values()})
            yield from self._grade_faults(name, row)
        for name, limit in self.day_1.grades.items():
            yield from _unknown(f"day_1.grades.{name}", (limit.event,), self.events)
        spellings = [*self.events, *(name for kind in self.events.values() for name in kind.also)]
        for name in sorted({name for name in spellings if spellings.count(name) > 1}):
            yield f"events: {name} names two events"
        offered = {name for offer in self.offers.values() for name in (*offer.with_pump, *offer.without_pump)}
        for alias in sorted(set(self.names) & offered):
            yield f"names.{alias}: also the name of a regimen that is offered"

    def _grade_faults(self, name: str, row: Reduction) -> Iterator[str]:
        for event, kind in self.events.items():
            about = event in row.events or kind.kind in row.kinds
            if about and kind.graded != (row.from_grade is not None):
                yield f"reductions.{name}: {event} is {'graded' if kind.graded else 'not graded'}, unlike this row"

    def _component_names(self) -> Iterator[tuple[str, Iterable[str]]]:
        for name, row in self.reductions.items():
            yield f"reductions.{name}.effects", row.effects
        for name, bar in self.bars.items():
            yield f"bars.{name}.components", bar.components
        for name, lab in self.day_1.labs.items():
            yield f"day_1.labs.{name}.components", lab.components
        for name, grade in self.day_1.grades.items():
            yield f"day_1.grades.{name}.components", grade.components
        yield "renal.bands", (band.component for band in self.renal.bands.values())
        yield "dpyd.components", self.dpyd.components
        yield "surgery", self.surgery


def _unknown(place: str, named: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for name in sorted(set(named) - set(known)):
        yield f"{place}: {name} is not known"
