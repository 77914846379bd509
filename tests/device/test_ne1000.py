"""The NE-1000 wire and driver: printed vectors, an outside checksum, an outside simulator, faults of the emulator."""

from __future__ import annotations

import os
import pty
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from crccheck.crc import CrcXmodem
from hypothesis import given
from hypothesis import strategies as st
from labmcp_new_era.simulator import NewEraSimulator

from haipdose.device.codec.events import Bad, Garbage
from haipdose.device.codec.ne1000 import Receiver, Reply, encode_basic, encode_safe
from haipdose.device.errors import DeviceAlarm, DeviceRefused, NoAnswer, PortLost, VerificationError
from haipdose.device.flow_check import bench_rate_ul_per_hour, evaluate, run_flow_check
from haipdose.device.ne1000_pump import Ne1000Pump, pump_number
from haipdose.device.transport import SerialPort
from haipdose.errors import InputError
from haipdose.pump.loader import load_profile
from haipdose_sim.emulator.building import build
from haipdose_sim.emulator.faults.plan import parse_fault_plan
from haipdose_sim.emulator.serving.memory import MemoryPort

commands = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@pytest.mark.parametrize(
    ("command", "packet"),
    [("SAF0", "02 08 53 41 46 30 55 43 03"), ("0SAF0", "02 09 30 53 41 46 30 59 ad 03")],
    ids=["printed in the manual", "as nesp-lib sends it"],
)
def test_printed_packets(command: str, packet: str) -> None:
    assert encode_safe(command) == bytes.fromhex(packet)


@given(commands)
def test_the_checksum_is_that_of_an_outside_library(command: str) -> None:
    packet = encode_safe(command)
    assert packet[1] == len(command) + 4
    assert int.from_bytes(packet[-3:-1], "big") == CrcXmodem.calc(command.encode())


def test_a_command_too_long_for_a_packet_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 251"):
        encode_safe("X" * 252)
    assert encode_basic("VER") == b"VER\r"


@pytest.mark.parametrize(
    ("data", "reply"),
    [
        (b"00S", Reply(0, "S", "", "")),
        (b"00A?R", Reply(0, "", "R", "")),
        (b"07I500.UM", Reply(7, "I", "", "500.UM")),
        (b"00S?OOR", Reply(0, "S", "", "?OOR")),
    ],
)
@pytest.mark.parametrize("safe", [False, True])
@given(cuts=st.lists(st.integers(1, 5), max_size=8))
def test_replies_in_any_chunking(data: bytes, reply: Reply, safe: bool, cuts: list[int]) -> None:
    whole = encode_safe(data.decode()) if safe else b"\x02" + data + b"\x03"
    receiver, events = Receiver(safe=safe), []
    for size in [*cuts, len(whole)]:
        events += receiver.receive(whole[:size])
        whole = whole[size:]
    assert events == [reply]
    assert (reply.error is not None) == (reply.data == "?OOR")


@given(st.booleans(), st.lists(st.binary(max_size=60), max_size=5))
def test_arbitrary_bytes_never_raise(safe: bool, chunks: list[bytes]) -> None:
    receiver = Receiver(safe=safe)
    for chunk in chunks:
        receiver.receive(chunk)
    receiver.silence()
    assert not receiver.is_waiting


@given(st.binary(max_size=100))
def test_a_safe_packet_after_garbage_is_found(garbage: bytes) -> None:
    receiver = Receiver(safe=True)
    events = receiver.receive(garbage + encode_safe("00SNE1000")) + receiver.silence()
    assert Reply(0, "S", "", "NE1000") in events


def test_every_fault_has_its_reason() -> None:
    good = encode_safe("00S")
    assert Receiver(safe=True).receive(b"\x02\x04")[0] == Bad("length")
    assert Receiver(safe=True).receive(good[:-1] + b"\x04")[0] == Bad("end")
    assert Receiver(safe=True).receive(good[:-3] + b"\x00\x00\x03")[0] == Bad("crc")
    assert Receiver(safe=True).receive(encode_safe("hello"))[0] == Bad("content")
    assert Receiver(safe=False).receive(b"\x0200\x0200S\x03") == [Bad("end"), Garbage(b"00"), Reply(0, "S", "", "")]
    assert Receiver(safe=False).receive(b"\x02" + b"0" * 90)[0] == Bad("length")


@pytest.mark.parametrize("text", ["12345", "1.2345", "0", "100.25"])
def test_numbers_that_the_pump_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        pump_number(Decimal(text))


@pytest.mark.parametrize("text", ["1234", "14.57", "0.001", "999.9", "1.234"])
def test_numbers_that_it_can_hold(text: str) -> None:
    assert pump_number(Decimal(text)) == text


@contextmanager
def outside_simulator(**options: Any) -> Iterator[tuple[str, NewEraSimulator]]:
    """labmcp-new-era's simulator, unmodified, behind a pseudo-terminal."""
    simulator = NewEraSimulator(**options)
    master, slave = pty.openpty()
    tty.setraw(slave)

    def serve() -> None:
        line = b""
        while True:
            try:
                line += os.read(master, 256)
            except OSError:
                return
            while b"\r" in line:
                command, _, line = line.partition(b"\r")
                reply = simulator.handle(command.decode("latin-1"))
                if reply is not None:
                    os.write(master, f"{reply}\x03".encode("latin-1"))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield os.ttyname(slave), simulator
    finally:
        os.close(slave)
        os.close(master)
        thread.join(5)


