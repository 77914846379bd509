"""Eligibility: a table by hand with a row for every case of every criterion, and what must hold for every candidate."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.errors import InputError, InputErrors
from haipdose.exact_json import parse_document, validate
from haipdose.protocol.approval import Approval, Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.rule_values import rule_values
from haipdose.trial.eligibility import answer_eligibility
from haipdose.trial.eligibility_requests import EligibilityAnswer, EligibilityRequest

HERE = Path(__file__).parent / "eligibility"
TABLE: dict[str, list[list[Any]]] = yaml.safe_load((HERE / "table.yaml").read_text(encoding="utf-8"))
CANDIDATE: dict[str, Any] = yaml.safe_load((HERE / "candidate.yaml").read_text(encoding="utf-8"))
PUMP_IT = load_protocol("pump-it")
assert PUMP_IT.eligibility is not None
RULES = PUMP_IT.eligibility
NUMERIC = {"age", "unresectable", "extrahepatic", "catheter", "performance", "haemoglobin", "neutrophils", "platelets",
           "bilirubin", "ast", "alt", "alp", "renal", "coagulation", "consent", "corticosteroids"}  # fmt: skip
LABORATORY = {"haemoglobin", "neutrophils", "platelets", "bilirubin", "ast", "alt", "alp", "renal", "coagulation"}


def rows() -> Iterator[Any]:
    for criterion, cases in TABLE.items():
        for case, change, verdict, *missing in cases:
            yield pytest.param(criterion, change, verdict, missing, id=f"{criterion}: {case}")


def put(document: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    place = document
    for name in above:
        place = place.setdefault(name, {})
    if value is None:
        place.pop(last, None)
    else:
        place[last] = value


def request_of(document: dict[str, Any], more: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The table's way of writing a candidate as a request: laboratory results by test become a list."""
    made = copy.deepcopy(document)
    results = made.pop("laboratory", {})
    made["laboratory"] = [{"test": test, **result} for test, result in results.items()] + (more or [])
    return made


