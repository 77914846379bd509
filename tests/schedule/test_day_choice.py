"""The days of a window: by hand on the bundled course, and each against a plan that is made anew with that day."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from haipdose.errors import InputError
from haipdose.exact_json import parse_document, validate
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule import day_choice
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.day_choice import DayChoice, answer_days
from haipdose.schedule.requests import Course

NONE = Approvals(entries=())
LIBRARY = PackagedLibrary()
AT = "2026-05-13T15:00:00+02:00"


def course(*more: dict[str, Any], **changed: Any) -> Course:
    """Wednesday 13 May 2026, the day before Ascension; the refill of cycle 3 is planned for Friday 15 May."""
    document = parse_document(files("haipdose.course").joinpath("demo/arm-b-three-cycles.json").read_bytes(), "demo")
    assert isinstance(document, dict)
    return validate(Course, document | {"facts": [*document["facts"], *more]} | changed)


def days(visit: str, *more: dict[str, Any], **changed: Any) -> dict[date, DayChoice]:
    return {one.date: one for one in answer_days(course(*more, **changed), LIBRARY, NONE, visit).days}


def test_the_week_of_ascension_by_hand() -> None:
    found = days("pump-3-refill")
    assert [(day.isoformat(), one.state, one.why) for day, one in found.items()] == [
        ("2026-05-13", "free", None),
        ("2026-05-14", "closed", "public holiday: Ascension Day"),
        ("2026-05-15", "free", None),
        ("2026-05-16", "closed", "no working day (saturday)"),
        ("2026-05-17", "closed", "no working day (sunday)"),
    ]
    assert [day.day for day, one in found.items() if one.current] == [15]
    assert [day.day for day, one in found.items() if one.target] == [14]
    assert "pump-3-emptying" in {change.id for change in found[date(2026, 5, 13)].moves}
    assert found[date(2026, 5, 15)].moves == ()


@pytest.mark.parametrize("visit", ["pump-3-refill", "sys-6"])
def test_every_day_is_what_a_plan_with_it_says(visit: str) -> None:
    before = answer_plan(course(), LIBRARY, NONE)
    for day, one in days(visit).items():
        fact = {"type": "visit-moved", "at": AT, "visit": visit, "date": day.isoformat(), "reason": "asked"}
        plan = answer_plan(course(fact), LIBRARY, NONE, before)
        placed = next(found.date for found in plan.visits if found.id == visit)
        assert (one.state == "free") == (placed == day), (day, one)
        if one.state == "free":
            assert plan.changes is not None
            assert {change.id for change in one.moves} == {move.id for move in plan.changes.moved} - {visit}
            assert one.conflicts == ()


def test_a_day_on_which_the_patient_is_away_names_the_conflict() -> None:
    away = {"type": "unavailable", "at": AT, "from": "2026-06-01", "to": "2026-06-02", "reason": "a wedding"}
    found = days("sys-6", away)
    assert found[date(2026, 6, 1)].state == "conflict"
    assert any("a wedding" in text for text in found[date(2026, 6, 1)].conflicts)
    assert found[date(2026, 5, 28)].state == "free"


def test_days_that_have_passed_are_not_offered() -> None:
    found = days("pump-3-refill", as_of="2026-05-15T08:00:00+02:00")
    assert [one.state for one in found.values()] == ["past", "past", "free", "closed", "closed"]


def test_a_long_window_is_tried_as_far_as_is_useful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_choice, "MOST_TRIED", 1)
    assert [one.state for one in days("pump-3-refill").values()] == ["free", "closed", "untried", "closed", "closed"]


def test_a_visit_without_a_window_has_no_days(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*asked: Any, **named: Any) -> Any:
        plan = answer_plan(*asked, **named)
        visits = tuple(visit.model_copy(update={"window": None}) for visit in plan.visits)
        return plan.model_copy(update={"visits": visits})

    monkeypatch.setattr(day_choice, "answer_plan", without)
    assert answer_days(course(), LIBRARY, NONE, "pump-3-refill").days == ()


@pytest.mark.parametrize("visit", ["pump-1-refill", "nothing"])
def test_a_visit_that_is_over_or_not_there_has_no_choice(visit: str) -> None:
    with pytest.raises(InputError) as caught:
        answer_days(course(), LIBRARY, NONE, visit)
    assert caught.value.code == "schedule.visit-unknown"
