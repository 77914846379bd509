"""What to do next: one sentence with its reasons. "Do not give" is an answer."""

from __future__ import annotations

from datetime import date

from haipdose.course.decisions import FloxuridineDecision
from haipdose.course.state import CourseState
from haipdose.schedule.model import Status, Stream, Visit
from haipdose.schedule.planner import Plan
from haipdose.schedule.requests import NextAction
from haipdose.systemic.requests import SystemicDecision


def next_action(
    plan: Plan,
    state: CourseState,
    today: date,
    floxuridine: FloxuridineDecision | None,
    systemic: SystemicDecision | None,
) -> NextAction:
    """The next thing to do, from the most urgent: contradictions, an unsafe pump, a dose not to give, the next visit.

    Args:
        plan: the plan.
        state: the course.
        today: the clinic's day of the question.
        floxuridine: the decision about the next floxuridine fill, if one was due for a decision.
        systemic: the decision about the next systemic cycle.
    """
    if state.conflicts:
        return NextAction(
            action="correct-facts",
            visit=None,
            date=today,
            text="Give nothing: facts contradict each other. Correct them first.",
            reasons=tuple(conflict.message for conflict in state.conflicts),
        )
    stuck = next((visit for visit in plan.visits if visit.status is Status.NOT_PLACED), None)
    if stuck is not None and stuck.stream is Stream.PUMP and stuck.empties:
        return _stuck(plan, stuck, today)
    if floxuridine is not None and floxuridine.action == "discontinue" and state.discontinued is None:
        return NextAction(
            action="do-not-give",
            visit=None,
            date=today,
            text="Do not give floxuridine any more; record that it is discontinued. Keep the pump filled.",
            reasons=floxuridine.reasons,
        )
    ahead = [visit for visit in plan.visits if visit.status is Status.PLANNED and visit.day is not None]
    if not ahead:
        return NextAction(action="nothing", visit=None, date=None, text="Nothing is planned.")
    first, day = ahead[0], ahead[0].day or today
    withheld = _withheld(plan, day, floxuridine, systemic)
    if withheld is not None:
        return withheld
    same_day = [visit for visit in ahead if visit.day == day]
    undecided = [_undecided_today(visit, floxuridine, systemic) for visit in same_day if day == today]
    for refusal in undecided:
        if refusal is not None:
            return refusal
    draw = next((visit for visit in same_day if visit.stream is Stream.LABORATORY), None)
    if draw is not None and not any(visit.stream in {Stream.PUMP, Stream.SYSTEMIC} for visit in same_day):
        text = f"Draw blood on {day} for {', '.join(draw.serves)}."
        return NextAction(action="draw-laboratory", visit=draw.id, date=day, text=text)
    names = ", ".join(visit.id for visit in same_day)
    return NextAction(action="visit", visit=first.id, date=day, text=f"Visit on {day}: {names}.")


def _stuck(plan: Plan, stuck: Visit, today: date) -> NextAction:
    late = plan.in_pump is None or today > plan.in_pump.last_day
    conflicts = tuple(conflict.message for conflict in plan.findings.conflicts if stuck.id in conflict.visits)
    if late:
        text = f"See the patient at once: {stuck.id} is needed and the last safe day has passed."
        return NextAction(action="see-at-once", visit=stuck.id, date=today, text=text, reasons=conflicts)
    text = f"Decide how {stuck.id} can take place: no day fits."
    return NextAction(action="decide-conflict", visit=stuck.id, date=stuck.latest, text=text, reasons=conflicts)


def _withheld(
    plan: Plan, first: date, floxuridine: FloxuridineDecision | None, systemic: SystemicDecision | None
) -> NextAction | None:
    """A dose that was decided against and whose day comes no later than the next visit."""
    day = plan.floxuridine_withheld_on
    if floxuridine is not None and day is not None and day <= first:
        text = f"Do not give floxuridine on {day}: fill the pump without drug."
        return NextAction(action="do-not-give", visit=None, date=day, text=text, reasons=floxuridine.reasons)
    day = plan.systemic_withheld_on
    if systemic is not None and day is not None and day <= first:
        text = f"Do not give the systemic cycle on {day}: {systemic.action.value}."
        reasons = tuple(reason.text for reason in systemic.reasons)
        return NextAction(action="do-not-give", visit=None, date=day, text=text, reasons=reasons)
    return None


def _undecided_today(
    visit: Visit, floxuridine: FloxuridineDecision | None, systemic: SystemicDecision | None
) -> NextAction | None:
    """A dose that is due today and that nobody could decide."""
    if visit.kind == "floxuridine-fill" and floxuridine is not None and floxuridine.action == "undetermined":
        text = "Do not give floxuridine: the decision needs results that are missing."
        reasons = (*floxuridine.reasons, *floxuridine.missing)
        return NextAction(action="do-not-give", visit=visit.id, date=visit.day, text=text, reasons=reasons)
    if visit.stream is Stream.SYSTEMIC and systemic is not None and not systemic.action.gives:
        text = f"Do not give the systemic cycle: {systemic.action.value}."
        reasons = (*(reason.text for reason in systemic.reasons), *systemic.missing)
        return NextAction(action="do-not-give", visit=visit.id, date=visit.day, text=text, reasons=reasons)
    return None
