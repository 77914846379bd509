"""Laboratory results in: every OBX is a value or a problem."""

from __future__ import annotations

import datetime as dt

import hl7
import pytest
from hl7apy.parser import parse_message
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from haipdose.errors import InputError
from haipdose.interop.codes import Codes, codes
from haipdose.interop.hl7v2.acknowledge import (
    Hl7Problem,
    acknowledge,
    acknowledged_id,
    acknowledgement_code,
    answer_for,
    refuse,
)
from haipdose.interop.hl7v2.results import read_results
from haipdose.interop.hl7v2.text import Hl7Error, read_message

NOW = dt.datetime.fromisoformat("2026-05-14T12:00:00+02:00")
MSH = r"MSH|^~\&|LAB|HOSP|HAIPDOSE|ONC|20260514080000+0200||ORU^R01^ORU_R01|42|P|2.5.1||||||UNICODE UTF-8"
PID = "PID|1||12345^^^&1.2.3&ISO^MR~999^^^NAT^NI||DO^NOT^USE||19600101|M"
OBR = "OBR|1|P1|F77|24323-8^panel^LN|||20260513083000+0200"


def obx(number=1, code="1920-8^AST^LN", value="34", unit="U/L", limits="0-35", flag="", status="F", at="", kind="NM"):
    return f"OBX|{number}|{kind}|{code}||{value}|{unit}|{limits}|{flag}|||{status}|||{at}"


def oru(*segments, head=MSH, pid=PID, order=OBR):
    return ("\r".join(part for part in (head, pid, order, *segments) if part) + "\r").encode()


def read(*segments, zone="Europe/Amsterdam", **rest):
    return read_results(oru(*segments, **rest), clinic_zone=zone, as_of=NOW)[1]


def levels(results):
    return [(problem.level, problem.code, problem.number, problem.field) for problem in results.problems]


def test_a_report_becomes_one_fact():
    results = read(
        obx(),
        obx(2, "L7^Bili^L^14631-6^Bilirubin^LN", "12.5", "µmol/L", "<21", "N"),
        obx(3, "751-8^ANC^LN", "2.1", r"10\S\9/L", "1.5 - 7.5", status="C"),
        obx(4, "6301-6^INR^LN", "^1.1", "", ">0.8", kind="SN"),
    )
    (report,) = results.reports
    assert report.fact.at == dt.datetime.fromisoformat("2026-05-13T08:30:00+02:00")
    rows = [(v.test, str(v.value), v.unit, v.lower_limit, v.upper_limit) for v in report.fact.results]
    assert rows == [
        ("ast", "34", "U/L", 0, 35),
        ("bilirubin-total", "12.5", "umol/L", None, 21),
        ("neutrophils", "2.1", "10*9/L", rows[2][3], rows[2][4]),
        ("inr", "1.1", "1", rows[3][3], None),
    ]
    assert report.corrected == ("neutrophils",)
    assert results.problems == ()
    assert [(n.value, n.authority, n.kind) for n in report.patient] == [("12345", "1.2.3", "MR"), ("999", "NAT", "NI")]
    assert (results.control_id, results.sending_application, results.sending_facility) == ("42", "LAB", "HOSP")


def test_nobody_is_named_in_what_comes_out_but_by_number():
    text = read(obx(), obx(2, value="x")).model_dump_json()
    for word in ("DO", "NOT", "USE", "1960"):
        assert f'"{word}' not in text


def test_the_same_message_gives_the_same_fact_and_other_content_another():
    first, again = read(obx()).reports[0], read(obx()).reports[0]
    assert first == again
    corrected = read(obx(value="43", status="C")).reports[0]
    assert corrected.specimen == first.specimen
    assert corrected.fact.id != first.fact.id
    assert corrected.fact.id.startswith(corrected.specimen)
    assert read(obx(), order=OBR.replace("F77", "F78")).reports[0].specimen != first.specimen


def test_times_of_their_own_make_facts_of_their_own():
    results = read(obx(), obx(2, "1742-6^ALT^LN", at="202605130900"))
    assert [report.fact.at.isoformat() for report in results.reports] == [
        "2026-05-13T08:30:00+02:00",
        "2026-05-13T09:00:00+02:00",
    ]


