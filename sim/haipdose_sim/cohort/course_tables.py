"""A protocol's decision rules as arrays of whole numbers, for compiled code.

Laboratory values are whole numbers of a reporting grid (1 U/L, 0.1 umol/L, 0.01 and 1 times 10*9/L). On it every edge
of a table is a comparison of whole numbers, so the compiled decision is the engine's, edges included.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.protocol.schema import Protocol
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.protocol.toxicity_rules import Stratum, ToxicityRules
from haipdose_sim.cohort.grading_tables import GradingTables, grading_tables
from haipdose_sim.cohort.laboratory_grid import GRID, LIVER_TESTS, Grid, highest_up_to, lowest_from, ratio_of, tenths_of
from haipdose_sim.cohort.systemic_tables import SystemicTables, systemic_tables

Whole = NDArray[np.int64]

FLOXURIDINE_EVENTS: Final = ("biliary-sclerosis", "pump-pocket-infection", "gastroduodenal-ulcer")
"""The clinical events that a simulated course can have, by the names of the protocols."""

WARN: Final = 0
HOLD: Final = 1
DISCONTINUE: Final = 2
NO_RULE: Final = 3
_ACTION: Final = {"warn": WARN, "hold": HOLD, "discontinue": DISCONTINUE}


class FloxuridineTables(NamedTuple):
    """The floxuridine dose modification.

    ``tests``: a row for each liver test with has a table, is required, highest reference value of the low column.
    ``bands``: (test, column, band) with numerator and denominator of ``below_ratio`` (0/0 open) and percent in tenths,
    -1 for a hold. ``restart``: (test, column) the same of the restart rule. ``limits``: percent is of the planned dose;
    lowest bilirubin that holds; highest that is normal. ``events``: what each named event means.
    """

    tests: Whole
    bands: Whole
    restart: Whole
    limits: Whole
    events: Whole


class ScheduleTables(NamedTuple):
    """Days and numbers of the schedule. ``systemic_days``: days of the pump cycle, counted from 0."""

    cycles: int
    cycle_days: int
    floxuridine_days: int
    hold_recheck_days: int
    refill_days: int
    induction_days: int
    fill_window_days: int
    fill_early_days: int
    emptying_window_days: int
    interval_days: int
    systemic_late_days: int
    systemic_early_days: int
    realign_to_pump: bool
    cycles_without_pump: int
    reference_days: int
    systemic_days: Whole


class CourseTables(NamedTuple):
    """Everything of a protocol that a simulated course decides by."""

    floxuridine: FloxuridineTables
    systemic: SystemicTables
    schedule: ScheduleTables
    grading: GradingTables


def course_tables(protocol: Protocol) -> CourseTables:
    """Compile the rules of ``protocol``.

    Raises:
        RuleDataError: a rule that whole numbers of the reporting grid cannot carry, or that is not simulated.
    """
    return CourseTables(
        floxuridine=floxuridine_tables(protocol.toxicity),
        systemic=systemic_tables(protocol),
        schedule=schedule_tables(protocol.schedule),
        grading=grading_tables(load_ctcae()),
    )


def floxuridine_tables(
    rules: ToxicityRules, events: Iterable[str] = FLOXURIDINE_EVENTS, grid: Grid = GRID
) -> FloxuridineTables:
    """Compile the floxuridine dose modification.

    Args:
        rules: the protocol's toxicity section.
        events: the clinical events that bits of a mask stand for, in order.
        grid: unit and step of the reported values.

    Raises:
        RuleDataError: a ratio or percent with more digits than whole numbers can carry.
    """
    deepest = max((len(c.value.bands) for t in rules.tables.values() for c in (t.low, t.high)), default=1)
    tests = np.zeros((len(LIVER_TESTS), 3), dtype=np.int64)
    bands = np.zeros((len(LIVER_TESTS), 2, deepest, 3), dtype=np.int64)
    restart = np.zeros((len(LIVER_TESTS), 2, 3), dtype=np.int64)
    for index, test in enumerate(LIVER_TESTS):
        tests[index, 1] = test in rules.required_tests.value
        table = next((table for name, table in rules.tables.items() if name == test), None)
        if table is None:
            continue
        tests[index, 0] = 1
        tests[index, 2] = highest_up_to(test, table.reference_limit.value, table.unit, grid)
        for column, stratum in enumerate((table.low.value, table.high.value)):
            _put(stratum, bands[index, column], restart[index, column])
    bilirubin = LIVER_TESTS[3]
    limits = (
        rules.percent_of.value == "planned",
        lowest_from(bilirubin, rules.bilirubin_hold_mg_per_dl.value, "mg/dL", grid),
        highest_up_to(bilirubin, rules.bilirubin_normal_mg_per_dl.value, "mg/dL", grid),
    )
    known = {name: _ACTION[rule.value.action] for name, rule in rules.events.items()}
    return FloxuridineTables(
        tests=tests,
        bands=bands,
        restart=restart,
        limits=np.array(limits, dtype=np.int64),
        events=np.array([known.get(name, NO_RULE) for name in events], dtype=np.int64),
    )


def _put(stratum: Stratum, bands: Whole, restart: Whole) -> None:
    for place, band in enumerate(stratum.bands):
        ratio = (0, 0) if band.below_ratio is None else ratio_of(band.below_ratio)
        bands[place] = (*ratio, -1 if band.percent is None else tenths_of(band.percent))
    restart[:] = (*ratio_of(stratum.restart_below_ratio), tenths_of(stratum.restart_percent))


def schedule_tables(rules: ScheduleRules) -> ScheduleTables:
    """The numbers of the schedule that a simulated course follows."""
    pump, systemic = rules.pump, rules.systemic
    return ScheduleTables(
        cycles=pump.cycles.value,
        cycle_days=pump.cycle_days.value,
        floxuridine_days=pump.floxuridine_days.value,
        hold_recheck_days=pump.hold_recheck_days.value,
        refill_days=pump.maintenance_interval_days.value,
        induction_days=rules.monitoring.induction_days.value,
        fill_window_days=rules.window("floxuridine-fill").latest_days,
        fill_early_days=-rules.window("floxuridine-fill").earliest_days,
        emptying_window_days=rules.window("floxuridine-emptying").latest_days,
        interval_days=systemic.interval_days.value,
        systemic_late_days=rules.window("systemic").latest_days,
        systemic_early_days=-rules.window("systemic").earliest_days,
        realign_to_pump=systemic.realign.value == "pump-visit",
        cycles_without_pump=systemic.cycles_without_pump.value,
        reference_days=rules.laboratory.longest_days.value,
        systemic_days=np.array([day - 1 for day in systemic.pump_cycle_days.value], dtype=np.int64),
    )
