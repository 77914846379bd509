"""Courses for tests and benchmarks: written by hand, or lived through at random by following the plan."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

import haipdose.protocol
from haipdose.course.facts import Fact
from haipdose.course.fold import fold
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.schedule.calendar import Clinic, calendar_for
from haipdose.schedule.context import Outlook
from haipdose.schedule.model import Visit
from haipdose.schedule.planner import Plan, PlanInputs, make_plan
from haipdose.schedule.supply import PumpSupply

FACTS = TypeAdapter(tuple[Fact, ...])
PARTS = Path(haipdose.protocol.__file__).parent / "data" / "parts"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH = Clinic(time_zone="Europe/Amsterdam", country="NL", closed_holidays="all")
ALWAYS_OPEN = Clinic(
    time_zone="UTC",
    working_days=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    closed_holidays="none",
)
GIVE = Outlook("give", Decimal(100))
PUMP = PumpSupply(Decimal(30), Decimal(0), Decimal("1.3"), Decimal("1.3"), Decimal(15))


@lru_cache
def rules(protocol: str = "pump-it") -> ScheduleRules:
    merged: dict[str, Any] = {}
    for part in ("common", protocol):
        text = (PARTS / f"schedule-{part}-2026-11.toml").read_text(encoding="utf-8")
        merged |= tomllib.loads(text, parse_float=Decimal)["schedule"]
    return ScheduleRules.model_validate(merged)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@dataclass
class Course:
    """Facts in the making; every fact at ten o'clock on the clinic's wall unless it says otherwise."""

    clinic: Clinic = DUTCH
    protocol: str = "pump-it"
    cycles: int = 6
    pump: PumpSupply | None = PUMP
    facts: list[dict[str, Any]] = field(default_factory=list)
    floxuridine: Callable[[dt.date], Outlook] = lambda day: GIVE
    systemic: Callable[[dt.date], Outlook] = lambda day: GIVE
    interval_days: int = 14
    scheme: ScheduleRules | None = None

    def at(self, when: str | dt.date, clock: str = "10:00") -> str:
        wall = dt.datetime.fromisoformat(f"{when}T{clock}")
        return wall.replace(tzinfo=ZoneInfo(self.clinic.time_zone)).isoformat()

    def add(self, what: str, when: str | dt.date, clock: str = "10:00", **rest: Any) -> Course:
        fact = {"type": what, "at": self.at(when, clock), **{key.rstrip("_"): value for key, value in rest.items()}}
        fact.setdefault("id", f"f{len(self.facts)}")
        self.facts.append(fact)
        return self

    def implanted(self, when: str | dt.date) -> Course:
        self.add("pump-implanted", when)
        return self.saline(when, empty=False)

    def scanned(self, when: str | dt.date, result: str = "normal") -> Course:
        return self.add("perfusion-scan", when, result=result)

    def emptied(self, when: str | dt.date, returned_ml: str | None = None) -> Course:
        """Emptied; left out, what comes back at 1.3 mL/day since the last fill."""
        if returned_ml is None:
            filled = [fact["at"] for fact in self.facts if fact["type"] == "fill-given"]
            days = (day(str(when)) - day(filled[-1][:10])).days if filled else 0
            returned_ml = str(max(Decimal(0), 30 - Decimal("1.3") * days))
        return self.add("pump-emptied", when, returned_ml=returned_ml)

    def saline(self, when: str | dt.date, *, empty: bool = True, contents: str = "heparin-saline") -> Course:
        if empty:
            self.emptied(when)
        return self.add("fill-given", when, contents=contents, volume_ml="30")

    def fudr(self, when: str | dt.date, *, mg: str = "195", percent: str = "100") -> Course:
        self.emptied(when)
        return self.add(
            "fill-given", when, contents="floxuridine", volume_ml="30", floxuridine_mg=mg, dose_percent=percent
        )

    def systemic_given(self, when: str | dt.date, regimen: str = "FOLFOX") -> Course:
        return self.add("systemic-given", when, regimen=regimen)

    def lab(self, when: str | dt.date, **values: str) -> Course:
        units = {"ast": "U/L", "alt": "U/L", "alp": "U/L", "bilirubin-total": "umol/L"}
        given = {name.replace("_", "-"): value for name, value in values.items()} or {"ast": "30"}
        results = [{"test": name, "value": value, "unit": units[name]} for name, value in given.items()]
        return self.add("laboratory", when, "08:00", results=results)

    def plan(self, as_of: str | dt.date, clock: str = "09:00", facts: Sequence[Any] | None = None) -> Plan:
        moment = dt.datetime.fromisoformat(self.at(as_of, clock))
        state = fold(
            FACTS.validate_python(self.facts if facts is None else facts),
            as_of=moment,
            reservoir_ml=Decimal(30) if self.pump is None else self.pump.reservoir_ml,
        )
        return make_plan(
            PlanInputs(
                state=state,
                rules=self.scheme or rules(self.protocol),
                calendar=calendar_for(self.clinic),
                pump=self.pump,
                cycles=self.cycles,
                interval_days=self.interval_days,
                delay_days=7,
                decide_floxuridine=self.floxuridine,
                decide_systemic=self.systemic,
            )
        )


def ready_course(**rest: Any) -> Course:
    """Implanted on Monday 24 November 2025, scan normal, first fill agreed for 5 January 2026 (the worked examples)."""
    course = Course(**rest).implanted("2025-11-24").scanned("2025-11-27").saline("2025-12-08").saline("2025-12-22")
    return course.add("appointment-confirmed", "2025-12-22", visit="pump-1-refill", date="2026-01-05")


def first_cycle(course: Course | None = None) -> Course:
    """Floxuridine on 5 January 2026, emptied on the 19th, systemic on both days."""
    course = course or ready_course()
    course.lab("2026-01-02").fudr("2026-01-05").systemic_given("2026-01-05")
    return course.lab("2026-01-16").saline("2026-01-19").systemic_given("2026-01-19")


def by_id(plan: Plan) -> dict[str, Visit]:
    visits = {visit.id: visit for visit in plan.visits}
    assert len(visits) == len(plan.visits), "an id stands twice"
    return visits


def dates(plan: Plan, prefix: str) -> list[str]:
    return [str(visit.day) for visit in plan.visits if visit.id.startswith(prefix) and visit.day is not None]


def live(course: Course, start: dt.date, chance: random.Random, steps: int) -> list[tuple[dt.date, Plan]]:
    """Live through a course: follow the plan, with holds, absences and wishes thrown in; return each plan made."""
    course.implanted(start)
    now, plans = start, []
    absent_until = start
    for _ in range(steps):
        plan = course.plan(now, "14:00")
        plans.append((now, plan))
        stuck = next((visit for visit in plan.visits if visit.status == "not-placed" and visit.stream == "pump"), None)
        if stuck is not None and stuck.empties:
            # Somebody decides: the first option that has a day.
            conflict = next(each for each in plan.findings.conflicts if stuck.id in each.visits)
            now = max(now, next(option.day for option in conflict.options if option.day is not None))
            do(course, replace(stuck, day=now))
            now += dt.timedelta(days=1)
            continue
        ahead = [visit for visit in plan.visits if visit.is_open and visit.day is not None]
        if not ahead:
            break
        before, now = now, ahead[0].day
        throw = chance.random() if now - before > dt.timedelta(days=1) else 1.0
        if throw < 0.06 and now > absent_until + dt.timedelta(days=20):
            absent_until = now + dt.timedelta(days=chance.randint(0, 5))
            before = now - dt.timedelta(days=1)
            course.add("unavailable", before, "13:00", from_=str(now), to=str(absent_until), reason="influenza")
            now = before
            continue
        if throw < 0.09:
            _twist(course, ahead, now, chance)
            now -= dt.timedelta(days=1)
            continue
        for visit in [each for each in ahead if each.day == now]:
            do(course, visit, chance)
    return [*plans, (now, course.plan(now, "14:00"))]


def _twist(course: Course, ahead: list[Visit], now: dt.date, chance: random.Random) -> None:
    before = now - dt.timedelta(days=1)
    kind = chance.choice(
        ["conversion-surgery-planned", "visit-moved", "long-break-started", "floxuridine-discontinued"]
    )
    if kind == "conversion-surgery-planned":
        course.add(kind, before, "13:00", date=str(now + dt.timedelta(days=chance.randint(20, 60))))
    elif kind == "visit-moved":
        visit = chance.choice(ahead)
        moved = visit.day + dt.timedelta(days=chance.randint(-3, 6))
        course.add(kind, before, "13:00", visit=visit.id, date=str(moved), reason="a wish")
    elif chance.random() < 0.4:
        course.add(kind, before, "13:00", reason="decided")


def do(course: Course, visit: Visit, chance: random.Random | None = None) -> None:
    """Write down that a planned visit took place; by chance the dose was held."""
    when = visit.day
    assert when is not None
    held = chance is not None and chance.random() < 0.12
    match visit.kind:
        case "floxuridine-fill" if held:
            course.add("floxuridine-held", when, reason="liver tests").saline(when)
        case "floxuridine-fill":
            course.fudr(when)
        case "floxuridine-emptying" | "maintenance-refill":
            if visit.empties:
                course.emptied(when)
            course.saline(when, empty=False, contents=str(visit.contents))
        case "systemic" if held:
            course.add("systemic-held", when, reason="neutrophils")
        case "systemic":
            course.systemic_given(when)
        case "laboratory":
            course.lab(when)
        case "perfusion-scan":
            course.scanned(when)
        case "imaging":
            course.add("imaging-done", when, kind="ct")
        case "liver-panel":
            course.add("liver-panel", when, decision="judge-again")
        case "surgery":
            course.add("conversion-surgery-done", when)
