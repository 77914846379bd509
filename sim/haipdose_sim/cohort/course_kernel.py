"""A simulated course, day by day: what goes in, what it does, what is found at visits, what the rules then say."""

from __future__ import annotations

import math

import numpy as np

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_columns import (
    COUNT,
    EMPTYING,
    FILL,
    LOST,
    NOT_ENDED,
    PUMP_LOST,
    SYSTEMIC,
    Outcome,
    Visit,
)
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.course_tables import CourseTables, ScheduleTables
from haipdose_sim.cohort.floxuridine_kernel import FULL_DOSE, GIVES, MISSING, REDUCES
from haipdose_sim.cohort.grading_tables import blood_grade, liver_grade
from haipdose_sim.cohort.pump_walk import (
    DOSE,
    EMPTYING_DAY,
    EMPTYING_PLANNED,
    ENDED,
    FILL_DAY,
    FILL_PLANNED,
    FIRST_HOLD,
    INFUSING,
    LIVER,
    NEVER,
    PUMP,
    STARTED,
    chance_events,
    collect,
    count_lateness,
    empty_pump,
    events_now,
    fit_pump,
    going_on,
    visit_for_fill,
)
from haipdose_sim.cohort.systemic_kernel import GIVE, REDUCE
from haipdose_sim.cohort.systemic_walk import (
    COUNT_DAY,
    DIARRHOEA,
    DRUGS,
    FEBRILE,
    LOOK_DAY,
    LOOK_PLANNED,
    NEUROPATHY,
    NUMBER,
    PUT_OFF,
    REGIMEN,
    STOPPED,
    SYSTEMIC_STATE,
    choose_regimen,
    comes_today,
    count_between,
    keep_lowest,
    next_day,
    plan_again,
    plan_look,
    visit_for_cycle,
)
from haipdose_sim.cohort.virtual_patient import (
    ALP,
    ALT,
    AST,
    BILIRUBIN,
    BODY,
    DAYS_TO_FINDING,
    DELIVERED,
    DRAWN,
    IRINOTECAN,
    NEUTROPHILS,
    PERSON,
    PLATELETS,
    Real,
    Whole,
    count_blood,
    draw_blood,
    draw_person,
    keep_draw,
    live_a_day,
    reported,
    sclerosis_begins,
)


@compiled
def walk_courses(
    seed: int,
    first: int,
    last: int,
    arm: int,
    tables: CourseTables,
    p: CourseNumbers,
    outcomes: Real,
    trace: Real,
) -> None:
    """Fill ``outcomes`` and ``trace`` for the patients ``first`` to ``last`` (not included)."""
    for patient in range(first, last):
        walk_course(seed, patient, arm != 0, tables, p, outcomes[patient - first], trace[patient - first])


