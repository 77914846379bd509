"""What holds of every calendar, whatever the clinic: no rule broken, every visit told once, nobody moved in vain."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from random_clinics import holds, random_document

from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.solve import solve_clinic


def asked(seed: int, patients: int, **other: Any) -> ClinicRequest:
    return ClinicRequest.model_validate(random_document(seed, patients) | other)


@pytest.mark.parametrize("seed", range(12))
def test_a_small_clinic(seed: int) -> None:
    request = asked(seed, patients=6)
    answer = solve_clinic(request, seconds=8, deterministic=True)
    holds(request, answer)
    assert answer.proof == "optimal"


@pytest.mark.parametrize("seed", range(8))
def test_when_nothing_changed_nobody_moves(seed: int) -> None:
    request = asked(seed, patients=6, published=[])
    answer = solve_clinic(request, seconds=8, deterministic=True)
    assert answer.proof == "optimal"
    again = solve_clinic(request, seconds=8, deterministic=True, previous=answer)
    holds(request, again)
    if answer.appointments:
        assert again.changes is not None
        assert (again.changes.moved, again.changes.cancelled, again.changes.added) == ((), (), ())
        assert len(again.changes.unchanged) == len(answer.appointments)


@pytest.mark.parametrize("seed", range(4))
def test_a_clinic_that_is_stopped_at_once(seed: int) -> None:
    request = asked(seed, patients=60)
    answer = solve_clinic(request, seconds=30, workers=1, cancelled=lambda: True)
    assert answer.interrupted
    holds(request, answer)


def test_a_clinic_that_is_stopped_in_the_middle() -> None:
    request = asked(1, patients=25)
    steps: list[str] = []
    answer = solve_clinic(
        request, seconds=30, workers=1, progress=lambda step: steps.append(step.phase), cancelled=lambda: bool(steps)
    )
    assert answer.interrupted
    holds(request, answer)


@pytest.mark.parametrize("seed", range(4))
def test_a_clinic_that_has_nothing(seed: int) -> None:
    document = random_document(seed, patients=5)
    for resource in document["clinic"]["resources"]:
        resource["hours"], resource["exceptions"] = [], []
    request = ClinicRequest.model_validate(document)
    answer = solve_clinic(request, seconds=5, deterministic=True)
    assert answer.appointments == ()
    assert len(answer.not_placed) + len(answer.beyond_horizon) == len(request.visits)
    holds(request, answer)


@pytest.mark.parametrize("left", ["visits", "days"])
def test_an_empty_clinic(left: str) -> None:
    nothing: dict[str, Any] = {"visits": [], "links": [], "published": [], "wishes": []}
    if left == "days":  # every day of the horizon has passed
        nothing = {"as_of": "2027-06-01T10:00:00+02:00"}
    request = asked(3, 4, **nothing)
    answer = solve_clinic(request, seconds=5, deterministic=True)
    assert answer.appointments == ()
    assert answer.conflicts == () or left == "days"
    holds(request, answer)


def test_windows_of_the_past_are_told_as_such() -> None:
    request = asked(3, 5, as_of="2026-06-20T10:00:00+02:00", horizon={"from": "2026-06-01", "to": "2026-06-30"})
    answer = solve_clinic(request, seconds=5, deterministic=True)
    assert {entry.latest.isoformat() < "2026-06-20" for entry in answer.not_placed} == {True}
    assert all("has passed" in entry.reasons[0] for entry in answer.not_placed)
    holds(request, answer)


def test_a_visit_that_is_named_twice_is_refused() -> None:
    document = random_document(0, 3)
    document["visits"].append(document["visits"][0])
    with pytest.raises(ValidationError, match="is named twice"):
        ClinicRequest.model_validate(document)


def test_frozen_appointments_stay_or_are_told() -> None:
    kept = told = 0
    for seed in range(12):
        request = asked(seed, patients=6)
        answer = solve_clinic(request, seconds=5, deterministic=True, cancelled=lambda: True)
        starts = {(entry.course, entry.visit): entry.start for entry in answer.appointments}
        for entry in request.published:
            if entry.frozen and (entry.course, entry.visit) in starts:
                if starts[entry.course, entry.visit] == entry.at:
                    kept += 1
                else:
                    told += 1
                    name = f"{entry.course} {entry.visit}"
                    assert any(name in notice.message for notice in answer.notices)
    assert kept
    assert told


def test_a_thousand_patients() -> None:
    request = asked(0, patients=1000)
    answer = solve_clinic(request, seconds=1, workers=1, cancelled=lambda: True)
    assert answer.appointments
    holds(request, answer)
