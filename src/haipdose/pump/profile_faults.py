"""What the shape alone cannot say about a profile: that its sources exist and its values do not contradict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from haipdose.pump.profile import Codec, FloxuridineStatus, PumpKind, PumpProfile, Range

SITE_SOURCE: Final = "site"
"""The source of a value that the site sets; it needs no citation."""


def source_faults(document: dict[str, Any]) -> Iterator[str]:
    """Faults in the citations of a raw profile: a source that is not listed, one that nothing uses."""
    listed = document.get("sources", {})
    names = set(listed) if isinstance(listed, dict) else set()
    used = set()
    for path, source in _cited(document, ""):
        used.add(source)
        if source not in names and source != SITE_SOURCE:
            yield f"{path}.source: '{source}' is not in the list of sources"
    yield from (f"sources.{name}: nothing cites it" for name in sorted(names - used))


def _cited(table: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            source = value.get("source")
            if isinstance(source, str):
                yield here, source
            yield from _cited(value, here)


def consistency_faults(profile: PumpProfile) -> Iterator[str]:
    """Contradictions inside a profile whose shape is right."""
    yield from _identity_faults(profile)
    yield from _reservoir_faults(profile)
    yield from _range_faults(profile)
    yield from _programming_faults(profile)


def _identity_faults(profile: PumpProfile) -> Iterator[str]:
    if profile.id in profile.aliases or len(set(profile.aliases)) < len(profile.aliases):
        yield "aliases: a name stands twice"
    if profile.kind is PumpKind.BENCH and profile.floxuridine_status.value is not FloxuridineStatus.NOT_FOR_FLOXURIDINE:
        yield "floxuridine_status: a bench pump is never for a patient, so it must be not-for-floxuridine"
    if profile.bench is not None and profile.kind is not PumpKind.BENCH:
        yield "bench: only a bench pump has this table"


def _reservoir_faults(profile: PumpProfile) -> Iterator[str]:
    reservoir = profile.reservoir
    if reservoir.capacity_ml is not None and reservoir.capacities_ml is not None:
        yield "reservoir: give capacity_ml or capacities_ml, not both"
    if reservoir.residual_ml is not None and reservoir.residual_maximum_ml is not None:
        yield "reservoir: give residual_ml or residual_maximum_ml, not both"
    residual = reservoir.residual_ml or reservoir.residual_maximum_ml
    if residual is not None and reservoir.capacity_ml is not None and residual.value >= reservoir.capacity_ml.value:
        yield "reservoir: the residual volume must be smaller than the capacity"
    for name, sizes in (
        ("reservoir.capacities_ml", reservoir.capacities_ml),
        ("flow.choices_ml_per_day", profile.flow.choices_ml_per_day),
    ):
        if sizes is not None and list(sizes.value) != sorted(set(sizes.value)):
            yield f"{name}: values must ascend, each once"


def _range_faults(profile: PumpProfile) -> Iterator[str]:
    flow = profile.flow
    plausible = flow.plausible_ml_per_day.value
    if plausible.minimum is None or plausible.maximum is None:
        yield "flow.plausible_ml_per_day: both ends are needed, or a typing error is not caught"
    programming = profile.programming
    for name, sourced in (
        ("flow.plausible_ml_per_day", flow.plausible_ml_per_day),
        ("flow.usual_ml_per_day", flow.usual_ml_per_day),
        ("flow.deliverable_ml_per_day", flow.deliverable_ml_per_day),
        ("life_years", profile.life_years),
        ("battery.life_years", profile.battery.life_years if profile.battery else None),
        ("programming.bolus_duration_minutes", programming.bolus_duration_minutes if programming else None),
        ("programming.low_reservoir_alarm_range_ml", programming.low_reservoir_alarm_range_ml if programming else None),
    ):
        if sourced is not None and not _ascends(sourced.value):
            yield f"{name}: needs an end, and the minimum must not be above the maximum"


def _ascends(limits: Range) -> bool:
    if limits.minimum is None or limits.maximum is None:
        return limits.minimum is not limits.maximum
    return limits.minimum <= limits.maximum


def _programming_faults(profile: PumpProfile) -> Iterator[str]:
    programming = profile.programming
    if not profile.programmable.value:
        if programming is not None:
            yield "programming: a pump that is not programmable has no such table"
        return
    if programming is None:
        yield "programming: a programmable pump needs it, at least the codec ('none' if no public one exists)"
        return
    if programming.codec.value is Codec.REFERENCE and not profile.fictitious:
        yield "programming.codec: no real pump speaks the reference protocol; the profile must be marked fictitious"
    for low, high, words in (
        (programming.rate_minimum_ml_per_day, programming.rate_maximum_ml_per_day, "rate"),
        (programming.bolus_minimum_ml, programming.bolus_maximum_ml, "bolus"),
    ):
        if low is not None and high is not None and low.value > high.value:
            yield f"programming: the smallest {words} is above the largest"
