"""The systemic side of a simulated course: cycles, waiting, toxicity between cycles."""

from __future__ import annotations

from typing import Final

import numpy as np

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_columns import Outcome
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_tables import CourseTables, ScheduleTables
from haipdose_sim.cohort.floxuridine_kernel import MISSING
from haipdose_sim.cohort.pump_walk import (
    ACCESS,
    CYCLE_START,
    EMPTYING_PLANNED,
    FILL_PLANNED,
    HELD_SINCE,
    INFUSING,
    NEVER,
    STARTED,
    refill,
)
from haipdose_sim.cohort.streams import COURSE, uniforms
from haipdose_sim.cohort.systemic_kernel import END, GIVE, REDUCE, decide_cycle
from haipdose_sim.cohort.virtual_patient import (
    BILIRUBIN,
    CYCLES,
    DRAWN,
    DRAWS,
    NEUTROPHILS,
    Real,
    Whole,
    days_late,
    diarrhoea_grade,
    neuropathy_grade,
    take_systemic,
)

REGIMEN, NUMBER, DUE, LOOK_PLANNED, LOOK_DAY, COUNT_DAY, STOPPED, PUT_OFF, LAST_GIVEN, FIRST_GIVEN = range(10)
SYSTEMIC_STATE: Final = 10
"""The regimen or -1; the cycle that is due, from 1; the day from which its delay counts; the planned and the real day
of the next look; the day of a blood count between cycles; 1 when it was ended; 1 when the cycle due was put off; the
days of the last and of the first cycle given."""
DIARRHOEA, NEUROPATHY, FEBRILE = range(3)
DRUGS: Final = 4
"""The components that count for dose intensity; folinic acid comes after them."""
FEBRILE_GRADE: Final = 3
HALF: Final = 50
"""0.5 times 10*9/L in reporting steps: below it neutropenia is grade 4."""


@compiled
def choose_regimen(amounts: Whole, arm: int, irinotecan: bool) -> int:  # noqa: FBT001
    """The regimen the patient would have, else the other one, else none (-1)."""
    wanted = 1 if irinotecan else 0
    if amounts[arm, wanted].max() >= 0:
        return wanted
    if amounts[arm, 1 - wanted].max() >= 0:
        return 1 - wanted
    return -1


@compiled
def nearest_visit(pump: Whole, schedule: ScheduleTables, slot: int) -> int:
    """The visit to the pump that belongs to a day foreseen: the nearest within the window, of two the later one."""
    access = pump[EMPTYING_PLANNED] if pump[INFUSING] != 0 else pump[ACCESS]
    if access == NEVER or pump[STARTED] == 0:
        return slot
    while access + schedule.refill_days <= slot:
        access += schedule.refill_days
    after = access + schedule.refill_days if access < slot else access
    fill = pump[FILL_PLANNED]
    if fill != NEVER:
        after = min(after, max(fill, slot))
    best = slot
    nearest = schedule.systemic_late_days + 1
    if abs(after - slot) < nearest:
        best, nearest = after, abs(after - slot)
    if abs(access - slot) < nearest:
        best = access
    return int(best)


@compiled
def next_day(pump: Whole, systemic: Whole, schedule: ScheduleTables, with_pump: bool, today: int) -> int:  # noqa: FBT001
    """The planned day of the next cycle, from ``today`` on: by interval, or laid onto the days of the pump's cycle.

    With a pump the days foreseen are those of the cycle that runs, a visit at which the fill was held, and those of the
    cycle that is planned; when none is, the refills that keep the pump open. One counts as long as its window reaches
    the first day that the interval allows. Once the pump is lost, the interval counts.
    """
    last = systemic[LAST_GIVEN]
    own = today if last == NEVER else last + schedule.interval_days
    if not with_pump or (last != NEVER and not schedule.realign_to_pump):
        return max(today, own)
    lower = today if last == NEVER else max(today, own - schedule.systemic_early_days)
    late = schedule.systemic_late_days
    start, fill, held = pump[CYCLE_START], pump[FILL_PLANNED], pump[HELD_SINCE]
    for day in schedule.systemic_days:
        slot = start + day
        if slot + late >= lower and (fill == NEVER or slot < fill or pump[STARTED] == 0):
            visit = nearest_visit(pump, schedule, slot)
            return int(visit if visit >= lower else max(slot, lower))
    resting = start + schedule.cycle_days - schedule.fill_early_days
    if held >= resting and held + late >= lower:
        return int(max(held, lower))
    if fill == NEVER:
        access = pump[ACCESS]
        if access == NEVER:
            return int(max(today, own))
        while access < resting or access + late < lower:
            access += schedule.refill_days
        return int(max(access, lower))
    while True:
        for day in schedule.systemic_days:
            if fill + day + late >= lower:
                return int(max(fill + day, lower))
        fill += schedule.cycle_days