@compiled
def walk_course(
    seed: int,
    patient: int,
    with_pump: bool,  # noqa: FBT001
    tables: CourseTables,
    p: CourseNumbers,
    outcome: Real,
    trace: Real,
) -> None:
    """One course."""
    schedule = tables.schedule
    person, body = np.zeros(PERSON), np.zeros(BODY)
    pump, systemic = np.zeros(PUMP, np.int64), np.zeros(SYSTEMIC_STATE, np.int64)
    results, first_results, limits = np.zeros(6, np.int64), np.zeros(6, np.int64), np.zeros(6, np.int64)
    reference = np.full(LIVER, MISSING, np.int64)
    worst = reference.copy()
    recent = np.full((max(schedule.reference_days, tables.systemic.scalars[4]) + 1, DRAWN + 1), NEVER, np.int64)
    nadirs = np.full(2, MISSING, np.int64)
    grades, grades_now, occurrences = np.zeros(3, np.int64), np.zeros(3, np.int64), np.zeros(3, np.int64)
    draw_person(seed, patient, p, person)
    upper_limits(p, limits)
    fit_pump(pump)
    start_systemic(seed, patient, with_pump, tables, p, person, pump, systemic)
    arm = 1 if with_pump else 0
    full = tables.systemic.amounts[arm, max(systemic[REGIMEN], 0)]
    doses, trial = np.zeros((3, full.shape[0]), np.int64), np.zeros((3, full.shape[0]), np.int64)
    doses[0] = full
    begin_outcome(with_pump, schedule, systemic, outcome)
    sclerosis_day, known_day, treated_until = NEVER, NEVER, 0
    for day in range(longest_course(tables, p)):
        rate = pump[DOSE] / FULL_DOSE if pump[INFUSING] != 0 else 0.0
        if day > 0:
            live_a_day(p, person, body, rate, float(schedule.floxuridine_days), sclerosis_day != NEVER)
            if rate > 0.0:
                treated_until = max(treated_until, day)
            if sclerosis_day == NEVER and rate > 0.0 and sclerosis_begins(p, person, body):
                sclerosis_day = day
                known_day = day + math.ceil(person[DAYS_TO_FINDING])
                outcome[Outcome.BILIARY_SCLEROSIS] = 1.0
                outcome[Outcome.BILIARY_SCLEROSIS_CYCLE] = float(pump[STARTED])
                outcome[Outcome.BILIARY_SCLEROSIS_DAY] = float(day)
                outcome[Outcome.BILIARY_SCLEROSIS_KNOWN_DAY] = float(known_day)
        if with_pump and day > 0 and going_on(pump, schedule):
            out = chance_events(seed, patient, day, p, pump, rate, outcome)
            if out and pump[INFUSING] != 0:
                empty_pump(pump, day, schedule, worst, recent)
                plan_again(seed, patient, day, pump, schedule, p, systemic)
        what, late = 0, 0
        if day == systemic[COUNT_DAY]:
            systemic[COUNT_DAY] = NEVER
            count_blood(seed, patient, day, p, person, body, results)
            if count_between(seed, patient, p, systemic, results, grades, occurrences):
                what += COUNT
                if grades[FEBRILE] > 0:
                    outcome[Outcome.FEBRILE_NEUTROPENIAS] += 1.0
                    outcome[Outcome.HAEMATOLOGICAL_GRADE] = max(
                        outcome[Outcome.HAEMATOLOGICAL_GRADE], float(grades[FEBRILE])
                    )
        if day == systemic[LOOK_DAY]:
            what += SYSTEMIC
            late = day - systemic[LOOK_PLANNED]
        if with_pump and day == pump[EMPTYING_DAY]:
            what += EMPTYING
            late = day - pump[EMPTYING_PLANNED]
        if with_pump and day == pump[FILL_DAY]:
            what += FILL
            late = day - pump[FILL_PLANNED]
            if what & SYSTEMIC == 0 and comes_today(day, pump, schedule, systemic):
                what += SYSTEMIC
                systemic[LOOK_PLANNED] = systemic[LOOK_DAY] = day
        if what == 0:
            if not going_on(pump, schedule) and systemic[LOOK_DAY] == NEVER and systemic[COUNT_DAY] == NEVER:
                break
            continue
        row = min(int(outcome[Outcome.VISITS]), trace.shape[0] - 1)
        outcome[Outcome.VISITS] += 1.0
        trace[row, Visit.DAY], trace[row, Visit.DAYS_LATE], trace[row, Visit.WHAT] = (
            float(day),
            float(late),
            float(what),
        )
        if what != COUNT:
            draw_blood(seed, patient, day, p, person, body, results)
            if outcome[Outcome.VISITS] == 1.0:
                first_results[:] = results
            collect(pump, results, worst)
            grade_liver(tables, results, limits, first_results, outcome)
            note_liver(results, trace[row])
        keep_draw(recent, day, results, what != COUNT)
        keep_lowest(results, nadirs)
        grade_blood(tables, results, limits, outcome)
        trace[row, Visit.NEUTROPHILS], trace[row, Visit.PLATELETS] = results[NEUTROPHILS] / 100.0, results[PLATELETS]
        known = known_day != NEVER and day >= known_day
        if what & EMPTYING:
            count_lateness(late, schedule.emptying_window_days, outcome)
            empty_pump(pump, day, schedule, worst, recent)
        events = events_now(pump, day, known)
        if what & FILL:
            action = visit_for_fill(seed, patient, day, tables, p, pump, events, results, reference, worst, outcome)
            trace[row, Visit.FLOXURIDINE_ACTION] = float(action)
            if action in (GIVES, REDUCES):
                trace[row, Visit.FLOXURIDINE_PERCENT] = 100.0 * (pump[DOSE] / FULL_DOSE)
        if what & SYSTEMIC:
            note_toxicity(systemic, grades, grades_now, trace[row])
            action = visit_for_cycle(
                seed, patient, day, with_pump, tables, p, person, body, pump, systemic, recent, nadirs, grades,
                grades_now, occurrences, doses, trial, outcome,
            )  # fmt: skip
            trace[row, Visit.SYSTEMIC_ACTION] = float(action)
            if action in (GIVE, REDUCE):
                treated_until = max(treated_until, day + 1)
                for component in range(DRUGS):
                    if full[component] > 0:
                        trace[row, Visit.OXALIPLATIN_PERCENT + component] = (
                            100.0 * trial[0, component] / full[component]
                        )
        if what & (FILL | EMPTYING):
            plan_again(seed, patient, day, pump, schedule, p, systemic)
        trace[row, Visit.FLOXURIDINE_CYCLE] = float(pump[STARTED])
        trace[row, Visit.EVENTS] = float(events + (LOST if pump[ENDED] == PUMP_LOST else 0))
    end_outcome(schedule.induction_days, pump, body, treated_until, first_results, outcome)