def test_two_patients_in_one_message_stay_apart():
    results = read(obx(), "PID|2||777^^^NAT^NI", OBR, obx(1))
    assert [report.patient[0].value for report in results.reports] == ["12345", "777"]
    assert len({report.specimen for report in results.reports}) == 2


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        (obx(code="2951-2^Na^LN"), ("info", "hl7.code-unknown", 1, 3)),
        (obx(code="AST^AST^L"), ("info", "hl7.code-unknown", 1, 3)),
        (obx(unit="mg/dL"), ("error", "hl7.unit", 1, 6)),
        (obx(unit=""), ("error", "hl7.unit", 1, 6)),
        (obx(unit="furlong"), ("error", "hl7.unit", 1, 6)),
        (obx(code="1975-2^Bili^LN", unit="umol/L"), ("error", "hl7.unit", 1, 6)),
        (obx(value="<5"), ("error", "hl7.value", 1, 5)),
        (obx(value="<^5", kind="SN"), ("error", "hl7.value", 1, 5)),
        (obx(value="^5^-^6", kind="SN"), ("error", "hl7.value", 1, 5)),
        (obx(value="34", kind="ST"), ("error", "hl7.value", 1, 5)),
        (obx(value="34~35"), ("error", "hl7.value", 1, 5)),
        (obx(value=""), ("error", "hl7.value", 1, 5)),
        (obx(value="-3"), ("error", "hl7.value", 1, 5)),
        (obx(value="NaN"), ("error", "hl7.value", 1, 5)),
        (obx(value="99999999"), ("error", "hl7.value", 1, 5)),
        (obx(status="P"), ("info", "hl7.not-final", 1, 11)),
        (obx(status="X"), ("info", "hl7.not-final", 1, 11)),
        (obx(status=""), ("error", "hl7.not-final", 1, 11)),
        (obx(status="?"), ("error", "hl7.not-final", 1, 11)),
        (obx(at="20260513"), ("error", "hl7.time", 1, 14)),
        (obx(at="202510260230"), ("error", "hl7.time-ambiguous", 1, 14)),
        (obx(at="202605141300"), ("error", "hl7.time-to-come", 1, 14)),
    ],
)
def test_what_is_not_taken_is_told(segment, expected):
    results = read(segment)
    assert results.reports == ()
    assert levels(results) == [expected]


@pytest.mark.parametrize(
    ("limits", "flag", "expected"),
    [
        ("normal", "", ("warning", "hl7.reference-range", 1, 7)),
        ("0-33", "N", ("warning", "hl7.flag", 1, 8)),
        ("40-60", "N", ("warning", "hl7.flag", 1, 8)),
        ("0-35", "H", ("warning", "hl7.flag", 1, 8)),
        ("0-35", "HH", ("warning", "hl7.flag", 1, 8)),
        ("10-35", "L", ("warning", "hl7.flag", 1, 8)),
    ],
)
def test_what_is_taken_with_a_doubt_is_told_too(limits, flag, expected):
    results = read(obx(limits=limits, flag=flag))
    assert levels(results) == [expected]
    assert results.reports[0].fact.results[0].test == "ast"


@pytest.mark.parametrize(
    ("limits", "flag"), [("0-33", "H"), ("40-60", "L"), ("", "H"), ("", "L"), ("", "A"), ("0-35", "N")]
)
def test_a_flag_that_fits_is_no_trouble(limits, flag):
    assert read(obx(limits=limits, flag=flag)).problems == ()


@pytest.mark.parametrize("status", ["D", "W"])
def test_a_result_that_is_taken_back_is_handed_on(status):
    results = read(obx(status=status), obx(2, "1742-6^ALT^LN"))
    (back,) = results.withdrawn
    assert (back.test, back.status) == ("ast", status)
    assert back.specimen == results.reports[0].specimen
    assert results.problems[0].level == "warning"


def test_two_different_results_of_one_specimen_cancel_each_other_and_twice_the_same_is_one():
    results = read(obx(), obx(2, value="43"), obx(3, "1742-6^ALT^LN"), obx(4, "1742-6^ALT^LN"))
    assert [value.test for value in results.reports[0].fact.results] == ["alt"]
    assert levels(results) == [("error", "hl7.value-twice", 2, 5)]
    assert read(obx(), obx(2, value="43")).reports == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"head": MSH.replace("ORU^R01^ORU_R01", "ADT^A01")}, "hl7.message-type"),
        ({"head": MSH.replace("ORU^R01^ORU_R01", "ORU^R32")}, "hl7.message-type"),
        ({"head": MSH.replace("2.5.1", "3.0")}, "hl7.version"),
        ({"head": MSH.replace("|P|", "|T|")}, "hl7.processing"),
        ({"head": MSH.replace("|42|", "||")}, "hl7.control-id"),
        ({"pid": "PID|1||^^^NAT||SMITH^JANE||19600101"}, "hl7.patient"),
        ({"pid": ""}, "hl7.patient"),
    ],
)
def test_a_message_that_is_not_for_here_is_refused(changes, code):
    with pytest.raises(Hl7Error) as error:
        read(obx(), **changes)
    assert error.value.code == code
    raw = oru(obx(), **changes)
    answer = hl7.parse(refuse(raw, error.value, NOW).decode())
    assert str(answer.segment("MSA")[1]) == "AR"


