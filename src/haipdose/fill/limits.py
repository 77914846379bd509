"""What stops a fill, and what has to be looked at: pump, dose rate, concentration, vials, time, stability."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from haipdose.derivation import Notice
from haipdose.errors import Refused
from haipdose.fill.requests import Component, RunsDry
from haipdose.protocol.contents import Contents
from haipdose.protocol.fill_rules import Drug, FillRules
from haipdose.pump.profile import FloxuridineStatus, PumpProfile
from haipdose.quantities import to_display, to_text

_LABEL_WORD = {Contents.HEPARIN_SALINE: "hepar", Contents.GLYCEROL: "glycer"}
_ADDITIVE_WORD = {Drug.HEPARIN: "hepar", Drug.DEXAMETHASONE: "dexamethasone"}
"""By which a labelled infusate is recognised, whatever its spelling (heparinised, heparinized, glycerin, glycerol)."""


def check_pump(contents: Contents, profile: PumpProfile) -> Iterator[Notice]:
    """Whether this pump may hold these contents.

    Raises:
        Refused: floxuridine for a pump that is not for floxuridine.
    """
    if contents is not Contents.FLOXURIDINE:
        yield from _labelled(contents.value, _LABEL_WORD[contents], profile)
        return
    status = profile.floxuridine_status
    if status.value is FloxuridineStatus.NOT_FOR_FLOXURIDINE:
        raise Refused(
            f"The pump {profile.title} is not for floxuridine.",
            code="fill.pump-not-for-floxuridine",
            field="pump.profile",
            found=profile.id,
            remedy="Check the model on the pump's card; this pump takes no floxuridine.",
        )
    words = {
        FloxuridineStatus.OFF_LABEL: ("fill.pump-off-label", f"Floxuridine is off-label in the pump {profile.title}."),
        FloxuridineStatus.UNKNOWN: (
            "fill.pump-label-unknown",
            f"Whether floxuridine is labelled is not known for {profile.title}.",
        ),
    }.get(status.value)
    if words is not None:
        yield Notice(
            level="warning",
            code=words[0],
            message=words[1],
            action="Confirm that the site uses it so, with the patient's consent.",
            rule=profile.rule_path("floxuridine_status"),
            source=status.source,
        )


def _labelled(name: str, word: str, profile: PumpProfile) -> Iterator[Notice]:
    listed = profile.fluids.labelled_infusates
    if listed is None:
        known = f"Which infusates are labelled for {profile.title} was not found."
    elif any(word in infusate.lower() for infusate in listed.value):
        return
    else:
        known = f"{name} is not among the labelled infusates of {profile.title}."
    yield Notice(
        level="warning",
        code="fill.content-not-labelled",
        message=known,
        action="Read the pump's own instructions before filling.",
        rule=profile.rule_path("fluids.labelled_infusates"),
        source="" if listed is None else listed.source,
    )


def check_dose_rate(rate: Decimal, rules: FillRules) -> None:
    """Refuse a dose rate (mg/kg/day) above the protocol's ceiling; exactly at it is allowed."""
    ceiling = rules.dose_rate_ceiling_mg_per_kg_per_day.value
    if rate > ceiling:
        raise Refused(
            f"A dose rate of {to_text(rate)} mg/kg/day is above the protocol's ceiling of {to_text(ceiling)}.",
            code="fill.dose-rate-above-ceiling",
            field="dose_rate_mg_per_kg_per_day",
            found=to_text(rate),
            allowed=f"at most {to_text(ceiling)}",
            remedy="Check the decimal point and the unit (mg per kg and day).",
        )


