"""The pump as it was read, against the pump as the course expects it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from haipdose.derivation import Notice
from haipdose.device.codec.reference_contents import Alarm, BolusFate, PumpState, PumpStatus
from haipdose.evidence import Document
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import Computed, RoundingRule, exactly, round_to_step, settle, to_display, to_text

_NL_PER_ML: Final = 1_000_000
_HOURS_PER_DAY: Final = 24

_ALARM_WORDS: Final = {
    Alarm.RESET: (
        "critical",
        "The pump has lost power and started again.",
        "Compare every setting before you trust it.",
    ),
    Alarm.MOTOR_STALL: ("critical", "The motor stands still: nothing is delivered.", "Follow the pump's instructions."),
    Alarm.LOW_RESERVOIR: ("warning", "The reservoir is low.", "Plan the refill now."),
    Alarm.EMPTY_RESERVOIR: ("critical", "The reservoir is empty.", "Refill it, or keep the catheter open otherwise."),
    Alarm.BATTERY: ("warning", "The battery nears its end.", "Plan the replacement of the pump."),
    Alarm.PROGRAM_LOST: ("critical", "The pump has lost its program.", "Program it again, or stop using it."),
    Alarm.MINIMUM_RATE: (
        "critical",
        "The pump has reset itself and runs at its minimum rate.",
        "The patient gets far too little: program it again, and find out since when from the pump's log.",
    ),
}


class Expected(Document):
    """What the course expects of the pump. None: the course does not say."""

    serial_number: str
    drug: str | None = None
    flow_ml_per_day: Computed | None = None
    reservoir_ml: Computed | None = None


class PumpReading(Document):
    """A reading of the pump for people and for records; ``findings``: what to look at."""

    serial_number: str
    model: str
    drug: str
    concentration_mg_per_ml: Computed
    rate_ml_per_day: Computed
    state: str
    reservoir_ml: Computed
    counted_delivered_ml: Computed
    battery_percent: int
    boot_count: int
    program_sequence: int
    program_digest: str
    bolus: str
    findings: tuple[Notice, ...]

    @property
    def has_critical(self) -> bool:
        """Whether something must be settled before anything else is done."""
        return any(finding.level == "critical" for finding in self.findings)


def read_pump(status: PumpStatus, model: str, expected: Expected | None, profile: PumpProfile) -> PumpReading:
    """The reading, with everything in it that does not fit ``expected`` or needs a look by itself."""
    findings = [
        Notice(level=level, code=f"device.alarm-{_word(alarm)}", message=message, action=action)
        for alarm, (level, message, action) in _ALARM_WORDS.items()
        if alarm in status.alarms
    ]
    if status.state is PumpState.STOPPED:
        findings.append(_critical("device.stopped", "The pump is stopped: nothing is delivered.", "Find out why."))
    if status.bolus_fate in (BolusFate.CANCELLED, BolusFate.INTERRUPTED):
        findings.append(
            Notice(
                level="warning",
                code="device.bolus-not-complete",
                message=f"The last bolus was ended early: {_ml(status.bolus_delivered_nl)} mL of it were delivered.",
                action="It is never resumed. Decide anew whether and how much is given.",
            )
        )
    rate = _rate(status)
    findings += _minimum_rate(status, rate, profile)
    if expected is not None:
        findings += _against(expected, status, rate, profile)
    program = status.program
    return PumpReading(
        serial_number=str(status.serial),
        model=model,
        drug=program.drug or "none",
        concentration_mg_per_ml=Decimal(program.concentration_ng_per_ml) / _NL_PER_ML,
        rate_ml_per_day=rate,
        state=status.state.name.lower(),
        reservoir_ml=Decimal(status.reservoir_nl) / _NL_PER_ML,
        counted_delivered_ml=Decimal(status.delivered_nl) / _NL_PER_ML,
        battery_percent=status.battery_percent,
        boot_count=status.boot_count,
        program_sequence=status.program_sequence,
        program_digest=status.program_digest.hex(),
        bolus=status.bolus_fate.name.lower(),
        findings=tuple(findings),
    )


def _minimum_rate(status: PumpStatus, rate: Decimal, profile: PumpProfile) -> list[Notice]:
    """A program without a drug is the pump's own: what it runs from the factory and after every reset."""
    if status.program.drug or Alarm.MINIMUM_RATE in status.alarms or Alarm.PROGRAM_LOST in status.alarms:
        return []
    return [
        _critical(
            "device.factory-program",
            f"The pump runs its own program at {to_text(rate)} mL/day: {profile.title} has not been programmed.",
            "Program it before the patient depends on it.",
        )
    ]


