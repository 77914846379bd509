"""From a pump profile to an emulator of that pump."""

from __future__ import annotations

from haipdose.errors import InputError
from haipdose.pump.profile import Codec, PumpProfile
from haipdose_sim.emulator.clock import VirtualClock
from haipdose_sim.emulator.emulator import Emulator
from haipdose_sim.emulator.faults.plan import FaultPlan
from haipdose_sim.emulator.faults.triggers import Triggers
from haipdose_sim.emulator.ne1000.device import Ne1000
from haipdose_sim.emulator.wire_device import WireDevice


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
    device: WireDevice = Ne1000(triggers, wire_scale=wire_scale)
    return Emulator(device, clock, triggers, baud=baud, wire_scale=wire_scale)


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
