"""A simulated course without the compiled code: a plain-Python patient treated by the engine on recorded facts.

Every visit is written down as the facts of a real course (laboratory, events, fills, emptyings, holds, gifts). What is
given is what the engine's own decisions say on these facts, and each planned day has to lie where the engine's planner
puts it. The rows can be compared with the trace of the compiled walk; a row that differs is a rule that differs.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_DOWN, Context, Decimal
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from slow_patient import DRUGS, UNIT, SlowPatient

from haipdose.course.decisions import next_floxuridine, next_systemic, systemic_situation
from haipdose.course.facts import Fact
from haipdose.course.fold import fold
from haipdose.course.state import CourseState
from haipdose.patient.body import Patient
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schema import Protocol
from haipdose.schedule.calendar import Clinic, calendar_for
from haipdose.schedule.context import Outlook
from haipdose.schedule.model import Status, Visit
from haipdose.schedule.planner import PlanInputs, make_plan
from haipdose.schedule.supply import PumpSupply
from haipdose.systemic.combinations import ChosenRegimen, regimen_for
from haipdose.systemic.requests import SystemicDecision

ONE_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
DAY_0 = dt.date(2026, 1, 5)
IMPLANTED = -28
RESERVOIR_ML = Decimal(30)
SUPPLY = PumpSupply(RESERVOIR_ML, Decimal(0), Decimal("1.3"), Decimal("1.3"), Decimal(15))
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDAR = calendar_for(Clinic(time_zone="UTC", working_days=WEEK, closed_holidays="none"))
BODY = Patient(sex="male", height_cm=Decimal(180), weight_kg=Decimal(80), age_years=60)
POCKET = (("biliary-sclerosis", 1, 3), ("pump-pocket-infection", 2, 2), ("gastroduodenal-ulcer", 4, 2))
FILL, EMPTYING, SYSTEMIC, COUNT = 1, 2, 4, 8
DOSES = ("give", "reduce", "hold", "discontinue", "undetermined")
CYCLES = ("give", "reduce", "omit", "undetermined", "delay", "discontinue")


DIGITS = Context(prec=15, rounding=ROUND_DOWN)


def recorded(percent: Decimal) -> Decimal:
    """A percent as a fact can carry it: 15 digits, never above, so that it never looks like room for a reduction."""
    return DIGITS.plus(percent)


class Differs(AssertionError):
    """A planned day lies where the engine's planner does not allow it."""


@lru_cache
def protocol_of(name: str) -> Protocol:
    return load_protocol(name)


