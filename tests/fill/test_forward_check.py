"""The simulated pump: it catches a wrong fill, and it agrees with what a person works out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.errors import Refused
from haipdose.fill.forward_check import forward_check
from haipdose.fill.requests import ForwardCheck

PLAIN = {
    "injected_ml": "30",
    "injected_mg": "240",
    "residual_ml": "0",
    "flow_ml_per_day": "1.2",
    "infusion_days": "14",
    "prescribed_mg_per_day": "9.6",
    "tolerance_percent": "5",
}


def check(**changes: Any) -> ForwardCheck:
    values = {name: Decimal(value) for name, value in (PLAIN | changes).items()}
    return forward_check(**values)


def test_the_plain_fill() -> None:
    """240 mg in 30 mL is 8 mg/mL; 1.2 mL a day carries 9.6 mg; 14 days take 16.8 mL and 134.4 mg."""
    found = check()
    assert (found.passed, found.worst_deviation_percent) == (True, 0)
    assert (found.lowest_daily_mg, found.highest_daily_mg) == (Decimal("9.6"), Decimal("9.6"))
    assert (found.delivered_ml, found.delivered_mg) == (Decimal("16.8"), Decimal("134.4"))
    assert (found.returned_ml, found.returned_mg) == (Decimal("13.2"), Decimal("105.6"))


def test_a_drug_free_residual_thins_the_fill() -> None:
    """28 mL with 240 mg on top of 2 mL: 8 mg/mL in 30 mL; 2 mL with 16 mg stay in the pump."""
    found = check(injected_ml="28", residual_ml="2")
    assert found.delivered_mg == Decimal("134.4")
    assert (found.returned_ml, found.returned_mg) == (Decimal("11.2"), Decimal("89.6"))


def test_part_of_a_day() -> None:
    found = check(infusion_days="0.5")
    assert (found.delivered_mg, found.lowest_daily_mg) == (Decimal("4.8"), Decimal("9.6"))


@pytest.mark.parametrize(
    ("injected_mg", "passes"), [("228", True), ("227.999", False), ("252", True), ("252.001", False)]
)
def test_exactly_at_the_tolerance_passes(injected_mg: str, passes: bool) -> None:
    """5 % of 240 mg is 12 mg."""
    if passes:
        assert abs(check(injected_mg=injected_mg).worst_deviation_percent) == 5
        return
    with pytest.raises(Refused) as caught:
        check(injected_mg=injected_mg)
    assert (caught.value.code, caught.value.field) == ("fill.forward-check-failed", "floxuridine_mg")
    assert caught.value.allowed == "5 %"
    assert "day 1" in caught.value.message


@pytest.mark.parametrize(
    "wrong",
    [
        {"injected_ml": "20"},  # made for 30 mL, prepared in 20 mL
        {"flow_ml_per_day": "1.3"},  # made for another flow
        {"prescribed_mg_per_day": "4.8"},  # the percentage forgotten
        {"residual_ml": "5"},  # five mL of nothing below it
    ],
)
def test_a_wrong_fill_is_caught(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match="simulated pump"):
        check(**wrong)


def test_a_pump_that_runs_dry_is_caught_on_that_day() -> None:
    """25 days of 1.2 mL empty 30 mL; on day 26 nothing comes."""
    with pytest.raises(Refused, match="0 mg on day 26"):
        check(infusion_days="26")
    with pytest.raises(Refused, match="on day 25"):
        check(infusion_days="25", injected_ml="29.9", injected_mg="239.2")


def test_dry_to_the_last_drop() -> None:
    found = check(infusion_days="25")
    assert abs(found.returned_ml) < Decimal("1e-30")
    assert abs(found.delivered_mg - 240) < Decimal("1e-30")


@settings(max_examples=50, deadline=None)
@given(
    injected=st.decimals(15, 40, places=2),
    residual=st.decimals(0, 3, places=2),
    drug=st.decimals(10, 500, places=2),
    days=st.decimals(Decimal("0.1"), 14, places=1),
)
def test_nothing_is_lost(injected: Decimal, residual: Decimal, drug: Decimal, days: Decimal) -> None:
    found = forward_check(
        injected_ml=injected,
        injected_mg=drug,
        residual_ml=residual,
        flow_ml_per_day=Decimal(1),
        infusion_days=days,
        prescribed_mg_per_day=drug / (injected + residual),
        tolerance_percent=Decimal("0.001"),
    )
    stays = residual * drug / (injected + residual)
    assert abs(found.delivered_ml + found.returned_ml - injected) < Decimal("1e-20")
    assert abs(found.delivered_mg + found.returned_mg + stays - drug) < Decimal("1e-20")
