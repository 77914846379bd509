"""Observations that come in: taken whole or refused for a reason that is stated."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from fhir_support import ABOUT, FOLDER
from hypothesis import given as forall
from hypothesis import strategies as st

from haipdose.course.patient_facts import Laboratory, LaboratoryValue, WeightMeasured
from haipdose.errors import InputError, InputErrors
from haipdose.exact_json import parse_document
from haipdose.interop.codes import codes
from haipdose.interop.fhir import given
from haipdose.interop.fhir.parts import LOINC, UCUM
from haipdose.interop.fhir.reading import read_observation
from haipdose.interop.fhir.writing import to_json
from haipdose.laboratory_catalogue.loader import laboratory_catalogue

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
AST: dict[str, Any] = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": LOINC, "code": "1920-8"}]},
    "subject": {"reference": f"Patient/{ABOUT.patient}"},
    "effectiveDateTime": "2026-03-02T08:15:00+01:00",
    "valueQuantity": {"value": Decimal(52), "unit": "U/L", "system": UCUM, "code": "U/L"},
    "referenceRange": [{"high": {"value": Decimal(35), "system": UCUM, "code": "U/L"}}],
}


def changed(**parts: Any) -> dict[str, Any]:
    document = deepcopy(AST)
    for path, value in parts.items():
        *above, last = path.split("__")
        place = document
        for name in above:
            place = place[name]
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return document


def test_a_result_is_read_exactly() -> None:
    said = read_observation(changed(valueQuantity__value=Decimal("52.10")), NOW)
    assert isinstance(said.fact, Laboratory)
    assert said.subject.id == ABOUT.patient
    assert said.fact.at == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    (value,) = said.fact.results
    assert (value.test, value.value, value.unit, value.upper_limit) == ("ast", Decimal("52.1"), "U/L", Decimal(35))


def test_a_weight_is_read() -> None:
    document = changed(
        code__coding=[{"system": LOINC, "code": "29463-7"}],
        valueQuantity={"value": Decimal("96.5"), "system": UCUM, "code": "kg"},
    )
    said = read_observation(document, NOW)
    assert isinstance(said.fact, WeightMeasured)
    assert said.fact.weight_kg == Decimal("96.5")


def test_the_same_observation_has_the_same_name_and_another_value_another_id() -> None:
    one, same = read_observation(AST, NOW), read_observation(deepcopy(AST), NOW)
    other = read_observation(changed(status="corrected", valueQuantity__value=Decimal(53)), NOW)
    assert one.fact == same.fact
    assert one.name == other.name
    assert one.fact is not None
    assert other.fact is not None
    assert one.fact.id != other.fact.id
    named = read_observation(changed(identifier=[{"system": "urn:lab", "value": "4711"}]), NOW)
    assert named.name != one.name


def test_one_that_is_taken_back_has_no_value() -> None:
    said = read_observation(changed(status="entered-in-error", valueQuantity=None), NOW)
    assert said.withdrawn
    assert said.fact is None


REFUSED = [
    ("fhir.kind", {"resourceType": "Patient"}),
    ("fhir.status", {"status": "preliminary"}),
    ("fhir.status", {"status": "registered"}),
    ("fhir.status", {"status": None}),
    ("fhir.component", {"component": [{}]}),
    ("fhir.dataabsentreason", {"dataAbsentReason": {"text": "lost"}}),
    ("fhir.modifierextension", {"modifierExtension": [{"url": "urn:not"}]}),
    ("fhir.subject", {"subject": None}),
    ("fhir.subject", {"subject": {"reference": "Group/herd1"}}),
    ("fhir.subject", {"subject": {"display": "somebody"}}),
    ("fhir.code", {"code": None}),
    ("fhir.code", {"code__coding": [{"system": LOINC, "code": "2345-7"}]}),
    ("fhir.code", {"code__coding": [{"system": "http://snomed.info/sct", "code": "1920-8"}]}),
    ("fhir.code", {"code__coding": [{"system": LOINC, "code": "1920-8"}, {"system": LOINC, "code": "1742-6"}]}),
    ("fhir.effective", {"effectiveDateTime": None}),
    ("fhir.effective", {"effectiveDateTime": "2026-03-02"}),
    ("fhir.effective", {"effectiveDateTime": "2026-03-02T08:15:00"}),
    ("fhir.effective", {"effectiveDateTime": "2026-13-02T08:15:00Z"}),
    ("fhir.future", {"effectiveDateTime": "2026-03-02T13:06:00+01:00"}),
    ("fhir.value", {"valueQuantity": None}),
    ("fhir.value", {"valueQuantity__value": "52"}),
    ("fhir.value", {"valueQuantity__value": Decimal("1e30")}),
    ("fhir.comparator", {"valueQuantity__comparator": "<"}),
    ("fhir.unit", {"valueQuantity__system": None}),
    ("fhir.unit", {"valueQuantity__code": None}),
    ("fhir.unit", {"valueQuantity__code": "mg/dL"}),
    ("fhir.unit", {"valueQuantity__code": "furlong"}),
    ("fhir.unit", {"referenceRange": [{"high": {"value": Decimal(1), "system": UCUM, "code": "ukat/L"}}]}),
]


@pytest.mark.parametrize(("code", "parts"), REFUSED)
def test_refused_for_a_stated_reason(code: str, parts: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        read_observation(changed(**parts), NOW)
    assert refused.value.code == code
    assert refused.value.field


def test_five_minutes_of_a_wrong_clock_are_forgiven() -> None:
    assert read_observation(changed(effectiveDateTime="2026-03-02T13:05:00+01:00"), NOW).fact is not None


def test_an_implausible_value_and_a_weight_in_pounds_are_refused() -> None:
    with pytest.raises(InputErrors, match="plausible"):
        read_observation(changed(valueQuantity__value=Decimal(900000)), NOW)
    pounds = changed(
        code__coding=[{"system": LOINC, "code": "29463-7"}],
        valueQuantity={"value": Decimal(185), "system": UCUM, "code": "[lb_av]"},
    )
    with pytest.raises(InputError) as refused:
        read_observation(pounds, NOW)
    assert refused.value.code == "fhir.unit"


def test_limits_for_some_patients_only_are_not_taken_for_this_one() -> None:
    ranges = [{"high": {"value": Decimal(35), "system": UCUM, "code": "U/L"}, "appliesTo": [{"text": "women"}]}]
    said = read_observation(changed(referenceRange=ranges), NOW)
    assert isinstance(said.fact, Laboratory)
    assert said.fact.results[0].upper_limit is None


def test_an_identifier_names_the_patient_too() -> None:
    said = read_observation(changed(subject={"identifier": {"system": "urn:oid:2.999", "value": "0001"}}), NOW)
    assert (said.subject.id, said.subject.system, said.subject.value) == (None, "urn:oid:2.999", "0001")


@forall(
    st.sampled_from(codes().laboratory),
    st.decimals(min_value=Decimal("1"), max_value=Decimal("20"), places=3),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2026, 3, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_what_is_sent_is_read_back_alike(row: Any, number: Decimal, at: datetime) -> None:
    """Value, unit, limits and moment of every coded test, through JSON text and back."""
    for unit in row.units:
        value = LaboratoryValue(test=row.test, value=number, unit=unit, upper_limit=Decimal("19.75"))
        sent = parse_document(to_json(given.laboratory(ABOUT, "lab-1", at, value)), "test")
        if not laboratory_catalogue().tests[row.test].is_plausible(number, unit):
            with pytest.raises(InputErrors, match="plausible"):
                read_observation(sent, NOW)
            continue
        said = read_observation(sent, NOW)
        assert isinstance(said.fact, Laboratory)
        (back,) = said.fact.results
        assert (back.test, back.value, back.unit, back.upper_limit) == (row.test, number, unit, Decimal("19.75"))
        assert said.fact.at == at


OBSERVATIONS = json.loads((FOLDER / "observations.json").read_text(encoding="utf-8"), parse_float=Decimal)
USED_HERE = {"Observation-example": "fhir.effective", "Observation-f005": "fhir.effective"}
"""Of HL7's own examples two have a code that is used here; the one has a day without a time, the other a period."""


