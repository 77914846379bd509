"""What the layers above need of a port. Time is whatever ``now`` says: real at the edge, virtual in tests."""

from __future__ import annotations

from typing import Protocol


class Port(Protocol):
    """Bytes to and from a pump, and the clock that deadlines are measured by. Loss of the port is an OSError."""

    def now(self) -> float:
        """Seconds, monotonic."""
        ...

    def write(self, data: bytes) -> None:
        """Send ``data`` completely."""
        ...

    def read(self, deadline: float) -> bytes:
        """What comes first, waiting until ``deadline`` at most; empty when nothing did."""
        ...

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        ...

    def purge(self) -> None:
        """Throw away what has come and was not read."""
        ...
