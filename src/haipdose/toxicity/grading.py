"""CTCAE v5.0 grades of laboratory values. Source: the standard's data file. A value on an edge has the lower grade,
but for the first edge of an abnormal baseline where the wording begins at it.

Not graded (None), grade 0 and missing are three different things: a row that lacks what its rule needs gets no grade
and a note that says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from haipdose.patient.laboratory import UNITS, canonical_unit
from haipdose.protocol.standards import FixedValues, GradingStandard, LowerTerm, UpperTerm
from haipdose.quantities import exactly, settle, to_text
from haipdose.toxicity.grading_requests import GradeAnswerRow, GradeRow


def grade_rows(rows: Iterable[GradeRow], standard: GradingStandard) -> tuple[GradeAnswerRow, ...]:
    """The grade of each row by ``standard``, in the order of the rows."""
    return tuple(grade_row(row, standard) for row in rows)


def grade_row(row: GradeRow, standard: GradingStandard) -> GradeAnswerRow:
    """The grade of one row, 0 to 4, or None with the reason."""
    term = " ".join(row.term.split()).casefold()
    if term in {name.casefold() for name in standard.entered.terms}:
        return _not_graded(row, "a clinical grade: a person enters it")
    if row.value is None:
        return _not_graded(row, "the value is missing")
    for upper in standard.upper:
        if term == upper.term.casefold():
            return _upper(row, row.value, upper)
    for lower in standard.lower:
        if term == lower.term.casefold():
            return _lower(row, row.value, lower)
    if term == standard.creatinine.term.casefold():
        return _creatinine(row, row.value, standard)
    if term == standard.inr.term.casefold():
        return _inr(row, row.value, standard)
    return _not_graded(row, f"'{row.term[:60]}' is not a laboratory term of {standard.standard} known here")


def _not_graded(row: GradeRow, why: str) -> GradeAnswerRow:
    return GradeAnswerRow(id=row.id, grade=None, criterion="", note=why)


def _steps_above(value: Decimal, base: Decimal, multiples: Sequence[Decimal]) -> int:
    """How many of the rising edges ``multiple × base`` lie below ``value``."""
    with exactly():
        return sum(settle(value) > settle(multiple * base) for multiple in multiples)


def _words(edges: Sequence[Decimal], of: str) -> str:
    return f"grades 1-{len(edges)} begin above {', '.join(to_text(edge) for edge in edges)} × {of}"


def _abnormal(row: GradeRow) -> bool | None:
    """Whether the baseline is above normal: as stated, else by the upper limit, else not known."""
    if row.baseline_abnormal is not None:
        return row.baseline_abnormal
    if row.baseline is None or row.upper_limit is None:
        return None
    return row.baseline > row.upper_limit


def _upper(row: GradeRow, value: Decimal, rule: UpperTerm) -> GradeAnswerRow:
    abnormal = _abnormal(row)
    if abnormal:
        if not row.baseline:
            return _not_graded(row, "the baseline was abnormal and its value is missing")
        grade = _steps_above(value, row.baseline, rule.abnormal)
        with exactly():
            if rule.abnormal_from and settle(value) == settle(rule.abnormal[0] * row.baseline):
                grade = 1
        return GradeAnswerRow(id=row.id, grade=grade, criterion=_words(rule.abnormal, "baseline"), note="")
    if not row.upper_limit:
        return _not_graded(row, "the upper limit of normal is missing")
    note = "" if abnormal is False else "no baseline: graded as if it was normal"
    grade = _steps_above(value, row.upper_limit, rule.normal)
    return GradeAnswerRow(id=row.id, grade=grade, criterion=_words(rule.normal, "ULN"), note=note)


def _lower(row: GradeRow, value: Decimal, rule: LowerTerm) -> GradeAnswerRow:
    fixed = _fixed(row, rule)
    if fixed is None:
        return _not_graded(row, f"the unit '{(row.unit or '')[:20]}' cannot be compared with {rule.below[0].unit}")
    edges, factor = fixed
    with exactly():
        in_unit = settle(value * factor)
    below = sum(in_unit < edge for edge in edges.values)
    limits = ", ".join(to_text(edge) for edge in edges.values)
    criterion = f"grade 1 < LLN; grades 2-{len(edges.values) + 1} begin below {limits} {edges.unit}"
    if below:
        return GradeAnswerRow(id=row.id, grade=below + 1, criterion=criterion, note="")
    if row.lower_limit is None:
        return _not_graded(row, "the lower limit of normal is missing")
    return GradeAnswerRow(id=row.id, grade=int(value < row.lower_limit), criterion=criterion, note="")


def _fixed(row: GradeRow, rule: LowerTerm) -> tuple[FixedValues, Decimal] | None:
    """The fixed values to compare with, and the factor from the row's unit to theirs."""
    unit = canonical_unit(row.unit or "")
    units = UNITS[rule.test]
    if unit not in units:
        return None
    for edges in rule.below:
        if edges.unit == unit:
            return edges, Decimal(1)
    edges = rule.below[0]
    with exactly():
        return edges, settle(units[unit] / units[edges.unit])


def _creatinine(row: GradeRow, value: Decimal, standard: GradingStandard) -> GradeAnswerRow:
    if not row.upper_limit:
        return _not_graded(row, "the upper limit of normal is missing")
    rule = standard.creatinine
    grade = _steps_above(value, row.upper_limit, rule.upper_limit)
    note = "no baseline: graded by the upper limit alone"
    if row.baseline:
        note = ""
        by_baseline = _steps_above(value, row.baseline, rule.baseline)
        grade = max(grade, by_baseline + 1 if by_baseline else 0)
    criterion = f"{_words(rule.upper_limit, 'ULN')}; grades 2-3 also above 1.5, 3 × baseline"
    return GradeAnswerRow(id=row.id, grade=grade, criterion=criterion, note=note)


def _inr(row: GradeRow, value: Decimal, standard: GradingStandard) -> GradeAnswerRow:
    rule = standard.inr
    if row.baseline_abnormal:
        if not row.baseline:
            return _not_graded(row, "on anticoagulation the baseline is needed")
        grade = _steps_above(value, row.baseline, rule.baseline)
        return GradeAnswerRow(id=row.id, grade=grade, criterion=_words(rule.baseline, "baseline"), note="")
    grade = _steps_above(value, Decimal(1), rule.fixed)
    return GradeAnswerRow(id=row.id, grade=grade, criterion=_words(rule.fixed, "1"), note="")
