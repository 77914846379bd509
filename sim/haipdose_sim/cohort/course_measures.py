"""What is measured of a simulated course: one number for each virtual patient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.course_columns import BY_RULE, HELD_TOO_LONG, PUMP_LOST, TIME_RAN_OUT, Outcome

Rows = NDArray[np.float64]
Values = NDArray[np.float64]

PUMP: Final = "pump"
SYSTEMIC: Final = "systemic"
EVERY: Final = "every"
"""Parts of the therapy: of floxuridine by pump, of systemic therapy, or of every course."""
_PLANNED: Final = {PUMP: Outcome.FLOXURIDINE_CYCLES_PLANNED, SYSTEMIC: Outcome.SYSTEMIC_CYCLES_PLANNED}
_HIGH_GRADE: Final = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a patient. A share is 0 or 1 for each patient; its unit is the share of patients."""

    name: str
    label: str
    unit: str
    part: str
    values: Callable[[Rows], Values]

    def there(self, rows: Rows) -> bool:
        """Whether courses have it: a pump, or systemic therapy, for any patient."""
        planned = _PLANNED.get(self.part)
        return planned is None or bool((rows[:, planned] > 0).any())


def _column(column: Outcome, factor: float = 1.0) -> Callable[[Rows], Values]:
    return lambda rows: rows[:, column] * factor


def _any(column: Outcome) -> Callable[[Rows], Values]:
    return lambda rows: (rows[:, column] > 0).astype(np.float64)


def _is(column: Outcome, value: int) -> Callable[[Rows], Values]:
    return lambda rows: (rows[:, column] == value).astype(np.float64)


def _high(*columns: Outcome) -> Callable[[Rows], Values]:
    return lambda rows: (rows[:, list(columns)].max(axis=1) >= _HIGH_GRADE).astype(np.float64)


def _of_plan(column: Outcome, planned: Outcome, factor: float) -> Callable[[Rows], Values]:
    def values(rows: Rows) -> Values:
        there = rows[:, planned] > 0
        found = np.full(len(rows), np.nan)
        np.divide(factor * rows[:, column], rows[:, planned], out=found, where=there)
        return found

    return values


AMOUNTS: Final = (
    Measure(
        "floxuridine_delivered_percent", "floxuridine delivered", "% of the plan", PUMP,
        _of_plan(Outcome.FLOXURIDINE_EQUIVALENTS, Outcome.FLOXURIDINE_CYCLES_PLANNED, 100.0),
    ),
    Measure(
        "floxuridine_filled_percent", "floxuridine put into the pump", "% of the plan", PUMP,
        _of_plan(Outcome.FLOXURIDINE_PERCENT_SUM, Outcome.FLOXURIDINE_CYCLES_PLANNED, 1.0),
    ),
    Measure(
        "floxuridine_full_dose_cycles", "floxuridine delivered", "full-dose cycles", PUMP,
        _column(Outcome.FLOXURIDINE_EQUIVALENTS),
    ),
    Measure(
        "floxuridine_cycles_started", "floxuridine cycles given", "cycles", PUMP,
        _column(Outcome.FLOXURIDINE_CYCLES_STARTED),
    ),
    Measure("floxuridine_holds", "holds", "visits", PUMP, _column(Outcome.FLOXURIDINE_HOLDS)),
    Measure("floxuridine_days_held", "held", "days", PUMP, _column(Outcome.FLOXURIDINE_DAYS_HELD)),
    Measure("floxuridine_reductions", "reductions", "fills", PUMP, _column(Outcome.FLOXURIDINE_REDUCTIONS)),
    Measure("refills_late", "late visits to the pump", "visits", PUMP, _column(Outcome.REFILLS_LATE)),
    Measure(
        "systemic_delivered_percent", "systemic therapy given", "% of the plan", SYSTEMIC,
        _column(Outcome.SYSTEMIC_INTENSITY, 100.0),
    ),
    Measure(
        "systemic_cycles_given", "systemic cycles given", "cycles", SYSTEMIC, _column(Outcome.SYSTEMIC_CYCLES_GIVEN)
    ),
    Measure(
        "systemic_delays", "systemic cycles put off", "visits", SYSTEMIC, _column(Outcome.SYSTEMIC_DELAYS)
    ),
    Measure("systemic_delay_days", "systemic delay", "days", SYSTEMIC, _column(Outcome.SYSTEMIC_DELAY_DAYS)),
    Measure(
        "systemic_reductions", "systemic reductions", "components", SYSTEMIC, _column(Outcome.SYSTEMIC_REDUCTIONS)
    ),
    Measure("days_on_treatment", "days on treatment", "days", EVERY, _column(Outcome.DAYS_ON_TREATMENT)),
)  # fmt: skip
"""Amounts: averaged over patients."""

