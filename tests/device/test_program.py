"""From a fill to a flow program: against fractions, at every limit, and what is refused before a byte is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose.device.errors import NotProgrammable
from haipdose.device.program import ProgramRequest, plan_bolus, plan_program, refill_due, require_programmable
from haipdose.errors import InputError
from haipdose.pump.loader import load_profile
from haipdose.pump.profile import Codec

PROFILE = load_profile("reference-programmable-20")
FILLED = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def request(**changes: Any) -> ProgramRequest:
    return ProgramRequest.model_validate(
        {
            "serial_number": "1000001",
            "drug": "floxuridine",
            "concentration_mg_per_ml": "5",
            "flow_ml_per_day": "1.3",
            "reservoir_ml": "20",
            "filled_at": FILLED,
            **changes,
        }
    )


def test_a_program_by_hand() -> None:
    program, planned = plan_program(request(prescribed_mg_per_day="6.4", catheter_ml="0.2"), PROFILE)
    assert planned.rate_ml_per_day == Decimal("1.3008")  # 542 steps of 0.0024
    assert program.rate_nl_per_h == 54_200
    assert program.concentration_ng_per_ml == 5_000_000
    assert program.reservoir_nl == 20_000_000
    assert program.low_reservoir_alarm_nl == 2_000_000
    assert planned.delivered_mg_per_day == Decimal("6.504")
    assert planned.dose_deviation_percent == pytest.approx(Decimal("0.0615384615"))
    assert planned.from_prescribed_percent == pytest.approx(Decimal("1.625"))
    assert planned.dead_volume_ml == Decimal("0.4")
    # 18 mL at 1.3008 × 1.1 mL/day are 12.5796... days
    assert planned.refill_due == FILLED + timedelta(seconds=int(Fraction(18) / Fraction("1.43088") * 86_400))
    assert program.refill_due_s == int(planned.refill_due.timestamp())
    assert planned.canonical == program.canonical.hex()
    assert {step.rule for step in planned.derivation if step.rule} >= {
        "profile:reference-programmable-20:programming.rate_step_ml_per_day",
        "profile:reference-programmable-20:flow.accuracy_percent",
    }


@given(st.integers(480, 240_000), st.integers(1, 10_000_000))
def test_rounding_and_dose_against_fractions(flow: int, concentration: int) -> None:
    wanted, strength = Decimal(flow) / 10_000, Decimal(concentration) / 1_000_000
    program, planned = plan_program(request(flow_ml_per_day=wanted, concentration_mg_per_ml=strength), PROFILE)
    rate = Fraction(program.rate_nl_per_h * 24, 1_000_000)
    assert abs(rate - Fraction(wanted)) <= Fraction("0.0012")
    assert rate == Fraction(planned.rate_ml_per_day)
    assert Fraction(planned.delivered_mg_per_day) == rate * Fraction(program.concentration_ng_per_ml, 1_000_000)
    exact = (rate - Fraction(wanted)) / Fraction(wanted) * 100
    assert abs(Fraction(planned.dose_deviation_percent) - exact) < Fraction(1, 10**30)


@given(
    st.decimals("0.1", "40", places=3), st.decimals("0.048", "24", places=4), st.integers(0, 30), st.integers(1, 1000)
)
def test_the_refill_date_moves_the_right_way_and_is_never_too_late(
    volume: Decimal, rate: Decimal, accuracy: int, more: int
) -> None:
    due = refill_due(FILLED, volume, rate, Decimal(accuracy))
    assert due <= refill_due(FILLED, volume + more, rate, Decimal(accuracy))
    assert due >= refill_due(FILLED, volume, rate + more, Decimal(accuracy))
    assert due >= refill_due(FILLED, volume, rate, Decimal(accuracy + 1))
    days = Fraction(volume) / (Fraction(rate) * (100 + accuracy) / 100)
    assert Fraction((due - FILLED).total_seconds()) <= days * 86_400


def test_a_rate_change_leaves_the_counter() -> None:
    program, _ = plan_program(request(refilled=False), PROFILE)
    assert not program.refilled
    assert program.reservoir_nl == 0


def test_a_bridge_gives_the_new_dose_out_of_the_old_solution() -> None:
    _, planned = plan_program(request(catheter_ml="0.2", old_concentration_mg_per_ml="4"), PROFILE)
    bridge = planned.bridge
    assert bridge is not None
    assert bridge.volume_ml == Decimal("0.4")
    assert bridge.rate_ml_per_day == Decimal("1.6272")  # 6.504 mg/day ÷ 4 mg/mL = 1.626, nearest step
    assert bridge.days == pytest.approx(Decimal("0.4") / Decimal("1.6272"))
    with pytest.raises(InputError, match="tubing and catheter"):
        plan_program(request(old_concentration_mg_per_ml="4"), PROFILE)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"flow_ml_per_day": "0.046"}, "flow_ml_per_day"),
        ({"flow_ml_per_day": "24.002"}, "flow_ml_per_day"),
        ({"reservoir_ml": "20.001"}, "reservoir_ml"),
        ({"reservoir_ml": "2"}, "reservoir_ml"),
        ({"low_reservoir_alarm_ml": "0.999"}, "low_reservoir_alarm_ml"),
        ({"low_reservoir_alarm_ml": "5.001"}, "low_reservoir_alarm_ml"),
        ({"serial_number": "AB-1"}, "pump.serial_number"),
        ({"serial_number": "4294967295"}, "pump.serial_number"),
        ({"catheter_ml": "0.2", "old_concentration_mg_per_ml": "0.1"}, "old_concentration_mg_per_ml"),
    ],
)
def test_outside_the_limits(changes: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as caught:
        plan_program(request(**changes), PROFILE)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "changes",
    [
        {"flow_ml_per_day": "0.048"},
        {"flow_ml_per_day": "24"},
        {"low_reservoir_alarm_ml": "1"},
        {"low_reservoir_alarm_ml": "5"},
    ],
)
def test_at_the_limits(changes: dict[str, str]) -> None:
    plan_program(request(**changes), PROFILE)


@pytest.mark.parametrize("path", ["programming.rate_step_ml_per_day", "flow.accuracy_percent"])
def test_what_the_profile_lacks_is_asked_for(path: str) -> None:
    part, name = path.split(".")
    thin = PROFILE.model_copy(update={part: getattr(PROFILE, part).model_copy(update={name: None})})
    with pytest.raises(InputError) as caught:
        plan_program(request(), thin)
    assert caught.value.field == f"profile.{path}"


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ("intera-3000", "device.not-programmable"),
        ("generic-constant-flow", "device.not-programmable"),
        ("synchromed-ii-20", "device.no-public-protocol"),
        ("new-era-ne1000-bench", "device.other-protocol"),
    ],
)
def test_pumps_that_cannot_be_programmed(profile: str, code: str) -> None:
    with pytest.raises(NotProgrammable) as caught:
        plan_program(request(), load_profile(profile))
    assert caught.value.code == code
    assert caught.value.remedy
    require_programmable(load_profile("new-era-ne1000-bench"), Codec.NE1000)


def test_a_bolus_by_hand_and_its_limits() -> None:
    bolus, notices = plan_bolus("1000001", Decimal("0.3"), Decimal(30), PROFILE)
    assert (bolus.volume_nl, bolus.duration_s) == (300_000, 1_800)
    assert notices[0].code == "device.bolus-pushes-what-is-there"
    for volume, minutes in (("0.009", "30"), ("1.001", "90"), ("0.3", "0.5"), ("0.3", "1441"), ("0.3", "17.9")):
        with pytest.raises(InputError):  # 0.3 mL in 18 min is 24 mL/day, the fastest
            plan_bolus("1000001", Decimal(volume), Decimal(minutes), PROFILE)
    plan_bolus("1000001", Decimal("0.3"), Decimal(18), PROFILE)
    with pytest.raises(InputError, match="exactly"):
        plan_bolus("1000001", Decimal("0.3005"), Decimal(30), PROFILE)
    with pytest.raises(InputError, match="finer"):
        plan_bolus("1000001", Decimal("0.3"), Decimal("20.001"), PROFILE)
