"""The operations of the protocol (section 4): payload in, payload out, or a refusal that changed nothing."""

from __future__ import annotations

import random
import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from haipdose_sim.emulator.faults.plan import Fault
from haipdose_sim.emulator.reference.memory import Effect, Fate
from haipdose_sim.emulator.reference.programs import (
    BOLUS_BYTES,
    PROGRAM_BYTES,
    Bolus,
    Program,
    commit_digest,
    digest,
    read_bolus,
    read_program,
)
from haipdose_sim.emulator.reference.refusals import Reason, Refusal
from haipdose_sim.emulator.reference.therapy import State, Therapy

MODEL: Final = b"HAIPDOSE-REF-20\x00"
FIRMWARE: Final = 0x0100
STAGING_S: Final = 120.0
_REMEMBERED_REPLIES: Final = 16
_INTERROGATION: Final = struct.Struct(">58s16sIBBHBQQIIQBIBIII")


class Operation(IntEnum):
    """Operations as they go onto the wire."""

    HELLO = 0x01
    INTERROGATE = 0x02
    STAGE = 0x03
    READ_STAGED = 0x04
    COMMIT = 0x05
    STAGE_BOLUS = 0x06
    START_BOLUS = 0x07
    STOP = 0x08
    LOG = 0x09
    SET_CLOCK = 0x0A
    CANCEL = 0x0B
    ACKNOWLEDGE = 0x0C

    @property
    def word(self) -> str:
        """Its name in fault plans, such as ``read-staged``."""
        return self.name.lower().replace("_", "-")


EFFECTS: Final = frozenset({Operation.COMMIT, Operation.START_BOLUS, Operation.SET_CLOCK})
_PAYLOAD_BYTES: Final = {
    Operation.HELLO: 0,
    Operation.INTERROGATE: 0,
    Operation.STAGE: 8 + 16 + PROGRAM_BYTES,
    Operation.READ_STAGED: 4,
    Operation.COMMIT: 8 + 4 + 16,
    Operation.STAGE_BOLUS: 8 + 16 + BOLUS_BYTES,
    Operation.START_BOLUS: 8 + 4 + 16,
    Operation.STOP: 8,
    Operation.LOG: 5,
    Operation.SET_CLOCK: 12,
    Operation.CANCEL: 12,
    Operation.ACKNOWLEDGE: 10,
}
_WITH_ID: Final = frozenset(Operation) - {
    Operation.HELLO,
    Operation.INTERROGATE,
    Operation.READ_STAGED,
    Operation.LOG,
}


@dataclass(frozen=True)
class Staged:
    """What has been staged: ``shown`` is what READ-STAGED tells, ``stored`` what a commit makes active."""

    token: int
    stored: Program | Bolus
    shown: bytes
    expires_at: float


