"""One episode: a pump, a faulty line, a driver, and people who keep giving commands. The back door is the judge."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from haipdose.device.codec.reference_contents import BolusProgram, FlowProgram
from haipdose.device.diff import Diff
from haipdose.device.errors import EffectPending, PumpError
from haipdose.device.journal import Intent, Journal
from haipdose.device.link import Link
from haipdose.device.outcome import Confirmed, Outcome, Rejected, Uncertain
from haipdose.device.programmer import Programmer
from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.line import Line
from haipdose_sim.emulator.reference.device import ReferencePump
from haipdose_sim.soak.chance import fault_plan
from haipdose_sim.soak.watching import Stuck, WatchedPort

DIALOGUES: Final = 100
LONGEST_DIALOGUE_S: Final = 600.0
SECONDS_A_DIALOGUE: Final = 30.0
_PEOPLE: Final = ("soak-1", "soak-2")
_SETTLING_S: Final = 60.0


def _both_agree(seen: Diff | BolusProgram) -> tuple[str, ...]:  # noqa: ARG001 - people who look at nothing
    return _PEOPLE


class SoakJournal(Journal):
    """A journal that remembers its last intent, for the judge."""

    last: Intent | None = None

    def intend(self, intent: Intent) -> None:
        """As always, and remembered."""
        super().intend(intent)
        self.last = intent


class Episode:
    """A hundred dialogues under one seed.

    Args:
        seed: everything that is by chance follows from it.
        folder: for the journal.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self._chance = random.Random(seed)  # noqa: S311 - repeatable noise, not a secret
        self._triggers = Triggers(fault_plan(self._chance, DIALOGUES * SECONDS_A_DIALOGUE), seed)
        self._pump = ReferencePump(self._triggers)
        self._serial = self._pump.serial
        emulator = Emulator(self._pump, VirtualClock(), self._triggers)
        self._line: Line = emulator.line
        self._port = WatchedPort(emulator)
        self._judged_twice: set[tuple[int, int]] = set()
        self._ids = itertools.count(1)
        self._journal = SoakJournal(folder, self._serial)
        self._requested = {self._pump.therapy.program.canonical}
        self._wanted = self._pump.therapy.program.canonical
        self._driver = self._new_driver()

    def run(self) -> Counter[str]:
        """Play the episode; what happened, counted. Faults of the driver are counted under names that begin with !."""
        commands: list[Callable[[], Outcome | None]] = [
            self._program,
            self._program,
            self._bolus,
            self._clock,
            self._stop,
            self._read,
            self._read_log,
        ]
        for _ in range(DIALOGUES):
            self._line.run_until(self._port.now() + self._chance.uniform(0, SECONDS_A_DIALOGUE))
            self._dialogue(self._chance.choice(commands))
            if self._journal.pending is not None and self._chance.random() < 0.5:
                self._dialogue(self._resolve)
            if self._chance.random() < 0.02:
                self._driver = self._new_driver()
            self._judge_pump()
        self._settle_at_last()
        self._journal.close()
        return self.counts

    def _new_driver(self) -> Programmer:
        link = Link(self._port, self._serial, first_sequence=self._chance.randrange(0x10000))
        return Programmer(link, self._journal, new_id=lambda: next(self._ids))

    # Dialogues

    def _dialogue(self, command: Callable[[], Outcome | None]) -> None:
        start, intent = self._port.now(), self._journal.last
        resolving = command == self._resolve
        self.counts["dialogues"] += 1
        self._port.begin()
        try:
            outcome = command()
        except Stuck:
            self.counts["! hang"] += 1
            return
        except EffectPending:
            self.counts["blocked by doubt"] += 1
            return
        except PumpError as error:
            self.counts["reading failed"] += 1
            if command not in (self._read, self._read_log):
                self.counts[f"! raised {type(error).__name__}"] += 1
            return
        except Exception as error:  # noqa: BLE001 - whatever else comes is a fault of the driver, and is counted
            self.counts[f"! raised {type(error).__name__}"] += 1
            return
        finally:
            # Also when the dialogue ended with an error: an endless one must not hide behind it.
            if self._port.now() - start > LONGEST_DIALOGUE_S:
                self.counts["! hang"] += 1
            if self._port.effects_sent > 1:
                self.counts["! effect sent twice"] += 1
        if outcome is None:
            self.counts["read"] += 1
            return
        self.counts[type(outcome).__name__] += 1
        if resolving or self._journal.last is not intent:
            self._judge(outcome, now=not resolving)
        elif isinstance(outcome, Confirmed) and command != self._stop:  # STOP may be repeated and needs no intent
            self.counts["! Confirmed without an intent"] += 1

    def _program(self) -> Outcome:
        refilled = self._chance.random() < 0.5
        wanted = FlowProgram(
            serial=self._serial,
            drug="floxuridine",
            concentration_ng_per_ml=5_000_000,
            rate_nl_per_h=self._chance.randrange(20, 10_000) * 100,
            refilled=refilled,
            reservoir_nl=18_000_000 if refilled else 0,
            low_reservoir_alarm_nl=2_000_000,
            refill_due_s=1_800_000_000,
        )
        self._requested.add(wanted.canonical)
        self._wanted = wanted.canonical
        return self._driver.program(wanted, _both_agree)

    def _bolus(self) -> Outcome:
        volume = self._chance.randrange(10, 100) * 1000
        return self._driver.bolus(BolusProgram(self._serial, volume, 600), _both_agree)

    def _clock(self) -> Outcome:
        return self._driver.set_clock(1_790_000_000 + self._chance.randrange(1_000_000))

    def _stop(self) -> Outcome:
        return self._driver.stop()

    def _read(self) -> None:
        self._driver.interrogate()

    def _read_log(self) -> None:
        self._driver.log(max(1, self._pump.therapy.memory.log.next_number - 10))

    def _resolve(self) -> Outcome | None:
        return self._driver.resolve()

    # Judgement

    def _judge(self, outcome: Outcome, *, now: bool) -> None:
        """What the driver says of its last effect, against what the pump did and, just after it, what it holds."""
        intent = self._journal.last
        if intent is None:
            return
        times = self._pump.therapy.applied[(self._serial, intent.effect_id)]
        if isinstance(outcome, Confirmed):
            wrong = intent.kind == "commit" and outcome.status.program_digest.hex() != intent.digest
            if now and intent.kind == "commit" and self._pump.serial == self._serial:
                wrong = wrong or self._pump.therapy.program.canonical != self._wanted
            if times != 1 or wrong:
                self.counts["! false Confirmed"] += 1
        elif isinstance(outcome, Rejected) and not outcome.superseded and times:
            self.counts["! false Rejected"] += 1

    def _judge_pump(self) -> None:
        for effect, times in self._pump.therapy.applied.items():
            if times > 1 and effect not in self._judged_twice:
                self._judged_twice.add(effect)
                self.counts["! effect applied twice"] += 1
        if self._pump.serial == self._serial and self._pump.therapy.program.canonical not in self._requested:
            factory = self._pump.therapy.factory_program().canonical
            if self._pump.therapy.program.canonical != factory:
                self.counts["! runs what nobody asked for"] += 1

    def _settle_at_last(self) -> None:
        """A calm line and a sound pump: doubt must end with one reading."""
        self._triggers.disarm()
        self._line.run_until(self._port.now() + _SETTLING_S)
        if self._journal.pending is None or self._pump.serial != self._serial:
            return
        self._port.begin()
        try:
            outcome = self._resolve()
        except Stuck:
            self.counts["! hang"] += 1
            return
        self.counts["resolved at the end"] += 1
        if outcome is None or isinstance(outcome, Uncertain):
            self.counts["! not resolved"] += 1
        else:
            self._judge(outcome, now=False)
