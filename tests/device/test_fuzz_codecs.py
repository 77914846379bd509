"""Any bytes in any pieces: the driver's receiver and the emulator's, written apart from one text, must agree."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose.device.codec import ne1000
from haipdose.device.codec.reference import MAX_PAYLOAD, Frame, Receiver
from haipdose_sim.emulator.reference.frame import FrameReader

LONGEST_FRAME = 525 + 6
Fields = tuple[int, int, int, int, int, bytes]

frames = st.builds(
    Frame,
    serial=st.integers(0, 0xFFFFFFFF),
    session=st.integers(0, 0xFFFF),
    sequence=st.integers(0, 0xFFFF),
    kind=st.integers(0, 255),
    operation=st.integers(0, 255),
    payload=st.binary(max_size=60),
)
# Noise that looks like the beginning of frames reaches further into a receiver than bytes by chance.
beginnings = st.builds(
    lambda length, rest: b"\x02\x01" + length.to_bytes(2, "big") + rest, st.integers(0, 600), st.binary(max_size=40)
)
streams = st.lists(st.one_of(st.binary(max_size=60), beginnings, frames.map(Frame.encode)), max_size=8)


def fields(frame: object) -> Fields:
    return (frame.serial, frame.session, frame.sequence, frame.kind, frame.operation, bytes(frame.payload))  # type: ignore[attr-defined]


def pieces(data: bytes, sizes: list[int]) -> list[bytes]:
    ends = [*itertools.accumulate(sizes), len(data)]
    return [data[start:end] for start, end in itertools.pairwise([0, *ends])]


def driver_finds(chunks: list[bytes]) -> list[Fields]:
    receiver = Receiver()
    events = [event for chunk in chunks for event in receiver.receive(chunk)] + receiver.silence()
    return [fields(event) for event in events if isinstance(event, Frame)]


def emulator_finds(chunks: list[bytes]) -> list[Fields]:
    reader = FrameReader()
    found = [frame for chunk in chunks for frame in reader.receive(chunk, 0.0)]
    return [fields(frame) for frame in found + reader.give_up(10.0)]


@given(streams, st.lists(st.integers(1, 40), max_size=20))
def test_both_receivers_find_the_same_frames_in_any_pieces(stream: list[bytes], sizes: list[int]) -> None:
    data = b"".join(stream)
    whole = driver_finds([data])
    assert driver_finds(pieces(data, sizes)) == whole
    assert emulator_finds(pieces(data, sizes)) == emulator_finds([data]) == whole


@given(st.lists(st.one_of(st.binary(max_size=300), beginnings), max_size=20))
def test_a_receiver_never_keeps_more_than_one_frame(chunks: list[bytes]) -> None:
    receiver = Receiver()
    for chunk in chunks:
        receiver.receive(chunk)
        assert len(receiver._buffer) < LONGEST_FRAME
    assert len(Frame(1, 2, 3, 1, 2, bytes(MAX_PAYLOAD)).encode()) == LONGEST_FRAME


def test_no_one_or_two_flipped_bits_give_a_frame() -> None:
    good = Frame(1, 2, 3, 2, 2, b"hp").encode()
    places = range(len(good) * 8)
    for flipped in [*itertools.combinations(places, 1), *itertools.combinations(places, 2)]:
        bad = bytearray(good)
        for place in flipped:
            bad[place // 8] ^= 1 << place % 8
        assert driver_finds([bytes(bad)]) == emulator_finds([bytes(bad)]) == []


@pytest.mark.parametrize("safe", [False, True])
@given(st.lists(st.binary(max_size=300), max_size=20))
def test_the_ne1000_receiver_never_keeps_more_than_one_packet(safe: bool, chunks: list[bytes]) -> None:
    receiver = ne1000.Receiver(safe=safe)
    for chunk in chunks:
        receiver.receive(chunk)
        assert len(receiver._buffer) <= 256
