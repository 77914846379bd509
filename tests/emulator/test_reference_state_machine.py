"""Whatever a host does and whenever power goes: the pump keeps its promises of docs/reference-protocol.md."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from haipdose_sim.emulator.faults.plan import Fault

from .reference_bench import Bench, Refused, bolus, program, ready

RATES = st.sampled_from([2_000, 54_200, 400_000, 1_000_000])


class PumpPromises(RuleBasedStateMachine):
    """A careless host: it repeats, forgets, mixes up, and says hello when it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.bench: Bench = ready()
        self.staged: tuple[bytes, int] | None = None
        self.sent: list[tuple[str, bytes]] = []
        self.committed: set[bytes] = set()

    @initialize(rate=RATES)
    def first_program(self, rate: int) -> None:
        content = program(rate=rate)
        self.committed = {content, self.bench.status()["program"]}
        self.bench.run_program(content)

    def try_to(self, operation: str, payload: bytes) -> None:
        try:
            self.bench.ask(operation, payload)
        except Refused:
            return

    @rule(rate=RATES, refilled=st.booleans())
    def stage_program(self, rate: int, refilled: bool) -> None:
        self.stage(program(rate=rate, refilled=refilled))

    @rule(volume=st.sampled_from([10_000, 100_000, 1_000_000]), seconds=st.sampled_from([60, 3_600, 86_400]))
    def stage_bolus(self, volume: int, seconds: int) -> None:
        self.stage(bolus(volume, seconds))

    def stage(self, content: bytes) -> None:
        try:
            self.staged = (content, self.bench.stage(content))
        except Refused:
            self.staged = None

    @precondition(lambda self: self.staged is not None)
    @rule(step=st.integers(0, 8))
    def apply_staged(self, step: int) -> None:
        assert self.staged is not None
        content, token = self.staged
        operation = "commit" if len(content) == 58 else "start-bolus"
        payload = self.bench.commit_payload(content, token)
        before = self.bench.pump.therapy.program.canonical
        if step:
            cut = {"what": "power-cut", "when": {"operation": operation, "step": step}}
            self.bench.emulator.triggers.arm(Fault.model_validate(cut))
        if operation == "commit":
            self.committed.add(content)
        self.try_to(operation, payload)
        self.sent.append((operation, payload))
        self.back()
        assert self.bench.status()["program"] in {before, content}

    @precondition(lambda self: bool(self.sent))
    @rule(data=st.data())
    def repeat_an_effect(self, data: Any) -> None:
        self.try_to(*data.draw(st.sampled_from(self.sent)))

    @rule()
    def stop(self) -> None:
        assert self.bench.ask("stop", self.bench.new_id().to_bytes(8, "big")) is not None
        assert self.bench.status()["state"] == 3

    @rule(seconds=st.sampled_from([1, 100, 3_600, 86_400, 1_000_000]))
    def wait(self, seconds: int) -> None:
        self.bench.wait(seconds)

    @rule(seconds=st.sampled_from([1, 600]))
    def cut_power(self, seconds: int) -> None:
        self.bench.pump.cut_power(seconds)
        self.back()

    @rule()
    def hello(self) -> None:
        self.bench.hello()

    @rule(what=st.sampled_from(["motor-stall", "motor-restart", "flow-error"]))
    def something_breaks(self, what: str) -> None:
        self.bench.emulator.triggers.arm(Fault(what=what))
        self.bench.wait(1)

    def back(self) -> None:
        """Wait for power, and say hello when it was away."""
        if not self.bench.pump.is_on:
            self.bench.wait(700)
            self.bench.hello()

    @invariant()
    def each_effect_was_applied_at_most_once(self) -> None:
        assert max(self.bench.pump.therapy.applied.values(), default=0) <= 1

    @invariant()
    def only_committed_programs_run(self) -> None:
        if self.committed:
            assert self.bench.pump.therapy.program.canonical in self.committed

    @invariant()
    def no_fluid_is_made_or_lost(self) -> None:
        reservoir = self.bench.pump.therapy.motor.reservoir
        assert abs(reservoir.imbalance_ml) < 1e-9
        assert reservoir.level_ml >= reservoir.residual_ml - 1e-12

    @invariant()
    def the_log_has_no_gap_and_nothing_is_left_unwritten(self) -> None:
        memory = self.bench.pump.therapy.memory
        assert memory.drafts == []
        assert memory.log.next_number == self.bench.status()["log_next"]

    def teardown(self) -> None:
        entries = self.bench.log()  # checks the chain
        assert [entry[0] for entry in entries] == list(range(entries[0][0], entries[-1][0] + 1))
        if entries[0][0] == 1:
            assert sum(entry[3] == 2 for entry in entries) == self.bench.status()["sequence"]


TestPumpPromises = PumpPromises.TestCase
TestPumpPromises.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
