"""Checks at a refill against the profile's thresholds: fluid in the pocket, and a return that nobody predicted."""

from __future__ import annotations

from decimal import Decimal

from haipdose.derivation import Notice, Step, Term
from haipdose.evidence import Document
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import Computed, exactly, percent_of, to_display, to_text


class RefillCheck(Document):
    """Outcome of one check. ``within`` is None when the profile has no threshold for it."""

    kind: str
    difference_ml: Computed
    within: bool | None
    notices: tuple[Notice, ...]
    derivation: tuple[Step, ...]


def check_injected_volume(profile: PumpProfile, *, injected_ml: Decimal, measured_ml: Decimal) -> RefillCheck:
    """Compare what was injected with what was then measured in the reservoir: a large gap may be a pocket fill.

    Args:
        profile: with ``refill_checks.volume_discrepancy_ml``, if the threshold is known.
        injected_ml: volume injected.
        measured_ml: volume measured in the reservoir afterwards.

    Source: the profile's threshold.
    """
    with exactly():
        difference = abs(injected_ml - measured_ml)
    limit = profile.refill_checks.volume_discrepancy_ml
    terms = (
        Term(name="injected", value=to_text(injected_ml), unit="mL"),
        Term(name="measured", value=to_text(measured_ml), unit="mL"),
    )
    if limit is None:
        step = Step(
            label="Refill volume", formula="|injected − measured|", terms=terms, value=to_text(difference), unit="mL"
        )
        notice = _no_threshold(profile, "the difference between injected and measured volume")
        return RefillCheck(
            kind="injected-volume", difference_ml=difference, within=None, notices=(notice,), derivation=(step,)
        )
    within = difference <= limit.value
    alert = Notice(
        level="critical",
        code="refill.volume-discrepancy",
        message=f"Injected and measured volume differ by {to_text(difference)} mL (limit {to_text(limit.value)} mL).",
        action="Suspect a fill into the pocket: examine the pocket and watch the patient before anyone leaves.",
        rule=profile.rule_path("refill_checks.volume_discrepancy_ml"),
        source=limit.source,
    )
    step = Step(
        label="Refill volume",
        formula="|injected − measured|",
        terms=terms,
        value=to_text(difference),
        unit="mL",
        rule=profile.rule_path("refill_checks.volume_discrepancy_ml"),
        source=limit.source,
        evidence=limit.evidence,
        note=limit.note,
    )
    return RefillCheck(
        kind="injected-volume",
        difference_ml=difference,
        within=within,
        notices=() if within else (alert,),
        derivation=(step,),
    )


def check_drained_volume(profile: PumpProfile, *, predicted_ml: Decimal, drained_ml: Decimal) -> RefillCheck | None:
    """Compare what was drained with what was predicted, if the profile has a threshold for it.

    Args:
        profile: with ``refill_checks.drained_within_percent``, if the threshold is known.
        predicted_ml: predicted return volume; nothing is checked when it is 0.
        drained_ml: volume that came out.

    Returns:
        The outcome, or None when the profile has no threshold or nothing was predicted.

    Source: the profile's threshold.
    """
    limit = profile.refill_checks.drained_within_percent
    if limit is None or predicted_ml <= 0:
        return None
    with exactly():
        difference = abs(drained_ml - predicted_ml)
    percent = percent_of(difference, predicted_ml)
    within = percent <= limit.value
    alert = Notice(
        level="warning",
        code="refill.drained-unexpected",
        message=f"{to_text(drained_ml)} mL were drained, {to_display(percent, 2)} % from the predicted "
        f"{to_display(predicted_ml)} mL (limit {to_text(limit.value)} %).",
        action="Check the volume and the times; then have the pump examined.",
        rule=profile.rule_path("refill_checks.drained_within_percent"),
        source=limit.source,
    )
    step = Step(
        label="Drained against predicted volume",
        formula="|drained − predicted| ÷ predicted × 100",
        terms=(
            Term(name="drained", value=to_text(drained_ml), unit="mL"),
            Term(name="predicted", value=to_display(predicted_ml), unit="mL"),
        ),
        value=to_display(percent),
        unit="%",
        approximate=percent != Decimal(to_display(percent)),
        rule=profile.rule_path("refill_checks.drained_within_percent"),
        source=limit.source,
        evidence=limit.evidence,
        note=limit.note,
    )
    return RefillCheck(
        kind="drained-volume",
        difference_ml=difference,
        within=within,
        notices=() if within else (alert,),
        derivation=(step,),
    )


def _no_threshold(profile: PumpProfile, what: str) -> Notice:
    return Notice(
        level="warning",
        code="refill.no-threshold",
        message=f"The profile {profile.id} has no limit for {what}.",
        action="Judge it by the pump's instructions.",
    )
