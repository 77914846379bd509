"""From a pump profile to an emulator of that pump."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from haipdose.errors import InputError
from haipdose.evidence import Sourced
from haipdose.pump.profile import Codec, Programming, PumpProfile, Range
from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.plan import FaultPlan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.ne1000.device import Ne1000
from haipdose_sim.emulator.physics.reservoir import Reservoir
from haipdose_sim.emulator.reference.device import ReferencePump
from haipdose_sim.emulator.reference.programs import Limits
from haipdose_sim.emulator.wire_device import WireDevice

_NL_PER_ML: Final = 1_000_000
_HOURS_PER_DAY: Final = 24
_SECONDS_PER_MINUTE: Final = 60


def build(
    profile: PumpProfile,
    *,
    plan: FaultPlan | None = None,
    seed: int = 0,
    baud: int | None = None,
    wire_scale: float = 1.0,
    epoch_s: int | None = None,
) -> Emulator[WireDevice]:
    """The emulator of ``profile``.

    Args:
        profile: its codec decides the wire.
        plan: the faults.
        seed: of the fault generator.
        baud: paces the line; None: bytes arrive at once.
        wire_scale: virtual seconds that a second on the wire lasts (the speed-up, when one is used).
        epoch_s: the virtual date at the start, in seconds since 1970.

    Raises:
        InputError: the pump has no electronics, or no public wire.
    """
    refuse_without_wire(profile)
    clock = VirtualClock() if epoch_s is None else VirtualClock(epoch_s)
    triggers = Triggers(plan or FaultPlan(), seed)
    device = _device(profile, triggers, clock, wire_scale)
    return Emulator(device, clock, triggers, baud=baud, wire_scale=wire_scale)


def _device(profile: PumpProfile, triggers: Triggers, clock: VirtualClock, wire_scale: float) -> WireDevice:
    programming = profile.programming
    if programming is None or programming.codec.value is Codec.NE1000:
        return Ne1000(triggers, wire_scale=wire_scale)
    capacity = 20.0 if profile.reservoir.capacity_ml is None else float(profile.reservoir.capacity_ml.value)
    residual = 0.0 if profile.reservoir.residual_ml is None else float(profile.reservoir.residual_ml.value)
    return ReferencePump(
        triggers,
        limits=_limits(programming, capacity),
        reservoir=Reservoir(capacity, residual, capacity),
        utc_s=clock.epoch_s,
        wire_scale=wire_scale,
    )


def _limits(programming: Programming, capacity_ml: float) -> Limits:
    """The limits of a profile in the units of the wire (nL/h, nL, s); what it does not say stays at the default."""
    usual = Limits()

    def in_nl(value: Sourced[Decimal] | None, otherwise: int, per: int = 1) -> int:
        return otherwise if value is None else round(value.value * _NL_PER_ML / per)

    alarm = (
        Range() if programming.low_reservoir_alarm_range_ml is None else programming.low_reservoir_alarm_range_ml.value
    )
    duration = Range() if programming.bolus_duration_minutes is None else programming.bolus_duration_minutes.value

    def end(bound: Decimal | None, otherwise: int, factor: int) -> int:
        return otherwise if bound is None else round(bound * factor)

    return Limits(
        rate_minimum=in_nl(programming.rate_minimum_ml_per_day, usual.rate_minimum, _HOURS_PER_DAY),
        rate_maximum=in_nl(programming.rate_maximum_ml_per_day, usual.rate_maximum, _HOURS_PER_DAY),
        rate_step=in_nl(programming.rate_step_ml_per_day, usual.rate_step, _HOURS_PER_DAY),
        volume_step=in_nl(programming.volume_step_ml, usual.volume_step),
        reservoir_maximum=round(capacity_ml * _NL_PER_ML),
        alarm_minimum=end(alarm.minimum, usual.alarm_minimum, _NL_PER_ML),
        alarm_maximum=end(alarm.maximum, usual.alarm_maximum, _NL_PER_ML),
        bolus_minimum=in_nl(programming.bolus_minimum_ml, usual.bolus_minimum),
        bolus_maximum=in_nl(programming.bolus_maximum_ml, usual.bolus_maximum),
        bolus_shortest=end(duration.minimum, usual.bolus_shortest, _SECONDS_PER_MINUTE),
        bolus_longest=end(duration.maximum, usual.bolus_longest, _SECONDS_PER_MINUTE),
        bolus_rate_maximum=in_nl(programming.bolus_rate_maximum_ml_per_day, usual.bolus_rate_maximum, _HOURS_PER_DAY),
    )


def refuse_without_wire(profile: PumpProfile) -> None:
    """Raises InputError for a pump that nothing can talk to."""
    if not profile.programmable.value:
        raise InputError(
            f"{profile.title} is a constant-flow pump without electronics: there is no wire to emulate.",
            code="emulate.not-programmable",
            field="profile",
            found=profile.id,
            remedy="Use --physics to watch its reservoir, or choose a programmable profile.",
        )
    codec = Codec.NONE if profile.programming is None else profile.programming.codec.value
    if codec is Codec.NONE:
        raise InputError(
            f"No public protocol of a programmer of {profile.title} exists, and none is invented here.",
            code="emulate.no-public-protocol",
            field="profile",
            found=profile.id,
            allowed="profiles with the reference protocol or with the NE-1000 protocol",
            remedy="Choose reference-programmable-20 to try a programmable pump.",
        )
