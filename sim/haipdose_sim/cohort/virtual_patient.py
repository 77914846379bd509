"""A virtual patient: who it is, and how one day under floxuridine and systemic therapy changes it.

Everything is a discrete first-order compartment of a day. docs/simulation.md has the equations. Each random number has
an address that no rule can change: of the patient, of a stretch of 28 days, of a systemic cycle, or of a day.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.floxuridine_kernel import MISSING
from haipdose_sim.cohort.streams import COURSE, normals, uniforms

Real = NDArray[np.float64]
Whole = NDArray[np.int64]

STRETCH_DAYS: Final = 28
STRETCHES: Final = 16
CYCLES: Final = 128
DAYS: Final = 512
DRAWS: Final = 4
"""First address of stretches, cycles and days, and how many addresses each of them has."""

AST, ALT, ALP, BILIRUBIN, NEUTROPHILS, PLATELETS = range(6)
DRAWN: Final = 6
"""Column of the day in what is kept of the last draws."""
(
    HEPATOCELLULAR, CHOLESTATIC, TO_SCLEROSIS, MARROW, NERVE, BOWEL, HAZARD_BORNE, DAYS_TO_FINDING, IRINOTECAN,
    BASE_AST, BASE_ALT, BASE_ALP, BASE_BILIRUBIN, BASE_NEUTROPHILS, BASE_PLATELETS,
) = range(15)  # fmt: skip
PERSON: Final = 15
"""What stays the same of a patient: sensitivities, the cumulative hazard at which sclerosis begins, the days until it
is found, 1 for an irinotecan doublet, and baselines in U/L, umol/L and 10*9/L."""
(
    EXPOSURE, HEPATOCELLULAR_SIGNAL, CHOLESTATIC_SIGNAL, BURDEN, STRICTURE, MARROW_IN, MARROW_OUT, PLATELET_IN,
    PLATELET_OUT, PLATELET_LASTING, LIVER_IN, LIVER_OUT, OXALIPLATIN, DELIVERED,
) = range(14)  # fmt: skip
BODY: Final = 14
"""What changes from day to day: compartments, the oxaliplatin given in full doses, the floxuridine delivered in
full-dose cycles."""


@compiled
def draw_person(seed: int, patient: int, p: CourseNumbers, person: Real) -> None:
    """Who the patient is."""
    hepatocellular, other = normals(seed, COURSE, patient, 0)
    shared = p.sensitivity_correlation
    cholestatic = shared * hepatocellular + math.sqrt(1.0 - shared * shared) * other
    ast, alt = normals(seed, COURSE, patient, 1)
    alp, bilirubin = normals(seed, COURSE, patient, 2)
    neutrophils, platelets = normals(seed, COURSE, patient, 3)
    stricture, marrow = normals(seed, COURSE, patient, 4)
    nerve, bowel = normals(seed, COURSE, patient, 5)
    hazard, finding = uniforms(seed, COURSE, patient, 6)
    regimen, _ = uniforms(seed, COURSE, patient, 7)
    person[HEPATOCELLULAR] = math.exp(p.sensitivity_log_sd * hepatocellular)
    person[CHOLESTATIC] = math.exp(p.sensitivity_log_sd * cholestatic)
    person[TO_SCLEROSIS] = person[CHOLESTATIC] * math.exp(p.sclerosis_sensitivity_log_sd * stricture)
    person[MARROW] = math.exp(p.marrow_sensitivity_log_sd * marrow)
    person[NERVE] = math.exp(p.neuropathy_sensitivity_log_sd * nerve)
    person[BOWEL] = p.diarrhoea_patient_sd * bowel
    person[HAZARD_BORNE] = -math.log(hazard)
    person[DAYS_TO_FINDING] = -p.sclerosis_found_days * math.log(finding)
    person[IRINOTECAN] = 1.0 if regimen < p.irinotecan_share else 0.0
    most = p.baseline_most_upper_limits
    spread = p.transaminase_baseline_log_sd
    person[BASE_AST] = min(p.ast_baseline * math.exp(spread * ast), most * p.ast_upper_limit)
    person[BASE_ALT] = min(p.alt_baseline * math.exp(spread * alt), most * p.alt_upper_limit)
    person[BASE_ALP] = min(p.alp_baseline * math.exp(p.alp_baseline_log_sd * alp), most * p.alp_upper_limit)
    person[BASE_BILIRUBIN] = min(
        p.bilirubin_baseline * math.exp(p.bilirubin_baseline_log_sd * bilirubin),
        p.baseline_most_bilirubin_upper_limits * p.bilirubin_upper_limit,
    )
    person[BASE_NEUTROPHILS] = p.neutrophils_baseline * math.exp(p.blood_baseline_log_sd * neutrophils)
    person[BASE_PLATELETS] = p.platelets_baseline * math.exp(p.blood_baseline_log_sd * platelets)


@compiled
def live_a_day(
    p: CourseNumbers,
    person: Real,
    body: Real,
    rate: float,
    floxuridine_days: float,
    strictured: bool,  # noqa: FBT001
) -> None:
    """One day passes. ``rate``: the floxuridine going in, as a share of the full dose."""
    body[DELIVERED] += rate / floxuridine_days
    body[BURDEN] += rate / floxuridine_days * person[TO_SCLEROSIS]
    body[EXPOSURE] += (rate - body[EXPOSURE]) / p.exposure_days
    body[HEPATOCELLULAR_SIGNAL] += (
        p.hepatocellular_effect * person[HEPATOCELLULAR] * body[EXPOSURE] - body[HEPATOCELLULAR_SIGNAL]
    ) / p.hepatocellular_days
    body[CHOLESTATIC_SIGNAL] += (
        p.cholestatic_effect * person[CHOLESTATIC] * body[EXPOSURE] - body[CHOLESTATIC_SIGNAL]
    ) / p.cholestatic_days
    if strictured:
        body[STRICTURE] += (1.0 - body[STRICTURE]) / p.sclerosis_days
    body[MARROW_OUT] += (body[MARROW_IN] - body[MARROW_OUT]) / p.marrow_days
    body[MARROW_IN] -= body[MARROW_IN] / p.marrow_days
    body[PLATELET_OUT] += (body[PLATELET_IN] - body[PLATELET_OUT]) / p.platelet_days
    body[PLATELET_IN] -= body[PLATELET_IN] / p.platelet_days
    body[PLATELET_LASTING] -= body[PLATELET_LASTING] / p.platelet_recovery_days
    body[LIVER_OUT] += (body[LIVER_IN] - body[LIVER_OUT]) / p.systemic_transaminase_days
    body[LIVER_IN] -= body[LIVER_IN] / p.systemic_transaminase_days


@compiled
def sclerosis_begins(p: CourseNumbers, person: Real, body: Real) -> bool:
    """Whether the cumulative hazard of the floxuridine delivered has reached what this patient bears."""
    return bool((body[BURDEN] / p.sclerosis_scale_cycles) ** p.sclerosis_power >= person[HAZARD_BORNE])


@compiled
def take_systemic(
    p: CourseNumbers, body: Real, oxaliplatin: float, irinotecan: float, bolus: float, infusion: float
) -> None:
    """A systemic cycle is given; each drug as a share of its full dose, 0 when it is not in the regimen."""
    body[MARROW_IN] += math.e * (
        p.oxaliplatin_neutrophil_effect * oxaliplatin
        + p.irinotecan_neutrophil_effect * irinotecan
        + p.bolus_neutrophil_effect * bolus
        + p.infusion_neutrophil_effect * infusion
    )
    body[PLATELET_IN] += math.e * (
        p.oxaliplatin_platelet_effect * oxaliplatin + p.irinotecan_platelet_effect * irinotecan
    )
    body[PLATELET_LASTING] += p.oxaliplatin_platelet_lasting_effect * oxaliplatin
    body[LIVER_IN] += math.e * max(oxaliplatin, irinotecan)
    body[OXALIPLATIN] += oxaliplatin


@compiled
def reported(value: float, step: float, least: float, most: float) -> int:
    """A value as the laboratory reports it, in steps."""
    return math.floor(min(max(value, least), most) / step + 0.5)


@compiled
def draw_blood(seed: int, patient: int, day: int, p: CourseNumbers, person: Real, body: Real, results: Whole) -> None:
    """What the laboratory reports of this day, in reporting steps."""
    ast, alt = normals(seed, COURSE, patient, DAYS + DRAWS * day)
    alp, bilirubin = normals(seed, COURSE, patient, DAYS + DRAWS * day + 1)
    hepatocellular = body[HEPATOCELLULAR_SIGNAL] + p.systemic_transaminase_effect * body[LIVER_OUT]
    cholestatic, stricture = body[CHOLESTATIC_SIGNAL], body[STRICTURE]
    noise = p.transaminase_noise_log_sd
    results[AST] = reported(person[BASE_AST] * math.exp(hepatocellular + noise * ast), 1.0, 5.0, 20000.0)
    results[ALT] = reported(
        person[BASE_ALT] * math.exp(p.alt_per_ast_effect * hepatocellular + noise * alt), 1.0, 5.0, 20000.0
    )
    results[ALP] = reported(
        person[BASE_ALP] * math.exp(cholestatic + p.sclerosis_alp_effect * stricture + p.alp_noise_log_sd * alp),
        1.0, 10.0, 10000.0,
    )  # fmt: skip
    results[BILIRUBIN] = reported(
        person[BASE_BILIRUBIN]
        * math.exp(
            p.bilirubin_per_alp_effect * cholestatic
            + p.sclerosis_bilirubin_effect * stricture
            + p.bilirubin_noise_log_sd * bilirubin
        ),
        0.1, 1.0, 900.0,
    )  # fmt: skip
    count_blood(seed, patient, day, p, person, body, results)


@compiled
def count_blood(seed: int, patient: int, day: int, p: CourseNumbers, person: Real, body: Real, results: Whole) -> None:
    """The blood count of this day, in reporting steps."""
    neutrophils, platelets = normals(seed, COURSE, patient, DAYS + DRAWS * day + 2)
    results[NEUTROPHILS] = reported(
        person[BASE_NEUTROPHILS]
        * math.exp(p.neutrophils_noise_log_sd * neutrophils - person[MARROW] * body[MARROW_OUT]),
        0.01, 0.01, 50.0,
    )  # fmt: skip
    results[PLATELETS] = reported(
        person[BASE_PLATELETS]
        * math.exp(
            p.platelets_noise_log_sd * platelets
            - person[MARROW] * (body[PLATELET_OUT] + body[PLATELET_LASTING])
        ),
        1.0, 1.0, 1500.0,
    )  # fmt: skip


@compiled
def keep_draw(recent: Whole, day: int, results: Whole, liver: bool) -> None:  # noqa: FBT001
    """Keep the results of this day, with or without liver tests, in the place of one that is too old to count."""
    row = recent[day % recent.shape[0]]
    row[:DRAWN] = results
    row[DRAWN] = day
    if not liver:
        row[:NEUTROPHILS] = MISSING


@compiled
def days_late(seed: int, patient: int, planned: int, p: CourseNumbers) -> int:
    """By how many days the patient comes after a planned day: the same whatever is planned on it."""
    late, how_late = uniforms(seed, COURSE, patient, DAYS + DRAWS * planned + 3)
    if planned == 0 or late >= p.late_visit_chance:
        return 0
    return int(min(1.0 + math.floor(-p.late_visit_days * math.log(how_late)), p.late_visit_most_days))


@compiled
def diarrhoea_grade(
    seed: int, patient: int, cycle: int, p: CourseNumbers, person: Real, drug_score: float, share: float
) -> int:
    """The worst grade of diarrhoea after a systemic cycle of ``share`` of the full dose."""
    noise, _ = normals(seed, COURSE, patient, CYCLES + DRAWS * cycle)
    score = drug_score - p.diarrhoea_dose_score * (1.0 - share) + person[BOWEL] + noise
    if score >= p.diarrhoea_grade_4_score:
        return 4
    if score >= p.diarrhoea_grade_3_score:
        return 3
    if score >= p.diarrhoea_grade_2_score:
        return 2
    return 1 if score >= p.diarrhoea_grade_1_score else 0


@compiled
def neuropathy_grade(p: CourseNumbers, person: Real, body: Real) -> int:
    """The grade of sensory neuropathy that the oxaliplatin given so far has led to."""
    reached = body[OXALIPLATIN] * person[NERVE]
    if reached >= p.neuropathy_grade_3_cycles:
        return 3
    if reached >= p.neuropathy_grade_2_cycles:
        return 2
    return 1 if reached >= p.neuropathy_grade_1_cycles else 0
