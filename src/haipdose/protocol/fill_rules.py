"""The fill section of a protocol: dose, weight, rounding, additives, products, limits. Numbers come from data files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.quantities import PositiveExact, RoundingRule

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
WeightRuleName = Literal["actual", "mean-above-125-percent-ideal", "mean-above-135-percent-ideal"]
"""The names of :class:`haipdose.patient.dosing_weight.WeightRule`; a test keeps the two equal."""


class Drug(StrEnum):
    """What a pump solution can hold besides its diluent."""

    FLOXURIDINE = "floxuridine"
    HEPARIN = "heparin"
    DEXAMETHASONE = "dexamethasone"
    GLYCEROL = "glycerol"


class Diluent(StrEnum):
    """What a fill is made up to volume with."""

    SODIUM_CHLORIDE = "sodium chloride 0.9 %"
    GLUCOSE = "glucose 5 %"
    WATER = "water for injections"


UNIT: dict[Drug, Literal["mg", "units", "percent"]] = {
    Drug.FLOXURIDINE: "mg",
    Drug.HEPARIN: "units",
    Drug.DEXAMETHASONE: "mg",
    Drug.GLYCEROL: "percent",
}
"""In what each is ordered; the strength of glycerol is percent, that of the others amount per mL."""


class IdealWeightConstants(Document):
    """Constants of the ideal-weight formula, kg and inches."""

    base_male_kg: Sourced[PositiveExact]
    base_female_kg: Sourced[PositiveExact]
    kg_per_inch: Sourced[PositiveExact]
    from_inches: Sourced[PositiveExact]


class FillRounding(Document):
    """How the exact dose becomes the ordered one; a deviation *above* the warning percentage is pointed out."""

    step_mg: Sourced[PositiveExact]
    rule: Sourced[RoundingRule]
    warning_percent: Sourced[PositiveExact]


class ConcentrationLimits(Document):
    """Floxuridine in mg/mL. Outside the studied range (ends included) a warning; *above* the maximum a refusal."""

    studied_minimum_mg_per_ml: Sourced[PositiveExact]
    studied_maximum_mg_per_ml: Sourced[PositiveExact]
    maximum_mg_per_ml: Sourced[PositiveExact]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        lowest, highest = self.studied_minimum_mg_per_ml.value, self.studied_maximum_mg_per_ml.value
        if not lowest < highest <= self.maximum_mg_per_ml.value:
            msg = "studied minimum < studied maximum ≤ maximum is needed"
            raise ValueError(msg)
        return self


class AmountPerReservoir(Document):
    """An amount that goes into a reservoir of exactly this size."""

    reservoir_ml: PositiveExact
    amount: PositiveExact


def _sizes_once(rows: tuple[AmountPerReservoir, ...]) -> None:
    sizes = [row.reservoir_ml for row in rows]
    if len(set(sizes)) != len(sizes):
        msg = "a reservoir size stands twice"
        raise ValueError(msg)


class DexamethasoneRule(Document):
    """Dexamethasone beside floxuridine: none, a flat amount (mg) per reservoir size, or an amount (mg) a day."""

    rule: Sourced[Literal["none", "flat-per-reservoir", "per-day"]]
    flat_mg: Sourced[tuple[AmountPerReservoir, ...]] | None = None
    mg_per_day: Sourced[PositiveExact] | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        needed = {"none": True, "flat-per-reservoir": self.flat_mg, "per-day": self.mg_per_day}[self.rule.value]
        if needed is None:
            msg = f"the rule {self.rule.value} has no amount"
            raise ValueError(msg)
        _sizes_once(self.flat_mg.value if self.flat_mg else ())
        return self


class HeparinRule(Document):
    """Heparin beside floxuridine, units: none or an amount per reservoir size."""

    rule: Sourced[Literal["none", "per-reservoir"]]
    units: Sourced[tuple[AmountPerReservoir, ...]] | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if self.rule.value == "per-reservoir" and self.units is None:
            msg = "the rule per-reservoir has no amount"
            raise ValueError(msg)
        _sizes_once(self.units.value if self.units else ())
        return self


class AdditiveRules(Document):
    """What goes into a floxuridine fill besides floxuridine."""

    dexamethasone: DexamethasoneRule
    heparin: HeparinRule


class HeparinSalineRules(Document):
    """The fill between floxuridine fills: heparin units per mL, and the days until it is emptied."""

    heparin_units_per_ml: Sourced[PositiveExact]
    days: Sourced[PositiveExact]


class GlycerolRules(Document):
    """The fill of a long break: glycerol percent and days until the next check; it slows the pump."""

    percent: Sourced[Annotated[PositiveExact, Field(le=100)]]
    days: Sourced[PositiveExact]


class StockProduct(Document):
    """A product as it is drawn up: strength per mL (percent for glycerol) and mL in one container.

    ``preparation`` says what has to be done before anything is drawn up.
    """

    drug: Drug
    title: Text
    container: Literal["vial", "ampoule", "bottle"]
    strength: Sourced[PositiveExact]
    container_ml: Sourced[PositiveExact]
    preparation: Sourced[Text] | None = None


class Syringe(Document):
    """A syringe size and its graduation, mL."""

    capacity_ml: PositiveExact
    graduation_ml: PositiveExact


class Drawing(Document):
    """Syringes at hand, and the deviation of a drawn-up volume at the graduation above which a warning comes."""

    syringes: Sourced[Annotated[tuple[Syringe, ...], Field(min_length=1)]]
    rule: Sourced[RoundingRule]
    warning_percent: Sourced[PositiveExact]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        sizes = [syringe.capacity_ml for syringe in self.syringes.value]
        if sizes != sorted(set(sizes)):
            msg = "syringes stand in order of size, each once"
            raise ValueError(msg)
        return self


class Stability(Document):
    """How long floxuridine was shown to hold in a pump, and what was never studied together."""

    floxuridine_days: Sourced[PositiveExact]
    not_studied_together: Sourced[Annotated[tuple[Drug, ...], Field(min_length=2)]]
    notes: tuple[Sourced[Text], ...] = ()


class WeightChecks(Document):
    """A change of weight *above* the percentage since the last fill, or an *older* weight than this, is pointed out."""

    change_warning_percent: Sourced[PositiveExact]
    valid_days: Sourced[PositiveExact]


class FillRules(Document):
    """How this protocol fills a pump. mg/kg/day, mg, mL, units, days, percent as the names say."""

    dose_rate_mg_per_kg_per_day: Sourced[PositiveExact]
    dose_rate_ceiling_mg_per_kg_per_day: Sourced[PositiveExact]
    weight_rule: Sourced[WeightRuleName]
    ideal_weight: IdealWeightConstants
    weight_checks: WeightChecks
    infusion_days: Sourced[PositiveExact]
    rounding: FillRounding
    concentration: ConcentrationLimits
    maximum_vials: Sourced[Annotated[int, Field(ge=1, le=20)]]
    forward_check_tolerance_percent: Sourced[PositiveExact]
    residual_rule: Sourced[Literal["inside-reservoir-without-drug"]]
    additives: AdditiveRules
    heparin_saline: HeparinSalineRules
    glycerol: GlycerolRules
    stability: Stability
    drawing: Drawing
    products: dict[Key, StockProduct]
    default_products: Sourced[dict[Drug, Key]]
    diluents: Sourced[Annotated[tuple[Diluent, ...], Field(min_length=1)]]
    heparin_saline_diluent: Sourced[Diluent]
    glycerol_diluent: Sourced[Diluent]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if self.dose_rate_mg_per_kg_per_day.value > self.dose_rate_ceiling_mg_per_kg_per_day.value:
            yield "the dose rate is above its own ceiling"
        for drug in Drug:
            name = self.default_products.value.get(drug)
            if name is None:
                yield f"no default product for {drug}"
            elif name not in self.products:
                yield f"the default product {name} is not listed"
            elif self.products[name].drug is not drug:
                yield f"the default product {name} is not {drug}"
        yield from (
            f"the product {name} is stronger than 100 percent"
            for name, product in self.products.items()
            if product.drug is Drug.GLYCEROL and product.strength.value > Decimal(100)
        )
