"""From a course to its plan: the one entry of this room for the command line and the web."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol as Port

from haipdose.course.decisions import FloxuridineDecision, next_floxuridine, next_systemic, systemic_situation
from haipdose.course.fold import fold
from haipdose.course.pump_flow import CourseFlow, course_flow
from haipdose.course.state import CourseState
from haipdose.derivation import Notice, Step
from haipdose.errors import InputError
from haipdose.patient.body import Patient
from haipdose.protocol.approval import Approvals, release, stamp
from haipdose.protocol.schema import Protocol
from haipdose.pump.in_use import PumpInUse, ResolvedPump, resolve_pump
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import exactly, settle
from haipdose.schedule.calendar import ClinicCalendar, calendar_for
from haipdose.schedule.context import Outlook
from haipdose.schedule.fills import FillMemo, PlannedFills
from haipdose.schedule.items import ItemInputs, Items
from haipdose.schedule.model import Conflict, Visit
from haipdose.schedule.next_action import next_action
from haipdose.schedule.plan_diff import compare_plans
from haipdose.schedule.planner import Plan, PlanInputs, make_plan
from haipdose.schedule.requests import (
    Course,
    CourseSummary,
    PlanAnswer,
    PlanConflict,
    PlanOption,
    PlanVisit,
    RunDryTimes,
    Window,
)
from haipdose.schedule.supply import PumpSupply
from haipdose.systemic.combinations import ChosenRegimen, regimen_for
from haipdose.systemic.requests import SystemicAction, SystemicDecision

_NO_PUMP_LIMIT = Decimal(10**6)


class Library(Port):
    """Where protocols and pump profiles come from; loaders live at the edge."""

    def protocol(self, name: str) -> Protocol:
        """The protocol of that id."""
        ...

    def profile(self, name: str) -> PumpProfile:
        """The pump profile of that id."""
        ...


@dataclass(frozen=True, slots=True)
class _Pump:
    given: PumpInUse
    profile: PumpProfile
    resolved: ResolvedPump


@dataclass(slots=True)
class _Decisions:
    """The decisions that the planner asks for, each at most once."""

    course: Course
    state: CourseState
    protocol: Protocol
    approvals: Approvals
    calendar: ClinicCalendar
    patient: Patient
    regimen: ChosenRegimen | None
    floxuridine: FloxuridineDecision | None = None
    systemic: SystemicDecision | None = None

    def decide_floxuridine(self, day: date) -> Outlook:
        """The next floxuridine dose, if the fill is on ``day``."""
        today = self.calendar.day_of(self.course.as_of)
        found = next_floxuridine(self.state, self.protocol, self.approvals, day, today)
        self.floxuridine = found
        return Outlook(found.action, found.dose_percent, found.reasons)

    def _start_of_day(self, day: date) -> datetime:
        return self.calendar.at(day, time(0, 0))

    def decide_systemic(self, day: date) -> Outlook:
        """The next systemic cycle, if it is on ``day``."""
        if self.regimen is None:
            return Outlook("undetermined", None, ("no regimen is named",))
        situation = systemic_situation(
            self.state, self.protocol, self.regimen, self.course.dpyd, day=day, moment=self._start_of_day
        )
        found = next_systemic(self.protocol, self.regimen, self.patient, situation)
        self.systemic = found
        return _outlook(found, day)


def answer_plan(
    course: Course,
    library: Library,
    approvals: Approvals,
    previous: PlanAnswer | None = None,
    *,
    memo: FillMemo | None = None,
) -> PlanAnswer:
    """Plan a course as of its ``as_of``.

    Args:
        course: who, with what, where, and the facts so far.
        library: gives the protocol and the pump profile by id.
        approvals: what the site has approved.
        previous: an earlier plan of the same course, to say what changed.
        memo: fills made before, for whoever plans many courses with this library and these approvals.

    Raises:
        InputError: an arm, regimen, pump, clinic or correction that is not known or doesn't fit.
        Refused: the protocol bars the systemic combination.
    """
    calendar = calendar_for(course.clinic)
    pump = _pump(course, library)
    state = fold(
        course.facts,
        as_of=course.as_of,
        reservoir_ml=pump.resolved.reservoir_ml if pump else _NO_PUMP_LIMIT,
    )
    protocol = library.protocol(state.protocol or course.protocol)
    with_pump = _arm_has_pump(course, protocol)
    if with_pump and pump is None:
        raise InputError(
            f"Arm {course.arm} of {protocol.id} has a pump, and the course names none.",
            code="schedule.pump-missing",
            field="pump",
            remedy="Give the pump's profile, serial number and flow.",
        )
    used = pump if with_pump else None
    patient = _patient(course.patient, state)
    flow = _flow(state, used, protocol)
    regimen = _regimen(course, protocol, with_pump=with_pump)
    decisions = _Decisions(course, state, protocol, approvals, calendar, patient, regimen)
    plan = make_plan(
        PlanInputs(
            state=state,
            rules=protocol.schedule,
            calendar=calendar,
            pump=_supply(used, flow, protocol),
            cycles=_cycles(course, protocol),
            interval_days=_interval(course, protocol, regimen),
            delay_days=protocol.systemic.day_1.delay_days.value,
            decide_floxuridine=decisions.decide_floxuridine,
            decide_systemic=decisions.decide_systemic,
        )
    )
    today = calendar.day_of(course.as_of)
    fills = None
    if used is not None:
        fills = PlannedFills(
            patient,
            used.given,
            flow.fill if flow else None,
            profile=used.profile,
            protocol=protocol,
            approvals=approvals,
            previous_weight_kg=_previous_weight(state, course.patient),
            memo=memo,
        )
    items = Items(
        ItemInputs(
            state=state,
            plan=plan,
            rules=protocol.schedule,
            fills=fills,
            floxuridine=decisions.floxuridine,
            systemic=decisions.systemic,
            regimen=regimen.title if regimen else None,
        )
    )
    visits = _visits(plan.visits, items)
    steps = _steps(protocol, visits, flow, decisions)
    alerts = _alerts(plan, calendar, flow=flow, decisions=decisions, pump=used, visits=visits)
    return PlanAnswer(
        as_of=course.as_of,
        protocol=stamp(protocol, approvals),
        arm=course.arm,
        course=_summary(state, course, protocol, patient, flow),
        next_action=next_action(plan, state, today, decisions.floxuridine, decisions.systemic),
        visits=visits,
        run_dry=_run_dry(plan, flow, protocol),
        alerts=alerts,
        conflicts=(*(_conflict(conflict) for conflict in plan.findings.conflicts), *_refused(items)),
        fact_conflicts=state.conflicts,
        changes=None if previous is None else compare_plans(previous.visits, visits),
        derivation=steps,
        release=release(protocol, approvals, steps, alerts),
    )


def _pump(course: Course, library: Library) -> _Pump | None:
    if course.pump is None:
        return None
    profile = library.profile(course.pump.profile)
    return _Pump(course.pump, profile, resolve_pump(course.pump, profile))


def _arm_has_pump(course: Course, protocol: Protocol) -> bool:
    arm = protocol.arms.get(course.arm)
    if arm is None:
        raise InputError(
            f"The protocol {protocol.id} has no arm {course.arm!r}.",
            code="schedule.arm-unknown",
            field="arm",
            found=course.arm,
            allowed=", ".join(sorted(protocol.arms)),
        )
    return arm.pump


def _patient(patient: Patient, state: CourseState) -> Patient:
    if not state.weights:
        return patient
    last = state.weights[-1]
    return patient.model_copy(update={"weight_kg": last.weight_kg, "weight_at": last.at.date()})


def _previous_weight(state: CourseState, patient: Patient) -> Decimal | None:
    """The weight that counted at the last floxuridine fill; the course's own if none was measured before it."""
    last = state.last_floxuridine
    if last is None:
        return None
    return next((entry.weight_kg for entry in reversed(state.weights) if entry.at <= last.at), patient.weight_kg)


