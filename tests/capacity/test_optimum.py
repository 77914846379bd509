"""The planner against trying everything: its cost is the least, its bound is true, and its calendar breaks no rule."""

from __future__ import annotations

import pytest
from clinics import Everything, tiny_document

from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.solve import solve_clinic
from haipdose.capacity.verify import faults_of


@pytest.mark.parametrize("seed", range(24))
def test_the_least_cost_of_a_tiny_clinic(seed: int) -> None:
    request = ClinicRequest.model_validate(tiny_document(seed, courses=3 + seed % 3))
    answer = solve_clinic(request, seconds=20, deterministic=True)
    assert faults_of(request, answer) == ()
    least = Everything(request).least()
    assert (answer.objective, answer.bound, answer.proof) == (least, least, "optimal")
    assert answer.first_fit_objective >= least
