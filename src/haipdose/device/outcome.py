"""How a command ends: doubt is a result, not an error."""

from __future__ import annotations

from dataclasses import dataclass

from haipdose.device.codec.reference_contents import PumpStatus
from haipdose.device.journal import Intent


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It took effect: the pump was read afterwards and ``status`` shows it."""

    status: PumpStatus


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is not in force. ``code`` is stable, ``reason`` for people.

    ``superseded``: the pump runs neither what was asked for nor what it ran before (it lost its program, reset itself,
    or somebody else programmed it): look at ``status`` at once.
    """

    code: str
    reason: str
    status: PumpStatus | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may or may not have taken effect. Nothing is resent; ``pending`` is resolved by reading the pump."""

    pending: Intent | None
    reason: str


Outcome = Confirmed | Rejected | Uncertain
