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
    "prothrombin-time",
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


def known_unit(unit: str) -> str:
    """The one spelling of a unit. Raises ValueError, which a model turns into the fault of its field."""
    known = canonical_unit(unit)
    if known is None:
        msg = f"'{unit[:20]}' is not a known unit"
        raise ValueError(msg)
    return known


def refuse_implausible(test: TestName, value: Decimal, unit: str) -> None:
    """Refuse a unit of another test and a value that cannot be one. Raises ValueError."""
    entry = laboratory_catalogue().tests[test]
    if unit not in entry.units:
        msg = f"{test} is not measured in {unit}; use {' or '.join(entry.units)}"
        raise ValueError(msg)
    if not entry.is_plausible(value, unit):
        limits = entry.plausible.value
        msg = (
            f"{test} {to_text(value)} {unit} is not plausible "
            f"(between {to_text(limits.low)} and {to_text(limits.high)} {entry.first_unit}): check value and unit"
        )
        raise ValueError(msg)


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
        return known_unit(unit)

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        refuse_implausible(self.test, self.value, self.unit)
        if self.lower_limit is not None and self.upper_limit is not None and self.lower_limit >= self.upper_limit:
            msg = "the lower limit of normal is not below the upper limit"
            raise ValueError(msg)
        return self


def result_in_unit(result: LabResult, unit: str) -> Decimal:
    """The value of ``result`` in ``unit``, settled.

    Raises:
        InputError: the test is not measured in that unit.
    """
    return value_in_unit(result.test, result.value, result.unit, unit)


def value_in_unit(test: TestName, value: Decimal, unit: str, wanted: str) -> Decimal:
    """``value`` of ``test``, given in its unit ``unit``, in the unit ``wanted``, settled.

    Raises:
        InputError: the test is not measured in that unit.
    """
    units = laboratory_catalogue().tests[test].units
    into = canonical_unit(wanted)
    if into is None or into not in units:
        raise InputError(
            f"{test} cannot be given in {wanted}.", code="laboratory.unit", field="unit", found=wanted,
            allowed=", ".join(units),
        )  # fmt: skip
    if into == unit:
        return value
    with exactly():
        return settle(value * units[unit].value / units[into].value)
