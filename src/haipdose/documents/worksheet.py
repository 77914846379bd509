"""What stands on a fill worksheet, once, for paper and for the terminal: the same lines, the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Final, NamedTuple

from haipdose.derivation import Step
from haipdose.fill.requests import Component, FillAnswer
from haipdose.protocol.contents import Contents
from haipdose.quantities import to_display, to_text
from haipdose.version import __version__

ROUTE: Final = "INTRA-ARTERIAL PUMP RESERVOIR ONLY – not for intravenous use"
STATEMENT: Final = (
    "Decision support, not a certified medical device: a pharmacist and a physician decide. "
    "Recalculate by hand before the fill is released."
)
BLANK: Final = "____________"
COMPONENT_HEADINGS: Final = ("Component", "Amount", "Product", "Exact mL", "Draw up mL", "Containers", "Lot", "Expiry")
SIGNATURE_HEADINGS: Final = ("", "Name", "Signature", "Date and time")
SIGNATURES: Final = ("Prepared by", "Checked by")
_LEVELS: Final = ("critical", "warning", "info")
_LEADING_DIGITS: Final = re.compile(r"(?<![0-9.,])([0-9]{4,})(?=\.|[^0-9]|$)")


class Alert(NamedTuple):
    """One thing to look at: the level as a word, and the text."""

    level: str
    text: str


class Worksheet(NamedTuple):
    """The worksheet in blocks, top to bottom. ``banner`` is None only for a fill that may be released."""

    title: str
    product: str
    banner: str | None
    identity: tuple[tuple[str, str], ...]
    calculation: tuple[str, ...]
    components: tuple[tuple[str, ...], ...]
    results: tuple[tuple[str, str], ...]
    alerts: tuple[Alert, ...]
    values: tuple[str, ...]
    unverified: tuple[str, ...]
    footer: str


def worksheet(answer: FillAnswer) -> Worksheet:
    """The worksheet of a fill; nothing is calculated here that the answer does not hold."""
    release = answer.release
    return Worksheet(
        title="Pump fill worksheet",
        product=_product(answer),
        banner=None if release.releasable else "NOT RELEASABLE: " + "; ".join(release.reasons),
        identity=tuple(_identity(answer)),
        calculation=tuple(
            f"{number}. {_calculation(step)}"
            for number, step in enumerate((step for step in answer.derivation if step.formula), 1)
        ),
        components=tuple(_component_row(part) for part in answer.components),
        results=tuple(_results(answer)),
        alerts=tuple(
            Alert(notice.level.upper(), f"{notice.message} {notice.action}".rstrip())
            for notice in sorted(answer.warnings, key=lambda notice: _LEVELS.index(notice.level))
        ),
        values=tuple(_value(step) for step in answer.derivation if not step.formula),
        unverified=tuple(f"{used.path} ({used.evidence.value})" for used in release.unverified),
        footer=f"haipdose {__version__} · protocol {answer.protocol.id} {answer.protocol.version}, digest "
        f"{answer.protocol.digest[:16]} · pump profile {answer.profile}, digest {answer.profile_digest[:16]}",
    )


def grouped(text: str) -> str:
    """Numbers of four digits and more with commas: 30,000 (ISMP). Digits after a decimal point stay as they are."""
    return _LEADING_DIGITS.sub(lambda match: f"{int(match.group(1)):,}", text)


def days_text(days: Decimal) -> str:
    """Days with at most one decimal, never rounded up: a run-dry time is not promised later than it is."""
    return to_text(days.quantize(Decimal("0.1"), rounding=ROUND_FLOOR))


def _product(answer: FillAnswer) -> str:
    total = f"{to_display(answer.total_volume_ml)} mL"
    if answer.contents is Contents.FLOXURIDINE:
        mg = answer.floxuridine_mg or Decimal(0)
        concentration = to_display(answer.concentration_mg_per_ml or Decimal(0))
        return grouped(f"floxuridine {to_text(mg)} mg in {total} ({concentration} mg/mL in the pump)")
    first = answer.components[0]
    return grouped(f"{answer.contents.value}: {first.name} {to_display(first.amount)} {first.unit} in {total}")


def _identity(answer: FillAnswer) -> Iterable[tuple[str, str]]:
    request, pump, patient = answer.request, answer.request.pump, answer.request.patient
    yield "Patient", f"{(patient and patient.id) or BLANK}   name {BLANK * 2}   born {BLANK}"
    if patient is not None:
        measured = f" (measured {patient.weight_at})" if patient.weight_at else " (undated)"
        yield (
            "Body",
            f"{patient.sex}, {to_text(patient.height_cm)} cm, {to_text(patient.weight_kg)} kg{measured}",
        )
    cycle = str(request.cycle) if request.cycle is not None else BLANK
    planned = request.planned_date.isoformat() if request.planned_date else BLANK
    yield "Cycle, date", f"cycle {cycle}, planned for {planned}, prescriber {BLANK}"
    yield (
        "Pump",
        (
            f"{answer.profile}, serial {pump.serial_number}, reservoir {to_text(answer.reservoir_ml)} mL, "
            f"flow {to_text(answer.flow_ml_per_day)} mL/day"
        ),
    )
    stamp = answer.protocol
    approved = f" by {stamp.approved_by}, {stamp.approved_at}" if stamp.approved_by else ""
    percent = f"; {to_text(answer.dose_percent)} % of the full dose" if answer.dose_percent is not None else ""
    yield "Protocol", f"{stamp.id} {stamp.version} ({stamp.approval.replace('-', ' ')}{approved}){percent}"


def _calculation(step: Step) -> str:
    """``label: formula = the same with numbers = value``."""
    numbers = {term.name: f"{term.value} {term.unit}".rstrip() for term in step.terms}
    with_numbers = _put_in(numbers, step.formula) if numbers else ""
    equals = "≈" if step.approximate else "="
    middle = f" = {with_numbers}" if numbers else ""
    note = f" ({step.note})" if step.note else ""
    return grouped(f"{step.label}: {step.formula}{middle} {equals} {step.value} {step.unit}".rstrip()) + note


def _put_in(numbers: dict[str, str], formula: str) -> str:
    """The formula with each name replaced where it stands first; "never below the base" stays in words."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in seen:
            return name
        seen.add(name)
        return numbers[name]

    names = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    return re.sub(rf"\b({names})\b", first, formula)


