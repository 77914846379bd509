"""The pump's own clock: set, read, and wrong in the ways that clocks are."""

from __future__ import annotations


class PumpClock:
    """Seconds since 1970 as the pump believes.

    Args:
        seconds: what it shows at virtual time 0.
    """

    def __init__(self, seconds: int) -> None:
        self._shown = float(seconds)
        self._since = 0.0
        self._pace = 1.0

    def read(self, now: float) -> int:
        """What it shows at virtual time ``now``."""
        shown = self._shown + (now - self._since) * self._pace
        return max(0, min(0xFFFFFFFF, int(shown)))

    def set(self, seconds: int, now: float) -> None:
        """Set it."""
        self._shown, self._since = float(seconds), now

    def jump(self, seconds: float, now: float) -> None:
        """Jump by ``seconds``, back when negative."""
        self.set(self.read(now), now)
        self._shown += seconds

    def run_fast(self, percent: float, now: float) -> None:
        """Run fast (slow when negative) from now on."""
        self.set(self.read(now), now)
        self._pace = 1 + percent / 100
