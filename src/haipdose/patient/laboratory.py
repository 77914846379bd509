"""Laboratory results: checked against the catalogue of tests and units, and converted exactly.

Source: the catalogue's data file, which gives the source of each factor (``docs/decisions/0022``).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

from pydantic import AwareDatetime, field_validator, model_validator

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.quantities import NonNegativeExact, PositiveExact, exactly, settle, to_text

TestName = Literal[
    "ast",
    "alt",
    "alp",
    "ggt",
    "bilirubin-total",
    "bilirubin-direct",
    "creatinine",
    "inr",
    "albumin",
    "haemoglobin",
    "neutrophils",
    "platelets",
    "leucocytes",
    "lymphocytes",
    "cea",
]


def canonical_unit(unit: str) -> str | None:
    """The one spelling of a unit, whatever the case and whichever sign for micro; None when it is not known."""
    return laboratory_catalogue().unit(unit)


class LabResult(Document):
    """One result: ``value`` and the limits of normal in ``unit``, drawn at ``at`` (with its offset).

    An unknown test or unit, a unit of another test and a value that cannot be one are refused.
    """

    test: TestName
    value: NonNegativeExact
    unit: str
    at: AwareDatetime
    upper_limit: PositiveExact | None = None
    lower_limit: NonNegativeExact | None = None

    @field_validator("unit")
    @classmethod
    def _known_spelling(cls, unit: str) -> str:
        known = canonical_unit(unit)
        if known is None:
            msg = f"'{unit[:20]}' is not a known unit"
            raise ValueError(msg)
        return known

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        test = laboratory_catalogue().tests[self.test]
        if self.unit not in test.units:
            msg = f"{self.test} is not measured in {self.unit}; use {' or '.join(test.units)}"
            raise ValueError(msg)
        if not test.is_plausible(self.value, self.unit):
            limits = test.plausible.value
            msg = (
                f"{self.test} {to_text(self.value)} {self.unit} is not plausible "
                f"(between {to_text(limits.low)} and {to_text(limits.high)} {test.first_unit}): check value and unit"
            )
            raise ValueError(msg)
        if self.lower_limit is not None and self.upper_limit is not None and self.lower_limit >= self.upper_limit:
            msg = "the lower limit of normal is not below the upper limit"
            raise ValueError(msg)
        return self


def result_in_unit(result: LabResult, unit: str) -> Decimal:
    """The value of ``result`` in ``unit``, settled.

    Raises:
        InputError: the test is not measured in that unit.
    """
    units = laboratory_catalogue().tests[result.test].units
    wanted = canonical_unit(unit)
    if wanted is None or wanted not in units:
        raise InputError(
            f"{result.test} cannot be given in {unit}.", code="laboratory.unit", field="unit", found=unit,
            allowed=", ".join(units),
        )  # fmt: skip
    if wanted == result.unit:
        return result.value
    with exactly():
        return settle(result.value * units[result.unit].value / units[wanted].value)
