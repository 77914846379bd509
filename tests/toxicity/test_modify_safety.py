"""What must never become a full dose: missing, old, mixed-up and contradictory documents, whatever the protocol."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.errors import HaipdoseError, InputError, InputErrors
from haipdose.patient.laboratory import LabResult
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import list_protocols, load_protocol
from haipdose.protocol.toxicity_rules import ToxicityRules
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.modification import decide_floxuridine
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest

LAST_DOSE = datetime(2026, 3, 2, 9, tzinfo=UTC)
EMPTYING = LAST_DOSE + timedelta(days=14)
FILL = LAST_DOSE + timedelta(days=28)
DRAW = FILL - timedelta(days=1)
NORMAL = {"ast": ("30", "U/L"), "alp": ("80", "U/L"), "bilirubin-total": ("0.7", "mg/dL")}
PROTOCOLS = [summary.id for summary in list_protocols()]


def lab(test: str, value: object, at: datetime, unit: str | None = None, **more: str) -> dict[str, Any]:
    return {"test": test, "value": str(value), "unit": unit or NORMAL[test][1], "at": at.isoformat(), **more}


def document(
    reference: dict[str, object] | None = None, current: dict[str, object] | None = None, **more: Any
) -> dict[str, Any]:
    """A request with every required test normal, but for those named; None leaves one out."""
    given: dict[str, list[dict[str, Any]]] = {"reference": [], "current": []}
    for when, at, changed in (("reference", LAST_DOSE, reference or {}), ("current", DRAW, current or {})):
        for test, (normal, _) in NORMAL.items():
            value = changed.get(test, normal)
            if value is not None:
                given[when].append(lab(test, value, at))
    added = {name: [*given[name], *more.pop(f"more_{name}", [])] for name in given}
    return {"protocol": "pump-it", "last_dose_percent": "100", "as_of": FILL.isoformat(), **added, **more}


def decide(name: str = "pump-it", **more: Any) -> ModifyAnswer:
    request = ModifyRequest.model_validate({**document(**more), "protocol": name})
    return answer_modify(request, load_protocol(name), Approvals())


def codes(answer: ModifyAnswer) -> set[str]:
    return {notice.code for notice in answer.warnings}


def refused(**more: Any) -> HaipdoseError:
    with pytest.raises(InputError) as caught:
        decide(**more)
    return caught.value


@pytest.mark.parametrize("name", PROTOCOLS)
def test_every_protocol_gives_all_normal_reduces_holds_and_wants_every_test(name: str) -> None:
    normal = decide(name)
    assert (normal.action, normal.dose_percent, normal.missing) == ("give", 100, ())
    assert decide(name, current={"ast": 100}).dose_percent == 80
    assert decide(name, current={"ast": 150}).action == "hold"
    assert decide(name, events=["biliary-sclerosis"]).action == "discontinue"
    for test in load_protocol(name).toxicity.required_tests.value:
        for when in ("reference", "current"):
            answer = decide(name, **{when: {test: None}})
            assert (answer.action, answer.dose_percent, answer.missing) == ("undetermined", None, (f"{when}.{test}",))


def test_a_hold_stands_though_a_test_is_missing() -> None:
    answer = decide(current={"ast": 150, "alp": None})
    assert (answer.action, answer.missing) == ("hold", ("current.alp",))


def test_the_worse_of_the_values_at_emptying_and_before_the_fill_counts_although_the_first_is_old() -> None:
    answer = decide(more_current=[lab("ast", 150, EMPTYING)])
    assert answer.action == "hold"
    assert answer.missing == ()


@pytest.mark.parametrize(
    ("taken", "days_before", "missing"),
    [("current", 7, ()), ("current", 7.01, ("current.alp (older than 7 days)",))],
)
def test_the_newest_result_of_each_test_must_be_new_enough(taken: str, days_before: float, missing: object) -> None:
    drawn = FILL - timedelta(days=days_before)
    answer = decide(current={"alp": None}, more_current=[lab("alp", 80, drawn)])
    assert answer.missing == missing
    assert answer.action == ("undetermined" if missing else "give")
    assert ("alp" in {row.test for row in answer.by_test}) is (not missing)


def test_an_old_result_that_holds_still_holds() -> None:
    answer = decide(current={"alp": None}, more_current=[lab("alp", 160, EMPTYING)])
    assert answer.action == "hold"
    assert answer.missing == ("current.alp (older than 7 days)",)


def test_without_a_moment_ages_count_from_the_newest_result_and_the_answer_says_so() -> None:
    answer = decide(as_of=None)
    assert answer.action == "give"
    assert "modify.age-not-checked" in codes(answer)
    mixed = decide(as_of=None, current={"alp": None}, more_current=[lab("alp", 80, EMPTYING)])
    assert mixed.action == "undetermined"
    assert "modify.age-not-checked" not in codes(decide())
    assert "modify.age-not-checked" not in codes(decide(as_of=None, current=dict.fromkeys(NORMAL)))


def test_a_result_of_the_future_is_refused_wherever_it_stands() -> None:
    late = (FILL + timedelta(minutes=1)).isoformat()
    error = refused(
        more_reference=[lab("ast", 30, FILL + timedelta(minutes=1))],
        more_current=[lab("ast", 30, FILL + timedelta(minutes=1))],
    )
    assert isinstance(error, InputErrors)
    assert {(one.code, one.field) for one in error.errors} >= {
        ("modify.future-result", "reference.3.at"),
        ("modify.future-result", "current.3.at"),
    }
    alone = refused(baseline=[lab("ggt", 30, FILL + timedelta(minutes=1), "U/L")])
    assert (alone.code, alone.found) == ("modify.future-result", late)


def test_a_current_result_from_before_the_reference_is_refused() -> None:
    error = refused(more_current=[lab("ast", 30, LAST_DOSE - timedelta(minutes=1))])
    assert (error.code, error.field) == ("modify.current-before-reference", "current.3.at")


def test_a_baseline_from_after_the_reference_is_refused() -> None:
    error = refused(baseline=[lab("ast", 300, EMPTYING)])
    assert (error.code, error.field) == ("modify.baseline-after-reference", "baseline.0.at")


def test_a_copy_of_the_reference_given_as_current_is_pointed_out() -> None:
    answer = decide(more_current=[lab("ast", 30, LAST_DOSE)])
    assert "modify.same-draw" in codes(answer)
    assert "modify.same-draw" not in codes(decide())


@pytest.mark.parametrize("order", [(50, 51), (51, 50)])
def test_of_several_reference_values_the_one_that_makes_it_worse_counts(order: tuple[int, int]) -> None:
    # 205/50 = 4.1: 50 % by the column up to 50; 205/51 = 4.02: hold by the column above 50
    first, second = order
    answer = decide(reference={"ast": first}, current={"ast": 205}, more_reference=[lab("ast", second, LAST_DOSE)])
    assert answer.action == "hold"
    (row,) = (row for row in answer.by_test if row.test == "ast")
    assert row.rule == "toxicity.tables.ast.high"


def test_units_may_differ_between_reference_and_current_and_the_conversion_is_shown() -> None:
    answer = decide(
        reference={"bilirubin-total": None},
        more_reference=[lab("bilirubin-total", "17.104", LAST_DOSE, "µmol/L")],
        current={"bilirubin-total": "1.5"},
    )
    assert answer.dose_percent == 50
    step = next(step for step in answer.derivation if step.label == "bilirubin-total: reference in mg/dL")
    assert (step.value, step.evidence.value, step.source) == ("1", "derived", "bilirubin-molar-mass")
    katal = decide(current={"ast": None}, more_current=[lab("ast", "2.5", DRAW, "µkat/L")])  # 150 U/L, 5 times 30
    assert katal.action == "hold"
    assert any(step.label == "ast: current in U/L" and step.value == "150" for step in katal.derivation)


@pytest.mark.parametrize(
    ("reference", "current", "percent"),
    [("1.4", "1.68", 50), ("1.4", "1.679999999", 100), ("1.3", "1.95", None), ("1.3", "1.949999999", 50)],
)
def test_an_edge_that_no_binary_fraction_hits(reference: str, current: str, percent: int | None) -> None:
    answer = decide(reference={"bilirubin-total": reference}, current={"bilirubin-total": current})
    assert answer.dose_percent == percent


def test_a_ratio_just_off_an_edge_is_not_shown_as_the_edge() -> None:
    answer = decide(current={"ast": "89.9999999"})
    (row,) = (row for row in answer.by_test if row.test == "ast")
    assert row.band == "0 ≤ ratio 2.999999996666667 < 3 (reference ≤ 50 U/L)"


@settings(max_examples=150, deadline=None)
@given(before=st.integers(1, 300), now=st.integers(1, 2500))
def test_ast_against_fractions(before: int, now: int) -> None:
    ratio = Fraction(now, before)
    edges = (3, 4, 5) if before <= 50 else (2, 3, 4)
    wanted = next((percent for edge, percent in zip(edges, (100, 80, 50), strict=True) if ratio < edge), None)
    assert decide(reference={"ast": before}, current={"ast": now}).dose_percent == wanted


def test_a_reference_of_zero_that_went_round_the_shape_is_refused() -> None:
    zero = LabResult.model_construct(test="ast", value=Decimal(0), unit="U/L", at=LAST_DOSE)
    asked = ModifyRequest.model_validate(document(reference={"ast": None}))
    asked = asked.model_copy(update={"reference": (*asked.reference, zero), "baseline": (zero,)})
    with pytest.raises(InputError) as caught:
        decide_floxuridine(load_protocol("pump-it").toxicity, asked)
    assert caught.value.code == "modify.reference-zero"


@pytest.mark.parametrize(
    ("current", "action", "rule"),
    [
        ("2.99", "give", None),
        ("3", "hold", "toxicity.bilirubin_hold_mg_per_dl"),
        ("3.01", "hold", "toxicity.bilirubin_hold_mg_per_dl"),
    ],
)
def test_bilirubin_as_such_holds_from_its_limit_on_whatever_the_ratio(
    current: str, action: str, rule: str | None
) -> None:
    answer = decide(reference={"bilirubin-total": "2.9"}, current={"bilirubin-total": current})
    assert answer.action == action
    assert (rule in {row.rule for row in answer.by_test}) is (rule is not None)
    assert any(step.rule == "toxicity.bilirubin_hold_mg_per_dl" for step in answer.derivation)


@pytest.mark.parametrize(
    ("current", "baselines", "told"),
    [("60", ["31", "30"], False), ("60.1", ["31", "30"], True), ("60.1", ["30.1"], False), ("90", [], False)],
)
def test_a_climb_since_the_lowest_baseline_is_pointed_out_and_does_not_change_the_dose(
    current: str, baselines: list[str], told: bool
) -> None:
    base = [lab("ast", value, LAST_DOSE - timedelta(days=90)) for value in baselines]
    answer = decide(reference={"ast": 40}, current={"ast": current}, baseline=base)
    assert ("modify.baseline-drift" in codes(answer)) is told
    assert answer.dose_percent == 100


def test_a_test_without_a_rule_is_named_and_louder_above_its_upper_limit() -> None:
    high = decide(more_current=[lab("alt", 900, DRAW, "U/L", upper_limit="45")])
    quiet = decide(more_current=[lab("alt", 45, DRAW, "U/L", upper_limit="45"), lab("ggt", 30, DRAW, "U/L")])
    (loud,) = (notice for notice in high.warnings if notice.code == "modify.not-judged")
    (soft,) = (notice for notice in quiet.warnings if notice.code == "modify.not-judged")
    assert (loud.level, soft.level) == ("warning", "info")
    assert "alt 900 U/L" in loud.message
    assert soft.message.endswith("judges: alt, ggt.")


def with_alt(required: bool) -> ToxicityRules:
    rules = load_protocol("pump-it").toxicity.model_dump()
    rules["tables"]["alt"] = rules["tables"]["ast"]
    if required:
        rules["required_tests"]["value"] = (*rules["required_tests"]["value"], "alt")
    return ToxicityRules.model_validate(rules)


@pytest.mark.parametrize("required", [True, False])
def test_a_protocol_can_judge_alt_too(required: bool) -> None:
    def action(*results: dict[str, Any]) -> tuple[str, list[str]]:
        reference = [lab("alt", 30, LAST_DOSE, "U/L")] if results else []
        asked = ModifyRequest.model_validate(document(more_reference=reference, more_current=list(results)))
        decided = decide_floxuridine(with_alt(required), asked)
        return decided.action, decided.missing

    assert action(lab("alt", 30, DRAW, "U/L")) == ("give", [])
    assert action(lab("alt", 150, DRAW, "U/L")) == ("hold", [])
    lacking = ["reference.alt", "current.alt"]
    assert action() == (("undetermined", lacking) if required else ("give", []))
    half = ModifyRequest.model_validate(document(more_current=[lab("alt", 30, DRAW, "U/L")]))
    assert decide_floxuridine(with_alt(required), half).missing == ["reference.alt"]