def changed(change: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(CANDIDATE)
    for path, value in change.items():
        if path.isupper():
            continue
        put(document, path, value)
    if "ONLY" in change:  # on another day: leave out what would lie after it
        document = {key: document[key] for key in ("protocol", *change) if key in document}
        document["statements"] = {
            name: document.get("statements", {}).get(name)
            for name in RULES.criteria[change["ONLY"]].statements
            if name in document.get("statements", {})
        } | {name.split(".")[1]: {"answer": value} for name, value in change.items() if name.startswith("statements.")}
    return request_of(document, change.get("MORE"))


def answered(request: dict[str, Any]) -> EligibilityAnswer:
    document = parse_document(json.dumps(request).encode(), "candidate")
    return answer_eligibility(validate(EligibilityRequest, document), PUMP_IT, Approvals())


def faults_of(request: dict[str, Any]) -> list[InputError]:
    with pytest.raises(InputError) as caught:
        answered(request)
    error = caught.value
    return list(error.errors) if isinstance(error, InputErrors) else [error]


@pytest.mark.parametrize(("criterion", "change", "verdict", "missing"), list(rows()))
def test_the_table(criterion: str, change: dict[str, Any], verdict: str, missing: list[str]) -> None:
    if verdict not in {"met", "not-met", "cannot-tell"}:
        assert [fault.code for fault in faults_of(changed(change))] == [verdict]
        return
    answer = answered(changed(change))
    one = next(each for each in answer.criteria if each.id == criterion)
    assert one.verdict == verdict, one.because
    favourable = {"met": one.kind == "inclusion", "not-met": one.kind == "exclusion", "cannot-tell": None}[verdict]
    assert one.in_favour == favourable
    assert bool(one.missing) == (verdict == "cannot-tell")
    for field in missing:
        assert field in [lack.field for lack in one.missing]
    if "ONLY" not in change:
        others = {each.id for each in answer.criteria if each.in_favour is not True} - {criterion}
        assert others <= ({"age"} if "birth_date" in change else set()), "a change touches one criterion"
        expected = {True: "eligible", False: "not-eligible", None: "cannot-tell"}[one.in_favour]
        assert answer.outcome == expected or others
    assert (criterion in answer.against) == (favourable is False)
    assert (criterion in answer.undecided) == (favourable is None)


def test_the_table_has_every_case_of_every_criterion() -> None:
    assert list(TABLE) == list(RULES.criteria)
    for criterion, cases in TABLE.items():
        assert {"met", "not-met", "cannot-tell"} <= {case[2] for case in cases}, criterion
        names = {case[0] for case in cases}
        assert {"missing"} <= names, criterion
        if criterion in NUMERIC:
            assert {"just under", "at"} <= names, criterion
            assert any(name.startswith("just over") for name in names), criterion
        if criterion in LABORATORY:
            assert "wrong unit" in names, criterion


def test_the_plain_candidate_is_eligible_and_every_answer_explains_itself() -> None:
    answer = answered(request_of(CANDIDATE))
    assert (answer.outcome, answer.against, answer.undecided, answer.warnings) == ("eligible", (), (), ())
    assert [each.id for each in answer.criteria] == list(RULES.criteria)
    values = rule_values(PUMP_IT)
    for each in answer.criteria:
        assert each.wording == RULES.criteria[each.id].wording.value
        assert each.because
        assert each.derivation
        for step in each.derivation:
            if step.rule is not None:
                assert values[step.rule].evidence == step.evidence
                assert values[step.rule].source == step.source


def test_an_empty_request_tells_nothing_of_anything() -> None:
    answer = answered({"protocol": "pump-it", "registration_on": "2026-03-16"})
    assert answer.outcome == "cannot-tell"
    assert {each.verdict for each in answer.criteria} == {"cannot-tell"}
    assert all(each.missing for each in answer.criteria)
    asked = {lack.field for each in answer.criteria for lack in each.missing}
    assert {f"statements.{name}" for name in RULES.statements} <= asked
    assert {f"markers.{name}" for name in RULES.markers} <= asked


def test_a_protocol_without_criteria_is_refused() -> None:
    request = EligibilityRequest(protocol="msk-adjuvant", registration_on=date(2026, 3, 16))
    with pytest.raises(InputError) as caught:
        answer_eligibility(request, load_protocol("msk-adjuvant"), Approvals())
    assert (caught.value.code, caught.value.field) == ("eligibility.no-criteria", "protocol")


def test_all_faults_come_at_once_with_a_hint() -> None:
    document = changed({"ct_on": "2026-03-20", "statements.unresectible": {"answer": True}, "markers.kras": {
        "result": "mutant"}})  # fmt: skip
    faults = {fault.field: fault for fault in faults_of(document)}
    assert set(faults) == {"ct_on", "statements.unresectible", "markers.kras"}
    assert faults["statements.unresectible"].remedy == "Did you mean unresectable?"
    assert faults["markers.kras"].remedy == "Did you mean ras?"
    assert faults["ct_on"].allowed == "up to 2026-03-16"


def test_a_name_that_resembles_nothing_gets_no_guess() -> None:
    (fault,) = faults_of(changed({"markers.x": {"result": "mutant"}}))
    assert fault.remedy is None


# --- which result counts ------------------------------------------------------------------------------------------


def result(value: str, day: str, **more: str) -> dict[str, str]:
    return {"test": "haemoglobin", "value": value, "unit": "mmol/L", "drawn_on": day, **more}


def warnings_of(*more: dict[str, str]) -> list[str]:
    return [one.code for one in answered(request_of(CANDIDATE, list(more))).warnings]


def test_results_of_one_day_that_differ_are_pointed_out() -> None:
    assert warnings_of(result("5.4", "2026-03-10")) == ["eligibility.results-contradict"]
    assert warnings_of(result("9", "2026-03-10")) == ["eligibility.results-contradict"]
    assert warnings_of(result("8", "2026-03-10")) == []


def test_an_older_result_that_would_decide_otherwise_is_pointed_out() -> None:
    assert warnings_of(result("5.4", "2026-03-01")) == ["eligibility.older-result-differs"]
    assert warnings_of(result("5.4", "2026-02-28")) == [], "out of the window"
    assert warnings_of(result("7", "2026-03-01")) == []


def test_accessory_arteries_are_to_be_remembered() -> None:
    answer = answered(changed({"statements.accessory-or-aberrant-arteries.answer": True}))
    assert answer.outcome == "eligible"
    (reminder,) = answer.warnings
    assert (reminder.level, reminder.code) == ("info", "eligibility.ligate-arteries")
    assert "ligated" in reminder.action


def test_a_value_just_under_a_limit_is_not_shown_as_the_limit() -> None:
    answer = answered(changed({"laboratory.haemoglobin.value": "8.8626", "laboratory.haemoglobin.unit": "g/dL"}))
    one = next(each for each in answer.criteria if each.id == "haemoglobin")
    assert one.because == ("haemoglobin of 2026-03-10: 8.8626 g/dL = ≈ 5.499938 mmol/L, needed ≥ 5.5 mmol/L.",)
    conversion = next(step for step in one.derivation if step.label == "haemoglobin in mmol/L")
    assert (conversion.evidence, conversion.source, conversion.value) == (
        "recalled", "haemoglobin-molar-mass", "5.499938")  # fmt: skip


# --- release ------------------------------------------------------------------------------------------------------


def approved(*confirmed: str) -> Approvals:
    entry = {"protocol_id": PUMP_IT.id, "version": PUMP_IT.version, "digest": PUMP_IT.digest, "approved_by": "anna",
             "role": "investigator", "at": "2026-03-01T09:00:00+01:00",
             "confirmed": [{"path": path, "value": "x"} for path in confirmed]}  # fmt: skip
    return Approvals(entries=(Approval.model_validate(entry),))


def test_what_the_registry_leaves_open_keeps_an_answer_from_being_released() -> None:
    plain = validate(EligibilityRequest, request_of(CANDIDATE))
    assert not answer_eligibility(plain, PUMP_IT, Approvals()).release.releasable
    assert answer_eligibility(plain, PUMP_IT, approved()).release.releasable
    partial = validate(EligibilityRequest, changed({"markers.dpd.result": "partial"}))
    held = answer_eligibility(partial, PUMP_IT, approved()).release
    assert [one.path for one in held.unverified] == ["eligibility.criteria.dpd.met_by"]
    assert answer_eligibility(partial, PUMP_IT, approved("eligibility.criteria.dpd.met_by")).release.releasable


# --- what holds for everybody -------------------------------------------------------------------------------------


def facts_of(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of everything stated; the protocol and the day are no facts about the candidate."""
    if isinstance(document, dict):
        for key, value in document.items():
            if not path and key in {"protocol", "registration_on"}:
                continue
            yield (*path, key)
            yield from facts_of(value, (*path, key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield (*path, index)
            yield from facts_of(value, (*path, index))


def without(document: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    made = copy.deepcopy(document)
    place: Any = made
    for part in path[:-1]:
        place = place[part]
    del place[path[-1]]
    return made


PLAIN = request_of(CANDIDATE)
SPECIAL = request_of(CANDIDATE) | {
    "statements": CANDIDATE["statements"]
    | {"extrahepatic-lesions": {"answer": True}, "corticosteroids": {"answer": True},
       "prior-malignancy": {"answer": True}, "coumarin": {"answer": True}},
    "lesions": [{"appearance": "not-clearly-suspicious", "largest_mm": "6"}],
    "steroids": [{"drug": "prednisolone", "route": "systemic", "chronic": True, "mg_per_day": "5"}],
    "malignancies": [{"curative_intent": True, "free_of_disease_since": "2019-06-01"}],
    "coumarin_replaced_by": "doac",
    "laboratory": [one for one in PLAIN["laboratory"] if one["test"] != "inr"],
}  # fmt: skip


@pytest.mark.parametrize("document", [PLAIN, SPECIAL], ids=["plain", "with something everywhere"])
def test_without_any_one_of_the_stated_facts_nobody_is_eligible(document: dict[str, Any]) -> None:
    assert answered(document).outcome == "eligible"
    paths = list(facts_of(document))
    assert len(paths) > 100
    still = []
    for path in paths:
        try:
            outcome = answered(without(document, path)).outcome
        except InputError:
            continue
        if outcome == "eligible":
            still.append(path)
    assert still == []


BAD_NEWS: list[dict[str, Any]] = [
    {path: value for path, value in case[1].items() if not path.isupper()}
    for criterion, cases in TABLE.items()
    for case in cases
    if case[2] == ("not-met" if RULES.criteria[criterion].kind == "inclusion" else "met")
    and "ONLY" not in case[1] and "MORE" not in case[1] and case[1]
]  # fmt: skip
RANK = {"eligible": 2, "cannot-tell": 1, "not-eligible": 0}


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_bad_news_never_improves_anything(data: st.DataObject) -> None:
    """Whatever is missing otherwise: one unfavourable fact more leaves no criterion and no outcome better."""
    document = copy.deepcopy(CANDIDATE)
    for name in data.draw(st.lists(st.sampled_from(sorted(CANDIDATE["statements"])), max_size=6)):
        document["statements"].pop(name, None)
    for test in data.draw(st.lists(st.sampled_from(sorted(CANDIDATE["laboratory"])), max_size=3)):
        document["laboratory"].pop(test, None)
    news = data.draw(st.sampled_from(BAD_NEWS))
    worse = copy.deepcopy(document)
    for path, value in news.items():
        put(worse, path, value)
    try:
        after = answered(request_of(worse))
    except InputError:
        return
    before = answered(request_of(document))
    assert RANK[after.outcome] <= RANK[before.outcome]
    assert after.outcome != "eligible"


@settings(max_examples=80, deadline=None)
@given(
    value=st.decimals("1", "12", places=2),
    days=st.integers(0, 20),
    other=st.decimals("1", "12", places=2),
    other_days=st.integers(0, 20),
)
def test_the_newest_result_in_the_window_decides(value: Any, days: int, other: Any, other_days: int) -> None:
    """Against a plain re-telling of the rule."""
    drawn = [(days, value), (other_days, other)]
    document = copy.deepcopy(CANDIDATE)
    document["laboratory"].pop("haemoglobin")
    day = date(2026, 3, 16).toordinal()
    more = [result(str(one), date.fromordinal(day - age).isoformat()) for age, one in drawn]
    verdict = next(e for e in answered(request_of(document, more)).criteria if e.id == "haemoglobin").verdict
    valid = [(age, one) for age, one in drawn if age <= 15]
    if not valid:
        assert verdict == "cannot-tell"
        return
    newest = min(age for age, _ in valid)
    worst = min(one for age, one in valid if age == newest)
    assert verdict == ("met" if worst >= 5.5 else "not-met")
