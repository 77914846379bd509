"""The floxuridine decision of the engine as compiled code on whole numbers.

The rules come compiled from the protocol; this file knows how they are applied and none of their numbers. It is not
the engine's code: a test compares the two on random cases, edges included.
"""

from __future__ import annotations

from typing import Final

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_tables import DISCONTINUE, HOLD, NO_RULE, FloxuridineTables, Whole
from haipdose_sim.cohort.laboratory_grid import PERCENT_STEPS

GIVES: Final = 0
REDUCES: Final = 1
HOLDS: Final = 2
ENDS: Final = 3
UNDETERMINED: Final = 4

DOSE_STEPS: Final = 10**12
"""A dose percent is kept in units of 10^-12 %: exact for every chain of reductions that needs no finer one."""
FULL_DOSE: Final = 100 * DOSE_STEPS
MISSING: Final = -1
_BILIRUBIN: Final = 3
_WHOLE_PERCENT: Final = 100 * PERCENT_STEPS


@compiled
def percent_of_dose(dose: int, tenths: int) -> int:
    """``tenths`` of a percent of ``dose``, to the nearest unit."""
    product = dose * tenths
    return (product + _WHOLE_PERCENT // 2) // _WHOLE_PERCENT


@compiled
def judge_ratio(tables: FloxuridineTables, test: int, reference: int, current: int, held: bool) -> int:  # noqa: FBT001
    """The percent that a test's table gives, in tenths, or -1 for a hold."""
    column = 0 if reference <= tables.tests[test, 2] else 1
    if held:
        rule = tables.restart[test, column]
        if current * rule[1] < rule[0] * reference:
            return int(rule[2])
        return -1
    for band in range(tables.bands.shape[2]):
        below, parts, percent = tables.bands[test, column, band]
        if parts == 0 or current * parts < below * reference:
            return int(percent)
    return -1


@compiled
def decide_dose(
    tables: FloxuridineTables,
    reference: Whole,
    current: Whole,
    stale: int,
    last_dose: int,
    held: bool,  # noqa: FBT001
    held_tests: int,
    held_events: int,
    resolved: int,
    events: int,
) -> tuple[int, int]:
    """The action and the dose in 10^-12 % of the full dose; the dose is 0 unless something is given.

    Args:
        tables: the compiled rules.
        reference: of each liver test on the day of the last floxuridine, in reporting steps; -1 missing.
        current: the worst of each since then; -1 missing.
        stale: bits of the tests of which the newest result is too old.
        last_dose: the last dose given, in 10^-12 % of the full dose.
        held: floxuridine is on hold now.
        held_tests: bits of the tests that caused the hold.
        held_events: bits of the events that caused it; without any cause every test's restart rule counts.
        resolved: bits of those events that are over.
        events: bits of the events that are there now.
    """
    holds = False
    missing = False
    for event in range(tables.events.shape[0]):
        bit = 1 << event
        action = tables.events[event]
        if events & bit:
            if action == DISCONTINUE:
                return ENDS, 0
            if action == HOLD:
                holds = True
            elif action == NO_RULE:
                missing = True
        elif held_events & bit and action != NO_RULE:
            if action == DISCONTINUE:
                return ENDS, 0
            if not resolved & bit:
                holds = True
    known_cause = held_tests != 0 or held_events != 0
    planned = tables.limits[0] != 0
    lowest = last_dose
    for test in range(reference.shape[0]):
        if tables.tests[test, 0] == 0:
            continue
        before, now, bit = reference[test], current[test], 1 << test
        old = stale & bit != 0
        if tables.tests[test, 1] != 0 or before != MISSING or now != MISSING:
            missing = missing or MISSING in (before, now)
        if now != MISSING and old:
            missing = True
        if MISSING in (before, now):
            continue
        restarts = held and (not known_cause or held_tests & bit != 0)
        percent = judge_ratio(tables, test, before, now, restarts)
        if percent < 0:
            holds = True
        elif not old:
            base = FULL_DOSE if planned and not restarts else last_dose
            lowest = min(lowest, percent_of_dose(base, percent))
    bilirubin = current[_BILIRUBIN]
    restarts = held and (not known_cause or held_tests & (1 << _BILIRUBIN) != 0)
    if bilirubin != MISSING and (bilirubin >= tables.limits[1] or (restarts and bilirubin > tables.limits[2])):
        holds = True
    if holds:
        return HOLDS, 0
    if missing:
        return UNDETERMINED, 0
    return (GIVES if lowest == last_dose else REDUCES), lowest
