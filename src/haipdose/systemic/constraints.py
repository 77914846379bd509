"""What the patient brings along: renal function, DPYD and operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from haipdose.derivation import Notice, Step, Term
from haipdose.errors import Refused
from haipdose.patient.laboratory import result_in_unit
from haipdose.patient.renal import RENAL_FORMULA_TEXT, RENAL_UNIT, RenalFormula, renal_function
from haipdose.protocol.systemic_rules import Effect, SurgeryGap, SystemicRules
from haipdose.quantities import to_display, to_text
from haipdose.systemic.combinations import ChosenRegimen
from haipdose.systemic.day_one import valid_results
from haipdose.systemic.reasons import reason_of
from haipdose.systemic.reductions import Call
from haipdose.systemic.requests import CycleSituation

_HOLD: Final = Effect(hold=True)


@dataclass(frozen=True)
class PatientFacts:
    """What the formulas need of a patient. ``age_years`` may be unknown."""

    sex: Literal["female", "male"]
    weight_kg: Decimal
    age_years: int | None


@dataclass
class ConstraintFinding:
    """Effects that renal function, DPYD and operations call up, and what is missing to know them."""

    calls: list[Call] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def check_constraints(
    rules: SystemicRules, chosen: ChosenRegimen, patient: PatientFacts, situation: CycleSituation
) -> ConstraintFinding:
    """Look at renal function, DPYD and operations for the components that are given.

    Raises:
        Refused: a fluoropyrimidine with complete DPYD deficiency.
        InputError: an age that the renal formulas are not for.
    """
    finding = ConstraintFinding()
    _check_renal(rules, chosen, patient, situation, finding)
    _check_dpyd(rules, chosen, situation, finding)
    for component, gap in rules.surgery.items():
        if component in chosen.components:
            _check_surgery(component, gap, situation, finding)
    return finding


def _check_renal(
    rules: SystemicRules,
    chosen: ChosenRegimen,
    patient: PatientFacts,
    situation: CycleSituation,
    finding: ConstraintFinding,
) -> None:
    bands = {name: band for name, band in rules.renal.bands.items() if band.component in chosen.components}
    if not bands:
        return
    fresh, _ = valid_results(rules.day_1, situation, "creatinine")
    if not fresh:
        finding.missing.append("current.creatinine")
    if patient.age_years is None:
        finding.missing.append("patient.age_years")
    if not fresh or patient.age_years is None:
        return
    creatinine = max(result_in_unit(result, "mg/dL") for result in fresh)
    formula = RenalFormula(rules.renal.formula.value)
    rate = renal_function(
        formula,
        sex=patient.sex,
        age_years=patient.age_years,
        weight_kg=patient.weight_kg,
        creatinine_mg_per_dl=creatinine,
    )
    unit = RENAL_UNIT[formula]
    finding.steps.append(
        Step(
            label=f"renal function ({formula})",
            formula=RENAL_FORMULA_TEXT[formula],
            terms=(
                Term(name="creatinine", value=to_display(creatinine), unit="mg/dL"),
                Term(name="age", value=str(patient.age_years), unit="y"),
                Term(name="weight", value=to_text(patient.weight_kg), unit="kg"),
            ),
            value=to_display(rate),
            unit=unit,
            approximate=True,
            rule="systemic.renal.formula",
            source=rules.renal.formula.source,
            evidence=rules.renal.formula.evidence,
            note=rules.renal.formula.note,
        )
    )
    for name, band in bands.items():
        if rate < band.limit or (band.inclusive and rate == band.limit):
            sign = "≤" if band.inclusive else "<"
            text = f"renal function {to_display(rate)} {unit} {sign} {to_text(band.limit)}"
            reason = reason_of(band.effect, f"systemic.renal.bands.{name}.effect", text)
            finding.calls.append(Call(band.component, band.effect.value, reason, toxicity=False))


def _check_dpyd(
    rules: SystemicRules, chosen: ChosenRegimen, situation: CycleSituation, finding: ConstraintFinding
) -> None:
    concerned = [component for component in rules.dpyd.components if component in chosen.components]
    if not concerned:
        return
    if situation.dpyd is None:
        if rules.dpyd.needed.value:
            finding.missing.append("dpyd")
        else:
            finding.warnings.append(
                Notice(
                    level="warning",
                    code="systemic.dpyd-unknown",
                    message="A fluoropyrimidine is given without a DPYD result.",
                    action="Test DPYD.",
                    rule="systemic.dpyd.needed",
                    source=rules.dpyd.needed.source,
                )
            )
        return
    if situation.dpyd == "complete":
        raise Refused(
            f"Complete DPYD deficiency: no {', '.join(concerned)}.",
            code="systemic.dpyd-complete",
            field="dpyd",
            found="complete",
            remedy="Choose treatment without a fluoropyrimidine.",
        )
    if situation.dpyd == "partial":
        partial = rules.dpyd.partial_percent
        effect = Effect(percent_of_full=partial.value)
        for component in concerned:
            reason = reason_of(partial, "systemic.dpyd.partial_percent", "partial DPYD deficiency")
            finding.calls.append(Call(component, effect, reason, toxicity=False))
        finding.warnings.append(
            Notice(
                level="warning",
                code="systemic.dpyd-partial",
                message=f"Partial DPYD deficiency: start at {to_text(partial.value)} % of full dose.",
                action=partial.note or "",
                rule="systemic.dpyd.partial_percent",
                source=partial.source,
            )
        )


def _check_surgery(component: str, gap: SurgeryGap, situation: CycleSituation, finding: ConstraintFinding) -> None:
    today = situation.as_of.date()
    for operation in situation.operations:
        days = (today - operation.date).days
        path = f"systemic.surgery.{component}"
        if 0 <= days < gap.days_after.value:
            text = f"{_days(days)} after surgery, needed ≥ {gap.days_after.value}"
            finding.calls.append(
                Call(component, _HOLD, reason_of(gap.days_after, f"{path}.days_after", text), toxicity=False)
            )
        elif days < 0 and -days < gap.days_before.value:
            text = f"{_days(-days)} before planned surgery, needed ≥ {gap.days_before.value}"
            finding.calls.append(
                Call(component, _HOLD, reason_of(gap.days_before, f"{path}.days_before", text), toxicity=False)
            )
    _check_wound(component, gap, today, situation, finding)


def _check_wound(
    component: str, gap: SurgeryGap, today: date, situation: CycleSituation, finding: ConstraintFinding
) -> None:
    done = [operation for operation in situation.operations if operation.date <= today]
    if not done or not gap.wound_healed.value:
        return
    latest = max(operation.date for operation in done)
    healed = {operation.wound_healed for operation in done if operation.date == latest}
    if False in healed:
        reason = reason_of(gap.wound_healed, f"systemic.surgery.{component}.wound_healed", "the wound has not healed")
        finding.calls.append(Call(component, _HOLD, reason, toxicity=False))
    elif None in healed:
        finding.missing.append("operations.wound_healed")


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
