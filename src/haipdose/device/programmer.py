"""What a programmer does with a pump: interrogate, stage, read back, commit, confirm; bolus, stop, clock, log.

Every effect takes the same way: its intent goes to the journal, it is transmitted once, the pump is read. Only a
reading that shows it makes it ``Confirmed``; only a reading in a new session that excludes it makes it ``Rejected``;
anything else is ``Uncertain`` and blocks further effects until :meth:`Programmer.resolve` has read the pump.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from haipdose.device.codec.reference import Operation
from haipdose.device.codec.reference_contents import (
    DIGEST_BYTES,
    BolusProgram,
    FlowProgram,
    LogEntry,
    PumpState,
    PumpStatus,
    commit_digest,
    digest,
    read_log,
    read_status,
)
from haipdose.device.diff import Diff, check_confirmations, compare
from haipdose.device.errors import (
    DeviceAlarm,
    DeviceRefused,
    PumpError,
    SessionError,
    StaleSession,
    UnreadableAnswer,
    VerificationError,
)
from haipdose.device.journal import EffectKind, Intent, Journal, pending_error
from haipdose.device.link import Link
from haipdose.device.outcome import Confirmed, Outcome, Rejected, Uncertain
from haipdose.device.verdict import Reading, judge

_TOKEN: Final = struct.Struct(">IH")
_STAGED_HEAD: Final = 3
_ENTRIES_A_PAGE: Final = 8
_MOST_LOG_PAGES: Final = 4096
_KIND: Final = {FlowProgram: 1, BolusProgram: 2}
_OPERATION: Final[dict[EffectKind, Operation]] = {
    "commit": Operation.COMMIT,
    "start-bolus": Operation.START_BOLUS,
    "set-clock": Operation.SET_CLOCK,
}


@dataclass(frozen=True, slots=True)
class Staged:
    """What the pump holds ready. ``base``: the pump as read before; ``read_back``: it was read and is equal."""

    content: FlowProgram | BolusProgram
    token: int
    base: PumpStatus
    read_back: bool = False


class Programmer:
    """A session with one pump.

    Args:
        link: to that pump.
        journal: of that pump.
        new_id: gives effect ids: random, 64 bits, never 0.
    """

    def __init__(self, link: Link, journal: Journal, *, new_id: Callable[[], int]) -> None:
        self.link = link
        self.journal = journal
        self._new_id = new_id

    # Reading

    def interrogate(self) -> PumpStatus:
        """Read the pump; a session is started when there is none. Raises PumpError."""
        if self.link.identity is None:
            self.link.hello()
        try:
            return self._status()
        except StaleSession:
            self.link.hello()
            return self._status()

    def log(self, first: int = 1) -> tuple[LogEntry, ...]:
        """The pump's log from entry ``first`` (or the oldest one that it keeps), with its chain checked.

        Raises:
            VerificationError: a gap or a broken chain. PumpError.
        """
        entries: list[LogEntry] = []
        wanted = max(first, 1)
        for _ in range(_MOST_LOG_PAGES):
            page = read_log(self._read(Operation.LOG, struct.pack(">IB", wanted, _ENTRIES_A_PAGE)))
            if page is None:
                raise _makes_no_sense(Operation.LOG)
            wanted = max(wanted, page.oldest)
            for entry in page.entries:
                if entry.number != wanted or not _continues(entries, entry):
                    raise VerificationError(
                        f"The pump's log does not hang together at entry {entry.number}.",
                        code="device.log-broken",
                        found=str(entry.number),
                        allowed=str(wanted),
                        remedy="Read it again; if it stays so, entries were lost or changed: call the pump's maker.",
                    )
                entries.append(entry)
                wanted += 1
            if wanted >= page.next_number:
                return tuple(entries)
            if not page.entries:
                raise _makes_no_sense(Operation.LOG)
        raise _makes_no_sense(Operation.LOG)

    # Programs

    def stage(self, content: FlowProgram | BolusProgram) -> Staged:
        """Hand a program or bolus to the pump; what it delivers does not change.

        Raises:
            EffectPending: an earlier outcome is open. DeviceAlarm: the motor stands still. DeviceRefused, PumpError.
        """
        self._nothing_pending()
        base = self.interrogate()
        if base.motor_stalled:
            raise DeviceAlarm(
                "The pump's motor stands still: it does not deliver what is programmed.",
                code="device.motor-stall",
                remedy="Do not program it. Follow the pump's instructions for a stalled motor.",
            )
        operation = Operation.STAGE if isinstance(content, FlowProgram) else Operation.STAGE_BOLUS
        payload = self._new_id().to_bytes(8, "big") + base.program_digest + content.canonical
        reply = self.link.request(operation, payload)
        if len(reply) != _TOKEN.size:
            raise _makes_no_sense(operation)
        token, _ = _TOKEN.unpack(reply)
        return Staged(content, token, base)

    def read_back(self, staged: Staged) -> Staged:
        """Read what the pump has stored. Raises VerificationError when it is not what was sent, and PumpError."""
        reply = self.link.request(Operation.READ_STAGED, staged.token.to_bytes(4, "big"))
        expected = staged.content.canonical
        if len(reply) < _STAGED_HEAD or reply[0] != _KIND[type(staged.content)] or reply[_STAGED_HEAD:] != expected:
            self._cancel_quietly(staged)
            raise VerificationError(
                "The pump has stored something else than what was sent.",
                code="device.read-back-mismatch",
                remedy="Nothing was changed. Stage it again; if it stays so, do not use the pump.",
            )
        return Staged(staged.content, staged.token, staged.base, read_back=True)

    def diff(self, staged: Staged) -> Diff:
        """The active program and the staged one side by side."""
        if not isinstance(staged.content, FlowProgram):
            raise _not_read_back()
        return compare(staged.base.program, staged.content)

    def commit(self, staged: Staged, seen: Diff, confirmed_by: Iterable[str]) -> Outcome:
        """Make a staged program active.

        Args:
            staged: read back and equal.
            seen: the comparison that the people have looked at.
            confirmed_by: the ids of two different people.

        Raises:
            InputError: not two people. VerificationError: not read back, or they saw another program. EffectPending,
            StorageError. Nothing has been sent then.
        """
        people = check_confirmations(confirmed_by)
        if not isinstance(staged.content, FlowProgram):
            raise _not_read_back()
        if seen != compare(staged.base.program, staged.content):
            raise VerificationError(
                "The people have confirmed another program than the one that is staged.",
                code="device.other-program-confirmed",
                remedy="Compare old and new again.",
            )
        return self._commit_staged("commit", staged, people)

    def program(self, content: FlowProgram, confirm: Callable[[Diff], Iterable[str]]) -> Outcome:
        """Stage, read back, let two people compare, commit and confirm.

        Args:
            content: the whole program.
            confirm: shows the comparison and returns the ids of the people who confirm it.

        Raises:
            InputError: fewer than two people confirm. EffectPending, StorageError, PortLost and every other PumpError
            before the commit is sent are a ``Rejected``, not raised, except EffectPending.
        """
        self._nothing_pending()
        try:
            staged = self.read_back(self.stage(content))
        except PumpError as error:
            return Rejected(error.code, str(error))
        seen = self.diff(staged)
        try:
            people = check_confirmations(confirm(seen))
        except BaseException:
            self._cancel_quietly(staged)
            raise
        return self.commit(staged, seen, people)

    def bolus(self, content: BolusProgram, confirm: Callable[[BolusProgram], Iterable[str]]) -> Outcome:
        """Stage a bolus, read it back, let two people confirm it, start it. Raises as :meth:`program`.

        ``Confirmed`` says that it started once; whether it completed stands in the status. An interrupted bolus is
        over: it is never resumed.
        """
        self._nothing_pending()
        try:
            staged = self.read_back(self.stage(content))
        except PumpError as error:
            return Rejected(error.code, str(error))
        try:
            people = check_confirmations(confirm(content))
        except BaseException:
            self._cancel_quietly(staged)
            raise
        return self._commit_staged("start-bolus", staged, people)

    def cancel(self, staged: Staged) -> None:
        """Take back what is staged. Raises PumpError."""
        payload = self._new_id().to_bytes(8, "big") + staged.token.to_bytes(4, "big")
        self.link.request(Operation.CANCEL, payload)

    # Other commands

    def stop(self) -> Outcome:
        """End delivery, whatever the pump is doing and whatever is pending.

        An effect that is still on its way could start delivery again: so a new session is started afterwards, and the
        pump read; STOP is given again if it runs.
        """
        reason = ""
        for _ in range(2):
            try:
                self.link.request(Operation.STOP, self._new_id().to_bytes(8, "big"), any_session=True)
                self.link.hello()
                status = self._status()
            except PumpError as error:
                reason = str(error)
                continue
            if status.state is PumpState.STOPPED:
                return Confirmed(status)
            reason = "The pump was told to stop and still runs."
        return Uncertain(None, f"It is not known whether the pump has stopped. {reason}")

    def set_clock(self, seconds_since_1970: int) -> Outcome:
        """Set the pump's clock (UTC). Raises EffectPending and StorageError; nothing has been sent then."""
        self._nothing_pending()
        try:
            self.link.hello()  # what is staged would forbid it
            base = self._status()
        except PumpError as error:
            return Rejected(error.code, str(error))
        return self._effect("set-clock", base, seconds_since_1970.to_bytes(4, "big"), b"", ())

    def resolve(self) -> Outcome | None:
        """Find out what became of the pending effect by reading the pump in a new session; None: nothing is pending."""
        intent = self.journal.pending
        if intent is None:
            return None
        try:
            return self._settle(intent, self._read_after_fence(intent))
        except PumpError as error:
            return Uncertain(intent, str(error))

    # Effects

    def _commit_staged(self, kind: EffectKind, staged: Staged, people: tuple[str, ...]) -> Outcome:
        identity = self.link.identity
        if not staged.read_back or identity is None:
            raise _not_read_back()
        content = staged.content.canonical
        bound = commit_digest(content, self.link.serial, identity.boot_count, staged.token)
        return self._effect(kind, staged.base, staged.token.to_bytes(4, "big") + bound, content, people)

    def _effect(
        self, kind: EffectKind, base: PumpStatus, arguments: bytes, content: bytes, people: tuple[str, ...]
    ) -> Outcome:
        """Journal, transmit once, read."""
        intent = Intent(
            effect_id=self._new_id(),
            kind=kind,
            serial=self.link.serial,
            content=content.hex(),
            digest=digest(content).hex(),
            base_digest=base.program_digest.hex(),
            base_sequence=base.program_sequence,
            base_bolus=base.bolus_number,
            base_effect_id=base.last_effect_id,
            log_from=base.log_next,
            confirmed_by=people,
        )
        self.journal.intend(intent)
        refusal: DeviceRefused | None = None
        try:
            self.link.request(_OPERATION[kind], intent.effect_id.to_bytes(8, "big") + arguments)
            return self._settle(intent, Reading(self._status()))
        except DeviceRefused as error:
            refusal = error
        except PumpError:
            pass  # whatever it was, only the pump knows what became of the effect
        try:
            outcome = self._settle(intent, self._read_after_fence(intent))
        except PumpError as error:
            return Uncertain(intent, str(error))
        if isinstance(outcome, Rejected) and refusal is not None and not outcome.superseded:
            return Rejected(refusal.code, str(refusal), outcome.status)
        return outcome

    def _read_after_fence(self, intent: Intent) -> Reading:
        """Read the pump in a new session: an effect of an earlier one can no longer happen from here on.

        A late HELLO of before may end the new session in the middle of it: then it is done once more.
        """
        try:
            return self._read_in_new_session(intent)
        except StaleSession:
            return self._read_in_new_session(intent)

    def _read_in_new_session(self, intent: Intent) -> Reading:
        self.link.hello()
        status = self._status()
        entries = self.log(intent.log_from)
        following = entries[-1].number + 1 if entries else intent.log_from
        again = self._status()
        return Reading(again, fenced=True, log=entries, log_agrees=status.log_next <= following <= again.log_next)

    def _settle(self, intent: Intent, reading: Reading) -> Outcome:
        outcome = judge(intent, reading)
        if isinstance(outcome, Confirmed):
            self.journal.settle(intent.effect_id, "confirmed", "")
        elif isinstance(outcome, Rejected):
            self.journal.settle(intent.effect_id, "rejected", outcome.code)
        return outcome

    # Helpers

    def _nothing_pending(self) -> None:
        if self.journal.pending is not None:
            raise pending_error(self.journal.pending)

    def _read(self, operation: Operation, payload: bytes) -> bytes:
        if self.link.identity is None:
            self.link.hello()
        return self.link.request(operation, payload)

    def _status(self) -> PumpStatus:
        status = read_status(self.link.serial, self.link.request(Operation.INTERROGATE))
        if status is None:
            raise _makes_no_sense(Operation.INTERROGATE)
        return status

    def _cancel_quietly(self, staged: Staged) -> None:
        """Take a staging back as a courtesy: it would expire by itself, and the error that led here matters more."""
        try:
            self.cancel(staged)
        except PumpError:
            return


def _continues(entries: list[LogEntry], entry: LogEntry) -> bool:
    if entries:
        return entry.chain == entry.chain_after(entries[-1].chain)
    return entry.number != 1 or entry.chain == entry.chain_after(bytes(DIGEST_BYTES))


def _makes_no_sense(operation: Operation) -> SessionError:
    return UnreadableAnswer(
        f"The pump's answer to {operation.name.replace('_', '-')} makes no sense.",
        code="device.unreadable-answer",
        remedy="Interrogate the pump again; if it stays so, do not use it and call its maker.",
    )


def _not_read_back() -> VerificationError:
    return VerificationError(
        "Only a staged program that was read back and is equal can be committed.",
        code="device.not-read-back",
        remedy="Stage it and read it back.",
    )