def test_driver_against_an_outside_simulator() -> None:
    with outside_simulator(speed=3600) as (path, simulator), SerialPort(path) as port:
        pump = Ne1000Pump(port)
        assert pump.connect().startswith("NE1000")
        pump.bring_to_rest()
        pump.set_diameter(Decimal("14.57"))
        pump.set_infusing()
        pump.set_rate(Decimal("54.17"), "UH")
        pump.set_volume(Decimal(0))
        pump.clear_dispensed()
        assert simulator.diameter == pytest.approx(14.57)
        assert simulator.phases[1]["rate"] == pytest.approx(54.17)
        pump.run()
        assert simulator.running
        port.wait(0.2)
        assert 0.01 <= float(pump.dispensed().infused_ml) < 0.1  # 720 s at 54.17 µL/h are 0.0108 mL
        pump.stop()
        assert not simulator.running
        with pytest.raises(DeviceRefused):
            pump.set_diameter(Decimal("99.9"))
        simulator.alarm = "S"
        with pytest.raises(DeviceAlarm, match="stalled"):
            pump.status()


def emulated(*faults: dict[str, Any], baud: int | None = None) -> tuple[MemoryPort, Any]:
    emulator = build(load_profile("new-era-ne1000-bench"), plan=parse_fault_plan({"faults": list(faults)}), baud=baud)
    return MemoryPort(emulator), emulator


@pytest.mark.parametrize("safe_timeout_s", [0, 20], ids=["basic", "safe"])
def test_a_flow_check_in_both_modes(safe_timeout_s: int) -> None:
    port, _ = emulated(baud=19_200)
    pump = Ne1000Pump(port, safe_timeout_s=safe_timeout_s)
    rate = bench_rate_ul_per_hour(Decimal("1.3"))
    assert rate == Decimal("54.17")
    seen: list[Any] = []
    samples = run_flow_check(
        pump,
        diameter_mm=Decimal("4.0"),
        rate_ul_per_hour=rate,
        seconds=1800,
        interval_s=15,
        now=port.now,
        wait=port.wait,
        seen=seen.append,
    )
    check = evaluate(samples, wanted_ml_per_day=Decimal("1.3"), rate_ul_per_hour=rate)
    assert tuple(seen) == samples
    assert abs(check.accuracy_percent) < Decimal("0.2")
    assert pump.status() == "P"
    widths = [point.highest_percent - point.lowest_percent for point in check.trumpet]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 6


def test_a_pump_that_delivers_too_little_is_seen_by_weighing() -> None:
    port, _ = emulated()
    pump = Ne1000Pump(port)
    samples = run_flow_check(
        pump,
        diameter_mm=Decimal("4.0"),
        rate_ul_per_hour=Decimal(100),
        seconds=3600,
        interval_s=600,
        now=port.now,
        wait=port.wait,
        seen=lambda sample: None,
    )
    check = evaluate(
        samples, wanted_ml_per_day=Decimal("2.4"), rate_ul_per_hour=Decimal(100), weighed_ml=Decimal("0.09")
    )
    assert check.measured_by == "the collected volume"
    assert check.accuracy_percent == pytest.approx(Decimal(-10), abs=Decimal("0.1"))


def test_the_pump_is_stopped_when_something_goes_wrong() -> None:
    port, _emulator = emulated()
    pump = Ne1000Pump(port)

    def fail(sample: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_flow_check(
            pump,
            diameter_mm=Decimal("4.0"),
            rate_ul_per_hour=Decimal(100),
            seconds=60,
            interval_s=10,
            now=port.now,
            wait=port.wait,
            seen=fail,
        )
    assert pump.status() == "P"


def test_a_late_reply_is_not_taken_for_the_answer_to_another_command() -> None:
    port, _ = emulated({"what": "delay", "when": {"direction": "to-host", "nth": 7}, "args": {"seconds": 1.5}})
    pump = Ne1000Pump(port)
    pump.connect()
    for diameter in ("4.0", "5.0", "6.0"):
        pump.set_diameter(Decimal(diameter))
    assert pump.dispensed().infused_ml == 0


def test_a_lost_reply_to_run_is_settled_by_reading() -> None:
    port, _ = emulated({"what": "mute", "when": {"operation": "RUN"}}, {"what": "silent", "when": {"operation": "STP"}})
    pump = Ne1000Pump(port)
    pump.connect()
    pump.set_diameter(Decimal("4.0"))
    pump.set_rate(Decimal(100))
    pump.run()
    with pytest.raises(VerificationError):  # STP was lost: it is not believed
        pump.stop()
    pump.stop()


def test_silence_and_a_vanished_port() -> None:
    port, _ = emulated({"what": "drop-frame", "when": {"every": 1}})
    with pytest.raises(NoAnswer, match="does not answer"):
        Ne1000Pump(port).connect()
    port, _ = emulated({"what": "port-vanishes"})
    with pytest.raises(PortLost):
        Ne1000Pump(port).connect()


def test_settings_outside_are_refused() -> None:
    port, _ = emulated()
    with pytest.raises(InputError):
        Ne1000Pump(port, address=100)
    with pytest.raises(InputError):
        evaluate((), wanted_ml_per_day=Decimal(1), rate_ul_per_hour=Decimal(1))
    with pytest.raises(InputError):
        bench_rate_ul_per_hour(Decimal(2400))
