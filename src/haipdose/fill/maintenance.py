"""Fills without floxuridine: heparin-saline between cycles, glycerol for a long break."""

from __future__ import annotations

from haipdose.derivation import Notice, Step
from haipdose.errors import Refused
from haipdose.evidence import Sourced
from haipdose.fill.compounding import Ingredient, compound
from haipdose.fill.limits import check_pump, check_run_dry
from haipdose.fill.made import Made
from haipdose.fill.requests import FillRequest, FloxuridineAmounts
from haipdose.fill.steps import calculated, days_step, number, overriding, requested_step, sourced_step
from haipdose.fill.volumes import Reservoir, volumes_known_flow, volumes_unknown_flow
from haipdose.protocol.fill_rules import Diluent, Drug, FillRules
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import exactly, to_display, to_text


def fill_heparin_saline(request: FillRequest, rules: FillRules, reservoir: Reservoir, profile: PumpProfile) -> Made:
    """Heparin in sodium chloride, by units per mL of the prepared volume.

    Raises:
        InputError: a product that does not fit.
        Refused: dry before the emptying, or the heparin takes more room than the pump has.

    Source: heparin-saline from day 15: PUMP-2; its strength is recalled.
    """
    own = rules.heparin_saline
    days, step = days_step(request.infusion_days, "fill.heparin_saline.days", own.days)
    total = reservoir.prepared_ml
    strength = own.heparin_units_per_ml
    diluent, diluent_step, diluent_notices = _diluent(
        request, "fill.heparin_saline_diluent", rules.heparin_saline_diluent
    )
    with exactly():
        units = strength.value * total
    compounded = compound(
        (Ingredient(Drug.HEPARIN, units),),
        total_ml=total,
        diluent=diluent,
        chosen=dict(request.products),
        rules=rules,
    )
    volumes = volumes_known_flow(reservoir, days)
    notices = (
        *check_pump(request.contents, profile),
        *check_run_dry(volumes.runs_dry, days),
        *diluent_notices,
        *compounded.notices,
    )
    steps = (
        *reservoir.prepared_steps(),
        step,
        sourced_step(
            "Heparin in the fill",
            "fill.heparin_saline.heparin_units_per_ml",
            strength,
            value=to_text(strength.value),
            unit="units/mL",
        ),
        calculated(
            "Heparin",
            "strength × prepared volume",
            (number("strength", strength.value, "units/mL"), number("prepared volume", total, "mL")),
            units,
            "units",
        ),
        diluent_step,
        *compounded.steps,
        *volumes.steps,
    )
    return Made(days, compounded, volumes, FloxuridineAmounts(), steps, notices)


def fill_glycerol(request: FillRequest, rules: FillRules, reservoir: Reservoir, profile: PumpProfile) -> Made:
    """Glycerol in water: it keeps the catheter open and flows more slowly than the drug, how much is not known.

    Raises:
        InputError: a product that does not fit.
        Refused: the stock glycerol is weaker than the fill has to be.

    Source: glycerol is a labelled infusate of one constant-flow pump (see its profile); strength and interval are
    uncertain.
    """
    own = rules.glycerol
    days, step = days_step(request.infusion_days, "fill.glycerol.days", own.days)
    total = reservoir.prepared_ml
    diluent, diluent_step, diluent_notices = _diluent(request, "fill.glycerol_diluent", rules.glycerol_diluent)
    with exactly():
        pure = own.percent.value * total / 100
    _refuse_weak(request, rules)
    compounded = compound(
        (Ingredient(Drug.GLYCEROL, pure),),
        total_ml=total,
        diluent=diluent,
        chosen=dict(request.products),
        rules=rules,
    )
    volumes = volumes_unknown_flow(reservoir)
    notices = [
        *check_pump(request.contents, profile),
        Notice(
            level="warning",
            code="fill.glycerol-slows-the-pump",
            message="Glycerol slows the pump by an amount that is not known: no return is expected, and the interval "
            "does not measure the drug flow.",
            action="Do not change the fill flow after this interval.",
            rule="flow.calibrating_contents",
        ),
        *diluent_notices,
        *compounded.notices,
    ]
    if volumes.runs_dry.nominal < days:
        notices.append(
            Notice(
                level="warning",
                code="fill.glycerol-interval-not-proven",
                message="At the flow of the drug the pump would run dry after "
                f"{to_display(volumes.runs_dry.nominal, 1)} days; that glycerol lasts {to_text(days)} is not shown.",
                action="Check the volume well before the end of the interval.",
                rule="fill.glycerol.days",
                source=own.days.source,
            )
        )
    steps = (
        *reservoir.prepared_steps(),
        step,
        sourced_step(
            "Glycerol in the fill", "fill.glycerol.percent", own.percent, value=to_text(own.percent.value), unit="%"
        ),
        calculated(
            "Glycerol, pure",
            "percent × prepared volume ÷ 100",
            (number("percent", own.percent.value, "%"), number("prepared volume", total, "mL")),
            pure,
            "mL",
        ),
        diluent_step,
        *compounded.steps,
        *volumes.steps,
    )
    return Made(days, compounded, volumes, FloxuridineAmounts(), steps, tuple(notices))


def _diluent(request: FillRequest, rule: str, own: Sourced[Diluent]) -> tuple[Diluent, Step, tuple[Notice, ...]]:
    asked = request.diluent
    if asked is None or asked is own.value:
        return own.value, sourced_step("Diluent", rule, own, value=own.value.value), ()
    message = f"The request uses {asked.value}; the protocol has {own.value.value}."
    return asked, requested_step("Diluent", "diluent", value=asked.value), (overriding(message, rule),)


def _refuse_weak(request: FillRequest, rules: FillRules) -> None:
    name = request.products.get(Drug.GLYCEROL) or rules.default_products.value[Drug.GLYCEROL]
    product = rules.products.get(name)
    wanted = rules.glycerol.percent.value
    if product is not None and product.drug is Drug.GLYCEROL and product.strength.value < wanted:
        raise Refused(
            f"{product.title} is weaker than the {to_text(wanted)} % that the fill has to be.",
            code="fill.product-too-weak",
            field="products.glycerol",
            found=f"{to_text(product.strength.value)} %",
            allowed=f"at least {to_text(wanted)} %",
            remedy="Choose a stronger product.",
        )
