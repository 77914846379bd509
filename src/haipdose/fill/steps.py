"""Small helpers that write derivation steps the same way everywhere in this room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from haipdose.derivation import Notice, Step, Term
from haipdose.evidence import Sourced
from haipdose.quantities import to_display, to_text


def number(name: str, value: Decimal, unit: str) -> Term:
    """A term with its value for reading."""
    return Term(name=name, value=to_display(value), unit=unit)


def calculated(
    label: str, formula: str, terms: tuple[Term, ...], value: Decimal, unit: str, *, note: str | None = None
) -> Step:
    """A step that is arithmetic only; marked approximate when the display cuts digits."""
    shown = to_display(value)
    return Step(
        label=label,
        formula=formula,
        terms=terms,
        value=shown,
        unit=unit,
        approximate=to_text(value) != shown,
        note=note,
    )


def sourced_step(
    label: str, rule: str, sourced: Sourced[Any], *, value: str, unit: str = "", formula: str = ""
) -> Step:
    """A step that applies one value of the protocol; source and evidence are copied from it."""
    return Step(
        label=label,
        formula=formula,
        value=value,
        unit=unit,
        rule=rule,
        source=sourced.source,
        evidence=sourced.evidence,
        note=sourced.assumption or sourced.note,
    )


def requested_step(label: str, field: str, *, value: str, unit: str = "") -> Step:
    """A step that applies a value which the request gave instead of the protocol's."""
    return Step(label=label, value=value, unit=unit, source=f"request: {field}", note="instead of the protocol's value")


def days_step(requested: Decimal | None, rule: str, own: Sourced[Decimal]) -> tuple[Decimal, Step]:
    """The days from fill to emptying: the request's, or the protocol's when the request names none."""
    if requested is None or requested == own.value:
        return own.value, sourced_step("Days until emptying", rule, own, value=to_text(own.value), unit="d")
    return requested, requested_step("Days until emptying", "infusion_days", value=to_text(requested), unit="d")


def overriding(message: str, rule: str | None = None) -> Notice:
    """The request leaves the protocol: allowed, and pointed out."""
    return Notice(
        level="warning",
        code="fill.override",
        message=message,
        action="Confirm that the prescriber wants this.",
        rule=rule,
    )