@compiled
def last_day(pump: Whole, systemic: Whole, schedule: ScheduleTables, with_pump: bool) -> int:  # noqa: FBT001
    """The day on which induction ends: no cycle is planned on it or later."""
    if not with_pump:
        return int(max(systemic[FIRST_GIVEN], 0) + schedule.induction_days)
    if pump[STARTED] == schedule.cycles:
        return int(min(schedule.induction_days, pump[CYCLE_START] + schedule.cycle_days))
    return int(schedule.induction_days)


@compiled
def plan_look(
    seed: int,
    patient: int,
    planned: int,
    with_pump: bool,  # noqa: FBT001
    pump: Whole,
    schedule: ScheduleTables,
    p: CourseNumbers,
    systemic: Whole,
) -> None:
    """The cycle due is looked at on ``planned``, if it is still foreseen."""
    enough = not with_pump and systemic[NUMBER] > schedule.cycles_without_pump
    if systemic[REGIMEN] < 0 or enough or planned >= last_day(pump, systemic, schedule, with_pump):
        systemic[LOOK_PLANNED] = systemic[LOOK_DAY] = NEVER
        return
    systemic[LOOK_PLANNED] = planned
    systemic[LOOK_DAY] = planned + days_late(seed, patient, planned, p)


@compiled
def plan_again(
    seed: int,
    patient: int,
    day: int,
    pump: Whole,
    schedule: ScheduleTables,
    p: CourseNumbers,
    systemic: Whole,
) -> None:
    """The pump's days have changed at a visit: a cycle that was not put off follows them.

    It is one that is still ahead, or one for which there was no day before the end of induction.
    """
    open_again = systemic[LOOK_PLANNED] == NEVER and systemic[STOPPED] == 0
    if (systemic[LOOK_PLANNED] > day or open_again) and systemic[PUT_OFF] == 0:
        planned = next_day(pump, systemic, schedule, with_pump=True, today=day + 1)
        if planned != systemic[LOOK_PLANNED]:
            plan_look(seed, patient, planned, with_pump=True, pump=pump, schedule=schedule, p=p, systemic=systemic)


@compiled
def comes_today(day: int, pump: Whole, schedule: ScheduleTables, systemic: Whole) -> bool:
    """Whether a fill today brings today forward as the day of a cycle that was planned for later."""
    if systemic[LOOK_PLANNED] <= day or systemic[PUT_OFF] != 0:
        return False
    foreseen = pump.copy()
    foreseen[FILL_PLANNED] = day
    return next_day(foreseen, systemic, schedule, with_pump=True, today=day) == day


@compiled
def count_between(
    seed: int, patient: int, p: CourseNumbers, systemic: Whole, results: Whole, grades: Whole, occurrences: Whole
) -> bool:
    """Whether blood is counted on the day for it, for fever or without; fever comes only with few neutrophils."""
    at = CYCLES + DRAWS * systemic[NUMBER]
    _, fever = uniforms(seed, COURSE, patient, at + 1)
    counted, _ = uniforms(seed, COURSE, patient, at + 2)
    febrile = results[NEUTROPHILS] < HALF and fever < p.febrile_chance_below_half
    if febrile:
        grades[FEBRILE] = FEBRILE_GRADE
        occurrences[FEBRILE] += 1
    return bool(febrile or counted < p.count_between_chance)


@compiled
def keep_lowest(results: Whole, nadirs: Whole) -> None:
    """The lowest counts since the last cycle."""
    for place in range(2):
        value = results[NEUTROPHILS + place]
        if nadirs[place] == MISSING or value < nadirs[place]:
            nadirs[place] = value


@compiled
def results_for_day_one(day: int, valid: int, last: int, recent: Whole, tests: Whole) -> None:
    """The worst neutrophils, platelets and bilirubin of the last ``valid`` days since the last cycle; -1 missing."""
    tests[:] = MISSING
    for draw in range(recent.shape[0]):
        drawn = recent[draw, DRAWN]
        if drawn == NEVER or drawn <= last or drawn < day - valid:
            continue
        for place in range(2):
            value = recent[draw, NEUTROPHILS + place]
            if tests[place] == MISSING or value < tests[place]:
                tests[place] = value
        tests[2] = max(tests[2], recent[draw, BILIRUBIN])


