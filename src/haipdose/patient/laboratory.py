"""Laboratory results: which tests are known, in which units, and exact conversion between them.

Source of the factors: bilirubin 17.104 µmol/L per mg/dL, creatinine 88.42 µmol/L per mg/dL (molar masses, derived),
haemoglobin 1.6114 g/dL per mmol/L (monomer, derived); the others are powers of ten.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, Self

from pydantic import AwareDatetime, field_validator, model_validator

from haipdose.errors import InputError
from haipdose.evidence import Document
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

_D = Decimal
_ENZYME: Final = {"U/L": _D(1)}
_BILIRUBIN: Final = {"umol/L": _D(1), "mg/dL": _D("17.104")}
_CELLS: Final = {"10*9/L": _D(1), "10*3/uL": _D(1), "10*6/L": _D("0.001"), "/uL": _D("0.001")}

UNITS: Final[dict[str, dict[str, Decimal]]] = {
    "ast": _ENZYME,
    "alt": _ENZYME,
    "alp": _ENZYME,
    "ggt": _ENZYME,
    "bilirubin-total": _BILIRUBIN,
    "bilirubin-direct": _BILIRUBIN,
    "creatinine": {"umol/L": _D(1), "mg/dL": _D("88.42")},
    "inr": {"1": _D(1)},
    "albumin": {"g/L": _D(1), "g/dL": _D(10)},
    "haemoglobin": {"g/L": _D(1), "g/dL": _D(10), "mmol/L": _D("16.114")},
    "neutrophils": _CELLS,
    "platelets": _CELLS,
    "leucocytes": _CELLS,
    "lymphocytes": _CELLS,
    "cea": {"ug/L": _D(1), "ng/mL": _D(1)},
}
"""For each test its units, each with the factor to the first one."""

_SPELLINGS: Final = {
    "u/l": "U/L",
    "iu/l": "U/L",
    "umol/l": "umol/L",
    "mg/dl": "mg/dL",
    "mmol/l": "mmol/L",
    "g/l": "g/L",
    "g/dl": "g/dL",
    "10*9/l": "10*9/L",
    "10^9/l": "10*9/L",
    "x10^9/l": "10*9/L",
    "10*3/ul": "10*3/uL",
    "10^3/ul": "10*3/uL",
    "10*6/l": "10*6/L",
    "10^6/l": "10*6/L",
    "/ul": "/uL",
    "/mm3": "/uL",
    "1": "1",
    "{inr}": "1",
    "ratio": "1",
    "ug/l": "ug/L",
    "ng/ml": "ng/mL",
}

PLAUSIBLE: Final[dict[str, tuple[Decimal, Decimal]]] = {
    "ast": (_D(1), _D(50_000)),
    "alt": (_D(1), _D(50_000)),
    "alp": (_D(1), _D(20_000)),
    "ggt": (_D(1), _D(20_000)),
    "bilirubin-total": (_D("0.5"), _D(1500)),
    "bilirubin-direct": (_D(0), _D(1500)),
    "creatinine": (_D(5), _D(5000)),
    "inr": (_D("0.5"), _D(30)),
    "albumin": (_D(5), _D(100)),
    "haemoglobin": (_D(10), _D(300)),
    "neutrophils": (_D(0), _D(300)),
    "platelets": (_D(0), _D(5000)),
    "leucocytes": (_D(0), _D(1000)),
    "lymphocytes": (_D(0), _D(1000)),
    "cea": (_D(0), _D(1_000_000)),
}
"""Outside these, in the first unit of the test, a value is a slip of the pen. Local guards, not clinical limits."""


def canonical_unit(unit: str) -> str | None:
    """The one spelling of a unit, whatever the case and whichever sign for micro; None when it is not known."""
    return _SPELLINGS.get(unit.strip().replace("µ", "u").replace("μ", "u").lower())


class LabResult(Document):
    """One result: ``value`` and the limits of normal in ``unit``, drawn at ``at`` (with its offset)."""

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
        units = UNITS[self.test]
        if self.unit not in units:
            msg = f"{self.test} is not measured in {self.unit}; use {' or '.join(units)}"
            raise ValueError(msg)
        low, high = PLAUSIBLE[self.test]
        with exactly():
            value = self.value * units[self.unit]
        if not low <= value <= high:
            first = next(iter(units))
            msg = (
                f"{self.test} {to_text(self.value)} {self.unit} is not plausible "
                f"(between {to_text(low)} and {to_text(high)} {first}): check value and unit"
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
    units = UNITS[result.test]
    wanted = canonical_unit(unit)
    if wanted not in units:
        raise InputError(
            f"{result.test} cannot be given in {unit}.", code="laboratory.unit", field="unit", found=unit,
            allowed=", ".join(units),
        )  # fmt: skip
    if wanted == result.unit:
        return result.value
    with exactly():
        return settle(result.value * units[result.unit] / units[wanted])