class Operations:
    """Carries requests out on ``therapy``.

    Args:
        therapy: the pump behind.
        chance: for sessions and tokens.
        lies: asks the fault model whether, and how, a staging is stored otherwise than it was sent.
        wire_scale: virtual seconds that a second on the wire lasts.
    """

    def __init__(
        self, therapy: Therapy, chance: random.Random, lies: Callable[[str], list[Fault]], *, wire_scale: float = 1.0
    ) -> None:
        self.therapy = therapy
        self.session = 0
        self.staged: Staged | None = None
        self._chance = chance
        self._lies = lies
        self._staging_s = STAGING_S * wire_scale
        self._replies: OrderedDict[int, Effect] = OrderedDict()
        self._now = 0.0
        self._table: dict[Operation, Callable[[bytes], bytes]] = {
            Operation.HELLO: self._hello,
            Operation.INTERROGATE: self._interrogate,
            Operation.STAGE: self._stage,
            Operation.READ_STAGED: self._read_staged,
            Operation.COMMIT: self._commit,
            Operation.STAGE_BOLUS: self._stage_bolus,
            Operation.START_BOLUS: self._start_bolus,
            Operation.STOP: self._stop,
            Operation.LOG: self._log,
            Operation.SET_CLOCK: self._set_clock,
            Operation.CANCEL: self._cancel,
            Operation.ACKNOWLEDGE: self._acknowledge,
        }

    def power_on(self) -> None:
        """Session, staging and the replies to idempotent requests are gone."""
        self.session = 0
        self.staged = None
        self._replies.clear()

    def carry_out(self, operation: Operation, payload: bytes, now: float) -> bytes:
        """The reply payload. Raises Refusal, and PowerLost when power goes in the middle."""
        self._now = now
        if self.staged is not None and now >= self.staged.expires_at:
            self.staged = None
        if len(payload) != _PAYLOAD_BYTES[operation]:
            raise Refusal(Reason.MALFORMED)
        if operation not in _WITH_ID:
            return self._table[operation](payload)
        effect_id = int.from_bytes(payload[:8], "big")
        if effect_id == 0:
            raise Refusal(Reason.MALFORMED)
        known = self._known(effect_id)
        if known is not None:
            if (known.operation, known.request) != (operation, payload):
                raise Refusal(Reason.ID_REUSED)
            return known.reply
        reply = self._table[operation](payload)
        if operation not in EFFECTS:
            self._replies[effect_id] = Effect(effect_id, operation, payload, reply)
            while len(self._replies) > _REMEMBERED_REPLIES:
                self._replies.popitem(last=False)
        return reply

    def _known(self, effect_id: int) -> Effect | None:
        reply = self._replies.get(effect_id)
        if reply is not None:
            return reply
        return next((e for e in self.therapy.memory.effects if e.effect_id == effect_id), None)

    def _hello(self, payload: bytes) -> bytes:  # noqa: ARG002 - one shape for all operations
        self.session = self._chance.randrange(1, 0x10000)
        self.staged = None
        return struct.pack(">HIH16s", self.session, self.therapy.memory.boot, FIRMWARE, MODEL)

    def _interrogate(self, payload: bytes) -> bytes:  # noqa: ARG002
        therapy, memory = self.therapy, self.therapy.memory
        content = therapy.program.canonical
        last = next((effect for effect in reversed(memory.effects) if effect.operation in EFFECTS), None)
        bolus = memory.bolus
        return _INTERROGATION.pack(
            content,
            digest(content),
            memory.sequence,
            therapy.state,
            int(therapy.motor.stalled),
            memory.alarms,
            therapy.battery_percent,
            _whole(memory.reservoir_nl),
            _whole(memory.delivered_nl),
            therapy.clock.read(self._now),
            memory.boot,
            last.effect_id if last else 0,
            last.operation if last else 0,
            bolus.number,
            bolus.fate,
            _whole(bolus.delivered_nl),
            memory.log.next_number,
            self.staged.token if self.staged else 0,
        )

    def _stage(self, payload: bytes) -> bytes:
        base, content = payload[8:24], payload[24:]
        program = read_program(content)
        self.therapy.limits.check_program(program, self.therapy.serial)
        self._check_base(base)
        stored = program
        shown = content
        for lie in self._lies(Operation.STAGE.word):
            stored = stored.altered(lie.text("field").replace("-", "_"), lie.number("percent"))
            shown = content if lie.number("hidden") else stored.canonical
        return self._hold(stored, shown)

    def _stage_bolus(self, payload: bytes) -> bytes:
        bolus = read_bolus(payload[24:])
        self.therapy.limits.check_bolus(bolus, self.therapy.serial)
        if self.therapy.state is State.STOPPED:
            raise Refusal(Reason.WRONG_STATE)
        self._check_base(payload[8:24])
        stored = bolus
        shown = payload[24:]
        for lie in self._lies(Operation.STAGE_BOLUS.word):
            stored = Bolus(bolus.serial, round(bolus.volume * (1 + lie.number("percent") / 100)), bolus.duration)
            shown = shown if lie.number("hidden") else stored.canonical
        return self._hold(stored, shown)

    def _check_base(self, base: bytes) -> None:
        if base != digest(self.therapy.program.canonical):
            raise Refusal(Reason.STALE_BASE)

    def _hold(self, stored: Program | Bolus, shown: bytes) -> bytes:
        token = self._chance.randrange(1, 1 << 32)
        self.staged = Staged(token, stored, shown, self._now + self._staging_s)
        return struct.pack(">IH", token, int(STAGING_S))

    def _held(self, token: int) -> Staged:
        if self.staged is None or self.staged.token != token:
            raise Refusal(Reason.NO_SUCH_TOKEN)
        return self.staged

    def _read_staged(self, payload: bytes) -> bytes:
        staged = self._held(int.from_bytes(payload, "big"))
        kind = 1 if isinstance(staged.stored, Program) else 2
        left = (staged.expires_at - self._now) / self._staging_s * STAGING_S
        return struct.pack(">BH", kind, int(left)) + staged.shown

    def _use(self, payload: bytes, kind: type[Program | Bolus]) -> Staged:
        """What the payload commits, with token and digest checked."""
        staged = self._held(int.from_bytes(payload[8:12], "big"))
        if not isinstance(staged.stored, kind):
            raise Refusal(Reason.NO_SUCH_TOKEN)
        therapy = self.therapy
        expected = commit_digest(staged.stored.canonical, therapy.serial, therapy.memory.boot, staged.token)
        if payload[12:] != expected:
            raise Refusal(Reason.DIGEST)
        return staged

    def _commit(self, payload: bytes) -> bytes:
        program = self._use(payload, Program).stored
        assert isinstance(program, Program)  # noqa: S101 - _use has checked it
        reply = struct.pack(">I", self.therapy.memory.sequence + 1) + digest(program.canonical)
        self.staged = None
        self.therapy.activate(program, Effect(_id(payload), Operation.COMMIT, payload, reply))
        return reply

    def _start_bolus(self, payload: bytes) -> bytes:
        bolus = self._use(payload, Bolus).stored
        assert isinstance(bolus, Bolus)  # noqa: S101 - _use has checked it
        therapy, memory = self.therapy, self.therapy.memory
        if therapy.state is not State.RUNNING or therapy.motor.stalled or memory.reservoir_nl <= 0:
            raise Refusal(Reason.WRONG_STATE)
        reply = struct.pack(">I", memory.bolus.number + 1)
        self.staged = None
        therapy.start_bolus(bolus, Effect(_id(payload), Operation.START_BOLUS, payload, reply))
        return reply

    def _stop(self, payload: bytes) -> bytes:
        bolus = self.therapy.memory.bolus
        number = bolus.number if bolus.fate is Fate.RUNNING else 0
        delivered = _whole(bolus.delivered_nl) if number else 0
        self.therapy.stop(_id(payload))
        return struct.pack(">II", number, delivered)

    def _log(self, payload: bytes) -> bytes:
        first, count = struct.unpack(">IB", payload)
        return self.therapy.memory.log.read(first, count)

    def _set_clock(self, payload: bytes) -> bytes:
        if self.staged is not None:
            raise Refusal(Reason.WRONG_STATE)
        seconds = int.from_bytes(payload[8:], "big")
        reply = self.therapy.clock.read(self._now).to_bytes(4, "big")
        self.therapy.set_clock(seconds, Effect(_id(payload), Operation.SET_CLOCK, payload, reply))
        return reply

    def _cancel(self, payload: bytes) -> bytes:
        if self.staged is not None and self.staged.token == int.from_bytes(payload[8:], "big"):
            self.staged = None
        return b""

    def _acknowledge(self, payload: bytes) -> bytes:
        alarms = int.from_bytes(payload[8:], "big")
        return self.therapy.acknowledge(alarms, _id(payload)).to_bytes(2, "big")


def _id(payload: bytes) -> int:
    return int.from_bytes(payload[:8], "big")


def _whole(nanolitres: float) -> int:
    """Whole nanolitres; what is within a thousandth of one counts as reached."""
    return int(nanolitres + 1e-3)
