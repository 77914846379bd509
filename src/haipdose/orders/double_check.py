"""The independent double check: a second person's own inputs and result, compared with the order's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from haipdose.evidence import Document
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.quantities import to_text

COMPARED: Final = (
    "patient.sex",
    "patient.height_cm",
    "patient.weight_kg",
    "pump.profile",
    "pump.serial_number",
    "pump.flow_ml_per_day",
    "pump.reservoir_ml",
    "pump.residual_ml",
    "protocol",
    "contents",
    "dose_percent",
    "infusion_days",
    "dose_rate_mg_per_kg_per_day",
    "weight_rule",
    "rounding_mg",
    "additives",
    "products",
    "diluent",
)
"""What a fill depends on. Dates and cycle numbers are looked at with the order, not entered blind."""


class Discrepancy(Document):
    """One thing that the second person found otherwise; None: one of the two left it out."""

    field: str
    ordered: str | None
    entered: str | None


def compare(
    ordered: FillRequest, answer: FillAnswer, entered: FillRequest, entered_mg: Decimal | None
) -> tuple[Discrepancy, ...]:
    """Compare an order with what a second person entered without seeing it.

    Args:
        ordered: the order's inputs.
        answer: what the engine made of them.
        entered: the second person's inputs.
        entered_mg: the floxuridine, mg, that the second person worked out; None for a fill without it.

    Returns:
        Everything that is not alike, in the order of the worksheet; empty: they agree.
    """
    found = []
    for path in COMPARED:
        one, other = _shown(_at(ordered, path)), _shown(_at(entered, path))
        if one != other:
            found.append(Discrepancy(field=path, ordered=one, entered=other))
    one, other = _shown(answer.floxuridine_mg), _shown(entered_mg)
    if one != other:
        found.append(Discrepancy(field="floxuridine_mg", ordered=one, entered=other))
    return tuple(found)


def _at(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = None if document is None else getattr(document, name)
    return document


def _shown(value: Any) -> str | None:
    """A value as text, equal for equal quantities: 97 and 97.0 are one weight."""
    if value is None or value == {}:
        return None
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, Document):
        return value.model_dump_json(exclude_none=True)
    if isinstance(value, dict):
        return ", ".join(f"{_shown(name)}: {_shown(part)}" for name, part in sorted(value.items(), key=str))
    return str(value)
