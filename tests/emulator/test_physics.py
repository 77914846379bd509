"""Physics against closed forms, published tables and conservation."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose_sim.emulator.physics.environment import VENOUS_BAR, Environment, air_pressure_bar
from haipdose_sim.emulator.physics.gas_pump import GasDrivenPump
from haipdose_sim.emulator.physics.motor_pump import MotorPump
from haipdose_sim.emulator.physics.reservoir import Reservoir
from haipdose_sim.emulator.physics.syringe_pump import Direction, SyringePumpMechanics, rate_limits_ml_per_minute
from haipdose_sim.emulator.physics.vapour_pressure import (
    driving_pressure_bar,
    flow_ratio,
    n_butane_vapour_pressure_bar,
    water_viscosity_mpa_s,
)

BODY = Environment()


def percent(place: Environment) -> float:
    return (flow_ratio(place, BODY) - 1) * 100


# The derived table of the vapour-pressure model for n-butane at 37 °C (1.01325 bar ambient, 0.133 bar arterial outlet).
@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (BODY.at_temperature(38), 6.34),
        (BODY.at_temperature(39), 13.0),
        (BODY.at_altitude(300), 1.5),
        (BODY.at_altitude(1600), 7.7),
        (BODY.at_altitude(2400), 11.1),
        (BODY.with_outlet(VENOUS_BAR), 5.3),
        (Environment(ambient_bar=1.01325 + 0.5), -21.5),
        (BODY, 0.0),
    ],
)
def test_flow_changes_as_in_the_derived_table(place: Environment, expected: float) -> None:
    assert percent(place) == pytest.approx(expected, abs=0.05)


def test_vapour_pressure_and_its_two_parts() -> None:
    assert n_butane_vapour_pressure_bar(37) == pytest.approx(3.467, abs=0.0005)
    assert (driving_pressure_bar(BODY.at_temperature(38)) / driving_pressure_bar(BODY) - 1) * 100 == pytest.approx(
        4.31, abs=0.005
    )
    assert (water_viscosity_mpa_s(37) / water_viscosity_mpa_s(38) - 1) * 100 == pytest.approx(1.95, abs=0.005)


def test_butane_boils_at_its_boiling_point_and_water_has_its_handbook_viscosity() -> None:
    assert n_butane_vapour_pressure_bar(-0.5) == pytest.approx(1.013, rel=0.02)
    assert water_viscosity_mpa_s(20) == pytest.approx(1.002, rel=0.01)
    assert water_viscosity_mpa_s(40) == pytest.approx(0.653, rel=0.01)


def test_standard_atmosphere() -> None:
    assert air_pressure_bar(0) == pytest.approx(1.01325)
    assert air_pressure_bar(1000) == pytest.approx(0.89875, rel=1e-4)
    assert air_pressure_bar(5000) == pytest.approx(0.54020, rel=1e-4)
    with pytest.raises(ValueError, match="altitude"):
        air_pressure_bar(20_000)


def test_too_much_pressure_outside_stops_the_flow_and_never_reverses_it() -> None:
    assert flow_ratio(Environment(ambient_bar=10), BODY) == 0
    with pytest.raises(ValueError, match="does not drive"):
        flow_ratio(BODY, Environment(ambient_bar=10))


@pytest.mark.parametrize("wrong", [{"temperature_c": -1.0}, {"temperature_c": 61.0}, {"ambient_bar": 0.0}])
def test_conditions_outside_the_model_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"temperature|pressure"):
        Environment(**wrong)


@pytest.mark.parametrize(("capacity", "residual", "level"), [(30, 30, 0), (30, -1, 0), (30, 0, 31), (30, 0, -1)])
def test_impossible_reservoirs_are_refused(capacity: float, residual: float, level: float) -> None:
    with pytest.raises(ValueError, match="reservoir"):
        Reservoir(capacity, residual, level)


@pytest.mark.parametrize("volume", [-0.1, 10.1])
def test_a_fill_that_does_not_fit_is_refused(volume: float) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Reservoir(30, 1, 20).fill(volume)


def test_a_constant_flow_pump_runs_dry_when_the_closed_form_says() -> None:
    pump = GasDrivenPump(Reservoir(30, 1.5, 30), 1.3)
    days = (30 - 1.5) / 1.3
    assert pump.seconds_until_empty() == pytest.approx(days * 86_400)
    assert pump.advance(days * 86_400 / 2) == pytest.approx(28.5 / 2)
    pump.advance(days * 86_400)
    assert pump.reservoir.level_ml == pytest.approx(1.5)
    assert pump.flow_ml_per_day == 0
    assert pump.seconds_until_empty() is None


def test_a_fever_an_error_and_a_viscous_fill_change_the_flow_together() -> None:
    pump = GasDrivenPump(Reservoir(30, 0, 30), 1.0, flow_error_percent=-10, fluid_viscosity_ratio=2)
    pump.environment = BODY.at_temperature(39)
    assert pump.flow_ml_per_day == pytest.approx(flow_ratio(pump.environment, BODY) * 0.9 / 2)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), st.floats(0, 1e6)),
        st.tuples(st.just("fill"), st.floats(0, 30)),
        st.tuples(st.just("draw"), st.none()),
        st.tuples(st.just("temperature"), st.floats(20, 45)),
        st.tuples(st.just("altitude"), st.floats(0, 4000)),
    ),
    max_size=30,
)


@given(steps, st.floats(0.1, 12), st.floats(0, 2))
def test_no_fluid_is_made_or_lost(actions: list[tuple[str, float]], flow: float, residual: float) -> None:
    pump = GasDrivenPump(Reservoir(30, residual), flow)
    for action, amount in actions:
        if action == "advance":
            pump.advance(amount)
        elif action == "fill" and pump.reservoir.level_ml + amount <= 30:
            pump.reservoir.fill(amount)
        elif action == "draw":
            pump.reservoir.draw()
        elif action == "temperature":
            pump.environment = pump.environment.at_temperature(amount)
        elif action == "altitude":
            pump.environment = pump.environment.at_altitude(amount)
        assert abs(pump.reservoir.imbalance_ml) < 1e-9
        assert pump.reservoir.level_ml >= 0
        assert pump.reservoir.level_ml <= 30


@given(st.lists(st.floats(0, 1e5), max_size=12), st.floats(0, 2), st.floats(0.01, 1), st.floats(60, 86_400))
def test_time_in_pieces_delivers_what_time_in_one_piece_delivers(
    pieces: list[float], rate: float, bolus_ml: float, duration_s: float
) -> None:
    whole, cut = (MotorPump(Reservoir(40, 1, 40), flow_error_percent=3) for _ in range(2))
    for pump in (whole, cut):
        pump.rate_ml_per_hour = rate
        pump.start_bolus(bolus_ml, duration_s)
    for piece in pieces:
        cut.advance(piece)
    whole.advance(math.fsum(pieces))
    assert cut.reservoir.level_ml == pytest.approx(whole.reservoir.level_ml, abs=1e-9)
    assert cut.commanded_ml == pytest.approx(whole.commanded_ml, abs=1e-9)


def test_a_bolus_comes_on_top_of_the_basal_rate_and_ends() -> None:
    pump = MotorPump(Reservoir(20, 0, 20))
    pump.rate_ml_per_hour = 0.1
    pump.start_bolus(0.5, 1800)
    assert pump.commanded_ml_per_hour == pytest.approx(1.1)
    assert pump.advance(900) is None
    ended = pump.advance(2700)
    assert ended is not None
    assert ended.delivered_ml == pytest.approx(0.5)
    assert pump.bolus is None
    assert pump.reservoir.delivered_ml == pytest.approx(0.6)


def test_a_stalled_motor_delivers_nothing_while_the_commands_go_on() -> None:
    pump = MotorPump(Reservoir(20, 0, 20))
    pump.rate_ml_per_hour = 0.1
    pump.stalled = True
    pump.start_bolus(0.5, 1800)
    pump.advance(3600)
    assert pump.reservoir.delivered_ml == 0
    assert pump.commanded_ml == pytest.approx(0.6)


def test_a_cancelled_bolus_says_what_it_had_delivered() -> None:
    pump = MotorPump(Reservoir(20, 0, 20), flow_error_percent=10)
    pump.start_bolus(1.0, 1000)
    pump.advance(250)
    cancelled = pump.cancel_bolus()
    assert cancelled is not None
    assert cancelled.commanded_ml == pytest.approx(0.25)
    assert cancelled.delivered_ml == pytest.approx(0.275)
    assert pump.cancel_bolus() is None
    assert pump.flow_ml_per_hour == 0


def test_back_pressure_slows_a_pump_that_slips() -> None:
    pump = MotorPump(Reservoir(20, 0, 20), slip_percent_per_bar=10)
    pump.rate_ml_per_hour = 1
    pump.environment = BODY.with_outlet(0.633)
    assert pump.flow_ml_per_hour == pytest.approx(0.95)


def test_plunger_limits_come_from_the_syringe() -> None:
    slowest, fastest = rate_limits_ml_per_minute(26.59)  # 60 mL syringe
    assert fastest == pytest.approx(28.32, rel=0.005)  # the manual's 1699 mL/h
    assert slowest * 60 * 1000 == pytest.approx(23.35, rel=0.005)  # the manual's 23.35 µL/h


def test_a_plunger_stops_at_the_end_and_ripple_averages_out_over_a_turn() -> None:
    plunger = SyringePumpMechanics(accuracy_error_percent=2, ripple_percent=5, screw_turn_ml=0.5, travel_ml=1.0)
    assert plunger.move(0.25, Direction.INFUSE) == 0.25
    assert plunger.collected_ml > 0.255
    assert plunger.move(0.25, Direction.INFUSE) == 0.25
    assert plunger.collected_ml == pytest.approx(0.51)
    assert plunger.move(0.7, Direction.INFUSE) == 0.5
    assert plunger.travel_left_ml(Direction.INFUSE) == 0
    assert plunger.move(0.3, Direction.WITHDRAW) == 0.3
    plunger.blocked = True
    assert plunger.move(0.1, Direction.WITHDRAW) == 0
