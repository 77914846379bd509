"""The programmer against the emulated pump: every kind of doubt, one at a time; the state machine mixes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haipdose.device.codec.reference import Operation
from haipdose.device.codec.reference_contents import Alarm, BolusFate, PumpState
from haipdose.device.diff import compare, diff_text
from haipdose.device.errors import (
    DeviceAlarm,
    DeviceRefused,
    EffectPending,
    NoAnswer,
    PortLost,
    StaleSession,
    VerificationError,
    WrongPump,
)
from haipdose.device.outcome import Confirmed, Rejected, Uncertain
from haipdose.errors import InputError

from .bench import SERIAL, TWO, UTC, DriverBench, bolus_program, flow_program

FLASH_STEPS = {"commit": 7, "start-bolus": 2, "stop": 2, "set-clock": 2}


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Any]:
    benches: list[DriverBench] = []

    def _make(*faults: dict[str, Any], serial: int = SERIAL) -> DriverBench:
        bench = DriverBench(tmp_path / str(len(benches)), *faults, serial=serial)
        benches.append(bench)
        return bench

    yield _make
    for bench in benches:
        bench.close()


def program(bench: DriverBench, rate: int = 54_200, **options: Any) -> Any:
    return bench.driver.program(flow_program(rate, **options), lambda seen: TWO)


def test_program_bolus_clock_stop_and_log(make: Any) -> None:
    bench = make()
    outcome = program(bench)
    assert isinstance(outcome, Confirmed)
    assert bench.active_bytes() == flow_program().canonical
    assert outcome.status.reservoir_nl == 18_000_000
    started = bench.driver.bolus(bolus_program(), lambda seen: TWO)
    assert isinstance(started, Confirmed)
    assert started.status.bolus_fate is BolusFate.RUNNING
    bench.emulator.line.run_until(bench.port.now() + 700)
    assert bench.driver.interrogate().bolus_fate is BolusFate.COMPLETE
    assert bench.driver.interrogate().bolus_delivered_nl == 100_000
    clock = bench.driver.set_clock(UTC + 10_000)
    assert isinstance(clock, Confirmed)
    assert abs(clock.status.clock_s - UTC - 10_000) <= 1
    stopped = bench.driver.stop()
    assert isinstance(stopped, Confirmed)
    assert stopped.status.state is PumpState.STOPPED
    kinds = [entry.kind for entry in bench.driver.log()]
    assert kinds == [1, 2, 3, 4, 6, 5]


def test_a_bolus_that_was_stopped_is_cancelled_and_not_resumed(make: Any) -> None:
    bench = make()
    program(bench)
    bench.driver.bolus(bolus_program(), lambda seen: TWO)
    bench.emulator.line.run_until(bench.port.now() + 300)
    bench.driver.stop()
    program(bench, 60_000, refilled=False)
    bench.emulator.line.run_until(bench.port.now() + 3_600)
    status = bench.driver.interrogate()
    assert status.bolus_fate is BolusFate.CANCELLED
    assert 45_000 <= status.bolus_delivered_nl <= 55_000


@pytest.mark.parametrize("what", ["mute", "wrong-session", "wrong-address", "power-cut-after"])
def test_a_commit_that_was_done_and_not_answered_is_found_by_reading(make: Any, what: str) -> None:
    bench = make({"what": what, "when": {"operation": "commit"}})
    assert isinstance(program(bench), Confirmed)
    assert bench.active_bytes() == flow_program().canonical
    assert bench.port.count(Operation.COMMIT) == 1


@pytest.mark.parametrize("what", ["silent", "busy", "power-cut-before"])
def test_a_commit_that_was_not_done_is_rejected_and_never_sent_again(make: Any, what: str) -> None:
    bench = make({"what": what, "when": {"operation": "commit"}})
    before = bench.active_bytes()
    outcome = program(bench)
    assert isinstance(outcome, Rejected)
    assert not outcome.superseded
    assert bench.active_bytes() == before
    assert bench.port.count(Operation.COMMIT) == 1


def _run(bench: DriverBench, operation: str) -> Any:
    if operation == "commit":
        return program(bench, 60_000)
    if operation == "start-bolus":
        return bench.driver.bolus(bolus_program(), lambda seen: TWO)
    if operation == "stop":
        return bench.driver.stop()
    return bench.driver.set_clock(UTC + 5_000)


@pytest.mark.parametrize(
    ("operation", "step"), [(name, step) for name, steps in FLASH_STEPS.items() for step in range(1, steps + 1)]
)
def test_power_cut_at_every_step_of_every_effect(make: Any, operation: str, step: int) -> None:
    bench = make({"what": "power-cut", "when": {"operation": operation, "step": step, "nth": 1}})
    if operation != "commit":
        program(bench)
    before = bench.active_bytes()
    outcome = _run(bench, operation)
    assert [what for _, what in bench.triggers.struck] == ["power-cut"], "the power was really cut"
    if operation == "stop":  # may be repeated, and is: whatever the cut undid is done
        assert isinstance(outcome, Confirmed | Rejected | Uncertain)
        assert bench.active_bytes() == before
        return
    assert isinstance(outcome, Confirmed | Rejected)
    applied = bench.pump.therapy.applied[(SERIAL, bench.last_intent()["effect_id"])]
    assert applied == isinstance(outcome, Confirmed)
    if operation == "commit":
        expected = flow_program(60_000).canonical if applied else before
        assert bench.active_bytes() == expected


@pytest.mark.parametrize("operation", FLASH_STEPS)
def test_an_effect_has_no_more_steps_than_the_table_says(make: Any, operation: str) -> None:
    bench = make({"what": "power-cut", "when": {"operation": operation, "step": FLASH_STEPS[operation] + 1}})
    if operation != "commit":
        program(bench)
    assert isinstance(_run(bench, operation), Confirmed)
    assert bench.triggers.struck == []


def test_doubt_blocks_effects_until_the_pump_is_read_also_after_a_restart(make: Any) -> None:
    bench = make(
        {"what": "mute", "when": {"operation": "commit"}},
        {"what": "port-vanishes", "when": {"direction": "to-pump", "nth": 6}, "args": {"seconds": 60}},
    )
    outcome = program(bench)
    assert isinstance(outcome, Uncertain)
    assert outcome.pending is not None
    assert outcome.pending.confirmed_by == TWO
    bench.restart()
    written = len(bench.port.written)
    for effect in (
        lambda: program(bench, 60_000),
        lambda: bench.driver.bolus(bolus_program(), lambda seen: TWO),
        lambda: bench.driver.set_clock(UTC),
        lambda: bench.driver.stage(flow_program()),
    ):
        with pytest.raises(EffectPending, match="not known"):
            effect()
    assert len(bench.port.written) == written
    assert isinstance(bench.driver.resolve(), Uncertain)  # still unplugged
    bench.port.wait(60)
    assert isinstance(bench.driver.resolve(), Confirmed)
    assert bench.driver.resolve() is None
    assert isinstance(program(bench, 60_000), Confirmed)


def test_stop_is_never_blocked_by_doubt(make: Any) -> None:
    bench = make()
    bench.driver.journal.intend(intent_of(bench))
    assert isinstance(bench.driver.stop(), Confirmed)


def intent_of(bench: DriverBench) -> Any:
    from haipdose.device.journal import Intent

    status = bench.driver.interrogate()
    return Intent(
        effect_id=7,
        kind="commit",
        serial=SERIAL,
        content="",
        digest="",
        base_digest=status.program_digest.hex(),
        base_sequence=status.program_sequence,
        base_bolus=0,
        base_effect_id=0,
        log_from=status.log_next,
    )


def test_a_pump_that_stores_something_else_is_caught_before_the_commit(make: Any) -> None:
    bench = make({"what": "lie", "args": {"field": "rate", "percent": 10}})
    before = bench.active_bytes()
    outcome = program(bench)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "device.read-back-mismatch"
    assert bench.active_bytes() == before
    assert bench.port.count(Operation.COMMIT) == 0


def test_a_pump_that_hides_what_it_stores_is_caught_by_the_digest(make: Any) -> None:
    bench = make({"what": "lie", "args": {"field": "rate", "percent": 10, "hidden": 1}})
    outcome = program(bench)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "device.refused.digest"


def test_a_pump_that_repeats_old_answers_is_not_believed(make: Any) -> None:
    bench = make({"what": "stuck-reply", "when": {"operation": "interrogate", "every": 1}})
    assert isinstance(program(bench), Uncertain)
    assert isinstance(bench.driver.resolve(), Uncertain)
    bench.calm()
    assert isinstance(bench.driver.resolve(), Confirmed)


def test_a_program_that_was_lost_again_is_told_as_such(make: Any) -> None:
    bench = make({"what": "mute", "when": {"operation": "commit"}})
    bench.driver.interrogate()
    outcome = bench.driver.program(flow_program(), lambda seen: TWO)
    assert isinstance(outcome, Confirmed)
    known = {"log_from": 1, "effect_id": bench.last_intent()["effect_id"], "digest": bench.last_intent()["digest"]}
    intent = intent_of(bench).model_copy(update=known)
    bench.driver.journal.intend(intent)
    bench.pump.therapy.reset_itself()
    lost = bench.driver.resolve()
    assert isinstance(lost, Rejected)
    assert lost.superseded
    assert bench.driver.interrogate().alarms & Alarm.MINIMUM_RATE


def test_somebody_else_programs_in_between(make: Any) -> None:
    bench = make()
    staged = bench.driver.read_back(bench.driver.stage(flow_program()))
    bench.pump.operations.power_on()  # another programmer has said hello
    outcome = bench.driver.commit(staged, bench.driver.diff(staged), TWO)
    assert isinstance(outcome, Rejected)
    assert bench.active_bytes() != flow_program().canonical


def test_the_wrong_pump_is_named_and_gets_nothing_but_hello(make: Any) -> None:
    bench = make(serial=2_000_002)
    with pytest.raises(WrongPump, match="1000001, not 2000002"):
        bench.driver.interrogate()
    assert {data[13] for data in bench.port.written} == {Operation.HELLO}


@pytest.mark.parametrize("people", [(), ("a",), ("a", "a"), ("a", " A "), ("", "b"), ("a", "b", "a")])
def test_two_different_people_or_nothing(make: Any, people: tuple[str, ...]) -> None:
    bench = make()
    with pytest.raises(InputError, match="Two different people"):
        bench.driver.program(flow_program(), lambda seen: people)
    with pytest.raises(InputError, match="Two different people"):
        bench.driver.bolus(bolus_program(), lambda seen: people)
    assert bench.port.count(Operation.COMMIT) == 0
    assert bench.driver.interrogate().staged_token == 0


def test_only_what_was_read_back_and_seen_can_be_committed(make: Any) -> None:
    bench = make()
    staged = bench.driver.stage(flow_program())
    with pytest.raises(VerificationError, match="read back"):
        bench.driver.commit(staged, bench.driver.diff(staged), TWO)
    staged = bench.driver.read_back(staged)
    other = compare(staged.base.program, flow_program(60_000))
    with pytest.raises(VerificationError, match="another program"):
        bench.driver.commit(staged, other, TWO)
    bolus = bench.driver.stage(bolus_program())
    with pytest.raises(VerificationError):
        bench.driver.diff(bolus)
    with pytest.raises(VerificationError):
        bench.driver.commit(bolus, other, TWO)
    bench.driver.cancel(bolus)
    assert bench.port.count(Operation.COMMIT) == 0


def test_a_stalled_motor_is_an_alarm_before_anything_is_staged(make: Any) -> None:
    bench = make()
    bench.pump.therapy.motor.stalled = True
    with pytest.raises(DeviceAlarm, match="stands still"):
        bench.driver.stage(flow_program())
    assert bench.port.count(Operation.STAGE) == 0


def test_values_outside_the_pump_are_refused_by_it(make: Any) -> None:
    bench = make()
    with pytest.raises(DeviceRefused) as caught:
        bench.driver.stage(flow_program(2_000_000))
    assert caught.value.found == "rate"
    outcome = program(bench, 54_250)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "device.refused.out-of-range"
    bolus = bench.driver.bolus(bolus_program(volume=1), lambda seen: TWO)
    assert isinstance(bolus, Rejected)


@pytest.mark.parametrize("what", ["garbage", "duplicate", "split", "echo", "bit-flip", "truncate", "drop-frame"])
@pytest.mark.parametrize("direction", ["to-pump", "to-host"])
def test_readings_survive_a_noisy_line(make: Any, what: str, direction: str) -> None:
    bench = make({"what": what, "when": {"direction": direction, "every": 2}})
    assert bench.driver.interrogate().serial == SERIAL


def test_an_idempotent_request_is_repeated_with_the_same_id(make: Any) -> None:
    bench = make({"what": "mute", "when": {"operation": "stage"}})
    bench.driver.stage(flow_program())
    stages = [data for data in bench.port.written if data[13] == Operation.STAGE]
    assert len(stages) == 2
    assert stages[0][14:22] == stages[1][14:22]
    assert stages[0][10:12] != stages[1][10:12]


def test_alarms_that_come_unasked_are_kept(make: Any) -> None:
    bench = make({"what": "motor-stall", "when": {"after_s": 1}})
    bench.driver.interrogate()
    bench.port.wait(2)
    bench.port.purge = lambda: None  # type: ignore[method-assign]
    assert bench.driver.interrogate().motor_stalled
    assert any(alarm & Alarm.MOTOR_STALL for alarm in bench.driver.link.alarms)


def test_silence_ends_in_an_error_after_a_bounded_time(make: Any) -> None:
    bench = make({"what": "drop-frame", "when": {"every": 1}})
    with pytest.raises(NoAnswer, match="does not answer"):
        bench.driver.interrogate()
    assert bench.port.now() < 15
    assert isinstance(bench.driver.stop(), Uncertain)


def test_a_cable_pulled_out_says_what_to_do(make: Any) -> None:
    bench = make({"what": "port-vanishes"})
    with pytest.raises(PortLost, match="interrogate the pump before anything else"):
        bench.driver.interrogate()


def test_no_request_without_a_session(make: Any) -> None:
    bench = make()
    with pytest.raises(StaleSession):
        bench.driver.link.request(Operation.INTERROGATE)


def test_a_lost_session_is_renewed_for_reading(make: Any) -> None:
    bench = make()
    bench.driver.interrogate()
    bench.pump.cut_power(1.0)
    bench.port.wait(3)
    assert bench.driver.interrogate().alarms & Alarm.RESET
    bench.driver.link.identity = None
    assert bench.driver.log()


def test_the_log_tells_of_gaps_and_changes(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = make({"what": "log-wrap", "when": {"after_s": 100}, "args": {"keep": 4}})
    for number in range(12):
        program(bench, 50_000 + number * 1_000)
    assert [entry.number for entry in bench.driver.log()] == list(range(1, 14))
    bench.port.wait(200)
    kept = bench.driver.log()
    assert len(kept) >= 4
    assert kept[0].number > 1
    request = bench.driver.link.request

    def tampered(operation: Operation, payload: bytes = b"", **options: Any) -> bytes:
        reply = bytearray(request(operation, payload, **options))
        reply[9 + 47 + 20] ^= 1
        return bytes(reply)

    monkeypatch.setattr(bench.driver.link, "request", tampered)
    with pytest.raises(VerificationError, match="hang together"):
        bench.driver.log()


def test_old_and_new_stand_side_by_side() -> None:
    seen = compare(flow_program(54_200), flow_program(60_000, refilled=False))
    rows = {row.name: (row.old, row.new) for row in seen.settings}
    assert rows["dose"] == ("6.504", "7.2")  # 54.2 µL/h and 60 µL/h, 24 h, 5 mg/mL
    assert rows["rate"] == ("1.3008", "1.44")
    assert rows["reservoir set to"] == ("18", "not changed")
    assert rows["low-reservoir alarm"] == ("2", "2")
    assert rows["refill date"] == ("2026-01-15 00:00 UTC",) * 2
    text = diff_text(seen)
    assert "* rate" in text
    assert "  refill date" in text
    assert seen.digest in text
