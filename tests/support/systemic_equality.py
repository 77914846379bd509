"""The same random systemic cycle put to the engine and to the compiled rules of the simulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np
from rule_equality import ASKED_AT, PROTOCOLS, Outcome, near, steps_to_decimal

from haipdose.patient.laboratory import LabResult
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schema import Protocol
from haipdose.protocol.systemic_rules import SystemicRules
from haipdose.systemic.combinations import ChosenRegimen, regimen_for
from haipdose.systemic.constraints import PatientFacts
from haipdose.systemic.decision import decide_systemic
from haipdose.systemic.requests import CycleEvent, CycleSituation, DrugDecision, PreviousDose, SystemicDecision
from haipdose_sim.cohort.floxuridine_kernel import MISSING
from haipdose_sim.cohort.laboratory_grid import BLOOD_TESTS, GRID, on_grid
from haipdose_sim.cohort.systemic_kernel import decide_cycle
from haipdose_sim.cohort.systemic_tables import (
    AMOUNT_STEPS,
    COMPONENTS,
    DAY_ONE_TESTS,
    REGIMENS,
    SYSTEMIC_EVENTS,
    SystemicTables,
    arm_of,
    offered,
    systemic_tables,
)

ACTIONS = ("give", "reduce", "omit", "undetermined", "delay", "discontinue")
PATIENT = PatientFacts(sex="male", weight_kg=Decimal(80), age_years=60)
CREATININE = LabResult(test="creatinine", value=Decimal(80), unit="umol/L", at=ASKED_AT)
GIVES = ("give", "reduce")
Components = dict[str, tuple[Fraction, int, bool]]


@dataclass(frozen=True)
class CycleRules:
    """A regimen of a protocol, with or without the pump, and the compiled rules."""

    name: str
    rules: SystemicRules
    chosen: ChosenRegimen
    tables: SystemicTables
    arm: int
    regimen: int


def _put(rules: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A section with one entry replaced, as a site's file would have it. ``path``: keys with slashes between."""
    copy = deepcopy(rules)
    *way, last = path.split("/")
    place = copy
    for key in way:
        place = place[key]
    place[last] = value
    return copy


def _effect(rules: dict[str, Any], row: str, component: str, **effect: Any) -> dict[str, Any]:
    sourced = {"value": effect, "source": "site", "evidence": "local"}
    return _put(rules, f"reductions/{row}/effects/{component}", sourced)


def _variants(protocol: Protocol) -> Iterator[tuple[str, dict[str, Any]]]:
    """The packaged rules, and others that use what the packaged ones do not: each a whole set of valid rules."""
    rules = protocol.systemic.model_dump(exclude_none=True)
    yield protocol.id, rules
    if protocol.id == "msk-unresectable":
        yield "no-scaling", _put(rules, "scale_reductions/value", False)
    if protocol.id != "pump-it":
        return
    once = _put(rules, "stop_at_reduction/value", 1)
    yield "stops-at-first-reduction", _effect(once, "neuropathy-2", "fluorouracil-bolus", percent_of_full=75)
    other = _effect(rules, "irinotecan-3", "irinotecan", stop=True)
    other = _effect(other, "non-haematological-3", "oxaliplatin", hold=True)
    other = _effect(other, "gastrointestinal-4", "fluorouracil-infusion", levels_down=2)
    other = _effect(other, "gastrointestinal-4", "folinic-acid", levels_down=1)
    other = _effect(other, "neuropathy-2", "folinic-acid", percent_of_previous=90)
    other = _put(other, "reductions/neuropathy-2/from_occurrence", 2)
    yield "every-kind-of-effect", _put(other, "reductions/neuropathy-3/to_grade", 3)
    yield "tables-end-at-grade-3", _put(rules, "reductions/gastrointestinal-4/kinds", ["skin"])
    ending = rules
    for component in COMPONENTS:
        ending = _effect(ending, "febrile-neutropenia", component, stop=True)
        ending = _effect(ending, "neuropathy-2", component, hold=True)
    yield "everything-stops", ending


