"""The parameters of virtual patients as data, each with its source and evidence."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final, Self

from pydantic import model_validator

from haipdose.evidence import NEEDS_SITE, Document, Sourced
from haipdose.quantities import NonNegativeExact
from haipdose_sim.cohort.course_numbers import CourseNumbers
from haipdose_sim.cohort.parameter_files import read_parameters

PACKAGED: Final = "course-2026-11.toml"
_POSITIVE: Final = (
    "ast_upper_limit", "alt_upper_limit", "alp_upper_limit", "bilirubin_upper_limit", "neutrophils_lower_limit",
    "platelets_lower_limit", "ast_baseline", "alt_baseline", "alp_baseline", "bilirubin_baseline",
    "neutrophils_baseline", "platelets_baseline", "baseline_most_upper_limits",
    "baseline_most_bilirubin_upper_limits", "sclerosis_scale_cycles", "sclerosis_power", "late_visit_most_days",
    "give_up_hold_days", "neuropathy_grade_1_cycles",
)  # fmt: skip
_TIME_CONSTANTS: Final = (
    "exposure_days", "hepatocellular_days", "cholestatic_days", "sclerosis_days", "marrow_days", "platelet_days",
    "platelet_recovery_days", "systemic_transaminase_days",
)  # fmt: skip
_AT_MOST_ONE: Final = (
    "irinotecan_share", "sensitivity_correlation", "count_between_chance", "febrile_chance_below_half",
    "diarrhoea_persists_chance", "pocket_infection_chance_28_days", "ulcer_chance_28_days",
    "pump_loss_chance_28_days", "late_visit_chance",
)  # fmt: skip
_RISING: Final = (
    ("diarrhoea_grade_1_score", "diarrhoea_grade_2_score", "diarrhoea_grade_3_score", "diarrhoea_grade_4_score"),
    ("neuropathy_grade_1_cycles", "neuropathy_grade_2_cycles", "neuropathy_grade_3_cycles"),
)
_LONGEST_LATE_DAYS: Final = 10


class CourseParameters(Document):
    """A file of parameters: its sources and its values, one for each field of :class:`CourseNumbers`."""

    sources: dict[str, str]
    values: dict[str, Sourced[NonNegativeExact]]

    @model_validator(mode="after")
    def _can_be_simulated(self) -> Self:
        faults = [f"{name}: is not known" for name in sorted(set(self.values) - set(CourseNumbers._fields))]
        faults += [f"{name}: is missing" for name in CourseNumbers._fields if name not in self.values]
        faults += [
            f"{name}: source {sourced.source} is not in the list"
            for name, sourced in self.values.items()
            if sourced.source not in self.sources
        ]
        if not faults:
            faults = self._faults_of_values()
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults_of_values(self) -> list[str]:
        value = {name: sourced.value for name, sourced in self.values.items()}
        faults = [f"{name}: must be above 0" for name in _POSITIVE if value[name] == 0]
        faults += [f"{name}: must be at least 1 day" for name in _TIME_CONSTANTS if value[name] < 1]
        faults += [f"{name}: must be at most 1" for name in _AT_MOST_ONE if value[name] > 1]
        faults += [
            f"{higher}: must be above {lower}"
            for names in _RISING
            for lower, higher in pairwise(names)
            if value[higher] <= value[lower]
        ]
        if value["late_visit_most_days"] > _LONGEST_LATE_DAYS:
            faults.append(f"late_visit_most_days: must be at most {_LONGEST_LATE_DAYS}, or visits overtake each other")
        between = value["count_between_day"]
        if between != int(between) or not 1 <= between <= 13:
            faults.append("count_between_day: must be a whole number of days between two systemic cycles, 1 to 13")
        return faults

    def to_confirm(self) -> tuple[str, ...]:
        """The values that rest on nobody's published measurement."""
        return tuple(
            f"{name} = {self.values[name].value} ({self.values[name].evidence.value})"
            for name in CourseNumbers._fields
            if self.values[name].evidence in NEEDS_SITE
        )

    def numbers(self) -> CourseNumbers:
        """The values as the kernel reads them."""
        return CourseNumbers(*(float(self.values[name].value) for name in CourseNumbers._fields))


def course_parameters(path: Path | None = None) -> CourseParameters:
    """The packaged parameters, or those of the site's file.

    Raises:
        RuleDataError: a file that is no such document.
    """
    return read_parameters(CourseParameters, PACKAGED, path, "parameters of the course simulation")
