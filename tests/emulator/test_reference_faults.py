"""Every fault of the device shows its effect on the reference pump; power is cut at every write step."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from haipdose_sim.emulator.faults.catalogue import KINDS, Layer
from haipdose_sim.emulator.faults.plan import Fault

from .reference_bench import SERIAL, UTC, Bench, Refused, bolus, program, ready, sha, unframe

OLD, NEW = program(rate=20_000), program(rate=60_000, refilled=False)


def fault(what: str, when: dict[str, Any] | None = None, **args: Any) -> dict[str, Any]:
    return {"what": what, "when": when or {}, "args": args}


def running(*faults: dict[str, Any]) -> Bench:
    """A pump that runs OLD; faults count from now on."""
    bench = ready()
    bench.run_program(OLD)
    arm(bench, *faults)
    return bench


def arm(bench: Bench, *faults: dict[str, Any]) -> None:
    for one in faults:
        bench.emulator.triggers.arm(Fault.model_validate(one))


def back_after_power_cut(bench: Bench) -> dict[str, Any]:
    bench.wait(5)
    bench.hello()
    return bench.status()


COMMIT_STEPS = ("erase", "first half", "second half", "number", "seal", "point", "log")


@pytest.mark.parametrize("step", range(1, len(COMMIT_STEPS) + 1), ids=COMMIT_STEPS)
def test_power_cut_at_every_step_of_a_commit_leaves_the_old_or_the_new_program(step: int) -> None:
    bench = running(fault("power-cut", {"operation": "commit", "step": step}))
    payload = bench.commit_payload(NEW, bench.stage(NEW), effect_id=0xE)
    assert bench.ask("commit", payload) is None
    status = back_after_power_cut(bench)
    is_new = step > COMMIT_STEPS.index("point") + 1
    assert status["program"] == (NEW if is_new else OLD)
    assert status["sequence"] == (2 if is_new else 1)
    assert status["digest"] == sha(status["program"])
    assert (status["last_effect"] == 0xE) is is_new
    assert status["boot"] == 2
    # The rate of the motor is that of the program, and the log tells of every change although power went before it.
    assert bench.pump.therapy.motor.rate_ml_per_hour * 1e6 == pytest.approx(60_000 if is_new else 20_000)
    assert [entry[5] for entry in bench.log() if entry[3] == 2] == [
        sha(p)[:10] for p in ([OLD, NEW] if is_new else [OLD])
    ]
    # Sent again after all, the effect still happens at most once.
    if is_new:
        bench.must("commit", payload)
    else:
        with pytest.raises(Refused, match="no-such-token"):
            bench.ask("commit", payload)
    assert bench.status()["sequence"] == status["sequence"]
    assert max(bench.pump.therapy.applied.values()) == 1


def test_a_commit_has_no_more_steps_than_these() -> None:
    bench = running(fault("power-cut", {"operation": "commit", "step": len(COMMIT_STEPS) + 1}))
    bench.run_program(NEW)
    assert bench.status()["program"] == NEW


@pytest.mark.parametrize("step", [1, 2, 3])
def test_power_cut_at_every_step_of_a_bolus(step: int) -> None:
    bench = running(fault("power-cut", {"operation": "start-bolus", "step": step}))
    payload = bench.commit_payload(bolus(), bench.stage(bolus()), effect_id=0xB)
    assert (bench.ask("start-bolus", payload) is None) is (step < 3)
    if step == 3:  # there is no third step
        return
    status = back_after_power_cut(bench)
    assert (status["bolus"], status["bolus_fate"]) == ((0, 0) if step == 1 else (1, 4))
    assert status["bolus_delivered"] == 0
    kinds = [entry[3] for entry in bench.log()]
    assert kinds == [1, 2, 1, 7] if step == 1 else [1, 2, 3, 1, 4, 7]


@pytest.mark.parametrize("step", [1, 2])
def test_power_cut_at_every_step_of_a_stop(step: int) -> None:
    bench = running(fault("power-cut", {"operation": "stop", "step": step}))
    assert bench.ask("stop", (7).to_bytes(8, "big")) is None
    assert back_after_power_cut(bench)["state"] == (1 if step == 1 else 3)


@pytest.mark.parametrize("step", [1, 2])
def test_power_cut_at_every_step_of_setting_the_clock(step: int) -> None:
    bench = running(fault("power-cut", {"operation": "set-clock", "step": step}))
    assert bench.ask("set-clock", (7).to_bytes(8, "big") + (UTC + 5000).to_bytes(4, "big")) is None
    assert back_after_power_cut(bench)["clock"] == (UTC + 5 if step == 1 else UTC + 5005)


@pytest.mark.parametrize(("what", "program_after"), [("power-cut-before", OLD), ("power-cut-after", NEW)])
def test_power_cut_before_and_after_a_commit(what: str, program_after: bytes) -> None:
    bench = running(fault(what, {"operation": "commit"}))
    assert bench.ask("commit", bench.commit_payload(NEW, bench.stage(NEW))) is None
    assert bench.transmit("interrogate") == b""
    assert back_after_power_cut(bench)["program"] == program_after


def test_power_cycle_by_the_clock() -> None:
    bench = running(fault("power-cycle", {"after_s": 100}, seconds=3600))
    bench.wait(100 + 3600)
    bench.hello()
    assert bench.status()["delivered"] == 20_000 * 100 // 3600


def test_silent_does_nothing_and_mute_does_it() -> None:
    for what, after in (("silent", OLD), ("mute", NEW)):
        bench = running(fault(what, {"operation": "commit"}))
        assert bench.ask("commit", bench.commit_payload(NEW, bench.stage(NEW))) is None
        assert bench.status()["program"] == after


def test_busy_refuses_everything_but_stop() -> None:
    bench = running(fault("busy", {"every": 1}))
    with pytest.raises(Refused, match="busy"):
        bench.status()
    bench.must("stop", (7).to_bytes(8, "big"))


def test_wrong_address_and_wrong_session_in_the_answer() -> None:
    bench = running(fault("wrong-address", {"operation": "interrogate"}))
    assert unframe(bench.transmit("interrogate"))[0] == SERIAL + 1
    assert unframe(bench.transmit("interrogate"))[0] == SERIAL
    bench = running(fault("wrong-session", {"operation": "interrogate"}))
    assert unframe(bench.transmit("interrogate"))[1] != bench.session
    assert unframe(bench.transmit("interrogate"))[1] == bench.session


def test_a_foreign_pump_answers_only_to_its_own_number() -> None:
    bench = running(fault("foreign-pump", {"operation": "interrogate"}, serial=555))
    assert bench.transmit("interrogate") == b""
    assert bench.ask("commit", bytes(28)) is None
    assert unframe(bench.transmit("hello"))[0] == 555


def test_a_stuck_reply_has_a_fresh_header_and_an_old_payload() -> None:
    bench = running(fault("stuck-reply", {"operation": "interrogate", "every": 1}))
    first = bench.status()
    bench.wait(3600)
    assert bench.status() == first
    assert bench.pump.therapy.memory.delivered_nl > first["delivered"]


def test_a_lie_shows_in_the_reading_back_and_a_hidden_one_in_the_commit_digest() -> None:
    bench = running(fault("lie", field="rate", percent=10))
    token = bench.stage(NEW)
    shown = bench.must("read-staged", token.to_bytes(4, "big"))[3:]
    assert shown == program(rate=66_000, refilled=False)
    bench = running(fault("lie", field="rate", percent=10, hidden=1))
    token = bench.stage(NEW)
    assert bench.must("read-staged", token.to_bytes(4, "big"))[3:] == NEW
    with pytest.raises(Refused, match="digest"):
        bench.ask("commit", bench.commit_payload(NEW, token))
    assert bench.status()["program"] == OLD


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_lie_about_a_bolus(hidden: int) -> None:
    bench = running(fault("lie", {"operation": "stage-bolus"}, percent=50, hidden=hidden))
    token = bench.stage(bolus())
    shown = bench.must("read-staged", token.to_bytes(4, "big"))[3:]
    assert shown == (bolus() if hidden else bolus(150_000))
    with pytest.raises(Refused, match="digest"):
        bench.ask("start-bolus", bench.commit_payload(bolus(), token))


@pytest.mark.parametrize(("what", "kind", "bit"), [("reset-to-minimum-rate", 10, 64), ("flash-corrupt", 9, 32)])
def test_falling_back_to_the_factory_program_is_told(what: str, kind: int, bit: int) -> None:
    bench = running(fault(what, {"after_s": 50}))
    bench.run_bolus()
    bench.wait(60)
    assert bench.alarms == [bit]
    status = bench.status()
    assert status["program"][34:38] == (2_000).to_bytes(4, "big")
    assert (status["sequence"], status["bolus_fate"], status["alarms"]) == (2, 3, bit)
    assert kind in [entry[3] for entry in bench.log()]
    assert bench.must("acknowledge", (7).to_bytes(8, "big") + b"\xff\xff") == bit.to_bytes(2, "big")
    bench.run_program()
    assert bench.status()["alarms"] == 0


def test_a_corrupt_spare_slot_harms_nobody() -> None:
    bench = running(fault("flash-corrupt", {"after_s": 50}, slot="spare"))
    bench.wait(60)
    assert bench.status()["program"] == OLD
    assert bench.alarms == []


def test_a_corrupt_slot_is_also_found_at_power_on() -> None:
    bench = running()
    bench.pump.therapy.memory.flash.corrupt(active=True)
    bench.pump.cut_power(1)
    bench.wait(2)
    bench.hello()
    assert bench.status()["alarms"] == 32 | 1


def test_battery_near_its_end() -> None:
    bench = running(fault("battery-eri", {"after_s": 10}))
    assert bench.status()["battery"] == 100
    bench.wait(11)
    assert bench.alarms == [16]
    assert bench.status()["battery"] == 3
    assert bench.must("acknowledge", (7).to_bytes(8, "big") + b"\xff\xff") == b"\x00\x10"


def test_a_battery_runs_down_over_the_years() -> None:
    bench = running()
    bench.wait(3.25 * 365.25 * 86_400)
    assert bench.status()["battery"] == 50


def test_clocks_that_run_fast_and_clocks_that_jump() -> None:
    bench = running(
        fault("clock-skew", {"after_s": 100}, percent=10), fault("clock-jump", {"after_s": 1100}, seconds=-500)
    )
    bench.wait(1100.5)
    assert bench.status()["clock"] == UTC + 100 + 1100 - 500
    bench.wait(1000)
    assert bench.status()["clock"] == pytest.approx(UTC + 700 + 1100, abs=1)


def test_a_stalled_motor_counts_on_and_delivers_nothing() -> None:
    bench = running(fault("motor-stall", {"after_s": 3600}), fault("motor-restart", {"after_s": 7200}))
    bench.wait(5400)
    assert bench.alarms == [2]
    assert bench.status()["motor"] == 1
    assert bench.status()["delivered"] == 30_000
    assert bench.pump.therapy.motor.reservoir.delivered_ml == pytest.approx(0.02)
    assert bench.must("acknowledge", (7).to_bytes(8, "big") + b"\xff\xff") == b"\x00\x02"
    bench.wait(3600)
    assert bench.status()["motor"] == 0
    assert bench.pump.therapy.motor.reservoir.delivered_ml == pytest.approx(0.03)
    assert bench.must("acknowledge", (8).to_bytes(8, "big") + b"\xff\xff") == b"\x00\x00"


@pytest.mark.parametrize(("percent", "delivered"), [(20.0, 0.024), (-20.0, 0.016)])
def test_over_and_under_infusion_are_not_in_the_counters(percent: float, delivered: float) -> None:
    bench = running(fault("flow-error", percent=percent))
    bench.wait(3600)
    assert bench.status()["delivered"] == 20_000
    assert bench.pump.therapy.motor.reservoir.delivered_ml == pytest.approx(delivered, rel=1e-6)


@pytest.mark.parametrize(
    ("what", "args", "attribute", "value"),
    [
        ("temperature", {"celsius": 39.5}, "temperature_c", 39.5),
        ("altitude", {"metres": 1600}, "ambient_bar", 0.83523),
        ("outlet-pressure", {"bar": 0.3}, "outlet_bar", 0.3),
    ],
)
def test_the_pumps_surroundings_change(what: str, args: dict[str, float], attribute: str, value: float) -> None:
    bench = running(fault(what, {"after_s": 10}, **args))
    bench.wait(11)
    assert getattr(bench.pump.therapy.motor.environment, attribute) == pytest.approx(value, abs=1e-5)


def test_a_wrapped_log_says_where_it_starts() -> None:
    bench = running(fault("log-wrap", {"after_s": 10}, keep=1))
    bench.wait(11)
    oldest, following, count = struct.unpack(">IIB", bench.must("log", struct.pack(">IB", 1, 8))[:9])
    assert (oldest, following, count) == (2, 3, 1)


def test_every_device_fault_is_shown_on_this_pump() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    kinds = [kind.name for kind in KINDS.values() if kind.layer is Layer.DEVICE]
    assert [name for name in kinds if f'"{name}"' not in source] == []