def _against(expected: Expected, status: PumpStatus, rate: Decimal, profile: PumpProfile) -> list[Notice]:
    found: list[Notice] = []
    if expected.serial_number != str(status.serial):
        found.append(
            _critical(
                "device.wrong-pump",
                f"This is the pump {status.serial}; the course is of {expected.serial_number}.",
                "Do nothing with this pump in this course.",
            )
        )
    drug = status.program.drug
    if expected.drug is not None and drug and drug != expected.drug:
        found.append(
            _critical(
                "device.other-drug",
                f"The pump is programmed for {drug}, the course has {expected.drug} in it.",
                "Find out what is in the reservoir before anything is given.",
            )
        )
    if expected.flow_ml_per_day is not None and rate != _on_step(expected.flow_ml_per_day, profile):
        found.append(
            _critical(
                "device.other-rate",
                f"The pump runs at {to_text(rate)} mL/day, the course counts on "
                f"{to_display(expected.flow_ml_per_day)} mL/day.",
                "Find out which is right; what was delivered since the last fill follows the pump.",
            )
        )
    if expected.reservoir_ml is not None:
        found += _volume(expected.reservoir_ml, Decimal(status.reservoir_nl) / _NL_PER_ML, profile)
    return found


def _on_step(flow: Decimal, profile: PumpProfile) -> Decimal:
    step = None if profile.programming is None else profile.programming.rate_step_ml_per_day
    return flow if step is None else round_to_step(flow, step.value, RoundingRule.HALF_EVEN)


def _volume(expected: Decimal, counted: Decimal, profile: PumpProfile) -> list[Notice]:
    with exactly():
        difference = settle(counted - expected)
    threshold = profile.refill_checks.volume_discrepancy_ml
    words = (
        f"The pump counts {to_display(counted, 3)} mL in the reservoir, the course expects {to_display(expected, 3)} mL"
    )
    if threshold is None:
        return [
            Notice(
                level="info",
                code="device.volume-not-judged",
                message=f"{words}; the profile has no threshold for the difference of {to_display(difference, 3)} mL.",
                action="Judge it by the pump's instructions.",
            )
        ]
    if abs(difference) <= threshold.value:
        return []
    return [
        _critical(
            "device.unexpected-volume",
            f"{words}: {to_display(difference, 3)} mL apart, more than {to_text(threshold.value)} mL.",
            "Suspect a fill beside the port, a wrong entry or a wrong flow: withdraw and measure before more is given.",
            rule=profile.rule_path("refill_checks.volume_discrepancy_ml"),
            source=threshold.source,
        )
    ]


def _critical(code: str, message: str, action: str, *, rule: str | None = None, source: str = "") -> Notice:
    return Notice(level="critical", code=code, message=message, action=action, rule=rule, source=source)


def _rate(status: PumpStatus) -> Decimal:
    return Decimal(status.program.rate_nl_per_h * _HOURS_PER_DAY) / _NL_PER_ML


def _ml(volume_nl: int) -> str:
    return to_text(Decimal(volume_nl) / _NL_PER_ML)


def _word(alarm: Alarm) -> str:
    return (alarm.name or "unknown").lower().replace("_", "-")
