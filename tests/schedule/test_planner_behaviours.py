"""What the planner does in each situation; every date checked on a calendar by hand."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from courses import DUTCH, Course, by_id, dates, day, first_cycle, ready_course, rules

from haipdose.schedule.calendar import Clinic, calendar_for
from haipdose.schedule.context import Outlook
from haipdose.schedule.model import Status
from haipdose.schedule.planner import Plan
from haipdose.schedule.supply import PumpSupply, Supply

WORKED = json.loads((Path(__file__).parents[1] / "data" / "worked_examples.json").read_text(encoding="utf-8"))
HOLD = Outlook("hold", None, ("ALP 2.3 times the reference",))


def conflicts(plan: Plan) -> list[str]:
    return [conflict.code.removeprefix("schedule.") for conflict in plan.findings.conflicts]


def alerts(plan: Plan) -> list[str]:
    return [code.removeprefix("schedule.") for _, code, _, _ in plan.findings.alerts]


@pytest.mark.parametrize("name", ["sched_01", "sched_02"])
def test_worked_schedules(name: str) -> None:
    example = next(each for each in WORKED["examples"] if each["id"] == name)
    protocol = "msk-adjuvant" if example["inputs"].get("cycle_days") == 35 else "pump-it"
    assert example["inputs"]["first_fudr_day"] == "2026-01-05"
    plan = ready_course(protocol=protocol, cycles=example["inputs"]["cycles"]).plan("2025-12-23")
    visits = by_id(plan)
    wanted = example["expected"]
    assert dates(plan, "pump-1-refill") + dates(plan, "pump-2-refill") == wanted["fudr_fill_days"]
    assert dates(plan, "sys-") == wanted["systemic_days"]
    if "saline_fill_days" in wanted:
        assert dates(plan, "pump-1-emptying") + dates(plan, "pump-2-emptying") == wanted["saline_fill_days"]
        assert str(visits["end-of-induction"].day) == wanted["end_of_plan"]
    assert conflicts(plan) == []


def test_six_cycles_and_twelve_gifts_fill_the_induction() -> None:
    plan = ready_course().plan("2025-12-23")
    # 5 January + 28 days each; 6 April is Easter Monday and 25 May Whit Monday.
    assert [dates(plan, f"pump-{cycle}-refill")[0] for cycle in range(1, 7)] == [
        "2026-01-05",
        "2026-02-02",
        "2026-03-02",
        "2026-03-30",
        "2026-04-28",  # 27 April is King's Day
        "2026-05-26",  # one day late leaves the grid at 25 May, Whit Monday
    ]
    assert len(dates(plan, "sys-")) == 12
    assert dates(plan, "imaging-") == ["2026-03-02", "2026-04-28", "2026-06-22"]
    assert dates(plan, "liver-panel-") == ["2026-04-07", "2026-06-23"]
    assert dates(plan, "end-of-induction") == ["2026-06-23"]  # 26 May + 28 days


def test_a_holiday_moves_one_fill_and_the_days_that_count_from_it() -> None:
    plan = first_cycle().plan("2026-01-20")
    visits = by_id(plan)
    moved = visits["pump-5-refill"]
    assert str(moved.target) == "2026-04-27"
    assert moved.reasons == ("2026-04-27: public holiday: King's Day",)
    assert str(visits["pump-5-emptying"].day) == "2026-05-12"  # 14 days after the fill itself
    assert str(visits["pump-6-refill"].target) == "2026-05-25"  # back on the grid


def test_illness_delays_a_fill_and_the_grid_follows() -> None:
    course = first_cycle().add("unavailable", "2026-02-01", from_="2026-02-02", to="2026-02-04", reason="influenza")
    visits = by_id(course.plan("2026-02-01", "18:00"))
    assert str(visits["pump-2-refill"].day) == "2026-02-05"
    assert visits["pump-2-refill"].reasons == ("2026-02-02: patient not available: influenza",)
    assert str(visits["sys-3"].day) == "2026-02-05"
    assert str(visits["pump-2-emptying"].day) == "2026-02-19"
    assert str(visits["pump-3-refill"].day) == "2026-03-05"


def test_a_longer_absence_moves_the_fill_beyond_its_window_and_says_so() -> None:
    course = first_cycle().add("unavailable", "2026-01-21", from_="2026-02-02", to="2026-02-08", reason="journey")
    plan = course.plan("2026-01-22")
    visits = by_id(plan)
    # Heparin-saline from 19 January may be dry from 8 February: a refill must come before the journey.
    assert str(visits["pump-1-maintenance-1"].day) == "2026-01-30"
    assert str(visits["pump-2-refill"].day) == "2026-02-09"
    assert visits["pump-2-refill"].reasons == ("patient not available until 2026-02-08: journey",)
    assert conflicts(plan) == []


def test_an_absence_as_long_as_a_fill_lasts_is_a_conflict_with_options() -> None:
    course = first_cycle().add("unavailable", "2026-01-21", from_="2026-01-23", to="2026-02-12", reason="journey")
    plan = course.plan("2026-01-22")
    assert "pump-access-not-possible" in conflicts(plan)
    conflict = next(each for each in plan.findings.conflicts if each.impossible)
    assert "patient availability" in conflict.rules
    # Refilling on the 22nd helps only until 10 February: it is offered, not done.
    assert [str(option.day) for option in conflict.options] == ["2026-01-26", "2026-01-22", "2026-02-13", "2026-02-06"]
    assert by_id(plan)["pump-1-maintenance-1"].status is Status.NOT_PLACED


def test_a_held_fill_is_tried_again_and_systemic_treatment_goes_on() -> None:
    course = first_cycle().add("floxuridine-held", "2026-02-02", reason="liver tests").saline("2026-02-02")
    course.systemic_given("2026-02-02")
    plan = course.plan("2026-02-03")
    visits = by_id(plan)
    assert visits["pump-2-refill-held-1"].status is Status.HELD
    assert visits["pump-1-maintenance-1"].status is Status.DONE
    assert str(visits["pump-2-refill"].day) == "2026-02-16"
    assert visits["pump-2-refill"].reasons == ("floxuridine held on 2026-02-02: liver tests",)
    assert str(visits["sys-4"].day) == "2026-02-16"


def test_a_decision_to_hold_keeps_the_pump_filled() -> None:
    course = first_cycle()
    course.floxuridine = lambda day: HOLD
    plan = course.plan("2026-01-30")
    visits = by_id(plan)
    assert str(plan.floxuridine_withheld_on) == "2026-02-02"
    assert str(visits["pump-1-maintenance-1"].day) == "2026-02-02"
    assert str(visits["pump-2-refill"].day) == "2026-02-16"
    assert "to be held on 2026-02-02" in visits["pump-2-refill"].reasons[0]
    assert str(visits["sys-3"].day) == "2026-02-02"


@pytest.mark.parametrize("by", ["fact", "decision"])
def test_after_discontinuation_the_pump_never_runs_dry(by: str) -> None:
    course = first_cycle()
    if by == "fact":
        course.add("floxuridine-discontinued", "2026-01-19", "11:00", reason="biliary sclerosis")
    else:
        course.floxuridine = lambda day: Outlook("discontinue", None, ("biliary sclerosis",))
    plan = course.plan("2026-01-20")
    visits = by_id(plan)
    assert all(visits[f"pump-{cycle}-refill"].status is Status.CANCELLED for cycle in range(2, 7))
    assert "biliary sclerosis" in visits["pump-2-refill"].reasons[0]
    assert dates(plan, "pump-1-maintenance-") == [
        "2026-02-02", "2026-02-16", "2026-03-02", "2026-03-16", "2026-03-30",
    ]  # fmt: skip
    assert dates(plan, "sys-")[2:5] == ["2026-02-02", "2026-02-16", "2026-03-02"]


def test_a_discontinuation_with_floxuridine_in_the_pump_still_empties_it() -> None:
    course = ready_course().fudr("2026-01-05").add("floxuridine-discontinued", "2026-01-07", reason="ulcer")
    visits = by_id(course.plan("2026-01-08"))
    assert str(visits["pump-1-emptying"].day) == "2026-01-19"


def test_a_long_break_is_bridged_with_glycerol() -> None:
    course = ready_course().fudr("2026-01-05").add("long-break-started", "2026-01-07", reason="family")
    plan = course.plan("2026-01-08")
    visits = by_id(plan)
    assert visits["pump-1-emptying"].contents == "glycerol"
    assert str(visits["pump-1-maintenance-1"].day) == "2026-03-02"  # 19 January + 42 days
    assert "pump-2-refill" not in visits
    course.saline("2026-01-19", contents="glycerol").add("long-break-ended", "2026-02-10")
    later = by_id(course.plan("2026-02-11"))
    assert str(later["pump-2-refill"].day) == "2026-02-11"  # overdue since 2 February
    assert later["pump-2-refill"].reasons[0] == "not before 2026-02-10: long break until 2026-02-10"


def test_a_glycerol_refill_counts_its_own_interval() -> None:
    course = ready_course().fudr("2026-01-05").add("long-break-started", "2026-01-07", reason="family")
    course.saline("2026-01-19", contents="glycerol").saline("2026-03-02", contents="glycerol")
    visits = by_id(course.plan("2026-03-03"))
    assert str(visits["pump-1-maintenance-1"].target) == "2026-03-02"
    assert visits["pump-1-maintenance-1"].rule == "schedule.pump.glycerol_interval_days"


def test_conversion_surgery_clears_the_way_and_treatment_restarts() -> None:
    course = first_cycle().add("conversion-surgery-planned", "2026-01-20", date="2026-03-11")
    plan = course.plan("2026-01-21")
    visits = by_id(plan)
    assert str(visits["pump-2-refill"].day) == "2026-02-02"  # emptied on 16 February, 23 days before
    assert str(visits["pump-3-refill"].day) == "2026-04-08"  # 11 March + 28 days
    assert "conversion surgery is planned" in visits["pump-3-refill"].reasons
    assert dates(plan, "sys-")[:5] == ["2026-01-05", "2026-01-19", "2026-02-02", "2026-04-08", "2026-04-22"]
    assert str(visits["conversion-surgery"].day) == "2026-03-11"
    during = [visit.id for visit in plan.visits if visit.day and day("2026-03-12") <= visit.day <= day("2026-03-18")]
    assert during == []
    assert conflicts(plan) == []


def test_after_conversion_surgery_the_scan_comes_first() -> None:
    course = first_cycle().fudr("2026-02-02").saline("2026-02-16").saline("2026-03-02")
    course.add("conversion-surgery-planned", "2026-02-10", date="2026-03-11")
    course.add("conversion-surgery-done", "2026-03-11")
    visits = by_id(course.plan("2026-03-16"))
    assert visits["conversion-surgery"].status is Status.DONE
    assert str(visits["scan-2"].target) == "2026-03-21"  # 11 March + 7 + 3 days, a Saturday
    assert str(visits["scan-2"].day) == "2026-03-20"
    assert str(visits["pump-3-refill"].day) == "2026-04-08"
    assert (
        str(visits["pump-2-maintenance-2"].day) == "2026-03-19"
    )  # the first day after a week of recovery, done or planned


def test_a_second_conversion_surgery_has_its_own_id() -> None:
    course = first_cycle().add("conversion-surgery-done", "2026-02-11")
    course.add("conversion-surgery-planned", "2026-02-12", date="2026-05-11")
    visits = by_id(course.plan("2026-02-12", "18:00"))
    assert str(visits["conversion-surgery-2"].day) == "2026-05-11"


def test_floxuridine_flows_by_elapsed_time_and_visits_are_on_the_wall_clock() -> None:
    supply = Supply(
        PumpSupply(Decimal(30), Decimal(0), Decimal("1.3"), Decimal("1.3"), Decimal(15)),
        rules().pump,
        calendar_for(DUTCH),
    )
    filled = dt.datetime.fromisoformat("2026-10-12T10:00:00+02:00")
    inside = supply.contained("heparin-saline", 0, filled, Decimal(30))
    # 30 / 1.495 = 20.0668... days = 481.605... h after 08:00 UTC; the clock went back on 25 October.
    assert inside.dry_fast.isoformat(timespec="minutes") == "2026-11-01T09:36+00:00"
    assert calendar_for(DUTCH).day_of(inside.dry_fast) == day("2026-11-01")
    assert str(inside.last_day) == "2026-10-30"  # 31 October, 09:36 UTC less nothing: that day would not end before


def test_a_delayed_gift_has_its_own_day_and_then_falls_in_with_the_pump_again() -> None:
    course = first_cycle().fudr("2026-02-02").add("systemic-held", "2026-02-02", reason="neutrophils 0.9")
    plan = course.plan("2026-02-03")
    visits = by_id(plan)
    assert visits["sys-3-held-1"].status is Status.HELD
    assert str(visits["sys-3"].day) == "2026-02-09"
    assert visits["sys-3"].reasons == ("held on 2026-02-02: neutrophils 0.9",)
    # The 16th is only 7 days later; the next visit of the pump is 2 March.
    assert str(visits["sys-4"].day) == "2026-03-02"
    assert str(visits["pump-2-emptying"].day) == "2026-02-16"


def test_a_decision_to_delay_a_gift_waits_as_long_as_it_says() -> None:
    course = first_cycle()
    course.systemic = lambda day: Outlook("hold", None, ("platelets 60",), 7)
    plan = course.plan("2026-01-30")
    assert str(plan.systemic_withheld_on) == "2026-02-02"
    assert str(by_id(plan)["sys-3"].day) == "2026-02-09"
    assert str(by_id(plan)["pump-2-refill"].day) == "2026-02-02"


def test_a_stopped_systemic_treatment_is_not_planned() -> None:
    course = first_cycle()
    course.systemic = lambda day: Outlook("discontinue", None, ("neuropathy",))
    assert dates(course.plan("2026-01-30"), "sys-") == ["2026-01-05", "2026-01-19"]
    course.add("systemic-discontinued", "2026-01-30", reason="neuropathy")
    assert dates(course.plan("2026-01-31"), "sys-") == ["2026-01-05", "2026-01-19"]


def test_an_abnormal_scan_bars_floxuridine_until_it_was_repeated() -> None:
    course = Course().implanted("2025-12-01").scanned("2025-12-04", "extrahepatic").saline("2025-12-15")
    plan = course.plan("2025-12-16")
    visits = by_id(plan)
    assert "perfusion-not-normal" in alerts(plan)
    assert str(visits["scan-2"].day) == "2025-12-18"
    assert str(visits["pump-1-refill"].day) == "2025-12-29"  # healing: 1 December + 28 days
    course.scanned("2025-12-29", "hot-spot")
    later = by_id(course.plan("2025-12-30"))
    assert str(later["scan-3"].day) == "2026-01-12"
    assert str(later["pump-1-refill"].day) == "2026-01-13"


def test_a_missing_scan_is_planned_before_the_first_fill() -> None:
    course = Course().implanted("2026-01-05").saline("2026-01-19")
    plan = course.plan("2026-02-01")
    visits = by_id(plan)
    assert str(visits["scan-1"].day) == "2026-02-02"
    assert "2026-01-08 has passed" in visits["scan-1"].reasons
    assert str(visits["pump-1-refill"].day) == "2026-02-03"


def test_a_scan_waits_for_the_patient_or_is_a_conflict() -> None:
    course = (
        Course()
        .implanted("2026-01-05")
        .add("unavailable", "2026-01-05", "15:00", from_="2026-01-07", to="2026-01-22", reason="rehabilitation")
    )
    visits = by_id(course.plan("2026-01-06"))
    assert str(visits["scan-1"].day) == "2026-01-23"
    closed = Clinic(
        time_zone="Europe/Amsterdam", closures=[{"from": "2026-01-06", "to": "2026-01-20", "reason": "move"}]
    )
    plan = Course(clinic=closed).implanted("2026-01-05").plan("2026-01-05", "15:00")
    assert "no-day-fits" in conflicts(plan)
    assert by_id(plan)["scan-1"].status is Status.NOT_PLACED
    assert by_id(plan)["pump-1-refill"].status is Status.NOT_PLACED


def test_floxuridine_given_without_a_recorded_scan_is_said() -> None:
    course = Course().implanted("2025-11-24").saline("2025-12-08").saline("2025-12-22").fudr("2026-01-05")
    assert "no-perfusion-scan" in alerts(course.plan("2026-01-06"))


def test_a_closed_fortnight_is_a_conflict_that_names_rules_and_options() -> None:
    closed = Clinic(
        time_zone="Europe/Amsterdam", closures=[{"from": "2026-02-01", "to": "2026-02-14", "reason": "rebuilding"}]
    )
    plan = first_cycle(ready_course(clinic=closed)).plan("2026-01-20")
    assert conflicts(plan) == ["no-day-fits", "pump-access-not-possible"] or "no-day-fits" in conflicts(plan)
    conflict = next(each for each in plan.findings.conflicts if each.code == "schedule.no-day-fits")
    assert conflict.rules == ("schedule.windows.floxuridine-fill",)
    assert [str(option.day) for option in conflict.options] == ["2026-01-30", "2026-02-16", "2026-02-05"]
    visits = by_id(plan)
    assert visits["pump-2-refill"].status is Status.NOT_PLACED
    assert str(visits["pump-1-maintenance-1"].day) == "2026-01-30"
    assert "pump-3-refill" not in visits


class TestAppointments:
    def test_a_day_inside_the_window_is_kept(self) -> None:
        course = first_cycle().add(
            "visit-moved", "2026-01-20", visit="pump-2-refill", date="2026-02-04", reason="transport"
        )
        visit = by_id(course.plan("2026-01-21"))["pump-2-refill"]
        assert str(visit.day) == "2026-02-04"
        assert visit.reasons == ("agreed: transport",)

    @pytest.mark.parametrize("date", ["2026-02-06", "2026-01-30", "2026-02-01"])
    def test_a_day_that_does_not_fit_is_a_named_conflict_and_not_used(self, date: str) -> None:
        course = first_cycle().add("visit-moved", "2026-01-20", visit="pump-2-refill", date=date, reason="a wish")
        plan = course.plan("2026-01-21")
        assert str(by_id(plan)["pump-2-refill"].day) == "2026-02-02"
        assert conflicts(plan) == ["appointment-does-not-fit"]
        assert plan.findings.conflicts[0].facts == (course.facts[-1]["id"],)

    def test_a_missed_one_is_planned_again(self) -> None:
        course = first_cycle().add("appointment-confirmed", "2026-01-20", visit="pump-2-refill", date="2026-02-02")
        assert by_id(course.plan("2026-02-01"))["pump-2-refill"].reasons == ()
        plan = course.plan("2026-02-03")
        assert "appointment-missed" in alerts(plan)
        assert by_id(plan)["pump-2-refill"].reasons == (
            "agreed for 2026-02-02 and not recorded as done", "2026-02-02 has passed",
        )  # fmt: skip


class TestOverdue:
    def test_a_fill_is_planned_as_soon_as_it_can_be(self) -> None:
        course = first_cycle().saline("2026-02-02")
        plan = course.plan("2026-02-09")
        visit = by_id(plan)["pump-2-refill"]
        assert str(visit.day) == "2026-02-09"
        assert "fill-overdue" in alerts(plan)

    def test_an_emptying_past_its_window_is_named_with_what_it_costs(self) -> None:
        course = ready_course().fudr("2026-01-05")
        plan = course.plan("2026-01-23")
        assert conflicts(plan) == ["window-passed"]
        assert str(by_id(plan)["pump-1-emptying"].day) == "2026-01-23"  # the last safe day
        assert plan.findings.conflicts[0].options[1].cost == "4 days late: 4/14 of the floxuridine dose more"

    def test_past_the_last_safe_day_nothing_is_planned_quietly(self) -> None:
        course = ready_course().fudr("2026-01-05")
        plan = course.plan("2026-01-26")
        assert by_id(plan)["pump-1-emptying"].status is Status.NOT_PLACED
        (conflict,) = plan.findings.conflicts
        assert conflict.impossible
        assert conflict.options[0].what.startswith("At once")
        assert conflict.options[0].cost.endswith("beyond the last safe day, the pump may run dry")

    def test_an_empty_pump_is_filled_at_once(self) -> None:
        course = first_cycle().emptied("2026-02-02")
        plan = course.plan("2026-02-03")
        assert "pump-empty-or-unknown" in alerts(plan)
        assert str(by_id(plan)["pump-1-maintenance-1"].day) == "2026-02-03"
        closed = Clinic(
            time_zone="Europe/Amsterdam", closures=[{"from": "2026-02-03", "to": "2026-02-20", "reason": "fire"}]
        )
        shut = first_cycle(ready_course(clinic=closed)).emptied("2026-02-02").plan("2026-02-03")
        assert by_id(shut)["pump-1-maintenance-1"].status is Status.NOT_PLACED


def test_without_a_pump_systemic_treatment_keeps_its_own_interval() -> None:
    course = Course(pump=None, interval_days=21).add("registered", "2026-01-02", start="2026-01-05")
    plan = course.plan("2026-01-03")
    assert dates(plan, "sys-")[:4] == ["2026-01-05", "2026-01-26", "2026-02-16", "2026-03-09"]
    assert dates(plan, "pump-") == []
    assert dates(plan, "sys-")[-1] < "2026-07-06"
    course.systemic_given("2026-01-06")
    assert dates(course.plan("2026-01-07"), "sys-")[1] == "2026-01-27"


def test_without_a_pump_and_a_start_nothing_is_planned() -> None:
    assert Course(pump=None).plan("2026-01-03").visits == ()


def test_without_a_pump_the_number_of_gifts_ends_the_plan() -> None:
    course = Course(pump=None, interval_days=7).add("registered", "2026-01-02", start="2026-01-05")
    assert len(dates(course.plan("2026-01-03"), "sys-")) == 12


def test_a_pump_that_is_not_implanted_is_said() -> None:
    plan = Course().add("registered", "2026-01-02").plan("2026-01-03")
    assert alerts(plan) == ["pump-not-implanted"]


def test_a_pump_taken_out_needs_nothing() -> None:
    course = first_cycle().add("pump-explanted", "2026-01-28", reason="infection")
    plan = course.plan("2026-01-29")
    assert not [visit for visit in plan.visits if visit.stream == "pump" and visit.is_open]


def test_cycles_that_would_outlast_the_induction_are_cancelled() -> None:
    course = first_cycle()
    for month, number in (("02-02", 2), ("03-02", 3), ("03-30", 4)):
        start = day(f"2026-{month}")
        course.fudr(start).saline(start + dt.timedelta(days=14))
        assert number
    for held in ("2026-04-28", "2026-05-12", "2026-05-26", "2026-06-09"):
        course.add("floxuridine-held", held, reason="liver tests").saline(held)
    visits = by_id(course.plan("2026-06-10"))
    # Induction ends on 5 January + 182 days = 6 July; a fill on 23 June would be emptied on 7 July.
    assert visits["pump-5-refill"].status is Status.CANCELLED
    assert "end of induction on 2026-07-06" in visits["pump-5-refill"].reasons[0]
    assert visits["pump-6-refill"].status is Status.CANCELLED


def test_laboratory_draws_are_done_missed_or_planned() -> None:
    course = first_cycle().fudr("2026-02-02").systemic_given("2026-02-02")
    visits = by_id(course.plan("2026-02-03"))
    assert visits["lab-pump-1-refill"].status is Status.DONE
    assert visits["lab-pump-2-refill"].status is Status.MISSED
    assert str(visits["lab-pump-2-emptying"].day) == "2026-02-13"  # the 15th is a Sunday
    assert visits["lab-pump-2-emptying"].serves == ("pump-2-emptying", "sys-4")


def test_a_gift_of_its_own_day_has_its_own_draw() -> None:
    course = first_cycle().fudr("2026-02-02").add("systemic-held", "2026-02-02", reason="neutrophils 0.9")
    visits = by_id(course.plan("2026-02-03"))
    assert visits["lab-sys-3"].serves == ("sys-3",)
    assert str(visits["lab-sys-3"].day) == "2026-02-06"


def test_a_fill_far_later_than_its_cycle_is_named() -> None:
    course = first_cycle()
    for when in ("2026-01-30", "2026-02-13", "2026-02-27"):
        course.saline(when)
    course.add("unavailable", "2026-01-20", from_="2026-02-01", to="2026-02-12", reason="journey")
    course.add("unavailable", "2026-01-20", from_="2026-02-14", to="2026-03-09", reason="journey")
    plan = course.plan("2026-01-31")
    assert "delay-too-long" in conflicts(plan) or "pump-access-not-possible" in conflicts(plan)


@pytest.mark.parametrize("clinic", [DUTCH])
def test_imaging_waits_for_the_patient_and_overdue_imaging_for_nobody(clinic: Clinic) -> None:
    course = first_cycle(ready_course(clinic=clinic))
    course.add("unavailable", "2026-01-20", from_="2026-02-20", to="2026-03-10", reason="journey")
    visits = by_id(course.plan("2026-01-21"))
    assert str(visits["imaging-1"].day) == "2026-03-11"
    late = first_cycle().fudr("2026-02-02").saline("2026-02-16").fudr("2026-03-02").plan("2026-03-12")
    assert str(by_id(late)["imaging-1"].day) == "2026-03-12"
    assert by_id(late)["imaging-1"].reasons == ("the window ended on 2026-03-09",)
