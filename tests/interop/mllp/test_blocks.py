"""Framing: whole messages out of any pieces, nothing half, nothing too large."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.interop.mllp import BlockReader, Limits, MllpError, frame

BODY = st.binary(max_size=40).map(lambda raw: raw.replace(b"\x0b", b"").replace(b"\x1c", b""))
STRAY = st.binary(max_size=8).map(lambda raw: raw.replace(b"\x0b", b""))


def pieces(raw: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(raw), *(cut % (len(raw) + 1) for cut in cuts)})
    return [raw[start:end] for start, end in pairwise(places)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(STRAY, BODY), max_size=5), STRAY, st.lists(st.integers(0, 1000), max_size=30))
def test_any_pieces_give_the_same_messages(parts, rest, cuts):
    raw = b"".join(stray + frame(body) for stray, body in parts) + rest
    reader = BlockReader(Limits())
    found = [message for piece in pieces(raw, cuts) for message in reader.feed(piece)]
    assert found == [body for _, body in parts]
    assert not reader.in_block
    assert reader.stray_bytes == len(rest)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.lists(st.integers(0, 1000), max_size=80))
def test_pieces_never_matter_whatever_arrives(noise, cuts):
    def outcome(parts):
        reader, found = BlockReader(Limits(message_bytes=12, stray_bytes=30)), []
        try:
            for part in parts:
                found += reader.feed(part)
        except MllpError as error:
            return error.code
        return found, reader.in_block, reader.stray_bytes

    raw = noise.replace(b"\xfe", b"\x0b").replace(b"\xfd", b"\x1c\x0d").replace(b"\xfc", b"\x1c")
    assert outcome(pieces(raw, cuts)) == outcome([raw[i : i + 1] for i in range(len(raw))])


def test_a_lone_end_character_belongs_to_the_message():
    assert BlockReader(Limits()).feed(b"\x0ba\x1cb\x1c\x0d") == [b"a\x1cb"]


def test_a_second_start_begins_the_block_anew():
    reader = BlockReader(Limits())
    assert reader.feed(b"\x0bhalf\x0bwhole\x1c\x0d") == [b"whole"]
    assert reader.feed(b"\x0bhalf") == []
    assert reader.feed(b"\x0bwhole\x1c\x0d") == [b"whole"]


@pytest.mark.parametrize(("size", "taken"), [(9, True), (10, True), (11, False)])
@pytest.mark.parametrize("step", [1, 100])
def test_the_size_limit_is_the_last_size_that_is_taken(size, taken, step):
    reader, block = BlockReader(Limits(message_bytes=10)), frame(b"x" * size)
    parts = [block[i : i + step] for i in range(0, len(block), step)]
    if taken:
        assert [message for part in parts for message in reader.feed(part)] == [b"x" * size]
        return
    with pytest.raises(MllpError) as large:
        [reader.feed(part) for part in parts]
    assert large.value.code == "mllp.too-large"


def test_an_endless_block_is_refused_before_it_ends():
    reader = BlockReader(Limits(message_bytes=10))
    with pytest.raises(MllpError):
        reader.feed(b"\x0b" + b"x" * 12)


@pytest.mark.parametrize("noise", [b"GET / HTTP/1.1\r\n", b"\x0bab" * 6], ids=["another protocol", "never ending"])
def test_what_is_never_a_message_is_refused(noise):
    with pytest.raises(MllpError) as stray:
        BlockReader(Limits(stray_bytes=10)).feed(noise)
    assert stray.value.code == "mllp.not-framed"


@pytest.mark.parametrize("body", [b"a\x0bb", b"a\x1cb"])
def test_a_message_that_would_break_its_block_is_not_framed(body):
    with pytest.raises(MllpError):
        frame(body)
