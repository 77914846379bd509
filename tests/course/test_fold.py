"""Facts to state: order, as-of, and every contradiction named."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest
from courses import FACTS, Course
from pydantic import ValidationError

from haipdose.course.fold import RANK, fold
from haipdose.course.state import CourseState
from haipdose.errors import InputError


def state(course: Course, as_of: str = "2026-12-31", clock: str = "12:00", reservoir: str = "30") -> CourseState:
    moment = dt.datetime.fromisoformat(course.at(as_of, clock))
    return fold(FACTS.validate_python(course.facts), as_of=moment, reservoir_ml=Decimal(reservoir))


def codes(course: Course) -> list[str]:
    return [conflict.code for conflict in state(course).conflicts]


def treated() -> Course:
    return Course().implanted("2026-01-05").saline("2026-01-19").fudr("2026-02-02").saline("2026-02-16")


def test_a_plain_course_has_no_conflict_and_the_right_pump_contents() -> None:
    found = state(treated())
    assert found.conflicts == ()
    assert [fill.contents for fill in found.fills] == [
        "heparin-saline",
        "heparin-saline",
        "floxuridine",
        "heparin-saline",
    ]
    assert [fill.cycle for fill in found.fills] == [0, 0, 1, 1]
    assert found.in_reservoir is found.fills[-1]
    assert found.cycles_given == 1
    assert found.floxuridine_given_mg == Decimal(195)
    assert found.last_floxuridine is not None
    assert found.last_floxuridine.returned_ml == Decimal("11.8")
    assert len(found.floxuridine_fills) == 1


def test_an_empty_course_is_an_empty_state() -> None:
    found = state(Course())
    assert found.cycles_given == 0
    assert found.last_floxuridine is None
    assert found.in_reservoir is None


def test_facts_of_one_moment_come_in_any_order() -> None:
    facts = treated().facts
    moment = dt.datetime.fromisoformat("2026-12-31T12:00:00+01:00")
    plain = fold(FACTS.validate_python(facts), as_of=moment, reservoir_ml=Decimal(30))
    for order in itertools.permutations(facts[-4:]):
        again = fold(FACTS.validate_python([*order, *facts[:-4]]), as_of=moment, reservoir_ml=Decimal(30))
        assert again == plain


def test_every_kind_of_fact_has_a_rank() -> None:
    fields = [entry.get("properties", {}) for entry in FACTS.json_schema()["$defs"].values()]
    kinds = {entry["type"]["const"] for entry in fields if "type" in entry}
    assert kinds - {"correction"} == set(RANK)


def test_as_of_gives_back_what_was_known_then() -> None:
    course = treated()
    assert state(course, "2026-02-02", "09:00").cycles_given == 0
    assert state(course, "2026-02-02", "10:00").cycles_given == 1
    assert state(course, "2026-02-02", "09:00").facts_not_yet_known == 4


def test_a_fact_recorded_late_is_not_known_before() -> None:
    course = Course().add("weight-measured", "2026-01-05", weight_kg="80", recorded_at="2026-01-09T10:00:00+01:00")
    assert state(course, "2026-01-08").weights == ()
    assert len(state(course, "2026-01-09").weights) == 1


def test_the_same_fact_twice_is_one_fact() -> None:
    course = treated()
    course.facts.append(dict(course.facts[-1]))
    assert state(course).conflicts == ()
    for fact in course.facts:
        del fact["id"]
    assert state(course).conflicts == ()
    assert state(course).fills[0].key.startswith("fact-")


def contradiction(name: str) -> Course:
    course = treated()
    match name:
        case "fill-without-pump":
            return Course().saline("2026-01-05", empty=False)
        case "filled-twice":
            return course.saline("2026-03-02", empty=False)
        case "emptied-without-fill":
            return course.emptied("2026-03-02").emptied("2026-03-03")
        case "returned-more-than-filled":
            return course.emptied("2026-03-02", "30.5")
        case "filled-more-than-reservoir":
            return course.emptied("2026-03-02").add(
                "fill-given", "2026-03-02", contents="heparin-saline", volume_ml="31"
            )
        case "implanted-twice":
            return course.add("pump-implanted", "2026-03-02")
        case "floxuridine-after-discontinuation":
            return course.add("floxuridine-discontinued", "2026-02-20", reason="sclerosis").fudr("2026-03-02")
        case "floxuridine-twice-in-one-day":
            return course.fudr("2026-03-02").add("floxuridine-held", "2026-03-02", "11:00", reason="liver tests")
        case "systemic-twice-in-one-day":
            return course.systemic_given("2026-03-02").add("systemic-held", "2026-03-02", "11:00", reason="neutrophils")
        case "systemic-after-discontinuation":
            return course.add("systemic-discontinued", "2026-03-01", reason="progress").systemic_given("2026-03-02")
        case "break-ended-without-start":
            return course.add("long-break-ended", "2026-03-02")
        case "recorded-before-it-happened":
            return course.add("weight-measured", "2026-03-02", weight_kg="80", recorded_at="2026-03-01T10:00:00+01:00")
        case "id-used-twice":
            return course.add("weight-measured", "2026-03-02", weight_kg="80", id="f0")
    raise AssertionError(name)


CONTRADICTIONS = (
    "fill-without-pump",
    "filled-twice",
    "emptied-without-fill",
    "returned-more-than-filled",
    "filled-more-than-reservoir",
    "implanted-twice",
    "floxuridine-after-discontinuation",
    "floxuridine-twice-in-one-day",
    "systemic-twice-in-one-day",
    "systemic-after-discontinuation",
    "break-ended-without-start",
    "recorded-before-it-happened",
    "id-used-twice",
)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_named_with_its_facts_and_a_remedy(name: str) -> None:
    course = contradiction(name)
    (conflict,) = state(course).conflicts
    assert conflict.code == f"course.{name}"
    assert conflict.facts
    assert conflict.remedy


@pytest.mark.parametrize("name", [name for name in CONTRADICTIONS if name != "id-used-twice"])
def test_a_correction_settles_a_contradiction(name: str) -> None:
    course = contradiction(name)
    wrong = state(course).conflicts[0].facts[-1]
    course.add("correction", "2026-04-01", corrects=wrong, void=True, reason="entered by mistake")
    assert codes(course) == []


def test_an_id_used_twice_means_the_same_whichever_comes_first() -> None:
    course = contradiction("id-used-twice")
    backwards = Course(facts=course.facts[::-1])
    assert state(course) == state(backwards)


def test_after_an_explantation_a_new_pump_may_be_implanted() -> None:
    course = treated().add("pump-explanted", "2026-03-02", reason="infection")
    assert state(course).in_reservoir is None
    course.add("pump-implanted", "2026-05-02").saline("2026-05-02", empty=False)
    assert codes(course) == []
    assert state(course).explanted is None


def test_what_the_last_fact_says_counts() -> None:
    course = treated()
    course.add("registered", "2025-12-01", start="2025-12-08")
    course.add("protocol-changed", "2026-01-02", protocol="msk-unresectable", reason="r")
    course.add("conversion-surgery-planned", "2026-02-20", date="2026-04-01")
    course.add("conversion-surgery-planned", "2026-02-21", date="2026-04-08")
    course.add("dose-override", "2026-02-22", dose_percent="50", reason="judged", by="doctor")
    course.add("appointment-confirmed", "2026-02-20", visit="pump-2-refill", date="2026-03-02")
    course.add("visit-moved", "2026-02-23", visit="pump-2-refill", date="2026-03-03", reason="journey")
    course.add("long-break-started", "2026-02-24", reason="surgery")
    course.add("flow-measured", "2026-02-24", flow_ml_per_day="1.31", method="bench")
    course.add("liver-panel", "2026-02-24", decision="resectable").add("imaging-done", "2026-02-24", kind="ct")
    course.add("unavailable", "2026-02-24", from_="2026-03-05", to="2026-03-06", reason="journey")
    found = state(course)
    assert str(found.start) == "2025-12-08"
    assert found.protocol == "msk-unresectable"
    assert str(found.conversion_planned.date) == "2026-04-08"
    assert found.override.dose_percent == 50
    assert str(found.appointments["pump-2-refill"].day) == "2026-03-03"
    assert found.appointments["pump-2-refill"].reason == "journey"
    assert found.long_break.contents == "glycerol"
    assert [len(each) for each in (found.flow_measurements, found.panels, found.imaging, found.unavailable)] == [1] * 4
    course.add("long-break-ended", "2026-03-01").add("conversion-surgery-cancelled", "2026-03-01", reason="progress")
    course.fudr("2026-03-03")
    later = state(course)
    assert later.long_break is None
    assert str(later.break_ended_at.date()) == "2026-03-01"
    assert later.conversion_planned is None
    assert later.override is None, "an override is for one fill"
    course.add("conversion-surgery-done", "2026-04-08")
    assert str(state(course).conversion_done_at.date()) == "2026-04-08"


class TestCorrections:
    def test_a_replacement_takes_the_place_and_the_id_of_what_was_wrong(self) -> None:
        course = treated()
        wrong = next(fact for fact in course.facts if fact.get("floxuridine_mg"))
        right = {**wrong, "floxuridine_mg": "190"}
        right.pop("id")
        course.add("correction", "2026-03-01", corrects=wrong["id"], replacement=right, reason="typing error")
        found = state(course)
        assert found.floxuridine_given_mg == 190
        assert found.last_floxuridine.key == wrong["id"]
        assert state(course, "2026-02-28").floxuridine_given_mg == 195, "what was believed on that day stays answerable"

    def test_of_several_corrections_the_latest_counts(self) -> None:
        course = Course().add("weight-measured", "2026-01-05", weight_kg="80", id="w")
        for number, kg in enumerate(["81", "82"]):
            course.add("correction", f"2026-01-0{6 + number}", corrects="w", reason="again", replacement=weight(kg))
        assert state(course).weights[0].weight_kg == 82

    def test_a_correction_can_be_corrected_and_revoked(self) -> None:
        course = Course().add("weight-measured", "2026-01-05", weight_kg="80", id="w")
        course.add("correction", "2026-01-06", corrects="w", reason="a", replacement=weight("81"), id="c1")
        course.add("correction", "2026-01-07", corrects="c1", reason="b", replacement=weight("82"), id="c2")
        assert state(course).weights[0].weight_kg == 82
        course.add("correction", "2026-01-08", corrects="c2", reason="c", void=True, id="c3")
        assert state(course).weights[0].weight_kg == 81
        course.add("correction", "2026-01-09", corrects="c1", reason="d", void=True, id="c4")
        assert state(course).weights[0].weight_kg == 80
        course.add("correction", "2026-01-10", corrects="w", reason="e", void=True)
        assert state(course).weights == ()

    @pytest.mark.parametrize("target", ["nothing", "late", "self"])
    def test_a_correction_of_an_unknown_fact_is_an_error(self, target: str) -> None:
        course = Course().add("weight-measured", "2026-01-05", weight_kg="80", id="w")
        course.add("correction", "2026-01-06", corrects=target, void=True, reason="a", id="self")
        course.add("correction", "2026-01-07", corrects="w", void=True, reason="a", id="late")
        with pytest.raises(InputError) as error:
            state(course)
        assert error.value.code == "course.correction-of-unknown-fact"
        assert error.value.found == target

    def test_a_correction_that_is_not_known_yet_does_nothing(self) -> None:
        course = Course().add("weight-measured", "2026-01-05", weight_kg="80", id="w")
        course.add("correction", "2026-01-06", corrects="w", void=True, reason="a")
        assert len(state(course, "2026-01-05").weights) == 1


def weight(kg: str) -> dict[str, Any]:
    return {"type": "weight-measured", "at": "2026-01-05T10:00:00+01:00", "weight_kg": kg}


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        ({"type": "fill-given", "contents": "floxuridine", "volume_ml": "30"}, "needs floxuridine_mg"),
        ({"type": "fill-given", "contents": "glycerol", "volume_ml": "30", "dose_percent": "100"}, "has neither"),
        (
            {
                "type": "fill-given",
                "contents": "floxuridine",
                "volume_ml": "30",
                "floxuridine_mg": "1",
                "dose_percent": "101",
            },
            "100",
        ),
        ({"type": "pump-emptied", "returned_ml": "-1"}, "negative"),
        ({"type": "unavailable", "from": "2026-01-05", "to": "2026-01-04", "reason": "r"}, "cannot end before"),
        ({"type": "correction", "corrects": "x", "reason": "r"}, "void: true"),
        (
            {"type": "correction", "corrects": "x", "reason": "r", "void": True, "replacement": weight("80")},
            "void: true",
        ),
        ({"type": "weight-measured", "weight_kg": "8"}, "not plausible"),
        ({"type": "something-else"}, "type"),
        ({"type": "pump-emptied", "returned_ml": "1", "at": "2026-01-05T10:00:00"}, "timezone"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(fact: dict[str, Any], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        FACTS.validate_python([{"at": "2026-01-05T10:00:00+01:00", **fact}])