@compiled
def upper_limits(p: CourseNumbers, limits: Whole) -> None:
    """The limits of normal, in reporting steps: upper ones of the liver tests, lower ones of the blood counts."""
    limits[AST] = reported(p.ast_upper_limit, 1.0, 0.0, 1e6)
    limits[ALT] = reported(p.alt_upper_limit, 1.0, 0.0, 1e6)
    limits[ALP] = reported(p.alp_upper_limit, 1.0, 0.0, 1e6)
    limits[BILIRUBIN] = reported(p.bilirubin_upper_limit, 0.1, 0.0, 1e6)
    limits[NEUTROPHILS] = reported(p.neutrophils_lower_limit, 0.01, 0.0, 1e6)
    limits[PLATELETS] = reported(p.platelets_lower_limit, 1.0, 0.0, 1e6)


@compiled
def start_systemic(
    seed: int,
    patient: int,
    with_pump: bool,  # noqa: FBT001
    tables: CourseTables,
    p: CourseNumbers,
    person: Real,
    pump: Whole,
    systemic: Whole,
) -> None:
    """The regimen and the first cycle."""
    systemic[:] = NEVER
    systemic[NUMBER], systemic[STOPPED], systemic[PUT_OFF] = 1, 0, 0
    systemic[REGIMEN] = choose_regimen(tables.systemic.amounts, 1 if with_pump else 0, person[IRINOTECAN] != 0.0)
    planned = next_day(pump, systemic, tables.schedule, with_pump, 0)
    plan_look(seed, patient, planned, with_pump, pump, tables.schedule, p, systemic)


@compiled
def longest_course(tables: CourseTables, p: CourseNumbers) -> int:
    """Days of which the last one lies after every visit: without a pump induction counts from the first cycle."""
    longest_delay = tables.systemic.scalars[1] + tables.systemic.scalars[0]
    return int(tables.schedule.induction_days + longest_delay + 3 * p.late_visit_most_days + 1)


@compiled
def begin_outcome(with_pump: bool, schedule: ScheduleTables, systemic: Whole, outcome: Real) -> None:  # noqa: FBT001
    """What is known before the first day."""
    planned = schedule.cycles * schedule.systemic_days.shape[0] if with_pump else schedule.cycles_without_pump
    outcome[:] = 0.0
    outcome[Outcome.ARM] = 1.0 if with_pump else 0.0
    outcome[Outcome.REGIMEN] = float(systemic[REGIMEN] + 1)
    outcome[Outcome.FLOXURIDINE_CYCLES_PLANNED] = float(schedule.cycles) if with_pump else 0.0
    outcome[Outcome.SYSTEMIC_CYCLES_PLANNED] = float(planned) if systemic[REGIMEN] >= 0 else 0.0
    for column in (
        Outcome.FLOXURIDINE_DISCONTINUED_CYCLE, Outcome.SYSTEMIC_STOPPED_DAY, Outcome.BILIARY_SCLEROSIS_CYCLE,
        Outcome.BILIARY_SCLEROSIS_DAY, Outcome.BILIARY_SCLEROSIS_KNOWN_DAY, Outcome.PUMP_LOST_DAY,
    ):  # fmt: skip
        outcome[column] = float(NEVER)


