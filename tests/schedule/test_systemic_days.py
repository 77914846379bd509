"""Systemic therapy beside a pump that is held, late, or taken out; days counted by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from courses import ALWAYS_OPEN, Course, by_id, dates, first_cycle, ready_course


def two_weekly(first: str, number: int) -> list[str]:
    start = dt.date.fromisoformat(first)
    return [str(start + dt.timedelta(days=14 * count)) for count in range(number)]


def test_it_goes_on_by_its_interval_when_the_pump_is_taken_out() -> None:
    course = first_cycle(ready_course(clinic=ALWAYS_OPEN))
    course.emptied("2026-01-21").add("pump-explanted", "2026-01-21", "11:00", reason="catheter blocked")
    plan = course.plan("2026-01-22")
    # given on 5 and 19 January; induction ends 182 days after 5 January, on 6 July
    assert dates(plan, "sys-") == ["2026-01-05", "2026-01-19", *two_weekly("2026-02-02", 11)]
    assert two_weekly("2026-02-02", 11)[-1] == "2026-06-22"


@pytest.mark.parametrize("late", [0, 1])
def test_a_held_fill_takes_no_cycle_away_when_the_fill_before_was_a_day_late(late: int) -> None:
    """The grid stays on 5 January + 28 days = 2 February; the refill there is a day for systemic therapy."""
    filled, emptied = ("2026-01-05", "2026-01-19") if not late else ("2026-01-06", "2026-01-20")
    course = ready_course(clinic=ALWAYS_OPEN)
    course.fudr(filled).systemic_given(filled).saline(emptied).systemic_given("2026-01-19")
    course.add("floxuridine-held", "2026-02-02", "10:30", reason="liver tests").saline("2026-02-02")
    sys = by_id(course.plan("2026-02-02", "14:00"))["sys-3"]
    assert (str(sys.target), str(sys.latest)) == ("2026-02-02", "2026-02-05")


def test_a_course_in_which_nothing_was_late_is_as_before() -> None:
    plan = first_cycle(Course(clinic=ALWAYS_OPEN).implanted("2025-11-24").scanned("2025-11-27")).plan("2026-01-20")
    assert dates(plan, "sys-")[:4] == ["2026-01-05", "2026-01-19", "2026-02-02", "2026-02-16"]
