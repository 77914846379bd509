"""Time of the emulator: a number that somebody moves on, never the machine's clock.

A month of infusion takes no longer than its events. Only :class:`RealTimePace`, used by the servers at the edge, looks
at a real clock, and it is given one.
"""

from __future__ import annotations

from collections.abc import Callable


class VirtualClock:
    """Seconds since the emulator was switched on, and the date that stands for.

    Args:
        epoch_s: seconds since 1970-01-01 UTC at which the virtual time starts.
    """

    def __init__(self, epoch_s: int = 1_767_225_600) -> None:  # 2026-01-01T00:00:00Z
        self.epoch_s = epoch_s
        self.now = 0.0

    def advance(self, seconds: float) -> None:
        """Move on by ``seconds`` ≥ 0. Raises ValueError otherwise: virtual time never runs back."""
        if seconds < 0:
            msg = f"virtual time cannot run back by {-seconds} s"
            raise ValueError(msg)
        self.now += seconds

    def advance_to(self, moment: float) -> None:
        """Move on to ``moment`` (seconds of this clock); a moment already passed changes nothing."""
        self.now = max(self.now, moment)

    @property
    def utc_s(self) -> float:
        """Seconds since 1970-01-01 UTC of the virtual date."""
        return self.epoch_s + self.now


class RealTimePace:
    """Ties a virtual clock to a real one: ``speed`` virtual seconds pass in a real second.

    Args:
        clock: what is paced.
        speed: > 0; 1 is real time, 86 400 a day in a second.
        real_clock: reads the real time in seconds (``time.monotonic`` at the edge, a script in tests).
    """

    def __init__(self, clock: VirtualClock, speed: float, real_clock: Callable[[], float]) -> None:
        if not speed > 0:
            msg = f"the speed must be greater than zero, not {speed}"
            raise ValueError(msg)
        self._clock = clock
        self._real_clock = real_clock
        self.speed = speed
        self._virtual_start = clock.now
        self._real_start = real_clock()

    def target(self) -> float:
        """The virtual moment that it should be now."""
        return self._virtual_start + (self._real_clock() - self._real_start) * self.speed

    def real_seconds_until(self, moment: float) -> float:
        """How long to sleep until the virtual ``moment``; 0 when it has passed."""
        return max(0.0, (moment - self.target()) / self.speed)
