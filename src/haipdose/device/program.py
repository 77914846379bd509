"""From a fill to a flow program: the only place of this room that knows drugs and doses.

The pump takes whole numbers: nL/h, nL, ng/mL. The rate is rounded by the profile's step; what that does to the dose is
shown. The refill date counts on the fastest flow that the pump's accuracy allows, so that it is never too late.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Final

from pydantic import AwareDatetime, StringConstraints

from haipdose.derivation import Notice, Step
from haipdose.device.codec.reference_contents import BolusProgram, FlowProgram
from haipdose.device.errors import NotProgrammable
from haipdose.errors import InputError
from haipdose.evidence import Document, Sourced
from haipdose.pump.profile import Codec, Programming, PumpProfile, Range
from haipdose.quantities import (
    Computed,
    NonNegativeExact,
    PositiveExact,
    RoundingRule,
    exactly,
    percent_of,
    round_to_step,
    settle,
    to_display,
    to_text,
)

_NL_PER_ML: Final = 1_000_000
_NG_PER_MG: Final = 1_000_000
_HOURS_PER_DAY: Final = 24
_SECONDS_PER_MINUTE: Final = 60
_SECONDS_PER_DAY: Final = 86_400
_PERCENT: Final = 100
LARGEST_SERIAL: Final = 0xFFFFFFFE

DrugLabel = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,16}$")]


class ProgramRequest(Document):
    """A fill that the pump is to be programmed for.

    ``flow_ml_per_day`` is the wanted flow, ``reservoir_ml`` what is in the reservoir after the fill, with the residual.
    ``concentration_mg_per_ml`` is that of ``drug``. ``prescribed_mg_per_day`` adds how far the program is from it.
    ``planned_for`` is the day of the visit that the fill belongs to. ``refilled`` false: only the rate changes, the
    pump's counter stays. ``old_concentration_mg_per_ml`` (what was in the pump before) asks for a bridge, which needs
    ``catheter_ml``.
    """

    serial_number: str
    drug: DrugLabel
    concentration_mg_per_ml: Computed
    flow_ml_per_day: PositiveExact
    reservoir_ml: PositiveExact
    refilled: bool = True
    residual_ml: NonNegativeExact | None = None
    low_reservoir_alarm_ml: PositiveExact | None = None
    filled_at: AwareDatetime
    planned_for: date | None = None
    prescribed_mg_per_day: Computed | None = None
    catheter_ml: PositiveExact | None = None
    old_concentration_mg_per_ml: PositiveExact | None = None


class Bridge(Document):
    """The old solution between reservoir and artery, given at the rate that makes it the new daily dose.

    ``rate_ml_per_day`` for ``days``, until ``volume_ml`` of the old solution are gone; then the program itself.
    """

    volume_ml: Computed
    rate_ml_per_day: Computed
    days: Computed


class PlannedProgram(Document):
    """A program that the pump can hold, and how it came about.

    ``dose_deviation_percent`` is what rounding the rate does to the daily dose; ``delivered_mg_per_day`` is what the
    program delivers. ``refill_due`` is the latest moment for the refill, at the fastest flow. ``dead_volume_ml`` is
    what a priming bolus would have to push through; None when profile and request do not tell.
    """

    profile: str
    profile_digest: str
    drug: str
    concentration_mg_per_ml: Computed
    rate_ml_per_day: Computed
    delivered_mg_per_day: Computed
    dose_deviation_percent: Computed
    from_prescribed_percent: Computed | None
    refill_due: AwareDatetime
    dead_volume_ml: Computed | None
    bridge: Bridge | None
    canonical: str
    derivation: tuple[Step, ...]
    warnings: tuple[Notice, ...]


def require_programmable(profile: PumpProfile, codec: Codec = Codec.REFERENCE) -> Programming:
    """The programming part of ``profile``.

    Raises:
        NotProgrammable: a pump without electronics, without a public protocol, or with another one. Nothing was sent.
    """
    if not profile.programmable.value:
        raise NotProgrammable(
            f"{profile.title} is a constant-flow pump without electronics: it cannot be read or programmed.",
            code="device.not-programmable",
            field="pump.profile",
            found=profile.id,
            remedy="Its flow is fixed; the dose is set by what is filled: use haipdose fill.",
        )
    programming = profile.programming
    if programming is None or programming.codec.value is not codec:
        spoken = "none" if programming is None else programming.codec.value.value
        raise NotProgrammable(
            f"This command cannot speak with {profile.title}.",
            code="device.no-public-protocol" if spoken == "none" else "device.other-protocol",
            field="pump.profile",
            found=spoken,
            allowed=codec.value,
            remedy="Its maker's protocol is not public; use the maker's own programmer."
            if spoken == "none"
            else "Choose the command for this kind of pump.",
        )
    return programming


def serial_on_the_wire(serial_number: str) -> int:
    """The serial number as the wire's 32 bits. Raises InputError for one that is no such number."""
    if not serial_number.isascii() or not serial_number.isdigit() or int(serial_number) > LARGEST_SERIAL:
        raise InputError(
            "The reference protocol addresses a pump by a number.",
            code="device.serial-number",
            field="pump.serial_number",
            found=serial_number,
            allowed=f"0 to {LARGEST_SERIAL}",
            remedy="Read the serial number from the pump's card.",
        )
    return int(serial_number)


