"""The columns of a simulated course: what is left of it, and its visits.

Everything is float64. A day is counted from the first planned treatment, which is day 0. NaN: does not apply, or was
not drawn. A count, grade, day or code is a whole number.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

TRACE_ROWS: Final = 80


class Outcome(IntEnum):
    """A patient's outcome, one column each."""

    ARM = 0
    """0 systemic therapy alone, 1 floxuridine by pump and systemic therapy."""
    REGIMEN = 1
    """0 none, 1 oxaliplatin doublet, 2 irinotecan doublet."""
    FLOXURIDINE_CYCLES_PLANNED = 2
    FLOXURIDINE_CYCLES_STARTED = 3
    FLOXURIDINE_EQUIVALENTS = 4
    """Full-dose cycles delivered: percent ÷ 100 × days in ÷ days planned, summed; late emptying counts."""
    FLOXURIDINE_PERCENT_SUM = 5
    """Of the fills given, percent of the full protocol dose."""
    FLOXURIDINE_REDUCTIONS = 6
    """Fills with a lower percent than the one before."""
    FLOXURIDINE_HOLDS = 7
    """Visits at which a fill was due and none was given for now."""
    FLOXURIDINE_CYCLES_HELD = 8
    """Cycles whose fill was held at least once."""
    FLOXURIDINE_DAYS_HELD = 9
    """From the first hold of a cycle to its fill, or to the end of floxuridine."""
    FLOXURIDINE_DISCONTINUED_CYCLE = 10
    """Cycles started when floxuridine was ended before its planned number; else -1."""
    FLOXURIDINE_DISCONTINUED_REASON = 11
    """0 not, 1 a rule of the protocol, 2 the pump was lost, 3 held too long, 4 time ran out."""
    SYSTEMIC_CYCLES_PLANNED = 12
    SYSTEMIC_CYCLES_GIVEN = 13
    SYSTEMIC_INTENSITY = 14
    """Given ÷ planned, mean over the drugs but folinic acid; 1: all at full dose. NaN: none planned."""
    SYSTEMIC_REDUCTIONS = 15
    """Component reductions for toxicity."""
    SYSTEMIC_DELAYS = 16
    """Visits at which a cycle was due and was put off."""
    SYSTEMIC_DELAY_DAYS = 17
    """From the planned day 1 to the start, summed over the cycles that were put off."""
    SYSTEMIC_STOPPED_DAY = 18
    """The day on which the rules ended it before its time; else -1."""
    AST_GRADE = 19
    """Worst CTCAE v5.0 grade, 0 to 4, of the values drawn; the others likewise."""
    ALT_GRADE = 20
    ALP_GRADE = 21
    BILIRUBIN_GRADE = 22
    NEUTROPHIL_GRADE = 23
    PLATELET_GRADE = 24
    HAEMATOLOGICAL_GRADE = 25
    """The worst of neutrophils, platelets and febrile neutropenia (grade 3)."""
    DIARRHOEA_GRADE = 26
    NEUROPATHY_GRADE = 27
    NON_HAEMATOLOGICAL_GRADE = 28
    """The worse of diarrhoea and neuropathy."""
    FEBRILE_NEUTROPENIAS = 29
    BILIARY_SCLEROSIS = 30
    """1 when it began."""
    BILIARY_SCLEROSIS_CYCLE = 31
    """Floxuridine cycles started when it began; else -1."""
    BILIARY_SCLEROSIS_DAY = 32
    """When it began; else -1."""
    BILIARY_SCLEROSIS_KNOWN_DAY = 33
    """When it is found; may lie after the course; else -1."""
    PUMP_PROBLEMS = 34
    """Pocket infections, ulcers and losses of the pump."""
    PUMP_LOST_DAY = 35
    """-1: not lost while floxuridine was going on."""
    REFILLS_LATE = 36
    """Emptyings and floxuridine visits after the planned day."""
    REFILLS_MISSED = 37
    """Of them those beyond the window of the protocol."""
    DAYS_ON_TREATMENT = 38
    """From day 0 to the last day with a drug going in; 0: nothing was given."""
    VISITS = 39
    """Rows of the trace that are filled."""
    BASELINE_AST = 40
    """U/L, as first drawn; the other baselines likewise. The reference of grading."""
    BASELINE_ALT = 41
    BASELINE_ALP = 42
    BASELINE_BILIRUBIN = 43
    """umol/L."""


class Visit(IntEnum):
    """A visit, or a blood count between visits: a row of the trace, one column each."""

    DAY = 0
    DAYS_LATE = 1
    """Behind the planned day of the pump's visit, else of the systemic cycle; 0 for a blood count between visits."""
    WHAT = 2
    """Sum of 1 fill due, 2 emptying, 4 systemic cycle due, 8 blood count between visits."""
    FLOXURIDINE_CYCLE = 3
    """Started up to and with this visit."""
    AST = 4
    """U/L, whole; ALT and ALP likewise."""
    ALT = 5
    ALP = 6
    BILIRUBIN = 7
    """umol/L, tenths."""
    NEUTROPHILS = 8
    """10*9/L, hundredths."""
    PLATELETS = 9
    """10*9/L, whole."""
    FLOXURIDINE_ACTION = 10
    """0 give, 1 reduce, 2 hold, 3 discontinue, 4 undetermined; NaN: no fill due."""
    FLOXURIDINE_PERCENT = 11
    """Of the full protocol dose, of the fill given; NaN: none given."""
    SYSTEMIC_ACTION = 12
    """0 give, 1 reduce, 2 omit, 3 undetermined, 4 delay, 5 discontinue; NaN: no cycle due."""
    SYSTEMIC_CYCLE = 13
    """Number of the cycle that is due, from 1; NaN: no cycle due."""
    OXALIPLATIN_PERCENT = 14
    """Of the full dose of the regimen, given; NaN: not in the regimen or nothing given. The next three likewise."""
    IRINOTECAN_PERCENT = 15
    FLUOROURACIL_BOLUS_PERCENT = 16
    FLUOROURACIL_INFUSION_PERCENT = 17
    DIARRHOEA_GRADE = 18
    """Worst since the systemic cycle before; NaN: no cycle due."""
    DIARRHOEA_GRADE_NOW = 19
    NEUROPATHY_GRADE = 20
    FEBRILE_NEUTROPENIA_GRADE = 21
    """3 when there was one since the systemic cycle before, else 0; NaN: no cycle due."""
    EVENTS = 22
    """Sum of 1 biliary sclerosis known, 2 pocket infection, 4 gastroduodenal ulcer, 8 pump lost."""


FILL: Final = 1
EMPTYING: Final = 2
SYSTEMIC: Final = 4
COUNT: Final = 8

NOT_ENDED, BY_RULE, PUMP_LOST, HELD_TOO_LONG, TIME_RAN_OUT = range(5)
SCLEROSIS_KNOWN: Final = 1
INFECTION: Final = 2
ULCER: Final = 4
LOST: Final = 8

OUTCOMES: Final = tuple(column.name.lower() for column in Outcome)
TRACE: Final = tuple(column.name.lower() for column in Visit)
