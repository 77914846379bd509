"""The reference pump against docs/reference-protocol.md, section by section."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose_sim.emulator.physics.reservoir import Reservoir

from .reference_bench import SERIAL, UTC, Bench, Refused, bolus, frame, program, ready, sha, unframe

RUNNING, BOLUS, STOPPED = 1, 2, 3
FACTORY = struct.pack(">4sBBI16sQIQQI", b"HPRG", 1, 0, SERIAL, b"", 0, 2000, 0, 0, 0)


# Section 1: line and frame


def test_hello_to_any_pump_tells_serial_number_and_starts_a_session() -> None:
    bench = Bench()
    data = bench.transmit("hello")
    serial, session, sequence, kind, operation, payload, rest = unframe(data)
    assert (serial, sequence, kind, operation, rest) == (SERIAL, 1, 2, 1, b"")
    assert session != 0
    assert payload == struct.pack(">HIH16s", session, 1, 0x0100, b"HAIPDOSE-REF-20")


def test_another_pumps_serial_number_is_not_answered() -> None:
    bench = ready()
    bench.serial = SERIAL + 1
    assert bench.transmit("interrogate") == b""


def test_frames_that_are_no_requests_are_ignored() -> None:
    bench = ready()
    for kind in (2, 3, 4, 9):
        bench.line.host_writes(frame(SERIAL, bench.session, 5, kind, 2, b""))
        assert bench.line.host_reads() == b""


def test_a_wrong_session_is_refused_and_none_is_needed_to_stop() -> None:
    bench = Bench()
    with pytest.raises(Refused, match="stale-session"):
        bench.ask("interrogate")
    bench.hello()
    with pytest.raises(Refused, match="stale-session"):
        bench.ask("interrogate", session=bench.session ^ 1)
    bench.must("stop", bytes(7) + b"\x01", session=0)
    assert bench.status()["state"] == STOPPED


@pytest.mark.parametrize(
    ("operation", "payload", "reason"),
    [
        (0x77, b"", "unknown-operation"),
        ("hello", b"x", "malformed"),
        ("interrogate", b"x", "malformed"),
        ("stage", b"", "malformed"),
        ("commit", bytes(27), "malformed"),
        ("stop", bytes(8), "malformed"),  # id 0
        ("log", bytes(4), "malformed"),
    ],
)
def test_malformed_requests(operation: str | int, payload: bytes, reason: str) -> None:
    bench = ready()
    with pytest.raises(Refused, match=reason):
        bench.ask(operation, payload)


@given(st.lists(st.binary(max_size=40), max_size=8), st.integers(0, 3))
def test_a_frame_after_any_noise_is_found(noise: list[bytes], gap: int) -> None:
    bench = ready()
    for chunk in noise:
        bench.line.host_writes(chunk)
        bench.line.run_until(bench.emulator.clock.now + gap / 4)
    bench.line.host_reads()
    bench.line.host_writes(frame(SERIAL, bench.session, 77, 1, 2, b""))
    bench.line.run_until(bench.emulator.clock.now + 5)
    assert unframe(bench.line.host_reads())[2] == 77


@given(st.lists(st.integers(1, 18), max_size=6, unique=True).map(sorted))
def test_a_frame_may_come_in_any_pieces(cuts: list[int]) -> None:
    bench = ready()
    request = frame(SERIAL, bench.session, 9, 1, 2, b"")
    for start, end in zip([0, *cuts], [*cuts, len(request)], strict=True):
        bench.line.host_writes(request[start:end])
        bench.line.run_until(bench.emulator.clock.now + 0.4)
    assert unframe(bench.line.host_reads())[2] == 9


def test_a_frame_swallowed_by_a_false_start_is_answered_after_the_byte_timeout() -> None:
    bench = ready()
    bench.line.host_writes(b"\x02\x01\x01\x00" + frame(SERIAL, bench.session, 9, 1, 2, b""))
    assert bench.line.host_reads() == b""
    bench.line.run_until(0.6)
    assert unframe(bench.line.host_reads())[2] == 9


def test_a_damaged_frame_is_never_answered() -> None:
    bench = ready()
    request = frame(SERIAL, bench.session, 9, 1, 2, b"")
    for position in range(len(request) * 8):
        damaged = bytearray(request)
        damaged[position // 8] ^= 1 << position % 8
        bench.line.host_writes(bytes(damaged))
        bench.line.run_until(bench.emulator.clock.now + 2)
        assert bench.line.host_reads() == b""


# Sections 2 and 4: programs


def test_the_factory_program() -> None:
    status = ready().status()
    assert status["program"] == FACTORY
    assert status["digest"] == sha(FACTORY)
    assert (status["sequence"], status["state"], status["boot"], status["alarms"]) == (0, RUNNING, 1, 0)
    assert status["clock"] == UTC


def test_staging_changes_nothing_and_committing_changes_everything_at_once() -> None:
    bench = ready()
    before = bench.status()
    content = program()
    token = bench.stage(content)
    kind, left = struct.unpack(">BH", bench.must("read-staged", token.to_bytes(4, "big"))[:3])
    assert (kind, left) == (1, 120)
    assert bench.must("read-staged", token.to_bytes(4, "big"))[3:] == content
    assert bench.status() == {**before, "token": token}
    reply = bench.must("commit", bench.commit_payload(content, token, effect_id=0xABC))
    assert reply == struct.pack(">I", 1) + sha(content)
    after = bench.status()
    assert after["program"] == content
    assert (after["sequence"], after["digest"], after["reservoir"]) == (1, sha(content), 18_000_000)
    assert (after["last_effect"], after["last_operation"], after["token"]) == (0xABC, 5, 0)


def test_a_program_without_refill_leaves_the_reservoir_counter() -> None:
    bench = ready()
    bench.run_program()
    bench.wait(3600)
    bench.run_program(program(refilled=False, rate=100_000))
    assert bench.status()["reservoir"] == 18_000_000 - 54_200


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (program(serial=SERIAL + 1), 1),
        (program(flags=2), 2),
        (program(drug=b""), 3),
        (program(drug=b"Floxuridine"), 3),
        (program(drug=b"a\x00b"), 3),
        (program(concentration=0), 4),
        (program(rate=1_900), 5),
        (program(rate=1_000_100), 5),
        (program(rate=54_250), 5),
        (program(reservoir=20_001_000), 6),
        (program(reservoir=0), 6),
        (program(reservoir=18_000_500), 6),
        (struct.pack(">4sBBI16sQIQQI", b"HPRG", 1, 0, SERIAL, b"x", 1, 2000, 1000, 1_000_000, 1), 6),
        (program(alarm=999_000), 7),
        (program(alarm=5_001_000), 7),
        (program(due=0), 8),
        (program(magic=b"HPRX"), 12),
        (program(form=2), 12),
        (bolus(serial=SERIAL + 1), 1),
        (bolus(9_000), 9),
        (bolus(1_001_000, 86_400), 9),
        (bolus(10_500), 9),
        (bolus(10_000, 59), 10),
        (bolus(10_000, 86_401), 10),
        (bolus(100_000, 359), 11),
        (bolus(magic=b"HBOX"), 12),
    ],
)
def test_what_is_out_of_range_is_refused_with_its_field(content: bytes, field: int) -> None:
    bench = ready()
    with pytest.raises(Refused, match=f"out-of-range {field}$"):
        bench.stage(content)
    assert bench.status()["token"] == 0


@pytest.mark.parametrize(
    "content",
    [
        program(rate=2_000),
        program(rate=1_000_000),
        program(alarm=1_000_000, reservoir=20_000_000),
        program(alarm=5_000_000),
    ],
)
def test_limits_themselves_are_accepted(content: bytes) -> None:
    bench = ready()
    bench.run_program(content)
    assert bench.status()["program"] == content


@pytest.mark.parametrize(
    "content", [bolus(10_000, 86_400), bolus(100_000, 360), bolus(1_000_000, 3600), bolus(16_000, 60)]
)
def test_bolus_limits_themselves_are_accepted(content: bytes) -> None:
    bench = ready()
    bench.run_program()
    assert bench.run_bolus(content) == struct.pack(">I", 1)


def test_a_stale_base_is_refused() -> None:
    bench = ready()
    with pytest.raises(Refused, match="stale-base"):
        bench.stage(program(), base=bytes(16))


def test_a_commit_needs_the_token_and_the_digest_of_this_staging() -> None:
    bench = ready()
    content = program()
    token = bench.stage(content)
    good = bench.commit_payload(content, token)
    for payload, reason in [
        (good[:12] + bytes(16), "digest"),
        (bench.commit_payload(program(rate=2_000), token), "digest"),
        (bench.commit_payload(content, token ^ 1), "no-such-token"),
    ]:
        with pytest.raises(Refused, match=reason):
            bench.ask("commit", payload)
    assert bench.status()["sequence"] == 0
    bench.must("commit", good)
    with pytest.raises(Refused, match="no-such-token"):  # used up
        bench.ask("commit", bench.commit_payload(content, token))


def test_a_bolus_cannot_be_committed_as_a_program_nor_the_other_way() -> None:
    bench = ready()
    bench.run_program()
    token = bench.stage(bolus())
    with pytest.raises(Refused, match="no-such-token"):
        bench.ask("commit", bench.commit_payload(bolus(), token))
    token = bench.stage(program())
    with pytest.raises(Refused, match="no-such-token"):
        bench.ask("start-bolus", bench.commit_payload(program(), token))


@pytest.mark.parametrize("event", ["time", "hello", "newer", "cancel", "power"])
def test_a_staging_ends(event: str) -> None:
    bench = ready()
    content = program()
    token = bench.stage(content)
    if event == "time":
        bench.wait(119)
        bench.must("read-staged", token.to_bytes(4, "big"))
        bench.wait(1)
    elif event == "hello":
        bench.hello()
    elif event == "newer":
        bench.stage(program(rate=2_000))
    elif event == "cancel":
        bench.must("cancel", (77).to_bytes(8, "big") + (token ^ 1).to_bytes(4, "big"))
        bench.must("read-staged", token.to_bytes(4, "big"))
        bench.must("cancel", (78).to_bytes(8, "big") + token.to_bytes(4, "big"))
    else:
        bench.pump.cut_power(1)
        bench.wait(1)
        bench.hello()
    with pytest.raises(Refused, match="no-such-token"):
        bench.ask("read-staged", token.to_bytes(4, "big"))


# Section 3: effects happen at most once


def test_a_repeated_effect_gets_its_first_reply_and_happens_once() -> None:
    bench = ready()
    content = program()
    payload = bench.commit_payload(content, bench.stage(content), effect_id=0xAA)
    first = bench.must("commit", payload)
    bench.wait(3600)
    assert bench.must("commit", payload) == first
    assert bench.status()["sequence"] == 1
    assert bench.status()["reservoir"] == 18_000_000 - 54_200
    assert bench.pump.therapy.applied == {(SERIAL, 0xAA): 1}


def test_an_effect_is_remembered_through_a_power_cycle() -> None:
    bench = ready()
    content = program()
    payload = bench.commit_payload(content, bench.stage(content), effect_id=0xAA)
    first = bench.must("commit", payload)
    bench.pump.cut_power(1)
    bench.wait(2)
    bench.hello()
    assert bench.must("commit", payload) == first
    assert bench.status()["sequence"] == 1


def test_an_id_cannot_stand_for_two_things() -> None:
    bench = ready()
    content = program()
    base = bench.status()["digest"]
    bench.stage(content, effect_id=5, base=base)
    with pytest.raises(Refused, match="id-reused"):
        bench.stage(program(rate=2_000), effect_id=5, base=base)
    with pytest.raises(Refused, match="id-reused"):
        bench.ask("stop", (5).to_bytes(8, "big"))


def test_a_repeated_staging_gets_the_same_token() -> None:
    bench = ready()
    base = bench.status()["digest"]
    assert bench.stage(program(), effect_id=5, base=base) == bench.stage(program(), effect_id=5, base=base)


def test_only_so_many_idempotent_ids_are_remembered() -> None:
    bench = ready()
    bench.must("cancel", (1).to_bytes(8, "big") + bytes(4))
    for number in range(2, 30):
        bench.must("cancel", number.to_bytes(8, "big") + bytes(4))
    bench.must("acknowledge", (1).to_bytes(8, "big") + bytes(2))


# States


def test_a_bolus_runs_on_top_and_ends() -> None:
    bench = ready()
    bench.run_program()
    with pytest.raises(Refused, match="no-such-token"):
        bench.ask("start-bolus", bench.commit_payload(bolus(), 1))
    assert bench.run_bolus(bolus(100_000, 600)) == struct.pack(">I", 1)
    status = bench.status()
    assert (status["state"], status["bolus"], status["bolus_fate"]) == (BOLUS, 1, 1)
    token = bench.stage(bolus())
    with pytest.raises(Refused, match="wrong-state"):
        bench.ask("start-bolus", bench.commit_payload(bolus(), token))
    bench.wait(300)
    assert bench.status()["bolus_delivered"] == 50_000
    bench.wait(301)
    status = bench.status()
    assert (status["state"], status["bolus_fate"], status["bolus_delivered"]) == (RUNNING, 2, 100_000)
    assert status["delivered"] == 100_000 + 54_200 * 601 // 3600


def test_stop_ends_delivery_and_bolus_and_only_a_program_starts_again() -> None:
    bench = ready()
    bench.run_program()
    bench.run_bolus()
    bench.wait(60)
    assert bench.must("stop", (99).to_bytes(8, "big")) == struct.pack(">II", 1, 10_000)
    status = bench.status()
    assert (status["state"], status["bolus_fate"], status["bolus_delivered"]) == (STOPPED, 3, 10_000)
    before = status["delivered"]
    bench.wait(3600)
    assert bench.status()["delivered"] == before
    assert bench.must("stop", (99).to_bytes(8, "big")) == struct.pack(">II", 1, 10_000)  # repeated
    assert bench.must("stop", (98).to_bytes(8, "big")) == struct.pack(">II", 0, 0)  # again, and already stopped
    with pytest.raises(Refused, match="wrong-state"):
        bench.stage(bolus())
    bench.run_program(program(refilled=False))
    assert bench.status()["state"] == RUNNING


def test_a_commit_cancels_a_bolus() -> None:
    bench = ready()
    bench.run_program()
    bench.run_bolus()
    bench.wait(60)
    bench.run_program(program(refilled=False, rate=2_000))
    status = bench.status()
    assert (status["state"], status["bolus_fate"], status["bolus_delivered"]) == (RUNNING, 3, 10_000)


def test_an_interrupted_bolus_is_never_resumed() -> None:
    bench = ready()
    bench.run_program()
    bench.run_bolus()
    bench.wait(60)
    bench.pump.cut_power(5)
    bench.wait(3600)
    bench.hello()
    status = bench.status()
    assert (status["state"], status["bolus_fate"], status["bolus_delivered"]) == (RUNNING, 4, 10_000)


def test_no_bolus_while_the_motor_is_stalled_or_the_reservoir_empty() -> None:
    stalled = ready({"what": "motor-stall", "when": {"after_s": 10}})
    stalled.run_program()
    stalled.wait(11)
    token = stalled.stage(bolus())
    with pytest.raises(Refused, match="wrong-state"):
        stalled.ask("start-bolus", stalled.commit_payload(bolus(), token))
    empty = ready()
    token = empty.stage(bolus())
    with pytest.raises(Refused, match="wrong-state"):
        empty.ask("start-bolus", empty.commit_payload(bolus(), token))


def test_the_clock_is_set_once_and_not_while_something_is_staged() -> None:
    bench = ready()
    bench.wait(100)
    payload = (42).to_bytes(8, "big") + (UTC + 500).to_bytes(4, "big")
    assert bench.must("set-clock", payload) == (UTC + 100).to_bytes(4, "big")
    bench.wait(10)
    assert bench.must("set-clock", payload) == (UTC + 100).to_bytes(4, "big")
    assert bench.status()["clock"] == UTC + 510
    assert (bench.status()["last_effect"], bench.status()["last_operation"]) == (42, 10)
    bench.stage(program())
    with pytest.raises(Refused, match="wrong-state"):
        bench.ask("set-clock", (43).to_bytes(8, "big") + bytes(4))


# Section 5: alarms


def test_low_and_empty_reservoir_are_told_unasked_and_acknowledged_when_over() -> None:
    bench = ready()
    bench.run_program(program(rate=1_000_000, reservoir=6_000_000, alarm=2_000_000))
    bench.wait(4 * 3600 - 1)
    assert bench.alarms == []
    bench.wait(2)
    assert bench.alarms == [4]
    bench.wait(2 * 3600)
    assert bench.alarms == [4, 12]
    assert bench.status()["reservoir"] == 0
    assert bench.must("acknowledge", (9).to_bytes(8, "big") + b"\xff\xff") == b"\x00\x0c"
    bench.run_program()
    assert bench.status()["alarms"] == 0


def test_a_fill_below_the_alarm_level_alarms_at_once() -> None:
    bench = ready()
    bench.run_program(program(reservoir=1_000_000, alarm=2_000_000))
    assert bench.alarms == [4]


def test_power_loss_raises_the_reset_alarm_until_acknowledged() -> None:
    bench = ready()
    bench.run_program()
    bench.pump.cut_power(10)
    bench.wait(11)
    assert bench.alarms == [1]
    bench.hello()
    assert bench.boot == 2
    status = bench.status()
    assert (status["alarms"], status["program"], status["sequence"]) == (1, program(), 1)
    assert bench.must("acknowledge", (9).to_bytes(8, "big") + b"\x00\x01") == b"\x00\x00"


# Section 6: log


def test_the_log_explains_every_change_and_has_no_gap() -> None:
    bench = ready()
    bench.run_program()
    bench.run_bolus()
    bench.wait(700)
    bench.must("stop", (0x51).to_bytes(8, "big"))
    bench.must("set-clock", (0x52).to_bytes(8, "big") + (UTC + 9).to_bytes(4, "big"))
    bench.pump.cut_power(1)
    bench.wait(2)
    bench.hello()
    bench.must("acknowledge", (0x53).to_bytes(8, "big") + b"\x00\x01")
    entries = bench.log()
    assert [entry[0] for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry[3] for entry in entries] == [1, 2, 3, 4, 5, 6, 1, 7, 8]
    assert entries[1][5] == sha(program())[:10]
    assert entries[2][5] == struct.pack(">IIH", 1, 100_000, 0)
    assert entries[3][5] == struct.pack(">IIBB", 1, 100_000, 2, 0)
    assert entries[5][5][:4] == (UTC + 700).to_bytes(4, "big")
    assert bench.status()["log_next"] == len(entries) + 1


def test_a_long_log_keeps_its_newest_entries() -> None:
    bench = ready()
    for number in range(40):
        bench.must("stop", (500 + number).to_bytes(8, "big"))
        bench.run_program()
    entries = bench.log()
    assert len(entries) == 64
    assert entries[-1][0] == bench.status()["log_next"] - 1
    oldest = struct.unpack(">IIB", bench.must("log", struct.pack(">IB", 1, 8))[:9])
    assert oldest[0] == entries[0][0]


@given(st.floats(0, 60), st.integers(20, 10_000), st.sampled_from([2_000, 54_200, 1_000_000]))
def test_volume_is_conserved_and_the_counter_matches_a_faultless_pump(days: float, hours: int, rate: int) -> None:
    bench = ready(reservoir=Reservoir(20.0, 1.0, 18.0))
    bench.run_program(program(rate=rate, reservoir=18_000_000))
    for _ in range(5):
        bench.wait(days * 86_400 / 5)
        bench.wait(hours)
        reservoir = bench.pump.therapy.motor.reservoir
        assert abs(reservoir.imbalance_ml) < 1e-9
        assert reservoir.level_ml >= 1.0
        delivered = bench.status()["delivered"] / 1e6
        assert reservoir.delivered_ml == pytest.approx(min(17.0, delivered), abs=1e-5)
        assert bench.status()["reservoir"] / 1e6 == pytest.approx(max(0.0, 18 - delivered), abs=1e-5)
