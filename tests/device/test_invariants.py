"""The invariants of the device link, with the emulator's faults as rules (numbers as in docs/requirements-device.md).

The pump's back door is the judge: what it really runs and how often each effect was applied. The driver sees the line.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from haipdose.device.errors import EffectPending, PumpError
from haipdose.device.outcome import Confirmed, Outcome, Rejected, Uncertain
from haipdose_sim.emulator.faults.plan import parse_fault_plan

from .bench import SERIAL, TWO, UTC, DriverBench, bolus_program, flow_program

LONGEST_DIALOGUE_S = 400.0

LINE_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("bit-flip", {"bits": 2}),
    ("burst", {"length": 6}),
    ("insert", {"bytes": 2}),
    ("garbage", {"bytes": 30}),
    ("drop-bytes", {"bytes": 1}),
    ("drop-frame", {}),
    ("duplicate", {}),
    ("duplicate", {"pause_s": 2.0}),
    ("delay", {"seconds": 0.3}),
    ("delay", {"seconds": 3.0}),
    ("reorder", {}),
    ("truncate", {"keep_percent": 60}),
    ("split", {"pause_s": 0.2}),
    ("split", {"pause_s": 0.8}),
    ("merge", {}),
    ("echo", {}),
    ("replay", {}),
    ("port-vanishes", {"seconds": 3.0}),
]
ANSWER_FAULTS = ["silent", "busy", "mute", "wrong-address", "wrong-session", "power-cut-before", "power-cut-after"]
OPERATIONS = ["hello", "interrogate", "stage", "read-staged", "commit", "stage-bolus", "start-bolus", "stop", "log"]
OWN_FAULTS = ["power-cycle", "reset-to-minimum-rate", "battery-eri", "motor-stall", "motor-restart", "flash-corrupt"]


class DeviceLink(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.bench = DriverBench(Path(self._folder.name))
        self.requested: set[bytes] = {self.bench.active_bytes()}

    def teardown(self) -> None:
        self.bench.calm()
        pending = self.bench.journal.pending
        outcome = self.bench.driver.resolve()
        assert (outcome is None) == (pending is None)
        assert not isinstance(outcome, Uncertain)  # 5: one clean reading resolves
        if outcome is not None:
            self._agrees(outcome)
        assert isinstance(self.bench.driver.stop(), Confirmed)  # 10: STOP on a clean line
        self.bench.driver.log()  # 11: chained, without gaps
        self.bench.close()
        self._folder.cleanup()

    # Faults

    @rule(fault=st.sampled_from(LINE_FAULTS), direction=st.sampled_from(["to-pump", "to-host"]), nth=st.integers(1, 6))
    def line_fault(self, fault: tuple[str, dict[str, Any]], direction: str, nth: int) -> None:
        what, args = fault
        self._arm({"what": what, "when": {"direction": direction, "nth": nth}, "args": args})

    @rule(what=st.sampled_from(ANSWER_FAULTS), operation=st.sampled_from(OPERATIONS))
    def answer_fault(self, what: str, operation: str) -> None:
        self._arm({"what": what, "when": {"operation": operation}})

    @rule(operation=st.sampled_from(["commit", "start-bolus", "stop"]), step=st.integers(1, 7))
    def power_cut(self, operation: str, step: int) -> None:
        self._arm({"what": "power-cut", "when": {"operation": operation, "step": step}})

    @rule(field=st.sampled_from(["rate", "reservoir", "concentration"]), hidden=st.integers(0, 1))
    def lie(self, field: str, hidden: int) -> None:
        self._arm({"what": "lie", "args": {"field": field, "percent": 10, "hidden": hidden}})

    @rule(what=st.sampled_from(OWN_FAULTS))
    def own_fault(self, what: str) -> None:
        self._arm({"what": what, "when": {"after_s": self.bench.port.now() + 1}})

    @rule(seconds=st.sampled_from([1, 60, 3_600, 86_400]))
    def time_passes(self, seconds: int) -> None:
        self.bench.emulator.line.run_until(self.bench.port.now() + seconds)

    @rule()
    def calm(self) -> None:
        self.bench.calm()

    # What people do

    @rule(rate=st.integers(20, 100).map(lambda n: n * 1_000), refilled=st.booleans())
    def program(self, rate: int, refilled: bool) -> None:
        wanted = flow_program(rate, refilled=refilled)
        self.requested.add(wanted.canonical)
        before, sequence = self.bench.active_bytes(), self.bench.pump.therapy.memory.sequence
        outcome = self._bounded(lambda: self.bench.driver.program(wanted, lambda seen: TWO))
        if isinstance(outcome, Confirmed):  # 2
            assert outcome.status.program_bytes == wanted.canonical
        if isinstance(outcome, Rejected) and not outcome.superseded:  # 4; a reset by itself is not the command's doing
            assert self.bench.active_bytes() == before or self.bench.has_reset_since(sequence)

    @rule(volume=st.sampled_from([10_000, 100_000]))
    def bolus(self, volume: int) -> None:
        outcome = self._bounded(lambda: self.bench.driver.bolus(bolus_program(volume), lambda seen: TWO))
        if isinstance(outcome, Confirmed):
            assert outcome.status.bolus_number >= 1

    @rule(offset=st.integers(0, 1000))
    def set_clock(self, offset: int) -> None:
        self._bounded(lambda: self.bench.driver.set_clock(UTC + offset))

    @rule()
    def stop(self) -> None:
        outcome = self._bounded(self.bench.driver.stop)
        assert outcome is not None  # never blocked
        assert not isinstance(outcome, Rejected)

    @rule()
    def interrogate(self) -> None:
        try:
            status = self.bench.driver.interrogate()
        except PumpError:
            return
        assert status.serial == SERIAL
        assert status.program.serial == SERIAL

    @precondition(lambda self: self.bench.journal.pending is not None)
    @rule()
    def resolve(self) -> None:
        outcome = self.bench.driver.resolve()
        assert outcome is not None
        self._agrees(outcome)

    @rule()
    def driver_restarts(self) -> None:
        self.bench.restart()

    # What must hold at every moment

    @invariant()
    def each_effect_happens_at_most_once(self) -> None:  # 6
        assert all(count == 1 for count in self.bench.pump.therapy.applied.values())

    @invariant()
    def only_requested_programs_run(self) -> None:  # 1, 7
        active = self.bench.active_bytes()
        assert active in self.requested

    @invariant()
    def effects_are_transmitted_once(self) -> None:
        for operation in (5, 7, 10):
            sent = [data[14:22] for data in self.bench.port.written if data[13] == operation]
            assert len(sent) == len(set(sent))

    @invariant()
    def nothing_goes_to_another_pump(self) -> None:  # 9
        for data in self.bench.port.written:
            serial = int.from_bytes(data[4:8], "big")
            assert serial == SERIAL or (serial == 0xFFFFFFFF and data[13] == 1)

    @invariant()
    def volume_is_conserved(self) -> None:  # 8
        reservoir = self.bench.pump.therapy.motor.reservoir
        assert reservoir.level_ml >= 0
        assert reservoir.level_ml + reservoir.delivered_ml == pytest.approx(reservoir.filled_ml)

    # Helpers

    def _arm(self, fault: dict[str, Any]) -> None:
        for parsed in parse_fault_plan({"faults": [fault]}).faults:
            self.bench.triggers.arm(parsed)

    def _bounded(self, dialogue: Any) -> Any:
        """The outcome within bounded time, and no error but that something is pending (3)."""
        start = self.bench.port.now()
        pending, intent = self.bench.journal.pending, self.bench.last_intent()
        try:
            outcome = dialogue()
        except EffectPending:
            assert pending is not None
            return None
        assert self.bench.port.now() - start < LONGEST_DIALOGUE_S
        assert isinstance(outcome, Confirmed | Rejected | Uncertain)
        if self.bench.last_intent() != intent:
            self._agrees(outcome)
        return outcome

    def _agrees(self, outcome: Outcome) -> None:
        """What the driver says of its last effect is what the back door knows (2, 4)."""
        intent = self.bench.last_intent()
        assert (self.bench.journal.pending is None) == (not isinstance(outcome, Uncertain))
        if intent is None:
            return
        times = self.bench.pump.therapy.applied[(SERIAL, intent["effect_id"])]
        if isinstance(outcome, Confirmed):
            assert times == 1
            assert outcome.status.serial == SERIAL
            if intent["kind"] == "commit":
                assert outcome.status.program_digest.hex() == intent["digest"]
        if isinstance(outcome, Rejected) and not outcome.superseded:
            assert times == 0


TestDeviceLink = DeviceLink.TestCase
TestDeviceLink.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
