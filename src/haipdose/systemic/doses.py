"""From an amount per m² or kg to milligrams: body surface area, cap, one rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from haipdose.derivation import Notice, Step, Term
from haipdose.patient.body_surface import FORMULA_TEXT, SurfaceFormula, body_surface_m2, rounded_surface_m2
from haipdose.protocol.systemic_regimens import Component
from haipdose.protocol.systemic_rules import BodySurfaceRules, SystemicRules
from haipdose.quantities import RoundingRule, exactly, percent_of, round_to_step, settle, to_display, to_text
from haipdose.systemic.requests import DrugAnswer, DrugDecision


@dataclass(frozen=True)
class BodySize:
    """What doses are calculated on: body surface area as calculated and as used, and the weight."""

    exact_m2: Decimal
    used_m2: Decimal
    weight_kg: Decimal
    steps: tuple[Step, ...]
    warnings: tuple[Notice, ...]


def body_size(rules: BodySurfaceRules, *, height_cm: Decimal, weight_kg: Decimal) -> BodySize:
    """Body surface area by the protocol's formula, rounded by its rule and capped if it says so.

    Args:
        rules: formula, step, rounding rule and cap.
        height_cm: height in cm.
        weight_kg: actual weight in kg.
    """
    formula = SurfaceFormula(rules.formula.value)
    exact = body_surface_m2(formula, height_cm=height_cm, weight_kg=weight_kg)
    used = rounded_surface_m2(exact, step_m2=rules.step_m2.value, rule=rules.rounding.value)
    steps = [
        Step(
            label=f"body surface area ({formula})",
            formula=FORMULA_TEXT[formula],
            terms=(
                Term(name="height", value=to_text(height_cm), unit="cm"),
                Term(name="weight", value=to_text(weight_kg), unit="kg"),
            ),
            value=to_display(exact),
            unit="m2",
            approximate=True,
            rule="systemic.body_surface.formula",
            source=rules.formula.source,
            evidence=rules.formula.evidence,
            note=rules.formula.note,
        ),
        Step(
            label="body surface area, rounded",
            formula=f"{rules.rounding.value} to a multiple of the step",
            terms=(Term(name="step", value=to_text(rules.step_m2.value), unit="m2"),),
            value=to_text(used),
            unit="m2",
            rule="systemic.body_surface.step_m2",
            source=rules.step_m2.source,
            evidence=rules.step_m2.evidence,
            note=rules.step_m2.note,
        ),
    ]
    warnings = []
    cap = rules.cap_m2
    if cap is not None and used > cap.value:
        steps.append(
            Step(
                label="body surface area, capped",
                formula="min(body surface area, cap)",
                terms=(Term(name="cap", value=to_text(cap.value), unit="m2"),),
                value=to_text(cap.value),
                unit="m2",
                rule="systemic.body_surface.cap_m2",
                source=cap.source,
                evidence=cap.evidence,
                note=cap.note,
            )
        )
        warnings.append(
            Notice(
                level="warning",
                code="systemic.surface-capped",
                message=f"Body surface area {to_text(used)} m2 is above the cap of {to_text(cap.value)} m2.",
                action="Doses are calculated on the cap.",
                rule="systemic.body_surface.cap_m2",
                source=cap.source,
            )
        )
        used = cap.value
    return BodySize(exact, used, weight_kg, tuple(steps), tuple(warnings))


@dataclass(frozen=True)
class Dose:
    """One administration in mg, exact and rounded."""

    exact_mg: Decimal
    rounded_mg: Decimal
    deviation_percent: Decimal
    steps: tuple[Step, ...]
    warnings: tuple[Notice, ...]


def dose_of(
    rules: SystemicRules, name: str, component: Component, path: str, *, amount: Decimal, size: BodySize
) -> Dose:
    """The dose of one administration in mg.

    A cap on one administration comes before rounding, and rounding never climbs back over it.

    Args:
        rules: the protocol's systemic section.
        name: the component's id.
        component: its entry in the regimen.
        path: where that entry stands in the protocol.
        amount: what was decided, in mg/m², mg/kg or mg.
        size: the patient's body size.

    Raises:
        InputError: never for amounts that :func:`haipdose.systemic.levels.decide_level` gives.
    """
    by, unit = {"m2": (size.used_m2, "m2"), "kg": (size.weight_kg, "kg"), "flat": (Decimal(1), "")}[component.per]
    with exactly():
        exact = settle(amount * by)
    terms = [Term(name="amount", value=to_display(amount), unit=component.unit)]
    if unit:
        terms.append(Term(name={"m2": "surface", "kg": "weight"}[unit], value=to_text(by), unit=unit))
    steps = [
        Step(
            label=f"{name}: dose",
            formula=" * ".join(term.name for term in terms),
            terms=tuple(terms),
            value=to_display(exact),
            unit="mg",
            approximate=to_display(exact) != to_text(exact),
        )
    ]
    rounding = rules.rounding[name]
    step_mg = rounding.step_mg.value
    largest = component.largest_dose_mg
    capped = largest is not None and exact > largest.value
    warnings = []
    if largest is not None and capped:
        warnings.append(
            Notice(
                level="warning",
                code="systemic.dose-capped",
                message=f"{name}: {to_display(exact)} mg is above the largest dose of {to_text(largest.value)} mg.",
                action="The largest dose is given.",
                source=largest.source,
            )
        )
        steps.append(
            Step(
                label=f"{name}: largest dose",
                value=to_text(largest.value),
                unit="mg",
                rule=f"{path}.largest_dose_mg",
                source=largest.source,
                evidence=largest.evidence,
            )
        )
        exact = largest.value
    rounded = round_to_step(exact, step_mg, rounding.rule.value)
    if largest is not None and rounded > largest.value:
        rounded = round_to_step(exact, step_mg, RoundingRule.DOWN)
    with exactly():
        deviation = percent_of(rounded - exact, exact)
    steps.append(
        Step(
            label=f"{name}: rounded",
            formula=f"{rounding.rule.value} to a multiple of {to_text(step_mg)} mg",
            value=to_text(rounded),
            unit="mg",
            rule=f"systemic.rounding.{name}.step_mg",
            source=rounding.step_mg.source,
            evidence=rounding.step_mg.evidence,
            note=rounding.step_mg.note,
        )
    )
    limit = rules.rounding_warning_percent
    if abs(deviation) > limit.value:
        warnings.append(
            Notice(
                level="warning",
                code="systemic.rounding-large",
                message=f"{name}: rounding changes the dose by {to_display(deviation, 1)} %, "
                f"more than {to_text(limit.value)} %.",
                action="Use a smaller step or product.",
                rule="systemic.rounding_warning_percent",
                source=limit.source,
            )
        )
    return Dose(exact, rounded, deviation, tuple(steps), tuple(warnings))


def drug_answer(component: Component, decision: DrugDecision, dose: Dose | None) -> DrugAnswer:
    """A decision with its dose; without a dose when nothing is given."""
    days = str(component.first_day)
    if component.last_day > component.first_day:
        days = f"{component.first_day}-{component.last_day}"
    return DrugAnswer(
        **dict(decision),
        route=component.route,
        days=days,
        doses_per_day=component.doses_per_day,
        dose_mg_exact=None if dose is None else dose.exact_mg,
        dose_mg=None if dose is None else dose.rounded_mg,
        rounding_deviation_percent=None if dose is None else dose.deviation_percent,
    )
