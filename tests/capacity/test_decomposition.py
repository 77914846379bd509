"""A clinic taken apart against the same clinic solved at once: the bound is true, the calendar keeps every rule."""

from __future__ import annotations

from typing import Any

import pytest
from clinics import Everything, tiny_document

from haipdose.capacity.answering import answer_from
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.search import search
from haipdose.capacity.solve import prepare
from haipdose.capacity.verify import faults_of
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
