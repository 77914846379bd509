"""The same random case put to the engine and to the compiled rules of the simulation: floxuridine dose and CTCAE grade.

A case is drawn in reporting steps, near the edges of the rules; the engine gets it as its own documents, in decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np

from haipdose.patient.laboratory import LabResult
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schema import Protocol
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.toxicity.grading import grade_row
from haipdose.toxicity.grading_requests import GradeRow
from haipdose.toxicity.modification import decide_floxuridine
from haipdose.toxicity.requests import ModifyRequest
from haipdose_sim.cohort.course_tables import FloxuridineTables, floxuridine_tables
from haipdose_sim.cohort.floxuridine_kernel import DOSE_STEPS, MISSING, decide_dose
from haipdose_sim.cohort.grading_tables import blood_grade, grading_tables, liver_grade
from haipdose_sim.cohort.laboratory_grid import BLOOD_TESTS, GRID, LIVER_TESTS, Grid, on_grid

PROTOCOLS = ("pump-it", "msk-unresectable", "msk-adjuvant", "pump-adjuvant")
ACTIONS = ("give", "reduce", "hold", "discontinue", "undetermined")
GIVEN_AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
ASKED_AT = datetime(2026, 2, 2, 8, tzinfo=UTC)
UNKNOWN_EVENT = "an-event-without-a-rule"
IN_MG_PER_DL: Grid = {**GRID, "bilirubin-total": ("mg/dL", Fraction(1, 10))}


@dataclass(frozen=True)
class Outcome:
    """One case: where it came from, what both said."""

    rules: str
    kind: str
    decision: str
    engine: Any
    kernel: Any
    case: Any

    @property
    def agrees(self) -> bool:
        return bool(self.engine == self.kernel)


@dataclass(frozen=True)
class FloxuridineRules:
    """A floxuridine section with its compiled form."""

    name: str
    rules: ToxicityRules
    grid: Grid
    events: tuple[str, ...]
    tables: FloxuridineTables


def steps_to_decimal(test: str, steps: int, grid: Grid = GRID) -> Decimal:
    """The value that so many reporting steps stand for."""
    value = steps * grid[test][1]
    return Decimal(value.numerator) / Decimal(value.denominator)


def with_value(rules: Any, name: str, value: Any) -> Any:
    """The rules with one sourced value replaced."""
    return rules.model_copy(update={name: getattr(rules, name).model_copy(update={"value": value})})


def _variants(protocol: Protocol) -> Iterator[tuple[str, ToxicityRules, Grid]]:
    """The packaged rules, and others that use what the packaged ones do not: each a whole set of valid rules."""
    rules = protocol.toxicity
    yield protocol.id, rules, GRID
    if protocol.id != "pump-it":
        return
    yield "percent-of-planned", with_value(rules, "percent_of", "planned"), GRID
    alt = {**rules.tables, "alt": rules.tables["ast"].model_copy(update={"unit": "U/L"})}
    every = with_value(rules.model_copy(update={"tables": alt}), "required_tests", ("ast", "alt", "alp"))
    yield "table-of-alt", with_value(every, "percent_of", "planned"), IN_MG_PER_DL
    yield "reported-in-mg-per-dl", with_value(rules, "bilirubin_hold_mg_per_dl", Decimal("2.5")), IN_MG_PER_DL


@lru_cache
def floxuridine_rules() -> tuple[FloxuridineRules, ...]:
    found = []
    for name in PROTOCOLS:
        for label, rules, grid in _variants(load_protocol(name)):
            whole = ToxicityRules.model_validate(rules.model_dump())
            events = (*whole.events, UNKNOWN_EVENT)
            found.append(FloxuridineRules(label, whole, grid, events, floxuridine_tables(whole, events, grid)))
    return tuple(found)


def near(chance: Random, exact: Fraction) -> int:
    """A whole number on an edge, or one or two steps beside it."""
    return max(1, chance.choice((int(exact), -(-exact.numerator // exact.denominator))) + chance.randint(-1, 1))


def _reference(chance: Random, rules: FloxuridineRules, test: str) -> int:
    table = next((table for name, table in rules.rules.tables.items() if name == test), None)
    if table is not None and chance.random() < 0.4:
        return near(chance, on_grid(test, table.reference_limit.value, table.unit, rules.grid))
    highest = {"bilirubin-total": 60 if rules.grid is IN_MG_PER_DL else 600}.get(test, 300)
    return chance.randint(max(3, highest // 40), highest)


def _current(chance: Random, rules: FloxuridineRules, test: str, reference: int, calm: float) -> int:
    """Near an edge of a band, a restart or an absolute limit; else anywhere; often no worse than before."""
    if chance.random() < calm:
        return max(1, int(reference * chance.uniform(0.5, 1.15)))
    table = next((table for name, table in rules.rules.tables.items() if name == test), None)
    edges: list[Fraction] = []
    if table is not None:
        for stratum in (table.low.value, table.high.value):
            edges += [Fraction(band.below_ratio) * reference for band in stratum.bands if band.below_ratio is not None]
            edges.append(Fraction(stratum.restart_below_ratio) * reference)
    if test == "bilirubin-total":
        for limit in (rules.rules.bilirubin_hold_mg_per_dl, rules.rules.bilirubin_normal_mg_per_dl):
            edges += [on_grid(test, limit.value, "mg/dL", rules.grid)] * 2
    if edges and chance.random() < 0.8:
        return near(chance, chance.choice(edges))
    return max(1, int(reference * chance.uniform(0.3, 7)))


def _last_dose(chance: Random) -> Decimal:
    dose = Decimal(100)
    for _ in range(chance.choice((0, 0, 1, 2, 3, 5))):
        dose *= chance.choice((Decimal("0.8"), Decimal("0.5"), Decimal("0.25")))
    return dose.normalize()


def floxuridine_case(chance: Random) -> Outcome:
    """One floxuridine decision, given or held before, with results missing, stale, on and beside the edges."""
    rules = chance.choice(floxuridine_rules())
    valid = timedelta(days=rules.rules.current_valid_days.value)
    calm = chance.choice((0.0, 0.5, 0.9, 1.0))
    gaps = chance.choice((0.0, 0.0, 0.1))
    reference = np.full(len(LIVER_TESTS), MISSING)
    current = reference.copy()
    stale = 0
    before, now = [], []
    for index, test in enumerate(LIVER_TESTS):
        gap = 0.4 if test == "alt" else gaps
        value = _reference(chance, rules, test)
        unit = rules.grid[test][0]
        if chance.random() >= gap:
            reference[index] = value
            shown = steps_to_decimal(test, value, rules.grid)
            before.append(LabResult(test=test, value=shown, unit=unit, at=GIVEN_AT))
        if chance.random() >= gap:
            worst = _current(chance, rules, test, value, calm)
            current[index] = worst
            old = chance.random() < gaps
            age = valid + timedelta(seconds=1) if old else chance.choice((timedelta(0), valid))
            stale |= old << index
            shown = steps_to_decimal(test, worst, rules.grid)
            now.append(LabResult(test=test, value=shown, unit=unit, at=ASKED_AT - age))
            if worst > 20 and chance.random() < 0.2:
                better = steps_to_decimal(test, chance.randint(10, worst), rules.grid)
                now.append(LabResult(test=test, value=better, unit=unit, at=ASKED_AT - age))
    held = chance.random() < 0.4
    held_tests = held_events = resolved = present = 0
    if held and chance.random() < 0.6:
        for index, test in enumerate(LIVER_TESTS):
            if test in rules.rules.tables and chance.random() < 0.4:
                held_tests |= 1 << index
        if chance.random() < 0.4:
            held_events = 1 << chance.randrange(len(rules.events) - 1)
    if chance.random() < 0.15:
        present = 1 << chance.randrange(len(rules.events))
    if chance.random() < 0.7:
        resolved = held_events & ~present
    names = _names(rules.events)
    last = _last_dose(chance)
    request = ModifyRequest(
        protocol="pump-it",
        reference=tuple(before),
        current=tuple(now),
        last_dose_percent=last,
        held=held,
        held_by=(*_names(LIVER_TESTS)(held_tests), *names(held_events)),
        resolved=names(resolved),
        events=names(present),
        as_of=ASKED_AT,
    )
    decision = decide_floxuridine(rules.rules, request)
    percent = decision.dose_percent
    action, dose = decide_dose(
        rules.tables, reference, current, stale, int(last * DOSE_STEPS), held, held_tests, held_events, resolved,
        present,
    )  # fmt: skip
    said = (ACTIONS[action], Fraction(int(dose), DOSE_STEPS) if ACTIONS[action] in {"give", "reduce"} else None)
    engine = (decision.action, None if percent is None else Fraction(percent))
    kind = "floxuridine after a hold" if held else "floxuridine"
    return Outcome(rules.name, kind, decision.action, engine, said, request)


def _names(names: tuple[str, ...]) -> Callable[[int], tuple[str, ...]]:
    return lambda bits: tuple(name for index, name in enumerate(names) if bits & (1 << index))


GRADING = load_ctcae()
GRADING_TABLES = grading_tables(GRADING)
_UPPER = {term.test: term for term in GRADING.upper}
_LOWER = {term.test: term for term in GRADING.lower}


def grade_case(chance: Random) -> Outcome:
    """One CTCAE grade: a liver test with a normal or an abnormal baseline, or a blood count."""
    if chance.random() < 0.3:
        return _blood_case(chance)
    index = chance.randrange(len(LIVER_TESTS))
    test = LIVER_TESTS[index]
    rule = _UPPER[test]
    limit = chance.randint(25, 250)
    baseline = chance.choice((limit - 1, limit, limit + 1, chance.randint(10, 5 * limit)))
    abnormal = baseline > limit
    edges = [
        Fraction(edge) * (baseline if abnormal else limit) for edge in (rule.abnormal if abnormal else rule.normal)
    ]
    value = near(chance, chance.choice(edges)) if chance.random() < 0.8 else chance.randint(10, 30 * limit)
    value = min(value, 14000)
    row = GradeRow(
        id=1,
        term=rule.term,
        value=steps_to_decimal(test, value),
        unit=GRID[test][0],
        upper_limit=steps_to_decimal(test, limit),
        baseline=steps_to_decimal(test, baseline),
    )
    answer = grade_row(row, GRADING)
    kernel = int(liver_grade(GRADING_TABLES, index, value, limit, baseline))
    kind = "grade, abnormal baseline" if abnormal else "grade, normal baseline"
    return Outcome("CTCAE v5.0", kind, f"{test} {answer.grade}", answer.grade, kernel, row)


def _blood_case(chance: Random) -> Outcome:
    index = chance.randrange(len(BLOOD_TESTS))
    test = BLOOD_TESTS[index]
    rule = _LOWER[test]
    edges = [on_grid(test, value, rule.below[0].unit) for value in rule.below[0].values]
    limit = int(chance.choice((edges[0] + 1, edges[0], 2 * edges[0])))
    value = near(chance, chance.choice((*edges, Fraction(limit)))) if chance.random() < 0.8 else chance.randint(1, 600)
    row = GradeRow(
        id=1,
        term=rule.term,
        value=steps_to_decimal(test, value),
        unit=GRID[test][0],
        lower_limit=steps_to_decimal(test, limit),
    )
    answer = grade_row(row, GRADING)
    kernel = int(blood_grade(GRADING_TABLES, index, value, limit))
    return Outcome("CTCAE v5.0", "grade, blood count", f"{test} {answer.grade}", answer.grade, kernel, row)
