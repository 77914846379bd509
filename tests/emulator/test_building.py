"""From a profile to a pump on a port; the pump's limits are those of the published specification."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import serial
from rich.console import Console

from haipdose.errors import InputError
from haipdose.pump.loader import load_profile
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.clock import RealTimePace, VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.plan import FaultPlan, find_fault_plan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.live_view import render
from haipdose_sim.emulator.reference.device import ReferencePump
from haipdose_sim.emulator.reference.programs import Limits
from haipdose_sim.emulator.serving.loop import Server
from haipdose_sim.emulator.serving.memory import MemoryPort
from haipdose_sim.emulator.serving.ports import PtyPort

from .reference_bench import SERIAL, UTC, frame, ready, unframe

OPEN_FILES = Path("/proc/self/fd")


def test_the_reference_profile_has_the_limits_of_the_specification() -> None:
    emulator = build(load_profile("reference-programmable-20"), epoch_s=UTC)
    device = emulator.device
    assert isinstance(device, ReferencePump)
    assert device.therapy.limits == Limits()
    assert device.therapy.motor.reservoir.capacity_ml == 20
    assert device.therapy.motor.reservoir.residual_ml == 1
    assert device.clock.read(0) == UTC


@pytest.mark.parametrize("name", ["intera-3000", "prometra-ii-20"])
def test_pumps_without_a_public_wire_are_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        build(load_profile(name))
    assert caught.value.code in {"emulate.not-programmable", "emulate.no-public-protocol"}


def test_a_reference_pump_on_a_pseudo_terminal() -> None:
    emulator = build(load_profile("reference-programmable-20"), plan=find_fault_plan("commit-without-answer"))
    with Server(emulator, PtyPort()) as server, serial.Serial(server.url, 19_200, timeout=2) as host:
        host.write(frame(0xFFFFFFFF, 0, 1, 1, 1, b""))
        reply = unframe(host.read(43))
    assert (reply[0], reply[2], reply[3]) == (SERIAL, 1, 2)


def test_the_live_view_of_a_pump_with_a_reservoir() -> None:
    bench = ready({"what": "motor-stall", "when": {"after_s": 30}})
    bench.run_program()
    bench.run_bolus()
    bench.wait(60)
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(render(bench.emulator, "here"))
    bench.pump.cut_power(100)
    console.print(render(bench.emulator, "here"))
    text = console.export_text()
    for part in (
        "of 20 mL",
        "stall",
        "floxuridine",
        "number 1: running",
        "1.3008 mL/d programmed",
        "last: motor-stall",
        "no power",
    ):
        assert part in text


def test_what_cannot_be_looked_at_is_an_error() -> None:
    class Deaf:
        def receive(self, data: bytes, now: float) -> list[bytes]:
            return []

        def wake(self, now: float) -> list[bytes]:
            return []

        def next_wake(self) -> float | None:
            return None

    with pytest.raises(TypeError, match="Deaf cannot be looked at"):
        render(Emulator(Deaf(), VirtualClock(), Triggers(FaultPlan())), "here")


def test_power_comes_back_through_the_memory_port() -> None:
    bench = ready()
    port = MemoryPort(bench.emulator)
    bench.pump.cut_power(3)
    assert unframe(port.read(deadline=10))[3] == 4  # the reset alarm
    assert port.now() == 3


def test_virtual_time_never_runs_back_and_a_pace_needs_a_speed() -> None:
    clock = VirtualClock()
    with pytest.raises(ValueError, match="cannot run back"):
        clock.advance(-1)
    clock.advance(5)
    clock.advance_to(3)
    assert clock.now == 5
    with pytest.raises(ValueError, match="greater than zero"):
        RealTimePace(clock, 0, lambda: 0.0)
    real = iter([100.0, 102.0, 103.0])
    pace = RealTimePace(clock, 60, lambda: next(real))
    assert pace.target() == 125
    assert pace.real_seconds_until(305) == 2


def test_nothing_is_left_open() -> None:
    before = len(list(OPEN_FILES.iterdir()))
    for _ in range(5):
        with Server(build(load_profile("new-era-ne1000-bench")), PtyPort()):
            pass
    assert len(list(OPEN_FILES.iterdir())) == before
