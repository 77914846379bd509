"""Corners of the plan that a course seldom comes to."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from courses import Course as Facts
from courses import ready_course

from haipdose.errors import Refused
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.protocol.schema import Protocol
from haipdose.schedule.answer import _outlook, answer_plan
from haipdose.schedule.report import plan_text
from haipdose.schedule.requests import Course, PlanAnswer
from haipdose.systemic.requests import SystemicAction

NONE = Approvals(entries=())
FULL = {"oxaliplatin": "100", "folinic-acid": "100", "fluorouracil-infusion": "100"}


def request(facts: Facts, as_of: str, **changes: Any) -> Course:
    document = {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "80", "age_years": 61},
        "pump": {"profile": "intera-3000", "serial_number": "3000-1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
        "protocol": "pump-it",
        "arm": "B",
        "regimen": "mfolfox6",
        "dpyd": "normal",
        "clinic": facts.clinic,
        "as_of": facts.at(as_of, "14:00"),
        "facts": facts.facts,
        **changes,
    }
    return Course.model_validate(document)


def answer(facts: Facts, as_of: str, library: Any = None, **changes: Any) -> PlanAnswer:
    return answer_plan(request(facts, as_of, **changes), library or PackagedLibrary(), NONE)


def liver(course: Facts, when: str) -> Facts:
    return course.lab(when, ast="34", alt="30", alp="84", bilirubin_total="10")


def treated() -> Facts:
    course = liver(ready_course(), "2026-01-02").fudr("2026-01-05", mg="220")
    course.add("systemic-given", "2026-01-05", "11:00", regimen="mfolfox6", percent_of_full=FULL)
    liver(course, "2026-01-16").saline("2026-01-19")
    return course.add("systemic-given", "2026-01-19", "11:00", regimen="mfolfox6", percent_of_full=FULL)


def test_a_fill_that_cannot_be_made_is_a_conflict_and_no_dose(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refused("The additives do not fit into the reservoir.", code="fill.additives-exceed-reservoir")

    monkeypatch.setattr("haipdose.schedule.fills.answer_fill", refuse)
    found = answer(liver(treated(), "2026-01-30"), "2026-01-30")
    refused = [conflict for conflict in found.conflicts if "additives" in conflict.message]
    assert refused
    items = [item for visit in found.visits for item in visit.items if "not calculated" in item.text]
    assert items
    assert all(item.dose is None and item.fill is None for item in items)


def test_an_event_before_the_last_cycle_was_dealt_with_then() -> None:
    course = liver(treated(), "2026-01-30").add("clinical-event", "2026-01-10", name="diarrhoea", grade=4)
    course.add("clinical-event", "2026-01-03", name="gastroduodenal-ulcer", grade=2)
    without = liver(treated(), "2026-01-30")

    def reasons(found: PlanAnswer) -> tuple[str, ...]:
        return tuple(reason for reason in found.next_action.reasons if "diarr" in reason)

    assert reasons(answer(course, "2026-01-30")) == reasons(answer(without, "2026-01-30")) == ()


def test_an_arm_without_systemic_therapy_has_none_planned() -> None:
    class Library(PackagedLibrary):
        def protocol(self, name: str) -> Protocol:
            protocol = super().protocol(name)
            systemic = protocol.systemic.model_copy(update={"offers": {}})
            return protocol.model_copy(update={"systemic": systemic})

    found = answer(ready_course(), "2025-12-23", Library(), regimen=None)
    assert {visit.stream.value for visit in found.visits} >= {"pump"}
    assert not [visit for visit in found.visits if visit.stream.value == "systemic"]


def test_a_systemic_stop_is_an_outlook_without_a_date() -> None:
    stop: Any = SimpleNamespace(
        action=SystemicAction.DISCONTINUE, reasons=(SimpleNamespace(text="grade 4 neuropathy"),), delay_until=None
    )
    found = _outlook(stop, date(2026, 2, 2))
    assert (found.action, found.reasons) == ("discontinue", ("grade 4 neuropathy",))


def test_gifts_do_not_run_into_the_next_cycle_when_a_fill_came_early() -> None:
    course = liver(treated(), "2026-01-26").fudr("2026-01-28", mg="220")
    liver(course, "2026-02-06").fudr("2026-02-09", mg="220")
    found = answer(course, "2026-02-10")
    ahead = [
        visit.date for visit in found.visits if visit.stream.value == "systemic" and visit.status.value == "planned"
    ]
    assert ahead == sorted(set(ahead))


@pytest.mark.parametrize(
    ("as_of", "offered"),
    [
        ("2026-02-05", "See the patient all the same."),  # a Thursday before the last safe day
        ("2026-02-08", None),  # a Sunday after it: the clinic is closed today
        ("2026-02-10", "See the patient all the same."),  # a Tuesday after it: today
    ],
)
def test_an_absent_patient_is_offered_a_visit_only_on_a_day_that_the_clinic_works(
    as_of: str, offered: str | None
) -> None:
    course = treated().add(
        "unavailable", "2026-01-20", **{"from": "2026-01-22", "to": "2026-02-25", "reason": "journey"}
    )
    found = answer(course, as_of)
    stuck = next(conflict for conflict in found.conflicts if conflict.code == "schedule.pump-access-not-possible")
    told = {option.what: option.date for option in stuck.options}
    assert ("See the patient all the same." in told) == (offered is not None)
    if offered is not None:
        assert told[offered].isoformat() == as_of
    if as_of > "2026-02-05":
        assert told["On the first day that both can: the last safe day has passed."] == date(2026, 2, 26)


class TestText:
    def test_glycerol_in_the_pump_has_a_date_and_no_flow(self) -> None:
        course = treated().add("long-break-started", "2026-01-25", reason="rest")
        course.saline("2026-02-02", contents="glycerol")
        words = plan_text(answer(course, "2026-02-03"))
        assert "In the pump: glycerol; its flow is not known. Refill by 2026-03-30." in words

    def test_an_empty_pump_is_not_described(self) -> None:
        found = answer(treated(), "2026-01-20").model_copy(update={"run_dry": None})
        assert "In the pump" not in plan_text(found)

    def test_a_plan_that_may_be_released_says_so(self) -> None:
        found = answer(treated(), "2026-01-20")
        release = found.release.model_copy(update={"releasable": True, "reasons": ()})
        free = found.model_copy(update={"release": release, "alerts": ()})
        assert "Release: may be released." in plan_text(free)
        assert "NOT RELEASABLE" not in plan_text(free)
        assert "ALERTS" not in plan_text(free)
