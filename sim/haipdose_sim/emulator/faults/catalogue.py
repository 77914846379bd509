"""Every kind of fault that there is, in which layer it strikes, and its arguments with their defaults.

Line faults change bytes and know nothing of their meaning; device faults change what the pump does, never the bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

ArgumentValue = bool | int | float | str


class Layer(StrEnum):
    """Where a fault strikes."""

    LINE = "line"
    DEVICE = "device"


class Moment(StrEnum):
    """When the device asks whether a fault strikes.

    ``request``: a whole, valid command has arrived. ``store``: a value is about to be stored. ``flash``: before each
    write step. ``reply``: the command is done and its answer is about to go out. ``time``: whenever time passes.
    """

    TRANSMISSION = "transmission"
    REQUEST = "request"
    STORE = "store"
    FLASH = "flash"
    REPLY = "reply"
    TIME = "time"


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault: its moment decides its layer."""

    name: str
    moment: Moment
    summary: str
    arguments: dict[str, ArgumentValue] = field(default_factory=dict)

    @property
    def layer(self) -> Layer:
        """Line or device."""
        return Layer.LINE if self.moment is Moment.TRANSMISSION else Layer.DEVICE


_Rows = tuple[tuple[str, str, dict[str, ArgumentValue]], ...]

_LINE: Final[_Rows] = (
    ("bit-flip", "flips bits at random places", {"bits": 1}),
    ("burst", "overwrites neighbouring bytes with noise", {"length": 4}),
    ("insert", "puts noise bytes in at a random place", {"bytes": 1}),
    ("garbage", "puts noise in front of the transmission", {"bytes": 16}),
    ("drop-bytes", "loses bytes at random places", {"bytes": 1}),
    ("drop-frame", "loses the whole transmission", {}),
    ("duplicate", "sends it twice", {"pause_s": 0.0}),
    ("delay", "delivers it late", {"seconds": 1.0}),
    ("reorder", "delivers it after the next one", {}),
    ("truncate", "loses its tail", {"keep_percent": 50}),
    ("split", "delivers it in two pieces with a pause between", {"pause_s": 0.1}),
    ("merge", "holds it back and delivers it in one piece with the next one", {}),
    ("echo", "returns the host's own bytes to it as well", {}),
    ("replay", "delivers the first transmission of this direction once more instead", {}),
    ("port-vanishes", "the port disappears (cable pulled, adapter gone)", {"seconds": 1e9}),
)
_REQUEST: Final[_Rows] = (
    ("silent", "reads the command, does nothing and says nothing", {}),
    ("busy", "answers that it is busy and does nothing", {}),
    ("foreign-pump", "another pump is under the head from now on", {"serial": 0}),
    ("power-cut-before", "loses power before it acts on the command", {"seconds": 2.0}),
)
_REPLY: Final[_Rows] = (
    ("mute", "does as it was told and says nothing", {}),
    ("wrong-address", "answers with another pump's address", {}),
    ("wrong-session", "answers with another session", {}),
    ("stuck-reply", "repeats its first answer to this operation", {}),
    ("power-cut-after", "does as it was told and loses power before it answers", {"seconds": 2.0}),
)
_TIME: Final[_Rows] = (
    ("power-cycle", "loses power", {"seconds": 2.0}),
    ("reset-to-minimum-rate", "resets itself: the lowest rate it can deliver, a reset alarm", {}),
    ("battery-eri", "the battery nears its end", {}),
    ("clock-skew", "its clock runs fast (or, negative, slow)", {"percent": 1.0}),
    ("clock-jump", "its clock jumps (negative: back)", {"seconds": 3600}),
    ("motor-stall", "the motor stands still", {}),
    ("motor-restart", "a stalled motor turns again", {}),
    ("flow-error", "delivers more (negative: less) than commanded", {"percent": 20.0}),
    ("temperature", "the pump's temperature changes", {"celsius": 39.0}),
    ("altitude", "the patient travels", {"metres": 1600.0}),
    ("outlet-pressure", "the pressure at the catheter's tip changes", {"bar": 0.133}),
    ("log-wrap", "the log is full and its oldest entries are gone", {"keep": 8}),
    ("flash-corrupt", "a flash slot no longer holds what was written", {"slot": "active"}),
)


def _kinds(moment: Moment, rows: _Rows) -> list[FaultKind]:
    return [FaultKind(name, moment, summary, arguments) for name, summary, arguments in rows]


KINDS: Final[dict[str, FaultKind]] = {
    kind.name: kind
    for kind in [
        *_kinds(Moment.TRANSMISSION, _LINE),
        *_kinds(Moment.REQUEST, _REQUEST),
        FaultKind(
            "lie", Moment.STORE, "stores another value than it says", {"field": "rate", "percent": 10.0, "hidden": 0}
        ),
        FaultKind("power-cut", Moment.FLASH, "loses power at a write step of its flash", {"seconds": 2.0}),
        *_kinds(Moment.REPLY, _REPLY),
        *_kinds(Moment.TIME, _TIME),
    ]
}
