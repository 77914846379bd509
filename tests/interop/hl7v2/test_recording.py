"""Corrected and withdrawn results take the place of what was recorded."""

from __future__ import annotations

import datetime as dt

from haipdose.course.corrections import facts_in_force
from haipdose.course.facts import Laboratory, WeightMeasured
from haipdose.interop.hl7v2.recording import facts_to_record
from haipdose.interop.hl7v2.results import read_results

HEAD = r"MSH|^~\&|LAB|HOSP|HAIPDOSE|ONC|20260514080000+0200||ORU^R01|{}|P|2.5.1"
PID = "PID|1||12345^^^NAT^NI"
OBR = "OBR|1|P1|F77|24323-8^panel^LN|||20260513083000+0200"
CODES = {"ast": "1920-8", "alt": "1742-6", "alp": "6768-6"}


def sent(number, *rows):
    lines = [
        f"OBX|{place}|NM|{CODES[test]}^^LN||{value}|U/L||||{''}|{status}"
        for place, (test, value, status) in enumerate(rows, start=1)
    ]
    raw = "\r".join((HEAD.format(number), PID, OBR, *lines)).encode()
    now = dt.datetime(2026, 5, 14, 10, number, tzinfo=dt.UTC)
    return read_results(raw, clinic_zone="Europe/Amsterdam", as_of=now)[1]


def life(*messages):
    """The facts after each message was recorded in its turn, and what counts at the end."""
    facts = []
    for message in messages:
        counting = facts_in_force(facts, message.received_at).facts
        new = facts_to_record(message, counting)
        facts += new
        again = facts_to_record(message, facts_in_force(facts, message.received_at).facts)
        assert again == ()
    counting = facts_in_force(facts, messages[-1].received_at)
    assert counting.conflicts == ()
    return facts, sorted((v.test, str(v.value)) for _, fact in counting.facts for v in fact.results)


def test_a_first_report_is_recorded_as_it_is():
    message = sent(1, ("ast", 34, "F"), ("alt", 20, "F"))
    assert facts_to_record(message, ()) == (message.reports[0].fact,)


def test_more_tests_of_one_specimen_are_added():
    facts, counting = life(sent(1, ("ast", 34, "F")), sent(2, ("ast", 34, "F"), ("alt", 20, "F")))
    assert [fact.type for fact in facts] == ["laboratory", "laboratory"]
    assert counting == [("alt", "20"), ("ast", "34")]


def test_a_corrected_result_takes_the_place_of_the_wrong_one_and_may_be_corrected_again():
    facts, counting = life(
        sent(1, ("ast", 34, "F"), ("alt", 20, "F")),
        sent(2, ("ast", 340, "C")),
        sent(3, ("ast", 34, "C"), ("alp", 90, "F")),
        sent(4, ("ast", 340, "C")),
    )
    assert [fact.type for fact in facts] == ["laboratory", "correction", "laboratory", "correction", "correction"]
    assert counting == [("alp", "90"), ("alt", "20"), ("ast", "340")]


def test_a_withdrawn_result_goes_and_the_last_one_takes_its_report_with_it():
    first = sent(1, ("ast", 34, "F"), ("alt", 20, "F"))
    assert life(first, sent(2, ("ast", "", "D")))[1] == [("alt", "20")]
    facts, counting = life(first, sent(2, ("ast", "", "W"), ("alt", "", "W")))
    assert counting == []
    assert facts[-1].void


def test_what_was_never_recorded_is_not_withdrawn():
    assert facts_to_record(sent(1, ("ast", "", "D")), ()) == ()
    facts, _ = life(sent(1, ("alt", 20, "F")), sent(2, ("ast", "", "D")))
    assert len(facts) == 1


def test_other_specimens_and_other_facts_are_left_alone():
    other = Laboratory(
        type="laboratory",
        id="ward-1",
        at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        results=({"test": "ast", "value": "50", "unit": "U/L"},),
    )
    weight = WeightMeasured(type="weight-measured", at=other.at, weight_kg="70")
    in_force = [(fact.key, fact) for fact in (other, weight)]
    assert facts_to_record(sent(1, ("ast", "", "D")), in_force) == ()
    report = sent(1, ("ast", 34, "F"))
    assert facts_to_record(report, in_force) == (report.reports[0].fact,)
