"""What a reading of the pump says about an effect: pure, so that every case can be laid out in a table."""

from __future__ import annotations

from dataclasses import dataclass

from haipdose.device.codec.reference_contents import LogEntry, PumpStatus
from haipdose.device.journal import Intent
from haipdose.device.outcome import Confirmed, Outcome, Rejected, Uncertain


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the pump after an effect was sent.

    ``fenced``: read in a new session, so that nothing sent before can happen any more; otherwise the pump has just
    answered that it did it. ``log``: the entries since the effect was intended; ``log_agrees``: they end where the
    status says.
    """

    status: PumpStatus
    fenced: bool = False
    log: tuple[LogEntry, ...] = ()
    log_agrees: bool = False


def judge(intent: Intent, reading: Reading) -> Outcome:
    """``Confirmed`` when the reading shows the effect, ``Rejected`` when it excludes it, ``Uncertain`` otherwise."""
    status = reading.status
    if status.last_effect_id == intent.effect_id and _in_force(intent, status):
        return Confirmed(status)
    if not reading.fenced:
        return Uncertain(intent, "The pump has answered that it did it, and reading it does not show it.")
    if not reading.log_agrees:
        return Uncertain(intent, "The pump's log and its state do not fit together: it is not telling one story.")
    if status.last_effect_id == intent.effect_id or any(entry.effect_id == intent.effect_id for entry in reading.log):
        return Confirmed(status) if _in_force(intent, status) else _superseded(status)
    gap = bool(reading.log) and reading.log[0].number > intent.log_from
    if gap and status.last_effect_id != intent.base_effect_id:
        return Uncertain(intent, "The pump has done other things since, and its log no longer reaches back far enough.")
    if (status.program_digest.hex(), status.program_sequence) == (intent.base_digest, intent.base_sequence):
        return Rejected("device.not-applied", "The pump was read: it did not happen, nothing has changed.", status)
    return Rejected(
        "device.program-changed",
        "The pump was read: it did not happen, and the pump's program has changed otherwise. Look at the pump now.",
        status,
        superseded=True,
    )


def _in_force(intent: Intent, status: PumpStatus) -> bool:
    """A bolus or a clock setting has happened when it is on record; a program must also be the one that runs."""
    running = (status.program_digest.hex(), status.program_sequence)
    return intent.kind != "commit" or running == (intent.digest, intent.base_sequence + 1)


def _superseded(status: PumpStatus) -> Rejected:
    return Rejected(
        "device.superseded",
        "The program became active and is no longer: the pump lost it, reset itself, or was programmed by somebody "
        "else. Look at the pump now.",
        status,
        superseded=True,
    )