def plan_program(request: ProgramRequest, profile: PumpProfile) -> tuple[FlowProgram, PlannedProgram]:
    """The flow program of a fill.

    Returns:
        What goes onto the wire, and the same for people, with its derivation.

    Raises:
        NotProgrammable: see :func:`require_programmable`.
        InputError: a value outside the profile's limits, or a profile that lacks what is needed.

    Source: derived; limits and steps are those of the profile.
    """
    limits = require_programmable(profile)
    book = _Book(profile)
    serial = serial_on_the_wire(request.serial_number)
    step = book.need("programming.rate_step_ml_per_day", limits.rate_step_ml_per_day, "step of the rate", "mL/day")
    rate = round_to_step(request.flow_ml_per_day, step, RoundingRule.HALF_EVEN)
    nearest = f"{to_text(request.flow_ml_per_day)} mL/day to the nearest step, ties to even"
    book.step("Programmed rate", nearest, rate, "mL/day")
    book.within("flow_ml_per_day", rate, limits.rate_minimum_ml_per_day, limits.rate_maximum_ml_per_day, "mL/day")
    volume_step = book.need("programming.volume_step_ml", limits.volume_step_ml, "step of volumes", "mL")
    reservoir = round_to_step(request.reservoir_ml, volume_step, RoundingRule.DOWN)
    _check_capacity(reservoir, profile)
    alarm = request.low_reservoir_alarm_ml
    if alarm is None:
        alarm = book.need(
            "programming.low_reservoir_alarm_ml", limits.low_reservoir_alarm_ml, "low-reservoir alarm", "mL"
        )
    alarm = round_to_step(alarm, volume_step, RoundingRule.UP)
    book.range("low_reservoir_alarm_ml", alarm, limits.low_reservoir_alarm_range_ml, "mL")
    due = _refill_due(request, profile, rate, max(alarm, _residual(request, profile)), book)
    with exactly():
        on_wire = round_to_step(request.concentration_mg_per_ml * _NG_PER_MG, Decimal(1), RoundingRule.HALF_EVEN)
        concentration = on_wire / _NG_PER_MG
        wanted = request.concentration_mg_per_ml * request.flow_ml_per_day
        delivered = settle(concentration * rate)
        deviation = percent_of(rate - request.flow_ml_per_day, request.flow_ml_per_day)
    product = f"{to_text(concentration)} mg/mL × {to_text(rate)} mL/day"
    book.step("Daily dose of the program", product, delivered, "mg/day")
    book.step("Deviation by rounding", f"against {to_display(wanted)} mg/day", deviation, "%")
    prescribed = request.prescribed_mg_per_day
    _not_another_day(request, book)
    program = FlowProgram(
        serial=serial,
        drug=request.drug,
        concentration_ng_per_ml=int(on_wire),
        rate_nl_per_h=_whole(rate * _NL_PER_ML / _HOURS_PER_DAY, "flow_ml_per_day"),
        refilled=request.refilled,
        reservoir_nl=_whole(reservoir * _NL_PER_ML, "reservoir_ml") if request.refilled else 0,
        low_reservoir_alarm_nl=_whole(alarm * _NL_PER_ML, "low_reservoir_alarm_ml"),
        refill_due_s=int(due.timestamp()),
    )
    return program, PlannedProgram(
        profile=profile.id,
        profile_digest=profile.digest,
        drug=request.drug,
        concentration_mg_per_ml=concentration,
        rate_ml_per_day=rate,
        delivered_mg_per_day=delivered,
        dose_deviation_percent=deviation,
        from_prescribed_percent=None if prescribed is None else percent_of(delivered - prescribed, prescribed),
        refill_due=due,
        dead_volume_ml=dead_volume_ml(profile, request.catheter_ml),
        bridge=_bridge(request, profile, delivered, book),
        canonical=program.canonical.hex(),
        derivation=tuple(book.steps),
        warnings=tuple(book.warnings),
    )