def test_a_message_without_any_patient_or_result_is_refused():
    with pytest.raises(Hl7Error):
        read(pid="")


def test_the_acknowledgement_names_what_was_not_taken():
    raw = oru(obx(), obx(2, "1742-6^ALT^LN", value="lots"), obx(3, "2951-2^Na^LN"))
    message, results = read_results(raw, clinic_zone="Europe/Amsterdam", as_of=NOW)
    code = answer_for(results.problems)
    answer = acknowledge(message, code, NOW, results.problems)
    assert parse_message(answer.decode()).validate()
    other = hl7.parse(answer.decode())
    assert (str(other.segment("MSA")[1]), str(other.segment("MSA")[2])) == ("AE", "42")
    assert [str(field) for field in other.segment("MSH")[3:7]] == ["HAIPDOSE", "ONC", "LAB", "HOSP"]
    places = [(str(row[2]), str(row[3]).split("^")[0], str(row[4])) for row in other.segments("ERR")]
    assert places == [("OBX^2^5", "102", "E"), ("OBX^3^3", "103", "I")]
    assert acknowledged_id(answer) == "42"
    assert acknowledgement_code(answer) == "AE"
    assert answer == acknowledge(message, code, NOW, results.problems)


def test_all_taken_is_aa():
    assert answer_for(read(obx(), obx(2, "2951-2^Na^LN")).problems) == "AA"


def test_what_is_no_message_is_answered_too():
    error = InputError("No such patient.", code="hl7.patient-unknown", field="PID-3")
    answer = read_message(refuse(b"\x00rubbish", error, NOW))
    assert next(answer.all("MSA")).text(1) == "AR"
    assert next(answer.all("ERR")).text(2, 3) == "3"
    plain = InputError("Away.", code="storage.away")
    assert next(read_message(refuse(oru(obx()), plain, NOW)).all("ERR")).text(3) == "207"


@pytest.mark.parametrize("raw", [b"", MSH.encode()])
def test_what_is_no_acknowledgement_acknowledges_nothing(raw):
    assert acknowledged_id(raw) is None
    assert acknowledgement_code(raw) is None


def test_errors_are_at_most_fifty():
    rows = [Hl7Problem(level="info", code="hl7.value", message="x", segment="OBX", number=n) for n in range(80)]
    answer = read_message(acknowledge(read_message(oru(obx())), "AA", NOW, rows))
    assert len(list(answer.all("ERR"))) == 50


SCRAPS = ["OBX", "|", "^", "~", "\\", "&", "NM", "1920-8", "LN", "34", "U/L", "F", "\r", "PID", "é", '""']


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=60))
def test_whatever_stands_behind_the_header_is_read_or_refused(parts):
    raw = f"{MSH}\r{PID}\r{OBR}\rOBX|1|NM|1920-8^AST^LN||{''.join(parts)}\r".encode()
    try:
        results = read_results(raw, clinic_zone="Europe/Amsterdam", as_of=NOW)[1]
    except Hl7Error:
        return
    seen = len(list(read_message(raw).all("OBX")))
    kept = sum(len(report.fact.results) for report in results.reports)
    assert kept + len(results.problems) >= min(seen, 1)


def test_every_code_of_the_table_is_read():
    table = codes()
    for row in table.laboratory:
        unit = row.units[0]
        assert table.for_test(row.test, unit) == table.by_loinc(row.loinc)
        value = "200" if row.test == "platelets" else "7" if unit == "mmol/L" else "20"
        results = read(obx(code=f"{row.loinc}^^LN", value=value, unit="{INR}" if unit == "1" else unit, limits=""))
        assert levels(results) == []
        assert results.reports[0].fact.results[0].test == row.test
    assert table.by_loinc("0-0") is None
    assert table.for_test("ast", "mg/dL") is None


def test_a_damaged_table_is_refused_with_all_its_faults():
    row = {"loinc": "1920-9", "test": "ast", "units": ["mg/dL"], "source": "nowhere", "evidence": "recalled"}
    with pytest.raises(ValidationError) as faults:
        Codes.model_validate({"version": "1", "sources": {}, "laboratory": [row, row]})
    for words in ("stands twice", "no source nowhere", "mg/dL is no unit of ast", "check digit of 1920-9"):
        assert words in str(faults.value)
