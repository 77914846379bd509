"""The published vectors of the reference protocol, against the emulator and against their own arithmetic."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from haipdose_sim.emulator.reference.frame import Frame, FrameReader, encode
from haipdose_sim.emulator.reference.log import Kind, Log
from haipdose_sim.emulator.reference.programs import (
    Bolus,
    Limits,
    Program,
    commit_digest,
    digest,
    read_bolus,
    read_program,
)

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "reference-protocol-vectors.json").read_text(encoding="utf-8")
)
CONTEXT = VECTORS["commit_context"]


def bound(content: bytes) -> bytes:
    return commit_digest(content, CONTEXT["serial"], CONTEXT["boot_count"], CONTEXT["token"])


def test_the_crc_is_the_usual_one() -> None:
    check = VECTORS["crc32_check"]
    assert zlib.crc32(bytes.fromhex(check["input"])) == int(check["crc"], 16)


@pytest.mark.parametrize("vector", VECTORS["programs"], ids=lambda vector: vector["name"])
def test_programs(vector: dict[str, Any]) -> None:
    content = bytes.fromhex(vector["canonical"])
    program = Program(
        serial=vector["serial"],
        rate=vector["rate_nl_per_h"],
        flags=vector["flags"],
        drug=vector["drug"].encode(),
        concentration=vector["concentration_ng_per_ml"],
        reservoir=vector["reservoir_nl"],
        alarm_level=vector["low_reservoir_alarm_nl"],
        refill_due=vector["refill_due_s"],
    )
    assert program.canonical == content
    assert read_program(content) == program
    assert digest(content).hex() == vector["digest"] == hashlib.sha256(content).hexdigest()[:32]
    assert bound(content).hex() == vector["commit_digest"]
    if vector["name"] != "factory":
        Limits().check_program(program, CONTEXT["serial"])


@pytest.mark.parametrize("vector", VECTORS["boluses"])
def test_boluses(vector: dict[str, Any]) -> None:
    content = bytes.fromhex(vector["canonical"])
    bolus = Bolus(vector["serial"], vector["volume_nl"], vector["duration_s"])
    assert bolus.canonical == content
    assert read_bolus(content) == bolus
    assert bound(content).hex() == vector["commit_digest"]


@pytest.mark.parametrize("vector", VECTORS["frames"], ids=lambda vector: vector["name"])
def test_frames(vector: dict[str, Any]) -> None:
    expected = Frame(
        vector["serial"],
        vector["session"],
        vector["sequence"],
        vector["type"],
        vector["operation"],
        bytes.fromhex(vector["payload"]),
    )
    data = bytes.fromhex(vector["frame"])
    assert encode(expected) == data
    assert FrameReader().receive(data, 0.0) == [expected]


@pytest.mark.parametrize("vector", VECTORS["streams"], ids=lambda vector: vector["name"])
@pytest.mark.parametrize("piece", [1, 2, 7, 1000])
def test_streams(vector: dict[str, Any], piece: int) -> None:
    data = bytes.fromhex(vector["bytes"])
    reader = FrameReader()
    found = [
        frame for start in range(0, len(data), piece) for frame in reader.receive(data[start : start + piece], 0.0)
    ]
    assert [encode(frame).hex() for frame in found] == vector["frames"]
    later = reader.give_up(0.6)
    assert [encode(frame).hex() for frame in later] == vector.get("frames_after_byte_timeout", [])


def test_the_log_and_its_chain() -> None:
    log = Log()
    for entry in VECTORS["log"]:
        log.append(
            Kind(entry["kind"]),
            clock=entry["clock"],
            boot=entry["boot"],
            effect_id=entry["effect_id"],
            detail=bytes.fromhex(entry["detail"]),
        )
    payload = log.read(1, 8)
    assert payload == struct.pack(">IIB", 1, 5, 4) + bytes.fromhex("".join(entry["entry"] for entry in VECTORS["log"]))
