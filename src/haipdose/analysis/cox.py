"""The hazard ratio of two groups by Cox' model, with the check of its assumption; a fit that fails says so."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from lifelines import CoxPHFitter
from lifelines.exceptions import ConvergenceError, ConvergenceWarning, StatisticalWarning
from lifelines.statistics import proportional_hazard_test

from haipdose.analysis.times import LEVEL, Times, joined

_ENORMOUS: Final = 10.0
"""A log hazard ratio or standard error beyond this is no estimate: the likelihood has no maximum (separation)."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """The hazard of the second group over the first's. ``failed``: why there is none, in words.

    ``p_proportional`` is of the test of scaled Schoenfeld residuals against time by Kaplan-Meier: a small one speaks
    against a hazard ratio that stays the same.
    """

    ratio: float | None
    lower: float | None
    upper: float | None
    p: float | None
    p_proportional: float | None
    strata: int
    failed: str | None = None


def hazard_ratio(first: Times, second: Times, strata: tuple[str, ...] | None = None) -> Hazard:
    """The hazard ratio, ties by Efron.

    Args:
        first: the reference.
        second: the group whose hazard is compared.
        strata: of everybody, those of ``first`` before those of ``second``; each stratum has a baseline of its own.
    """
    levels = len(set(strata)) if strata else 1
    if not first.count() or not second.count():
        return _failed("one of the groups has no event: the ratio is zero or infinite, not estimable", levels)
    days, events, groups = joined([first, second])
    frame = pd.DataFrame({"days": days, "event": (events == 1).astype(int), "group": groups})
    if strata:
        frame["stratum"] = list(strata)
    return _fit(frame, levels, stratified=bool(strata))


def _fit(frame: Any, levels: int, *, stratified: bool) -> Hazard:
    fitter = CoxPHFitter(alpha=1 - LEVEL)
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        try:
            fitter.fit(frame, "days", "event", strata=["stratum"] if stratified else None)
        except ConvergenceError:
            return _failed("the fit did not converge: one group may be separated from the other", levels)
        row = fitter.summary.loc["group"]
        tested = _proportional(fitter, frame)
    doubted = any(issubclass(each.category, ConvergenceWarning) for each in raised)
    size, error = abs(float(row["coef"])), float(row["se(coef)"])
    if doubted or math.isnan(error) or max(size, error) > _ENORMOUS:
        return _failed("the fit did not converge to an estimate: the groups are separated in time", levels)
    bounds = [name for name in row.index if name.startswith("exp(coef) ")]
    return Hazard(
        ratio=float(row["exp(coef)"]),
        lower=float(row[bounds[0]]),
        upper=float(row[bounds[1]]),
        p=float(row["p"]),
        p_proportional=tested,
        strata=levels,
    )


def _proportional(fitter: Any, frame: Any) -> float | None:
    """The test of proportional hazards; None where it cannot be worked out, as with very few events."""
    try:
        found = float(proportional_hazard_test(fitter, frame, time_transform="km").p_value[0])
    except (ValueError, ZeroDivisionError, StatisticalWarning):
        return None
    return None if math.isnan(found) else found


def _failed(why: str, levels: int) -> Hazard:
    return Hazard(None, None, None, None, None, levels, why)
