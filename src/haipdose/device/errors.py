"""What can go wrong between the driver and a pump, by the situation in which it happens.

::

    DeviceError
    └── PumpError
        ├── TransportError          the port
        │   ├── PortNotOpened       not there, in use, not allowed
        │   └── PortLost            unplugged, closed by the other side, a write that never ends
        ├── LinkError               bytes come, but no answer
        │   └── NoAnswer            nothing valid before the deadline
        ├── SessionError            an answer that belongs elsewhere
        │   ├── StaleSession        the pump has started a new session or lost power
        │   ├── WrongPump           another pump is under the head
        │   └── UnreadableAnswer    a valid frame whose content makes no sense
        ├── DeviceRefused           the pump understood and refuses; it changed nothing
        ├── VerificationError       the pump holds something else than was sent
        ├── DeviceAlarm             the pump has an alarm that must be looked at first
        └── EffectPending           an earlier command's outcome is not known yet

:class:`NotProgrammable` is no device error: nothing was sent. It refuses before a byte is written.
"""

from __future__ import annotations

from haipdose.errors import DeviceError, Refused


class PumpError(DeviceError):
    """The root of this room's errors."""


class TransportError(PumpError):
    """The port itself."""


class PortNotOpened(TransportError):
    """The port is not there, is in use, or may not be opened."""


class PortLost(TransportError):
    """The port was there and is gone: unplugged, closed by the other side, or a write that does not end."""


class LinkError(PumpError):
    """Bytes may come, but no answer."""


class NoAnswer(LinkError):
    """Nothing valid came before the deadline, after as many tries as the command's class allows."""


class SessionError(PumpError):
    """A valid answer that does not belong here."""


class StaleSession(SessionError):
    """The pump does not know this session any more: another programmer spoke to it, or it lost power."""


class WrongPump(SessionError):
    """Another pump than the one that is meant is under the head."""


class UnreadableAnswer(SessionError):
    """A frame with a right checksum whose content makes no sense."""


class DeviceRefused(PumpError):
    """The pump understood and refuses; it changed nothing. ``reason`` is the protocol's word."""

    def __init__(self, message: str, *, reason: str, detail: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message, code=f"device.refused.{reason}", found=detail, remedy=remedy)
        self.reason = reason


class VerificationError(PumpError):
    """What the pump holds is not what was sent."""


class DeviceAlarm(PumpError):
    """The pump has an alarm that must be looked at first."""


class EffectPending(PumpError):
    """An earlier effect's outcome is not known: nothing new is sent until the pump has been read."""


class NotProgrammable(Refused):
    """The pump has no electronics, or no public protocol: refused before a byte is written."""
