"""Delimiters, escapes, character sets and times; another reader (python-hl7) agrees."""

from __future__ import annotations

import datetime as dt

import hl7
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haipdose.interop.hl7v2.text import (
    STANDARD,
    Delimiters,
    Hl7Error,
    escape,
    read_message,
    read_time,
    unescape,
    write_time,
)

HEAD = r"MSH|^~\&|LAB|HOSP|HAIPDOSE|ONC|20260513150000+0200||ORU^R01|42|P|2.5.1"
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=60)


@settings(max_examples=200, deadline=None)
@given(TEXT, st.sampled_from([STANDARD, Delimiters("#", "!", "*", "/", "%")]))
def test_any_text_comes_back(text, delimiters):
    inside = escape(text, delimiters)
    assert unescape(inside, delimiters) == text
    assert not set(inside) & {delimiters.field, delimiters.component, delimiters.repetition, delimiters.subcomponent}
    assert "\r" not in inside
    assert "\n" not in inside


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_categories=("Cc", "Cs")), max_size=40))
def test_another_reader_reads_what_is_written(inner):
    text = f"<{inner}>"
    other = hl7.parse(f"{HEAD}\rNTE|1|L|{escape(text)}\r")
    assert other.unescape(str(other.segment("NTE")[3])) == text
    (note,) = read_message(f"{HEAD}\rNTE|1|L|{escape(text)}\r".encode()).all("NTE")
    assert note.text(3) == text


def test_the_escapes_of_the_standard():
    written = r"\F\\S\\T\\R\\E\ \X41\ \XC3A9\ \XE9\ \H\bold\N\ a\.br\b \Zx\ end\ "
    assert unescape(written) == "|^&~\\ A é é bold a\nb \\Zx\\ end\\ "


def test_fields_components_parts_and_repetitions():
    message = read_message((HEAD + '\r\nPID|1||7^^^A&1.2&ISO^MR~8^^^B||""\nZZZ|a\r').encode())
    (pid,) = message.all("PID")
    assert [pid.part(entry, 1) for entry in pid.repetitions(3)] == ["7", "8"]
    assert (pid.text(3, 4, 2), pid.text(3, 4, 9), pid.text(3, 9), pid.text(99)) == ("1.2", "", "", "")
    assert pid.raw(5) == ""
    assert message.control_id == "42"
    assert message.header.text(1) == "|"
    assert [segment.name for segment in message.segments] == ["MSH", "PID", "ZZZ"]


def test_other_delimiters_and_a_truncation_sign():
    message = read_message(b"MSH#!*/%#LAB####20260513##ORU!R01#42#P#2.5.1\rOBX#1#NM#1920-8!AST!LN")
    assert message.header.text(9, 2) == "R01"
    assert next(message.all("OBX")).text(3, 3) == "LN"
    assert read_message(rb"MSH|^~\&#|LAB").header.text(3) == "LAB"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "hl7.no-header"),
        (b"GET / HTTP/1.1", "hl7.no-header"),
        (b"MSH|^~", "hl7.no-header"),
        (rb"MSH|^^\&|LAB", "hl7.delimiters"),
        (rb"MSH|^~\&LAB|", "hl7.delimiters"),
        (rb"MSHA^~\&ALAB", "hl7.delimiters"),
        (b"MSH|^~\\\xe9|LAB", "hl7.delimiters"),
        (HEAD.encode() + b"||||||KLINGON", "hl7.character-set"),
        (HEAD.encode() + b"||||||UNICODE UTF-8\rNTE|\xff", "hl7.character-set"),
        (HEAD.encode() + b"||||||ASCII\rNTE|\xc3\xa9", "hl7.character-set"),
        (HEAD.encode() + b"\rno segment", "hl7.segment"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(raw, code):
    with pytest.raises(Hl7Error) as error:
        read_message(raw)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("8859/1", "latin-1"), ("8859/15", "iso8859-15"), ("UNICODE UTF-8", "utf-8"), ("", "utf-8")],
)
def test_character_sets(charset, encoding):
    raw = f"{HEAD}||||||{charset}\rNTE|1|L|µmol café".encode(encoding)
    assert next(read_message(raw).all("NTE")).text(3) == "µmol café"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("202603290130", "2026-03-29T01:30:00+01:00"),
        ("20260329033000", "2026-03-29T03:30:00+02:00"),
        ("20261025023000+0100", "2026-10-25T02:30:00+01:00"),
        ("20261025023000.1234+0200", "2026-10-25T02:30:00+02:00"),
        ("20260329023000+0000", "2026-03-29T02:30:00+00:00"),
    ],
)
def test_times(text, expected):
    assert read_time(text, "Europe/Amsterdam") == dt.datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "hl7.time"),
        ("20260329", "hl7.time"),
        ("2026032901", "hl7.time"),
        ("202602301000", "hl7.time"),
        ("202603011000+9999", "hl7.time"),
        ("20261025023000", "hl7.time-ambiguous"),
        ("20260329023000", "hl7.time-ambiguous"),
    ],
)
def test_times_that_are_not_one_moment(text, code):
    with pytest.raises(Hl7Error) as error:
        read_time(text, "Europe/Amsterdam")
    assert error.value.code == code


@settings(max_examples=100, deadline=None)
@given(st.integers(946_684_800, 4_102_444_800), st.timezones())
def test_a_written_time_is_read_as_the_same_moment(seconds, zone):
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone(zone)
    if moment.utcoffset().seconds % 60 == 0:
        assert read_time(write_time(moment), "UTC").timestamp() == seconds