def check_concentration(concentration: Decimal, rules: FillRules) -> Iterator[Notice]:
    """Floxuridine in mg/mL against the studied range (a warning) and the maximum.

    Raises:
        Refused: above the maximum.
    """
    limits = rules.concentration
    if concentration > limits.maximum_mg_per_ml.value:
        raise Refused(
            f"The concentration of {to_display(concentration)} mg/mL is above the maximum of "
            f"{to_text(limits.maximum_mg_per_ml.value)} mg/mL.",
            code="fill.concentration-above-maximum",
            field="floxuridine_mg",
            found=f"{to_display(concentration)} mg/mL",
            allowed=f"at most {to_text(limits.maximum_mg_per_ml.value)} mg/mL",
            remedy="Check weight, dose rate, flow and reservoir.",
        )
    lowest, highest = limits.studied_minimum_mg_per_ml, limits.studied_maximum_mg_per_ml
    if not lowest.value <= concentration <= highest.value:
        side = "minimum" if concentration < lowest.value else "maximum"
        yield Notice(
            level="warning",
            code="fill.concentration-not-studied",
            message=f"The concentration of {to_display(concentration)} mg/mL is outside the studied "
            f"{to_text(lowest.value)} to {to_text(highest.value)} mg/mL.",
            action="A pharmacist judges the stability before release.",
            rule=f"fill.concentration.studied_{side}_mg_per_ml",
            source=lowest.source,
        )


def check_vials(components: Iterable[Component], rules: FillRules) -> None:
    """Refuse a fill that needs more floxuridine vials than the protocol allows."""
    for part in components:
        if part.name == Drug.FLOXURIDINE.value and (part.vials or 0) > rules.maximum_vials.value:
            raise Refused(
                f"The fill needs {part.vials} vials of floxuridine; the limit is {rules.maximum_vials.value}.",
                code="fill.too-many-vials",
                field="floxuridine_mg",
                found=str(part.vials),
                allowed=f"at most {rules.maximum_vials.value}",
                remedy="Check weight, dose rate, flow and reservoir.",
            )


def check_run_dry(runs_dry: RunsDry, infusion_days: Decimal) -> Iterator[Notice]:
    """Whether the fill lasts until it is emptied: a refusal at the nominal flow, critical at the fast limit.

    Raises:
        Refused: dry before the emptying at the nominal flow.
    """
    if runs_dry.nominal < infusion_days:
        raise Refused(
            f"The pump runs dry after {to_display(runs_dry.nominal, 1)} days, before the emptying on day "
            f"{to_text(infusion_days)}.",
            code="fill.runs-dry-before-emptying",
            field="infusion_days",
            found=to_text(infusion_days),
            allowed=f"at most {to_display(runs_dry.nominal, 2)}",
            remedy="Shorten the interval; a pump must not run dry.",
        )
    if runs_dry.fast_limit < infusion_days:
        yield Notice(
            level="critical",
            code="fill.may-run-dry",
            message=f"At the fast limit of the flow the pump runs dry after {to_display(runs_dry.fast_limit, 1)} days, "
            f"before the emptying on day {to_text(infusion_days)}.",
            action="Shorten the interval; a pump must not run dry.",
            rule="flow.tolerance_percent",
        )


def check_stability(drugs: frozenset[Drug], infusion_days: Decimal, rules: FillRules) -> Iterator[Notice]:
    """What is not shown to be stable: too long an infusion, drugs never studied together."""
    stability = rules.stability
    if infusion_days > stability.floxuridine_days.value:
        yield Notice(
            level="critical",
            code="fill.beyond-shown-stability",
            message=f"Floxuridine was shown to hold {to_text(stability.floxuridine_days.value)} days in a pump; "
            f"{to_text(infusion_days)} days are planned.",
            action="Shorten the interval.",
            rule="fill.stability.floxuridine_days",
            source=stability.floxuridine_days.source,
        )
    together = stability.not_studied_together
    if set(together.value) <= drugs:
        yield Notice(
            level="warning",
            code="fill.mixture-not-studied",
            message=f"No stability study of {', '.join(drug.value for drug in together.value)} together was found.",
            action="A pharmacist judges the mixture before release.",
            rule="fill.stability.not_studied_together",
            source=together.source,
        )


def check_additive_labels(drugs: Iterable[Drug], profile: PumpProfile) -> Iterator[Notice]:
    """Additives that the pump's labelling doesn't name; says nothing when that list was not found."""
    listed = profile.fluids.labelled_infusates
    if listed is None:
        return
    for drug in drugs:
        if not any(_ADDITIVE_WORD[drug] in infusate.lower() for infusate in listed.value):
            yield Notice(
                level="warning",
                code="fill.additive-not-labelled",
                message=f"{drug.value} is not among the labelled infusates of {profile.title}.",
                action="Confirm that the site adds it.",
                rule=profile.rule_path("fluids.labelled_infusates"),
                source=listed.source,
            )
