"""CTCAE v5.0 grades of laboratory values. Source: the standard's data file. A value on an edge has the lower grade,
but for the first edge of an abnormal baseline where the wording begins at it.

Not graded (None), grade 0 and missing are three different things: a row that lacks what its rule needs gets no grade
and a note that says what is missing; a value that cannot be one gets no grade either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from haipdose.protocol.standards import GradingStandard, InrTerm, LowerTerm, UpperTerm, Worded
from haipdose.quantities import exactly, settle, to_display, to_text
from haipdose.toxicity.grading_requests import GradeAnswerRow, GradeRow
from haipdose.toxicity.grading_units import edges_in_unit, slip, unit_note


def grade_rows(rows: Iterable[GradeRow], standard: GradingStandard) -> tuple[GradeAnswerRow, ...]:
    """The grade of each row by ``standard``, in the order of the rows."""
    return tuple(grade_row(row, standard) for row in rows)


def grade_row(row: GradeRow, standard: GradingStandard) -> GradeAnswerRow:
    """The grade of one row, 0 to 4, or None with the reason."""
    term = " ".join(row.term.split()).casefold()
    if term in {name.casefold() for name in standard.entered.terms}:
        return _not_graded(row, "a clinical grade: a person enters it")
    rule = _rule(term, standard)
    if rule is None:
        return _not_graded(row, f"'{row.term[:60]}' is not a laboratory term of {standard.standard} known here")
    if row.value is None:
        return _not_graded(row, "the value is missing")
    wrong = slip(row, row.value, rule.test)
    if wrong is not None:
        return _not_graded(row, wrong)
    if isinstance(rule, UpperTerm):
        return _upper(row, row.value, rule)
    if isinstance(rule, LowerTerm):
        return _lower(row, row.value, rule)
    if isinstance(rule, InrTerm):
        return _inr(row, row.value, rule)
    return _creatinine(row, row.value, standard)


def _rule(term: str, standard: GradingStandard) -> Worded | None:
    rules: tuple[Worded, ...] = (*standard.upper, *standard.lower, standard.creatinine, standard.inr)
    return next((rule for rule in rules if rule.term.casefold() == term), None)


def _not_graded(row: GradeRow, why: str) -> GradeAnswerRow:
    return GradeAnswerRow(id=row.id, grade=None, criterion="", note=why)


def _graded(row: GradeRow, grade: int, rule: Worded, because: str, notes: Iterable[str]) -> GradeAnswerRow:
    """The answer: the wording of the grade that was reached, or of the first one that was not, and the arithmetic."""
    words = rule.wording[grade - 1] if grade else f"below grade 1, {rule.wording[0]}"
    note = "; ".join(text for text in (*notes, unit_note(row, rule.test)) if text)
    return GradeAnswerRow(id=row.id, grade=grade, criterion=f"{words} [{because}]", note=note)


def _steps_above(value: Decimal, base: Decimal, multiples: Sequence[Decimal]) -> int:
    """How many of the rising edges ``multiple × base`` lie below ``value``."""
    with exactly():
        return sum(settle(value) > settle(multiple * base) for multiple in multiples)


def _times(value: Decimal, base: Decimal, name: str) -> str:
    with exactly():
        ratio = settle(value / base)
    about = "" if to_text(ratio) == to_display(ratio) else "about "
    return f"{to_text(value)} is {about}{to_display(ratio)} × {name} {to_text(base)}"


def _abnormal(row: GradeRow) -> bool | None:
    """Whether the baseline is above normal: as stated, else by the upper limit, else not known."""
    if row.baseline_abnormal is not None:
        return row.baseline_abnormal
    if row.baseline is None or row.upper_limit is None:
        return None
    return row.baseline > row.upper_limit


def _contradiction(row: GradeRow) -> str:
    """The statement about the baseline stands (its limits may have been others); that the numbers differ is said."""
    if row.baseline_abnormal is None or row.baseline is None or row.upper_limit is None:
        return ""
    if row.baseline_abnormal == (row.baseline > row.upper_limit):
        return ""
    stated = "abnormal" if row.baseline_abnormal else "normal"
    return f"the baseline is taken as {stated}, as stated, although this upper limit says otherwise"


def _upper(row: GradeRow, value: Decimal, rule: UpperTerm) -> GradeAnswerRow:
    abnormal = _abnormal(row)
    if abnormal:
        if not row.baseline:
            return _not_graded(row, "the baseline was abnormal and its value is missing")
        grade = _steps_above(value, row.baseline, rule.abnormal)
        with exactly():
            if rule.abnormal_from and settle(value) == settle(rule.abnormal[0] * row.baseline):
                grade = 1
        return _graded(row, grade, rule, _times(value, row.baseline, "baseline"), (_contradiction(row),))
    if not row.upper_limit:
        return _not_graded(row, "the upper limit of normal is missing")
    note = _contradiction(row) if abnormal is False else "no baseline: graded as if it was normal"
    grade = _steps_above(value, row.upper_limit, rule.normal)
    return _graded(row, grade, rule, _times(value, row.upper_limit, "ULN"), (note,))


def _lower(row: GradeRow, value: Decimal, rule: LowerTerm) -> GradeAnswerRow:
    fixed = edges_in_unit(row, rule)
    if fixed is None:
        return _not_graded(row, f"the unit '{(row.unit or '')[:20]}' cannot be compared with {rule.below[0].unit}")
    edges, factor = fixed
    with exactly():
        in_unit = settle(value * factor)
        limit = None if row.lower_limit is None else settle(row.lower_limit * factor)
    below = sum(in_unit < edge for edge in edges.values)
    shown = f"{to_display(in_unit)} {edges.unit}"
    note = ""
    if limit is not None and limit < edges.values[0]:
        note = (
            f"the lower limit lies below {to_text(edges.values[0])} {edges.unit}, where grade 2 begins: check its unit"
        )
    if below:
        return _graded(row, below + 1, rule, f"{shown} < {to_text(edges.values[below - 1])}", (note,))
    if limit is None:
        return _not_graded(row, "the lower limit of normal is missing")
    grade = int(in_unit < limit)
    return _graded(row, grade, rule, f"{shown} {'<' if grade else '≥'} LLN {to_display(limit)}", (note,))


def _creatinine(row: GradeRow, value: Decimal, standard: GradingStandard) -> GradeAnswerRow:
    rule = standard.creatinine
    if not row.upper_limit:
        return _not_graded(row, "the upper limit of normal is missing")
    grade = _steps_above(value, row.upper_limit, rule.upper_limit)
    because = _times(value, row.upper_limit, "ULN")
    if not row.baseline:
        return _graded(row, grade, rule, because, ("no baseline: graded by the upper limit alone",))
    by_baseline = _steps_above(value, row.baseline, rule.baseline)
    grade = max(grade, by_baseline + 1 if by_baseline else 0)
    return _graded(row, grade, rule, f"{because}; {_times(value, row.baseline, 'baseline')}", ())


def _inr(row: GradeRow, value: Decimal, rule: InrTerm) -> GradeAnswerRow:
    if row.baseline_abnormal:
        if not row.baseline:
            return _not_graded(row, "on anticoagulation the baseline is needed")
        grade = _steps_above(value, row.baseline, rule.baseline)
        note = "baseline_abnormal is read as: on anticoagulation"
        return _graded(row, grade, rule, _times(value, row.baseline, "baseline"), (note,))
    grade = _steps_above(value, Decimal(1), rule.fixed)
    note = "" if row.baseline_abnormal is False else "graded as without anticoagulation: it was not stated"
    return _graded(row, grade, rule, f"{to_text(value)} against {', '.join(map(to_text, rule.fixed))}", (note,))