class Record:
    """The facts of one course, and what the engine makes of them."""

    def __init__(self, protocol: Protocol, arm: str, regimen: ChosenRegimen | None, *, with_pump: bool) -> None:
        self.protocol, self.arm, self.regimen, self.with_pump = protocol, arm, regimen, with_pump
        self.facts: list[Any] = []
        self.in_pump: int | None = None
        self.access: int | None = None
        self.fact("registered", -1, "08:00", start=str(self.date(0)))
        if with_pump:
            self.fact("pump-implanted", IMPLANTED, "08:00")
            self.fill(IMPLANTED, "heparin-saline")
            self.fact("perfusion-scan", IMPLANTED + 3, "08:00", result="normal")
            self.refill(IMPLANTED + 14)

    @staticmethod
    def date(day: int) -> dt.date:
        return DAY_0 + dt.timedelta(days=day)

    def moment(self, day: int, clock: str) -> dt.datetime:
        return dt.datetime.combine(self.date(day), dt.time.fromisoformat(clock), tzinfo=dt.UTC)

    def fact(self, kind: str, day: int, clock: str, **rest: Any) -> None:
        written = {"type": kind, "id": f"f{len(self.facts)}", "at": self.moment(day, clock).isoformat(), **rest}
        self.facts.append(ONE_FACT.validate_python(written))

    def empty(self, day: int, hour: int = 9) -> None:
        if self.in_pump is not None:
            left = max(Decimal(0), RESERVOIR_ML - Decimal("1.3") * (day - self.in_pump))
            self.fact("pump-emptied", day, f"{hour:02}:40", returned_ml=left)
        self.in_pump = None

    def fill(self, day: int, contents: str, hour: int = 9, **rest: Any) -> None:
        self.empty(day, hour)
        self.fact("fill-given", day, f"{hour:02}:50", contents=contents, volume_ml=RESERVOIR_ML, **rest)
        self.in_pump = self.access = day

    def refill(self, day: int, hour: int = 9) -> None:
        self.fill(day, "heparin-saline", hour)

    def state(self, day: int, clock: str) -> CourseState:
        state = fold(self.facts, as_of=self.moment(day, clock), reservoir_ml=RESERVOIR_ML)
        assert state.conflicts == (), state.conflicts
        return state

    def dose(self, day: int) -> tuple[str, Decimal | None]:
        """What the engine says of a fill today."""
        today = self.date(day)
        found = next_floxuridine(self.state(day, "09:30"), self.protocol, Approvals(), today, today)
        return found.action, found.dose_percent

    def cycle(self, day: int) -> SystemicDecision:
        """What the engine says of a systemic cycle today."""
        assert self.regimen is not None
        situation = systemic_situation(
            self.state(day, "09:30"), self.protocol, self.regimen, "normal", day=self.date(day),
            moment=lambda when: CALENDAR.at(when, dt.time(0, 0)),
        )  # fmt: skip
        return next_systemic(self.protocol, self.regimen, BODY, situation)

    def plan(self, day: int, clock: str = "07:00") -> dict[str, Visit]:
        """The visits of the engine's plan as of that moment, by id, whatever the results will say."""
        rules = self.protocol.schedule
        plan = make_plan(
            PlanInputs(
                state=self.state(day, clock),
                rules=rules,
                calendar=CALENDAR,
                pump=SUPPLY if self.with_pump else None,
                cycles=rules.pump.cycles.value,
                interval_days=None if self.regimen is None else self.regimen.cycle_days,
                delay_days=self.protocol.systemic.day_1.delay_days.value,
                decide_floxuridine=lambda _: Outlook("undetermined"),
                decide_systemic=lambda _: Outlook("undetermined"),
            )
        )
        return {visit.id: visit for visit in plan.visits}


