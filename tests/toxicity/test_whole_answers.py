"""Whole answers, word for word: what a pharmacist reads and what release rests on. Each was checked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from haipdose.errors import InputError, InputErrors
from haipdose.evidence import Evidence
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schema import Protocol
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest

PUMP_IT = load_protocol("pump-it")
BEFORE, THEN, NOW = "2026-01-05T08:00:00+01:00", "2026-02-02T08:00:00+01:00", "2026-02-16T08:00:00+01:00"
TABLE = {"source": "msk-table-recalled", "evidence": "recalled"}


def result(test: str, value: str, unit: str, at: str) -> dict[str, str]:
    return {"test": test, "value": value, "unit": unit, "at": at}


def ask(protocol: Protocol = PUMP_IT, **changed: Any) -> ModifyAnswer:
    request: dict[str, Any] = {
        "protocol": "pump-it",
        "reference": [
            result("ast", "30", "U/L", THEN),
            result("alp", "100", "U/L", THEN),
            result("bilirubin-total", "1", "mg/dL", THEN),
        ],
        "current": [
            result("ast", "70", "U/L", NOW),
            result("alp", "125", "U/L", NOW),
            result("bilirubin-total", "20.5", "umol/L", NOW),
        ],
        "last_dose_percent": "80",
        "as_of": "2026-02-16T10:00:00+01:00",
    }
    return answer_modify(ModifyRequest.model_validate(request | changed), protocol, Approvals())


def plain(label: str, value: str, rule: str, **rest: Any) -> dict[str, Any]:
    return {
        "label": label,
        "formula": "",
        "terms": [],
        "value": value,
        "unit": "",
        "approximate": False,
        "rule": rule,
    } | (rest or TABLE)


def term(name: str, value: str, unit: str = "") -> dict[str, str]:
    return {"name": name, "value": value, "unit": unit}


def ratio(test: str, values: tuple[str, str, str], unit: str, shown: str, column: str, note: str) -> dict[str, Any]:
    exact, after, before = values
    return {
        "label": f"{test}: current ÷ reference",
        "formula": "current ÷ reference",
        "terms": [term("current", after, unit), term("reference", before, unit)],
        "value": shown,
        "unit": "",
        "approximate": exact == "no",
        "rule": f"toxicity.tables.{test}.{column}",
        "note": note,
    } | TABLE


def steps(answer: ModifyAnswer) -> list[dict[str, Any]]:
    return [step.model_dump(mode="json", exclude_none=True) for step in answer.derivation]


def test_a_reduction_with_a_conversion() -> None:
    """125 ÷ 100 = 1.25 → 50 %; 20.5 ÷ 17.104 = 1.19855 mg/dL; 50 % of the last 80 % = 40 %."""
    answer = ask()
    assert (answer.action, answer.dose_percent) == ("reduce", 40)
    assert steps(answer) == [
        {
            "label": "age of the newest result of each test",
            "formula": "moment − time of the result, not above the limit",
            "terms": [term("moment", "2026-02-16T10:00:00+01:00"), term("limit", "7", "d")],
            "unit": "",
            "approximate": False,
            "rule": "toxicity.current_valid_days",
            "source": "site",
            "evidence": "local",
        },
        plain("ast: column of the table", "30 ≤ 50 U/L", "toxicity.tables.ast.reference_limit"),
        ratio("ast", ("no", "70", "30"), "U/L", "2.3333", "low", "0 ≤ ratio 2.3333 < 3: 100 %"),
        plain("alp: column of the table", "100 > 90 U/L", "toxicity.tables.alp.reference_limit"),
        ratio("alp", ("yes", "125", "100"), "U/L", "1.25", "high", "1.2 ≤ ratio 1.25 < 1.5: 50 %"),
        {
            "label": "bilirubin-total: current in mg/dL",
            "formula": "value × factor of its unit ÷ factor of the table's unit",
            "terms": [
                term("value", "20.5", "umol/L"),
                term("factor of its unit", "1"),
                term("factor of the table's unit", "17.104"),
            ],
            "value": "1.1986",
            "unit": "mg/dL",
            "approximate": True,
            "source": "bilirubin-molar-mass",
            "evidence": "derived",
        },
        plain(
            "bilirubin-total: column of the table", "1 ≤ 1.2 mg/dL", "toxicity.tables.bilirubin-total.reference_limit"
        ),
        ratio("bilirubin-total", ("no", "1.1986", "1"), "mg/dL", "1.1986", "low", "0 ≤ ratio 1.1986 < 1.5: 100 %"),
        plain(
            "bilirubin, absolute",
            "1.1986 mg/dL < 3 mg/dL",
            "toxicity.bilirubin_hold_mg_per_dl",
            source="textbook-bilirubin",
            evidence="published",
        ),
        plain("tests that must be there; the worst decides", "ast, alp, bilirubin-total", "toxicity.required_tests"),
        {
            "label": "next dose",
            "formula": "lowest percent × last dose ÷ 100, not above the last dose",
            "terms": [term("percent", "50", "%"), term("last dose", "80", "%")],
            "value": "40",
            "unit": "%",
            "approximate": False,
            "rule": "toxicity.percent_of",
        }
        | TABLE,
    ]


def test_percents_of_the_planned_dose() -> None:
    """50 % of the planned 100 % is 50 %, and not above the last dose."""
    percent_of = PUMP_IT.toxicity.percent_of.model_copy(update={"value": "planned"})
    rules = PUMP_IT.toxicity.model_copy(update={"percent_of": percent_of})
    protocol = PUMP_IT.model_copy(update={"toxicity": rules})
    answer = ask(protocol)
    assert (answer.action, answer.dose_percent) == ("reduce", 50)
    last = steps(answer)[-1]
    assert last["formula"] == "lowest percent × planned dose ÷ 100, not above the last dose"
    assert last["terms"] == [term("percent", "50", "%"), term("planned dose", "100", "%"), term("last dose", "80", "%")]
    assert ask(protocol, last_dose_percent="40").dose_percent == 40


def test_a_dose_that_is_not_a_round_number_is_shown_rounded_and_said_so() -> None:
    """50 % of 66.66667 % = 33.333335 %."""
    last = steps(ask(last_dose_percent="66.66667"))[-1]
    assert (last["value"], last["approximate"]) == ("33.3333", True)


def test_of_two_reductions_the_lower_decides_and_is_named() -> None:
    """AST 90 ÷ 30 = 3 → 80 %; ALP 1.25 → 50 %: the ALP."""
    answer = ask(current=[*_current(ast="90")])
    assert answer.dose_percent == 40
    assert steps(answer)[-1]["terms"][0] == term("percent", "50", "%")


def _current(ast: str = "70", alp: str = "125", bilirubin: str = "1") -> list[dict[str, str]]:
    return [
        result("ast", ast, "U/L", NOW),
        result("alp", alp, "U/L", NOW),
        result("bilirubin-total", bilirubin, "mg/dL", NOW),
    ]


def test_the_ratio_is_a_quotient_whatever_the_units_are() -> None:
    """34.208 µmol/L ÷ 17.104 = 2 mg/dL; against a reference of 1.25 mg/dL the ratio is 1.6."""
    answer = ask(
        reference=[
            result("ast", "30", "U/L", THEN),
            result("alp", "100", "U/L", THEN),
            result("bilirubin-total", "1.25", "mg/dL", THEN),
        ],
        current=[
            result("ast", "30", "U/L", NOW),
            result("alp", "100", "U/L", NOW),
            result("bilirubin-total", "34.208", "umol/L", NOW),
        ],
    )
    found = next(row for row in answer.by_test if row.test == "bilirubin-total")
    assert str(found.ratio) == "1.6"


@pytest.mark.parametrize(
    ("bilirubin", "words", "hold"),
    [
        ("2.9999", "2.9999 mg/dL < 3 mg/dL", False),
        ("3", "3 mg/dL ≥ 3 mg/dL: hold until normal", True),
        ("3.1", "3.1 mg/dL ≥ 3 mg/dL: hold until normal", True),
    ],
)
def test_the_absolute_limit_of_bilirubin(bilirubin: str, words: str, hold: bool) -> None:
    answer = ask(
        reference=[
            result("ast", "30", "U/L", THEN),
            result("alp", "100", "U/L", THEN),
            result("bilirubin-total", "2.8", "mg/dL", THEN),
        ],
        current=_current(ast="30", alp="100", bilirubin=bilirubin),
    )
    step = next(row for row in steps(answer) if row["label"] == "bilirubin, absolute")
    assert step == plain(
        "bilirubin, absolute",
        words,
        "toxicity.bilirubin_hold_mg_per_dl",
        source="textbook-bilirubin",
        evidence="published",
    )
    assert (answer.action == "hold") is hold
    assert (answer.dose_percent is None) is hold


def test_the_drift_warning_names_its_rule_and_source() -> None:
    """70 ÷ 12 = 5.83 times the baseline."""
    warning = next(
        notice
        for notice in ask(baseline=[result("ast", "12", "U/L", BEFORE)]).warnings
        if notice.code == "modify.baseline-drift"
    )
    assert warning.message == "ast is 5.83 times its baseline (limit 2)."
    assert (warning.rule, warning.source) == ("toxicity.baseline_warning_ratio", "site")


def test_warnings_reach_the_release() -> None:
    """A critical warning alone keeps an answer from release: the answer's warnings are handed on."""
    answer = ask(events=["biliary-sclerosis"])
    assert answer.action == "discontinue"
    assert not answer.release.releasable


