"""The pump against the course: each thing that may not fit, and the verdicts of a reading as a table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from haipdose.device.codec.reference_contents import Alarm, BolusFate, LogEntry, PumpState, PumpStatus
from haipdose.device.comparison import Expected, read_pump
from haipdose.device.journal import Intent
from haipdose.device.outcome import Confirmed, Rejected, Uncertain
from haipdose.device.verdict import Reading, judge
from haipdose.pump.loader import load_profile

from .bench import SERIAL, TWO, DriverBench, flow_program

PROFILE = load_profile("reference-programmable-20")
EXPECTED = Expected(
    serial_number=str(SERIAL), drug="floxuridine", flow_ml_per_day=Decimal("1.3"), reservoir_ml=Decimal("18")
)


@pytest.fixture(scope="module")
def status(tmp_path_factory: pytest.TempPathFactory) -> PumpStatus:
    bench = DriverBench(Path(tmp_path_factory.mktemp("journal")))
    outcome = bench.driver.program(flow_program(), lambda seen: TWO)
    bench.close()
    assert isinstance(outcome, Confirmed)
    return outcome.status


def test_pump_and_course_agree(status: PumpStatus) -> None:
    reading = read_pump(status, "HAIPDOSE-REF-20", EXPECTED, PROFILE)
    assert reading.findings == ()
    assert not reading.has_critical
    assert reading.rate_ml_per_day == Decimal("1.3008")  # 1.3 to the pump's step
    assert reading.concentration_mg_per_ml == 5


@pytest.mark.parametrize(
    ("change", "code", "critical"),
    [
        ({"serial": 2}, "device.wrong-pump", True),
        ({"program": flow_program(drug="heparin-saline")}, "device.other-drug", True),
        ({"program": flow_program(60_000)}, "device.other-rate", True),
        ({"program": flow_program(drug="")}, "device.factory-program", True),
        ({"reservoir_nl": 16_999_000}, "device.unexpected-volume", True),
        ({"reservoir_nl": 19_001_000}, "device.unexpected-volume", True),
        ({"state": PumpState.STOPPED}, "device.stopped", True),
        ({"alarms": Alarm.RESET}, "device.alarm-reset", True),
        ({"alarms": Alarm.MINIMUM_RATE}, "device.alarm-minimum-rate", True),
        ({"alarms": Alarm.PROGRAM_LOST}, "device.alarm-program-lost", True),
        ({"alarms": Alarm.MOTOR_STALL}, "device.alarm-motor-stall", True),
        ({"alarms": Alarm.EMPTY_RESERVOIR}, "device.alarm-empty-reservoir", True),
        ({"alarms": Alarm.BATTERY}, "device.alarm-battery", False),
        ({"alarms": Alarm.LOW_RESERVOIR}, "device.alarm-low-reservoir", False),
        ({"bolus_fate": BolusFate.INTERRUPTED}, "device.bolus-not-complete", False),
        ({"bolus_fate": BolusFate.CANCELLED}, "device.bolus-not-complete", False),
    ],
)
def test_what_does_not_fit(status: PumpStatus, change: dict[str, Any], code: str, critical: bool) -> None:
    reading = read_pump(replace(status, **change), "", EXPECTED, PROFILE)
    assert code in [finding.code for finding in reading.findings]
    assert reading.has_critical == critical
    assert all(finding.action for finding in reading.findings)


@pytest.mark.parametrize("volume", [17_000_000, 19_000_000])
def test_a_difference_at_the_threshold_is_tolerated(status: PumpStatus, volume: int) -> None:
    assert read_pump(replace(status, reservoir_nl=volume), "", EXPECTED, PROFILE).findings == ()


def test_without_a_threshold_or_a_course_nothing_is_judged(status: PumpStatus) -> None:
    checks = PROFILE.refill_checks.model_copy(update={"volume_discrepancy_ml": None})
    bare = PROFILE.model_copy(update={"refill_checks": checks, "programming": None})
    expected = EXPECTED.model_copy(update={"flow_ml_per_day": Decimal("1.3008")})
    assert [f.code for f in read_pump(status, "", expected, bare).findings] == ["device.volume-not-judged"]
    assert read_pump(status, "", None, PROFILE).findings == ()
    assert read_pump(status, "", Expected(serial_number=str(SERIAL)), PROFILE).findings == ()


INTENT = Intent(
    effect_id=7,
    kind="commit",
    serial=SERIAL,
    content="",
    digest="aa" * 16,
    base_digest="bb" * 16,
    base_sequence=4,
    base_bolus=0,
    base_effect_id=6,
    log_from=10,
)
NEW, OLD, OTHER = bytes.fromhex("aa" * 16), bytes.fromhex("bb" * 16), bytes.fromhex("cc" * 16)


def entry(number: int, effect_id: int = 0) -> LogEntry:
    return LogEntry(number, 0, 1, 2, effect_id, bytes(10), bytes(16))


@pytest.mark.parametrize(
    ("kind", "last", "digest", "sequence", "fenced", "log", "agrees", "expected"),
    [
        ("commit", 7, NEW, 5, False, (), False, Confirmed),
        ("commit", 7, NEW, 5, True, (entry(10, 7),), True, Confirmed),
        ("commit", 7, NEW, 6, False, (), False, Uncertain),  # the same program, committed by somebody else as well
        ("commit", 6, OLD, 4, False, (), False, Uncertain),  # "done", and nothing to see
        ("commit", 6, OLD, 4, True, (), True, Rejected),
        ("commit", 6, OLD, 4, True, (), False, Uncertain),  # state and log disagree
        ("commit", 6, OLD, 4, True, (entry(10, 7),), True, "superseded"),
        ("commit", 7, OTHER, 6, True, (entry(10, 7), entry(11)), True, "superseded"),
        ("commit", 8, OTHER, 5, True, (entry(10, 8),), True, "superseded"),
        ("commit", 8, OTHER, 9, True, (entry(40, 8),), True, Uncertain),  # the log no longer reaches back
        ("commit", 6, OTHER, 5, True, (entry(10),), True, "superseded"),  # it has reset itself
        ("start-bolus", 7, OLD, 4, False, (), False, Confirmed),
        ("start-bolus", 6, OLD, 4, True, (), True, Rejected),
        ("set-clock", 9, OLD, 4, True, (entry(10, 7), entry(11, 9)), True, Confirmed),
    ],
)
def test_verdicts(
    status: PumpStatus,
    kind: str,
    last: int,
    digest: bytes,
    sequence: int,
    fenced: bool,
    log: tuple[LogEntry, ...],
    agrees: bool,
    expected: Any,
) -> None:
    seen = replace(status, last_effect_id=last, program_digest=digest, program_sequence=sequence)
    intent = INTENT.model_copy(update={"kind": kind})
    outcome = judge(intent, Reading(seen, fenced=fenced, log=log, log_agrees=agrees))
    if expected == "superseded":
        assert isinstance(outcome, Rejected)
        assert outcome.superseded
    else:
        assert isinstance(outcome, expected)
        assert not getattr(outcome, "superseded", False)