@lru_cache
def cycle_rules() -> tuple[CycleRules, ...]:
    found = []
    for name in PROTOCOLS:
        protocol = load_protocol(name)
        for label, changed in _variants(protocol):
            rules = SystemicRules.model_validate(changed)
            whole = protocol.model_copy(update={"systemic": rules})
            tables = systemic_tables(whole)
            for arm in (0, 1):
                for regimen in offered(whole, with_pump=bool(arm)):
                    chosen = regimen_for(rules, arm_of(whole, with_pump=bool(arm)), regimen, with_pump=bool(arm))
                    found.append(CycleRules(label, rules, chosen, tables, arm, REGIMENS.index(regimen)))
    return tuple(found)


def _edges(rules: SystemicRules, test: str) -> list[Fraction]:
    """Where a decision can change, in reporting steps."""
    found = [on_grid(test, limit.limit.value, limit.unit) for limit in rules.day_1.labs.values() if limit.test == test]
    nadirs = [row.nadir for row in rules.reductions.values() if row.nadir is not None]
    return found + [on_grid(test, nadir.limit, nadir.unit) for nadir in nadirs if nadir.test == test]


def _value(chance: Random, rules: SystemicRules, test: str, calm: float) -> int:
    if chance.random() < calm:
        return {"neutrophils": 420, "platelets": 240, "bilirubin-total": 90}[test]
    if chance.random() < 0.8:
        return near(chance, chance.choice(_edges(rules, test)))
    return chance.randint(10, 600)


def _result(test: str, steps: int, *, since: bool = False) -> LabResult:
    at = ASKED_AT - timedelta(days=5) if since else ASKED_AT
    return LabResult(test=test, value=steps_to_decimal(test, steps), unit=GRID[test][0], at=at)


def _amounts(chance: Random, full: np.ndarray, levels: np.ndarray, calm: float) -> np.ndarray:
    """What was given before: full, a dose level, a share of the full dose that a table leaves, or nothing."""
    before = full.copy()
    for component in range(full.shape[0]):
        if full[component] <= 0 or chance.random() < calm:
            continue
        below = [int(level) for level in levels[component] if level > 0]
        shares = [int(full[component] * part) for part in (Fraction(4, 5), Fraction(16, 25), Fraction(13, 17))]
        before[component] = chance.choice([*below, *below, *shares, 0])
    return before