@pytest.mark.parametrize("event", sorted(PUMP_IT.toxicity.events))
def test_an_event_stands_in_the_derivation_with_its_rule(event: str) -> None:
    rule = PUMP_IT.toxicity.events[event]
    answer = ask(events=[event])
    step = next(row for row in steps(answer) if row["label"] == f"event {event}")
    found = next(row for row in answer.by_test if row.test == event)
    assert step == plain(
        f"event {event}",
        found.band,
        f"toxicity.events.{event}",
        source=rule.source,
        evidence=Evidence(rule.evidence).value,
    )
    assert (found.rule, found.source) == (f"toxicity.events.{event}", rule.source)
    notices = [notice for notice in answer.warnings if event in notice.message and notice.rule is not None]
    assert all(notice.rule == f"toxicity.events.{event}" and notice.source == rule.source for notice in notices)


def faults(**changed: Any) -> list[dict[str, str]]:
    with pytest.raises(InputError) as refused:
        ask(**changed)
    found = refused.value.errors if isinstance(refused.value, InputErrors) else (refused.value,)
    return [fault.as_dict() for fault in found]


LONG = "x" * 70


def test_contradictions_are_told_with_what_was_found_and_what_to_do() -> None:
    (fault,) = faults(held_by=["alp"])
    assert (fault["field"], fault["found"]) == ("held", "false")
    assert fault["message"] == "Causes of a hold are named, but floxuridine is said not to be on hold."
    assert fault["remedy"] == "Set held, or leave held_by out."
    fault = next(row for row in faults(held=True, held_by=[LONG]) if row["field"].startswith("held_by"))
    assert (fault["found"], fault["message"]) == (
        "x" * 60,
        f"'{'x' * 60}' is neither a test nor an event of this protocol.",
    )
    assert "alp" in fault["allowed"]
    assert "biliary-sclerosis" in fault["allowed"]
    fault = next(row for row in faults(held=True, resolved=[LONG]) if row["field"].startswith("resolved"))
    assert fault["found"] == "x" * 60
    assert fault["message"].startswith(f"'{'x' * 60}' cannot be resolved")
    assert fault["remedy"].startswith("resolved names events of held_by")