@compiled
def end_outcome(end: int, pump: Whole, body: Real, treated_until: int, first_results: Whole, outcome: Real) -> None:
    """What is only known after the last day."""
    outcome[Outcome.FLOXURIDINE_CYCLES_STARTED] = float(pump[STARTED])
    outcome[Outcome.FLOXURIDINE_EQUIVALENTS] = body[DELIVERED]
    if pump[FIRST_HOLD] != NEVER and pump[ENDED] == NOT_ENDED:
        outcome[Outcome.FLOXURIDINE_DAYS_HELD] += float(end - pump[FIRST_HOLD])
    planned = outcome[Outcome.SYSTEMIC_CYCLES_PLANNED]
    outcome[Outcome.SYSTEMIC_INTENSITY] = outcome[Outcome.SYSTEMIC_INTENSITY] / planned if planned > 0.0 else np.nan
    outcome[Outcome.NON_HAEMATOLOGICAL_GRADE] = max(outcome[Outcome.DIARRHOEA_GRADE], outcome[Outcome.NEUROPATHY_GRADE])
    outcome[Outcome.DAYS_ON_TREATMENT] = float(treated_until)
    outcome[Outcome.BASELINE_AST], outcome[Outcome.BASELINE_ALT] = first_results[AST], first_results[ALT]
    outcome[Outcome.BASELINE_ALP], outcome[Outcome.BASELINE_BILIRUBIN] = (
        first_results[ALP],
        first_results[BILIRUBIN] / 10.0,
    )


@compiled
def grade_liver(tables: CourseTables, results: Whole, limits: Whole, first_results: Whole, outcome: Real) -> None:
    """Keep the worst grade of each liver test."""
    for test in range(LIVER):
        grade = float(liver_grade(tables.grading, test, results[test], limits[test], first_results[test]))
        outcome[Outcome.AST_GRADE + test] = max(outcome[Outcome.AST_GRADE + test], grade)


@compiled
def grade_blood(tables: CourseTables, results: Whole, limits: Whole, outcome: Real) -> None:
    """Keep the worst grade of each blood count."""
    for test in range(2):
        place = NEUTROPHILS + test
        grade = float(blood_grade(tables.grading, test, results[place], limits[place]))
        outcome[Outcome.NEUTROPHIL_GRADE + test] = max(outcome[Outcome.NEUTROPHIL_GRADE + test], grade)
        outcome[Outcome.HAEMATOLOGICAL_GRADE] = max(outcome[Outcome.HAEMATOLOGICAL_GRADE], grade)


@compiled
def note_liver(results: Whole, row: Real) -> None:
    """The liver tests of a visit, in the units of the trace."""
    row[Visit.AST], row[Visit.ALT], row[Visit.ALP] = results[AST], results[ALT], results[ALP]
    row[Visit.BILIRUBIN] = results[BILIRUBIN] / 10.0


@compiled
def note_toxicity(systemic: Whole, grades: Whole, grades_now: Whole, row: Real) -> None:
    """What the decision about the cycle that is due goes by, besides the blood."""
    row[Visit.SYSTEMIC_CYCLE] = float(systemic[NUMBER])
    row[Visit.DIARRHOEA_GRADE] = float(grades[DIARRHOEA])
    row[Visit.DIARRHOEA_GRADE_NOW] = float(grades_now[DIARRHOEA])
    row[Visit.NEUROPATHY_GRADE] = float(grades[NEUROPATHY])
    row[Visit.FEBRILE_NEUTROPENIA_GRADE] = float(grades[FEBRILE])
