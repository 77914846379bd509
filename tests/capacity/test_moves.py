"""Who moves when something changes, and why: nobody without a reason, and the reason names who took the place."""

from __future__ import annotations

import datetime as dt

from known_clinic import clinic, day, visit

from haipdose.capacity.answers import ClinicAnswer
from haipdose.capacity.first_fit import first_fit
from haipdose.capacity.problem import Place
from haipdose.capacity.report import clinic_text
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.settle import settle
from haipdose.capacity.solve import prepare, solve_clinic


def solved(request: ClinicRequest, before: ClinicAnswer | None = None) -> ClinicAnswer:
    return solve_clinic(request, seconds=10, deterministic=True, previous=before)


def start_of(answer: ClinicAnswer, course: str) -> dt.datetime:
    return next(entry.start for entry in answer.appointments if entry.course == course)


def test_a_hold_that_needs_a_slot_moves_one_patient_and_says_for_whom() -> None:
    told = [visit("first", "a", 0, 0), visit("second", "a", 0, 3), visit("third", "a", 1, 3), visit("held", "a", 8, 9)]
    before = solved(clinic(told))
    assert start_of(before, "second").date().isoformat() == day(0)
    # The one that was held comes back on the day that is full; of its two patients only one can give way.
    now = solved(clinic([*told[:3], visit("held", "a", 0, 0, priority=5)]), before)
    assert now.changes is not None
    assert {change.course for change in now.changes.moved} == {"second", "held"}
    second = next(change for change in now.changes.moved if change.course == "second")
    assert second.why == (f"chair full at 09:00 on {day(0)}",)
    assert second.gave_way_to == ("held a",)
    held = next(change for change in now.changes.moved if change.course == "held")
    assert held.why == (f"its window is now {day(0)} to {day(0)}",)
    assert set(now.changes.unchanged) == {"first a", "third a"}
    assert "made room for held a" in clinic_text(now)


def test_a_hold_that_frees_a_slot_moves_nobody() -> None:
    told = [visit(f"p{number}", "a", number // 2, number // 2 + 3) for number in range(6)]
    before = solved(clinic(told))
    now = solved(clinic(told[1:]), before)
    assert now.changes is not None
    assert now.changes.moved == ()
    assert len(now.changes.unchanged) == 5
    assert [change.course for change in now.changes.cancelled] == ["p0"]


def test_with_least_moves_a_nicer_day_moves_nobody_and_a_place_does() -> None:
    told = [visit("first", "a", 0, 9), visit("second", "a", 0, 3)]
    at = [
        {"course": "first", "visit": "a", "at": f"{day(9)}T09:00:00+02:00"},
        {"course": "second", "visit": "a", "at": f"{day(1)}T09:00:00+02:00"},
    ]
    wish = [{"course": "second", "weekdays": ["monday"]}]
    request = clinic(told, published=at, wishes=wish)
    freely = solved(request)
    assert start_of(freely, "first").date().isoformat() == day(0)  # nine days nearer to its target
    least = solve_clinic(request, seconds=10, deterministic=True, least_moves=True)
    assert least.changes is not None
    assert set(least.changes.unchanged) == {"first a", "second a"}
    tight = [*told, *(visit(f"tight{number}", "a", 1, 1) for number in range(2))]
    crowded = solve_clinic(clinic(tight, published=at, wishes=wish), seconds=10, deterministic=True, least_moves=True)
    assert crowded.all_placed
    assert crowded.changes is not None
    assert [change.course for change in crowded.changes.moved] == ["second"]
    assert set(crowded.changes.moved[0].gave_way_to) == {"tight0 a", "tight1 a"}


def test_what_moved_for_nothing_is_put_back() -> None:
    told = [visit("a", "a", 0, 4), visit("b", "a", 0, 4)]
    at = [{"course": course, "visit": "a", "at": f"{day(1)}T09:00:00+02:00"} for course in ("a", "b")]
    problem, _ = prepare(clinic(told, published=at))
    ledger = first_fit(problem, [(0, Place(0, 3, 9)), (1, Place(0, 1, 9))])
    worse = problem.total(ledger.places)
    assert settle(ledger) == 1
    assert ledger.places[0] == Place(0, 1, 9)
    assert problem.total(ledger.places) < worse
    assert settle(ledger) == 0