class SlowCourse:
    """One course. After :meth:`run`, ``rows`` are the visits and ``checked`` counts the planned days compared."""

    def __init__(self, seed: int, number: int, name: str, p: dict[str, float], *, with_pump: bool) -> None:
        protocol = protocol_of(name)
        self.rules, self.p, self.with_pump = protocol.schedule, p, with_pump
        self.patient = SlowPatient(seed, number, p, self.rules.pump.floxuridine_days.value)
        arm = next((arm for arm, entry in protocol.arms.items() if entry.pump == with_pump), next(iter(protocol.arms)))
        offer = protocol.systemic.offers[arm].named(with_pump=with_pump) if arm in protocol.systemic.offers else {}
        wanted = ("folfiri", "mfolfox6") if self.patient.wants_irinotecan else ("mfolfox6", "folfiri")
        regimen = next((each for each in wanted if each in offer), None)
        chosen = None if regimen is None else regimen_for(protocol.systemic, arm, regimen, with_pump=with_pump)
        self.record = Record(protocol, arm, chosen, with_pump=with_pump)
        self.rows: list[dict[str, Any]] = []
        self.checked = 0
        # the pump
        self.infusing = False
        self.dose = Decimal(100)
        self.started = 0
        self.cycle_start = 0
        self.fill_planned: int | None = 0 if with_pump else None
        self.fill_day: int | None = 0 if with_pump else None
        self.emptying_planned = self.emptying_day = -1
        self.first_hold: int | None = None
        self.last_hold: int | None = None
        self.ended = ""
        self.infected_until = self.ulcer_until = 0
        self.seen: set[str] = set()
        # systemic therapy
        self.number = 1
        self.last_gift: int | None = None
        self.first_gift: int | None = None
        self.put_off = self.stopped = False
        self.look_planned: int | None = None
        self.look_day: int | None = None
        self.count_day = -1
        self.diarrhoea_now = 0
        self.reductions: dict[str, int] = {}
        if chosen is not None:
            self._look_on(self._next_cycle(0))

    # ------------------------------------------------------------------------------------------------------ the days

    def run(self) -> SlowCourse:
        for day in range(400):
            rate = float(self.dose) / 100 if self.infusing else 0.0
            if day > 0:
                self.patient.live(day, rate)
                if self.with_pump and self._going_on():
                    self._mishaps(day, rate)
            self._keep_open(day)
            what = self._due(day)
            if what:
                self._visit(day, what)
            elif not self._going_on() and self.look_day is None and self.count_day < 0:
                break
        self._nothing_left(day)
        return self

    def _going_on(self) -> bool:
        ahead = self.with_pump and not self.ended and self.started < self.rules.pump.cycles.value
        return self.infusing or ahead

    def _due(self, day: int) -> int:
        what = 0
        if day == self.count_day:
            self.count_day = -1
            what += self._count(day)
        if day == self.look_day:
            what += SYSTEMIC
            self._planned("sys", self.look_planned)
        if day == self.emptying_day:
            what += EMPTYING
            self._planned("emptying", self.emptying_planned)
        if day == self.fill_day:
            what += FILL
            self._planned("refill", self.fill_planned)
            ahead = self.look_planned is not None and self.look_planned > day and not self.put_off
            if not what & SYSTEMIC and ahead and self._next_cycle(day, fill=day) == day:
                what += SYSTEMIC
                self.look_planned = self.look_day = day
        return what

    def _keep_open(self, day: int) -> None:
        """Saline is renewed when its interval is over."""
        inside = self.record.in_pump
        interval = self.rules.pump.maintenance_interval_days.value
        if inside is not None and not self.infusing and day - inside >= interval and day != self.fill_day:
            self.record.refill(day)

    # ---------------------------------------------------------------------------------------------------- one visit

    def _visit(self, day: int, what: int) -> None:
        row: dict[str, Any] = {"day": day, "what": what}
        self.rows.append(row)
        if what != COUNT:
            found = self.patient.laboratory(day)
            self._laboratory(day, {**found, "creatinine": Decimal(80)})
            row.update(found)
        else:
            row.update(self.patient.blood(day))
        self._pocket(day, row)
        if what & EMPTYING:
            self._take_out(day)
        if what & FILL:
            self._fill_visit(day, row)
        if what & SYSTEMIC:
            self._cycle_visit(day, row)
        if what & (FILL | EMPTYING):
            self._follow_the_pump(day)

    def _follow_the_pump(self, day: int) -> None:
        """A cycle that was not put off, ahead or without a day, is planned again when the pump's days have changed."""
        waits = self.look_planned is None and not self.stopped and self.record.regimen is not None
        ahead = self.look_planned is not None and self.look_planned > day
        if (waits or ahead) and not self.put_off:
            planned = self._next_cycle(day + 1)
            if planned != self.look_planned:
                self._look_on(planned)

    def _laboratory(self, day: int, values: dict[str, Decimal]) -> None:
        units = {**UNIT, "creatinine": "umol/L"}
        results = [{"test": test, "value": value, "unit": units[test]} for test, value in values.items()]
        self.record.fact("laboratory", day, "08:00", results=results)

    def _pocket(self, day: int, row: dict[str, Any]) -> None:
        begun = self.patient.sclerosis_day
        there = {
            "biliary-sclerosis": begun is not None and day >= begun + self.patient.days_to_finding,
            "pump-pocket-infection": day < self.infected_until,
            "gastroduodenal-ulcer": day < self.ulcer_until,
        }
        row["events"] = sum(bit for name, bit, _ in POCKET if there[name])
        for name, _, grade in POCKET:
            if row["what"] == COUNT:
                continue
            if there[name]:
                self.record.fact("clinical-event", day, "08:30", name=name, grade=grade)
                self.seen.add(name)
            elif name in self.seen:
                self.record.fact("clinical-event", day, "08:30", name=name, grade=0)
                self.seen.discard(name)

    # ------------------------------------------------------------------------------------------------------ the pump

    def _mishaps(self, day: int, rate: float) -> None:
        found = self.patient.mishaps(day // 28)
        if "infection" in found and day == found["infection"][0]:
            self.infected_until = max(self.infected_until, day + found["infection"][1])
        out = False
        if "ulcer" in found and day == found["ulcer"][0] and rate > 0:
            self.ulcer_until = max(self.ulcer_until, day + found["ulcer"][1])
            out = True
        lost = "loss" in found and day == found["loss"][0]
        if lost and not self.ended:
            self._end("the pump is lost")
        if out and not lost and self.infusing:
            self._take_out(day, 7)
            self._follow_the_pump(day)
        if lost:
            inside, self.infusing = self.infusing, False
            self.emptying_planned = self.emptying_day = -1
            self.record.empty(day, 7)
            self.record.access = None
            self.record.fact("pump-explanted", day, "07:55", reason="the catheter is blocked")
            if inside:
                self._follow_the_pump(day)

    def _take_out(self, day: int, hour: int = 9) -> None:
        self.infusing = False
        self.emptying_planned = self.emptying_day = -1
        self.record.refill(day, hour)

    def _end(self, why: str) -> None:
        self.ended = why
        self.fill_planned = self.fill_day = None

    def _fill_visit(self, day: int, row: dict[str, Any]) -> None:
        action, percent = self.record.dose(day)
        row["floxuridine"] = action
        if percent is not None:
            row["percent"] = percent
            self._fill(day, percent)
        elif action == "discontinue":
            self._end("a rule")
            self.record.refill(day)
            self.record.fact("floxuridine-discontinued", day, "10:05", reason="a rule of the protocol")
        else:
            self.record.refill(day)
            self.record.fact("floxuridine-held", day, "10:05", reason="liver tests or an event")
            self.first_hold = day if self.first_hold is None else self.first_hold
            self.last_hold = day
            if day - self.first_hold >= self.p["give_up_hold_days"]:
                self._end("held too long")
                self.record.fact("floxuridine-discontinued", day, "10:10", reason="held too long")
            else:
                self._plan_fill(day, day + self.rules.pump.hold_recheck_days.value)

    def _fill(self, day: int, percent: Decimal) -> None:
        self.record.fill(day, "floxuridine", floxuridine_mg=Decimal("1.95") * percent, dose_percent=percent)
        assert self.fill_planned is not None
        early = -self.rules.window("floxuridine-fill").earliest_days
        grid = self.fill_planned if day - self.fill_planned <= early else day
        self.infusing, self.dose, self.cycle_start = True, percent, day
        self.started += 1
        self.first_hold = self.last_hold = None
        self.emptying_planned = day + self.rules.pump.floxuridine_days.value
        self.emptying_day = self.emptying_planned + self.patient.days_late(self.emptying_planned)
        self.fill_planned = self.fill_day = None
        if self.started < self.rules.pump.cycles.value:
            self._plan_fill(day, grid + self.rules.pump.cycle_days.value)

    def _plan_fill(self, day: int, planned: int) -> None:
        comes = planned + self.patient.days_late(planned)
        if comes + self.rules.pump.floxuridine_days.value > self.rules.monitoring.induction_days.value:
            visit = self.record.plan(max(comes, day + 1))[f"pump-{self.started + 1}-refill"]
            if visit.status is not Status.CANCELLED or "end of induction" not in " ".join(visit.reasons):
                raise Differs(f"day {day}: no time for a fill on day {comes}, but the engine plans {visit}")
            self.checked += 1
            self._end("time ran out")
            return
        self.fill_planned, self.fill_day = planned, comes

    # ---------------------------------------------------------------------------------------------- systemic therapy

    def _next_cycle(self, today: int, fill: int | None = None) -> int:
        """The planned day of the next cycle: the first day foreseen whose window reaches what the interval allows."""
        rules, window = self.rules.systemic, self.rules.window("systemic")
        after = today if self.last_gift is None else self.last_gift + rules.interval_days.value
        if not self.with_pump:
            return max(today, after)
        lower = today if self.last_gift is None else max(today, after + window.earliest_days)
        fill = self.fill_planned if fill is None else fill
        offsets = [number - 1 for number in rules.pump_cycle_days.value]
        slots = [self.cycle_start + offset for offset in offsets]
        if self.started and fill is not None:
            slots = [slot for slot in slots if slot < fill]
        resting = self.cycle_start + self.rules.pump.cycle_days.value
        resting += self.rules.window("floxuridine-fill").earliest_days
        if self.last_hold is not None and self.last_hold >= resting:
            slots.append(self.last_hold)
        if fill is not None:
            cycle = self.rules.pump.cycle_days.value
            slots += [fill + later * cycle + offset for later in range(9) for offset in offsets]
        elif self.record.access is not None:
            interval = self.rules.pump.maintenance_interval_days.value
            refills = [self.record.access + later * interval for later in range(40)]
            slots += [day for day in refills if day >= resting]
        possible = [slot for slot in sorted(slots) if slot + window.latest_days >= lower]
        if not possible:
            return max(today, after)
        visit = self._visit_near(possible[0], window.latest_days)
        return visit if visit is not None and visit >= lower else max(possible[0], lower)

    def _visit_near(self, slot: int, most: int) -> int | None:
        """The pump's visit next to a day foreseen; of two the later one."""
        interval = self.rules.pump.maintenance_interval_days.value
        first = self.emptying_planned if self.infusing else self.record.access
        if first is None or not self.started:
            return None
        visits = [first + later * interval for later in range(40)]
        if self.fill_planned is not None:
            visits = [day for day in visits if day < self.fill_planned]
            visits += [self.fill_planned, *(slot for slot in [slot] if slot > self.fill_planned)]
        near = [day for day in visits if abs(day - slot) <= most]
        return min(near, key=lambda day: (abs(day - slot), -day), default=None)

    def _look_on(self, planned: int) -> None:
        rules = self.rules
        ends = rules.monitoring.induction_days.value
        if not self.with_pump:
            ends += self.first_gift or 0
        elif self.started == rules.pump.cycles.value:
            ends = min(ends, self.cycle_start + rules.pump.cycle_days.value)
        enough = not self.with_pump and self.number > rules.systemic.cycles_without_pump.value
        if enough or planned >= ends:
            self.look_planned = self.look_day = None
        else:
            self.look_planned, self.look_day = planned, planned + self.patient.days_late(planned)

    def _count(self, day: int) -> int:
        fever, counted = self.patient.fever_and_count(self.number)
        found = self.patient.blood(day)
        febrile = found["neutrophils"] < Decimal("0.5") and fever < self.p["febrile_chance_below_half"]
        if febrile:
            self.record.fact("clinical-event", day, "08:30", name="febrile-neutropenia", grade=3)
        if not febrile and counted >= self.p["count_between_chance"]:
            return 0
        if day not in (self.look_day, self.emptying_day, self.fill_day):
            self._laboratory(day, found)
        return COUNT

    def _cycle_visit(self, day: int, row: dict[str, Any]) -> None:
        self._toxicity(day)
        decision = self.record.cycle(day)
        action = decision.action.value
        row["systemic"], row["cycle"] = action, self.number
        if not self.infusing and self.record.in_pump not in (None, day):
            self.record.refill(day)
        if action in ("give", "reduce"):
            self._give(day, decision, row)
        elif action == "discontinue":
            self.record.fact("systemic-discontinued", day, "10:30", reason="toxicity")
            self.stopped = True
            self.look_planned = self.look_day = None
        else:
            self.record.fact("systemic-held", day, "10:30", reason="not fit on day 1")
            self.put_off = True
            self.diarrhoea_now = 0
            self._look_on(day + self.record.protocol.systemic.day_1.delay_days.value)

    def _toxicity(self, day: int) -> None:
        if self.last_gift is not None:
            self.record.fact("clinical-event", day, "08:30", name="diarrhoea", grade=self.diarrhoea_now)
            grade = self.patient.neuropathy()
            if grade:
                name = "peripheral-sensory-neuropathy"
                self.record.fact("clinical-event", day, "08:30", name=name, grade=grade)
        self.record.fact("toxicity-reviewed", day, "08:45")

    def _give(self, day: int, decision: SystemicDecision, row: dict[str, Any]) -> None:
        percents = {drug.component: recorded(drug.percent_of_full or Decimal(0)) for drug in decision.drugs}
        self.reductions = {drug.component: drug.reductions for drug in decision.drugs}
        regimen = self.record.regimen
        assert regimen is not None
        self.record.fact(
            "systemic-given", day, "10:30", regimen=regimen.name, percent_of_full=percents, reductions=self.reductions
        )
        row["percents"] = {name: percent for name, percent in percents.items() if name in DRUGS}
        shares = {name: float(percent) / 100 for name, percent in row["percents"].items()}
        self.patient.take(shares)
        grade, persists = self.patient.diarrhoea(self.number, shares)
        if grade:
            self.record.fact("clinical-event", day + 5, "12:00", name="diarrhoea", grade=grade)
        self.diarrhoea_now = 2 if persists else 0
        self.number += 1
        self.last_gift = day
        self.first_gift = day if self.first_gift is None else self.first_gift
        self.put_off = False
        self.count_day = day + int(self.p["count_between_day"])
        self._look_on(self._next_cycle(day + 1))

    # ----------------------------------------------------------------------------------------------- the engine's plan

    def _planned(self, which: str, day: int | None) -> None:
        """The planned day has to lie in the window of that visit in the engine's plan of that morning.

        An emptying and every fill but the first have to be exactly on their target.
        """
        assert day is not None
        name = {
            "sys": f"sys-{self.number}",
            "refill": f"pump-{self.started + 1}-refill",
            "emptying": f"pump-{self.started}-emptying",
        }[which]
        visit = self.record.plan(day).get(name)
        placed = visit is not None and None not in (visit.target, visit.earliest, visit.latest)
        target = self.record.date(day)
        if not placed or not visit.earliest <= target <= visit.latest:  # type: ignore[union-attr, operator]
            raise Differs(f"day {day}, {target}: {name} is planned here, by the engine {visit}")
        first = which == "refill" and not self.started
        if which != "sys" and not first and visit.target != target:  # type: ignore[union-attr]
            raise Differs(f"day {day}, {target}: the target of {name} is {visit.target}")  # type: ignore[union-attr]
        self.checked += 1

    def _nothing_left(self, day: int) -> None:
        """The engine has nothing to give either when the course is over."""
        left = [
            visit
            for visit in self.record.plan(day, "16:00").values()
            if visit.is_open and (visit.kind == "floxuridine-fill" or visit.id.startswith("sys-"))
        ]
        if left:
            raise Differs(f"day {day}: the course is over, the engine goes on with {left}")


def facts_of(course: SlowCourse) -> tuple[Any, ...]:
    """The facts of a course that was run, in their order."""
    return tuple(sorted(course.record.facts, key=lambda fact: fact.at))
