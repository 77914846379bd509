"""Rows to grade that are odd: slips of the pen, contradictions, units of another test; and the words of the answer."""

from __future__ import annotations

from typing import Any

import pytest

from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.protocol.standards import LowerTerm
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.toxicity.grading import grade_row, grade_rows
from haipdose.toxicity.grading_requests import GradeAnswerRow, GradeRow

ALT = "Alanine aminotransferase increased"


def graded(term: str, value: str | None, unit: str | None = None, **more: Any) -> GradeAnswerRow:
    row = GradeRow.model_validate({"id": "r", "term": term, "value": value, "unit": unit, **more})
    return grade_row(row, load_ctcae())


@pytest.mark.parametrize(
    ("term", "value", "unit", "more", "words"),
    [
        (
            "Neutrophil count decreased",
            "1500",
            "10*9/L",
            {"lower_limit": "1.8"},
            "the value 1500 10*9/L is not plausible",
        ),
        ("Anemia", "9", "g/L", {"lower_limit": "120"}, "the value 9 g/L is not plausible"),
        ("Blood bilirubin increased", "100", "mg/dL", {"upper_limit": "1.2"}, "not plausible"),
        (ALT, "50", "U/L", {"upper_limit": "40", "baseline": "60000"}, "the baseline 60000 U/L is not plausible"),
        (ALT, "50", "U/L", {"lower_limit": "40", "upper_limit": "40"}, "is not below the upper limit"),
        (ALT, "50", "U/L", {"upper_limit": "0"}, "the upper limit of normal is missing"),
        ("Platelet count decreased", "60", "g/L", {"lower_limit": "150"}, "the unit 'g/L' cannot be compared"),
        ("Platelet count decreased", "60", None, {"lower_limit": "150"}, "the unit '' cannot be compared"),
        (ALT, None, "U/L", {"upper_limit": "40"}, "the value is missing"),
        ("Creatinine increased", "90", "umol/L", {"upper_limit": None}, "the upper limit of normal is missing"),
        ("INR increased", "2", "1", {"baseline_abnormal": True}, "on anticoagulation the baseline is needed"),
    ],
)
def test_a_row_that_cannot_be_right_or_decided_has_no_grade(
    term: str, value: str | None, unit: str | None, more: dict[str, Any], words: str
) -> None:
    answer = graded(term, value, unit, **more)
    assert answer.grade is None
    assert answer.criterion == ""
    assert words in answer.note


@pytest.mark.parametrize(
    ("value", "more", "grade", "note"),
    [
        ("100", {"baseline": "30"}, 1, ""),
        ("100", {}, 1, "no baseline: graded as if it was normal"),
        ("100", {"baseline": "30", "baseline_abnormal": False}, 1, ""),
        ("100", {"baseline": "50", "baseline_abnormal": True}, 1, ""),
        ("100", {"baseline": "30", "baseline_abnormal": True}, 2, "taken as abnormal, as stated"),
        ("100", {"baseline": "50", "baseline_abnormal": False}, 1, "taken as normal, as stated"),
        ("100", {"baseline_abnormal": False}, 1, ""),
    ],
)
def test_what_is_stated_about_the_baseline_stands(value: str, more: dict[str, Any], grade: int, note: str) -> None:
    answer = graded(ALT, value, "U/L", upper_limit="40", **more)
    assert answer.grade == grade
    assert (note in answer.note) if note else answer.note == ""


@pytest.mark.parametrize(
    ("unit", "told"), [("U/L", False), ("µkat/L", False), (None, False), ("g/L", True), ("x", True)]
)
def test_multiples_need_no_unit_and_one_of_another_test_is_pointed_out(unit: str | None, told: bool) -> None:
    answer = graded(ALT, "130", unit, upper_limit="40", baseline="30")
    assert answer.grade == 2
    assert ("is not a unit of this test" in answer.note) is told


def test_a_lower_limit_in_a_slipped_unit_is_pointed_out() -> None:
    answer = graded("Platelet count decreased", "120000", "/uL", lower_limit="150")
    assert answer.grade == 0
    assert "check its unit" in answer.note
    assert "check its unit" in graded("Platelet count decreased", "60", "10*9/L", lower_limit="70").note


def test_inr_says_what_it_assumes() -> None:
    assert "it was not stated" in graded("INR increased", "2", "1").note
    assert graded("INR increased", "2", "1", baseline_abnormal=False).note == ""
    assert "on anticoagulation" in graded("INR increased", "2", "1", baseline="2", baseline_abnormal=True).note


def test_the_answer_has_the_wording_of_the_grade_and_the_arithmetic() -> None:
    assert graded(ALT, "130", "U/L", upper_limit="40", baseline="30").criterion == (
        ">3.0 - 5.0 x ULN if baseline was normal; >3.0 - 5.0 x baseline if baseline was abnormal [130 is 3.25 × ULN 40]"
    )
    assert graded("Creatinine increased", "100", "umol/L", upper_limit="90", baseline="60").criterion == (
        ">1.5 - 3.0 x baseline; >1.5 - 3.0 x ULN [100 is about 1.1111 × ULN 90; 100 is about 1.6667 × baseline 60]"
    )
    none = graded("Anemia", "13", "g/dL", lower_limit="12")
    assert none.criterion.startswith("below grade 1, Hemoglobin (Hgb) <LLN - 10.0 g/dL")
    assert none.criterion.endswith("[13 g/dL ≥ LLN 12]")


def test_rows_keep_their_order_and_ids() -> None:
    rows = [GradeRow(id=name, term=term) for name, term in ((2, "Anemia"), ("a", "nothing"), (1, ALT))]
    assert [answer.id for answer in grade_rows(rows, load_ctcae())] == [2, "a", 1]


def test_every_term_names_a_test_and_units_of_the_catalogue_and_words_every_grade_it_has_numbers_for() -> None:
    standard, tests = load_ctcae(), laboratory_catalogue().tests
    for term in (*standard.upper, *standard.lower, standard.creatinine, standard.inr):
        assert term.test in tests
        if isinstance(term, LowerTerm):
            assert {edges.unit for edges in term.below} <= set(tests[term.test].units)
            assert all(len(edges.values) + 1 <= len(term.wording) for edges in term.below)
            assert all(list(edges.values) == sorted(edges.values, reverse=True) for edges in term.below)
    assert all(len(term.wording) == 4 for term in (*standard.upper, standard.creatinine))
    assert len(standard.inr.wording) == len(standard.inr.fixed) == len(standard.inr.baseline)