def dead_volume_ml(profile: PumpProfile, catheter_ml: Decimal | None) -> Decimal | None:
    """Tubing inside the pump and catheter: what stands between reservoir and artery, mL; None when not known."""
    tubing = None if profile.programming is None else profile.programming.internal_tubing_ml
    return None if tubing is None or catheter_ml is None else tubing.value + catheter_ml


def plan_bolus(
    serial_number: str, volume_ml: Decimal, minutes: Decimal, profile: PumpProfile
) -> tuple[BolusProgram, tuple[Notice, ...]]:
    """A bolus of ``volume_ml`` over ``minutes``; a volume off the pump's step is refused, never rounded.

    Raises:
        NotProgrammable, InputError: as :func:`plan_program`.
    """
    limits = require_programmable(profile)
    book = _Book(profile)
    step = book.need("programming.volume_step_ml", limits.volume_step_ml, "step of volumes", "mL")
    book.within("volume_ml", volume_ml, limits.bolus_minimum_ml, limits.bolus_maximum_ml, "mL")
    if round_to_step(volume_ml, step, RoundingRule.DOWN) != volume_ml:
        raise InputError(
            "The pump cannot deliver this bolus exactly.",
            code="device.off-step",
            field="volume_ml",
            found=to_text(volume_ml),
            allowed=f"multiples of {to_text(step)} mL",
            remedy="Choose a volume on the step.",
        )
    book.range("minutes", minutes, limits.bolus_duration_minutes, "min")
    with exactly():
        rate = settle(volume_ml / minutes * _SECONDS_PER_MINUTE * _HOURS_PER_DAY)
    book.within("volume_ml", rate, None, limits.bolus_rate_maximum_ml_per_day, "mL/day as a rate")
    mixes = Notice(
        level="warning",
        code="device.bolus-pushes-what-is-there",
        message="A bolus first pushes out what stands in tubing and catheter, which may be another fluid than what is "
        "in the reservoir.",
        action="Know what is in the catheter and how much of it there is before the bolus is started.",
    )
    bolus = BolusProgram(
        serial_on_the_wire(serial_number),
        _whole(volume_ml * _NL_PER_ML, "volume_ml"),
        _whole(minutes * _SECONDS_PER_MINUTE, "minutes"),
    )
    return bolus, (mixes,)


def _bridge(request: ProgramRequest, profile: PumpProfile, daily_dose_mg: Decimal, book: _Book) -> Bridge | None:
    """The bridge, when one is asked for. Source: derived (dose / old concentration; volume / rate)."""
    old = request.old_concentration_mg_per_ml
    if old is None:
        return None
    limits = require_programmable(profile)
    volume = dead_volume_ml(profile, request.catheter_ml)
    step = limits.rate_step_ml_per_day
    if volume is None or step is None:
        raise InputError(
            "A bridge needs the volume of tubing and catheter.",
            code="device.no-dead-volume",
            field="catheter_ml",
            remedy="Give catheter_ml; the profile must know the pump's internal tubing.",
        )
    with exactly():
        rate = round_to_step(settle(daily_dose_mg / old), step.value, RoundingRule.HALF_EVEN)
    book.within(
        "old_concentration_mg_per_ml", rate, limits.rate_minimum_ml_per_day, limits.rate_maximum_ml_per_day, "mL/day"
    )
    with exactly():
        days = settle(volume / rate)
    book.step("Bridge rate", f"{to_display(daily_dose_mg)} mg/day ÷ {to_text(old)} mg/mL", rate, "mL/day")
    book.step("Bridge time", f"{to_text(volume)} mL ÷ {to_text(rate)} mL/day", days, "days")
    return Bridge(volume_ml=volume, rate_ml_per_day=rate, days=days)


def _not_another_day(request: ProgramRequest, book: _Book) -> None:
    planned, filled = request.planned_for, request.filled_at.date()
    if planned is not None and planned != filled:
        book.warnings.append(
            Notice(
                level="warning",
                code="device.another-day",
                message=f"This fill is planned for {planned.isoformat()}, and it is programmed as given on "
                f"{filled.isoformat()}.",
                action="Program the pump on the day of the fill.",
            )
        )


