"""The systemic side of a simulated course: cycles, waiting, toxicity between cycles."""

from __future__ import annotations

from typing import Final

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_columns import NOT_ENDED, Outcome
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_tables import CourseTables, ScheduleTables
from haipdose_sim.cohort.floxuridine_kernel import MISSING
from haipdose_sim.cohort.pump_walk import CYCLE_START, ENDED, NEVER
from haipdose_sim.cohort.streams import COURSE, uniforms
from haipdose_sim.cohort.systemic_kernel import DELAY, END, GIVE, REDUCE, UNKNOWN, decide_cycle
from haipdose_sim.cohort.virtual_patient import (
    BILIRUBIN,
    CYCLES,
    DRAWS,
    NEUTROPHILS,
    PLATELETS,
    Real,
    Whole,
    days_late,
    diarrhoea_grade,
    neuropathy_grade,
    take_systemic,
)

REGIMEN, NUMBER, PLANNED, DUE, LOOK_PLANNED, LOOK_DAY, COUNT_DAY, COUNTED, STOPPED, PUT_OFF = range(10)
SYSTEMIC_STATE: Final = 10
"""The regimen or -1; the cycle that is due, from 1; how many are planned; its planned day 1; the planned and the real
day of the next look; the day of a blood count between cycles and whether it was decided that there is one; 1 when it
was ended; 1 when the cycle due was put off."""
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
def next_slot(pump: Whole, schedule: ScheduleTables, with_pump: bool, from_day: int) -> int:  # noqa: FBT001
    """The first day from ``from_day`` on that the protocol foresees for a systemic cycle."""
    if not with_pump or pump[ENDED] != NOT_ENDED or not schedule.realign_to_pump:
        return from_day
    cycle = 0
    while True:
        for day in schedule.systemic_days:
            slot = pump[CYCLE_START] + cycle * schedule.cycle_days + day
            if slot >= from_day:
                return int(slot)
        cycle += 1


@compiled
def plan_cycle(
    seed: int, patient: int, planned: int, schedule: ScheduleTables, p: CourseNumbers, systemic: Whole
) -> None:
    """The next cycle is due on ``planned``, if it is still foreseen."""
    systemic[NUMBER] += 1
    systemic[PUT_OFF] = 0
    if systemic[NUMBER] > systemic[PLANNED] or planned >= schedule.induction_days:
        systemic[DUE] = systemic[LOOK_PLANNED] = systemic[LOOK_DAY] = NEVER
        return
    systemic[DUE] = systemic[LOOK_PLANNED] = planned
    systemic[LOOK_DAY] = planned + days_late(seed, patient, planned, p)


@compiled
def count_between(
    seed: int, patient: int, p: CourseNumbers, systemic: Whole, results: Whole, nadirs: Whole, grades: Whole
) -> bool:
    """Whether blood is counted on the day for it, for fever or without; fever comes only with few neutrophils."""
    at = CYCLES + DRAWS * systemic[NUMBER]
    _, fever = uniforms(seed, COURSE, patient, at + 1)
    counted, _ = uniforms(seed, COURSE, patient, at + 2)
    febrile = results[NEUTROPHILS] < HALF and fever < p.febrile_chance_below_half
    if febrile:
        grades[FEBRILE] = FEBRILE_GRADE
    if not febrile and counted >= p.count_between_chance:
        return False
    keep_lowest(results, nadirs)
    return True


@compiled
def keep_lowest(results: Whole, nadirs: Whole) -> None:
    """The lowest counts since the last cycle."""
    for place in range(2):
        value = results[NEUTROPHILS + place]
        if nadirs[place] == MISSING or value < nadirs[place]:
            nadirs[place] = value


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
    results: Whole,
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
    full, levels = tables.systemic.amounts[arm, regimen], tables.systemic.levels[arm, regimen]
    keep_lowest(results, nadirs)
    tests = results[NEUTROPHILS - 1 :].copy()
    tests[0], tests[1], tests[2] = results[NEUTROPHILS], results[PLATELETS], results[BILIRUBIN]
    trial[:] = doses
    action = decide_cycle(
        tables.systemic, full, levels, tests, nadirs, grades, grades_now, occurrences, day - systemic[DUE],
        doses[0], trial[1], trial[2], trial[0],
    )  # fmt: skip
    if action == END:
        systemic[STOPPED] = 1
        systemic[LOOK_PLANNED] = systemic[LOOK_DAY] = NEVER
        outcome[Outcome.SYSTEMIC_STOPPED_DAY] = float(day)
        return int(action)
    if action in (DELAY, UNKNOWN):
        latest = systemic[DUE] + tables.systemic.scalars[1]
        look = min(day + tables.systemic.scalars[0], latest)
        systemic[LOOK_PLANNED] = look
        systemic[LOOK_DAY] = max(day + 1, min(look + days_late(seed, patient, look, p), latest))
        systemic[PUT_OFF] = 1
        grades_now[DIARRHOEA] = 0
        outcome[Outcome.SYSTEMIC_DELAYS] += 1.0
        return int(action)
    if systemic[PUT_OFF] != 0:
        outcome[Outcome.SYSTEMIC_DELAY_DAYS] += float(day - systemic[DUE])
    if action in (GIVE, REDUCE):
        give_cycle(
            seed, patient, day, p, person, body, systemic, full, grades, grades_now, occurrences, doses, trial, outcome
        )
    plan_next = day + tables.schedule.interval_days
    if with_pump and tables.schedule.realign_to_pump:
        plan_next = next_slot(pump, tables.schedule, with_pump, plan_next - 1)
    plan_cycle(seed, patient, max(plan_next, day + 1), tables.schedule, p, systemic)
    nadirs[:] = MISSING
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
        if trial[0, component] > 0:
            doses[0, component] = trial[0, component]
        if component < DRUGS and full[component] > 0:
            shares[component] = trial[0, component] / full[component]
            drugs += 1
            total += shares[component]
    outcome[Outcome.SYSTEMIC_CYCLES_GIVEN] += 1.0
    outcome[Outcome.SYSTEMIC_INTENSITY] += total / drugs
    take_systemic(p, body, shares[0], shares[1], shares[2], shares[3])
    cycle = systemic[NUMBER]
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
