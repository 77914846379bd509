"""What ``haipdose device`` prints."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from haipdose.device.codec.reference_contents import LogEntry, LogKind
from haipdose.device.comparison import PumpReading
from haipdose.device.outcome import Confirmed, Outcome, Rejected
from haipdose.device.program import PlannedProgram
from haipdose.quantities import to_display

if TYPE_CHECKING:
    from haipdose.device.journal import Intent


def reading_text(reading: PumpReading, pending: Intent | None) -> str:
    """A reading of the pump, with what to look at."""
    concentration = to_display(reading.concentration_mg_per_ml)
    lines = [
        f"Pump {reading.serial_number} ({reading.model}), {reading.state}",
        f"  {reading.drug}, {concentration} mg/mL, {to_display(reading.rate_ml_per_day)} mL/day",
        f"  reservoir counted {to_display(reading.reservoir_ml, 3)} mL, battery {reading.battery_percent} %",
        f"  program {reading.program_sequence}, digest {reading.program_digest}, last bolus: {reading.bolus}",
    ]
    if pending is not None:
        lines.append(
            f"  CRITICAL: the outcome of an earlier {pending.kind} is not known. Run haipdose device resolve first."
        )
    lines += [
        f"  {finding.level.upper()}: {finding.message} {finding.action} [{finding.code}]"
        for finding in reading.findings
    ]
    if not reading.findings:
        lines.append("  Pump and course agree.")
    return "\n".join(lines)


def planned_text(planned: PlannedProgram) -> str:
    """A planned program with its derivation."""
    dose = to_display(planned.delivered_mg_per_day)
    lines = [
        f"Program for {planned.drug}: {to_display(planned.rate_ml_per_day)} mL/day, {dose} mg/day",
        f"  rounding the rate changes the dose by {to_display(planned.dose_deviation_percent)} %",
    ]
    if planned.from_prescribed_percent is not None:
        lines.append(f"  {to_display(planned.from_prescribed_percent)} % from the prescribed daily dose")
    lines.append(f"  refill at the latest {planned.refill_due.isoformat()}")
    if planned.dead_volume_ml is not None:
        lines.append(f"  tubing and catheter hold {to_display(planned.dead_volume_ml)} mL: what a priming bolus pushes")
    if planned.bridge is not None:
        bridge = planned.bridge
        lines.append(
            f"  bridge: {to_display(bridge.rate_ml_per_day)} mL/day for {to_display(bridge.days)} days, "
            f"until {to_display(bridge.volume_ml)} mL of the old solution are gone"
        )
    lines += [f"  {notice.level.upper()}: {notice.message} {notice.action}" for notice in planned.warnings]
    lines += ["", "Derivation:"]
    lines += [
        f"  {step.label}: {step.formula + ' = ' if step.formula else ''}{step.value} {step.unit}".rstrip()
        + (f"  [{step.evidence.value}, {step.source}]" if step.rule else "")
        for step in planned.derivation
    ]
    return "\n".join(lines)


def outcome_text(outcome: Outcome) -> str:
    """How a command ended, and what to do next."""
    if isinstance(outcome, Confirmed):
        status = outcome.status
        return (
            f"CONFIRMED. Pump {status.serial} was read afterwards: program {status.program_sequence}, "
            f"digest {status.program_digest.hex()}, {status.state.name.lower()}."
        )
    if isinstance(outcome, Rejected):
        return f"REJECTED: {outcome.reason} [{outcome.code}]"
    return (
        f"UNCERTAIN: {outcome.reason}\n"
        "It may or may not have taken effect. Nothing is sent again. Put the head over the pump and run haipdose "
        "device resolve; until then this pump takes no other command but stop."
    )


def outcome_document(outcome: Outcome) -> dict[str, Any]:
    """How a command ended, as a document."""
    if isinstance(outcome, Confirmed):
        status = outcome.status
        return {
            "outcome": "confirmed",
            "program_sequence": status.program_sequence,
            "program_digest": status.program_digest.hex(),
            "state": status.state.name.lower(),
            "bolus": status.bolus_fate.name.lower(),
        }
    if isinstance(outcome, Rejected):
        return {
            "outcome": "rejected",
            "code": outcome.code,
            "reason": outcome.reason,
            "superseded": outcome.superseded,
        }
    pending = outcome.pending
    return {
        "outcome": "uncertain",
        "reason": outcome.reason,
        "pending": None if pending is None else pending.model_dump(mode="json"),
        "remedy": "Run haipdose device resolve.",
    }


def program_document(outcome: Outcome, planned: PlannedProgram) -> dict[str, Any]:
    """How programming ended, with the program."""
    return {**outcome_document(outcome), "program": planned.model_dump(mode="json")}


def log_document(entries: tuple[LogEntry, ...]) -> list[dict[str, Any]]:
    """The log as a document."""
    return [
        {
            "number": entry.number,
            "clock": _when(entry),
            "boot_count": entry.boot_count,
            "kind": _kind(entry),
            "effect_id": f"{entry.effect_id:016x}",
            "detail": entry.detail.hex(),
        }
        for entry in entries
    ]


def log_text(entries: tuple[LogEntry, ...]) -> str:
    """The log as a table."""
    return "\n".join(f"{entry.number:>6}  {_when(entry)}  boot {entry.boot_count}  {_kind(entry)}" for entry in entries)


def _when(entry: LogEntry) -> str:
    return datetime.fromtimestamp(entry.clock_s, UTC).isoformat()


def _kind(entry: LogEntry) -> str:
    try:
        return LogKind(entry.kind).name.lower().replace("_", "-")
    except ValueError:
        return f"unknown-{entry.kind}"
