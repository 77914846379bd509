"""The catalogue of systemic regimens: what is given, how much, how long, on which days, and in which dose levels."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.quantities import PositiveExact, RoundingRule

CycleDays = Annotated[int, Field(ge=1, le=84)]


class Component(Document):
    """One drug of a regimen as it is given once: fluorouracil as bolus and as infusion are two components.

    ``amount`` is mg per m², per kg or flat, of one administration at full dose. ``levels`` are the amounts below it, in
    descending order. ``largest_dose_mg`` caps one administration, whatever the body size.
    """

    drug: str = Field(min_length=1)
    amount: Sourced[PositiveExact]
    per: Literal["m2", "kg", "flat"]
    route: Literal["infusion", "bolus", "oral"]
    infusion_hours: Sourced[PositiveExact] | None = None
    first_day: int = Field(default=1, ge=1)
    last_day: int = Field(default=1, ge=1)
    doses_per_day: int = Field(default=1, ge=1, le=4)
    levels: Sourced[tuple[PositiveExact, ...]] | None = None
    largest_dose_mg: Sourced[PositiveExact] | None = None

    @property
    def unit(self) -> str:
        """The unit of ``amount``."""
        return "mg" if self.per == "flat" else f"mg/{self.per}"

    @model_validator(mode="after")
    def _consistent(self) -> Component:
        if self.last_day < self.first_day:
            msg = f"the last day {self.last_day} lies before the first, {self.first_day}"
            raise ValueError(msg)
        if self.levels is not None:
            amounts = (self.amount.value, *self.levels.value)
            if any(lower >= higher for higher, lower in pairwise(amounts)):
                msg = "dose levels must go down from the full amount"
                raise ValueError(msg)
        return self


class Regimen(Document):
    """A regimen: its components by id, in the order of administration, and the length of its cycle."""

    title: str = Field(min_length=1)
    cycle_days: Sourced[CycleDays]
    components: dict[str, Component] = Field(min_length=1)
    note: str | None = None

    @model_validator(mode="after")
    def _within_the_cycle(self) -> Regimen:
        for name, component in self.components.items():
            if component.last_day > self.cycle_days.value:
                msg = f"{name} is given until day {component.last_day} of a cycle of {self.cycle_days.value} days"
                raise ValueError(msg)
        return self


class DoseRounding(Document):
    """To which multiple a component's dose is rounded."""

    step_mg: Sourced[PositiveExact]
    rule: Sourced[RoundingRule]


class Offer(Document):
    """Which regimens of the catalogue stand behind the names that an arm of a protocol uses.

    With and without a working pump the same name can mean different doses. ``additions`` are regimens given on top;
    the one whose cycle is as long as the main regimen's is taken.
    """

    with_pump: dict[str, Sourced[str]] = Field(default_factory=dict)
    without_pump: dict[str, Sourced[str]] = Field(default_factory=dict)
    additions: dict[str, Sourced[tuple[str, ...]]] = Field(default_factory=dict)

    def named(self, *, with_pump: bool) -> dict[str, Sourced[str]]:
        """The names offered, with the catalogue's id of each."""
        return self.with_pump if with_pump else self.without_pump

    def catalogue_ids(self) -> frozenset[str]:
        """Every id of the catalogue that this offer uses."""
        direct = {entry.value for entry in (*self.with_pump.values(), *self.without_pump.values())}
        return frozenset(direct.union(*(entry.value for entry in self.additions.values())))


class Bar(Document):
    """A combination that a protocol bars or warns of. Conditions left out always hold; those given must all hold."""

    regimens: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    with_pump: bool | None = None
    action: Sourced[Literal["refuse", "warn"]]
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _says_what(self) -> Bar:
        if not self.regimens and not self.components:
            msg = "a bar names the regimens or components that it is about"
            raise ValueError(msg)
        return self
