"""What a site's own file may change, and what a wrong file is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.protocol.loader import load_protocol
from haipdose.protocol.systemic_rules import Effect, SystemicRules
from haipdose.systemic.combinations import regimen_for
from haipdose.systemic.constraints import PatientFacts
from haipdose.systemic.decision import decide_systemic
from haipdose.systemic.reductions import describe
from haipdose.systemic.requests import CycleSituation, SystemicAction, SystemicDecision

from .cases import BASE, good_results

PUMP_IT = load_protocol("pump-it").systemic
SITE: dict[str, str] = {"source": "site", "evidence": "local"}
PATIENT = PatientFacts(sex="male", weight_kg=Decimal(72), age_years=60)
SITUATION = {key: BASE[key] for key in ("cycle", "current", "events", "events_complete", "previous", "dpyd", "as_of")}


def edited(change: Callable[[dict[str, Any]], None]) -> SystemicRules:
    document = PUMP_IT.model_dump()
    change(document)
    return SystemicRules.model_validate(document)


def decide(rules: SystemicRules, regimen: str = "mfolfox6", **given: Any) -> SystemicDecision:
    chosen = regimen_for(rules, "A", regimen, with_pump=False)
    return decide_systemic(rules, chosen, PATIENT, CycleSituation.model_validate(SITUATION | given))


def action_of(decision: SystemicDecision, component: str) -> SystemicAction:
    return next(entry.action for entry in decision.drugs if entry.component == component)


def test_a_limit_in_multiples_of_the_upper_limit() -> None:
    def bilirubin(document: dict[str, Any]) -> None:
        document["day_1"]["labs"]["bilirubin-irinotecan"] |= {
            "limit": SITE | {"value": "1.5"},
            "times_upper_limit": True,
        }

    rules = edited(bilirubin)
    rows = [row for row in good_results() if row["test"] != "bilirubin-total"]
    bilirubin_row = next(row for row in good_results() if row["test"] == "bilirubin-total")
    for value, expected in (("1.8", "give"), ("1.81", "omit")):
        row = bilirubin_row | {"value": value, "upper_limit": "1.2"}
        assert action_of(decide(rules, "folfiri", current=[*rows, row]), "irinotecan") == expected
    without = decide(rules, "folfiri", current=[*rows, bilirubin_row])
    assert without.missing == ("current.bilirubin-total.upper_limit",)


def test_a_limit_that_omits_names_only_what_is_given() -> None:
    def two(document: dict[str, Any]) -> None:
        document["day_1"]["labs"]["bilirubin-irinotecan"]["components"] = ["irinotecan", "oxaliplatin"]

    decision = decide(edited(two), "folfiri", current=good_results(bilirubin_total="2.5"))
    assert action_of(decision, "irinotecan") == "omit"
    assert {entry.component for entry in decision.drugs} == {
        "irinotecan",
        "folinic-acid",
        "fluorouracil-bolus",
        "fluorouracil-infusion",
    }


def test_a_table_is_not_scaled_when_the_site_forbids_it() -> None:
    def strict(document: dict[str, Any]) -> None:
        document["scale_reductions"]["value"] = False

    rules = edited(strict)
    event = [{"name": "peripheral-sensory-neuropathy", "grade": 2}]
    assert decide(rules, events=event).action == "reduce"
    decision = decide(rules, "capox", events=event)
    assert decision.action == "undetermined"
    assert decision.missing == ("a reduction of oxaliplatin from 130: the table starts at 85",)


def test_a_component_without_levels_cannot_go_a_level_down() -> None:
    def no_levels(document: dict[str, Any]) -> None:
        document["regimens"]["folfiri"]["components"]["irinotecan"]["levels"] = None

    event = [{"name": "diarrhoea", "grade": 3, "now": 0}]
    decision = decide(edited(no_levels), "folfiri", events=event)
    assert decision.missing == ("dose levels of irinotecan: the protocol has none",)
    assert action_of(decision, "irinotecan") == "undetermined"


def test_a_stop_outweighs_what_is_missing() -> None:
    previous = [{"component": "irinotecan", "percent": "0", "stopped": True}]

    def no_levels(document: dict[str, Any]) -> None:
        document["regimens"]["folfiri"]["components"]["irinotecan"]["levels"] = None

    event = [{"name": "diarrhoea", "grade": 3, "now": 0}]
    decision = decide(edited(no_levels), "folfiri", events=event, previous=previous)
    assert action_of(decision, "irinotecan") == "discontinue"
    assert not any("irinotecan" in item for item in decision.missing)


def test_dpyd_need_not_be_known_when_the_site_says_so() -> None:
    def optional(document: dict[str, Any]) -> None:
        document["dpyd"]["needed"]["value"] = False

    decision = decide(edited(optional), dpyd=None)
    assert decision.action == "give"
    assert [warning.code for warning in decision.warnings] == ["systemic.dpyd-unknown"]


def test_the_wound_need_not_be_known_when_the_site_says_so() -> None:
    def trusting(document: dict[str, Any]) -> None:
        document["surgery"]["bevacizumab"]["wound_healed"]["value"] = False

    rules = edited(trusting)
    chosen = regimen_for(rules, "A", "mfolfox6", with_pump=False, additions=("bevacizumab",))
    situation = CycleSituation.model_validate(SITUATION | {"operations": [{"date": "2026-09-01"}]})
    assert decide_systemic(rules, chosen, PATIENT, situation).action == "give"


def test_a_second_longer_infusion_keeps_the_longer() -> None:
    def also(document: dict[str, Any]) -> None:
        longer = document["reductions"]["laryngeal-dysaesthesia"]["effects"]["oxaliplatin"] | {
            "value": {"infusion_hours": "4"}
        }
        document["reductions"]["another"] = document["reductions"]["laryngeal-dysaesthesia"] | {
            "effects": {"oxaliplatin": longer, "fluorouracil-bolus": longer}
        }

    decision = decide(edited(also), events=[{"name": "laryngeal-dysaesthesia"}])
    hours = {entry.component: entry.infusion_hours for entry in decision.drugs}
    assert (hours["oxaliplatin"], hours["fluorouracil-bolus"]) == (6, 4)


def test_grade_0_of_a_limit_above_grade_0_counts_as_graded() -> None:
    assert decide(PUMP_IT, events_complete=False, events=[{"name": "mucositis", "grade": 0}]).action == "give"


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ({"to": 65, "of": 85}, "85 → 65 mg/m2"),
        ({"percent_of_full": 75}, "75 % of full dose"),
        ({"percent_of_previous": 80}, "80 % of the previous dose"),
        ({"levels_down": 1}, "1 dose level down"),
        ({"levels_down": 2}, "2 dose levels down"),
        ({"infusion_hours": 6}, "over 6 hours"),
        ({"hold": True}, "not this time"),
        ({"drop": True}, "left out from now on"),
        ({"stop": True}, "stopped"),
    ],
)
def test_effects_in_words(effect: dict[str, Any], words: str) -> None:
    assert describe(Effect.model_validate(effect), "mg/m2") == words


# --- wrong files ------------------------------------------------------------------------------------------------------


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        *way, last = path.split("/")
        here = document
        for key in way:
            here = here[key]
        here[last] = value

    return change


NEUROPATHY_ROW = "reductions/neuropathy-2"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("offers/A/without_pump/mfolfox6/value", "mfolfox7"), "offers.A: mfolfox7 is not known"),
        (put("rounding/aspirin", {"step_mg": SITE | {"value": 1}, "rule": SITE | {"value": "down"}}), "aspirin"),
        (put("rounding", {}), "rounding: nothing is said about oxaliplatin"),
        (put("dpyd/components", ["thymine"]), "dpyd.components: thymine"),
        (put("bars/folfoxiri-with-pump/components", ["thymine"]), "bars.folfoxiri-with-pump.components: thymine"),
        (put("bars/folfoxiri-with-pump/regimens", []), "names the regimens or components"),
        (put(f"{NEUROPATHY_ROW}/events", ["hiccups"]), "reductions.neuropathy-2.events: hiccups"),
        (put(f"{NEUROPATHY_ROW}/kinds", ["odd"]), "reductions.neuropathy-2.kinds: odd"),
        (put(f"{NEUROPATHY_ROW}/events", []), "triggered by events or by a nadir"),
        (put(f"{NEUROPATHY_ROW}/to_grade", None), "belong together"),
        (put(f"{NEUROPATHY_ROW}/to_grade", 1), "lies below from_grade"),
        (put(f"{NEUROPATHY_ROW}/effects", {}), "changes a component or stops"),
        (put(f"{NEUROPATHY_ROW}/events", ["laryngeal-dysaesthesia"]), "is not graded, unlike this row"),
        (put("reductions/laryngeal-dysaesthesia/events", ["fatigue"]), "fatigue is graded, unlike this row"),
        (put(f"{NEUROPATHY_ROW}/effects/oxaliplatin/value", {}), "does one thing, this one 0"),
        (
            put(f"{NEUROPATHY_ROW}/effects/oxaliplatin/value", {"drop": True, "stop": True}),
            "this one 2: drop, stop",
        ),
        (put(f"{NEUROPATHY_ROW}/effects/oxaliplatin/value", {"to": 65}), "larger starting amount"),
        (put(f"{NEUROPATHY_ROW}/effects/oxaliplatin/value", {"to": 85, "of": 85}), "larger starting amount"),
        (put(f"{NEUROPATHY_ROW}/effects/oxaliplatin/value", {"drop": True, "of": 85}), "larger starting amount"),
        (put(f"{NEUROPATHY_ROW}/effects/oxaliplatin/value", {"percent_of_full": 100}), "less than 100"),
        (put("day_1/grades/mucositis/event", "hiccups"), "day_1.grades.mucositis: hiccups"),
        (put("day_1/labs/bilirubin-irinotecan/components", []), "must name them"),
        (put("names/folfiri", "mfolfox6"), "names.folfiri: also the name of a regimen"),
        (put("regimens/mfolfox6/components/oxaliplatin/last_day", 15), "until day 15 of a cycle of 14 days"),
        (put("regimens/mfolfox6/components/oxaliplatin/first_day", 2), "lies before the first"),
        (put("regimens/mfolfox6/components/oxaliplatin/levels/value", [65, 65]), "must go down"),
        (put("regimens/mfolfox6/components/oxaliplatin/levels/value", [85]), "must go down"),
        (put("re_escalation/value", True), "re_escalation"),
        (put("events/rash/also", ["diarrhea"]), "events: diarrhea names two events"),
        (put("events/rash/also", ["fatigue"]), "events: fatigue names two events"),
        (put("surprise", 1), "surprise"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(change: Callable[[dict[str, Any]], None], words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        edited(change)
    assert words in str(refused.value)


def test_all_wrong_references_are_reported_at_once() -> None:
    def several(document: dict[str, Any]) -> None:
        document["dpyd"]["components"] = ["thymine"]
        document["surgery"] = {"cytosine": document["surgery"]["bevacizumab"]}

    with pytest.raises(ValidationError) as refused:
        edited(several)
    assert "thymine" in str(refused.value)
    assert "cytosine" in str(refused.value)


def test_situations_are_dated_by_their_own_offset() -> None:
    late = datetime.fromisoformat("2026-11-20T23:30:00-05:00")
    decision = decide(PUMP_IT, as_of=late, current=good_results(neutrophils="1.2"), due=None)
    assert str(decision.latest_start) == "2026-12-18"
