"""The shape of the laboratory catalogue: units as factors, plausibility limits as numbers, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.quantities import NonNegativeExact, PositiveExact, exactly


class Range(Document):
    """From ``low`` to ``high``, both included."""

    low: NonNegativeExact
    high: PositiveExact

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.low >= self.high:
            msg = "the lower end of a range is not below its upper end"
            raise ValueError(msg)
        return self


class LaboratoryTest(Document):
    """One test. ``units``: each with the factor to the first one, whose factor is 1; ``plausible`` in the first one."""

    title: str
    units: Annotated[dict[str, Sourced[PositiveExact]], Field(min_length=1)]
    plausible: Sourced[Range]

    @property
    def first_unit(self) -> str:
        """The unit that plausibility limits are given in."""
        return next(iter(self.units))

    @model_validator(mode="after")
    def _first_unit_is_the_base(self) -> Self:
        if self.units[self.first_unit].value != 1:
            msg = "the factor of the first unit is 1"
            raise ValueError(msg)
        return self

    def is_plausible(self, value: Decimal, unit: str) -> bool:
        """Whether ``value`` in ``unit``, one of this test's, can be a result at all."""
        limits = self.plausible.value
        with exactly():
            return limits.low <= value * self.units[unit].value <= limits.high


class CatalogueSource(Document):
    """Where a value comes from."""

    citation: str
    locator: str | None = None
    quality: Literal["primary", "secondary", "weak", "site"]
    accessed: date | None = None


class LaboratoryCatalogue(Document):
    """One version of the catalogue.

    ``spellings``: for each unit, its written forms in lower case with ``u`` for micro.
    """

    version: str
    sources: dict[str, CatalogueSource]
    spellings: dict[str, tuple[str, ...]]
    tests: dict[str, LaboratoryTest]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        forms = [form for spelled in self.spellings.values() for form in spelled]
        used = {unit for test in self.tests.values() for unit in test.units}
        faults = [
            *(f"two units are written '{form}'" for form in sorted({form for form in forms if forms.count(form) > 1})),
            *(f"'{form}' is not in lower case" for form in forms if form != form.lower()),
            *(f"the unit {unit} has no spelling" for unit in sorted(used - set(self.spellings))),
            *(f"the unit {unit} is of no test" for unit in sorted(set(self.spellings) - used)),
            *(f"there is no source '{name}'" for name in sorted({*self._cited()} - set(self.sources))),
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _cited(self) -> Iterator[str]:
        for test in self.tests.values():
            yield test.plausible.source
            yield from (factor.source for factor in test.units.values())

    def unit(self, written: str) -> str | None:
        """The one spelling of a unit, whatever the case and whichever sign for micro; None when it is not known."""
        plain = written.strip().replace("µ", "u").replace("μ", "u").lower()
        return next((unit for unit, forms in self.spellings.items() if plain in forms), None)
