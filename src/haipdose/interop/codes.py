"""Which LOINC code is which laboratory test, in which units: a packaged table with its sources."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import Field, model_validator

from haipdose.evidence import Document, Evidence
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.patient.laboratory import TestName


class CodeSource(Document):
    """Where a code was seen."""

    citation: str


class LaboratoryCode(Document):
    """One LOINC code: the test and the catalogue's units that its property (mass, substance, catalytic) allows."""

    loinc: Annotated[str, Field(pattern=r"^[0-9]{1,7}-[0-9]$")]
    test: TestName
    units: Annotated[tuple[str, ...], Field(min_length=1)]
    source: str
    evidence: Evidence


class Codes(Document):
    """The table."""

    version: str
    sources: dict[str, CodeSource]
    laboratory: tuple[LaboratoryCode, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        tests = laboratory_catalogue().tests
        seen = [row.loinc for row in self.laboratory]
        faults = [
            *(f"{code} stands twice" for code in sorted({code for code in seen if seen.count(code) > 1})),
            *(f"{row.loinc}: no source {row.source}" for row in self.laboratory if row.source not in self.sources),
            *(f"{row.loinc}: {u} is no unit of {row.test}" for row in self.laboratory for u in row.units
              if u not in tests[row.test].units),
            *(f"the check digit of {code} is wrong" for code in seen if not _check_digit_fits(code)),
        ]  # fmt: skip
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def by_loinc(self, code: str) -> LaboratoryCode | None:
        """The row of a LOINC code; None when it is no test that is used here."""
        return next((row for row in self.laboratory if row.loinc == code), None)

    def for_test(self, test: str, unit: str) -> LaboratoryCode | None:
        """The row for a test reported in one of the catalogue's units."""
        return next((row for row in self.laboratory if row.test == test and unit in row.units), None)


def _check_digit_fits(code: str) -> bool:
    """Whether the digit behind the dash is the right one (Luhn, as LOINC uses it)."""
    number, _, digit = code.partition("-")
    total = 0
    for place, figure in enumerate(reversed(number)):
        value = int(figure) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return (10 - total % 10) % 10 == int(digit)


@cache
def codes() -> Codes:
    """The table as shipped. Raises pydantic's ValidationError when the packaged file is damaged."""
    text = (files("haipdose.interop") / "data/codes.toml").read_text(encoding="utf-8")
    return Codes.model_validate(tomllib.loads(text))
