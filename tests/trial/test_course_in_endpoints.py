"""What the engine's course adds to the endpoints: doses, laboratory grades, proof of life."""

from __future__ import annotations

from datetime import date
from typing import Any

from trials import RANDOMISED, day, fact, participant, scan

from haipdose.trial.endpoints import Outcomes, outcomes

LATE = date(2026, 1, 1)
BASE = scan(0, 100)


def at(number: int) -> str:
    return f"{day(number)}T10:00:00+01:00"


def course(*facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "80", "age_years": 61},
        "protocol": "pump-it",
        "arm": "pump",
        "clinic": {"time_zone": "Europe/Amsterdam", "country": "NL"},
        "as_of": "2026-06-01T09:00:00+01:00",
        "facts": facts,
    }


def systemic(number: int) -> dict[str, Any]:
    return {"type": "systemic-given", "id": f"s{number}", "at": at(number), "regimen": "FOLFOX"}


def filled(number: int, contents: str = "floxuridine") -> dict[str, Any]:
    fill = {"type": "fill-given", "id": f"f{number}", "at": at(number), "contents": contents, "volume_ml": 30}
    return {**fill, "floxuridine_mg": 195, "dose_percent": 100} if contents == "floxuridine" else fill


def laboratory(number: int, value: str, test: str = "alt", unit: str = "U/L", **rest: Any) -> dict[str, Any]:
    result = {"test": test, "value": value, "unit": unit, **rest}
    return {"type": "laboratory", "id": f"lab{number}", "at": at(number), "results": [result]}


def judged(*facts: dict[str, Any], trial: tuple[dict[str, Any], ...] = ()) -> Outcomes:
    return outcomes(participant(BASE, *trial, course=course(*facts)), LATE)


def test_the_first_dose_starts_the_treatment() -> None:
    event = fact("adverse-event", 30, term="Diarrhea", grade=3, related=True)
    assert judged(filled(31), trial=(event,)).adverse_events.value is False
    assert judged(filled(30), trial=(event,)).adverse_events.value is True
    assert judged(systemic(20), filled(31), trial=(event,)).adverse_events.value is True
    assert judged(systemic(0), trial=(event,)).adverse_events.value is True
    saline = judged(filled(20, "heparin-saline"), trial=(event,)).adverse_events
    assert saline.reason == "adverse-event.no-treatment"
    before = judged(systemic(-10), trial=(event,)).adverse_events
    assert before.reason == "adverse-event.no-treatment"


def test_laboratory_values_are_graded_beside_the_judged_events() -> None:
    normal = laboratory(10, "30", upper_limit=50)
    high = laboratory(40, "260", upper_limit=50)
    found = judged(normal, systemic(14), laboratory(20, "240", upper_limit=50), high).adverse_events
    assert [(row.fact, row.grade, row.term) for row in found.laboratory] == [
        ("lab40", 3, "Alanine aminotransferase increased")
    ]
    assert found.value is False


def test_an_abnormal_baseline_is_graded_by_its_multiples_and_another_unit_is_no_baseline() -> None:
    abnormal = laboratory(10, "100", upper_limit=50)
    found = judged(abnormal, systemic(14), laboratory(40, "260", upper_limit=50))
    assert found.adverse_events.laboratory == ()  # 2.6 times the baseline
    no_limit = laboratory(10, "100")  # then the limit of the later value tells that 100 is abnormal
    found = judged(no_limit, systemic(14), laboratory(40, "260", upper_limit=50))
    assert found.adverse_events.laboratory == ()
    other = laboratory(10, "100", unit="ukat/L", upper_limit=50)
    found = judged(other, systemic(14), laboratory(40, "260", upper_limit=50))
    assert [row.grade for row in found.adverse_events.laboratory] == [3]


def test_blood_of_the_first_day_is_baseline() -> None:
    first_day = laboratory(14, "260", upper_limit=50)
    found = judged(first_day, systemic(14), laboratory(40, "260", upper_limit=50))
    assert found.adverse_events.laboratory == ()
    found = judged(systemic(14), laboratory(15, "260", upper_limit=50))
    assert [row.fact for row in found.adverse_events.laboratory] == ["lab15"]


def test_what_has_no_term_or_comes_after_treatment_is_not_graded() -> None:
    ended = fact("protocol-treatment", 60, event="ended")
    late = laboratory(91, "900", upper_limit=50)
    marker = laboratory(40, "900", test="cea", unit="ug/L")
    found = judged(systemic(14), marker, late, trial=(ended,))
    assert found.adverse_events.laboratory == ()


def test_a_corrected_laboratory_value_counts_as_corrected() -> None:
    wrong = laboratory(40, "2600", upper_limit=50)
    right = laboratory(40, "26", upper_limit=50)
    correction = {
        "type": "correction", "id": "k", "at": at(41), "corrects": "lab40", "replacement": right, "reason": "typo",
    }  # fmt: skip
    assert judged(systemic(14), wrong, correction).adverse_events.laboratory == ()


def test_a_visit_proves_life_until_consent_is_withdrawn() -> None:
    found = judged(systemic(200))
    assert (found.os.days, found.os.traced_to) == (200, ("s200",))
    withdrawn = fact("withdrawal", 100, scope="consent")
    found = judged(systemic(200), trial=(withdrawn,))
    assert (found.os.days, found.os.reason) == (100, "censored.consent-withdrawn")
    assert found.os.on > RANDOMISED