@pytest.mark.parametrize("name", sorted(OBSERVATIONS))
def test_the_official_examples_are_refused_for_a_stated_reason(name: str) -> None:
    with pytest.raises(InputError) as refused:
        read_observation(OBSERVATIONS[name], NOW)
    assert refused.value.code == USED_HERE.get(name, refused.value.code)
    reasons = {"fhir.status", "fhir.component", "fhir.dataabsentreason", "fhir.subject", "fhir.code", "fhir.effective"}
    assert refused.value.code in reasons
    assert refused.value.message
    if refused.value.code == "fhir.effective":
        assert name in USED_HERE


def test_official_examples_with_a_time_are_taken_or_refused_for_their_unit() -> None:
    """The two of them that are about tests used here, given what they lack."""
    when = {"effectiveDateTime": "2016-03-28T09:00:00Z"}
    haemoglobin = {name: part for name, part in OBSERVATIONS["Observation-f005"].items() if name != "effectivePeriod"}
    said = read_observation(haemoglobin | when, NOW)
    assert isinstance(said.fact, Laboratory)
    assert said.fact.results[0].value == Decimal("7.2")
    with pytest.raises(InputError) as refused:
        read_observation(OBSERVATIONS["Observation-example"] | when, NOW)
    assert (refused.value.code, refused.value.found) == ("fhir.unit", "[lb_av]")


def test_the_official_appointments_are_no_observations() -> None:
    for one in json.loads((FOLDER / "appointments.json").read_text(encoding="utf-8")).values():
        with pytest.raises(InputError) as refused:
            read_observation(one, NOW)
        assert refused.value.code == "fhir.kind"