def _flow(state: CourseState, pump: _Pump | None, protocol: Protocol) -> CourseFlow | None:
    if pump is None or protocol.flow is None:
        return None
    return course_flow(state, pump.resolved, pump.profile, protocol.flow)


def _regimen(course: Course, protocol: Protocol, *, with_pump: bool) -> ChosenRegimen | None:
    if course.regimen is None:
        return None
    return regimen_for(protocol.systemic, course.arm, course.regimen, with_pump=with_pump, additions=course.additions)


def _supply(pump: _Pump | None, flow: CourseFlow | None, protocol: Protocol) -> PumpSupply | None:
    if pump is None or flow is None or protocol.flow is None:
        return None
    return PumpSupply(
        reservoir_ml=pump.resolved.reservoir_ml,
        residual_ml=pump.resolved.residual_limit_ml,
        flow=flow.fill or flow.fastest,
        fastest_measured=flow.fastest,
        tolerance_percent=protocol.flow.tolerance_percent.value,
    )


def _cycles(course: Course, protocol: Protocol) -> int:
    most = protocol.schedule.pump.cycles.value
    return min(most, course.pump_cycles or most)


def _interval(course: Course, protocol: Protocol, regimen: ChosenRegimen | None) -> int | None:
    """Days between systemic gifts; None in an arm that offers none."""
    if regimen is not None:
        return regimen.cycle_days
    return protocol.schedule.systemic.interval_days.value if course.arm in protocol.systemic.offers else None


def _outlook(decision: SystemicDecision, day: date) -> Outlook:
    reasons = tuple(reason.text for reason in decision.reasons)
    if decision.action is SystemicAction.DELAY:
        wait = (decision.delay_until - day).days if decision.delay_until else None
        return Outlook("hold", None, reasons, wait if wait and wait > 0 else None)
    if decision.action is SystemicAction.DISCONTINUE:
        return Outlook("discontinue", None, reasons)
    return Outlook("give" if decision.action.gives else "undetermined", None, reasons)


