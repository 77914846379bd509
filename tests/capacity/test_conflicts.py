"""Clinics made infeasible in a known way: the set of visits that is named is the one that was made to collide."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from clinics import tiny_document
from known_clinic import clinic, day, visit

from haipdose.capacity.answers import CapacityConflict, ClinicAnswer
from haipdose.capacity.cp_sat import Clock
from haipdose.capacity.first_fit import first_fit
from haipdose.capacity.ledger import Ledger
from haipdose.capacity.report import clinic_text
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.room import Room
from haipdose.capacity.solve import prepare, solve_clinic


def solved(request: ClinicRequest) -> ClinicAnswer:
    return solve_clinic(request, seconds=10, deterministic=True)


def only_conflict(answer: ClinicAnswer) -> CapacityConflict:
    [conflict] = answer.conflicts
    assert conflict.smallest
    assert all(remedy.proven for remedy in conflict.remedies)
    return conflict


def crowd() -> list[dict[str, Any]]:
    """Visits around the third day that all find a place, and would be easy to suspect."""
    return [visit(f"easy{number}", "a", number % 2, number % 2 + 1) for number in range(4)]


def test_one_chair_too_few_on_a_day() -> None:
    tight = [visit(f"tight{number}", "a", 3, 3) for number in range(3)]
    answer = solved(clinic([*crowd(), *tight]))
    conflict = only_conflict(answer)
    assert set(conflict.visits) == {"tight0 a", "tight1 a", "tight2 a"}
    assert conflict.resources == ("chair",)
    assert conflict.days == (dt.date.fromisoformat(day(3)),)
    assert ("chair", dt.date.fromisoformat(day(3))) in {(remedy.resource, remedy.day) for remedy in conflict.remedies}
    assert conflict.remedies[0].what == f"1 more chair on {day(3)}."
    told = clinic_text(answer)
    assert f"CONFLICT: These 3 visits cannot all be placed from {day(3)} to {day(3)}: not enough of chair." in told
    assert "would do (proven): 1 more chair on" in told


def test_the_remedies_that_are_named_do(subtests: pytest.Subtests) -> None:
    tight = [visit(f"tight{number}", "a", 3, 3) for number in range(3)]
    for remedy in only_conflict(solved(clinic([*crowd(), *tight]))).remedies:
        with subtests.test(remedy.what):
            if remedy.resource is not None:
                extra = {"first": str(remedy.day), "from": "09:00", "to": "13:00", "units": 3, "reason": "borrowed"}
                assert solved(clinic([*crowd(), *tight], chair={"exceptions": [extra]})).all_placed
            else:
                end = "latest" if "late" in remedy.what else "earliest"
                named = [f"{one['course']} {one['visit']}" == remedy.visit for one in tight]
                assert any(named)
                wider = [one | {end: str(remedy.day)} if it else one for one, it in zip(tight, named, strict=True)]
                assert solved(clinic([*crowd(), *wider])).all_placed


def test_the_nurses_are_absent() -> None:
    absent = {"first": day(3), "units": 0, "reason": "training"}
    answer = solved(clinic([*crowd(), visit("alone", "a", 3, 3)], nurse={"exceptions": [absent]}))
    conflict = only_conflict(answer)
    assert conflict.visits == ("alone a",)
    assert conflict.resources == ("nurse",)
    assert f"1 more nurse on {day(3)}." in {remedy.what for remedy in conflict.remedies}


def test_the_scanner_is_closed_for_its_whole_window() -> None:
    closed = {"first": day(0), "last": day(4), "units": 0, "reason": "service"}
    scan = visit("seen", "ct", 1, 4, kind="scan")
    conflict = only_conflict(solved(clinic([*crowd(), scan], scanner={"exceptions": [closed]})))
    assert (conflict.visits, conflict.resources) == (("seen ct",), ("scanner",))
    told = {remedy.what for remedy in conflict.remedies}
    assert f"1 more scanner on {day(2)}." in told
    # The day after the service is a Saturday, and the Monday a holiday.
    assert f"As late as {day(8)}, if its rules allow that." in told


def test_a_holiday_closes_the_window() -> None:
    conflict = only_conflict(solved(clinic([*crowd(), visit("royal", "a", 7, 7)])))
    assert conflict.visits == ("royal a",)
    assert conflict.resources == ()
    assert "King's Day" in conflict.message
    told = {remedy.what for remedy in conflict.remedies}
    assert f"As late as {day(8)}, if its rules allow that." in told
    assert any(what.startswith(f"Open the clinic on {day(7)}") for what in told)


def test_rules_between_visits_exclude_each_other() -> None:
    visits = [visit("ruled", "a", 0, 1, kind="blood"), visit("ruled", "b", 8, 9, kind="blood")]
    link = {"course": "ruled", "first": "a", "second": "b", "most_days": 3, "reason": "results are valid for 3 days"}
    conflict = only_conflict(solved(clinic([*crowd(), *visits], links=[link])))
    assert set(conflict.visits) == {"ruled a", "ruled b"}
    assert conflict.resources == ()
    assert "results are valid for 3 days" in conflict.message


def test_a_patient_is_away_all_the_time() -> None:
    away = [{"course": "gone", "away": [{"from": day(0), "to": day(4), "reason": "holiday"}]}]
    conflict = only_conflict(solved(clinic([visit("gone", "a", 1, 3)], wishes=away)))
    assert conflict.visits == ("gone a",)
    assert "away" in conflict.message
    assert "See the patient although away." in {remedy.what for remedy in conflict.remedies}


def test_two_collisions_are_two_conflicts() -> None:
    early = [visit(f"early{number}", "a", 2, 2) for number in range(3)]
    late = [visit(f"late{number}", "ct", 9, 9, kind="scan") for number in range(5)]
    found = solved(clinic([*early, *late])).conflicts
    assert {frozenset(conflict.visits) for conflict in found} == {
        frozenset(f"early{number} a" for number in range(3)),
        frozenset(f"late{number} ct" for number in range(5)),
    }
    assert all(conflict.smallest for conflict in found)


def test_what_could_be_placed_but_costs_too_much_is_no_conflict() -> None:
    visits = [visit("cheap", "a", 0, 4, kind="blood")]
    request = clinic(visits)
    dear = tuple(
        one.model_copy(update={"cost_not_placed": 1, "cost_a_day_late": 50}) for one in request.appointment_types or ()
    )
    closed = [{"from": day(0), "reason": "move"}]
    request = clinic(visits, calendar={"closures": closed}).model_copy(update={"appointment_types": dear})
    answer = solved(request)
    assert len(answer.not_placed) == 1
    assert answer.conflicts == ()


@pytest.mark.parametrize("seed", range(12))
def test_the_three_ways_to_answer_never_contradict_each_other(seed: int) -> None:
    """By where they were, by days and by hours: each says yes or no only when the whole truth is that."""
    request = ClinicRequest.model_validate(tiny_document(seed, courses=5))
    problem, _ = prepare(request)
    places = first_fit(problem).places
    room = Room(Ledger(problem), Clock(60, deterministic=True), lambda: False, places)
    chance = random.Random(seed)
    answers = set()
    for _ in range(12):
        visits = frozenset(chance.sample(range(len(problem.visits)), chance.randint(2, len(problem.visits))))
        truth, core = room._by_hours(visits)
        assert truth is not None
        days, by_days = room.proof(visits, hours=False)
        answers.add(days)
        assert days in (truth, None)
        if room._fit_as_before(visits):
            assert truth
        for few in (core, by_days):
            if truth is False and (few is core or days is False):
                assert few <= visits
                assert room._by_hours(few)[0] is False
    assert answers - {None}
