"""Numbers as the report shows them, one way everywhere."""

from __future__ import annotations

from typing import Final

from haipdose.analysis.kaplan_meier import Estimate
from haipdose.analysis.proportions import Share
from haipdose.trial.participant import Arm

DAYS_PER_MONTH: Final = 30.4375
DAYS_PER_YEAR: Final = 365.25
NONE: Final = "–"
"""Where there is no number."""
NOT_REACHED: Final = "not reached"
ARM_NAMES: Final = {Arm.A: "A systemic", Arm.B: "B pump + systemic"}


def months(days: float | None) -> str:
    """Days as months."""
    return NOT_REACHED if days is None else f"{days / DAYS_PER_MONTH:.1f}"


def months_with_interval(estimate: Estimate) -> str:
    """A time with its interval, months."""
    return f"{months(estimate.value)} ({months(estimate.lower)} to {months(estimate.upper)})"


def percent(part: float | None) -> str:
    """A share as a percentage."""
    return NONE if part is None else f"{part * 100:.1f} %"


def percent_with_interval(estimate: Estimate) -> str:
    """A share with its interval."""
    if estimate.value is None:
        return NONE
    return f"{percent(estimate.value)} ({percent(estimate.lower)} to {percent(estimate.upper)})"


def share_in_words(found: Share) -> str:
    """Count, total, share and exact interval."""
    if found.value is None:
        return f"{found.count} of {found.total}"
    interval = f"{percent(found.lower)} to {percent(found.upper)}"
    return f"{found.count} of {found.total}, {percent(found.value)} ({interval})"


def p_value(p: float | None) -> str:
    """A p value."""
    return NONE if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def number(value: float | None, places: int = 1) -> str:
    """A plain number."""
    return NONE if value is None else f"{value:.{places}f}"
