"""Assessments: hand-made calendars, a row at every edge of every window, and what ends, moves or leaves undated."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from assessing import LATE, answer, on, ready, rows, whole
from trials import fact, participant, scan

from haipdose.errors import InputError
from haipdose.protocol.approval import Approvals
from haipdose.protocol.approving import approve
from haipdose.protocol.loader import load_protocol
from haipdose.schedule.calendar import ClinicCalendar
from haipdose.schedule.clinic import Clinic
from haipdose.trial.assessments import assessing, assessments_of
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.participant import Participant

# Days from randomisation, worked out by hand. Anchors: registration -5, implantation 20, treatment from 50 to 260,
# conversion surgery 240; months from 1 January 2025: 3 are day 90, 6 are 181, 12 are 365, 60 are 1826 (leap year 2028).
# id, what proves it, first day that still counts as early, window, target, last day that still counts as late
CTA = {"type": "imaging", "modality": "ct-angiography"}
EDGES = [
    ("baseline-imaging.d0", {"type": "imaging", "modality": "ct"}, -61, -33, -5, -5, -5),
    ("baseline-liver-panel.d0", {"type": "liver-panel", "verdict": "unresectable"}, -61, -33, -5, -5, -5),
    ("ct-angiography-before-surgery.op.d14-before", CTA, -64, -22, 6, 19, 19),
    ("ct-angiography-after-surgery.op.d14", CTA, 21, 21, 34, 47, 103),
    ("maa-scan-after-surgery.op.d3", {"type": "imaging", "modality": "maa-scan"}, 20, 22, 23, 34, 104),
    ("response-imaging.d56", {"type": "imaging", "modality": "mri"}, 85, 99, 106, 113, 127),
    ("response-imaging.d112", {"type": "imaging", "modality": "pet-ct"}, 141, 155, 162, 169, 183),
    ("response-imaging.d168", {"type": "imaging", "modality": "ct"}, 197, 211, 218, 225, 239),
    ("liver-panel.d91", {"type": "liver-panel", "verdict": "judge-again"}, 99, 127, 141, 155, 183),
    ("liver-panel.d182", {"type": "liver-panel", "verdict": "resectable"}, 190, 218, 232, 246, 274),
    ("complications.op.d30", {"type": "complications-reviewed", "surgery": "op"}, 50, 50, 50, 64, 92),
    ("complications.op.d90", {"type": "complications-reviewed", "surgery": "op"}, 110, 110, 110, 124, 152),
    ("complications.conv.d90", {"type": "complications-reviewed", "surgery": "conv"}, 330, 330, 330, 344, 372),
    ("pathology.conv.d14", {"type": "pathology", "surgery": "conv", "mandard": 2}, 240, 240, 254, 268, 328),
    ("qlq-c30.d0", {"type": "questionnaire", "instrument": "qlq-c30"}, -28, -14, 0, 14, 42),
    ("qlq-c30.m3", {"type": "questionnaire", "instrument": "qlq-c30"}, 62, 76, 90, 104, 132),
    ("eq-5d-3l.m12", {"type": "questionnaire", "instrument": "eq-5d-3l"}, 337, 351, 365, 379, 407),
    ("ipcq.m60", {"type": "questionnaire", "instrument": "ipcq"}, 1798, 1812, 1826, 1840, 1868),
    ("follow-up-imaging.d84", {"type": "imaging", "modality": "ct"}, 316, 330, 344, 358, 386),
    ("survival.m6", {"type": "last-contact"}, 121, 151, 181, 211, 271),
    ("survival.m60", {"type": "last-contact"}, 1766, 1796, 1826, 1856, 1916),
]  # fmt: skip


def proof(document: dict[str, Any], day: int) -> dict[str, Any]:
    answers = {"answers": {}} if document["type"] == "questionnaire" else {}
    return {"id": "proof", "on": on(day).isoformat(), **document, **answers}


@pytest.mark.parametrize("row", EDGES, ids=[row[0] for row in EDGES])
def test_done_at_every_edge(row: tuple[str, dict[str, Any], int, int, int, int, int]) -> None:
    """Just outside what counts, the first and last day that count, just outside the window, its edges, the target."""
    name, document, opens, earliest, target, latest, closes = row
    expected = {opens - 1: "missed", closes + 1: "missed", earliest: "on time", target: "on time", latest: "on time"}
    if opens < earliest:
        expected |= {opens: "early", earliest - 1: "early"}
    if closes > latest:
        expected |= {latest + 1: "late", closes: "late"}
    for day, wanted in expected.items():
        found = rows(whole(proof(document, day)))[name]
        assert found.status.value == (wanted if wanted == "missed" else f"done-{wanted.replace(' ', '-')}"), (
            day,
            found,
        )
        assert found.facts == (() if wanted == "missed" else ("proof",))
        if wanted == "missed":
            continue
        assert found.done_on == on(day)
        assert found.days_from_target == day - target
        assert found.days_outside == min(day - earliest, 0) + max(day - latest, 0)
    assert (found.target, found.earliest, found.latest, found.closes) == tuple(
        map(on, (target, earliest, latest, closes))
    )


@pytest.mark.parametrize("row", EDGES, ids=[row[0] for row in EDGES])
def test_not_done_at_every_edge(row: tuple[str, dict[str, Any], int, int, int, int, int]) -> None:
    """Missing: the day before the window, its first and last day, the day after, the last day that counts, the next."""
    name, _, _, earliest, _, latest, closes = row
    expected = {earliest - 1: "not-yet-due", earliest: "due", latest: "due", closes + 1: "missed"}
    if closes > latest:
        expected |= {latest + 1: "overdue", closes: "overdue"}
    for day, wanted in expected.items():
        found = rows(whole(), day)
        if name not in found:
            assert day < found_from(name), f"{name} is dated from its anchor on"
            continue
        assert found[name].status.value == wanted, day


def found_from(name: str) -> int:
    """The day from which an assessment can be dated: that of its anchor, by hand."""
    anchors = {"baseline": -5, "ct": 20, "maa": 20, "response": 50, "liver": 50, "pathology": 240, "follow": 260}
    by_surgery = {"op": 20, "conv": 240}
    first, *rest = name.split(".")
    return by_surgery[rest[0]] if first == "complications" else anchors.get(first.split("-")[0], 0)


# ---- Calendars by hand

LEAP_DAY = {
    # randomised on 29 February 2024: months that have no 29th end on their last day
    "qlq-c30.d0": ("2024-02-29", "2024-02-15", "2024-03-14", "2024-04-11"),
    "qlq-c30.m3": ("2024-05-29", "2024-05-15", "2024-06-12", "2024-07-10"),
    "qlq-c30.m6": ("2024-08-29", "2024-08-15", "2024-09-12", "2024-10-10"),
    "qlq-c30.m9": ("2024-11-29", "2024-11-15", "2024-12-13", "2025-01-10"),
    "qlq-c30.m12": ("2025-02-28", "2025-02-14", "2025-03-14", "2025-04-11"),
    "qlq-c30.m18": ("2025-08-29", "2025-08-15", "2025-09-12", "2025-10-10"),
    "qlq-c30.m24": ("2026-02-28", "2026-02-14", "2026-03-14", "2026-04-11"),
    "qlq-c30.m36": ("2027-02-28", "2027-02-14", "2027-03-14", "2027-04-11"),
    "qlq-c30.m48": ("2028-02-29", "2028-02-15", "2028-03-14", "2028-04-11"),
    "qlq-c30.m60": ("2029-02-28", "2029-02-14", "2029-03-14", "2029-04-11"),
}
END_OF_MONTH = {
    # randomised on 31 August 2025: counted from the 31st each time, not from the shortened day before
    "survival.m6": ("2026-02-28", "2026-01-29", "2026-03-30", "2026-05-29"),
    "survival.m12": ("2026-08-31", "2026-08-01", "2026-09-30", "2026-11-29"),
    "survival.m18": ("2027-02-28", "2027-01-29", "2027-03-30", "2027-05-29"),
    "survival.m30": ("2028-02-29", "2028-01-30", "2028-03-30", "2028-05-29"),
    "survival.m60": ("2030-08-31", "2030-08-01", "2030-09-30", "2030-11-29"),
}


@pytest.mark.parametrize(
    ("randomised", "calendar"), [("2024-02-29", LEAP_DAY), ("2025-08-31", END_OF_MONTH)], ids=["leap day", "the 31st"]
)
def test_months_are_those_of_the_calendar(randomised: str, calendar: dict[str, tuple[str, str, str, str]]) -> None:
    who = participant(randomised_on=randomised, arm="A")
    found = {each.id: each for each in assessments_of(who, ready(), date.fromisoformat(randomised)).assessments}
    for name, days in calendar.items():
        row = found[name]
        assert tuple(str(day) for day in (row.target, row.earliest, row.latest, row.closes)) == days, name


def test_a_course_of_five_years_ends_with_the_horizon() -> None:
    """Treatment ended on day 300; scans 84 days apart eight times, then 182: 300 + 1582 = 1882 lies after day 1826."""
    who = whole(fact("protocol-treatment", 300, event="ended"), without_conv=True)
    scans = [row.target for name, row in rows(who).items() if name.startswith("follow-up-imaging")]
    assert scans == [on(300 + day) for day in (84, 168, 252, 336, 420, 504, 588, 672, 854, 1036, 1218, 1400)]
    contacts = [row.target for name, row in rows(who).items() if name.startswith("survival")]
    assert [str(day) for day in contacts] == [
        "2025-07-01", "2026-01-01", "2026-07-01", "2027-01-01", "2027-07-01",
        "2028-01-01", "2028-07-01", "2029-01-01", "2029-07-01", "2030-01-01",
    ]  # fmt: skip


# ---- Who is asked what

PUMP_ONLY = {"ct-angiography-before-surgery", "ct-angiography-after-surgery", "maa-scan-after-surgery"}


def test_arm_a_is_not_asked_for_scans_of_the_pump() -> None:
    found = rows(participant(arm="A"))
    assert {name for name, row in found.items() if row.reason == "other-arm"} == PUMP_ONLY
    assert all(found[name].status.value == "not-applicable" for name in PUMP_ONLY)
    assert found["complications"].reason == "no-surgery"


def test_who_is_not_randomised_is_asked_for_the_baseline_only() -> None:
    """One way to the same: no arm yet, or an as-of day before randomisation."""
    never = participant(arm=None, randomised_on=None, registered_on=on(-5).isoformat())
    for found in (rows(never), rows(whole(), -1)):
        dated = {name for name, row in found.items() if row.target is not None}
        assert dated == {"baseline-imaging.d0", "baseline-liver-panel.d0"}
        assert {name for name, row in found.items() if row.reason == "not-randomised"} == PUMP_ONLY | {
            "qlq-c30", "eq-5d-3l", "ipcq", "survival",
        }  # fmt: skip
        assert found["response-imaging"].reason == "treatment-not-started"


def test_what_is_not_recorded_cannot_be_told() -> None:
    found = rows(participant())
    assert {name: row.reason for name, row in found.items() if row.status.value == "cannot-tell"} == {
        "baseline-imaging": "not-registered",
        "baseline-laboratory": "no-course",
        "baseline-liver-panel": "not-registered",
        "ct-angiography-before-surgery": "no-implantation",
        "ct-angiography-after-surgery": "no-implantation",
        "maa-scan-after-surgery": "no-implantation",
        "laboratory": "no-course",
        "response-imaging": "treatment-not-started",
        "liver-panel": "treatment-not-started",
        "follow-up-imaging": "treatment-not-ended",
    }
    assert found["pathology"].reason == "no-surgery"


def test_a_surgery_of_the_liver_without_its_intent_is_perhaps_conversion() -> None:
    found = rows(participant(fact("surgery", 200, kind="ablation")))
    assert (found["pathology"].status.value, found["pathology"].reason) == ("cannot-tell", "intent-unknown")
    other = rows(participant(fact("surgery", 200, kind="primary-resection")))
    assert other["pathology"].reason == "no-surgery"


def test_every_operation_is_followed_and_only_those_that_count() -> None:
    who = participant(
        fact("surgery", 10, kind="pump-implantation", id="one"),
        fact("surgery", 40, kind="reoperation", id="two"),
        fact("surgery", 70, kind="pump-implantation", id="three"),
    )
    found = {name for name in rows(who) if name.startswith(("complications", "maa"))}
    assert found == {
        "complications.one.d30", "complications.one.d90", "complications.three.d30", "complications.three.d90",
        "maa-scan-after-surgery.one.d3", "maa-scan-after-surgery.three.d3",
    }  # fmt: skip


def test_a_review_belongs_to_the_surgery_that_it_names() -> None:
    review = fact("complications-reviewed", 55, surgery="two")
    who = participant(
        fact("surgery", 20, kind="pump-implantation", id="one"),
        fact("surgery", 25, kind="primary-resection", id="two"),
        review,
    )
    found = rows(who)
    assert found["complications.one.d30"].status.value == "missed"
    assert found["complications.two.d30"].facts == ("complications-reviewed55",)


# ---- What ends

ENDS = [
    ("death", {}, "death"),
    ("withdrawal", {"scope": "follow-up"}, "follow-up-withdrawn"),
    ("withdrawal", {"scope": "consent"}, "consent-withdrawn"),
    ("lost-to-follow-up", {}, "lost-to-follow-up"),
    ("last-contact", {"alive": False}, "death"),
]


@pytest.mark.parametrize(("kind", "more", "reason"), ENDS, ids=[f"{kind} {more}" for kind, more, _ in ENDS])
@pytest.mark.parametrize(
    ("day", "status"),
    [(75, "not-applicable"), (76, "not-applicable"), (104, "not-applicable"), (105, "missed")],
    ids=["before the window", "on its first day", "on its last day", "on the day after"],
)
def test_an_end_excuses_what_was_not_over(kind: str, more: dict[str, Any], reason: str, day: int, status: str) -> None:
    """Questionnaires of three months: window from day 76 to 104."""
    found = rows(participant(fact(kind, day, **more), arm="A"), 110)
    for name in ("qlq-c30.m3", "eq-5d-3l.m3"):
        assert found[name].status.value == status
        assert found[name].reason == (reason if status == "not-applicable" else None)
    assert found["qlq-c30.m12"].reason == reason


def test_withdrawal_from_treatment_ends_treatment_only() -> None:
    found = rows(whole(fact("withdrawal", 100, scope="treatment"), without_conv=True, **NOT_ENDED))
    assert found["qlq-c30.m3"].status.value == "missed"
    assert found["response-imaging.d112"].reason == "treatment-ended"
    assert found["follow-up-imaging.d84"].target == on(184)


NOT_ENDED: dict[str, Any] = {"without_protocol-treatment260": True}


def test_who_was_seen_again_is_not_lost() -> None:
    lost = fact("lost-to-follow-up", 80)
    assert rows(participant(lost, arm="A"))["qlq-c30.m12"].reason == "lost-to-follow-up"
    again = participant(lost, fact("last-contact", 81), arm="A")
    assert rows(again)["qlq-c30.m12"].status.value == "missed"
    assert rows(again, 80)["qlq-c30.m12"].reason == "lost-to-follow-up", "on that day nobody knew better"


def test_after_consent_was_withdrawn_nothing_is_looked_at() -> None:
    who = participant(
        fact("withdrawal", 80, scope="consent"), fact("questionnaire", 90, instrument="qlq-c30", answers={}), arm="A"
    )
    assert rows(who)["qlq-c30.m3"].reason == "consent-withdrawn"
    assert answer(who).extra == ()


def test_treatment_that_ends_early_stops_scans_and_brings_the_panel_forward() -> None:
    """Started on day 50, ended on day 100: scans on day 106 and later stop, one panel judges at the end."""
    who = whole(
        fact("protocol-treatment", 100, event="ended", id="end"),
        fact("imaging", 99, modality="ct", purpose="response", id="ct"),
        fact("liver-panel", 104, verdict="resectable", id="panel"),
        without_conv=True,
        **NOT_ENDED,
    )
    found = rows(who)
    assert found["response-imaging.d56"].facts == ("ct",), "in its window, and before the end"
    assert found["response-imaging.d112"].reason == "treatment-ended"
    assert (found["liver-panel.d91"].target, found["liver-panel.d91"].facts) == (on(100), ("panel",))
    assert found["liver-panel.d182"].reason == "brought-forward"


def test_conversion_surgery_and_progression_end_what_they_decide() -> None:
    converted = rows(whole(fact("surgery", 150, kind="ablation", complete_intent=True, id="early")))
    assert converted["liver-panel.d182"].reason == "conversion-surgery"
    assert converted["liver-panel.d91"].status.value == "missed"
    assert converted["response-imaging.d168"].status.value == "missed", "scans go on after the surgery"
    progressed = rows(whole(fact("progression", 200, site="hepatic", how="imaging")))
    assert progressed["response-imaging.d168"].reason == "progression"
    assert progressed["follow-up-imaging.d84"].reason == "progression"
    assert progressed["qlq-c30.m12"].status.value == "missed", "questionnaires go on"


def test_progression_on_the_day_of_the_target_does_not_excuse_it() -> None:
    for day, reason in ((217, "progression"), (218, None)):
        assert (
            rows(whole(fact("progression", day, site="hepatic", how="clinical")))["response-imaging.d168"].reason
            == reason
        )


# ---- Which fact serves what


def test_the_nearest_in_the_window_wins_and_the_other_is_extra() -> None:
    who = whole(scan(100, 20), scan(104, 20), scan(112, 20))
    found = answer(who)
    by_id = {row.id: row for row in found.assessments}
    assert by_id["response-imaging.d56"].facts == ("ct104",)
    assert {each.facts for each in found.extra} == {("ct100",), ("ct112",)}
    assert {each.why for each in found.extra} == {"response-imaging.d56 is already served by ct104"}


def test_of_two_equally_near_the_earlier_one_counts() -> None:
    who = whole(scan(104, 20), scan(108, 20))
    assert rows(who)["response-imaging.d56"].facts == ("ct104",)


def test_of_two_on_one_day_the_lower_id_counts() -> None:
    contact = {"type": "last-contact", "on": on(181).isoformat()}
    death_asked = {"type": "last-contact", "on": on(181).isoformat(), "alive": True}
    found = answer(participant({**contact, "id": "b"}, {**death_asked, "id": "a"}, arm="A"))
    assert {row.id: row.facts for row in found.assessments}["survival.m6"] == ("a", "b"), "the same thing twice is one"


def test_inside_the_window_comes_before_nearer_outside() -> None:
    """Panels of day 91 and 182: the one brought forward to day 150 shares days with the first; each serves one."""
    end = fact("protocol-treatment", 150, event="ended", id="end")
    panels = (
        fact("liver-panel", 141, verdict="judge-again"),
        fact("liver-panel", 148, verdict="resectable"),
        fact("liver-panel", 190, verdict="resectable"),
    )
    found = answer(whole(end, *panels, without_conv=True, **NOT_ENDED))
    by_id = {row.id: row for row in found.assessments}
    assert by_id["liver-panel.d91"].facts == ("liver-panel141",)
    assert by_id["liver-panel.d182"].facts == ("liver-panel148",)
    assert [each.facts for each in found.extra] == [("liver-panel190",)]


def test_what_nothing_asks_for_is_extra_and_says_why() -> None:
    who = participant(
        scan(30, 20),
        fact("pathology", 40, mandard=3),
        fact("imaging", 50, modality="ultrasound"),
        fact("imaging", 51, modality="ct", purpose="planning"),
        arm="A",
    )
    extra = {each.facts[0]: each for each in answer(who).extra}
    assert set(extra) == {"ct30", "pathology40"}, "an ultrasound or a planning scan proves nothing and is no extra"
    assert extra["ct30"].nearest is None
    named = whole(fact("pathology", 250, mandard=3))
    assert [each.why for each in answer(named).extra] == ["it names no surgery"]
    far = answer(whole(fact("questionnaire", 60, instrument="ipcq", answers={}))).extra
    assert [each.why for each in far] == ["too far from ipcq.m3, which is asked for from 2025-03-18 to 2025-04-15"]


def test_later_facts_are_not_looked_at() -> None:
    who = whole(scan(106, 20))
    found = answer(who, 105)
    assert found.not_yet_known == 3, "the scan, the surgery of day 240 and the end of treatment"
    assert {row.id: row.status.value for row in found.assessments}["response-imaging.d56"] == "due"


# ---- The course beside the trial

COURSE: dict[str, Any] = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "80", "age_years": "61"},
    "pump": {"profile": "intera-3000", "serial_number": "1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "arm": "B",
    "regimen": "mfolfox6",
    "clinic": {"time_zone": "Europe/Amsterdam", "country": "NL", "closed_holidays": "all"},
    "as_of": "2026-06-01T12:00:00+02:00",
}


def in_course(*facts: dict[str, Any], **rest: Any) -> Participant:
    return participant(course={**COURSE, "facts": list(facts)}, registered_on=on(-5).isoformat(), **rest)


def at(day: int, kind: str, /, **more: Any) -> dict[str, Any]:
    return {"type": kind, "at": f"{on(day).isoformat()}T09:00:00+01:00", "id": f"{kind}{day}", **more}


def lab(day: int) -> dict[str, Any]:
    return at(day, "laboratory", results=[{"test": "alt", "value": "30", "unit": "U/L"}])


def gift(day: int) -> dict[str, Any]:
    return at(day, "systemic-given", regimen="mfolfox6")


def test_laboratory_is_judged_by_the_days_of_treatment() -> None:
    """Window: three days before until the day itself; until a week before it counts as early, later never."""
    expected = {42: None, 43: "done-early", 46: "done-early", 47: "done-on-time", 50: "done-on-time", 51: None}
    for day, status in expected.items():
        found = rows(in_course(gift(50), lab(day)))
        assert found["laboratory.2025-02-20.d0"].status.value == (status or "missed"), day


def test_two_days_of_treatment_within_one_window_are_one() -> None:
    found = rows(in_course(gift(50), gift(53), gift(54), lab(50), lab(54)))
    assert {name: row.facts for name, row in found.items() if name.startswith("laboratory")} == {
        "laboratory.2025-02-20.d0": ("laboratory50",),
        "laboratory.2025-02-24.d0": ("laboratory54",),
    }
    assert found["laboratory.2025-02-20.d0"].anchor_facts == ("systemic-given50", "systemic-given53")


def test_baseline_laboratory_is_at_most_fifteen_days_old() -> None:
    expected = {
        -35: "missed",
        -34: "done-early",
        -21: "done-early",
        -20: "done-on-time",
        -5: "done-on-time",
        -4: "missed",
    }
    for day, status in expected.items():
        assert rows(in_course(lab(day)))["baseline-laboratory.d0"].status.value == status, day


def test_a_course_without_doses_has_no_day_of_treatment() -> None:
    found = rows(in_course(lab(3)))
    assert (found["laboratory"].status.value, found["laboratory"].reason) == ("cannot-tell", "treatment-not-started")


def test_the_course_gives_anchors_and_proofs_that_the_trial_does_not_repeat() -> None:
    who = in_course(
        at(20, "pump-implanted"),
        at(23, "perfusion-scan", result="normal"),
        at(106, "imaging-done", kind="MRI"),
        at(34, "imaging-done", kind="CT-angiography"),
        at(110, "imaging-done", kind="photograph"),
        at(141, "liver-panel", decision="resectable"),
        at(200, "conversion-surgery-done"),
        gift(50),
    )
    found = rows(who)
    assert found["maa-scan-after-surgery.pump-implanted20.d3"].facts == ("perfusion-scan23",)
    assert found["ct-angiography-after-surgery.pump-implanted20.d14"].facts == ("imaging-done34",)
    assert found["response-imaging.d56"].facts == ("imaging-done106",)
    assert found["response-imaging.d56"].anchor_facts == ("systemic-given50",)
    assert found["liver-panel.d91"].facts == ("liver-panel141",)
    assert found["pathology.conversion-surgery-done200.d14"].status.value == "missed"
    assert found["complications.pump-implanted20.d30"].target == on(50)


def test_the_same_scan_in_trial_and_course_is_one() -> None:
    who = in_course(at(106, "imaging-done", kind="ct"), gift(50))
    both = who.model_copy(update={"facts": participant(scan(106, 20)).facts})
    found = answer(both)
    assert {row.id: row.facts for row in found.assessments}["response-imaging.d56"] == ("ct106", "imaging-done106")
    assert found.extra == ()


def test_an_implantation_of_the_trial_takes_the_place_of_the_courses() -> None:
    who = in_course(at(20, "pump-implanted"), gift(50))
    both = who.model_copy(update={"facts": participant(fact("surgery", 21, kind="pump-implantation", id="op")).facts})
    assert {name for name in rows(both) if name.startswith("maa")} == {"maa-scan-after-surgery.op.d3"}


def test_open_days_are_suggested_by_the_protocols_rule() -> None:
    """The first panel aims at Thursday 22 May 2025, in a week that is closed: the nearest open day is taken."""
    who = whole(without_conv=True)
    clinic = Clinic.model_validate(
        {**COURSE["clinic"], "closures": [{"from": "2025-05-19", "to": "2025-05-23", "reason": "moving house"}]}
    )
    calendar = ClinicCalendar(clinic)
    day = on(91 + 50)
    assert str(day) == "2025-05-22"
    found = {row.id: row for row in assessments_of(who, ready(), on(60), calendar).assessments}
    assert str(found["liver-panel.d91"].suggested) == "2025-05-26", "Monday, four days on; Friday before is six away"
    assert found["liver-panel.d91"].target == day
    assert found["response-imaging.d168"].suggested is not None
    today = {row.id: row for row in assessments_of(who, ready(), date(2025, 5, 27), calendar).assessments}
    assert str(today["liver-panel.d91"].suggested) == "2025-05-27", "not before today"
    assert rows(who, 60)["liver-panel.d91"].suggested is None, "without a calendar nothing is suggested"


# ---- What the answer rests on


def test_nothing_is_released_before_the_site_has_confirmed_its_moments() -> None:
    found = answer(whole())
    assert not found.release.releasable
    unverified = {value.path for value in found.release.unverified}
    assert {
        "schedule.monitoring.imaging_interval_days",
        "assessments.kinds.qlq-c30.at_months",
        "assessments.kinds.complications.window",
    } <= unverified
    assert "assessments.kinds.complications.at_days" not in unverified, "30 and 90 days are the registry's"


def test_confirmed_by_the_site_it_is_released_and_a_contradiction_still_blocks_it() -> None:
    protocol = load_protocol("pump-it")
    entry = approve(
        protocol,
        digest=protocol.digest,
        approved_by="trial office",
        role="principal investigator",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        statement="Compared with the trial's protocol.",
        confirm_all_unverified=True,
    )
    confirmed = assessing(protocol, Approvals(entries=(entry,)), endpoint_rules())
    good = assessments_of(whole(), confirmed, on(LATE))
    assert good.release.releasable
    assert good.release.confirmed
    bad = assessments_of(whole(fact("death", 100), fact("last-contact", 200)), confirmed, on(LATE))
    assert not bad.release.releasable
    assert [notice.code for notice in bad.notices if "last-contact200" in notice.message] == ["facts.after-death"]
    assert all(notice.level == "critical" for notice in bad.notices)
    assert {row.id: row.reason for row in bad.assessments}["qlq-c30.m12"] == "death"


def test_a_review_of_an_unknown_surgery_or_before_it_is_a_contradiction() -> None:
    who = whole(
        fact("complications-reviewed", 50, surgery="nothing"),
        fact("complications-reviewed", 10, surgery="op", id="early"),
    )
    assert sorted(notice.code for notice in answer(who).notices) == ["facts.before-surgery", "facts.surgery-unknown"]


def test_a_protocol_without_assessments_is_refused() -> None:
    with pytest.raises(InputError, match="asks for no assessments") as caught:
        assessing(load_protocol("msk-adjuvant"), Approvals(), endpoint_rules())
    assert caught.value.code == "assessments.none"
