"""The patient's body: plausibility at its edges, age, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.patient.body import Patient


def patient(**changes: Any) -> Patient:
    return Patient.model_validate({"sex": "female", "height_cm": "165", "weight_kg": "60"} | changes)


@pytest.mark.parametrize(
    ("field", "value", "plausible"),
    [
        ("height_cm", "99.9", False),
        ("height_cm", "100", True),
        ("height_cm", "250", True),
        ("height_cm", "250.1", False),
        ("height_cm", "1.75", False),
        ("weight_kg", "24.99", False),
        ("weight_kg", "25", True),
        ("weight_kg", "300", True),
        ("weight_kg", "300.01", False),
    ],
)
def test_plausible_ends_belong_to_the_range(field: str, value: str, plausible: bool) -> None:
    if plausible:
        assert str(getattr(patient(**{field: value}), field)) == value
        return
    with pytest.raises(ValidationError) as caught:
        patient(**{field: value})
    (fault,) = caught.value.errors()
    assert fault["type"] == f"{field.partition('_')[0]}-implausible"
    assert value in fault["msg"]
    assert "allowed" in fault["msg"]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"sex": "other"}, "literal_error"),
        ({"height_cm": 165.5}, "value_error"),
        ({"name": "somebody"}, "extra_forbidden"),
        ({"birth_date": "1960-01-01", "age_years": 66}, "age-twice"),
        ({"birth_date": "2026-02-02", "weight_at": "2026-02-01"}, "weight-before-birth"),
        ({"age_years": 121}, "less_than_equal"),
        ({"id": "two words"}, "string_pattern_mismatch"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        patient(**changes)
    assert [fault["type"] for fault in caught.value.errors()] == [kind]


def test_nothing_is_assumed() -> None:
    with pytest.raises(ValidationError) as caught:
        Patient.model_validate({})
    assert {fault["loc"][0] for fault in caught.value.errors()} == {"sex", "height_cm", "weight_kg"}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1960-06-15", "2026-06-14", 65),
        ("1960-06-15", "2026-06-15", 66),
        ("1960-06-15", "2026-12-01", 66),
        ("1960-02-29", "2026-02-28", 65),
        ("1960-02-29", "2026-03-01", 66),
        ("1960-02-29", "2028-02-29", 68),
        ("2026-06-15", "2026-06-14", None),
    ],
)
def test_completed_years(born: str, day: str, age: int | None) -> None:
    assert patient(birth_date=born).age_on(date.fromisoformat(day)) == age


def test_a_given_age_stands() -> None:
    assert patient(age_years=58).age_on(date(2026, 1, 1)) == 58
    assert patient().age_on(date(2026, 1, 1)) is None
    assert patient(weight_at="2026-01-01", birth_date="1960-01-01").weight_at == date(2026, 1, 1)
