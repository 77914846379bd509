"""Faults of the device itself, on the NE-1000: what it says and what it does part ways."""

from __future__ import annotations

from typing import Any

import pytest

from .ne1000_bench import ask, awake, unwrap


def fault(what: str, when: dict[str, Any] | None = None, **args: Any) -> dict[str, Any]:
    return {"what": what, "when": when or {}, "args": args}


def reply_to(emulator: Any, command: bytes) -> bytes:
    emulator.line.host_writes(command + b"\r")
    data: bytes = emulator.line.host_reads()
    return data


def test_silent_reads_and_does_nothing() -> None:
    emulator = awake(fault("silent", {"operation": "RAT"}))
    assert reply_to(emulator, b"RAT2MM") == b""
    assert ask(emulator, "RAT") == "00S1.000MM"


def test_mute_does_it_and_says_nothing() -> None:
    emulator = awake(fault("mute", {"operation": "RAT"}))
    assert reply_to(emulator, b"RAT2MM") == b""
    assert ask(emulator, "RAT") == "00S2.000MM"


def test_busy_says_so_and_does_nothing() -> None:
    emulator = awake(fault("busy", {"operation": "RAT"}))
    assert ask(emulator, "RAT2MM") == "00S?NA"
    assert ask(emulator, "RAT") == "00S1.000MM"


@pytest.mark.parametrize(
    ("field", "command", "stored"), [("rate", "RAT", "00S2.200MM"), ("volume", "VOL", "00S2.200ML")]
)
def test_a_lie_is_found_only_by_reading_back(field: str, command: str, stored: str) -> None:
    emulator = awake(fault("lie", {"operation": command}, field=field, percent=10))
    assert ask(emulator, command + ("2MM" if command == "RAT" else "2")) == "00S"
    assert ask(emulator, command) == stored


def test_wrong_address_in_the_answer() -> None:
    emulator = awake(fault("wrong-address", {"operation": "VER"}))
    assert ask(emulator, "VER") == "01SNE1000V3.923"
    assert ask(emulator, "VER") == "00SNE1000V3.923"


def test_another_pump_under_the_head_does_not_answer_to_the_old_address() -> None:
    emulator = awake(fault("foreign-pump", {"operation": "VER"}, serial=7))
    assert ask(emulator, "VER") == "07SNE1000V3.923"
    assert reply_to(emulator, b"VER") == b""


def test_a_stuck_reply_repeats_the_first_answer_for_ever() -> None:
    emulator = awake(fault("stuck-reply", {"operation": "DIS", "every": 1}))
    ask(emulator, "RUN")
    assert ask(emulator, "DIS") == "00II0.000W0.000ML"
    emulator.line.run_until(60)
    assert ask(emulator, "DIS") == "00II0.000W0.000ML"
    assert ask(emulator, "RAT") == "00I1.000MM"


@pytest.mark.parametrize(("what", "rate"), [("power-cut-before", "1.000"), ("power-cut-after", "2.000")])
def test_power_goes_before_or_after_the_command_is_done(what: str, rate: str) -> None:
    emulator = awake(fault(what, {"operation": "RAT"}, seconds=2))
    assert reply_to(emulator, b"RAT2MM") == b""
    assert reply_to(emulator, b"RAT") == b""
    emulator.line.run_until(2.1)
    assert ask(emulator, "RAT") == "00A?R"
    assert ask(emulator, "RAT") == f"00S{rate}MM"


def test_a_power_cycle_at_its_time_ends_the_run() -> None:
    emulator = awake(fault("power-cycle", {"after_s": 30}, seconds=5))
    ask(emulator, "RUN")
    emulator.line.run_until(100)
    assert emulator.device.mechanics.collected_ml == pytest.approx(0.5)
    assert ask(emulator, "") == "00A?R"


def test_a_stalled_motor_raises_the_alarm_and_turns_again_later() -> None:
    emulator = awake(fault("motor-stall", {"after_s": 30}), fault("motor-restart", {"after_s": 50}))
    ask(emulator, "SAF0")
    ask(emulator, "RUN")
    emulator.line.run_until(40)
    assert ask(emulator, "DIS") == "00A?S"
    assert ask(emulator, "DIS") == "00SI0.500W0.000ML"
    emulator.line.run_until(60)
    assert ask(emulator, "RUN") == "00I"


def test_a_flow_error_shows_on_the_balance_and_not_on_the_counter() -> None:
    emulator = awake(fault("flow-error", percent=-8))
    ask(emulator, "VOL1")
    ask(emulator, "RUN")
    emulator.line.run_until(61)
    assert ask(emulator, "DIS") == "00SI1.000W0.000ML"
    assert emulator.device.mechanics.collected_ml == pytest.approx(0.92)


def test_safe_mode_pushes_the_stall_alarm() -> None:
    emulator = awake(fault("motor-stall", {"after_s": 30}))
    emulator.device.settings.safe_timeout_s = 200
    emulator.device.program.start()
    emulator.line.run_until(31)
    assert unwrap(emulator.line.host_reads()) == "00A?S"


@pytest.mark.parametrize("what", ["battery-eri", "clock-skew", "log-wrap", "flash-corrupt", "temperature"])
def test_faults_of_implanted_pumps_leave_a_bench_pump_alone(what: str) -> None:
    emulator = awake(fault(what))
    assert ask(emulator, "VER") == "00SNE1000V3.923"
    assert [name for _, name in emulator.triggers.struck] == [what]


def test_the_count_of_effects_tells_what_really_happened() -> None:
    emulator = awake(fault("duplicate", {"direction": "to-pump", "nth": 2}))
    ask(emulator, "RAT2MM")
    reply_to(emulator, b"CLDINF")
    assert emulator.device.applied == {"RAT": 1, "CLD": 2}
