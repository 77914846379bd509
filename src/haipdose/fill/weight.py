"""The dosing weight of a fill with its steps, and what to look at about the weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError
from haipdose.fill.requests import FillRequest
from haipdose.fill.steps import calculated, number, overriding, requested_step, sourced_step
from haipdose.patient.body import Patient
from haipdose.patient.dosing_weight import (
    CM_PER_INCH,
    THRESHOLD_PERCENT,
    DosingWeight,
    IdealWeightFormula,
    WeightRule,
    dosing_weight,
    ideal_weight_kg,
)
from haipdose.protocol.fill_rules import FillRules
from haipdose.quantities import exactly, settle, to_display, to_text


class Weighed(NamedTuple):
    """The weight that counts, the steps that led to it, and what to look at."""

    weight: DosingWeight
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]


def weigh(patient: Patient, request: FillRequest, rules: FillRules) -> Weighed:
    """Find the dosing weight by the protocol's rule, or by the one that the request names.

    Raises:
        InputError: the weight was measured after the day of the fill.
    """
    own = WeightRule(rules.weight_rule.value)
    rule = own if request.weight_rule is None else request.weight_rule
    constants = rules.ideal_weight
    formula = IdealWeightFormula(
        base_male_kg=constants.base_male_kg.value,
        base_female_kg=constants.base_female_kg.value,
        kg_per_inch=constants.kg_per_inch.value,
        from_inches=constants.from_inches.value,
    )
    ideal = ideal_weight_kg(patient.sex, patient.height_cm, formula)
    weight = dosing_weight(rule, actual_kg=patient.weight_kg, ideal_kg=ideal)
    rule_step = (
        sourced_step("Weight rule", "fill.weight_rule", rules.weight_rule, value=rule.value)
        if rule is own
        else requested_step("Weight rule", "weight_rule", value=rule.value)
    )
    steps = (rule_step, *_ideal_steps(patient, formula, rules, weight), *_dosing_steps(patient, rule, weight))
    return Weighed(weight, steps, tuple(_notices(patient, request, rules, rule, own)))


def _ideal_steps(
    patient: Patient, formula: IdealWeightFormula, rules: FillRules, weight: DosingWeight
) -> Iterator[Step]:
    male = patient.sex == "male"
    constants = rules.ideal_weight
    base = constants.base_male_kg if male else constants.base_female_kg
    parts = (
        ("base", "base_male_kg" if male else "base_female_kg", base, "kg"),
        ("per inch", "kg_per_inch", constants.kg_per_inch, "kg"),
        ("from height", "from_inches", constants.from_inches, "in"),
    )
    for name, field, sourced, unit in parts:
        yield sourced_step(
            f"Ideal weight, {name}", f"fill.ideal_weight.{field}", sourced, value=to_text(sourced.value), unit=unit
        )
    yield calculated(
        "Ideal weight",
        "base + per inch × (height ÷ 2.54 − from), never below the base",
        (
            number("base", base.value, "kg"),
            number("per inch", formula.kg_per_inch, "kg"),
            number("height", patient.height_cm, "cm"),
            number("from", formula.from_inches, "in"),
        ),
        settle(weight.ideal_kg),
        "kg",
        note="the base: not taller than that" if patient.height_cm <= formula.from_inches * CM_PER_INCH else None,
    )


def _dosing_steps(patient: Patient, rule: WeightRule, weight: DosingWeight) -> Iterator[Step]:
    actual = number("actual", patient.weight_kg, "kg")
    ideal = number("ideal", settle(weight.ideal_kg), "kg")
    threshold = THRESHOLD_PERCENT.get(rule)
    if threshold is not None:
        yield calculated(
            "Actual weight in percent of ideal",
            "actual ÷ ideal × 100",
            (actual, ideal),
            settle(weight.percent_of_ideal),
            "%",
            note=f"{'above' if weight.averaged else 'not above'} {to_text(threshold)} %",
        )
    if weight.averaged:
        yield calculated("Dosing weight", "(actual + ideal) ÷ 2", (actual, ideal), settle(weight.dosing_kg), "kg")
    else:
        yield calculated("Dosing weight", "actual", (actual,), settle(weight.dosing_kg), "kg")


def _notices(
    patient: Patient, request: FillRequest, rules: FillRules, rule: WeightRule, own: WeightRule
) -> Iterator[Notice]:
    if rule is not own:
        yield overriding(
            f"The request uses the weight rule {rule.value}; the protocol has {own.value}.", "fill.weight_rule"
        )
    yield from _changed(patient.weight_kg, request.previous_weight_kg, rules)
    yield from _stale(patient, request, rules)


def _changed(weight: Decimal, previous: Decimal | None, rules: FillRules) -> Iterator[Notice]:
    if previous is None:
        return
    limit = rules.weight_checks.change_warning_percent
    with exactly():
        change = settle((weight - previous) * 100 / previous)
    if abs(change) > limit.value:
        yield Notice(
            level="warning",
            code="fill.weight-changed",
            message=f"The weight went from {to_text(previous)} to {to_text(weight)} kg since the last fill: "
            f"{to_display(change, 1)} %, limit {to_text(limit.value)} %.",
            action="Weigh again; look for oedema or ascites; ask the prescriber.",
            rule="fill.weight_checks.change_warning_percent",
            source=limit.source,
        )


def _stale(patient: Patient, request: FillRequest, rules: FillRules) -> Iterator[Notice]:
    day = request.planned_date or request.as_of
    if day is None:
        return
    if patient.weight_at is None:
        yield Notice(
            level="info",
            code="fill.weight-undated",
            message="The day of the weight is not given, so its age is not known.",
            action="Give patient.weight_at.",
        )
        return
    age = (day - patient.weight_at).days
    if age < 0:
        raise InputError(
            "The weight was measured after the day of the fill.",
            code="fill.weight-after-fill",
            field="patient.weight_at",
            found=patient.weight_at.isoformat(),
            allowed=f"at the latest {day.isoformat()}",
        )
    limit = rules.weight_checks.valid_days
    if age > limit.value:
        yield Notice(
            level="warning",
            code="fill.weight-old",
            message=f"The weight is {age} days old, limit {to_text(limit.value)} days.",
            action="Weigh the patient before the fill is prepared.",
            rule="fill.weight_checks.valid_days",
            source=limit.source,
        )
