"""The dose modification against the worked examples: expected values that do not come from haipdose."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from haipdose.errors import InputError
from haipdose.patient.laboratory import LabResult
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.requests import ModifyAnswer, ModifyRequest

EXAMPLES = json.loads(
    (Path(__file__).parents[1] / "data/worked_examples.json").read_text(encoding="utf-8"), parse_float=Decimal
)["examples"]
NAMES = {
    "AST": ("ast", "U/L", 30),
    "ALP": ("alp", "U/L", 80),
    "total_bilirubin": ("bilirubin-total", "mg/dL", "0.7"),
    "bilirubin": ("bilirubin-total", "mg/dL", "0.7"),
}
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def of_kind(kind: str) -> list[Any]:
    found = [example for example in EXAMPLES if example["kind"] == kind]
    return [pytest.param(example, id=example["id"]) for example in found]


def lab(test: str, value: object, unit: str) -> LabResult:
    return LabResult(test=test, value=str(value), unit=unit, at=AT)


def asked(changed: dict[str, tuple[object, object]], **rest: Any) -> ModifyAnswer:
    """Every required test unchanged, but for those named: (reference, current)."""
    reference, current = [], []
    for name in ("AST", "ALP", "total_bilirubin"):
        test, unit, normal = NAMES[name]
        before, now = changed.get(test, (normal, normal))
        reference.append(lab(test, before, unit))
        current.append(lab(test, now, unit))
    request = ModifyRequest(
        protocol="pump-it", reference=tuple(reference), current=tuple(current), last_dose_percent="100", **rest
    )
    return answer_modify(request, load_protocol("pump-it"), Approvals())


@pytest.mark.parametrize("example", of_kind("dose_modification"))
def test_one_test(example: dict[str, Any]) -> None:
    given, wanted = example["inputs"], example["expected"]
    test = NAMES[given["test"]][0]
    answer = asked({test: (given["reference"], given["current"])})
    row = next(row for row in answer.by_test if row.test == test and row.ratio is not None)
    assert (row.percent or 0) == wanted["fudr_percent"]
    if wanted["fudr_percent"] == 0:
        assert answer.action == "hold"
        assert answer.dose_percent is None
    else:
        assert answer.dose_percent == wanted["fudr_percent"]
        assert answer.action == ("give" if wanted["fudr_percent"] == 100 else "reduce")


@pytest.mark.parametrize("example", of_kind("dose_modification_combined"))
def test_the_worst_test_decides(example: dict[str, Any]) -> None:
    given = {NAMES[name][0]: value for name, value in example["inputs"].items() if name in NAMES}
    answer = asked({test: (pair["reference"], pair["current"]) for test, pair in given.items()})
    assert answer.dose_percent == example["expected"]["overall_percent"]


@pytest.mark.parametrize("example", of_kind("restart_after_hold"))
def test_restart_after_a_hold(example: dict[str, Any]) -> None:
    given = example["inputs"]
    test = NAMES[given["test"]][0]
    answer = asked({test: (given["reference"], given["now"])}, held=True, held_by=(test,))
    assert answer.dose_percent == example["expected"]["percent_of_last_dose"]


@pytest.mark.parametrize("example", of_kind("slow_climb_not_caught"))
def test_a_slow_climb_passes_the_table_and_is_pointed_out(example: dict[str, Any]) -> None:
    values = example["inputs"]["values_on_successive_FUDR_days"]
    baseline = (lab("alp", values[0], "U/L"),)
    answers = [asked({"alp": pair}, baseline=baseline) for pair in pairwise(values)]
    assert [answer.dose_percent for answer in answers] == example["expected"]["fudr_percent_each_step"]
    assert "modify.baseline-drift" in {notice.code for notice in answers[-1].warnings}


def test_a_missing_test_is_never_taken_as_normal() -> None:
    request = ModifyRequest(protocol="pump-it", reference=(lab("ast", 30, "U/L"),), current=(), last_dose_percent="100")
    answer = answer_modify(request, load_protocol("pump-it"), Approvals())
    assert answer.action == "undetermined"
    assert answer.dose_percent is None
    assert "current.ast" in answer.missing
    assert "reference.alp" in answer.missing


def test_stale_results_do_not_count_and_future_ones_are_refused() -> None:
    answer = asked({}, as_of=datetime(2026, 3, 20, tzinfo=UTC))
    assert answer.action == "undetermined"
    assert len(answer.missing) == 3
    with pytest.raises(InputError) as caught:
        asked({}, as_of=datetime(2026, 3, 1, tzinfo=UTC))
    assert caught.value.code == "modify.future-result"


@pytest.mark.parametrize(
    ("event", "action"),
    [
        ("gastroduodenal-ulcer", "hold"),
        ("biliary-sclerosis", "discontinue"),
        ("seroma", "give"),
        ("bee-sting", "undetermined"),
    ],
)
def test_named_events(event: str, action: str) -> None:
    assert asked({}, events=(event,)).action == action


def test_a_hold_ends_only_below_the_restart_ratio() -> None:
    assert asked({"ast": (40, 160)}, held=True, held_by=("ast",)).action == "hold"
    restarted = asked({"ast": (40, 159)}, held=True, held_by=("ast",))
    assert (restarted.action, restarted.dose_percent) == ("reduce", 50)
    unknown = asked({}, held=True)
    assert unknown.dose_percent == 25
    assert "modify.held-by-unknown" in {notice.code for notice in unknown.warnings}


def test_bilirubin_of_three_holds_whatever_the_ratio() -> None:
    assert asked({"bilirubin-total": ("2.9", "3")}).action == "hold"
    assert asked({"bilirubin-total": ("2.9", "2.99")}).action == "give"
    assert asked({"bilirubin-total": ("2", "1.3")}, held=True, held_by=("bilirubin-total",)).action == "hold"


def test_micromoles_and_milligrams_give_the_same_ratio() -> None:
    request = ModifyRequest(
        protocol="pump-it",
        reference=(lab("ast", 30, "U/L"), lab("alp", 80, "U/L"), lab("bilirubin-total", "17.104", "µmol/l")),
        current=(lab("ast", 30, "U/L"), lab("alp", 80, "U/L"), lab("bilirubin-total", "1.5", "MG/DL")),
        last_dose_percent="80",
    )
    answer = answer_modify(request, load_protocol("pump-it"), Approvals())
    assert answer.dose_percent == 40
    assert next(row.ratio for row in answer.by_test if row.test == "bilirubin-total") == Decimal("1.5")


def test_an_unknown_cause_of_a_hold_and_a_reference_of_zero_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        asked({}, held=True, held_by=("liver",))
    assert caught.value.code == "modify.held-by"
    assert not asked({}).release.releasable