@compiled
def visit_for_cycle(
    seed: int,
    patient: int,
    day: int,
    with_pump: bool,  # noqa: FBT001
    tables: CourseTables,
    p: CourseNumbers,
    person: Real,
    body: Real,
    pump: Whole,
    systemic: Whole,
    recent: Whole,
    nadirs: Whole,
    grades: Whole,
    grades_now: Whole,
    occurrences: Whole,
    doses: Whole,
    trial: Whole,
    outcome: Real,
) -> int:
    """Decide the cycle that is due and do it. Returns the action.

    ``doses``: rows of the amount before, reductions and stopped of each component; ``trial`` the same as the decision
    would leave them, and in its first row the amounts to give.
    """
    arm, regimen = 1 if with_pump else 0, systemic[REGIMEN]
    if with_pump and pump[INFUSING] == 0:
        refill(pump, day)
    full, levels = tables.systemic.amounts[arm, regimen], tables.systemic.levels[arm, regimen]
    tests = np.full(3, MISSING, np.int64)
    results_for_day_one(day, tables.systemic.scalars[4], systemic[LAST_GIVEN], recent, tests)
    # Before the first cycle a nadir is only what day 1 finds.
    lowest = tests[:2] if systemic[LAST_GIVEN] == NEVER else nadirs
    if systemic[PUT_OFF] == 0:
        systemic[DUE] = day
    trial[:] = doses
    action = decide_cycle(
        tables.systemic, full, levels, tests, lowest, grades, grades_now, occurrences, day - systemic[DUE],
        doses[0], trial[1], trial[2], trial[0],
    )  # fmt: skip
    if action == END:
        systemic[STOPPED] = 1
        systemic[LOOK_PLANNED] = systemic[LOOK_DAY] = NEVER
        outcome[Outcome.SYSTEMIC_STOPPED_DAY] = float(day)
    elif action in (GIVE, REDUCE):
        if systemic[PUT_OFF] != 0:
            outcome[Outcome.SYSTEMIC_DELAY_DAYS] += float(day - systemic[DUE])
        give_cycle(
            seed, patient, day, p, person, body, systemic, full, grades, grades_now, occurrences, doses, trial, outcome
        )
        nadirs[:] = MISSING
        systemic[PUT_OFF] = 0
        planned = next_day(pump, systemic, tables.schedule, with_pump, day + 1)
        plan_look(seed, patient, planned, with_pump, pump, tables.schedule, p, systemic)
    else:
        systemic[PUT_OFF] = 1
        grades_now[DIARRHOEA] = 0
        outcome[Outcome.SYSTEMIC_DELAYS] += 1.0
        plan_look(
            seed, patient, day + tables.systemic.scalars[0], with_pump, pump, tables.schedule, p, systemic
        )  # fmt: skip
    return int(action)


@compiled
def give_cycle(
    seed: int,
    patient: int,
    day: int,
    p: CourseNumbers,
    person: Real,
    body: Real,
    systemic: Whole,
    full: Whole,
    grades: Whole,
    grades_now: Whole,
    occurrences: Whole,
    doses: Whole,
    trial: Whole,
    outcome: Real,
) -> None:
    """The cycle is given; its toxicity shows until the next one."""
    shares = body[:DRUGS] * 0.0
    drugs = 0
    total = 0.0
    for component in range(full.shape[0]):
        outcome[Outcome.SYSTEMIC_REDUCTIONS] += float(trial[1, component] - doses[1, component])
        doses[1, component] = trial[1, component]
        doses[2, component] = trial[2, component]
        if full[component] >= 0:
            # A course's facts carry what was given: a drug recorded with nothing is not started again.
            doses[0, component] = trial[0, component]
            if trial[0, component] == 0:
                doses[2, component] = 1
        if component < DRUGS and full[component] > 0:
            shares[component] = trial[0, component] / full[component]
            drugs += 1
            total += shares[component]
    outcome[Outcome.SYSTEMIC_CYCLES_GIVEN] += 1.0
    outcome[Outcome.SYSTEMIC_INTENSITY] += total / drugs
    take_systemic(p, body, shares[0], shares[1], shares[2], shares[3])
    cycle = systemic[NUMBER]
    systemic[NUMBER] += 1
    systemic[LAST_GIVEN] = day
    if systemic[FIRST_GIVEN] == NEVER:
        systemic[FIRST_GIVEN] = day
    score = p.irinotecan_diarrhoea_score if full[1] > 0 else p.oxaliplatin_diarrhoea_score
    share = 0.5 * (shares[0] + shares[1] + shares[3])
    grade = diarrhoea_grade(seed, patient, cycle, p, person, score, share)
    persists, _ = uniforms(seed, COURSE, patient, CYCLES + DRAWS * cycle + 1)
    grades[DIARRHOEA] = grade
    grades_now[DIARRHOEA] = 2 if grade >= 2 and persists < p.diarrhoea_persists_chance else 0
    grades[NEUROPATHY] = grades_now[NEUROPATHY] = neuropathy_grade(p, person, body)
    grades[FEBRILE] = grades_now[FEBRILE] = 0
    for event in range(2):
        if grades[event] > 0:
            occurrences[event] += 1
    outcome[Outcome.DIARRHOEA_GRADE] = max(outcome[Outcome.DIARRHOEA_GRADE], float(grade))
    outcome[Outcome.NEUROPATHY_GRADE] = max(outcome[Outcome.NEUROPATHY_GRADE], float(grades[NEUROPATHY]))
    systemic[COUNT_DAY] = day + int(p.count_between_day)
