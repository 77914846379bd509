"""The schedule section of a protocol: cycles, intervals, windows and gaps. Every number comes from a data file."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from haipdose.derivation import Step
from haipdose.evidence import Document, Sourced

Days = Annotated[int, Field(ge=0, le=400)]
SomeDays = Annotated[int, Field(ge=1, le=400)]
Count = Annotated[int, Field(ge=0, le=24)]

VISIT_KINDS = (
    "floxuridine-fill",
    "floxuridine-emptying",
    "maintenance-refill",
    "systemic",
    "laboratory",
    "perfusion-scan",
    "imaging",
    "liver-panel",
    "end-of-induction",
)
"""The kinds of visits that a protocol gives a window."""


class VisitWindow(Document):
    """How far from its target a visit may lie, and where to go when the target's day is closed.

    ``earliest_days`` ≤ 0 ≤ ``latest_days``, in days from the target. ``closed_day``: the open day nearest to the target
    is taken; of two equally near ones, and with ``earlier`` or ``later`` of all, the one on that side.
    """

    earliest_days: Annotated[int, Field(ge=-60, le=0)]
    latest_days: Annotated[int, Field(ge=0, le=60)]
    closed_day: Literal["nearest-earlier", "nearest-later", "earlier", "later"]


class PumpSchedule(Document):
    """The pump stream.

    ``first_fill_*_days`` count from implantation. ``maintenance_interval_days`` and ``glycerol_interval_days`` are the
    refill rhythm with no drug in the pump; ``glycerol_latest_days`` stands for the run-dry time, which cannot be
    calculated while a viscous fluid slows the flow. ``run_dry_margin_hours`` lie between the end of the last possible
    day of a refill and the run-dry time at the fast limit of the flow.
    ``hold_recheck_days``: from a held fill to the next attempt. ``horizon_days``: how far maintenance is planned ahead.
    """

    cycle_days: Sourced[SomeDays]
    floxuridine_days: Sourced[SomeDays]
    cycles: Sourced[Count]
    first_fill_earliest_days: Sourced[Days]
    first_fill_target_days: Sourced[Days]
    first_fill_latest_days: Sourced[Days]
    maintenance_interval_days: Sourced[SomeDays]
    glycerol_interval_days: Sourced[SomeDays]
    glycerol_latest_days: Sourced[SomeDays]
    run_dry_margin_hours: Sourced[Annotated[int, Field(ge=0, le=240)]]
    hold_recheck_days: Sourced[SomeDays]
    maximum_delay_days: Sourced[SomeDays]
    horizon_days: Sourced[SomeDays]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first = (self.first_fill_earliest_days, self.first_fill_target_days, self.first_fill_latest_days)
        if [days.value for days in first] != sorted(days.value for days in first):
            msg = "first_fill_earliest_days, first_fill_target_days and first_fill_latest_days are not in order"
            raise ValueError(msg)
        if self.floxuridine_days.value >= self.cycle_days.value:
            msg = "floxuridine_days must be shorter than cycle_days"
            raise ValueError(msg)
        if self.glycerol_latest_days.value < self.glycerol_interval_days.value:
            msg = "glycerol_latest_days lies before glycerol_interval_days"
            raise ValueError(msg)
        return self


class PerfusionScanSchedule(Document):
    """The 99mTc-MAA scan before the first fill. ``target_days`` count from implantation."""

    required: Sourced[bool]
    target_days: Sourced[Days]
    rescan_after_days: Sourced[SomeDays]
    again_after_conversion_surgery: Sourced[bool]


class SystemicSchedule(Document):
    """The systemic stream and how it is aligned with the pump.

    ``pump_cycle_days`` are the days of a pump cycle (the fill's day is 1) on which systemic therapy is given.
    ``interval_days`` lie between two gifts. ``realign``: after a delay the next gift waits for the ``pump-visit`` that
    the protocol foresees, or keeps its ``own-interval``. ``first_after_surgery_days`` count from implantation surgery.
    """

    pump_cycle_days: Sourced[Annotated[tuple[SomeDays, ...], Field(min_length=1)]]
    interval_days: Sourced[SomeDays]
    realign: Sourced[Literal["pump-visit", "own-interval"]]
    first_after_surgery_days: Sourced[Days]
    cycles_without_pump: Sourced[Count]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        days = self.pump_cycle_days.value
        if list(days) != sorted(set(days)):
            msg = "pump_cycle_days must rise"
            raise ValueError(msg)
        return self


class LaboratorySchedule(Document):
    """Blood is drawn ``days_before`` a visit that needs a decision; older than ``longest_days`` is not used.

    ``floxuridine_tests`` belong to each pump access in the floxuridine weeks, ``systemic_tests`` to each gift.
    """

    days_before: Sourced[Days]
    longest_days: Sourced[Days]
    floxuridine_tests: Sourced[Annotated[tuple[str, ...], Field(min_length=1)]]
    systemic_tests: Sourced[Annotated[tuple[str, ...], Field(min_length=1)]]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.longest_days.value < self.days_before.value:
            msg = "longest_days must not be shorter than days_before"
            raise ValueError(msg)
        return self


class MonitoringSchedule(Document):
    """Imaging, judgement by the liver panel and the end of induction, in days from the first floxuridine or gift."""

    imaging_interval_days: Sourced[SomeDays]
    liver_panel_days: Sourced[tuple[SomeDays, ...]]
    induction_days: Sourced[SomeDays]


class SurgerySchedule(Document):
    """Gaps around conversion surgery, days. No visit is planned for ``recovery_days`` from the operation on."""

    floxuridine_free_days: Sourced[Days]
    systemic_free_days: Sourced[Days]
    recovery_days: Sourced[Days]
    floxuridine_restart_days: Sourced[Days]
    systemic_restart_days: Sourced[Days]


class ScheduleRules(Document):
    """Everything that a protocol says about dates."""

    pump: PumpSchedule
    perfusion_scan: PerfusionScanSchedule
    systemic: SystemicSchedule
    laboratory: LaboratorySchedule
    monitoring: MonitoringSchedule
    surgery: SurgerySchedule
    windows: dict[str, Sourced[VisitWindow]]

    @model_validator(mode="after")
    def _every_kind_has_a_window(self) -> Self:
        missing = [kind for kind in VISIT_KINDS if kind not in self.windows]
        unknown = [kind for kind in self.windows if kind not in VISIT_KINDS]
        if missing or unknown:
            msg = f"windows: missing {', '.join(missing) or 'none'}; unknown {', '.join(unknown) or 'none'}"
            raise ValueError(msg)
        last = self.systemic.pump_cycle_days.value[-1]
        if last > self.pump.cycle_days.value:
            msg = f"systemic.pump_cycle_days: day {last} lies beyond a cycle of {self.pump.cycle_days.value} days"
            raise ValueError(msg)
        return self

    def window(self, kind: str) -> VisitWindow:
        """The window of a kind of visit."""
        return self.windows[kind].value

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every value of this section as a step of a derivation, with its evidence."""
        return tuple(_walk("schedule", self))


def _walk(path: str, document: Document) -> list[Step]:
    steps: list[Step] = []
    for name in type(document).model_fields:
        value = getattr(document, name)
        here = f"{path}.{name}"
        if isinstance(value, Sourced):
            steps.append(_rule_step(here, name, value))
        elif isinstance(value, dict):
            steps += [_rule_step(f"{here}.{key}", key, entry) for key, entry in value.items()]
        else:
            steps += _walk(here, value)
    return steps


def _rule_step(path: str, name: str, sourced: Sourced[object]) -> Step:
    value = sourced.value
    if isinstance(value, Document):
        text = ", ".join(f"{key} {part}" for key, part in value)
    elif isinstance(value, tuple):
        text = ", ".join(str(part) for part in value)
    else:
        text = str(value)
    return Step(
        label=name.replace("_", " ").replace("-", " "),
        value=text,
        rule=path,
        source=sourced.source,
        evidence=sourced.evidence,
        note=sourced.note,
    )
