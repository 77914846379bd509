"""How much dexamethasone and heparin go in beside floxuridine."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError
from haipdose.evidence import Sourced
from haipdose.fill.compounding import Ingredient
from haipdose.fill.requests import Additives
from haipdose.fill.steps import calculated, number, overriding, requested_step, sourced_step
from haipdose.protocol.fill_rules import AdditiveRules, AmountPerReservoir, Drug
from haipdose.quantities import exactly, to_text

_NONE = Additives(dexamethasone_mg=Decimal(0), heparin_units=Decimal(0))


class Added(NamedTuple):
    """The additives of a fill, the steps that led to them, and what to look at."""

    ingredients: tuple[Ingredient, ...]
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]


def additives(
    wanted: Additives | Literal["none"] | None, rules: AdditiveRules, *, reservoir_ml: Decimal, flow_ml_per_day: Decimal
) -> Added:
    """The additives by the protocol, or as the request overrides them.

    Args:
        wanted: the request's overrides; what is absent follows the protocol.
        rules: of the protocol.
        reservoir_ml: everything in the reservoir after the fill.
        flow_ml_per_day: of the individual pump.

    Raises:
        InputError: a rule and an amount at once, or no amount is known for this reservoir.

    Source: flat 25 mg per 30 mL: NCT01312857; 1 mg a day: recalled; amounts are data of the protocol.
    """
    given = _NONE if wanted == "none" else wanted or Additives()
    if given.dexamethasone is not None and given.dexamethasone_mg is not None:
        raise InputError(
            "Dexamethasone is given as a rule and as an amount at once.",
            code="fill.additives-contradict",
            field="additives.dexamethasone_mg",
            remedy="Give one of the two.",
        )
    working = _Working(rules, reservoir_ml, flow_ml_per_day)
    amounts = ((Drug.DEXAMETHASONE, working.dexamethasone(given)), (Drug.HEPARIN, working.heparin(given)))
    return Added(
        tuple(Ingredient(drug, amount) for drug, amount in amounts if amount > 0),
        tuple(working.steps),
        tuple(working.notices),
    )


class _Working:
    """One run: finds the amounts and collects steps and notices on the way."""

    def __init__(self, rules: AdditiveRules, reservoir_ml: Decimal, flow_ml_per_day: Decimal) -> None:
        self.rules = rules
        self.reservoir_ml = reservoir_ml
        self.flow_ml_per_day = flow_ml_per_day
        self.steps: list[Step] = []
        self.notices: list[Notice] = []

    def dexamethasone(self, given: Additives) -> Decimal:
        """Dexamethasone in the reservoir, mg."""
        own = self.rules.dexamethasone
        if given.dexamethasone_mg is not None:
            return self._requested(Drug.DEXAMETHASONE, "dexamethasone_mg", given.dexamethasone_mg, "mg")
        rule = given.dexamethasone or own.rule.value
        if rule == own.rule.value:
            self.steps.append(
                sourced_step("Dexamethasone rule", "fill.additives.dexamethasone.rule", own.rule, value=rule)
            )
        else:
            self.steps.append(requested_step("Dexamethasone rule", "additives.dexamethasone", value=rule))
            self.notices.append(
                overriding(
                    f"The request uses the dexamethasone rule {rule}; the protocol has {own.rule.value}.",
                    "fill.additives.dexamethasone.rule",
                )
            )
        if rule == "none":
            return Decimal(0)
        if rule == "flat-per-reservoir":
            return self._by_reservoir(Drug.DEXAMETHASONE, own.flat_mg, "flat_mg", "mg")
        if own.mg_per_day is None:
            raise self._unknown(Drug.DEXAMETHASONE, "mg", ())
        return self._a_day(own.mg_per_day)

    def heparin(self, given: Additives) -> Decimal:
        """Heparin in the reservoir, units."""
        own = self.rules.heparin
        if given.heparin_units is not None:
            return self._requested(Drug.HEPARIN, "heparin_units", given.heparin_units, "units")
        self.steps.append(sourced_step("Heparin rule", "fill.additives.heparin.rule", own.rule, value=own.rule.value))
        if own.rule.value == "none":
            return Decimal(0)
        return self._by_reservoir(Drug.HEPARIN, own.units, "units", "units")

    def _requested(self, drug: Drug, field: str, amount: Decimal, unit: str) -> Decimal:
        self.steps.append(
            requested_step(drug.value.capitalize(), f"additives.{field}", value=to_text(amount), unit=unit)
        )
        self.notices.append(overriding(f"The request sets {drug.value} to {to_text(amount)} {unit}."))
        return amount

    def _a_day(self, a_day: Sourced[Decimal]) -> Decimal:
        self.steps.append(
            sourced_step(
                "Dexamethasone a day",
                "fill.additives.dexamethasone.mg_per_day",
                a_day,
                value=to_text(a_day.value),
                unit="mg",
            )
        )
        with exactly():
            amount = a_day.value * self.reservoir_ml / self.flow_ml_per_day
        self.steps.append(
            calculated(
                "Dexamethasone",
                "amount a day × reservoir ÷ flow",
                (
                    number("amount a day", a_day.value, "mg"),
                    number("reservoir", self.reservoir_ml, "mL"),
                    number("flow", self.flow_ml_per_day, "mL/day"),
                ),
                amount,
                "mg",
            )
        )
        return amount

    def _by_reservoir(
        self, drug: Drug, amounts: Sourced[tuple[AmountPerReservoir, ...]] | None, table: str, unit: str
    ) -> Decimal:
        rows = amounts.value if amounts is not None else ()
        fitting = [row.amount for row in rows if row.reservoir_ml == self.reservoir_ml]
        if amounts is None or not fitting:
            raise self._unknown(drug, unit, rows)
        self.steps.append(
            sourced_step(
                f"{drug.value.capitalize()} for {to_text(self.reservoir_ml)} mL",
                f"fill.additives.{drug.value}.{table}",
                amounts,
                value=to_text(fitting[0]),
                unit=unit,
            )
        )
        return fitting[0]

    def _unknown(self, drug: Drug, unit: str, rows: tuple[AmountPerReservoir, ...]) -> InputError:
        field = f"additives.{drug.value}_{unit}"
        sizes = ", ".join(to_text(row.reservoir_ml) for row in rows)
        return InputError(
            f"The protocol has no amount of {drug.value} for this pump ({to_text(self.reservoir_ml)} mL), and none is "
            "guessed.",
            code="fill.additive-amount-unknown",
            field=field,
            found=f"{to_text(self.reservoir_ml)} mL",
            allowed=f"{sizes} mL" if sizes else None,
            remedy=f"Give {field} (0 for none).",
        )
