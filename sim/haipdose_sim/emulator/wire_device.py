"""What every emulated device offers to the line: bytes in, bytes out, and when it wants to be woken. No I/O."""

from __future__ import annotations

from typing import Protocol


class WireDevice(Protocol):
    """A device behind a line. ``now`` is virtual time in seconds and never runs back."""

    def receive(self, data: bytes, now: float) -> list[bytes]:
        """Take bytes from the line; the transmissions that answer them."""

    def wake(self, now: float) -> list[bytes]:
        """Let time pass up to ``now``; transmissions that nobody asked for."""

    def next_wake(self) -> float | None:
        """When something will happen by itself; None: never, as things are."""
