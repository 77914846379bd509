"""Frames of the reference protocol: against published vectors, an outside CRC, and arbitrary bytes."""

from __future__ import annotations

import binascii
import json
from pathlib import Path

import pytest
from crccheck.crc import Crc32
from hypothesis import given
from hypothesis import strategies as st

from haipdose.device.codec.events import Bad, Garbage
from haipdose.device.codec.reference import Frame, Receiver
from haipdose.device.codec.reference_contents import (
    BolusProgram,
    FlowProgram,
    commit_digest,
    digest,
    read_identity,
    read_log,
    read_program,
    read_refusal,
    read_status,
)

VECTORS = json.loads((Path(__file__).parents[2] / "docs" / "reference-protocol-vectors.json").read_text())

frames = st.builds(
    Frame,
    serial=st.integers(0, 0xFFFFFFFF),
    session=st.integers(0, 0xFFFF),
    sequence=st.integers(0, 0xFFFF),
    kind=st.integers(0, 255),
    operation=st.integers(0, 255),
    payload=st.binary(max_size=200),
)


def found(receiver: Receiver, data: bytes) -> list[Frame]:
    return [event for event in receiver.receive(data) if isinstance(event, Frame)]


@pytest.mark.parametrize("row", VECTORS["frames"], ids=lambda row: row["name"])
def test_published_frames_both_ways(row: dict[str, object]) -> None:
    frame = Frame(
        row["serial"],
        row["session"],
        row["sequence"],
        row["type"],
        row["operation"],
        bytes.fromhex(str(row["payload"])),
    )
    data = bytes.fromhex(str(row["frame"]))
    assert frame.encode() == data
    assert Receiver().receive(data) == [frame]


@pytest.mark.parametrize("row", VECTORS["programs"], ids=lambda row: row["name"])
def test_published_programs(row: dict[str, object]) -> None:
    program = FlowProgram(
        serial=row["serial"],
        drug=row["drug"],
        concentration_ng_per_ml=row["concentration_ng_per_ml"],
        rate_nl_per_h=row["rate_nl_per_h"],
        refilled=bool(row["flags"]),
        reservoir_nl=row["reservoir_nl"],
        low_reservoir_alarm_nl=row["low_reservoir_alarm_nl"],
        refill_due_s=row["refill_due_s"],
    )
    context = VECTORS["commit_context"]
    assert program.canonical.hex() == row["canonical"]
    assert read_program(program.canonical) == program
    assert digest(program.canonical).hex() == row["digest"]
    bound = commit_digest(program.canonical, context["serial"], context["boot_count"], context["token"])
    assert bound.hex() == row["commit_digest"]


@pytest.mark.parametrize("row", VECTORS["boluses"])
def test_published_boluses(row: dict[str, object]) -> None:
    bolus = BolusProgram(row["serial"], row["volume_nl"], row["duration_s"])
    context = VECTORS["commit_context"]
    assert bolus.canonical.hex() == row["canonical"]
    bound = commit_digest(bolus.canonical, context["serial"], context["boot_count"], context["token"])
    assert bound.hex() == row["commit_digest"]


@given(frames)
def test_the_checksum_is_that_of_two_outside_libraries(frame: Frame) -> None:
    data = frame.encode()
    assert int.from_bytes(data[-5:-1], "big") == Crc32.calc(data[1:-5]) == binascii.crc32(data[1:-5])


@given(frames, st.lists(st.integers(1, 30), max_size=30))
def test_any_chunking_gives_the_frame(frame: Frame, cuts: list[int]) -> None:
    data, receiver, events = frame.encode(), Receiver(), []
    for size in [*cuts, len(data)]:
        events += receiver.receive(data[:size])
        data = data[size:]
    assert events == [frame]
    assert not receiver.is_waiting


@given(st.lists(st.binary(max_size=80), max_size=6))
def test_arbitrary_bytes_never_raise_and_leave_nothing_behind(chunks: list[bytes]) -> None:
    receiver = Receiver()
    for chunk in chunks:
        receiver.receive(chunk)
    receiver.silence()
    assert not receiver.is_waiting


@given(st.binary(max_size=700), frames)
def test_a_frame_after_garbage_is_found(garbage: bytes, frame: Frame) -> None:
    receiver = Receiver()
    events = receiver.receive(garbage + frame.encode())
    events += receiver.silence()
    assert frame in events


@given(frames, st.data())
def test_a_damaged_frame_is_never_taken(frame: Frame, data: st.DataObject) -> None:
    whole = bytearray(frame.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    receiver = Receiver()
    events = receiver.receive(bytes(whole)) + receiver.silence()
    assert bytes(whole) == frame.encode() or frame not in events


@given(st.binary(max_size=260))
def test_contents_of_arbitrary_bytes_never_raise(payload: bytes) -> None:
    for reading in (
        read_program(payload),
        read_identity(1, payload),
        read_status(1, payload),
        read_log(payload),
    ):
        assert reading is None or reading
    word, sentence, _ = read_refusal(payload)
    assert word
    assert sentence


def test_every_fault_of_a_frame_has_its_reason() -> None:
    good = Frame(1, 2, 3, 1, 2, b"x").encode()
    wrong_end = good[:-1] + b"\x04"
    wrong_crc = good[:-2] + bytes([good[-2] ^ 1]) + good[-1:]
    assert Receiver().receive(b"\x02\x07")[0] == Bad("version")
    assert Receiver().receive(b"\x02\x01\x00\x05")[0] == Bad("length")
    assert Receiver().receive(wrong_end)[0] == Bad("end")
    assert Receiver().receive(wrong_crc)[0] == Bad("crc")
    assert Receiver().receive(b"abc" + good)[0] == Garbage(b"abc")
    receiver = Receiver()
    assert receiver.receive(good[:5]) == []
    assert receiver.silence()[0] == Bad("silence")
    with pytest.raises(ValueError, match="at most 512"):
        Frame(1, 2, 3, 1, 2, bytes(513)).encode()


def test_a_status_with_a_wrong_digest_or_state_is_no_status() -> None:
    row = next(row for row in VECTORS["frames"] if row["name"].startswith("reply to INTERROGATE"))
    payload = bytes.fromhex(row["payload"])
    assert read_status(row["serial"], payload) is not None
    assert read_status(row["serial"] + 1, payload) is None
    assert read_status(row["serial"], payload[:30] + b"\x01" + payload[31:]) is None
    assert read_status(row["serial"], payload[:78] + b"\x09" + payload[79:]) is None
