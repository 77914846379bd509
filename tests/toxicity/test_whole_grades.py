"""Whole rows of the grading: the arithmetic that stands beside the wording, and what is remarked. Checked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from haipdose.protocol.standards_loader import load_ctcae
from haipdose.toxicity.grading import grade_rows
from haipdose.toxicity.grading_requests import GradeRow

ALT = {"term": "Alanine aminotransferase increased", "unit": "U/L", "upper_limit": "45"}
INR = {"term": "INR increased", "upper_limit": "1.2"}
STATED = "although this upper limit says otherwise"


@pytest.mark.parametrize(
    ("row", "grade", "arithmetic", "note"),
    [
        # 1.5 × 90 = 135; 135.3 ÷ 90 = 1.50333…
        (
            ALT | {"value": "135.3", "baseline": "90", "baseline_abnormal": True},
            1,
            "135.3 is about 1.5033 × baseline 90",
            "",
        ),
        (
            ALT | {"value": "100", "baseline": "45", "baseline_abnormal": True},
            1,
            "100 is about 2.2222 × baseline 45",
            f"the baseline is taken as abnormal, as stated, {STATED}",
        ),
        (ALT | {"value": "90", "baseline": "45", "baseline_abnormal": False}, 1, "90 is 2 × ULN 45", ""),
        (
            ALT | {"value": "90", "baseline": "46", "baseline_abnormal": False},
            1,
            "90 is 2 × ULN 45",
            f"the baseline is taken as normal, as stated, {STATED}",
        ),
        # 9.9 g/dL is below 10 whatever the limit is
        (
            {"term": "Anemia", "value": "9.8", "unit": "g/dL", "lower_limit": "9.9"},
            2,
            "9.8 g/dL < 10",
            "the lower limit lies below 10 g/dL, where grade 2 begins: check its unit",
        ),
        ({"term": "Anemia", "value": "10", "unit": "g/dL", "lower_limit": "10"}, 0, "10 g/dL ≥ LLN 10", ""),
        ({"term": "Anemia", "value": "4.9", "unit": "mmol/L", "lower_limit": "7.5"}, 2, "4.9 mmol/L < 6.2", ""),
        # 100 g/L = 10 g/dL, the edge of grade 2, which is not below it
        ({"term": "Anemia", "value": "99.9", "unit": "g/L", "lower_limit": "120"}, 2, "99.9 g/L < 100", ""),
        (
            {"term": "Creatinine increased", "value": "150", "unit": "umol/L", "upper_limit": "100"},
            1,
            "150 is 1.5 × ULN 100",
            "no baseline: graded by the upper limit alone",
        ),
        (
            INR | {"value": "3.3", "baseline": "3", "baseline_abnormal": True},
            1,
            "3.3 is 1.1 × baseline 3",
            "baseline_abnormal is read as: on anticoagulation",
        ),
        (
            INR | {"value": "1.6"},
            2,
            "1.6 against 1.2, 1.5, 2.5",
            "graded as without anticoagulation: it was not stated",
        ),
        (INR | {"value": "1.6", "baseline_abnormal": False}, 2, "1.6 against 1.2, 1.5, 2.5", ""),
    ],
)
def test_grade_arithmetic_and_note(row: dict[str, Any], grade: int, arithmetic: str, note: str) -> None:
    (answer,) = grade_rows([GradeRow.model_validate({"id": 1, **row})], load_ctcae())
    assert answer.grade == grade
    assert answer.criterion.endswith(f"[{arithmetic}]")
    assert answer.note == note
