"""A floxuridine fill: weight, dose, additives, compounding, limits, and the simulation that has to agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError, InputErrors
from haipdose.fill.additives import additives
from haipdose.fill.compounding import Ingredient, compound
from haipdose.fill.dose import Dose, floxuridine_dose
from haipdose.fill.forward_check import forward_check
from haipdose.fill.limits import (
    check_additive_labels,
    check_concentration,
    check_dose_rate,
    check_pump,
    check_run_dry,
    check_stability,
    check_vials,
)
from haipdose.fill.made import Made
from haipdose.fill.requests import FillRequest, FloxuridineAmounts, ForwardCheck
from haipdose.fill.steps import calculated, days_step, number, overriding, requested_step, sourced_step
from haipdose.fill.volumes import Reservoir, volumes_known_flow
from haipdose.fill.weight import weigh
from haipdose.patient.body import Patient
from haipdose.protocol.fill_rules import Diluent, Drug, FillRules
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import exactly, settle, to_display, to_text


def fill_floxuridine(request: FillRequest, rules: FillRules, reservoir: Reservoir, profile: PumpProfile) -> Made:
    """Work out a floxuridine fill.

    Raises:
        InputErrors: patient or percentage missing; a weight, additive or product that does not fit.
        Refused: a limit is broken, or the simulated pump does not deliver what is prescribed.

    Source: the protocol's; see each step.
    """
    patient, percent = _needed(request)
    pump_notices = tuple(check_pump(request.contents, profile))
    weighed = weigh(patient, request, rules)
    rate, rate_steps, rate_notices = _dose_rate(request, rules)
    check_dose_rate(rate, rules)
    days, days_from = days_step(request.infusion_days, "fill.infusion_days", rules.infusion_days)
    volumes = volumes_known_flow(reservoir, days)
    dry_notices = tuple(check_run_dry(volumes.runs_dry, days))
    pump = reservoir.pump
    step_mg, rounding_steps, rounding_notices = _rounding(request, rules)
    dose = floxuridine_dose(
        rate_mg_per_kg_per_day=rate,
        dosing_weight_kg=weighed.weight.dosing_kg,
        dose_percent=percent,
        reservoir_ml=pump.reservoir_ml,
        flow_ml_per_day=pump.flow_ml_per_day,
        step_mg=step_mg,
        rule=rules.rounding.rule.value,
    )
    with exactly():
        concentration = dose.ordered_mg / pump.reservoir_ml
    studied = tuple(check_concentration(settle(concentration), rules))
    added = additives(
        request.additives, rules.additives, reservoir_ml=pump.reservoir_ml, flow_ml_per_day=pump.flow_ml_per_day
    )
    ingredients = (Ingredient(Drug.FLOXURIDINE, dose.ordered_mg), *added.ingredients)
    compounded = compound(
        ingredients,
        total_ml=reservoir.prepared_ml,
        diluent=_diluent(request, rules),
        chosen=dict(request.products),
        rules=rules,
    )
    check_vials(compounded.components, rules)
    check = forward_check(
        injected_ml=reservoir.prepared_ml,
        injected_mg=dose.ordered_mg,
        residual_ml=pump.residual_ml,
        flow_ml_per_day=pump.flow_ml_per_day,
        infusion_days=days,
        prescribed_mg_per_day=settle(dose.daily_mg),
        tolerance_percent=rules.forward_check_tolerance_percent.value,
    )
    with exactly():
        delivered = pump.flow_ml_per_day * days * dose.ordered_mg / pump.reservoir_ml
        withdrawn = dose.ordered_mg * (volumes.expected_return_ml or Decimal(0)) / pump.reservoir_ml
        prescribed = dose.daily_mg * days
    amounts = FloxuridineAmounts(
        dose_percent=percent,
        ideal_weight_kg=weighed.weight.ideal_kg,
        dosing_weight_kg=weighed.weight.dosing_kg,
        full_daily_dose_mg=dose.full_daily_mg,
        daily_dose_mg=dose.daily_mg,
        prescribed_mg=prescribed,
        floxuridine_mg_exact=dose.exact_mg,
        floxuridine_mg=dose.ordered_mg,
        rounding_deviation_percent=dose.deviation_percent,
        concentration_mg_per_ml=concentration,
        delivered_mg=delivered,
        returned_mg=withdrawn,
        forward_check=check,
    )
    drugs = [ingredient.drug for ingredient in ingredients]
    steps = (
        sourced_step(
            "Floxuridine in this pump",
            profile.rule_path("floxuridine_status"),
            profile.floxuridine_status,
            value=profile.floxuridine_status.value.value,
        ),
        *reservoir.prepared_steps(),
        *weighed.steps,
        *rate_steps,
        days_from,
        *_dose_steps(amounts, dose, rate, reservoir, rounding_steps),
        *_concentration_steps(amounts, reservoir, rules),
        *added.steps,
        sourced_step(
            "Diluents that may be used", "fill.diluents", rules.diluents, value=", ".join(rules.diluents.value)
        ),
        *compounded.steps,
        _vials_step(rules),
        *volumes.steps,
        _delivered_step(amounts, reservoir, days),
        *_check_steps(check, rules),
    )
    notices = (
        *pump_notices,
        *dry_notices,
        *rate_notices,
        *weighed.notices,
        *rounding_notices,
        *_rounding_deviation(dose, rules),
        *studied,
        *check_stability(frozenset(drugs), days, rules),
        *added.notices,
        *check_additive_labels((ingredient.drug for ingredient in added.ingredients), profile),
        *compounded.notices,
    )
    return Made(days, compounded, volumes, amounts, steps, notices)


def _needed(request: FillRequest) -> tuple[Patient, Decimal]:
    missing = [
        InputError(
            f"A floxuridine fill needs {what}; nothing is assumed.",
            code=f"fill.{code}-missing",
            field=field,
            remedy=f"Give {field}.",
        )
        for value, what, code, field in (
            (request.patient, "the patient's sex, height and weight", "patient", "patient"),
            (request.dose_percent, "the percentage of the full dose", "dose-percent", "dose_percent"),
        )
        if value is None
    ]
    if request.patient is None or request.dose_percent is None:
        raise InputErrors(missing)
    return request.patient, request.dose_percent


def _dose_rate(request: FillRequest, rules: FillRules) -> tuple[Decimal, tuple[Step, ...], tuple[Notice, ...]]:
    own, asked = rules.dose_rate_mg_per_kg_per_day, request.dose_rate_mg_per_kg_per_day
    ceiling = rules.dose_rate_ceiling_mg_per_kg_per_day
    limit = sourced_step(
        "Ceiling of the dose rate",
        "fill.dose_rate_ceiling_mg_per_kg_per_day",
        ceiling,
        value=to_text(ceiling.value),
        unit="mg/kg/day",
    )
    if asked is None or asked == own.value:
        step = sourced_step(
            "Dose rate", "fill.dose_rate_mg_per_kg_per_day", own, value=to_text(own.value), unit="mg/kg/day"
        )
        return own.value, (step, limit), ()
    step = requested_step("Dose rate", "dose_rate_mg_per_kg_per_day", value=to_text(asked), unit="mg/kg/day")
    message = f"The request uses {to_text(asked)} mg/kg/day; the protocol has {to_text(own.value)} mg/kg/day."
    return asked, (step, limit), (overriding(message, "fill.dose_rate_mg_per_kg_per_day"),)


def _rounding(request: FillRequest, rules: FillRules) -> tuple[Decimal, tuple[Step, ...], tuple[Notice, ...]]:
    own, asked = rules.rounding.step_mg, request.rounding_mg
    rule = sourced_step(
        "Rounding rule", "fill.rounding.rule", rules.rounding.rule, value=rules.rounding.rule.value.value
    )
    if asked is None or asked == own.value:
        step = sourced_step("Rounding step", "fill.rounding.step_mg", own, value=to_text(own.value), unit="mg")
        return own.value, (step, rule), ()
    message = f"The request rounds to {to_text(asked)} mg; the protocol has {to_text(own.value)} mg."
    return (
        asked,
        (requested_step("Rounding step", "rounding_mg", value=to_text(asked), unit="mg"), rule),
        (overriding(message, "fill.rounding.step_mg"),),
    )


def _diluent(request: FillRequest, rules: FillRules) -> Diluent:
    allowed = rules.diluents.value
    if request.diluent is None:
        return allowed[0]
    if request.diluent not in allowed:
        raise InputError(
            f"{request.diluent.value} is not a diluent for floxuridine.",
            code="fill.diluent-not-allowed",
            field="diluent",
            found=request.diluent.value,
            allowed=", ".join(allowed),
            remedy="Choose one of these.",
        )
    return request.diluent


def _dose_steps(
    amounts: FloxuridineAmounts, dose: Dose, rate: Decimal, reservoir: Reservoir, rounding: tuple[Step, ...]
) -> Iterator[Step]:
    percent, weight = amounts.dose_percent or Decimal(0), amounts.dosing_weight_kg or Decimal(0)
    yield calculated(
        "Full daily dose",
        "dose rate × dosing weight",
        (number("dose rate", rate, "mg/kg/day"), number("dosing weight", weight, "kg")),
        settle(dose.full_daily_mg),
        "mg/day",
    )
    yield calculated(
        "Daily dose",
        "full daily dose × percent ÷ 100",
        (number("full daily dose", settle(dose.full_daily_mg), "mg/day"), number("percent", percent, "%")),
        settle(dose.daily_mg),
        "mg/day",
    )
    yield calculated(
        "Floxuridine, exact",
        "daily dose × reservoir ÷ flow",
        (
            number("daily dose", settle(dose.daily_mg), "mg/day"),
            number("reservoir", reservoir.pump.reservoir_ml, "mL"),
            number("flow", reservoir.pump.flow_ml_per_day, "mL/day"),
        ),
        settle(dose.exact_mg),
        "mg",
    )
    yield from rounding
    yield calculated(
        "Floxuridine, ordered",
        "exact, rounded once",
        (number("exact", settle(dose.exact_mg), "mg"),),
        dose.ordered_mg,
        "mg",
        note=f"deviation {to_display(dose.deviation_percent, 2)} %",
    )


def _concentration_steps(amounts: FloxuridineAmounts, reservoir: Reservoir, rules: FillRules) -> Iterator[Step]:
    yield calculated(
        "Concentration",
        "floxuridine ordered ÷ reservoir",
        (
            number("floxuridine ordered", amounts.floxuridine_mg or Decimal(0), "mg"),
            number("reservoir", reservoir.pump.reservoir_ml, "mL"),
        ),
        amounts.concentration_mg_per_ml or Decimal(0),
        "mg/mL",
    )
    limits = rules.concentration
    for label, field, limit in (
        ("Studied from", "studied_minimum_mg_per_ml", limits.studied_minimum_mg_per_ml),
        ("Studied to", "studied_maximum_mg_per_ml", limits.studied_maximum_mg_per_ml),
        ("Maximum concentration", "maximum_mg_per_ml", limits.maximum_mg_per_ml),
    ):
        yield sourced_step(label, f"fill.concentration.{field}", limit, value=to_text(limit.value), unit="mg/mL")


def _vials_step(rules: FillRules) -> Step:
    most = rules.maximum_vials
    return sourced_step("Most vials of floxuridine", "fill.maximum_vials", most, value=str(most.value))


def _delivered_step(amounts: FloxuridineAmounts, reservoir: Reservoir, days: Decimal) -> Step:
    return calculated(
        "Floxuridine delivered until emptying",
        "concentration × flow × days",
        (
            number("concentration", amounts.concentration_mg_per_ml or Decimal(0), "mg/mL"),
            number("flow", reservoir.pump.flow_ml_per_day, "mL/day"),
            number("days", days, "d"),
        ),
        amounts.delivered_mg or Decimal(0),
        "mg",
    )


def _check_steps(check: ForwardCheck, rules: FillRules) -> Iterator[Step]:
    tolerance = rules.forward_check_tolerance_percent
    yield sourced_step(
        "Tolerance of the simulation",
        "fill.forward_check_tolerance_percent",
        tolerance,
        value=to_text(tolerance.value),
        unit="%",
    )
    yield Step(
        label="Simulated pump, hour by hour",
        formula="lowest to highest day against the prescribed daily dose",
        value=f"{to_display(check.lowest_daily_mg)} to {to_display(check.highest_daily_mg)}",
        unit="mg/day",
        approximate=True,
        note=f"passed: at most {to_display(abs(check.worst_deviation_percent), 2)} % off",
    )


def _rounding_deviation(dose: Dose, rules: FillRules) -> Iterator[Notice]:
    limit = rules.rounding.warning_percent
    if abs(dose.deviation_percent) > limit.value:
        yield Notice(
            level="warning",
            code="fill.rounding-deviation",
            message=f"Rounding {to_display(dose.exact_mg)} mg to {to_text(dose.ordered_mg)} mg changes the dose by "
            f"{to_display(dose.deviation_percent, 2)} %, limit {to_text(limit.value)} %.",
            action="Consider a smaller rounding step.",
            rule="fill.rounding.warning_percent",
            source=limit.source,
        )
