"""Corners of the planner: other rules of a site, and combinations that seldom meet."""

from __future__ import annotations

from typing import Any

from courses import Course, by_id, dates, day, first_cycle, ready_course, rules

from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.schedule.calendar import Clinic
from haipdose.schedule.model import Status
from haipdose.schedule.pump_stream import _no_day


def changed(path: str, value: Any) -> ScheduleRules:
    """The rules of pump-it with one value changed, as a site's own file would have it."""
    document = rules().model_dump()
    *folders, name = path.split("/")
    place = document
    for folder in folders:
        place = place[folder]
    place[name]["value"] = value
    return ScheduleRules.model_validate(document)


def codes(course: Course, as_of: str, clock: str = "09:00") -> list[str]:
    return [conflict.code for conflict in course.plan(as_of, clock).findings.conflicts]


def test_a_protocol_may_do_without_a_scan() -> None:
    course = Course(scheme=changed("perfusion_scan/required", False)).implanted("2026-01-05")
    visits = by_id(course.plan("2026-01-06"))
    assert "scan-1" not in visits
    assert str(visits["pump-1-refill"].day) == "2026-02-02"


def test_a_protocol_may_do_without_a_scan_after_surgery() -> None:
    scheme = changed("perfusion_scan/again_after_conversion_surgery", False)
    course = first_cycle(ready_course(scheme=scheme)).add("conversion-surgery-planned", "2026-01-20", date="2026-03-11")
    assert "scan-2" not in by_id(course.plan("2026-01-21"))


def test_after_surgery_a_scan_without_a_day_holds_the_fills() -> None:
    closures = [{"from": "2026-03-19", "to": "2026-04-02", "reason": "rebuilding"}]
    clinic = Clinic(time_zone="Europe/Amsterdam", closures=closures)
    course = first_cycle(ready_course(clinic=clinic)).add("conversion-surgery-planned", "2026-01-20", date="2026-03-11")
    visits = by_id(course.plan("2026-01-21"))
    assert visits["scan-2"].status is Status.NOT_PLACED
    assert visits["pump-3-refill"].status is Status.NOT_PLACED
    assert "schedule.waits-for-scan" in codes(course, "2026-01-21")


def test_a_scan_later_than_the_restart_is_waited_for() -> None:
    course = first_cycle(ready_course(scheme=changed("perfusion_scan/target_days", 25)))
    course.add("conversion-surgery-planned", "2026-01-20", date="2026-03-11")
    visits = by_id(course.plan("2026-01-21"))
    assert str(visits["scan-2"].day) == "2026-04-13"  # 11 March + 7 + 25 days is a Sunday
    assert str(visits["pump-3-refill"].day) == "2026-04-14"


def test_the_streams_may_keep_their_own_interval_after_a_delay() -> None:
    course = first_cycle(ready_course(scheme=changed("systemic/realign", "own-interval"))).fudr("2026-02-02")
    course.add("systemic-held", "2026-02-02", reason="neutrophils")
    visits = by_id(course.plan("2026-02-03"))
    assert [str(visits[f"sys-{number}"].day) for number in (3, 4, 5)] == ["2026-02-09", "2026-02-23", "2026-03-09"]


def test_gifts_without_an_end_are_bounded() -> None:
    course = (
        Course(scheme=changed("systemic/realign", "own-interval")).implanted("2026-01-05").systemic_given("2026-02-05")
    )
    course.add("floxuridine-discontinued", "2026-02-05", reason="never started")
    assert len(dates(course.plan("2026-02-06"), "sys-")) == 61


def test_a_first_fill_beyond_its_window_says_which_bound_moved_it() -> None:
    course = Course().implanted("2026-01-05").scanned("2026-01-08").add("conversion-surgery-done", "2026-03-20")
    for when in ("2026-01-19", "2026-02-02", "2026-02-16", "2026-03-02", "2026-03-16"):
        course.saline(when)
    visits = by_id(course.plan("2026-03-23"))
    assert str(visits["pump-1-refill"].day) == "2026-04-17"  # 20 March + 28 days
    assert "healing after conversion surgery" in visits["pump-1-refill"].reasons[-1]


def test_a_fill_pushed_far_beyond_its_cycle_is_named() -> None:
    course = first_cycle()
    # Absences leave exactly the days on which the pump must be refilled.
    for first, last in (("2026-01-31", "2026-02-15"), ("2026-02-17", "2026-03-01"), ("2026-03-03", "2026-03-12")):
        course.add("unavailable", "2026-01-20", from_=first, to=last, reason="work abroad")
    course.saline("2026-01-30").saline("2026-02-16").saline("2026-03-02")
    plan = course.plan("2026-03-04")
    assert "schedule.delay-too-long" in [conflict.code for conflict in plan.findings.conflicts]
    assert by_id(plan)["pump-2-refill"].day is not None


def test_imaging_without_a_day_is_a_conflict() -> None:
    shut = Clinic(time_zone="Europe/Amsterdam", closures=[{"from": "2026-03-02", "reason": "fire"}])
    only_that_day = {"earliest_days": 0, "latest_days": 0, "closed_day": "later"}
    course = first_cycle(ready_course(clinic=shut, scheme=changed("windows/imaging", only_that_day)))
    assert "schedule.no-day-fits" in codes(course, "2026-01-21")


def test_a_draw_without_a_day_is_a_conflict() -> None:
    narrow = {"earliest_days": 0, "latest_days": 0, "closed_day": "earlier"}
    course = first_cycle(ready_course(scheme=changed("windows/laboratory", narrow)))
    plan = course.plan("2026-01-21")
    assert by_id(plan)["lab-pump-2-refill"].status is Status.NOT_PLACED  # 1 February is a Sunday


def test_a_year_of_closure_leaves_only_the_closed_day_itself() -> None:
    closures = [{"from": "2026-01-20", "to": "2027-06-30", "reason": "war"}]
    clinic = Clinic(time_zone="Europe/Amsterdam", closures=closures)
    plan = first_cycle(ready_course(clinic=clinic)).plan("2026-01-20")
    conflict = next(each for each in plan.findings.conflicts if each.code == "schedule.no-day-fits")
    assert [option.what for option in conflict.options] == ["Open the clinic on a day of the window."]


def test_the_same_alert_is_said_once() -> None:
    plan = Course().implanted("2026-01-05").plan("2026-01-06")
    plan.findings.alert("info", "twice", "a", "b")
    plan.findings.alert("info", "twice", "a", "b")
    assert sum(code == "schedule.twice" for _, code, _, _ in plan.findings.alerts) == 1


def test_without_a_known_flow_no_run_dry_time_is_told() -> None:
    assert (
        _no_day(day("2026-03-02"), "pump-1-maintenance-1", None) == "No day up to 2026-03-02 fits pump-1-maintenance-1."
    )
