"""Units and slips of the pen in rows to grade."""

from __future__ import annotations

from decimal import Decimal

from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.protocol.standards import FixedValues, LowerTerm
from haipdose.quantities import exactly, settle, to_text
from haipdose.toxicity.grading_requests import GradeRow


def slip(row: GradeRow, value: Decimal, test: str) -> str | None:
    """Why a row cannot be right: an implausible value or baseline in its unit, or limits that cross; else None."""
    if row.lower_limit is not None and row.upper_limit is not None and row.lower_limit >= row.upper_limit:
        return "the lower limit of normal is not below the upper limit"
    known = laboratory_catalogue().tests[test]
    unit = laboratory_catalogue().unit(row.unit or "")
    if unit is None or unit not in known.units:
        return None
    for name, given in (("value", value), ("baseline", row.baseline)):
        if given is not None and not known.is_plausible(given, unit):
            limits = known.plausible.value
            span = f"{to_text(limits.low)} and {to_text(limits.high)} {known.first_unit}"
            return f"the {name} {to_text(given)} {unit} is not plausible (between {span}): check it and its unit"
    return None


def unit_note(row: GradeRow, test: str) -> str:
    """A remark when a row names a unit that its test is not measured in; multiples of a limit do not need the unit."""
    unit = laboratory_catalogue().unit(row.unit or "")
    units = laboratory_catalogue().tests[test].units
    if not row.unit or unit in units:
        return ""
    return f"check the row: '{row.unit[:20]}' is not a unit of this test known here ({', '.join(units)})"


def edges_in_unit(row: GradeRow, rule: LowerTerm) -> tuple[FixedValues, Decimal] | None:
    """The fixed values to compare with, and the factor from the row's unit to theirs; None for a unit of another test.

    The standard gives its own values for some units: those are used before any conversion.
    """
    unit = laboratory_catalogue().unit(row.unit or "")
    units = laboratory_catalogue().tests[rule.test].units
    if unit is None or unit not in units:
        return None
    for edges in rule.below:
        if edges.unit == unit:
            return edges, Decimal(1)
    edges = rule.below[0]
    with exactly():
        return edges, settle(units[unit].value / units[edges.unit].value)
