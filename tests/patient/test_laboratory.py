"""Laboratory results: units, conversions, spellings and slips of the pen; factors worked out again with fractions."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from haipdose.errors import InputError
from haipdose.evidence import Evidence
from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.laboratory_catalogue.model import LaboratoryCatalogue
from haipdose.patient.laboratory import LabResult, TestName, canonical_unit, result_in_unit

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def result(test: str, value: str, unit: str, **limits: str) -> LabResult:
    return LabResult.model_validate({"test": test, "value": value, "unit": unit, "at": AT, **limits})


def test_the_catalogue_knows_the_tests_of_the_shape_and_no_others() -> None:
    assert set(laboratory_catalogue().tests) == set(get_args(TestName))


@pytest.mark.parametrize(
    ("test", "unit", "exact"),
    [
        ("bilirubin-total", "mg/dL", Fraction(10_000 * 1000, 584_673)),
        ("bilirubin-direct", "mg/dL", Fraction(10_000 * 1000, 584_673)),
        ("creatinine", "mg/dL", Fraction(10_000 * 100, 11_312)),
        ("haemoglobin", "mmol/L", Fraction(16_114, 1000)),
        ("ast", "ukat/L", Fraction(60)),
        ("neutrophils", "/uL", Fraction(10**6, 10**9)),
        ("platelets", "10*6/L", Fraction(10**6, 10**9)),
        ("albumin", "g/dL", Fraction(10)),
    ],
)
def test_factors_follow_from_molar_masses_and_definitions_to_five_digits(test: str, unit: str, exact: Fraction) -> None:
    factor = Fraction(laboratory_catalogue().tests[test].units[unit].value)
    assert abs(factor - exact) <= Fraction(5, 10_000)


def test_a_recalled_factor_says_so_and_guards_are_local() -> None:
    tests = laboratory_catalogue().tests
    assert tests["haemoglobin"].units["mmol/L"].evidence is Evidence.RECALLED
    assert {test.plausible.evidence for test in tests.values()} == {Evidence.LOCAL}


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("µmol/L", "umol/L"),
        ("μmol/l", "umol/L"),
        (" UMOL/L ", "umol/L"),
        ("MG/DL", "mg/dL"),
        ("iu/L", "U/L"),
        ("µkat/L", "ukat/L"),
        ("10^9/L", "10*9/L"),
        ("×10⁹/L", "10*9/L"),
        ("K/µL", "10*3/uL"),
        ("cells/µL", "/uL"),
        ("/mm³", "/uL"),
        ("{INR}", "1"),
        ("mg", None),
        ("", None),
    ],
)
def test_spellings(written: str, unit: str | None) -> None:
    assert canonical_unit(written) == unit


@pytest.mark.parametrize(
    ("given", "unit", "wanted"),
    [
        (result("bilirubin-total", "17.104", "umol/L"), "mg/dL", "1"),
        (result("bilirubin-total", "3", "mg/dL"), "umol/l", "51.312"),
        (result("ast", "0.5", "µkat/L"), "U/L", "30"),
        (result("platelets", "75000", "/mm3"), "10*9/L", "75"),
        (result("haemoglobin", "12", "g/dL"), "g/L", "120"),
        (result("creatinine", "88", "umol/L"), "µmol/L", "88"),
    ],
)
def test_conversion(given: LabResult, unit: str, wanted: str) -> None:
    assert result_in_unit(given, unit) == Decimal(wanted)


@pytest.mark.parametrize("unit", ["mg/dL", "furlong"])
def test_a_unit_of_another_test_is_refused_in_a_conversion(unit: str) -> None:
    with pytest.raises(InputError) as caught:
        result_in_unit(result("ast", "30", "U/L"), unit)
    assert caught.value.code == "laboratory.unit"
    assert caught.value.allowed == "U/L, ukat/L"


@pytest.mark.parametrize("test", get_args(TestName))
def test_the_ends_of_the_plausible_range_pass_and_what_lies_outside_is_refused(test: str) -> None:
    known = laboratory_catalogue().tests[test]
    limits, unit = known.plausible.value, known.first_unit
    assert result(test, str(limits.low), unit).value == limits.low
    assert result(test, str(limits.high), unit).value == limits.high
    with pytest.raises(ValidationError, match="not plausible"):
        result(test, str(limits.high + Decimal("0.001")), unit)
    with pytest.raises(ValidationError, match=r"not plausible|must not be negative"):
        result(test, str(limits.low - Decimal("0.001")), unit)


@pytest.mark.parametrize(
    ("test", "value", "unit", "words"),
    [
        ("bilirubin-total", "100", "mg/dL", "not plausible"),  # µmol/L written as mg/dL
        ("neutrophils", "1500", "10*9/L", "not plausible"),  # cells/µL written as 10*9/L
        ("haemoglobin", "8", "g/L", "not plausible"),  # g/dL or mmol/L written as g/L
        ("ast", "0", "U/L", "not plausible"),
        ("ast", "30", "mg/dL", "ast is not measured in mg/dL; use U/L or ukat/L"),
        ("platelets", "150", "G/L", "platelets is not measured in g/L"),
        ("ast", "30", "bottles", "'bottles' is not a known unit"),
        ("ast", "-3", "U/L", "must not be negative"),
        ("troponin", "30", "U/L", "Input should be"),
    ],
)
def test_what_cannot_be_a_result_is_refused(test: str, value: str, unit: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        result(test, value, unit)


@pytest.mark.parametrize(("low", "high", "refused"), [("10", "40", False), ("40", "40", True), ("41", "40", True)])
def test_limits_of_normal_must_not_cross(low: str, high: str, refused: bool) -> None:
    if refused:
        with pytest.raises(ValidationError, match="lower limit of normal is not below"):
            result("ast", "30", "U/L", lower_limit=low, upper_limit=high)
    else:
        assert result("ast", "30", "U/L", lower_limit=low, upper_limit=high).upper_limit == 40


def test_a_result_without_offset_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        LabResult.model_validate({"test": "ast", "value": "30", "unit": "U/L", "at": "2026-03-02T09:00:00"})


def _set(document: dict[str, Any], path: str, value: object) -> None:
    *above, last = path.split("|")
    for name in above:
        document = document[name]
    document[last] = value


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("spellings|U/L", ["u/l", "mg/dl"], "two units are written 'mg/dl'"),
        ("spellings|U/L", ["U/L"], "'U/L' is not in lower case"),
        ("spellings|furlong", ["furlong"], "the unit furlong is of no test"),
        (
            "tests|ast|units|FU/L",
            {"value": "2", "source": "site", "evidence": "local"},
            "the unit FU/L has no spelling",
        ),
        ("tests|ast|units|U/L|value", "2", "the factor of the first unit is 1"),
        ("tests|ast|units|U/L|source", "nobody", "there is no source 'nobody'"),
        ("tests|ast|plausible|source", "nobody", "there is no source 'nobody'"),
        ("tests|ast|plausible|value|low", "50000", "not below its upper end"),
        ("tests|ast|units", {}, "at least 1 item"),
    ],
)
def test_a_damaged_catalogue_is_refused(path: str, value: object, words: str) -> None:
    document = deepcopy(laboratory_catalogue().model_dump(mode="json"))
    _set(document, path, value)
    with pytest.raises(ValidationError, match=words):
        LaboratoryCatalogue.model_validate(document)