def _value(step: Step) -> str:
    origin = f"{step.evidence.value}, {step.source}" if step.rule else step.source
    return grouped(f"{step.label} {step.value} {step.unit}".rstrip()) + (f" [{origin}]" if origin else "")


def _component_row(part: Component) -> tuple[str, ...]:
    containers = ""
    if part.vials is not None and part.waste is not None:
        plural = "s" if part.vials > 1 else ""
        containers = f"{part.vials} {part.container}{plural}, {to_display(part.waste, 2)} {part.unit} left"
    draws = f"{part.draws} × " if part.draws > 1 else ""
    off = part.drawn_up_deviation_percent
    how_far = f"{to_display(off, 1)} %" if off else "exact"
    product = part.product if part.preparation is None else f"{part.product}: {part.preparation}"
    return (
        part.name,
        grouped(f"{to_display(part.amount)} {part.unit}"),
        product,
        to_display(part.volume_ml),
        f"{to_text(part.drawn_up_ml)} ({draws}{to_text(part.syringe_ml)} mL syringe, {how_far})",
        grouped(containers),
        "",
        "",
    )


def _results(answer: FillAnswer) -> Iterable[tuple[str, str]]:
    yield "Total volume to inject", f"{to_display(answer.total_volume_ml)} mL"
    if answer.floxuridine_mg_exact is not None and answer.floxuridine_mg is not None:
        yield (
            "Floxuridine ordered",
            grouped(
                f"{to_text(answer.floxuridine_mg)} mg (exact {to_display(answer.floxuridine_mg_exact)} mg, rounding "
                f"{to_display(answer.rounding_deviation_percent or Decimal(0), 2)} %)"
            ),
        )
    emptying = f"day {to_text(answer.infusion_days)}"
    planned = answer.request.planned_date
    if planned is not None and answer.infusion_days == answer.infusion_days.to_integral_value():
        emptying += f", {planned + timedelta(days=int(answer.infusion_days))}"
    if answer.expected_return_ml is None or answer.return_range_ml is None:
        yield f"Return on {emptying}", "not known: this content does not measure the flow"
    else:
        amount = f"; {to_display(answer.returned_mg)} mg floxuridine" if answer.returned_mg is not None else ""
        between = f"{to_display(answer.return_range_ml.lowest)} to {to_display(answer.return_range_ml.highest)} mL"
        yield (
            f"Return on {emptying}",
            f"{to_display(answer.expected_return_ml)} mL expected, {between} within the flow tolerance{amount}",
        )
    if answer.delivered_ml is not None and answer.delivered_mg is not None and answer.prescribed_mg is not None:
        yield (
            "Delivered until then",
            grouped(
                f"{to_display(answer.delivered_ml)} mL, {to_display(answer.delivered_mg)} mg "
                f"(prescribed {to_display(answer.prescribed_mg)} mg)"
            ),
        )
    dry = answer.runs_dry_after_days
    at_drug_flow = "" if answer.expected_return_ml is not None else " (at the flow of the drug: the earliest)"
    yield (
        "Runs dry after",
        f"{days_text(dry.nominal)} days, at the fast limit {days_text(dry.fast_limit)} days{at_drug_flow}",
    )
    if answer.forward_check is not None:
        check = answer.forward_check
        yield (
            "Simulated pump",
            (
                f"passed: {to_display(check.lowest_daily_mg)} to {to_display(check.highest_daily_mg)} mg/day, at most "
                f"{to_display(abs(check.worst_deviation_percent), 2)} % off "
                f"(allowed {to_text(check.tolerance_percent)} %)"
            ),
        )