def cycle_case(chance: Random) -> Outcome:
    """One cycle with day-1 results, nadirs, toxicity, earlier doses and a delay, on and beside the edges."""
    asked = chance.choice(cycle_rules())
    full, levels = asked.tables.amounts[asked.arm, asked.regimen], asked.tables.levels[asked.arm, asked.regimen]
    calm = chance.choice((0.3, 0.7, 0.9, 1.0))
    tests, nadirs = np.full(len(DAY_ONE_TESTS), MISSING), np.full(len(BLOOD_TESTS), MISSING)
    current, since = [CREATININE], []
    gap = chance.choice((0.0, 0.0, 0.0, 0.15))
    for index, test in enumerate(DAY_ONE_TESTS):
        if chance.random() >= gap:
            tests[index] = _value(chance, asked.rules, test, calm)
            current.append(_result(test, int(tests[index])))
    for index, test in enumerate(BLOOD_TESTS):
        nadirs[index] = tests[index]
        if chance.random() < 0.4:
            lowest = _value(chance, asked.rules, test, calm)
            since.append(_result(test, lowest, since=True))
            nadirs[index] = lowest if tests[index] == MISSING else min(lowest, tests[index])
    grades, now, occurrences = (np.zeros(len(SYSTEMIC_EVENTS), np.int64) for _ in range(3))
    events = []
    for index, event in enumerate(SYSTEMIC_EVENTS):
        if chance.random() < max(calm, 0.5):
            continue
        grades[index] = chance.choice((0, 1, 2, 2, 3, 3, 4))
        now[index] = chance.randint(0, int(grades[index]))
        occurrences[index] = chance.choice((1, 1, 2, 3))
        events.append(
            CycleEvent(
                name=event, grade=int(grades[index]), now=int(now[index]), occurrence=max(1, int(occurrences[index]))
            )
        )
    later = chance.random() < 0.7
    before = _amounts(chance, full, levels, calm) if later else full.copy()
    count, stopped = np.zeros(len(COMPONENTS), np.int64), np.zeros(len(COMPONENTS), np.int64)
    previous = []
    for index, component in enumerate(COMPONENTS):
        if full[index] < 0 or not later:
            continue
        count[index] = chance.choice((0, 0, 1, 2)) if calm < 1 else 0
        stopped[index] = chance.random() < (1 - calm) / 3
        previous.append(
            PreviousDose(
                component=component,
                amount=Decimal(int(before[index])) / AMOUNT_STEPS,
                reductions=int(count[index]),
                stopped=bool(stopped[index]),
            )
        )
    longest = asked.rules.day_1.longest_delay_days.value
    waited = chance.choice((0, 0, 0, 7, longest - 1, longest, longest + 1))
    situation = CycleSituation(
        cycle=2 if later else 1,
        current=tuple(current),
        since_last=tuple(since),
        events=tuple(events),
        events_complete=True,
        previous=tuple(previous),
        dpyd="normal",
        due=(ASKED_AT - timedelta(days=waited)).date(),
        as_of=ASKED_AT,
    )
    decision = decide_systemic(asked.rules, asked.chosen, PATIENT, situation)
    amounts, after, ended = np.zeros(len(COMPONENTS), np.int64), count.copy(), stopped.copy()
    action = decide_cycle(
        asked.tables, full, levels, tests, nadirs, grades, now, occurrences, waited, before, after, ended, amounts
    )
    said = ACTIONS[action]
    label = "with" if asked.arm else "without"
    return Outcome(
        asked.name,
        f"systemic, {asked.chosen.name} {label} pump",
        decision.action.value,
        (
            decision.action.value,
            engine_side(asked.rules, decision, dict(zip(COMPONENTS, before.tolist(), strict=True))),
        ),
        (said, kernel_side(said, full, amounts, after, ended)),
        situation,
    )


def engine_side(rules: SystemicRules, decision: SystemicDecision, before: Mapping[str, int]) -> Components:
    """Of each component: what is given in 10^-6 mg, reductions so far, whether it is never given again.

    The last is not told apart when the whole regimen ends. What is dropped, or had come to nothing before, stays out.
    """
    if decision.action.value == "discontinue":
        return {drug.component: (Fraction(0), drug.reductions, False) for drug in decision.drugs}
    return {
        drug.component: (
            Fraction(0) if drug.amount is None else _nearest(drug.amount),
            drug.reductions,
            drug.action.value == "discontinue" or before[drug.component] == 0 or _dropped(rules, drug),
        )
        for drug in decision.drugs
    }


def _dropped(rules: SystemicRules, drug: DrugDecision) -> bool:
    dropping = {
        f"systemic.reductions.{name}.effects.{component}"
        for name, row in rules.reductions.items()
        for component, effect in row.effects.items()
        if effect.value.drop
    }
    return any(reason.rule in dropping for reason in drug.reasons)


def _nearest(amount: Decimal) -> Fraction:
    """An amount in the kernel's units, to the nearest; ties up, as the kernel rounds."""
    return Fraction((Fraction(amount) * AMOUNT_STEPS * 2 + 1).__floor__() // 2)


def kernel_side(
    action: str, full: np.ndarray, amounts: np.ndarray, reductions: np.ndarray, stopped: np.ndarray
) -> Components:
    """The same of the compiled decision."""
    return {
        component: (
            Fraction(int(amounts[index])) if action in GIVES else Fraction(0),
            int(reductions[index]),
            bool(stopped[index]) and action != "discontinue",
        )
        for index, component in enumerate(COMPONENTS)
        if full[index] >= 0
    }
