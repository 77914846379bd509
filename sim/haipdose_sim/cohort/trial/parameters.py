"""How virtual patients respond and live and how the trial runs, as data, each value with its source and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from haipdose.evidence import NEEDS_SITE, Document, Sourced
from haipdose.quantities import NonNegativeExact, PositiveExact
from haipdose_sim.cohort.parameter_files import read_parameters

Percent = Annotated[NonNegativeExact, Field(le=Decimal(100))]
Days = Annotated[int, Field(ge=1, le=36525)]
PACKAGED: Final = "trial-2026-11.toml"
MOST_PARTICIPANTS: Final = 5000


class DesignValues(Document):
    """The trial: how many, how fast, how long, when it is looked at. Times in days."""

    participants: Sourced[Annotated[int, Field(ge=8, le=MOST_PARTICIPANTS)]]
    alpha: Sourced[Annotated[PositiveExact, Field(lt=Decimal(1))]]
    events: Sourced[Annotated[int, Field(ge=2)]]
    looks: Sourced[Annotated[tuple[Annotated[PositiveExact, Field(le=1)], ...], Field(min_length=1, max_length=10)]]
    accrual_days: Sourced[Days]
    further_days: Sourced[Days]
    follow_up_days: Sourced[Days]
    drop_out_percent_per_year: Sourced[Annotated[NonNegativeExact, Field(lt=Decimal(100))]]

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        looks = self.looks.value
        if looks[-1] != 1 or any(first >= second for first, second in pairwise(looks)):
            msg = "looks must rise to 1, the final analysis"
            raise ValueError(msg)
        if self.events.value > self.participants.value:
            msg = "more deaths are planned than there are participants"
            raise ValueError(msg)
        return self


class SurvivalValues(Document):
    """Death in arm A: a Weibull distribution in two prognostic groups with a frailty."""

    unfavourable_percent: Sourced[Percent]
    median_favourable_days: Sourced[PositiveExact]
    median_unfavourable_days: Sourced[PositiveExact]
    shape: Sourced[PositiveExact]
    frailty_sd: Sourced[NonNegativeExact]
    baseline_scale: Sourced[PositiveExact]
    conversion_hazard_ratio: Sourced[PositiveExact]


class TumourValues(Document):
    """Shrinkage and regrowth of the sum of diameters (rates a day), new lesions and recurrence (rates a year)."""

    baseline_sum_mm: Sourced[PositiveExact]
    baseline_sum_sd: Sourced[NonNegativeExact]
    shrinkage_per_day: Sourced[PositiveExact]
    shrinkage_sd: Sourced[NonNegativeExact]
    growth_per_day: Sourced[PositiveExact]
    growth_sd: Sourced[NonNegativeExact]
    frailty_on_growth: Sourced[NonNegativeExact]
    new_in_liver_per_year: Sourced[NonNegativeExact]
    new_outside_per_year: Sourced[NonNegativeExact]
    frailty_on_new: Sourced[NonNegativeExact]
    recurrence_per_year: Sourced[NonNegativeExact]
    recurrence_in_liver_percent: Sourced[Percent]


class CareValues(Document):
    """Scans, the liver panel, when treatment starts, conversion surgery. Times in days from randomisation."""

    scan_days: Sourced[Annotated[int, Field(ge=7, le=366)]]
    late_from_day: Sourced[Days]
    late_scan_days: Sourced[Annotated[int, Field(ge=7, le=366)]]
    panel_first_day: Sourced[Days]
    panel_last_day: Sourced[Days]
    start_a_days: Sourced[Days]
    pump_surgery_days: Sourced[Days]
    surgery_to_start_days: Sourced[Days]
    resectable_percent: Sourced[Percent]
    resectable_shrinkage_percent: Sourced[Percent]
    response_percent: Sourced[Percent]
    progression_percent: Sourced[Percent]
    progression_mm: Sourced[NonNegativeExact]
    surgery_delay_days: Sourced[Days]
    complete_percent: Sourced[Percent]


class PumpValues(Document):
    """What floxuridine by pump changes in arm B, and how that depends on the dose delivered."""

    hazard_ratio: Sourced[PositiveExact]
    shrinkage_ratio: Sourced[PositiveExact]
    new_in_liver_ratio: Sourced[NonNegativeExact]
    reference_intensity_percent: Sourced[Percent]
    log_hazard_per_intensity: Sourced[NonNegativeExact]
    log_shrinkage_per_intensity: Sourced[NonNegativeExact]
    log_shrinkage_per_systemic: Sourced[NonNegativeExact]
    reference_systemic_percent: Sourced[Percent]
    sclerosis_hazard_ratio: Sourced[PositiveExact]


class TrialParameters(Document):
    """A file of parameters."""

    id: Annotated[str, Field(min_length=1, max_length=80)]
    design: DesignValues
    survival: SurvivalValues
    tumour: TumourValues
    care: CareValues
    pump: PumpValues
    sources: dict[str, str]

    @model_validator(mode="after")
    def _sources_are_there(self) -> Self:
        missing = sorted({value.source for _, value in self.each()} - set(self.sources))
        if missing:
            msg = f"sources that the file doesn't list: {', '.join(missing)}"
            raise ValueError(msg)
        return self

    def each(self) -> Iterator[tuple[str, Sourced[Any]]]:
        """Every value with its name, such as ``survival.shape``."""
        for part in ("design", "survival", "tumour", "care", "pump"):
            values = getattr(self, part)
            for name in type(values).model_fields:
                yield f"{part}.{name}", getattr(values, name)

    def to_confirm(self) -> tuple[str, ...]:
        """The values that rest on nobody's published measurement."""
        return tuple(
            f"{name} = {_shown(value.value)} ({value.evidence.value})"
            for name, value in self.each()
            if value.evidence in NEEDS_SITE
        )

    def numbers(self) -> NDArray[np.float64]:
        """The values in the order of ``life_kernel.PARAMETERS``, percents as shares, rates a day."""
        s, t, c, p = self.survival, self.tumour, self.care, self.pump
        year, hundred = Decimal("365.25"), Decimal(100)
        row = (
            s.unfavourable_percent.value / hundred, s.median_favourable_days.value * s.baseline_scale.value,
            s.median_unfavourable_days.value * s.baseline_scale.value, s.shape.value, s.frailty_sd.value,
            s.conversion_hazard_ratio.value,
            t.baseline_sum_mm.value, t.baseline_sum_sd.value,
            t.shrinkage_per_day.value, t.shrinkage_sd.value, t.growth_per_day.value, t.growth_sd.value,
            t.frailty_on_growth.value, t.new_in_liver_per_year.value / year, t.new_outside_per_year.value / year,
            t.frailty_on_new.value, t.recurrence_per_year.value / year, t.recurrence_in_liver_percent.value / hundred,
            c.scan_days.value, c.late_from_day.value, c.late_scan_days.value, c.panel_first_day.value,
            c.panel_last_day.value, c.start_a_days.value, c.pump_surgery_days.value + c.surgery_to_start_days.value,
            c.resectable_percent.value / hundred, c.resectable_shrinkage_percent.value / hundred,
            c.response_percent.value / hundred, c.progression_percent.value / hundred, c.progression_mm.value,
            c.surgery_delay_days.value, c.complete_percent.value / hundred,
            p.hazard_ratio.value, p.shrinkage_ratio.value, p.new_in_liver_ratio.value,
            p.reference_intensity_percent.value / hundred, p.log_hazard_per_intensity.value,
            p.log_shrinkage_per_intensity.value, p.log_shrinkage_per_systemic.value,
            p.reference_systemic_percent.value / hundred, p.sclerosis_hazard_ratio.value,
        )  # fmt: skip
        return np.array([float(value) for value in row], dtype=np.float64)


def _shown(value: object) -> str:
    return "[" + ", ".join(str(each) for each in value) + "]" if isinstance(value, tuple) else str(value)


def trial_parameters(path: Path | None = None) -> TrialParameters:
    """The packaged parameters, or those of a file of the same shape.

    Raises:
        RuleDataError: a file that is no such document.
    """
    return read_parameters(TrialParameters, PACKAGED, path, "parameters of the trial simulation")
