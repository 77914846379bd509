"""The planner: state and rules in, visits, conflicts and alerts out. Each stream by its own rules, then aligned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from haipdose.course.state import CourseState
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.schedule.calendar import ClinicCalendar
from haipdose.schedule.context import Decide, Outlook, Planning
from haipdose.schedule.laboratory_stream import plan_laboratory
from haipdose.schedule.model import Findings, Status, Stream, Visit
from haipdose.schedule.monitoring_stream import plan_monitoring
from haipdose.schedule.perfusion import ScanOutcome, plan_scan
from haipdose.schedule.pump_stream import PumpStream, plan_pump
from haipdose.schedule.supply import Contained, PumpSupply, Supply
from haipdose.schedule.systemic_stream import SystemicStream, plan_systemic
from haipdose.schedule.windows import Absence, Availability


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """Everything that the dates of a plan depend on.

    ``cycles``: floxuridine cycles planned. ``interval_days`` (None: no systemic therapy) and ``delay_days`` of the
    systemic regimen. ``pump`` is None in an arm without a pump.
    """

    state: CourseState
    rules: ScheduleRules
    calendar: ClinicCalendar
    pump: PumpSupply | None
    cycles: int
    interval_days: int | None
    delay_days: int
    decide_floxuridine: Decide
    decide_systemic: Decide


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan inside the room: visits by date, what stands in the way, what is in the pump."""

    visits: tuple[Visit, ...]
    findings: Findings
    in_pump: Contained | None
    floxuridine: Outlook | None
    systemic: Outlook | None
    floxuridine_withheld_on: date | None
    systemic_withheld_on: date | None


_STREAM_ORDER = {
    stream: rank
    for rank, stream in enumerate((Stream.LABORATORY, Stream.SURGERY, Stream.PUMP, Stream.SYSTEMIC, Stream.MONITORING))
}
"""Within one day: what a decision needs first, then the pump, then the rest."""


def make_plan(inputs: PlanInputs) -> Plan:
    """Plan a course: pure, and the same for the same inputs."""
    state, rules, calendar = inputs.state, inputs.rules, inputs.calendar
    plan = Planning(
        state=state,
        rules=rules,
        calendar=calendar,
        availability=Availability(calendar, _absences(inputs)),
        today=calendar.day_of(state.as_of),
        cycles=inputs.cycles,
    )
    visits: list[Visit] = []
    pump: PumpStream | None = None
    if inputs.pump is not None:
        scan = ScanOutcome(())
        if state.implanted is None:
            plan.findings.alert(
                "warning",
                "pump-not-implanted",
                "No implantation is recorded: no pump visit can be planned.",
                "Record the fact pump-implanted.",
            )
            pump = PumpStream()
        else:
            implanted = calendar.day_of(state.implanted.at)
            if state.explanted is None and state.discontinued is None:
                scan = plan_scan(plan, implanted)
            supply = Supply(inputs.pump, rules.pump, calendar)
            pump = plan_pump(plan, supply, inputs.decide_floxuridine, scan, implanted)
            visits += (_implantation(implanted, state.implanted.at), *scan.visits, *pump.visits)
    started = _started(inputs, pump)
    ends = _end_of_induction(inputs, started, pump)
    systemic = SystemicStream()
    if inputs.interval_days is not None:
        systemic = plan_systemic(
            plan,
            pump,
            inputs.decide_systemic,
            interval_days=inputs.interval_days,
            delay_days=inputs.delay_days,
            ends=ends,
        )
    visits += systemic.visits
    visits += plan_laboratory(plan, visits)
    visits += plan_monitoring(plan, started, ends)
    visits.sort(key=lambda visit: (visit.day or _missed_on(visit), _STREAM_ORDER[visit.stream], visit.cycle, visit.id))
    return _plan(plan, visits, pump, systemic)


def _missed_on(visit: Visit) -> date:
    """Where a visit without a day stands in the list: a missed one where it belonged, the others at the end."""
    return visit.target if visit.status is Status.MISSED and visit.target is not None else date.max


def _plan(plan: Planning, visits: list[Visit], pump: PumpStream | None, systemic: SystemicStream) -> Plan:
    return Plan(
        visits=tuple(visits),
        findings=plan.findings,
        in_pump=pump.now if pump else None,
        floxuridine=pump.outlook if pump else None,
        systemic=systemic.outlook,
        floxuridine_withheld_on=pump.withheld_on if pump else None,
        systemic_withheld_on=systemic.withheld_on,
    )


def _absences(inputs: PlanInputs) -> list[Absence]:
    """When the patient cannot come: told so, or recovering from conversion surgery that is planned or done."""
    absences = [Absence(away.first, away.last, away.reason) for away in inputs.state.unavailable]
    recovery = timedelta(days=inputs.rules.surgery.recovery_days.value)
    state = inputs.state
    operated = [state.conversion_planned.date] if state.conversion_planned is not None else []
    if state.conversion_done_at is not None:
        operated.append(inputs.calendar.day_of(state.conversion_done_at))
    absences += (Absence(day, day + recovery, "conversion surgery") for day in operated)
    return absences


def _started(inputs: PlanInputs, pump: PumpStream | None) -> date | None:
    """The day that induction counts from: the first floxuridine, or without a pump the first gift or the start."""
    if pump is not None:
        return pump.anchors.get(1)
    if inputs.state.systemic:
        return inputs.calendar.day_of(inputs.state.systemic[0].at)
    return inputs.state.start


def _implantation(day: date, at: datetime) -> Visit:
    return Visit("pump-implantation", Stream.SURGERY, "surgery", 0, Status.DONE, target=day, day=day, at=at)


def _end_of_induction(inputs: PlanInputs, started: date | None, pump: PumpStream | None) -> date | None:
    """The end of the planned cycles, at the latest the longest induction; None before anything has started."""
    if started is None:
        return None
    longest = started + timedelta(days=inputs.rules.monitoring.induction_days.value)
    last = pump.anchors.get(inputs.cycles) if pump is not None else None
    if last is None:
        return longest
    return min(longest, last + timedelta(days=inputs.rules.pump.cycle_days.value))
