"""The toxicity section of a protocol: the floxuridine dose modification as tables and named events."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.quantities import NonNegativeExact, PositiveExact

TableTest = Literal["ast", "alt", "alp", "bilirubin-total"]
Percent = Annotated[PositiveExact, Field(le=Decimal(100))]


class Band(Document):
    """``from_ratio`` ≤ current ÷ reference < ``below_ratio``: give ``percent``, or hold. The last band is open."""

    from_ratio: NonNegativeExact
    below_ratio: PositiveExact | None = None
    action: Literal["give", "hold"]
    percent: Percent | None = None

    @model_validator(mode="after")
    def _hold_has_no_percent(self) -> Self:
        if (self.action == "give") != (self.percent is not None):
            msg = "a band that gives has a percent, a band that holds has none"
            raise ValueError(msg)
        return self


class Stratum(Document):
    """The bands for one range of the reference value, and when and with what a held dose restarts.

    The bands cover every ratio once, the percent never rises with the ratio, the last one holds, and a held dose does
    not restart at a ratio that holds.
    """

    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    restart_below_ratio: PositiveExact
    restart_percent: Percent

    @model_validator(mode="after")
    def _bands_cover_every_ratio_once(self) -> Self:
        if self.bands[0].from_ratio != 0 or self.bands[-1].below_ratio is not None:
            msg = "bands start at 0 and the last one is open"
            raise ValueError(msg)
        for lower, upper in pairwise(self.bands):
            if lower.below_ratio != upper.from_ratio or upper.from_ratio <= lower.from_ratio:
                msg = f"bands do not meet at {upper.from_ratio}"
                raise ValueError(msg)
            if upper.percent is not None and (lower.percent is None or upper.percent > lower.percent):
                msg = "the percent rises as the ratio rises"
                raise ValueError(msg)
        hold = next((band.from_ratio for band in self.bands if band.action == "hold"), None)
        if hold is None:
            msg = "no ratio holds: the last band gives however high the result is"
            raise ValueError(msg)
        if self.restart_below_ratio > hold:
            msg = f"a held dose restarts below {self.restart_below_ratio}, although {hold} holds"
            raise ValueError(msg)
        return self


class RatioTable(Document):
    """One test: ``low`` applies to a reference value up to ``reference_limit`` (in ``unit``), ``high`` above it."""

    unit: str
    reference_limit: Sourced[PositiveExact]
    low: Sourced[Stratum]
    high: Sourced[Stratum]


class EventRule(Document):
    """What a named clinical event means for floxuridine, what to do, and when it may go on."""

    action: Literal["hold", "discontinue", "warn"]
    advice: str
    restart: str


class ToxicityRules(Document):
    """Rules of the floxuridine dose modification.

    ``percent_of``: whether a table's percent is of the last dose given or of the planned dose.
    ``required_tests``: without these nothing is given. ``bilirubin_hold_mg_per_dl``: at or above it no floxuridine
    until the result is at most ``bilirubin_normal_mg_per_dl``. ``baseline_warning_ratio``: a climb above this multiple
    of the first baseline is pointed out, since the reference value moves with every dose.
    ``current_valid_days``: an older current result does not count.
    """

    percent_of: Sourced[Literal["last", "planned"]]
    required_tests: Sourced[Annotated[tuple[TableTest, ...], Field(min_length=1)]]
    bilirubin_hold_mg_per_dl: Sourced[PositiveExact]
    bilirubin_normal_mg_per_dl: Sourced[PositiveExact]
    baseline_warning_ratio: Sourced[PositiveExact]
    current_valid_days: Sourced[Annotated[int, Field(ge=1, le=60)]]
    tables: dict[TableTest, RatioTable]
    events: dict[str, Sourced[EventRule]]

    @property
    def event_names(self) -> tuple[str, ...]:
        """The named events that have a rule."""
        return tuple(self.events)

    @model_validator(mode="after")
    def _required_tests_have_tables(self) -> Self:
        lacking = sorted(set(self.required_tests.value) - set(self.tables))
        if lacking:
            msg = f"no table for {', '.join(lacking)}"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _limits_can_be_applied(self) -> Self:
        for test, table in self.tables.items():
            units = laboratory_catalogue().tests[test].units
            if table.unit not in units:
                msg = f"{test} is not measured in {table.unit}; use {' or '.join(units)}"
                raise ValueError(msg)
        if self.bilirubin_normal_mg_per_dl.value >= self.bilirubin_hold_mg_per_dl.value:
            msg = "the bilirubin that is normal again is not below the one that holds"
            raise ValueError(msg)
        return self