class _Book:
    """Collects the derivation, and checks against the profile."""

    def __init__(self, profile: PumpProfile) -> None:
        self._profile = profile
        self.steps: list[Step] = []
        self.warnings: list[Notice] = []

    def step(self, label: str, formula: str, value: Decimal, unit: str) -> None:
        shown = to_display(value)
        self.steps.append(
            Step(label=label, formula=formula, value=shown, unit=unit, approximate=shown != to_text(value))
        )

    def need(self, path: str, sourced: Sourced[Decimal] | None, what: str, unit: str) -> Decimal:
        if sourced is None:
            raise InputError(
                f"The profile {self._profile.id} does not say the {what}, and nothing is assumed.",
                code="device.profile-lacks",
                field=f"profile.{path}",
                remedy="Complete the profile from the pump's instructions.",
            )
        self.steps.append(
            Step(
                label=what.capitalize(),
                value=to_text(sourced.value),
                unit=unit,
                rule=self._profile.rule_path(path),
                source=sourced.source,
                evidence=sourced.evidence,
            )
        )
        return sourced.value

    def within(
        self, field: str, value: Decimal, low: Sourced[Decimal] | None, high: Sourced[Decimal] | None, unit: str
    ) -> None:
        limits = Range(minimum=None if low is None else low.value, maximum=None if high is None else high.value)
        self._check(field, value, limits, unit)

    def range(self, field: str, value: Decimal, sourced: Sourced[Range] | None, unit: str) -> None:
        if sourced is not None:
            self._check(field, value, sourced.value, unit)

    def _check(self, field: str, value: Decimal, limits: Range, unit: str) -> None:
        low, high = limits.minimum, limits.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            ends = " to ".join("…" if end is None else to_text(end) for end in (low, high))
            raise InputError(
                "The pump cannot do that.",
                code="device.out-of-range",
                field=field,
                found=f"{to_display(value)} {unit}",
                allowed=f"{ends} {unit}",
                remedy="Choose a value within the pump's limits; check the unit and the decimal point.",
            )


def _check_capacity(reservoir: Decimal, profile: PumpProfile) -> None:
    capacity = profile.reservoir.capacity_ml
    if capacity is not None and reservoir > capacity.value:
        raise InputError(
            "The reservoir does not hold that much.",
            code="device.reservoir-too-full",
            field="reservoir_ml",
            found=to_text(reservoir),
            allowed=f"at most {to_text(capacity.value)} mL",
            remedy="Check the fill volume and the size of the pump.",
        )


def _residual(request: ProgramRequest, profile: PumpProfile) -> Decimal:
    if request.residual_ml is not None:
        return request.residual_ml
    known = profile.reservoir.residual_ml or profile.reservoir.residual_maximum_ml
    return Decimal(0) if known is None else known.value


def refill_due(
    filled_at: datetime, usable_ml: Decimal, rate_ml_per_day: Decimal, accuracy_percent: Decimal
) -> datetime:
    """When ``usable_ml`` are gone at the fastest flow that the accuracy allows, cut down to whole seconds.

    Source: derived (volume / (rate × (1 + accuracy))).
    """
    with exactly():
        fastest = rate_ml_per_day * (_PERCENT + accuracy_percent) / _PERCENT
        seconds = settle(usable_ml / fastest * _SECONDS_PER_DAY).to_integral_value(ROUND_FLOOR)
    return (filled_at + timedelta(seconds=int(seconds))).replace(microsecond=0)


def _refill_due(
    request: ProgramRequest, profile: PumpProfile, rate: Decimal, kept_back: Decimal, book: _Book
) -> datetime:
    """The refill date: when the reservoir reaches the alarm level (or the residual) at the fastest flow."""
    usable = request.reservoir_ml - kept_back
    if usable <= 0:
        raise InputError(
            "The reservoir holds no more than the low-reservoir level or the residual volume.",
            code="device.nothing-to-deliver",
            field="reservoir_ml",
            found=to_text(request.reservoir_ml),
            allowed=f"more than {to_text(kept_back)} mL",
            remedy="Check the fill volume.",
        )
    accuracy = book.need("flow.accuracy_percent", profile.flow.accuracy_percent, "accuracy of the flow", "%")
    due = refill_due(request.filled_at, usable, rate, accuracy)
    book.steps.append(
        Step(
            label="Refill at the latest",
            formula=f"({to_text(request.reservoir_ml)} − {to_text(kept_back)}) mL ÷ ({to_text(rate)} mL/day × "
            f"{to_text(1 + accuracy / _PERCENT)}) after {request.filled_at.isoformat()}",
            value=due.isoformat(),
        )
    )
    return due


def _whole(value: Decimal, field: str) -> int:
    """The value as a whole number of the wire's unit; refused when it is none, never rounded here."""
    whole = int(settle(value))
    if whole != settle(value):
        raise InputError(
            "The value is finer than the wire of the pump can carry.",
            code="device.too-fine",
            field=field,
            found=to_text(value),
            allowed="whole nL/h, nL or ng/mL",
            remedy="Give fewer decimals, or check the step in the profile.",
        )
    return whole
