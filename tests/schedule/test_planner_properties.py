"""Invariants of the planner over random courses: lived through day by day, at each step the plan must hold."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from fractions import Fraction

import pytest
from courses import ALWAYS_OPEN, DUTCH, FACTS, Course, do, live, rules
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from haipdose.protocol.contents import Contents
from haipdose.schedule.calendar import Clinic, calendar_for
from haipdose.schedule.model import Status
from haipdose.schedule.planner import Plan

CLINICS = (
    DUTCH,
    ALWAYS_OPEN,
    Clinic(time_zone="Europe/Amsterdam", working_days=("monday", "tuesday", "thursday"), country="NL"),
    Clinic(
        time_zone="America/New_York",
        country="US",
        closed_holidays="all",
        closures=[{"from": "2026-07-06", "to": "2026-07-10", "reason": "moving house"}],
    ),
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.integers(0, 10**6)
STARTS = st.dates(dt.date(2026, 1, 5), dt.date(2026, 11, 30))
PROTOCOLS = st.sampled_from(["pump-it", "msk-unresectable", "msk-adjuvant", "pump-adjuvant"])


def lived(seed: int, start: dt.date, protocol: str, clinic: Clinic, steps: int = 45) -> tuple[Course, list]:
    course = Course(clinic=clinic, protocol=protocol)
    first = calendar_for(clinic).next_open(start)
    return course, live(course, first, random.Random(seed), steps)


def named(plan: Plan) -> set[str]:
    return {visit for conflict in plan.findings.conflicts for visit in conflict.visits}


def check_days(course: Course, today: dt.date, plan: Plan) -> None:
    calendar = calendar_for(course.clinic)
    away = [fact for fact in FACTS.validate_python(course.facts) if fact.type == "unavailable"]
    for visit in plan.visits:
        if visit.status is not Status.PLANNED or visit.kind == "surgery":
            continue
        assert visit.day >= today
        assert calendar.is_open(visit.day), visit
        known = [fact for fact in away if calendar.day_of(fact.at) < today]
        assert not any(fact.first <= visit.day <= fact.last for fact in known), visit
        inside = visit.earliest <= visit.day <= visit.latest
        assert inside or visit.id in named(plan), visit
        if visit.day != visit.target:
            assert visit.reasons, f"{visit.id} moved without a reason"
    for visit in plan.visits:
        if visit.status is Status.NOT_PLACED:
            assert visit.day is None
            assert visit.id in named(plan)


def check_never_dry(course: Course, plan: Plan) -> None:
    """The whole day of each access lies before the run-dry time at the fast limit, computed here with fractions."""
    calendar = calendar_for(course.clinic)
    fast_days = Fraction(30) / (Fraction(13, 10) * Fraction(115, 100))
    accesses = [
        visit for visit in plan.visits if visit.contents is not None and visit.status in {Status.DONE, Status.PLANNED}
    ]
    accesses.sort(key=lambda visit: (visit.day, visit.at is None))
    for before, visit in itertools.pairwise(accesses):
        if visit.status is not Status.PLANNED:
            continue
        end_of_day = calendar.at(visit.day + dt.timedelta(days=1), dt.time(0, 0))
        if before.contents is Contents.GLYCEROL:
            assert (visit.day - before.day).days <= 56
            continue
        filled = before.at or calendar.at(before.day, dt.time(10, 0))
        passed = Fraction(int(end_of_day.timestamp() - filled.timestamp()), 86400)
        assert passed <= fast_days - 1, f"{before.id} {before.day} -> {visit.id} {visit.day}"


def check_order(course: Course, plan: Plan) -> None:
    scheme = rules(course.protocol)
    fills = [v for v in plan.visits if v.kind == "floxuridine-fill" and v.status in {Status.DONE, Status.PLANNED}]
    for before, after in itertools.pairwise(fills):
        if after.status is Status.PLANNED:
            assert (after.day - before.day).days >= scheme.pump.cycle_days.value - 1
    gifts = [v for v in plan.visits if v.kind == "systemic" and v.status in {Status.DONE, Status.PLANNED}]
    for before, after in itertools.pairwise(gifts):
        if after.status is Status.PLANNED:
            assert (after.day - before.day).days >= 13
    inside = None
    for visit in sorted(plan.visits, key=lambda v: (v.day or dt.date.max, v.at is None)):
        if visit.stream == "pump" and visit.status in {Status.DONE, Status.PLANNED}:
            if visit.kind == "floxuridine-emptying":
                assert inside is Contents.FLOXURIDINE
            elif visit.status is Status.PLANNED:
                assert inside is not Contents.FLOXURIDINE, f"{visit.id} on top of floxuridine"
            inside = visit.contents or Contents.HEPARIN_SALINE
    ids = [visit.id for visit in plan.visits]
    assert len(ids) == len(set(ids))


@FEW
@given(SEEDS, STARTS, PROTOCOLS, st.sampled_from(CLINICS))
def test_every_plan_of_a_random_course_holds(seed: int, start: dt.date, protocol: str, clinic: Clinic) -> None:
    course, plans = lived(seed, start, protocol, clinic)
    for today, plan in plans:
        check_days(course, today, plan)
        check_never_dry(course, plan)
        check_order(course, plan)


@FEW
@given(SEEDS, STARTS, PROTOCOLS, st.sampled_from(CLINICS))
def test_same_facts_same_plan_in_whatever_order_they_come(
    seed: int, start: dt.date, protocol: str, clinic: Clinic
) -> None:
    course, plans = lived(seed, start, protocol, clinic, steps=25)
    today, plan = plans[-1]
    assert course.plan(today, "14:00") == plan
    shuffled = list(course.facts)
    random.Random(seed + 1).shuffle(shuffled)
    assert course.plan(today, "14:00", facts=shuffled) == plan
    assert course.plan(today, "14:00", facts=[*shuffled, shuffled[0]]) == plan


@FEW
@given(SEEDS, STARTS, PROTOCOLS)
def test_unrelated_facts_change_nothing(seed: int, start: dt.date, protocol: str) -> None:
    course, plans = lived(seed, start, protocol, DUTCH, steps=25)
    today, plan = plans[-1]
    course.add("weight-measured", today, "08:00", weight_kg="81.5")
    course.add("surgery", today, "07:00", kind="port placement")
    course.add("clinical-event", today, "08:00", name="fatigue", grade=1)
    assert course.plan(today, "14:00") == plan


@FEW
@given(SEEDS, STARTS, PROTOCOLS, st.integers(1, 500))
def test_where_every_day_is_open_a_shift_shifts_everything(seed: int, start: dt.date, protocol: str, days: int) -> None:
    course, plans = lived(seed, start, protocol, ALWAYS_OPEN, steps=25)
    today, plan = plans[-1]
    by = dt.timedelta(days=days)
    later = Course(clinic=ALWAYS_OPEN, protocol=protocol)
    for fact in course.facts:
        moved = dict(fact)
        moved["at"] = (dt.datetime.fromisoformat(fact["at"]) + by).isoformat()
        for name in ("date", "from", "to"):
            if name in fact:
                moved[name] = str(dt.date.fromisoformat(fact[name]) + by)
        later.facts.append(moved)
    shifted = later.plan(today + by, "14:00")
    assert [(v.id, v.status, v.day) for v in shifted.visits] == [
        (v.id, v.status, v.day and v.day + by) for v in plan.visits
    ]


@FEW
@given(SEEDS, STARTS, PROTOCOLS, st.sampled_from(CLINICS), st.integers(1, 45))
@example(981891, dt.date(2026, 7, 25), "msk-adjuvant", CLINICS[3], 30)  # surgery done: its recovery still counts
@example(280695, dt.date(2026, 8, 11), "pump-it", CLINICS[0], 28)  # surgery done: systemic therapy on a pump day
@example(859983, dt.date(2026, 5, 11), "msk-unresectable", CLINICS[3], 1)  # scan done: no fill on the same day
def test_doing_what_is_planned_moves_nothing_else(
    seed: int, start: dt.date, protocol: str, clinic: Clinic, steps: int
) -> None:
    course, plans = lived(seed, start, protocol, clinic, steps=steps)
    _today, plan = plans[-1]
    if named(plan):
        return
    ahead = [visit for visit in plan.visits if visit.is_open]
    if not ahead:
        return
    next_day = ahead[0].day
    for visit in ahead:
        if visit.day == next_day:
            do(course, visit)
    after = {visit.id: visit for visit in course.plan(next_day, "14:00").visits}
    for visit in ahead:
        again = after.get(visit.id)
        if visit.stream in {"pump", "systemic"} and again is not None:
            assert again.day == visit.day, f"{visit.id} moved from {visit.day} to {again.day}"


def test_as_of_gives_back_every_plan_made_on_the_way() -> None:
    course, plans = lived(11, dt.date(2026, 3, 2), "pump-it", DUTCH)
    for today, plan in plans:
        assert course.plan(today, "14:00").visits == plan.visits


def test_a_life_in_which_no_day_is_open_for_a_gift() -> None:
    course, plans = lived(12, dt.date(2026, 4, 30), "pump-it", CLINICS[3])
    gifts = [visit for _, plan in plans for visit in plan.visits if visit.kind == "systemic"]
    assert Status.NOT_PLACED in {visit.status for visit in gifts}
    for today, plan in plans:
        check_days(course, today, plan)


def test_a_life_in_which_a_gift_is_late() -> None:
    course, plans = lived(239, dt.date(2026, 10, 21), "pump-adjuvant", CLINICS[3])
    late = [
        (today, visit)
        for today, plan in plans
        for visit in plan.visits
        if visit.kind == "systemic" and any(reason.endswith(" has passed") for reason in visit.reasons)
    ]
    assert late
    assert all(visit.day >= today for today, visit in late)
    for today, plan in plans:
        check_days(course, today, plan)


@pytest.mark.parametrize("seed", range(5))
def test_random_courses_get_somewhere(seed: int) -> None:
    course, plans = lived(seed, dt.date(2026, 1, 5), "pump-it", DUTCH)
    assert len(course.facts) > 30
    assert len(plans) > 10
