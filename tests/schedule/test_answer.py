"""The plan as the outside sees it: decisions, fills, next action, changes, text."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from courses import Course as Facts
from courses import first_cycle, ready_course
from pydantic import ValidationError

from haipdose.course.decisions import next_floxuridine
from haipdose.errors import InputError
from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.plan_diff import compare_plans
from haipdose.schedule.report import plan_text
from haipdose.schedule.requests import Course, PlanAnswer, PlanItem, PlanVisit

NONE = Approvals(entries=())
FULL = {"oxaliplatin": "100", "folinic-acid": "100", "fluorouracil-infusion": "100"}


def request(facts: Facts, as_of: str, clock: str = "09:00", **changes: Any) -> Course:
    document = {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "80", "age_years": 61},
        "pump": {"profile": "intera-3000", "serial_number": "3000-1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
        "protocol": "pump-it",
        "arm": "B",
        "regimen": "mfolfox6",
        "dpyd": "normal",
        "clinic": facts.clinic,
        "as_of": facts.at(as_of, clock),
        "facts": facts.facts,
        **changes,
    }
    return Course.model_validate({key: value for key, value in document.items() if value is not None})


def answer(
    facts: Facts, as_of: str, clock: str = "09:00", previous: PlanAnswer | None = None, **rest: Any
) -> PlanAnswer:
    return answer_plan(request(facts, as_of, clock, **rest), PackagedLibrary(), NONE, previous)


def visit(found: PlanAnswer, name: str) -> PlanVisit:
    return next(each for each in found.visits if each.id == name)


def item(found: PlanAnswer, name: str, kind: str) -> PlanItem:
    return next(each for each in visit(found, name).items if each.kind == kind)


def liver(course: Facts, when: str, ast: str = "34", alt: str = "30", alp: str = "84", bilirubin: str = "10") -> Facts:
    return course.lab(when, ast=ast, alt=alt, alp=alp, bilirubin_total=bilirubin)


def treated() -> Facts:
    course = liver(ready_course(), "2026-01-02", alp="80").fudr("2026-01-05", mg="220")
    course.add("systemic-given", "2026-01-05", "11:00", regimen="mfolfox6", percent_of_full=FULL)
    liver(course, "2026-01-16").saline("2026-01-19")
    return course.add("systemic-given", "2026-01-19", "11:00", regimen="mfolfox6", percent_of_full=FULL)


class TestFloxuridine:
    def test_without_fresh_results_a_dose_is_only_provisional(self) -> None:
        found = answer(treated(), "2026-01-20")
        fill = item(found, "pump-2-refill", "floxuridine-fill")
        assert fill.provisional
        assert fill.decision == "undetermined"
        assert fill.missing[0] == "ast from 2026-01-30 on"
        assert found.next_action.action == "draw-laboratory"
        assert found.next_action.visit == "lab-pump-2-refill"
        assert not found.do_not_give

    def test_with_results_it_is_decided_and_calculated(self) -> None:
        found = answer(liver(treated(), "2026-01-30"), "2026-01-30")
        fill = item(found, "pump-2-refill", "floxuridine-fill")
        # 0.12 * 80 = 9.6 mg/d; 9.6 * 30 / 1.3 = 221.5 mg, to 5 mg: 220
        assert (fill.dose, fill.dose_percent, fill.decision, fill.provisional) == (220, 100, "give", False)
        assert fill.fill is not None
        assert fill.fill.floxuridine_mg == 220
        later = item(found, "pump-3-refill", "floxuridine-fill")
        assert later.provisional
        assert later.fill is None, "each calculation is shown once"

    def test_on_the_day_without_results_nothing_is_given(self) -> None:
        found = answer(treated(), "2026-02-02")
        assert found.next_action.action == "do-not-give"
        assert found.do_not_give
        assert any("ast" in reason for reason in found.next_action.reasons)

    def test_a_high_value_at_the_emptying_already_holds_the_fill(self) -> None:
        course = liver(ready_course(), "2026-01-02", alp="80").fudr("2026-01-05", mg="220")
        liver(course, "2026-01-16", alp="170").saline("2026-01-19")
        found = answer(course, "2026-01-20")
        assert visit(found, "pump-2-refill").date.isoformat() == "2026-02-16"
        held = item(found, "pump-1-maintenance-1", "floxuridine-held")
        assert held.decision == "hold"
        assert item(found, "pump-2-refill", "floxuridine-fill").provisional

    def test_a_hold_is_the_next_action_when_its_day_comes_first(self) -> None:
        found = answer(liver(treated(), "2026-01-30", alp="170"), "2026-01-30")
        assert found.next_action.action == "do-not-give"
        assert "fill the pump without drug" in found.next_action.text

    def test_after_a_hold_only_results_since_the_hold_count(self) -> None:
        course = liver(treated(), "2026-01-30", alp="170").add("floxuridine-held", "2026-02-02", reason="ALP")
        liver(course.saline("2026-02-02"), "2026-02-13", alp="82")
        fill = item(answer(course, "2026-02-13"), "pump-2-refill", "floxuridine-fill")
        assert fill.decision == "reduce", "a restart is at a fraction of the last dose"
        assert fill.dose_percent < 100

    def test_the_first_fill_needs_results_too(self) -> None:
        course = ready_course()
        fill = item(answer(course, "2025-12-23"), "pump-1-refill", "floxuridine-fill")
        assert fill.provisional
        fill = item(answer(liver(course, "2026-01-02"), "2026-01-02"), "pump-1-refill", "floxuridine-fill")
        assert (fill.decision, fill.dose_percent) == ("give", 100)

    @pytest.mark.parametrize(("percent", "action"), [("50", "visit"), (None, "do-not-give")])
    def test_an_override_is_followed_and_said(self, percent: str | None, action: str) -> None:
        course = treated().add(
            "dose-override", "2026-01-30", "07:00", dose_percent=percent, reason="judged", by="doctor"
        )
        found = answer(course, "2026-01-31")
        assert found.next_action.action == action
        assert any(alert.code == "course.dose-override" for alert in found.alerts)
        if percent is not None:
            assert item(found, "pump-2-refill", "floxuridine-fill").dose == 110

    def test_contradicting_facts_block_every_dose(self) -> None:
        course = liver(treated(), "2026-01-30").saline("2026-01-19", empty=False)
        found = answer(course, "2026-01-30")
        assert found.next_action.action == "correct-facts"
        assert found.fact_conflicts[0].code == "course.filled-twice"
        assert item(found, "pump-2-refill", "floxuridine-fill").provisional

    def test_an_event_that_ends_floxuridine(self) -> None:
        course = treated().add("clinical-event", "2026-01-25", name="biliary-sclerosis", grade=3)
        found = answer(course, "2026-01-26")
        assert found.next_action.action == "do-not-give"
        assert visit(found, "pump-2-refill").status == "cancelled"
        assert visit(found, "pump-1-maintenance-1").status == "planned"

    def test_the_latest_weight_counts(self) -> None:
        course = treated().add("weight-measured", "2026-01-28", weight_kg="75")
        found = answer(course, "2026-01-29")
        assert found.course.weight_kg == 75
        assert item(found, "pump-2-refill", "floxuridine-fill").dose == 210  # 0.12 * 75 * 30 / 1.3 = 207.7

    def test_the_decision_names_what_is_missing_after_the_emptying(self) -> None:
        course = liver(ready_course(), "2026-01-02").fudr("2026-01-05", mg="220")
        found = request(course, "2026-01-10")
        from haipdose.course.fold import fold

        state = fold(found.facts, as_of=found.as_of, reservoir_ml=Decimal(30))
        protocol = PackagedLibrary().protocol("pump-it")
        decision = next_floxuridine(state, protocol, NONE, found.as_of.date(), found.as_of.date())
        assert decision.action == "undetermined"
        assert decision.provisional_percent == 100


class TestSystemic:
    def ready(self, neutrophils: str = "2.8") -> Facts:
        course = liver(treated(), "2026-01-30")
        values = {
            "neutrophils": (neutrophils, "10*9/L"),
            "platelets": ("210", "10*9/L"),
            "creatinine": ("78", "umol/L"),
        }
        results = [{"test": name, "value": value, "unit": unit} for name, (value, unit) in values.items()]
        course.add("laboratory", "2026-01-30", "08:30", results=results)
        return course.add("toxicity-reviewed", "2026-01-30", "09:00")

    def test_a_cycle_is_decided_when_everything_is_known(self) -> None:
        found = answer(self.ready(), "2026-01-30", "12:00")
        doses = {each.drug: each.dose for each in visit(found, "sys-3").items}
        assert doses["oxaliplatin"] == 85

    def test_low_neutrophils_put_it_off(self) -> None:
        found = answer(self.ready("0.9"), "2026-01-30", "12:00")
        assert visit(found, "sys-3").date.isoformat() == "2026-02-09"
        assert found.next_action.action == "do-not-give"

    def test_an_event_reduces_and_one_that_settled_does_not_delay(self) -> None:
        course = self.ready().add("clinical-event", "2026-01-25", name="diarrhoea", grade=3)
        course.add("clinical-event", "2026-01-29", name="diarrhoea", grade=0)
        found = answer(course, "2026-01-30", "12:00")
        assert {each.decision for each in visit(found, "sys-3").items} != {"give"}

    def test_on_the_day_without_results_it_is_not_given(self) -> None:
        found = answer(liver(treated(), "2026-01-30"), "2026-02-02")
        assert found.next_action.action == "do-not-give"
        assert "systemic" in found.next_action.text

    def test_without_a_regimen_it_is_planned_and_not_decided(self) -> None:
        found = answer(treated(), "2026-01-20", regimen=None)
        assert visit(found, "sys-3").items[0].decision == "undetermined"

    def test_an_arm_without_a_pump_plans_gifts_only(self) -> None:
        course = Facts().add("registered", "2026-01-02", start="2026-01-05")
        found = answer(course, "2026-01-03", arm="A", regimen="capox", pump=None)
        assert [str(each.date) for each in found.visits if each.stream == "systemic"][:2] == [
            "2026-01-05",
            "2026-01-26",
        ]
        assert found.run_dry is None


class TestPump:
    def test_a_fast_pump_shortens_the_time_to_the_refill(self) -> None:
        plain = answer(treated(), "2026-01-20").run_dry
        fast = treated()
        fast.add("flow-measured", "2026-01-20", "08:00", flow_ml_per_day="1.45", method="bench")
        measured = answer(fast, "2026-01-20").run_dry
        assert plain is not None
        assert measured is not None
        assert measured.fast_limit < plain.fast_limit

    def test_returns_outside_the_tolerance_are_an_alert(self) -> None:
        course = liver(ready_course(), "2026-01-02").emptied("2026-01-05")
        course.add(
            "fill-given", "2026-01-05", contents="floxuridine", volume_ml="30", floxuridine_mg="220", dose_percent="100"
        )
        course.saline("2026-01-19", empty=False)
        course.facts.insert(
            -1, {"type": "pump-emptied", "at": course.at("2026-01-19"), "returned_ml": "8.0", "id": "fast"}
        )
        found = answer(course, "2026-01-20")
        assert any("flow" in alert.code for alert in found.alerts)
        assert found.run_dry.fast_flow_ml_per_day > Decimal("1.495")

    def test_an_empty_return_says_nothing_reassuring(self) -> None:
        course = liver(ready_course(), "2026-01-02").fudr("2026-01-05", mg="220").emptied("2026-01-19", "0")
        course.saline("2026-01-19", empty=False)
        found = answer(course, "2026-01-20")
        assert any(alert.level in {"warning", "critical"} and "flow" in alert.code for alert in found.alerts)

    def test_glycerol_has_no_run_dry_time(self) -> None:
        course = (
            liver(ready_course(), "2026-01-02").fudr("2026-01-05").add("long-break-started", "2026-01-07", reason="r")
        )
        course.saline("2026-01-19", contents="glycerol")
        found = answer(course, "2026-01-20")
        assert found.run_dry.nominal is None
        assert "its flow is not known" in plan_text(found)

    def test_a_pump_past_its_last_safe_day_is_seen_at_once(self) -> None:
        course = liver(ready_course(), "2026-01-02").fudr("2026-01-05")
        found = answer(course, "2026-01-26")
        assert found.next_action.action == "see-at-once"
        assert found.do_not_give
        text = plan_text(found)
        assert "CONFLICTS:" in text
        assert "NO DAY FITS" in text

    def test_an_absence_without_a_way_out_must_be_decided(self) -> None:
        course = treated().add("unavailable", "2026-01-21", from_="2026-01-23", to="2026-02-12", reason="journey")
        assert answer(course, "2026-01-22").next_action.action == "decide-conflict"

    def test_nothing_is_left_to_do_after_everything(self) -> None:
        course = (
            treated()
            .add("pump-explanted", "2026-01-26", reason="r")
            .add("systemic-discontinued", "2026-01-26", reason="r")
        )
        for number in range(3):
            course.add("imaging-done", "2026-01-26", f"1{number}:30", kind="ct").add(
                "liver-panel", "2026-01-26", f"1{number}:40", decision="not-resectable"
            )
        assert answer(course, "2026-12-03").next_action.action == "nothing"


class TestChanges:
    def test_every_visit_is_in_exactly_one_list(self) -> None:
        before = answer(treated(), "2026-01-20")
        course = treated().add("unavailable", "2026-01-20", "20:00", from_="2026-02-02", to="2026-02-04", reason="flu")
        after = answer(course, "2026-01-21", previous=before)
        changes = after.changes
        names = [
            row.id
            for rows in (changes.added, changes.moved, changes.cancelled, changes.completed, changes.changed)
            for row in rows
        ]
        names += changes.unchanged
        assert sorted(names) == sorted({each.id for each in before.visits} | {each.id for each in after.visits})
        moved = {row.id: row for row in changes.moved}
        assert moved["pump-2-refill"].why == ("2026-02-02: patient not available: flu",)
        assert moved["pump-2-emptying"].why == ("follows pump-2-refill, moved from 2026-02-02 to 2026-02-05",)
        assert "CHANGES since the earlier plan:" in plan_text(after)

    def test_the_same_course_changes_nothing(self) -> None:
        before = answer(treated(), "2026-01-20")
        changes = answer(treated(), "2026-01-20", previous=before).changes
        assert len(changes.unchanged) == len(before.visits)

    def test_a_dose_that_was_decided_is_a_change(self) -> None:
        before = answer(treated(), "2026-01-29")
        changes = answer(liver(treated(), "2026-01-30"), "2026-01-30", previous=before).changes
        assert any(row.id == "pump-2-refill" for row in changes.changed)
        assert any(row.id == "lab-pump-2-refill" for row in changes.completed)

    def test_cancelled_and_vanished_visits(self) -> None:
        before = answer(treated(), "2026-01-20")
        course = treated().add("floxuridine-discontinued", "2026-01-20", "20:00", reason="ulcer")
        after = answer(course, "2026-01-21", previous=before)
        gone = {row.id: row.why for row in after.changes.cancelled}
        assert gone["pump-2-refill"] == ("floxuridine discontinued: ulcer",)
        assert gone["pump-2-emptying"] == ("no longer part of the plan",)
        back = compare_plans(after.visits, before.visits)
        assert any(row.id == "pump-2-refill" for row in back.moved)
        again = answer(course, "2026-01-21", previous=after).changes
        assert again.cancelled == ()

    def test_an_answer_survives_the_trip_through_json(self) -> None:
        found = answer(treated(), "2026-01-20")
        assert PlanAnswer.model_validate(json.loads(found.model_dump_json())) == found


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"arm": "C"}, "schedule.arm-unknown"), ({"pump": None}, "schedule.pump-missing")],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as error:
        answer(treated(), "2026-01-20", **changes)
    assert error.value.code == code


def test_the_protocol_of_a_change_of_protocol_counts() -> None:
    course = treated().add(
        "protocol-changed", "2026-01-19", "12:00", protocol="msk-unresectable", reason="pump trial left"
    )
    found = answer(course, "2026-01-20", arm="pump")
    assert found.protocol.id == "msk-unresectable"


def test_every_schedule_rule_is_a_step_with_its_evidence() -> None:
    found = answer(treated(), "2026-01-20")
    steps = {step.rule: step for step in found.derivation}
    assert steps["schedule.pump.cycle_days"].evidence == "published"
    assert steps["schedule.windows.floxuridine-fill"].evidence == "local"
    assert not found.release.releasable


def test_assumed_holidays_are_said() -> None:
    from haipdose.schedule.clinic import Clinic

    found = answer(ready_course(clinic=Clinic(time_zone="Europe/Amsterdam", country="NL")), "2025-12-23")
    assert any(alert.code == "schedule.holidays-assumed" for alert in found.alerts)


def test_the_text_shows_the_next_action_first_and_every_reason() -> None:
    course = treated().add("unavailable", "2026-01-20", from_="2026-02-02", to="2026-02-04", reason="influenza")
    text = plan_text(answer(course, "2026-01-21"))
    assert text.startswith("NEXT: ")
    assert "because 2026-02-02: patient not available: influenza" in text
    assert "Thu 2026-02-05" in text
    contradiction = plan_text(answer(treated().saline("2026-01-19", empty=False), "2026-01-20"))
    assert "CONTRADICTIONS" in contradiction


def test_the_first_cycle_of_the_builder_is_a_plain_course() -> None:
    assert answer(first_cycle(), "2026-01-20").fact_conflicts == ()


def test_a_fill_that_cannot_be_made_is_a_conflict_and_the_dates_stand() -> None:
    course = liver(ready_course(), "2026-01-02").fudr("2026-01-05", mg="220").emptied("2026-01-19", "30")
    found = answer(course.saline("2026-01-19", empty=False), "2026-01-29")
    conflict = next(each for each in found.conflicts if each.code == "schedule.fill-cannot-be-made")
    assert "pump-2-refill" in conflict.visits
    assert "flow" in conflict.message
    assert found.do_not_give
    assert visit(found, "pump-2-refill").date.isoformat() == "2026-02-02"


def test_a_discontinuation_that_is_recorded_needs_no_reminder() -> None:
    course = treated().add("clinical-event", "2026-01-25", name="biliary-sclerosis", grade=3)
    course.add("floxuridine-discontinued", "2026-01-26", reason="biliary sclerosis")
    found = answer(course, "2026-01-27")
    assert found.next_action.action == "draw-laboratory"


def test_held_visits_say_so() -> None:
    course = treated().add("floxuridine-held", "2026-02-02", reason="ALP").saline("2026-02-02")
    course.add("systemic-held", "2026-02-02", "11:00", reason="neutrophils")
    found = answer(course, "2026-02-03")
    assert visit(found, "pump-2-refill-held-1").items[0].text == "floxuridine held"
    assert visit(found, "sys-3-held-1").items[0].kind == "systemic-held"


def test_an_emptying_without_a_new_fill_and_a_late_one() -> None:
    course = liver(ready_course(), "2026-01-02").fudr("2026-01-05", mg="220").emptied("2026-01-21")
    found = answer(course, "2026-01-21", "12:00")
    emptying = visit(found, "pump-1-emptying").items[0]
    assert emptying.text.endswith("2 d late: 2/14 of the floxuridine dose more")


def test_an_operation_planned_is_known_to_the_systemic_decision() -> None:
    course = treated().add("conversion-surgery-done", "2026-01-25").add("pump-emptied", "2026-01-26", returned_ml="20")
    course.saline("2026-01-26", empty=False).add("conversion-surgery-planned", "2026-01-26", date="2026-06-10")
    assert visit(answer(course, "2026-01-27"), "conversion-surgery-2").status == "planned"


def test_nothing_is_said_about_a_cohort_memo_but_the_fills_are_shared() -> None:
    memo: dict[Any, Any] = {}
    first = answer_plan(request(treated(), "2026-01-20"), PackagedLibrary(), NONE, memo=memo)
    made = dict(memo)
    assert answer_plan(request(treated(), "2026-01-20"), PackagedLibrary(), NONE, memo=memo) == first
    assert memo == made


@pytest.mark.parametrize("corrected", [False, True])
def test_an_override_in_a_course_says_who_decides(corrected: bool) -> None:
    said = {"type": "dose-override", "at": "2026-02-22T10:00:00+01:00", "dose_percent": "50", "reason": "judged"}
    if corrected:
        said = {"type": "correction", "at": said["at"], "corrects": "x", "reason": "r", "replacement": said}  # type: ignore[dict-item]
    given = request(treated(), "2026-02-23").model_dump(mode="json", by_alias=True)
    with pytest.raises(ValidationError, match="needs 'by'"):
        Course.model_validate({**given, "facts": [*given["facts"], said]})
