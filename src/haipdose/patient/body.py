"""The patient's body as a dose needs it: sex, height, weight, age. A pseudonym at most, never a name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from haipdose.evidence import Document
from haipdose.quantities import PositiveExact, to_text

Sex = Literal["female", "male"]

PLAUSIBLE_HEIGHT_CM: Final = (Decimal(100), Decimal(250))
PLAUSIBLE_WEIGHT_KG: Final = (Decimal(25), Decimal(300))
"""Guards against typing errors (metres for centimetres, pounds, a lost decimal point), both ends allowed."""


def _plausible(value: Decimal, limits: tuple[Decimal, Decimal], what: str, unit: str) -> Decimal:
    lowest, highest = limits
    if not lowest <= value <= highest:
        kind = f"{what}-implausible"
        raise PydanticCustomError(
            kind,
            "a {what} of {value} {unit} is not plausible; allowed: {lowest} to {highest} {unit}",
            {"what": what, "value": to_text(value), "unit": unit, "lowest": str(lowest), "highest": str(highest)},
        )
    return value


def _plausible_height(value: Decimal) -> Decimal:
    return _plausible(value, PLAUSIBLE_HEIGHT_CM, "height", "cm")


def _plausible_weight(value: Decimal) -> Decimal:
    return _plausible(value, PLAUSIBLE_WEIGHT_KG, "weight", "kg")


HeightCm = Annotated[PositiveExact, AfterValidator(_plausible_height)]
WeightKg = Annotated[PositiveExact, AfterValidator(_plausible_weight)]
Pseudonym = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]


def completed_years(since: date, day: date) -> int:
    """Whole years from ``since`` to ``day``, which is not before it.

    What began on 29 February completes a year on 1 March of a year that has no such day.
    """
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


class Patient(Document):
    """The ``patient`` object of a request. Height in cm, actual weight in kg, dates local to the clinic.

    ``id`` is a pseudonym for the worksheet and never goes into a log. Age comes from ``birth_date`` or ``age_years``;
    both at once could contradict each other and are refused.
    """

    sex: Sex
    height_cm: HeightCm
    weight_kg: WeightKg
    weight_at: date | None = None
    birth_date: date | None = None
    age_years: Annotated[int, Field(ge=0, le=120)] | None = None
    id: (
        Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")] | None
    ) = None

    @model_validator(mode="after")
    def _one_age(self) -> Self:
        if self.birth_date is not None and self.age_years is not None:
            raise PydanticCustomError("age-twice", "give birth_date or age_years, not both")
        if self.birth_date is not None and self.weight_at is not None and self.weight_at < self.birth_date:
            raise PydanticCustomError("weight-before-birth", "weight_at is before birth_date")
        return self

    def age_on(self, day: date) -> int | None:
        """Completed years on ``day``; None when neither birth date nor age is known, or the birth is still to come."""
        if self.birth_date is None:
            return self.age_years
        return None if day < self.birth_date else completed_years(self.birth_date, day)
