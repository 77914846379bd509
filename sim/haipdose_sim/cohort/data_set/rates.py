"""How often what happens in a simulated data set, as data with source and evidence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from haipdose.evidence import NEEDS_SITE, Document, Sourced
from haipdose.quantities import NonNegativeExact
from haipdose_sim.cohort.parameter_files import read_parameters

PACKAGED: Final = "data-set-2026-11.toml"
NAMES: Final = (
    "not_randomised", "female", "ecog_1", "braf_unknown", "single_target", "hilar_node", "non_target",
    "measurement_error", "not_evaluable", "missed_scan", "new_not_stated", "equivocal", "progression_stated",
    "placement_complication", "resection_complication", "severe_complication", "ablation", "r1", "good_regression",
    "primary_resection_a", "second_line", "off_protocol", "stops_treatment", "consent_withdrawn",
    "follow_up_withdrawn", "fatigue_28_days", "nausea_28_days", "abdominal_pain_28_days", "thrombosis_28_days",
    "grade_2", "grade_3", "relation_unknown", "unrelated", "questionnaire_missed", "item_missing", "paid_work",
)  # fmt: skip


class Rates(Document):
    """A file of rates, percent."""

    id: Annotated[str, Field(min_length=1, max_length=80)]
    sources: dict[str, str]
    values: dict[str, Sourced[Annotated[NonNegativeExact, Field(le=Decimal(100))]]]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        faults = [f"{name}: is not known" for name in sorted(set(self.values) - set(NAMES))]
        faults += [f"{name}: is missing" for name in NAMES if name not in self.values]
        faults += [
            f"{name}: its source is not listed" for name, one in self.values.items() if one.source not in self.sources
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def share(self, name: str) -> float:
        """A rate as a share of one."""
        return float(self.values[name].value) / 100

    def to_confirm(self) -> tuple[str, ...]:
        """The values that rest on nobody's published measurement."""
        return tuple(
            f"data-set.{name} = {self.values[name].value} % ({self.values[name].evidence.value})"
            for name in NAMES
            if self.values[name].evidence in NEEDS_SITE
        )


def data_set_rates(path: Path | None = None) -> Rates:
    """The packaged rates, or those of a file. Raises RuleDataError."""
    return read_parameters(Rates, PACKAGED, path, "rates of the simulated data set")
