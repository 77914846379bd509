"""Deciding which faults strike: counts opportunities, draws from one seeded generator, remembers what struck."""

from __future__ import annotations

import random
from dataclasses import dataclass

from haipdose_sim.emulator.faults.catalogue import Moment
from haipdose_sim.emulator.faults.plan import Fault, FaultPlan


@dataclass
class _Armed:
    fault: Fault
    times_left: float
    opportunities: int = 0


class Triggers:
    """The faults of ``plan``, armed.

    Args:
        plan: the faults.
        seed: of the only random generator of a run.
    """

    def __init__(self, plan: FaultPlan, seed: int = 0) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable noise, not a secret
        self.struck: list[tuple[float, str]] = []
        self._armed: dict[Moment, list[_Armed]] = {moment: [] for moment in Moment}
        for fault in plan.faults:
            self.arm(fault)

    def arm(self, fault: Fault) -> None:
        """Add a fault to the run."""
        when = fault.when
        once = when.every is None and when.probability is None
        times = when.times if when.times is not None else (1 if once else float("inf"))
        self._armed[fault.kind.moment].append(_Armed(fault, times))

    def disarm(self) -> None:
        """No fault strikes from here on: a calm line and a sound device, to see what recovers."""
        for armed_here in self._armed.values():
            armed_here.clear()

    def any_armed(self, moment: Moment) -> bool:
        """Whether anything can still strike at ``moment``."""
        return any(armed.times_left > 0 for armed in self._armed[moment])

    def next_time(self, now: float) -> float | None:
        """The earliest virtual time after ``now`` at which a timed fault becomes due; None: none is left."""
        due = [
            armed.fault.when.after_s
            for armed in self._armed[Moment.TIME]
            if armed.times_left > 0 and armed.fault.when.after_s is not None and armed.fault.when.after_s > now
        ]
        return min(due, default=None)

    def strike(
        self, moment: Moment, now: float, *, operation: str = "", direction: str = "", step: int = 0
    ) -> list[Fault]:
        """The faults that strike at this opportunity, in the plan's order."""
        armed_here = self._armed[moment]
        if not armed_here:
            return []
        struck = [armed.fault for armed in armed_here if self._strikes(armed, now, operation, direction, step)]
        self.struck += [(now, fault.what) for fault in struck]
        return struck

    def _strikes(self, armed: _Armed, now: float, operation: str, direction: str, step: int) -> bool:
        when = armed.fault.when
        if armed.times_left <= 0:
            return False
        if when.after_s is not None and now < when.after_s:
            return False
        if when.before_s is not None and now >= when.before_s:
            return False
        if when.direction is not None and when.direction != direction:
            return False
        if when.operation is not None and when.operation != operation:
            return False
        if when.step is not None and when.step != step:
            return False
        armed.opportunities += 1
        if when.nth is not None and armed.opportunities != when.nth:
            return False
        if when.every is not None and armed.opportunities % when.every:
            return False
        if when.probability is not None and self.random.random() >= when.probability:
            return False
        armed.times_left -= 1
        return True
