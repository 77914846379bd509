"""The pump's side of a simulated course: fills, emptyings, holds, problems."""

from __future__ import annotations

import math
from typing import Final

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_columns import (
    BY_RULE,
    HELD_TOO_LONG,
    INFECTION,
    NOT_ENDED,
    PUMP_LOST,
    TIME_RAN_OUT,
    ULCER,
    Outcome,
)
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_tables import CourseTables, ScheduleTables
from haipdose_sim.cohort.floxuridine_kernel import ENDS, FULL_DOSE, GIVES, MISSING, REDUCES, decide_dose
from haipdose_sim.cohort.streams import COURSE, uniforms
from haipdose_sim.cohort.virtual_patient import DRAWN, DRAWS, STRETCH_DAYS, STRETCHES, Real, Whole, days_late

NEVER: Final = -1
(
    INFUSING, DOSE, STARTED, EMPTYING_PLANNED, EMPTYING_DAY, FILL_PLANNED, FILL_DAY, HELD_SINCE, CYCLE_HELD, ENDED,
    CYCLE_START, INFECTION_DAY, INFECTION_LASTS, INFECTED_UNTIL, ULCER_DAY, ULCER_LASTS, ULCER_UNTIL, LOSS_DAY,
    FIRST_HOLD, ACCESS,
) = range(20)  # fmt: skip
PUMP: Final = 20
"""What is known of the pump on a day. ``DOSE``: the last one given; ``CYCLE_START``: the day of the last fill;
``ACCESS``: the last day on which the pump was filled with anything, never once it is lost."""
LIVER: Final = 4


@compiled
def fit_pump(pump: Whole) -> None:
    """Before the first fill, which is due on day 0."""
    pump[:] = NEVER
    pump[INFUSING] = 0
    pump[DOSE] = FULL_DOSE
    pump[STARTED] = 0
    pump[ENDED] = NOT_ENDED
    pump[FILL_PLANNED] = 0
    pump[FILL_DAY] = 0
    pump[CYCLE_START] = 0
    pump[ACCESS] = 0


@compiled
def going_on(pump: Whole, schedule: ScheduleTables) -> bool:
    """Whether floxuridine is still in the pump or to come."""
    return bool(pump[INFUSING] != 0 or (pump[ENDED] == NOT_ENDED and pump[STARTED] < schedule.cycles))


