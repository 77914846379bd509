"""Virtual patients from randomisation to death: tumours that shrink and grow again, scans, conversion surgery, death.

The equations stand in docs/trial-simulation.md. Every draw has its address: a patient's life doesn't depend on who else
is simulated, and the same patient has the same luck in either arm.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.compiling import compiled
from haipdose_sim.cohort.streams import SURVIVAL, normals, uniforms

PARAMETERS: Final = (
    "unfavourable", "median_favourable", "median_unfavourable", "shape", "frailty_sd", "conversion_hazard_ratio",
    "baseline_sum_mm", "baseline_sum_sd", "shrinkage", "shrinkage_sd", "growth", "growth_sd", "frailty_on_growth",
    "new_in_liver", "new_outside", "frailty_on_new", "recurrence", "recurrence_in_liver",
    "scan_days", "late_from", "late_scan_days", "panel_first", "panel_last", "start_a", "start_b", "resectable",
    "resectable_shrinkage", "response", "progression", "progression_mm", "surgery_delay", "complete",
    "hazard_ratio", "shrinkage_ratio", "new_in_liver_ratio", "reference_intensity", "log_hazard_per_intensity",
    "log_shrinkage_per_intensity", "log_shrinkage_per_systemic", "reference_systemic", "sclerosis_hazard_ratio",
)  # fmt: skip
"""What the kernel reads, in this order; shares instead of percents, rates a day."""

(
    UNFAVOURABLE, MEDIAN_FAVOURABLE, MEDIAN_UNFAVOURABLE, SHAPE, FRAILTY_SD, CONVERSION_HAZARD_RATIO,
    BASELINE_SUM_MM, BASELINE_SUM_SD, SHRINKAGE, SHRINKAGE_SD, GROWTH, GROWTH_SD, FRAILTY_ON_GROWTH, NEW_IN_LIVER,
    NEW_OUTSIDE, FRAILTY_ON_NEW, RECURRENCE, RECURRENCE_IN_LIVER, SCAN_DAYS, LATE_FROM, LATE_SCAN_DAYS, PANEL_FIRST,
    PANEL_LAST, START_A, START_B, RESECTABLE, RESECTABLE_SHRINKAGE, RESPONSE, PROGRESSION, PROGRESSION_MM,
    SURGERY_DELAY, COMPLETE, HAZARD_RATIO, SHRINKAGE_RATIO, NEW_IN_LIVER_RATIO, REFERENCE_INTENSITY,
    LOG_HAZARD_PER_INTENSITY, LOG_SHRINKAGE_PER_INTENSITY, LOG_SHRINKAGE_PER_SYSTEMIC, REFERENCE_SYSTEMIC,
    SCLEROSIS_HAZARD_RATIO,
) = range(len(PARAMETERS))  # fmt: skip
"""Their places."""

LIFE: Final = (
    "death_day", "progression_day", "progression_site", "surgery_day", "complete", "best_response", "unfavourable",
)  # fmt: skip
"""Whole numbers of a life, days from randomisation. ``progression_day``: of the scan that shows it, -1 when death
comes first; ``progression_site``: 1 liver, 2 outside, 3 both; ``surgery_day``: -1 none; ``best_response`` until the end
of the panel's window: 0 no scan, 1 progression, 2 stable, 3 partial response."""

TUMOUR: Final = (
    "sum_mm", "shrinkage", "growth", "start_day", "new_in_liver_day", "new_outside_day", "recurrence_day",
    "recurrence_in_liver", "frailty",
)  # fmt: skip
"""What drives the scans: of the tumours, in real numbers."""

EXPOSURE: Final = ("floxuridine", "systemic", "sclerosis")
"""What a course delivered: shares of the plan; 1 with biliary sclerosis."""

LATEST: Final = 100_000
"""Days: nobody lives longer here."""


@compiled
def size_at(day: float, start: float, shrinkage: float, growth: float) -> float:
    """The sum of diameters over that of the baseline: regrowth from day 0, shrinkage from the start of treatment.

    Source: the form exp(-dt) + exp(gt) - 1 is that of Stein et al. (recalled).
    """
    return math.exp(growth * day) + math.exp(-shrinkage * max(day - start, 0.0)) - 1.0


@compiled
def next_scan(day: int, every: int, late_from: int, late_every: int) -> int:
    """The day of the scan that follows the one on ``day``."""
    return day + (every if day < late_from else late_every)


@compiled
def _after(uniform: float, rate: float) -> float:
    """The waiting time at a constant rate."""
    return -math.log(uniform) / rate if rate > 0.0 else float(LATEST)


