"""Decisions about whole cycles: what stops, waits, is missing, adds up, and what the answer says about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.errors import InputError, InputErrors, Refused

from .cases import GOOD_RESULTS, ask, drug, full_before, good_results, result

NEUROPATHY = "peripheral-sensory-neuropathy"


def codes(answer: Any) -> list[str]:
    return [warning.code for warning in answer.warnings]


# --- give -------------------------------------------------------------------------------------------------------------


def test_a_plain_cycle_is_given_and_every_dose_is_explained() -> None:
    answer = ask()
    assert answer.action == "give"
    assert [entry.component for entry in answer.drugs] == [
        "oxaliplatin",
        "folinic-acid",
        "fluorouracil-bolus",
        "fluorouracil-infusion",
    ]
    assert {entry.action for entry in answer.drugs} == {"give"}
    labels = [step.label for step in answer.derivation]
    for entry in answer.drugs:
        assert f"{entry.component}: dose" in labels
        assert f"{entry.component}: rounded" in labels
    assert answer.reasons == answer.missing == ()
    assert answer.delay_until is None


def test_the_first_cycle_needs_no_previous_doses() -> None:
    assert ask(cycle=1, previous=[]).action == "give"


def test_a_later_cycle_without_previous_doses_is_undetermined() -> None:
    answer = ask(previous=[])
    assert answer.action == "undetermined"
    assert answer.missing == (
        "previous.oxaliplatin",
        "previous.fluorouracil-bolus",
        "previous.fluorouracil-infusion",
    )


def test_with_the_pump_the_bolus_is_left_out() -> None:
    answer = ask(arm="B", regimen="FOLFOX")
    assert answer.with_pump
    assert "fluorouracil-bolus" not in {entry.component for entry in answer.drugs}
    without = ask(arm="B", regimen="FOLFOX", with_pump=False)
    assert "fluorouracil-bolus" in {entry.component for entry in without.drugs}


def test_bevacizumab_by_weight_with_the_cycle_length_of_the_regimen() -> None:
    two_weekly = drug(ask(additions=["bevacizumab"]), "bevacizumab")
    three_weekly = drug(ask(regimen="capox", additions=["Bevacizumab", "bevacizumab"]), "bevacizumab")
    assert (two_weekly.amount, two_weekly.dose_mg_exact) == (5, 360)
    assert (three_weekly.amount, three_weekly.dose_mg_exact) == (Decimal("7.5"), 540)


# --- wait and stop ----------------------------------------------------------------------------------------------------


def test_low_neutrophils_delay_by_a_week_within_the_longest_delay() -> None:
    answer = ask(current=good_results(neutrophils="1.2"), due="2026-11-20")
    assert (answer.action, answer.delay_until, answer.latest_start) == (
        "delay",
        date(2026, 11, 27),
        date(2026, 12, 18),
    )
    assert all(entry.action == "delay" and entry.dose_mg is None for entry in answer.drugs)
    assert "neutrophils 1.2 10*9/L, needed ≥ 1.5" in answer.reasons[0].text
    late = ask(current=good_results(neutrophils="1.2"), due="2026-10-26")
    assert late.delay_until == late.latest_start == date(2026, 11, 23)


def test_a_decision_before_the_planned_day_counts_from_that_day() -> None:
    answer = ask(current=good_results(neutrophils="1.2"), due="2026-11-23")
    assert answer.delay_until == date(2026, 11, 30)


def test_the_worst_of_several_results_counts() -> None:
    twice = [*good_results(), result("neutrophils", "1.3", at="2026-11-19T08:00:00+01:00")]
    assert ask(current=twice).action == "delay"
    old = [*good_results(), result("neutrophils", "1.3", at="2026-11-09T08:00:00+01:00")]
    assert ask(current=old).action == "give"


def test_what_ends_a_drug_is_not_softened_by_what_only_holds_it() -> None:
    events = [{"name": "nephrotic-syndrome", "grade": 3}, {"name": "proteinuria-2g-a-day", "grade": 3}]
    held = ask(additions=["bevacizumab"], events=events[1:])
    assert drug(held, "bevacizumab").action == "omit"
    for order in (events, events[::-1]):
        ended = ask(additions=["bevacizumab"], events=order)
        assert drug(ended, "bevacizumab").action == "discontinue"


def test_the_worst_counts_on_the_high_side_too() -> None:
    yesterday = "2026-11-19T08:00:00+01:00"
    higher = [*good_results(), result("bilirubin-total", "2.5", "mg/dL", at=yesterday)]
    assert drug(ask(regimen="folfiri", current=higher), "irinotecan").action == "omit"
    creatinine = [*good_results(), result("creatinine", "1.6", "mg/dL", at=yesterday)]
    assert drug(ask(regimen="capox", current=creatinine), "capecitabine").percent_of_full == 75
    twice = [{"name": "mucositis", "grade": 0}, {"name": "mucositis", "grade": 2}]
    assert ask(events=twice).action == "delay"


def test_a_result_of_the_moment_itself_counts() -> None:
    now = [row | {"at": "2026-11-20T10:00:00+01:00"} for row in good_results()]
    assert ask(current=now).action == "give"


def test_the_next_look_is_derived_from_the_later_of_today_and_due() -> None:
    answer = ask(current=good_results(neutrophils="1.2"), due="2026-11-23")
    (step,) = [entry for entry in answer.derivation if entry.label == "next look"]
    assert step.terms[0].value == "2026-11-23"
    assert step.value == "2026-11-30"


def test_a_reason_to_wait_counts_although_something_is_missing() -> None:
    answer = ask(current=good_results(neutrophils="1.2", platelets=None))
    assert answer.action == "delay"
    assert answer.missing == ("current.platelets",)


def test_a_reason_to_stop_counts_although_something_is_missing() -> None:
    answer = ask(current=[], events=[{"name": NEUROPATHY, "grade": 3}], previous=[])
    assert answer.action == "discontinue"
    assert all(entry.amount is None for entry in answer.drugs)
    assert "grade 3" in answer.reasons[0].text


def test_grade_4_neuropathy_says_that_the_table_does_not_print_it() -> None:
    answer = ask(events=[{"name": NEUROPATHY, "grade": 4}])
    assert answer.action == "discontinue"
    assert "grade 4 is not printed" in answer.reasons[0].text


def test_irinotecan_alone_is_left_out_with_a_high_bilirubin() -> None:
    answer = ask(regimen="folfiri", current=good_results(bilirubin_total="2.5"))
    assert answer.action == "reduce"
    assert drug(answer, "irinotecan").action == "omit"
    assert drug(answer, "irinotecan").dose_mg is None
    assert drug(answer, "fluorouracil-infusion").action == "give"


def test_bilirubin_is_compared_in_the_unit_of_the_rule() -> None:
    # 2 mg/dL is 34.208 µmol/L.
    for value, action in (("34.2", "give"), ("34.3", "omit")):
        rows = [row for row in good_results() if row["test"] != "bilirubin-total"]
        rows.append(result("bilirubin-total", value, "umol/L"))
        assert drug(ask(regimen="folfiri", current=rows), "irinotecan").action == action


# --- reduce -----------------------------------------------------------------------------------------------------------


def test_several_reasons_give_the_lowest_amount_not_the_product() -> None:
    answer = ask(events=[{"name": NEUROPATHY, "grade": 2}, {"name": "fatigue", "grade": 3}])
    assert drug(answer, "oxaliplatin").amount == 65
    assert drug(answer, "oxaliplatin").reductions == 1
    assert "systemic.several-reasons" in codes(answer)


def test_a_reduced_dose_does_not_go_up_again() -> None:
    answer = ask(previous=full_before(oxaliplatin={"percent": "75", "reductions": 1}))
    oxaliplatin = drug(answer, "oxaliplatin")
    assert (oxaliplatin.action, oxaliplatin.amount, oxaliplatin.reductions) == ("reduce", Decimal("63.75"), 1)
    assert oxaliplatin.reasons[0].rule == "systemic.re_escalation"
    mild = ask(
        previous=full_before(oxaliplatin={"percent": "60", "reductions": 1}),
        events=[{"name": NEUROPATHY, "grade": 2}],
    )
    assert (drug(mild, "oxaliplatin").amount, drug(mild, "oxaliplatin").reductions) == (51, 1)


def test_an_amount_above_full_dose_before_is_not_repeated() -> None:
    rows = full_before()
    rows[0] = {"component": "oxaliplatin", "amount": "100"}
    assert drug(ask(previous=rows), "oxaliplatin").amount == 85


def test_a_dropped_bolus_stays_out() -> None:
    answer = ask(previous=full_before(fluorouracil_bolus={"percent": "0", "reductions": 1}))
    bolus = drug(answer, "fluorouracil-bolus")
    assert (answer.action, bolus.action, bolus.dose_mg) == ("reduce", "omit", None)
    by_amount = full_before()
    by_amount[2] = {"component": "fluorouracil-bolus", "amount": "0"}
    assert drug(ask(previous=by_amount), "fluorouracil-bolus").action == "omit"


def test_a_stopped_drug_stays_stopped() -> None:
    answer = ask(previous=full_before(oxaliplatin={"stopped": True, "percent": "0"}))
    assert drug(answer, "oxaliplatin").action == "discontinue"
    assert "not started again" in drug(answer, "oxaliplatin").reasons[0].text
    assert "systemic.component-stopped" in codes(answer)


def test_the_third_reduction_stops_the_drug_and_the_others_go_on() -> None:
    answer = ask(events=[{"name": NEUROPATHY, "grade": 2}], previous=full_before(oxaliplatin={"reductions": 2}))
    assert answer.action == "reduce"
    assert drug(answer, "oxaliplatin").action == "discontinue"
    assert drug(answer, "fluorouracil-infusion").action == "give"
    assert any(reason.rule == "systemic.stop_at_reduction" for reason in drug(answer, "oxaliplatin").reasons)


def test_dose_levels_end_in_a_stop() -> None:
    events = [{"name": "diarrhoea", "grade": 3, "now": 0}]
    amounts = []
    for before in ("180", "150", "120"):
        rows = full_before()
        rows[1] = {"component": "irinotecan", "amount": before}
        entry = drug(ask(regimen="folfiri", events=events, previous=rows), "irinotecan")
        amounts.append((entry.action.value, entry.amount))
    assert amounts == [("reduce", 150), ("reduce", 120), ("discontinue", None)]


@pytest.mark.parametrize(
    ("percent", "amount"),
    [
        # 150 of 180 mg/m² is 83.333… %, and so many ways of writing it; the next level is 120, never 150 again.
        ("83.3", 120),
        ("83.33", 120),
        ("83.4", 120),
        ("84", 120),  # rounded up
        ("83.3333333333333", 120),
        ("83.3333333333334", 120),
        ("83.5", 150),  # no rounding of 150: more was given
        ("85", 150),
        # 120 of 180 is 66.666… %: the last level, after which the drug is stopped.
        ("66.7", None),
        ("67", None),
        ("66.6666666666667", None),
        ("66.8", 120),  # 120.24, no rounding of 120
        ("100", 150),
    ],
)
def test_one_level_down_from_a_percent_that_was_written_rounded(percent: str, amount: int | None) -> None:
    rows = full_before()
    rows[1] = {"component": "irinotecan", "percent": percent}
    events = [{"name": "diarrhoea", "grade": 3, "now": 0}]
    entry = drug(ask(regimen="folfiri", events=events, previous=rows), "irinotecan")
    assert (entry.action.value, entry.amount) == ("reduce" if amount else "discontinue", amount)


@pytest.mark.parametrize(("percent", "reductions"), [("76.5", 1), ("76.47", 1), ("76.4705882352941", 1), ("76.6", 2)])
def test_a_rounded_percent_is_no_further_reduction(percent: str, reductions: int) -> None:
    """65 of 85 mg/m² again, for the same neuropathy that goes on, is not a second reduction."""
    before = full_before(oxaliplatin={"percent": percent, "reductions": 1})
    entry = drug(ask(events=[{"name": NEUROPATHY, "grade": 2}], previous=before), "oxaliplatin")
    assert entry.reductions == reductions


def test_laryngeal_dysaesthesia_prolongs_the_infusion_and_keeps_the_dose() -> None:
    oxaliplatin = drug(ask(events=[{"name": "laryngeal-dysaesthesia"}]), "oxaliplatin")
    assert (oxaliplatin.action, oxaliplatin.amount, oxaliplatin.infusion_hours) == ("give", 85, 6)
    assert drug(ask(), "oxaliplatin").infusion_hours == 2


def test_a_prolonged_infusion_stays_prolonged() -> None:
    before = full_before(oxaliplatin={"infusion_hours": "6"}, fluorouracil_infusion={"infusion_hours": "44"})
    answer = ask(previous=before)
    assert drug(answer, "oxaliplatin").infusion_hours == 6
    assert drug(answer, "fluorouracil-infusion").infusion_hours == 46


@pytest.mark.parametrize(
    ("event", "action"),
    [
        ("proteinuria-2g-a-day", "omit"),
        ("nephrotic-syndrome", "discontinue"),
        ("gastrointestinal-perforation", "discontinue"),
        ("arterial-thromboembolism", "discontinue"),
    ],
)
def test_events_of_bevacizumab_touch_only_bevacizumab(event: str, action: str) -> None:
    answer = ask(additions=["bevacizumab"], events=[{"name": event}])
    assert drug(answer, "bevacizumab").action == action
    assert drug(answer, "oxaliplatin").action == "give"
    assert ask(events=[{"name": event}]).action == "give"


def test_a_table_for_another_starting_dose_is_scaled_and_says_so() -> None:
    answer = ask(protocol="msk-unresectable", arm="pump", regimen="folfox", events=[{"name": NEUROPATHY, "grade": 2}])
    oxaliplatin = drug(answer, "oxaliplatin")
    assert abs(oxaliplatin.amount - Decimal(100) * 65 / 85) < Decimal("1e-20")
    assert any(step.rule == "systemic.scale_reductions" for step in answer.derivation)


# --- what the patient brings ------------------------------------------------------------------------------------------


def test_partial_dpyd_halves_fluoropyrimidines_only() -> None:
    answer = ask(cycle=1, previous=[], dpyd="partial")
    assert {entry.component: entry.percent_of_full for entry in answer.drugs} == {
        "oxaliplatin": 100,
        "folinic-acid": 100,
        "fluorouracil-bolus": 50,
        "fluorouracil-infusion": 50,
    }
    assert drug(answer, "fluorouracil-infusion").reductions == 0, "a lower start is no reduction for toxicity"
    assert "systemic.dpyd-partial" in codes(answer)


def test_complete_dpyd_deficiency_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        ask(dpyd="complete")
    assert refused.value.code == "systemic.dpyd-complete"
    without_fluoropyrimidine = ask(
        protocol="msk-unresectable", arm="pump", regimen="oxaliplatin-irinotecan", dpyd="complete"
    )
    assert without_fluoropyrimidine.action == "give"


def test_dpyd_not_tested_is_missing() -> None:
    assert ask(dpyd=None).missing == ("dpyd",)


def test_an_unknown_age_leaves_renal_function_open() -> None:
    patient = {"sex": "female", "height_cm": "162", "weight_kg": "72"}
    assert ask(patient=patient).missing == ("patient.age_years",)


def test_an_unhealed_wound_holds_bevacizumab_and_an_unknown_one_is_missing() -> None:
    def after(**wound: bool) -> Any:
        return ask(additions=["bevacizumab"], operations=[{"date": "2026-09-01"} | wound])

    assert drug(after(wound_healed=True), "bevacizumab").action == "give"
    assert drug(after(wound_healed=False), "bevacizumab").action == "omit"
    assert after().missing == ("operations.wound_healed",)


def test_only_the_latest_operations_wound_counts() -> None:
    operations = [{"date": "2026-05-01", "wound_healed": False}, {"date": "2026-09-01", "wound_healed": True}]
    assert drug(ask(additions=["bevacizumab"], operations=operations), "bevacizumab").action == "give"


def test_one_day_after_surgery_is_said_in_the_singular() -> None:
    answer = ask(additions=["bevacizumab"], operations=[{"date": "2026-11-19", "wound_healed": True}])
    assert drug(answer, "bevacizumab").reasons[0].text == "1 day after surgery, needed ≥ 28"


# --- events -----------------------------------------------------------------------------------------------------------


def test_what_was_not_asked_for_is_missing_and_not_absent() -> None:
    answer = ask(events_complete=False)
    assert answer.action == "undetermined"
    assert answer.missing == ("events.mucositis",)
    assert ask(events_complete=False, events=[{"name": "mucositis", "grade": 0}]).action == "give"


@pytest.mark.parametrize("name", ["neuropathy", "Peripheral-Sensory-Neuropathy", " peripheral-neuropathy "])
def test_an_event_has_other_names_and_spellings(name: str) -> None:
    assert drug(ask(events=[{"name": name, "grade": 2}]), "oxaliplatin").amount == 65
    assert ask(regimen="folfiri", events_complete=False, events=[{"name": "diarrhea", "grade": 0}]).action == "give"


def test_an_event_without_a_grade_is_missing() -> None:
    answer = ask(events=[{"name": "mucositis"}])
    assert answer.missing == ("events.mucositis.grade",)


def test_settled_and_unsettled_toxicity() -> None:
    unsettled = ask(regimen="folfiri", events=[{"name": "diarrhoea", "grade": 2}])
    settled = ask(regimen="folfiri", events=[{"name": "diarrhoea", "grade": 2, "now": 0}])
    assert (unsettled.action, settled.action) == ("delay", "give")


def test_a_grade_beyond_the_tables_is_left_to_a_doctor() -> None:
    answer = ask(events=[{"name": "fatigue", "grade": 4}])
    assert answer.action == "undetermined"
    assert answer.missing == ("Fatigue grade 4: the tables speak of grade 3 at most",)
    assert "systemic.beyond-tables" in codes(answer)


def test_nothing_left_to_give_is_no_reduction() -> None:
    # Every component held or stopped, one of them only for now.
    answer = ask(
        protocol="msk-unresectable",
        arm="pump",
        regimen="oxaliplatin-irinotecan",
        current=good_results(bilirubin_total="2.5"),
        previous=full_before(oxaliplatin={"stopped": True, "percent": "0"}),
    )
    assert answer.action == "omit"
    everything_stopped = ask(
        protocol="msk-unresectable",
        arm="pump",
        regimen="oxaliplatin-irinotecan",
        previous=full_before(
            oxaliplatin={"stopped": True, "percent": "0"}, irinotecan={"stopped": True, "percent": "0"}
        ),
    )
    assert everything_stopped.action == "discontinue"


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"events": [{"name": "hiccups", "grade": 1}]}, "systemic.event-unknown", "events.0.name"),
        (
            {"previous": [{"component": "cisplatin", "percent": "100"}]},
            "systemic.component-unknown",
            "previous.0.component",
        ),
        (
            {"since_last": [GOOD_RESULTS["platelets"] | {"at": "2026-11-20T10:00:01+01:00"}]},
            "systemic.result-after-as-of",
            "since_last.0.at",
        ),
    ],
)
def test_unknown_names_and_future_results_are_refused(given: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        ask(**given)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.allowed


def test_several_unknown_events_are_reported_at_once() -> None:
    with pytest.raises(InputErrors) as refused:
        ask(events=[{"name": "hiccups"}, {"name": "boredom"}])
    assert [error.found for error in refused.value.errors] == ["hiccups", "boredom"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"events": [{"name": "fatigue", "grade": 1, "now": 2}]}, "cannot be above the worst"),
        ({"events": [{"name": "fatigue", "now": 2}]}, "cannot be above the worst"),
        ({"events": [{"name": "fatigue", "grade": 5}]}, "less than or equal to 4"),
        ({"previous": [{"component": "oxaliplatin"}]}, "one of them"),
        ({"previous": [{"component": "oxaliplatin", "amount": "85", "percent": "100"}]}, "one of them"),
        ({"previous": [{"component": "oxaliplatin", "percent": "101"}]}, "less than or equal to 100"),
        ({"previous": [{"component": "oxaliplatin", "percent": "100"}] * 2}, "stands twice"),
        ({"cycle": 0}, "greater than or equal to 1"),
        ({"as_of": "2026-11-20T10:00:00"}, "timezone"),
    ],
)
def test_requests_that_contradict_themselves_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ask(**given)


def test_a_pump_in_an_arm_without_one_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        ask(with_pump=True)
    assert refused.value.code == "systemic.arm-without-pump"


def test_an_arm_that_the_protocol_does_not_have_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        ask(arm="C")
    assert (refused.value.code, refused.value.allowed) == ("systemic.arm-unknown", "A, B")


def test_an_arm_may_be_left_out_when_there_is_one() -> None:
    assert ask(protocol="msk-unresectable", arm=None, regimen="folfox").arm == "pump"
    with pytest.raises(InputError, match="one must be named"):
        ask(arm=None)
