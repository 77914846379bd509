"""The parameters of the reservoir simulation as data, each with its source and evidence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from haipdose.evidence import NEEDS_SITE, Document, Evidence, Sourced
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import NonNegativeExact
from haipdose_sim.cohort.parameter_files import read_parameters

Chance = Annotated[NonNegativeExact, Field(le=Decimal(1))]
PACKAGED = "reservoir-2026-11.toml"


class ReservoirValues(Document):
    """What differs from the plan, and by how much. ``sd`` is a standard deviation; percent are of the flow."""

    flow_sd_percent: Sourced[NonNegativeExact]
    drift_sd_percent_30_days: Sourced[NonNegativeExact]
    fever_episodes_per_day: Sourced[NonNegativeExact]
    fever_mean_days: Sourced[NonNegativeExact]
    fever_lowest_degrees: Sourced[NonNegativeExact]
    fever_highest_degrees: Sourced[NonNegativeExact]
    fever_flow_percent_per_degree: Sourced[NonNegativeExact]
    altitude_episodes_per_day: Sourced[NonNegativeExact]
    altitude_mean_days: Sourced[NonNegativeExact]
    altitude_flow_percent: Sourced[NonNegativeExact]
    fill_sd_ml: Sourced[NonNegativeExact]
    return_sd_ml: Sourced[NonNegativeExact]
    late_visit_chance: Sourced[Chance]
    late_visit_mean_days: Sourced[NonNegativeExact]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.fever_highest_degrees.value < self.fever_lowest_degrees.value:
            msg = "fever_highest_degrees is below fever_lowest_degrees"
            raise ValueError(msg)
        return self


class ReservoirParameters(Document):
    """A file of parameters: its sources and its values."""

    sources: dict[str, str]
    values: ReservoirValues

    def to_confirm(self) -> tuple[str, ...]:
        """The values that rest on nobody's published measurement."""
        return tuple(
            f"{name} = {sourced.value} ({sourced.evidence.value})"
            for name in ReservoirValues.model_fields
            for sourced in [getattr(self.values, name)]
            if sourced.evidence in NEEDS_SITE
        )

    def with_profile(self, profile: PumpProfile) -> ReservoirParameters:
        """The flow's accuracy of the profile, where it has one, instead of the spread assumed here."""
        accuracy = profile.flow.accuracy_percent
        if accuracy is None:
            return self
        spread: Sourced[Decimal] = Sourced(
            value=accuracy.value / 2,
            source=f"profile {profile.id}",
            evidence=Evidence.DERIVED if accuracy.evidence is Evidence.PUBLISHED else accuracy.evidence,
            assumption="the profile's accuracy is read as limits of two standard deviations",
        )
        values = self.values.model_copy(update={"flow_sd_percent": spread})
        return self.model_copy(update={"values": values})

    def numbers(self, residual_ml: Decimal) -> NDArray[np.float64]:
        """The values in the kernel's order and units."""
        v = self.values
        hundred = Decimal(100)
        row = (
            v.flow_sd_percent.value / hundred, v.drift_sd_percent_30_days.value / hundred,
            v.fever_episodes_per_day.value, v.fever_mean_days.value, v.fever_lowest_degrees.value,
            v.fever_highest_degrees.value, v.fever_flow_percent_per_degree.value / hundred,
            v.altitude_episodes_per_day.value, v.altitude_mean_days.value, v.altitude_flow_percent.value / hundred,
            v.fill_sd_ml.value, v.return_sd_ml.value, v.late_visit_chance.value, v.late_visit_mean_days.value,
            residual_ml,
        )  # fmt: skip
        return np.array([float(value) for value in row], dtype=np.float64)


def reservoir_parameters(path: Path | None = None) -> ReservoirParameters:
    """The packaged parameters, or those of the site's file.

    Raises:
        RuleDataError: a file that is no such document.
    """
    return read_parameters(ReservoirParameters, PACKAGED, path, "parameters of the reservoir simulation")