@compiled
def simulate_lives(
    seed: int,
    first: int,
    pumped: NDArray[np.bool_],
    exposure: NDArray[np.float64],
    p: NDArray[np.float64],
    life: NDArray[np.int64],
    tumour: NDArray[np.float64],
) -> None:
    """Fill the rows of ``life`` and ``tumour`` for the patients from ``first`` on.

    Args:
        seed: of the run.
        first: the number of the first patient.
        pumped: who has floxuridine by pump.
        exposure: a row of :data:`EXPOSURE` each.
        p: the numbers of :data:`PARAMETERS`.
        life: a row of :data:`LIFE` each, written.
        tumour: a row of :data:`TUMOUR` each, written.
    """
    every, late_from, late_every = int(p[SCAN_DAYS]), int(p[LATE_FROM]), int(p[LATE_SCAN_DAYS])
    for row in range(pumped.shape[0]):
        patient = first + row
        frailty, kill_luck = normals(seed, SURVIVAL, patient, 0)
        growth_luck, size_luck = normals(seed, SURVIVAL, patient, 1)
        group, death_luck = uniforms(seed, SURVIVAL, patient, 2)
        liver_luck, outside_luck = uniforms(seed, SURVIVAL, patient, 3)
        panel_luck, complete_luck = uniforms(seed, SURVIVAL, patient, 4)
        recurrence_luck, recurrence_place = uniforms(seed, SURVIVAL, patient, 5)
        frailty *= p[FRAILTY_SD]
        unfavourable = group < p[UNFAVOURABLE]
        log_hazard = frailty
        kill = p[SHRINKAGE] * math.exp(
            p[SHRINKAGE_SD] * kill_luck + p[LOG_SHRINKAGE_PER_SYSTEMIC] * (exposure[row, 1] - p[REFERENCE_SYSTEMIC])
        )
        new_in_liver = p[NEW_IN_LIVER] * math.exp(p[FRAILTY_ON_NEW] * frailty)
        start = p[START_A]
        if pumped[row]:
            above = exposure[row, 0] - p[REFERENCE_INTENSITY]
            log_hazard += (
                math.log(p[HAZARD_RATIO])
                - p[LOG_HAZARD_PER_INTENSITY] * above
                + exposure[row, 2] * math.log(p[SCLEROSIS_HAZARD_RATIO])
            )
            kill *= p[SHRINKAGE_RATIO] * math.exp(p[LOG_SHRINKAGE_PER_INTENSITY] * above)
            new_in_liver *= p[NEW_IN_LIVER_RATIO]
            start = p[START_B]
        growth = p[GROWTH] * math.exp(p[GROWTH_SD] * growth_luck + p[FRAILTY_ON_GROWTH] * frailty)
        sum_mm = p[BASELINE_SUM_MM] * math.exp(p[BASELINE_SUM_SD] * size_luck)
        liver_day = _after(liver_luck, new_in_liver)
        outside_day = _after(outside_luck, p[NEW_OUTSIDE] * math.exp(p[FRAILTY_ON_NEW] * frailty))
        wait = _after(recurrence_luck, p[RECURRENCE] * math.exp(p[FRAILTY_ON_NEW] * frailty))
        recurs_in_liver = recurrence_place < p[RECURRENCE_IN_LIVER]
        scale = (p[MEDIAN_UNFAVOURABLE] if unfavourable else p[MEDIAN_FAVOURABLE]) / math.log(2.0) ** (1.0 / p[SHAPE])
        risk = -math.log(death_luck) * math.exp(-log_hazard)
        death = scale * risk ** (1.0 / p[SHAPE])
        operated, complete, cleared, recurrence = -1, False, False, float(LATEST)
        progressed, site, best = -1, 0, 0
        nadir, scan = 1.0, every
        while scan < death and scan < LATEST and progressed < 0:
            if cleared and scan > operated:
                if recurrence <= scan:
                    progressed, site = scan, 1 if recurs_in_liver else 2
            else:
                size = size_at(scan, start, kill, growth)
                grown = size - nadir
                grew = grown >= p[PROGRESSION] * nadir and grown * sum_mm >= p[PROGRESSION_MM]
                site = (1 if grew or liver_day <= scan else 0) + (2 if outside_day <= scan else 0)
                nadir = min(nadir, size)
                shrunk = size <= 1.0 - p[RESECTABLE_SHRINKAGE]
                if site:
                    progressed = scan
                    best = max(best, 1)
                elif scan <= p[PANEL_LAST]:
                    best = max(best, 3 if size <= 1.0 - p[RESPONSE] else 2)
                if (
                    site == 0
                    and operated < 0
                    and shrunk
                    and p[PANEL_FIRST] <= scan <= p[PANEL_LAST]
                    and panel_luck < p[RESECTABLE]
                ):
                    day = scan + int(p[SURGERY_DELAY])
                    if day < death:
                        operated = day
                        complete = complete_luck < p[COMPLETE]
                        if complete:
                            cleared = True
                            recurrence = day + wait
                            before = (day / scale) ** p[SHAPE]
                            death = scale * (before + (risk - before) / p[CONVERSION_HAZARD_RATIO]) ** (1.0 / p[SHAPE])
            scan = next_scan(scan, every, late_from, late_every)
        life[row, 0] = min(int(death) + 1, LATEST)
        life[row, 1] = progressed
        life[row, 2] = site if progressed >= 0 else 0
        life[row, 3] = operated
        life[row, 4] = 1 if complete else 0
        life[row, 5] = best
        life[row, 6] = 1 if unfavourable else 0
        tumour[row, 0] = sum_mm
        tumour[row, 1] = kill
        tumour[row, 2] = growth
        tumour[row, 3] = start
        tumour[row, 4] = liver_day
        tumour[row, 5] = outside_day
        tumour[row, 6] = recurrence
        tumour[row, 7] = 1.0 if recurs_in_liver else 0.0
        tumour[row, 8] = frailty


def lives(
    seed: int, first: int, pumped: NDArray[np.bool_], exposure: NDArray[np.float64], parameters: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The lives and tumours of the patients from ``first`` on; see :func:`simulate_lives`."""
    life = np.zeros((pumped.shape[0], len(LIFE)), dtype=np.int64)
    tumour = np.zeros((pumped.shape[0], len(TUMOUR)), dtype=np.float64)
    simulate_lives(seed, first, pumped, exposure, parameters, life, tumour)
    return life, tumour
