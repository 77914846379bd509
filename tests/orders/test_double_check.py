"""What a second person finds alike and what not, and when a preparation may be released."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from haipdose.errors import Conflict, InputError
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.orders.double_check import compare
from haipdose.orders.workflow import check_release
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.pump.loader import load_profile

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
REQUEST: dict[str, Any] = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
    "pump": {"profile": "intera-3000", "serial_number": "123456", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}


def asked(**changed: Any) -> FillRequest:
    return FillRequest.model_validate(REQUEST | changed)


def answered(request: FillRequest) -> FillAnswer:
    return answer_fill(request, load_protocol("pump-it"), load_profile("intera-3000"), Approvals())


def differences(ordered: FillRequest, entered: FillRequest, mg: str | None = "240") -> list[tuple[str, Any, Any]]:
    found = compare(ordered, answered(ordered), entered, None if mg is None else Decimal(mg))
    return [(entry.field, entry.ordered, entry.entered) for entry in found]


def test_equal_quantities_are_alike_however_they_are_written() -> None:
    other = REQUEST["patient"] | {"weight_kg": "97.0", "height_cm": "180.00"}
    assert differences(asked(), asked(patient=other, infusion_days="14.0"), "240.00") == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"dose_percent": "80"}, ("dose_percent", "100", "80")),
        ({"infusion_days": None}, ("infusion_days", "14", None)),
        ({"rounding_mg": "10"}, ("rounding_mg", None, "10")),
        ({"pump": REQUEST["pump"] | {"flow_ml_per_day": "1.03"}}, ("pump.flow_ml_per_day", "1.3", "1.03")),
        ({"patient": REQUEST["patient"] | {"sex": "female"}}, ("patient.sex", "male", "female")),
        ({"additives": "none"}, ("additives", None, "none")),
        ({"additives": {"heparin_units": "30000"}}, ("additives", None, '{"heparin_units":"30000"}')),
        (
            {"products": {"heparin": "heparin-5000-units-per-ml"}},
            ("products", None, "heparin: heparin-5000-units-per-ml"),
        ),
    ],
)
def test_each_difference_is_named_with_both_sides(changed: dict[str, Any], found: tuple[str, Any, Any]) -> None:
    assert differences(asked(), asked(**changed)) == [found]


def test_the_result_is_compared_too() -> None:
    assert differences(asked(), asked(), "235") == [("floxuridine_mg", "240", "235")]
    assert differences(asked(), asked(), None) == [("floxuridine_mg", "240", None)]


def test_dates_and_cycles_are_not_entered_blind() -> None:
    assert differences(asked(cycle=3, planned_date="2026-03-02"), asked()) == []


def test_what_is_not_releasable_is_not_released_and_says_why() -> None:
    answer = answered(asked())
    with pytest.raises(Conflict, match="not approved"):
        check_release(answer, NOW + timedelta(days=1), NOW)


@pytest.mark.parametrize(("hours", "fits"), [(-1, False), (0, False), (1, True)])
def test_a_preparation_past_its_time_is_not_released(hours: int, fits: bool) -> None:
    answer = answered(asked())
    free = answer.model_copy(update={"release": answer.release.model_copy(update={"releasable": True})})
    use_by = NOW + timedelta(hours=hours)
    if fits:
        check_release(free, use_by, NOW)
    else:
        with pytest.raises(InputError, match="past its time"):
            check_release(free, use_by, NOW)