@compiled
def chance_events(seed: int, patient: int, day: int, p: CourseNumbers, pump: Whole, rate: float, outcome: Real) -> bool:
    """What happens to the pump on this day whatever was planned; whether what is in it is taken out at once."""
    if day % STRETCH_DAYS == 0 or day == 1:
        start = day - day % STRETCH_DAYS
        at = STRETCHES + DRAWS * (day // STRETCH_DAYS)
        infected, on = uniforms(seed, COURSE, patient, at)
        infected_for, lost = uniforms(seed, COURSE, patient, at + 1)
        lost_on, ulcer = uniforms(seed, COURSE, patient, at + 2)
        ulcer_on, ulcer_for = uniforms(seed, COURSE, patient, at + 3)
        pump[INFECTION_DAY] = start + int(STRETCH_DAYS * on) if infected < p.pocket_infection_chance_28_days else NEVER
        pump[INFECTION_LASTS] = math.ceil(-p.pocket_infection_days * math.log(infected_for))
        pump[LOSS_DAY] = start + int(STRETCH_DAYS * lost_on) if lost < p.pump_loss_chance_28_days else NEVER
        pump[ULCER_DAY] = start + int(STRETCH_DAYS * ulcer_on) if ulcer < p.ulcer_chance_28_days else NEVER
        pump[ULCER_LASTS] = math.ceil(-p.ulcer_days * math.log(ulcer_for))
    out = False
    if day == pump[INFECTION_DAY]:
        pump[INFECTED_UNTIL] = max(pump[INFECTED_UNTIL], day + pump[INFECTION_LASTS])
        outcome[Outcome.PUMP_PROBLEMS] += 1.0
    if day == pump[ULCER_DAY] and rate > 0.0:
        pump[ULCER_UNTIL] = max(pump[ULCER_UNTIL], day + pump[ULCER_LASTS])
        outcome[Outcome.PUMP_PROBLEMS] += 1.0
        out = True
    if day == pump[LOSS_DAY]:
        outcome[Outcome.PUMP_PROBLEMS] += 1.0
        outcome[Outcome.PUMP_LOST_DAY] = float(day)
        pump[ACCESS] = NEVER
        if pump[ENDED] == NOT_ENDED:
            end_floxuridine(pump, day, PUMP_LOST, outcome)
        out = True
    return out


@compiled
def end_floxuridine(pump: Whole, day: int, reason: int, outcome: Real) -> None:
    """No further fill. What is in the pump stays until its emptying."""
    pump[ENDED] = reason
    pump[FILL_PLANNED] = pump[FILL_DAY] = NEVER
    outcome[Outcome.FLOXURIDINE_DISCONTINUED_CYCLE] = float(pump[STARTED])
    outcome[Outcome.FLOXURIDINE_DISCONTINUED_REASON] = float(reason)
    if pump[FIRST_HOLD] != NEVER:
        outcome[Outcome.FLOXURIDINE_DAYS_HELD] += float(day - pump[FIRST_HOLD])
        pump[FIRST_HOLD] = NEVER


@compiled
def events_now(pump: Whole, day: int, sclerosis_known: bool) -> int:  # noqa: FBT001
    """Bits of the events that are there now."""
    events = 1 if sclerosis_known else 0
    if day < pump[INFECTED_UNTIL]:
        events += INFECTION
    if day < pump[ULCER_UNTIL]:
        events += ULCER
    return events


@compiled
def collect(pump: Whole, results: Whole, worst: Whole) -> None:
    """Keep the results that the next dose is decided by: the worst since the pump was emptied.

    Of those while floxuridine goes in the last days count; which these are is known at the emptying.
    """
    if pump[INFUSING] == 0:
        for test in range(LIVER):
            worst[test] = max(worst[test], results[test])


@compiled
def refill(pump: Whole, day: int) -> None:
    """Something without floxuridine goes in, if there still is a pump."""
    if pump[ACCESS] != NEVER:
        pump[ACCESS] = day


@compiled
def empty_pump(pump: Whole, day: int, schedule: ScheduleTables, worst: Whole, recent: Whole) -> None:
    """The pump is emptied of floxuridine; the draws of the last days since the fill count for the next dose."""
    pump[INFUSING] = 0
    refill(pump, day)
    pump[EMPTYING_PLANNED] = pump[EMPTYING_DAY] = NEVER
    for draw in range(recent.shape[0]):
        drawn = recent[draw, DRAWN]
        if drawn > pump[CYCLE_START] and drawn >= day - schedule.reference_days:
            for test in range(LIVER):
                worst[test] = max(worst[test], recent[draw, test])


@compiled
def count_lateness(late: int, window: int, outcome: Real) -> None:
    """A visit to the pump took place ``late`` days after its day."""
    if late > 0:
        outcome[Outcome.REFILLS_LATE] += 1.0
    if late > window:
        outcome[Outcome.REFILLS_MISSED] += 1.0


@compiled
def visit_for_fill(
    seed: int,
    patient: int,
    day: int,
    tables: CourseTables,
    p: CourseNumbers,
    pump: Whole,
    events: int,
    results: Whole,
    reference: Whole,
    worst: Whole,
    outcome: Real,
) -> int:
    """Decide the fill that is due and do it. Returns the action."""
    schedule = tables.schedule
    count_lateness(day - pump[FILL_PLANNED], schedule.fill_window_days, outcome)
    before = pump[DOSE]
    refill(pump, day)
    if pump[STARTED] == 0:
        action, dose = GIVES, FULL_DOSE
    else:
        held = pump[HELD_SINCE] != NEVER
        action, dose = decide_dose(tables.floxuridine, reference, worst, 0, before, held, 0, 0, 0, events)
    if action in (GIVES, REDUCES):
        fill(seed, patient, day, schedule, p, pump, dose, outcome)
        if dose < before:
            outcome[Outcome.FLOXURIDINE_REDUCTIONS] += 1.0
        reference[:] = results[:LIVER]
        worst[:] = MISSING
    elif action == ENDS:
        end_floxuridine(pump, day, BY_RULE, outcome)
    else:
        hold(seed, patient, day, schedule, p, pump, worst, outcome)
    return int(action)


@compiled
def fill(
    seed: int, patient: int, day: int, schedule: ScheduleTables, p: CourseNumbers, pump: Whole, dose: int, outcome: Real
) -> None:
    """Floxuridine goes in; the emptying and the next fill are planned.

    A fill at most as late as the window allows one to be early leaves the grid of cycles where it was.
    """
    grid = pump[FILL_PLANNED]
    start = grid if day - grid <= schedule.fill_early_days else day
    pump[INFUSING] = 1
    pump[DOSE] = dose
    pump[STARTED] += 1
    pump[CYCLE_START] = day
    pump[EMPTYING_PLANNED] = day + schedule.floxuridine_days
    pump[EMPTYING_DAY] = pump[EMPTYING_PLANNED] + days_late(seed, patient, pump[EMPTYING_PLANNED], p)
    if pump[FIRST_HOLD] != NEVER:
        outcome[Outcome.FLOXURIDINE_DAYS_HELD] += float(day - pump[FIRST_HOLD])
    pump[FIRST_HOLD] = pump[HELD_SINCE] = NEVER
    outcome[Outcome.FLOXURIDINE_PERCENT_SUM] += 100.0 * (dose / FULL_DOSE)
    if pump[STARTED] < schedule.cycles:
        plan_fill(seed, patient, day, start + schedule.cycle_days, schedule, p, pump, outcome)
    else:
        pump[FILL_PLANNED] = pump[FILL_DAY] = NEVER


@compiled
def plan_fill(
    seed: int,
    patient: int,
    day: int,
    planned: int,
    schedule: ScheduleTables,
    p: CourseNumbers,
    pump: Whole,
    outcome: Real,
) -> None:
    """Plan the next fill, if it can be finished before the end of induction."""
    comes = planned + days_late(seed, patient, planned, p)
    if comes + schedule.floxuridine_days > schedule.induction_days:
        end_floxuridine(pump, day, TIME_RAN_OUT, outcome)
        return
    pump[FILL_PLANNED] = planned
    pump[FILL_DAY] = comes


@compiled
def hold(
    seed: int,
    patient: int,
    day: int,
    schedule: ScheduleTables,
    p: CourseNumbers,
    pump: Whole,
    worst: Whole,
    outcome: Real,
) -> None:
    """Nothing is given for now; the next look is planned, or floxuridine is given up."""
    outcome[Outcome.FLOXURIDINE_HOLDS] += 1.0
    if pump[FIRST_HOLD] == NEVER:
        pump[FIRST_HOLD] = day
    if pump[CYCLE_HELD] != pump[STARTED]:
        pump[CYCLE_HELD] = pump[STARTED]
        outcome[Outcome.FLOXURIDINE_CYCLES_HELD] += 1.0
    pump[HELD_SINCE] = day
    worst[:] = MISSING
    if day - pump[FIRST_HOLD] >= p.give_up_hold_days:
        end_floxuridine(pump, day, HELD_TOO_LONG, outcome)
    else:
        plan_fill(seed, patient, day, day + schedule.hold_recheck_days, schedule, p, pump, outcome)
