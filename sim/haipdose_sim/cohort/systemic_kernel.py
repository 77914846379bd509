"""The decision about a systemic cycle as compiled code on whole numbers; the rules come compiled from the protocol.

It is not the engine's code: a test compares the two on random cases.
"""

from __future__ import annotations

from typing import Final

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.floxuridine_kernel import MISSING
from haipdose_sim.cohort.laboratory_grid import PERCENT_STEPS
from haipdose_sim.cohort.systemic_tables import (
    DROP,
    LEAVE_OUT,
    LEVELS_DOWN,
    NOTHING,
    OF_FULL,
    OF_PREVIOUS,
    STOP,
    SystemicTables,
    Whole,
)

GIVE: Final = 0
REDUCE: Final = 1
OMIT: Final = 2
UNKNOWN: Final = 3
DELAY: Final = 4
END: Final = 5
_WHOLE_PERCENT: Final = 100 * PERCENT_STEPS


@compiled
def rounded_share(amount: int, part: int, whole: int) -> int:
    """``amount × part ÷ whole`` to the nearest unit; the two numbers are brought to their lowest terms first."""
    a, b = part, whole
    while b != 0:
        a, b = b, a % b
    part, whole = part // a, whole // a
    return (amount * part + whole // 2) // whole


@compiled
def day_one(tables: SystemicTables, full: Whole, tests: Whole, grades_now: Whole, left_out: Whole) -> tuple[bool, bool]:
    """Whether day 1 says to wait, and whether a result is missing; marks the components that are left out."""
    waits = False
    missing = False
    given = 0
    for component in range(full.shape[0]):
        if full[component] >= 0:
            given |= 1 << component
    for row in range(tables.limits.shape[0]):
        test, at_least, edge, components, leaves_out = tables.limits[row]
        if components != 0 and components & given == 0:
            continue
        value = tests[test]
        if value == MISSING:
            missing = True
        elif (value < edge) if at_least != 0 else (value > edge):
            if leaves_out != 0:
                for component in range(full.shape[0]):
                    if components & given & (1 << component):
                        left_out[component] = 1
            else:
                waits = True
    for row in range(tables.grades.shape[0]):
        event, at_most, components = tables.grades[row]
        if (components == 0 or components & given != 0) and grades_now[event] > at_most:
            waits = True
    return waits, missing


@compiled
def reduced_amount(
    tables: SystemicTables, levels: Whole, full: int, previous: int, what: int, first: int, second: int
) -> int:
    """The amount that an effect leaves; -1 it stops, -2 the rules cannot say."""
    if what == DROP:
        return 0
    if what == LEVELS_DOWN:
        if levels[0] < 0:
            return -2
        below = 0
        for level in levels:
            if 0 <= level < previous:
                below += 1
                if below == first:
                    return int(level)
        return -1
    if what == OF_FULL:
        return rounded_share(full, first, _WHOLE_PERCENT)
    if what == OF_PREVIOUS:
        return rounded_share(previous, first, _WHOLE_PERCENT)
    if second == full:
        return first
    return rounded_share(full, first, second) if tables.scalars[3] != 0 else -2


@compiled
def called_rows(
    tables: SystemicTables, full: Whole, grades: Whole, occurrences: Whole, nadirs: Whole, called: Whole
) -> tuple[bool, bool]:
    """Marks the reduction rows that apply; whether the regimen stops, and whether an event is beyond the tables."""
    stops = False
    beyond = False
    for row in range(tables.reductions.shape[0]):
        events, nadir, edge, lowest, highest, occurrence, regimen = tables.reductions[row]
        if nadir >= 0:
            called[row] = nadirs[nadir] != MISSING and nadirs[nadir] < edge
        else:
            for event in range(grades.shape[0]):
                reached = grades[event] > 0 and grades[event] >= lowest
                if reached and events & (1 << event) and occurrences[event] >= occurrence:
                    called[row] = 1
        if called[row] and regimen != 0:
            stops = True
    for event in range(grades.shape[0]):
        covered = False
        reach = 0
        for row in range(tables.reductions.shape[0]):
            events, nadir, edge, lowest, highest, occurrence, regimen = tables.reductions[row]
            touches = regimen != 0
            for component in range(full.shape[0]):
                if full[component] >= 0 and tables.effects[row, component, 0] != NOTHING:
                    touches = True
            if touches and events & (1 << event) and grades[event] > 0 and grades[event] >= lowest:
                covered = True
                reach = max(reach, highest)
        if covered and reach < grades[event]:
            beyond = True
    return stops, beyond


@compiled
def decide_cycle(
    tables: SystemicTables,
    full: Whole,
    levels: Whole,
    tests: Whole,
    nadirs: Whole,
    grades: Whole,
    grades_now: Whole,
    occurrences: Whole,
    waited: int,
    previous: Whole,
    reductions: Whole,
    stopped: Whole,
    amounts: Whole,
) -> int:
    """The action for a cycle. ``amounts`` gets what is given, and ``reductions`` and ``stopped`` what holds after it.

    Args:
        tables: the compiled rules.
        full: full amount of each component, -1 when the regimen does not have it.
        levels: dose levels of each component.
        tests: neutrophils, platelets and bilirubin on day 1, in reporting steps; -1 missing.
        nadirs: lowest neutrophils and platelets since the last cycle, day 1 included; -1 missing.
        grades: worst grade of each event since the last cycle.
        grades_now: its grade on day 1.
        occurrences: how often each event has been seen in this course.
        waited: days since the planned day 1.
        previous: amounts of the cycle before, full at the first.
        reductions: how often each component has been reduced for toxicity.
        stopped: 1 for a component that is not started again.
        amounts: filled in.
    """
    components = full.shape[0]
    left_out = stopped * 0
    waits, missing = day_one(tables, full, tests, grades_now, left_out)
    called = tables.reductions[:, 0] * 0
    stops, beyond = called_rows(tables, full, grades, occurrences, nadirs, called)
    missing = missing or beyond
    longest = tables.scalars[1]
    if waited > longest or (waits and waited >= longest):
        stops = True
    gives = False
    whole = True
    all_ended = True
    for component in range(components):
        amounts[component] = 0
        if full[component] < 0:
            continue
        amount = previous[component]
        skip = left_out[component] != 0
        ends = stopped[component] != 0
        unknown = False
        for row in range(called.shape[0]):
            what, first, second = tables.effects[row, component]
            if called[row] == 0 or what == NOTHING:
                continue
            if what == STOP:
                ends = True
            elif what == LEAVE_OUT:
                skip = True
            else:
                found = reduced_amount(
                    tables, levels[component], full[component], previous[component], what, first, second
                )
                if found == -1:
                    ends = True
                elif found == -2:
                    unknown = True
                else:
                    amount = min(amount, found)
        count = reductions[component]
        if amount < previous[component]:
            count += 1
            if count >= tables.scalars[2]:
                ends = True
        missing = missing or (unknown and not ends)
        reductions[component] = count
        if ends:
            stopped[component] = 1
            whole = False
            continue
        all_ended = False
        if unknown or skip or amount == 0:
            whole = False
            if amount == 0:
                stopped[component] = 1  # dropped: the next cycle finds nothing given before
            continue
        gives = True
        amounts[component] = amount
        if amount < full[component]:
            whole = False
    if stops or all_ended:
        return END
    if waits:
        return DELAY
    if missing:
        return UNKNOWN
    if not gives:
        return OMIT
    return GIVE if whole else REDUCE