def _visits(visits: Sequence[Visit], items: Items) -> tuple[PlanVisit, ...]:
    by_day: dict[date, list[str]] = {}
    for visit in visits:
        if visit.day is not None:
            by_day.setdefault(visit.day, []).append(visit.id)
    return tuple(
        PlanVisit(
            id=visit.id,
            stream=visit.stream,
            kind=visit.kind,
            cycle=visit.cycle,
            status=visit.status,
            date=visit.day,
            at=visit.at,
            window=_window(visit),
            items=items.of(visit),
            moved_because=visit.reasons,
            together_with=tuple(name for name in by_day.get(visit.day, ()) if name != visit.id) if visit.day else (),
            follows=visit.follows,
            rule=visit.rule,
        )
        for visit in visits
    )


def _window(visit: Visit) -> Window | None:
    if visit.earliest is None or visit.target is None or visit.latest is None:
        return None
    return Window(earliest=visit.earliest, target=visit.target, latest=visit.latest)


def _conflict(conflict: Conflict) -> PlanConflict:
    return PlanConflict(
        code=conflict.code,
        message=conflict.message,
        rules=conflict.rules,
        visits=conflict.visits,
        facts=conflict.facts,
        options=tuple(
            PlanOption(what=option.what, date=option.day, breaks=option.breaks, cost=option.cost)
            for option in conflict.options
        ),
        impossible=conflict.impossible,
    )


def _refused(items: Items) -> tuple[PlanConflict, ...]:
    """Fills that cannot be made, one conflict a reason."""
    by_reason: dict[str, list[str]] = {}
    for visit, refusal in items.refusals.items():
        by_reason.setdefault(f"{refusal} [{refusal.code}]", []).append(visit)
    return tuple(
        PlanConflict(
            code="schedule.fill-cannot-be-made",
            message=reason,
            rules=("fill",),
            visits=tuple(visits),
            facts=(),
            options=(PlanOption(what="Correct what the message names.", date=None, breaks=(), cost="none"),),
            impossible=True,
        )
        for reason, visits in by_reason.items()
    )


def _steps(
    protocol: Protocol, visits: Sequence[PlanVisit], flow: CourseFlow | None, decisions: _Decisions
) -> tuple[Step, ...]:
    steps = list(protocol.schedule.steps)
    if flow is not None:
        steps += flow.derivation
    if decisions.floxuridine is not None:
        steps += decisions.floxuridine.derivation
    if decisions.systemic is not None:
        steps += decisions.systemic.derivation
    for visit in visits:
        for item in visit.items:
            if item.fill is not None:
                steps += item.fill.derivation
    return tuple(steps)


def _alerts(
    plan: Plan,
    calendar: ClinicCalendar,
    *,
    flow: CourseFlow | None,
    decisions: _Decisions,
    pump: _Pump | None,
    visits: Sequence[PlanVisit],
) -> tuple[Notice, ...]:
    notices = [
        Notice(level=level, code=code, message=message, action=action)
        for level, code, message, action in plan.findings.alerts
    ]
    if calendar.holidays_assumed:
        notices.append(
            Notice(
                level="info",
                code="schedule.holidays-assumed",
                message=f"Every public holiday of {calendar.clinic.country} was taken to close the clinic.",
                action="Give closed_holidays in the clinic to say which do.",
            )
        )
    if flow is not None:
        notices += flow.alerts
    if pump is not None:
        notices += pump.resolved.notices
    if decisions.floxuridine is not None:
        notices += decisions.floxuridine.warnings
    if decisions.systemic is not None:
        notices += decisions.systemic.warnings
    for visit in visits:
        for item in visit.items:
            if item.fill is not None:
                notices += item.fill.warnings
    return tuple(dict.fromkeys(notices))


def _summary(
    state: CourseState, course: Course, protocol: Protocol, patient: Patient, flow: CourseFlow | None
) -> CourseSummary:
    last = state.last_floxuridine
    return CourseSummary(
        floxuridine_cycles_given=state.cycles_given,
        floxuridine_cycles_planned=_cycles(course, protocol) if flow else 0,
        floxuridine_filled_mg=state.floxuridine_given_mg,
        last_dose_percent=last.dose_percent if last else None,
        systemic_cycles_given=len(state.systemic),
        flow_ml_per_day=flow.fill if flow else None,
        weight_kg=patient.weight_kg,
        facts_not_yet_known=state.facts_not_yet_known,
    )


def _run_dry(plan: Plan, flow: CourseFlow | None, protocol: Protocol) -> RunDryTimes | None:
    inside = plan.in_pump
    if inside is None or flow is None or protocol.flow is None:
        return None
    with exactly():
        fast = settle(flow.fastest * (1 + protocol.flow.tolerance_percent.value / 100))
    return RunDryTimes(
        contents=inside.contents,
        filled_at=inside.filled_at,
        volume_ml=inside.volume_ml,
        flow_ml_per_day=flow.fill or flow.fastest,
        fast_flow_ml_per_day=fast,
        nominal=inside.dry_nominal,
        fast_limit=inside.dry_fast,
        last_refill_date=inside.last_day,
    )
