"""The systemic rules of a protocol as arrays of whole numbers: day-1 limits, reductions, dose levels.

Two regimens are simulated, an oxaliplatin doublet and an irinotecan doublet, by the name that the protocol offers. What
the virtual patients do not have (renal failure, DPYD deficiency, an operation, bevacizumab, capecitabine) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import RuleDataError
from haipdose.protocol.schema import Protocol
from haipdose.protocol.systemic_regimens import Component
from haipdose.protocol.systemic_rules import Effect, LabLimit, Reduction, SystemicRules
from haipdose_sim.cohort.laboratory_grid import BLOOD_TESTS, highest_up_to, lowest_from, tenths_of

Whole = NDArray[np.int64]

REGIMENS: Final = ("mfolfox6", "folfiri")
COMPONENTS: Final = ("oxaliplatin", "irinotecan", "fluorouracil-bolus", "fluorouracil-infusion", "folinic-acid")
SYSTEMIC_EVENTS: Final = ("diarrhoea", "peripheral-sensory-neuropathy", "febrile-neutropenia")
DAY_ONE_TESTS: Final = (*BLOOD_TESTS, "bilirubin-total")
AMOUNT_STEPS: Final = 10**6
"""An amount per m² is kept in units of 10^-6 mg."""
NOT_IN_REGIMEN: Final = -1
LEVELS: Final = 4

NOTHING, TO, OF_FULL, OF_PREVIOUS, LEVELS_DOWN, DROP, LEAVE_OUT, STOP = range(8)
"""What a reduction does to a component."""


class SystemicTables(NamedTuple):
    """The systemic rules.

    ``amounts``: (arm without/with pump, regimen, component) full amount, -1 not in it. ``levels``: the amounts below it
    in descending order, then -1. ``limits``: a row for each day-1 laboratory limit with test, 1 at least/0 at most,
    edge in reporting steps, bits of the components that it is for (0 all), 1 when it leaves these out.
    ``grades``: event, highest grade on day 1, bits of components. ``reductions``: bits of events, nadir test or -1,
    edge below which it applies, from grade, to grade (-1 not graded), from occurrence, 1 when it stops the regimen.
    ``effects``: (reduction, component) what, and its two numbers. ``scalars``: days of a delay, longest delay,
    reduction at which a component stops, 1 when tables are scaled, days that a day-1 result is valid.
    """

    amounts: Whole
    levels: Whole
    limits: Whole
    grades: Whole
    reductions: Whole
    effects: Whole
    scalars: Whole


def systemic_tables(protocol: Protocol) -> SystemicTables:
    """Compile the systemic rules.

    Raises:
        RuleDataError: a rule that is not simulated.
    """
    rules = protocol.systemic
    amounts, levels = _regimens(protocol)
    grades = [
        (SYSTEMIC_EVENTS.index(limit.event), limit.at_most.value, _bits(limit.components))
        for limit in rules.day_1.grades.values()
        if limit.event in SYSTEMIC_EVENTS and _concerns(limit.components)
    ]
    rows = [row for row in rules.reductions.values() if _simulated(rules, row)]
    scalars = (
        rules.day_1.delay_days.value,
        rules.day_1.longest_delay_days.value,
        rules.stop_at_reduction.value,
        rules.scale_reductions.value,
        int(rules.day_1.results_valid_days.value),
    )
    return SystemicTables(
        amounts=amounts,
        levels=levels,
        limits=_rows([_limit(limit) for limit in rules.day_1.labs.values() if _concerns(limit.components)], 5),
        grades=_rows(grades, 3),
        reductions=_rows([_reduction(rules, row) for row in rows], 7),
        effects=np.array([_effects(row) for row in rows], dtype=np.int64).reshape(len(rows), len(COMPONENTS), 3),
        scalars=np.array(scalars, dtype=np.int64),
    )


def _rows(rows: Sequence[tuple[int, ...]], columns: int) -> Whole:
    return np.array(rows, dtype=np.int64).reshape(len(rows), columns)


def _bits(components: tuple[str, ...]) -> int:
    return sum(1 << COMPONENTS.index(name) for name in components if name in COMPONENTS)


def _concerns(components: tuple[str, ...]) -> bool:
    return not components or not set(components).isdisjoint(COMPONENTS)


def offered(protocol: Protocol, *, with_pump: bool) -> dict[str, str]:
    """The simulated regimens of the arm with or without a pump: the name offered and the id in the catalogue.

    A protocol whose every arm has a pump may say what is given when the pump is not used; that is its arm without.
    """
    arms = [name for name, arm in protocol.arms.items() if arm.pump == with_pump] or list(protocol.arms)
    offer = protocol.systemic.offers.get(arms[0])
    if offer is None:
        return {}
    return {name: entry.value for name, entry in offer.named(with_pump=with_pump).items() if name in REGIMENS}


def arm_of(protocol: Protocol, *, with_pump: bool) -> str:
    """The arm that is simulated with or without a pump."""
    return next((name for name, arm in protocol.arms.items() if arm.pump == with_pump), next(iter(protocol.arms)))


def _regimens(protocol: Protocol) -> tuple[Whole, Whole]:
    amounts = np.full((2, len(REGIMENS), len(COMPONENTS)), NOT_IN_REGIMEN, dtype=np.int64)
    levels = np.full((2, len(REGIMENS), len(COMPONENTS), LEVELS), -1, dtype=np.int64)
    for arm in range(2):
        for name, entry in offered(protocol, with_pump=bool(arm)).items():
            regimen = REGIMENS.index(name)
            for component, content in protocol.systemic.regimens[entry].components.items():
                if component not in COMPONENTS:
                    raise _not_simulated(f"the component {component}")
                place = COMPONENTS.index(component)
                amounts[arm, regimen, place] = _amount(content.amount.value)
                below = _levels(content)
                levels[arm, regimen, place, : len(below)] = below
    return amounts, levels


def _levels(component: Component) -> list[int]:
    below = [] if component.levels is None else [_amount(level) for level in component.levels.value]
    if len(below) > LEVELS:
        raise _not_simulated(f"more than {LEVELS} dose levels")
    return below


def _amount(value: Decimal) -> int:
    steps = Fraction(value) * AMOUNT_STEPS
    if steps.denominator != 1:
        raise _not_simulated(f"the amount {value}")
    return steps.numerator


def _not_simulated(what: str) -> RuleDataError:
    return RuleDataError(f"The simulation does not know {what} of this protocol.", code="simulate.rule", found=what)


def _limit(limit: LabLimit) -> tuple[int, ...]:
    if limit.test not in DAY_ONE_TESTS or limit.times_upper_limit:
        raise _not_simulated(f"the day-1 limit of {limit.test}")
    at_least = limit.sense == "at-least"
    edge = (lowest_from if at_least else highest_up_to)(limit.test, limit.limit.value, limit.unit)
    return (
        DAY_ONE_TESTS.index(limit.test),
        at_least,
        edge,
        _bits(limit.components),
        limit.otherwise == "omit",
    )


def _simulated(rules: SystemicRules, row: Reduction) -> bool:
    touches = row.regimen is not None or not set(row.effects).isdisjoint(COMPONENTS)
    return touches and (row.nadir is not None or any(_events(rules, row)))


def _events(rules: SystemicRules, row: Reduction) -> Iterator[bool]:
    for name in SYSTEMIC_EVENTS:
        kind = rules.events.get(name)
        yield name in row.events or (kind is not None and kind.kind in row.kinds)


def _reduction(rules: SystemicRules, row: Reduction) -> tuple[int, ...]:
    bits = sum(1 << index for index, concerned in enumerate(_events(rules, row)) if concerned)
    nadir, edge = -1, 0
    if row.nadir is not None:
        if row.nadir.test not in BLOOD_TESTS:
            raise _not_simulated(f"the nadir of {row.nadir.test}")
        nadir = BLOOD_TESTS.index(row.nadir.test)
        edge = lowest_from(row.nadir.test, row.nadir.limit, row.nadir.unit)
    graded = row.from_grade is not None and row.to_grade is not None
    return (
        bits,
        nadir,
        edge,
        (row.from_grade or 0) if graded else -1,
        (row.to_grade or 0) if graded else -1,
        row.from_occurrence,
        row.regimen is not None,
    )


def _effects(row: Reduction) -> list[tuple[int, int, int]]:
    effects = [(NOTHING, 0, 0)] * len(COMPONENTS)
    for name, effect in row.effects.items():
        if name in COMPONENTS:
            effects[COMPONENTS.index(name)] = _effect(effect.value)
    return effects


def _effect(effect: Effect) -> tuple[int, int, int]:
    if effect.to is not None and effect.of is not None:
        return TO, _amount(effect.to), _amount(effect.of)
    if effect.percent_of_full is not None:
        return OF_FULL, tenths_of(effect.percent_of_full), 0
    if effect.percent_of_previous is not None:
        return OF_PREVIOUS, tenths_of(effect.percent_of_previous), 0
    if effect.levels_down is not None:
        return LEVELS_DOWN, effect.levels_down, 0
    if effect.drop:
        return DROP, 0, 0
    if effect.hold:
        return LEAVE_OUT, 0, 0
    if effect.stop:
        return STOP, 0, 0
    return NOTHING, 0, 0  # a longer infusion changes no amount
