"""Whole simulated courses: treated by the engine on recorded facts in plain Python, the compiled walk does the same."""

from __future__ import annotations

import pytest
from course_replay import SEEN, compare_courses

RUNS = [("pump-it", True, 60), ("pump-it", False, 20), ("msk-adjuvant", True, 30), ("msk-unresectable", True, 15),
        ("pump-adjuvant", True, 10)]  # fmt: skip


@pytest.mark.parametrize(("protocol", "with_pump", "courses"), RUNS)
def test_the_engine_treats_the_patient_as_the_compiled_walk_does(protocol: str, with_pump: bool, courses: int) -> None:
    found = compare_courses(protocol, with_pump=with_pump, seed=20, first=0, last=courses)
    assert found.shown == []
    assert found.courses == courses
    assert found.days_checked > 10 * courses or protocol == "pump-adjuvant"
    if protocol == "pump-it" and with_pump:
        assert set(found.decisions) >= SEEN


def test_a_cycle_held_for_four_weeks_ends_the_regimen_in_both() -> None:
    found = compare_courses("pump-it", with_pump=False, seed=20, first=0, last=20, platelets_baseline=70.0)
    assert found.shown == []
    assert found.decisions["systemic delay"] > 20
    assert found.decisions["systemic discontinue"] > 3