SHARES: Final = (
    Measure("floxuridine_held", "floxuridine held at least once", "patients", PUMP, _any(Outcome.FLOXURIDINE_HOLDS)),
    Measure(
        "floxuridine_reduced", "floxuridine reduced at least once", "patients", PUMP,
        _any(Outcome.FLOXURIDINE_REDUCTIONS),
    ),
    Measure(
        "floxuridine_all_cycles", "every planned floxuridine cycle given", "patients", PUMP,
        lambda rows: (
            rows[:, Outcome.FLOXURIDINE_CYCLES_STARTED] >= rows[:, Outcome.FLOXURIDINE_CYCLES_PLANNED]
        ).astype(np.float64),
    ),
    Measure(
        "floxuridine_ended_early", "floxuridine ended before its plan", "patients", PUMP,
        _any(Outcome.FLOXURIDINE_DISCONTINUED_REASON),
    ),
    Measure(
        "ended_by_rule", "  ended by a rule of the protocol", "patients", PUMP,
        _is(Outcome.FLOXURIDINE_DISCONTINUED_REASON, BY_RULE),
    ),
    Measure(
        "ended_pump_lost", "  ended because the pump was lost", "patients", PUMP,
        _is(Outcome.FLOXURIDINE_DISCONTINUED_REASON, PUMP_LOST),
    ),
    Measure(
        "ended_held_too_long", "  ended after a long hold", "patients", PUMP,
        _is(Outcome.FLOXURIDINE_DISCONTINUED_REASON, HELD_TOO_LONG),
    ),
    Measure(
        "ended_time_ran_out", "  ended because no time was left", "patients", PUMP,
        _is(Outcome.FLOXURIDINE_DISCONTINUED_REASON, TIME_RAN_OUT),
    ),
    Measure("biliary_sclerosis", "biliary sclerosis", "patients", PUMP, _any(Outcome.BILIARY_SCLEROSIS)),
    Measure("pump_problem", "a problem of the pump", "patients", PUMP, _any(Outcome.PUMP_PROBLEMS)),
    Measure(
        "liver_grade_3", "liver test of grade 3 or more", "patients", EVERY,
        _high(Outcome.AST_GRADE, Outcome.ALT_GRADE, Outcome.ALP_GRADE, Outcome.BILIRUBIN_GRADE),
    ),
    Measure("ast_grade_3", "  AST of grade 3 or more", "patients", EVERY, _high(Outcome.AST_GRADE)),
    Measure("alt_grade_3", "  ALT of grade 3 or more", "patients", EVERY, _high(Outcome.ALT_GRADE)),
    Measure("alp_grade_3", "  ALP of grade 3 or more", "patients", EVERY, _high(Outcome.ALP_GRADE)),
    Measure("bilirubin_grade_3", "  bilirubin of grade 3 or more", "patients", EVERY, _high(Outcome.BILIRUBIN_GRADE)),
    Measure(
        "haematological_grade_3", "blood toxicity of grade 3 or more", "patients", EVERY,
        _high(Outcome.HAEMATOLOGICAL_GRADE),
    ),
    Measure("febrile_neutropenia", "febrile neutropenia", "patients", SYSTEMIC, _any(Outcome.FEBRILE_NEUTROPENIAS)),
    Measure("diarrhoea_grade_3", "diarrhoea of grade 3 or more", "patients", SYSTEMIC, _high(Outcome.DIARRHOEA_GRADE)),
    Measure("neuropathy_grade_3", "neuropathy of grade 3", "patients", SYSTEMIC, _high(Outcome.NEUROPATHY_GRADE)),
    Measure(
        "systemic_delayed", "a systemic cycle put off", "patients", SYSTEMIC, _any(Outcome.SYSTEMIC_DELAYS)
    ),
    Measure(
        "systemic_ended_early", "systemic therapy ended by a rule", "patients", SYSTEMIC,
        lambda rows: (rows[:, Outcome.SYSTEMIC_STOPPED_DAY] >= 0).astype(np.float64),
    ),
)  # fmt: skip
"""Shares of patients."""
