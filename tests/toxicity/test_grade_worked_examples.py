"""CTCAE grades against the worked examples and at every edge, the edges typed again by hand from the standard."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.protocol.standards_loader import load_ctcae
from haipdose.toxicity.grading import grade_row
from haipdose.toxicity.grading_requests import GradeAnswerRow, GradeRow

EXAMPLES = json.loads(
    (Path(__file__).parents[1] / "data/worked_examples.json").read_text(encoding="utf-8"), parse_float=Decimal
)["examples"]
TERMS = {
    "ALT": ("Alanine aminotransferase increased", "U/L"),
    "ALP": ("Alkaline phosphatase increased", "U/L"),
    "bilirubin": ("Blood bilirubin increased", "umol/L"),
    "ANC": ("Neutrophil count decreased", "10*9/L"),
    "platelets": ("Platelet count decreased", "10*9/L"),
    "hb_g_L": ("Anemia", "g/L"),
}


def graded(term: str, value: object, unit: str | None = None, **rest: Any) -> GradeAnswerRow:
    texts = {name: str(number) if not isinstance(number, bool) else number for name, number in rest.items()}
    row = GradeRow.model_validate({"id": 1, "term": term, "value": str(value), "unit": unit, **texts})
    return grade_row(row, load_ctcae())


@pytest.mark.parametrize("example", [pytest.param(e, id=e["id"]) for e in EXAMPLES if e["kind"] == "ctcae_v5_grade"])
def test_worked_examples(example: dict[str, Any]) -> None:
    given = example["inputs"]
    term, unit = TERMS[given["test"]]
    limits = {
        name: given[key]
        for key, name in (("ULN", "upper_limit"), ("LLN", "lower_limit"), ("baseline", "baseline"))
        if key in given
    }
    assert graded(term, given["value"], unit, **limits).grade == example["expected"]["grade"]


@pytest.mark.parametrize(
    ("term", "normal", "abnormal"),
    [
        ("alanine AMINOTRANSFERASE increased", "1 3 5 20", "1.5 3 5 20"),
        ("Aspartate aminotransferase increased", "1 3 5 20", "1.5 3 5 20"),
        ("Alkaline phosphatase increased", "1 2.5 5 20", "2 2.5 5 20"),
        ("GGT increased", "1 2.5 5 20", "2 2.5 5 20"),
        ("Blood bilirubin increased", "1 1.5 3 10", "1 1.5 3 10"),
    ],
)
def test_every_upper_edge(term: str, normal: str, abnormal: str) -> None:
    for grade, edge in enumerate(map(Decimal, normal.split()), 1):
        assert graded(term, edge * 40, "U/l", upper_limit=40, baseline=30).grade == grade - 1
        assert graded(term, edge * 40 + Decimal("0.01"), "U/l", upper_limit=40, baseline=30).grade == grade
    for grade, edge in enumerate(map(Decimal, abnormal.split()), 1):
        begins_at_it = grade == 1 and term != "Blood bilirubin increased"
        assert graded(term, edge * 80, "U/l", upper_limit=40, baseline=80).grade == (1 if begins_at_it else grade - 1)
        assert graded(term, edge * 80 - Decimal("0.01"), "U/l", upper_limit=40, baseline=80).grade == grade - 1
        assert graded(term, edge * 80 + Decimal("0.01"), "U/l", upper_limit=40, baseline=80).grade == grade
        assert graded(term, edge * 80 + Decimal("0.01"), baseline=80, baseline_abnormal=True).grade == grade


@pytest.mark.parametrize(
    ("term", "unit", "limit", "edges"),
    [
        ("Neutrophil count decreased", "10^9/L", "1.8", "1.5 1 0.5"),
        ("Neutrophil count decreased", "/mm3", "1800", "1500 1000 500"),
        ("Platelet count decreased", "10*3/uL", "150", "75 50 25"),
        ("White blood cell decreased", "10*9/l", "4", "3 2 1"),
        ("Lymphocyte count decreased", "10*9/L", "1", "0.8 0.5 0.2"),
        ("Anemia", "g/L", "120", "100 80"),
        ("Anemia", "G/DL", "12", "10 8"),
        ("Anemia", "mmol/L", "7.4", "6.2 4.9"),
        ("Hypoalbuminemia", "g/dL", "3.5", "3 2"),
    ],
)
def test_every_lower_edge(term: str, unit: str, limit: str, edges: str) -> None:
    assert graded(term, limit, unit, lower_limit=limit).grade == 0
    assert graded(term, Decimal(limit) - Decimal("0.01"), unit, lower_limit=limit).grade == 1
    for grade, edge in enumerate(map(Decimal, edges.split()), 2):
        assert graded(term, edge, unit, lower_limit=limit).grade == grade - 1
        assert graded(term, edge - Decimal("0.01"), unit, lower_limit=limit).grade == grade


@pytest.mark.parametrize(
    ("value", "rest", "grade"),
    [
        (100, {"upper_limit": 100}, 0),
        (101, {"upper_limit": 100}, 1),
        (151, {"upper_limit": 100}, 2),
        (301, {"upper_limit": 100}, 3),
        (601, {"upper_limit": 100}, 4),
        (100, {"upper_limit": 100, "baseline": 60}, 2),
        (90, {"upper_limit": 100, "baseline": 60}, 0),
        (181, {"upper_limit": 100, "baseline": 60}, 3),
        (180, {"upper_limit": 100, "baseline": 60}, 2),
    ],
)
def test_creatinine(value: int, rest: dict[str, int], grade: int) -> None:
    assert graded("Creatinine increased", value, "umol/L", **rest).grade == grade


@pytest.mark.parametrize(
    ("value", "rest", "grade"),
    [
        ("1.2", {}, 0),
        ("1.21", {}, 1),
        ("1.51", {}, 2),
        ("2.51", {}, 3),
        ("2.5", {"baseline": "2.5", "baseline_abnormal": True}, 0),
        ("2.6", {"baseline": "2.5", "baseline_abnormal": True}, 1),
        ("6.26", {"baseline": "2.5", "baseline_abnormal": True}, 3),
    ],
)
def test_inr(value: str, rest: dict[str, Any], grade: int) -> None:
    assert graded("INR increased", value, **rest).grade == grade


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"term": "Diarrhea"}, "a person enters it"),
        ({"term": "Anemia"}, "value is missing"),
        ({"term": "Sneezing", "value": 1}, "not a laboratory term"),
        ({"term": "Anemia", "value": 110, "unit": "g/L"}, "lower limit"),
        ({"term": "Anemia", "value": 110, "unit": "U/L"}, "cannot be compared"),
        ({"term": "GGT increased", "value": 110}, "upper limit"),
        ({"term": "GGT increased", "value": 110, "baseline_abnormal": True}, "its value is missing"),
        ({"term": "Creatinine increased", "value": 110}, "upper limit"),
        ({"term": "INR increased", "value": 2, "baseline_abnormal": True}, "baseline is needed"),
    ],
)
def test_what_cannot_be_decided_has_no_grade_and_a_reason(row: dict[str, Any], words: str) -> None:
    answer = grade_row(GradeRow.model_validate({"id": "a", **row}), load_ctcae())
    assert answer.grade is None
    assert words in answer.note


def test_the_command() -> None:
    rows = [{"id": "r1", "term": "GGT increased", "value": 101, "unit": "U/L", "upper_limit": 40, "baseline": 30}]
    done = CliRunner().invoke(app, ["grade", "-", "--json"], input=json.dumps(rows))
    assert json.loads(done.stdout)[0]["grade"] == 2
    assert "r1: grade 2" in CliRunner().invoke(app, ["grade", "-"], input=json.dumps(rows)).stdout
    assert CliRunner().invoke(app, ["grade", "-"], input="[]").exit_code == 2
