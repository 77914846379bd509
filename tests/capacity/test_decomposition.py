"""A clinic taken apart against the same clinic solved at once: the bound is true, the calendar keeps every rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from clinics import Everything, tiny_document

from haipdose.capacity.answering import answer_from
from haipdose.capacity.requests import ClinicRequest, CourseWishes
from haipdose.capacity.search import search
from haipdose.capacity.solve import prepare, with_published
from haipdose.capacity.verify import faults_of
from haipdose.schedule.clinic import Closure
from haipdose_sim.clinic.courses import synthetic_courses
from haipdose_sim.clinic.synthetic import request_for


def solved(request: ClinicRequest, *, largest_whole: int, seconds: float = 30.0) -> Any:
    problem, notices = prepare(request)
    found = search(
        problem,
        seconds=seconds,
        workers=1,
        deterministic=True,
        report=None,
        cancelled=lambda: False,
        largest_whole=largest_whole,
    )
    return answer_from(problem, found, notices)


@pytest.mark.parametrize("seed", range(100, 116))
def test_a_tiny_clinic_taken_apart_costs_the_least(seed: int) -> None:
    request = ClinicRequest.model_validate(tiny_document(seed, courses=3 + seed % 3))
    answer = solved(request, largest_whole=0)
    assert faults_of(request, answer) == ()
    least = Everything(request).least()
    assert (answer.objective, answer.bound) == (least, least)


@pytest.mark.parametrize(("patients", "seed", "load"), [(4, 1, 70), (5, 2, 95), (5, 4, 120), (6, 5, 95)])
def test_a_small_clinic_taken_apart_is_as_good_as_at_once(patients: int, seed: int, load: int) -> None:
    request = request_for(synthetic_courses(patients, seed), 6, seed, load_percent=load)
    apart, whole = solved(request, largest_whole=0), solved(request, largest_whole=10**9)
    assert faults_of(request, apart) == ()
    assert apart.method == "decomposed"
    assert whole.proof == "optimal"
    assert apart.bound <= whole.objective
    assert apart.objective == whole.objective


def test_the_same_clinic_taken_apart_twice_gives_the_same_answer() -> None:
    request = request_for(synthetic_courses(5, 6), 6, 6, load_percent=95)
    first, second = (solved(request, largest_whole=0, seconds=2.0) for _ in range(2))
    assert first == second


def test_cancelled_after_a_step_it_gives_what_it_has_and_never_more_than_first_fit() -> None:
    request = request_for(synthetic_courses(6, 7), 6, 7, load_percent=95)
    problem, notices = prepare(request)
    for allowed in range(4):
        steps: list[Any] = []
        found = search(
            problem,
            seconds=30.0,
            workers=1,
            deterministic=True,
            report=steps.append,
            cancelled=lambda allowed=allowed, steps=steps: len(steps) > allowed,
            largest_whole=0,
        )
        answer = answer_from(problem, found, notices)
        assert faults_of(request, answer) == ()
        assert answer.interrupted
        assert answer.objective <= answer.first_fit_objective
        assert answer.bound <= answer.objective


def test_a_day_taken_away_from_one_patient_is_searched_near_it_first() -> None:
    request = request_for(synthetic_courses(8, 8), 5, 8, load_percent=95)
    before = solved(request, largest_whole=0, seconds=5.0)
    moved = next(entry for entry in before.appointments if entry.day >= request.horizon.first + timedelta(days=10))
    away = Closure(first=moved.day, last=moved.day, reason="cannot come")
    mine = next((wish for wish in request.wishes if wish.course == moved.course), CourseWishes(course=moved.course))
    changed = with_published(request, before).model_copy(
        update={
            "wishes": (
                *(wish for wish in request.wishes if wish.course != moved.course),
                mine.model_copy(update={"away": (*mine.away, away)}),
            )
        }
    )
    after = solved(changed, largest_whole=0, seconds=5.0)
    assert faults_of(changed, after) == ()
    assert moved.course in {change.course for change in after.changes.moved}
    assert "near the change" in {step.phase for step in after.progress}
    at_once = solved(changed, largest_whole=10**9, seconds=5.0)
    assert after.bound <= at_once.objective
    assert after.objective <= at_once.objective