def test_times_out_of_order_are_told_with_both_times() -> None:
    early = result("ast", "70", "U/L", BEFORE)
    fault = next(row for row in faults(current=[early, *_current()[1:]]) if row["field"].startswith("current"))
    assert fault["message"].startswith("A current result of ast was taken before its reference")
    assert (fault["found"], fault["allowed"]) == (BEFORE, f"from {THEN} on")
    assert fault["remedy"].startswith("The reference is of the day of the last floxuridine dose")
    fault = next(
        row for row in faults(baseline=[result("ast", "12", "U/L", NOW)]) if row["field"].startswith("baseline")
    )
    assert fault["message"].startswith("A baseline result of ast was taken after its reference")
    assert (fault["found"], fault["allowed"]) == (NOW, f"up to {THEN}")
    assert fault["remedy"] == "The baseline is from before the treatment."


def test_a_result_at_the_very_moment_is_no_future_and_one_after_it_is() -> None:
    assert ask(as_of=NOW).action == "reduce"
    fault = faults(as_of="2026-02-16T07:59:59+01:00")[0]
    assert fault["message"].startswith("A result of ")
    assert "lies after the moment of the question" in fault["message"]
    assert fault["allowed"] == "up to 2026-02-16T07:59:59+01:00"
    assert fault["remedy"] == "Correct its date, or ask for a later moment."
