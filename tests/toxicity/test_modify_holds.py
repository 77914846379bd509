"""Holds, their causes and how they end; percent of the last or of the planned dose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from haipdose.errors import HaipdoseError, InputError, InputErrors
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.toxicity.findings import Decision
from haipdose.toxicity.modification import decide_floxuridine
from haipdose.toxicity.requests import ModifyRequest

LAST_DOSE = datetime(2026, 3, 2, 9, tzinfo=UTC)
FILL = LAST_DOSE + timedelta(days=56)
RULES = load_protocol("pump-it").toxicity
UNITS = {"ast": "U/L", "alp": "U/L", "bilirubin-total": "mg/dL"}


def decide(
    ast: tuple[str, str] = ("30", "30"),
    alp: tuple[str, str] = ("80", "80"),
    bilirubin: tuple[str, str] = ("0.7", "0.7"),
    rules: ToxicityRules = RULES,
    **more: Any,
) -> Decision:
    pairs = {"ast": ast, "alp": alp, "bilirubin-total": bilirubin}
    results = {
        when: [
            {"test": test, "value": pair[index], "unit": UNITS[test], "at": at.isoformat()}
            for test, pair in pairs.items()
        ]
        for index, (when, at) in enumerate((("reference", LAST_DOSE), ("current", FILL - timedelta(days=1))))
    }
    document = {"protocol": "pump-it", "last_dose_percent": "100", "as_of": FILL.isoformat(), **results, **more}
    return decide_floxuridine(rules, ModifyRequest.model_validate(document))


def refused(**more: Any) -> HaipdoseError:
    with pytest.raises(InputError) as caught:
        decide(**more)
    return caught.value


def held(*by: str, **more: Any) -> Decision:
    return decide(held=True, held_by=list(by), **more)


@pytest.mark.parametrize(
    ("cause", "values", "percent"),
    [
        ("ast", {"ast": ("50", "199.9")}, 50),  # below 4 times a reference up to 50
        ("ast", {"ast": ("50", "200")}, None),
        ("ast", {"ast": ("51", "152.9")}, 50),  # below 3 times a reference above 50
        ("ast", {"ast": ("51", "153")}, None),
        ("alp", {"alp": ("90", "134.9")}, 25),  # below 1.5
        ("alp", {"alp": ("90", "135")}, None),
        ("alp", {"alp": ("91", "109.1")}, 25),  # below 1.2
        ("alp", {"alp": ("91", "109.2")}, None),
        ("bilirubin-total", {"bilirubin": ("1", "1.2")}, 25),  # below 1.5 and normal
        ("bilirubin-total", {"bilirubin": ("1", "1.21")}, None),  # below 1.5, not normal
        ("bilirubin-total", {"bilirubin": ("0.5", "0.75")}, None),  # normal, not below 1.5
    ],
)
def test_a_held_dose_restarts_by_the_rule_of_the_test_that_held_it(
    cause: str, values: dict[str, Any], percent: int | None
) -> None:
    decision = held(cause, **values)
    assert decision.dose_percent == percent
    assert decision.action == ("hold" if percent is None else "reduce")


def test_tests_that_did_not_cause_the_hold_are_judged_by_their_bands() -> None:
    assert held("ast").dose_percent == 50
    assert held("ast", alp=("80", "120")).dose_percent == 50
    assert held("alp", ast=("30", "100")).dose_percent == 25
    assert held("ast", alp=("80", "160")).action == "hold"


def test_when_the_cause_is_not_known_every_restart_rule_applies_and_bilirubin_must_be_normal() -> None:
    assert held().dose_percent == 25
    assert "modify.held-by-unknown" in {notice.code for notice in held().warnings}
    assert held(bilirubin=("2", "1.9")).action == "hold"
    assert held("ast", bilirubin=("2", "1.9")).action == "reduce"
    assert "modify.held-by-unknown" not in {notice.code for notice in held("ast").warnings}


def test_an_event_that_held_goes_on_holding_until_somebody_says_that_it_is_over() -> None:
    going_on = held("gastroduodenal-ulcer")
    assert going_on.action == "hold"
    assert "modify.event-not-resolved" in {notice.code for notice in going_on.warnings}
    over = held("gastroduodenal-ulcer", resolved=["gastroduodenal-ulcer"])
    assert (over.action, over.dose_percent) == ("give", 100)
    assert "modify.restart-after-event" in {notice.code for notice in over.warnings}
    assert held("gastroduodenal-ulcer", "ast", resolved=["gastroduodenal-ulcer"]).dose_percent == 50
    assert held("gastroduodenal-ulcer", events=["gastroduodenal-ulcer"]).action == "hold"


def test_what_ends_floxuridine_for_good_is_never_resolved() -> None:
    assert held("biliary-sclerosis").action == "discontinue"
    assert held("biliary-sclerosis", resolved=["biliary-sclerosis"]).action == "discontinue"
    assert decide(events=["biliary-sclerosis", "bee-sting"], ast=("30", "300")).action == "discontinue"


@pytest.mark.parametrize("name", sorted(RULES.events))
def test_every_event_does_what_its_rule_says(name: str) -> None:
    rule = RULES.events[name]
    decision = decide(events=[name, name])
    assert decision.action == {"warn": "give"}.get(rule.value.action, rule.value.action)
    (finding,) = (row for row in decision.findings if row.test == name)
    assert (finding.outcome, finding.rule, finding.percent) == (rule.value.action, f"toxicity.events.{name}", None)
    (notice,) = (one for one in decision.warnings if one.code == f"modify.event-{rule.value.action}")
    assert notice.action == rule.value.advice


@pytest.mark.parametrize("name", ["bee-sting", "Biliary-Sclerosis", "biliary sclerosis", ""])
def test_an_event_without_a_rule_is_left_to_a_person(name: str) -> None:
    decision = decide(events=[name])
    assert decision.action == "undetermined"
    assert "decide by hand (known: gastroduodenal-ulcer" in decision.missing[0]
    assert decide(events=[name], ast=("30", "150")).action == "hold"


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"held_by": ["ast"]}, "modify.held-by", "held"),
        ({"held": True, "held_by": ["liver"]}, "modify.held-by", "held_by.0"),
        ({"held": True, "held_by": ["ast"], "resolved": ["ast"]}, "modify.resolved", "resolved.0"),
        ({"held": True, "held_by": ["ast"], "resolved": ["jaundice"]}, "modify.resolved", "resolved.0"),
        (
            {"held": True, "held_by": ["jaundice"], "resolved": ["jaundice"], "events": ["jaundice"]},
            "modify.resolved",
            "resolved.0",
        ),
    ],
)
def test_what_contradicts_itself_about_a_hold_is_refused(said: dict[str, Any], code: str, field: str) -> None:
    error = refused(**said)
    assert (error.code, error.field) == (code, field)


def test_all_contradictions_are_told_at_once() -> None:
    error = refused(held=True, held_by=["liver", "spleen"], resolved=["jaundice"])
    assert isinstance(error, InputErrors)
    assert len(error.errors) == 3


def planned() -> ToxicityRules:
    document = RULES.model_dump()
    document["percent_of"]["value"] = "planned"
    return ToxicityRules.model_validate(document)


@pytest.mark.parametrize(
    ("last", "of_last", "of_planned"),
    [
        ("100", ("reduce", 80), ("reduce", 80)),
        ("80", ("reduce", 64), ("give", 80)),  # never above the last dose
        ("90", ("reduce", 72), ("reduce", 80)),
        ("50", ("reduce", 40), ("give", 50)),
    ],
)
def test_percent_of_the_last_or_of_the_planned_dose(
    last: str, of_last: tuple[str, int], of_planned: tuple[str, int]
) -> None:
    by_last = decide(ast=("30", "100"), last_dose_percent=last)
    by_planned = decide(ast=("30", "100"), last_dose_percent=last, rules=planned())
    assert (by_last.action, by_last.dose_percent) == of_last
    assert (by_planned.action, by_planned.dose_percent) == of_planned


def test_nothing_raises_a_reduced_dose_again() -> None:
    assert decide(last_dose_percent="50").dose_percent == 50
    assert decide(last_dose_percent="50", rules=planned()).dose_percent == 50


def test_a_restart_is_of_the_last_dose_in_either_reading() -> None:
    assert held("ast", last_dose_percent="80").dose_percent == 40
    assert held("ast", last_dose_percent="80", rules=planned()).dose_percent == 40
    steps = held("ast", last_dose_percent="80", rules=planned()).steps
    assert steps[-1].formula == "lowest percent × last dose ÷ 100, not above the last dose"


def test_a_decision_names_every_rule_that_it_rests_on() -> None:
    used = {step.rule for step in decide().steps if step.rule}
    assert used == {
        "toxicity.current_valid_days",
        "toxicity.tables.ast.reference_limit",
        "toxicity.tables.ast.low",
        "toxicity.tables.alp.reference_limit",
        "toxicity.tables.alp.low",
        "toxicity.tables.bilirubin-total.reference_limit",
        "toxicity.tables.bilirubin-total.low",
        "toxicity.bilirubin_hold_mg_per_dl",
        "toxicity.required_tests",
        "toxicity.percent_of",
    }
