"""The simulator's own reading of its scans, in whole millimetres: an oracle for the endpoint engine, not a part of it.

Written from the guideline (RECIST 1.1, EORTC's clarifications) and docs/endpoints.md, and from nothing in
``haipdose.trial``. The simulator knows what it drew; whoever reads the data set has to find the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAST_STABLE_DAYS: Final = 42
"""docs/endpoints.md: stable disease lasts at least so long after randomisation."""


@dataclass(frozen=True)
class Sight:
    """What one scan shows. ``targets``: mm by lesion, None not evaluable; ``nodes``: which of them are lymph nodes.

    ``rest``: of the non-target lesions: ``none``, ``absent``, ``present``, ``progressed``, ``unknown``. ``new``: new
    lesions with whether each is certain by the end of the story; None: not stated. ``cleared``: nothing was left.
    """

    day: int
    targets: dict[str, int | None]
    nodes: frozenset[str]
    rest: str
    new: dict[str, bool] | None
    cleared: bool = False


def readings(sights: Sequence[Sight]) -> list[str]:
    """The response at each scan after the first, which is the baseline."""
    base = sights[0]
    start = sum(length or 0 for length in base.targets.values())
    lowest, gone_once, told = start, False, []
    for sight in sights[1:]:
        if sight.cleared:
            told.append("PD" if any((sight.new or {}).values()) else "NE" if sight.new is None else "NED")
            continue
        seen = {name: sight.targets.get(name) for name in base.targets}
        known = [length for length in seen.values() if length is not None]
        whole, now = len(known) == len(seen), sum(known)
        disease = any(
            length is not None and (length >= 10 if name in base.nodes else length > 0) for name, length in seen.items()
        )
        back = gone_once and disease
        if back or (now - lowest >= 5 and 100 * (now - lowest) >= 20 * lowest):
            target = "PD"
        elif not whole:
            target = "NE"
        elif not disease:
            target = "CR"
        else:
            target = "PR" if 100 * (start - now) >= 30 * start else "SD"
        if whole:
            lowest = min(lowest, now)
        told.append(_overall(target, base.rest, sight))
        gone_once = gone_once or told[-1] == "CR"
    return told


def _overall(target: str, base_rest: str, sight: Sight) -> str:
    if target == "PD" or sight.rest == "progressed" or any((sight.new or {}).values()):
        return "PD"
    if sight.new is None or target == "NE":
        return "NE"
    if target == "CR" and base_rest != "none" and sight.rest != "absent":
        return "PR"
    return target


def best_of(sights: Sequence[Sight], last_day: int) -> str | None:
    """The best response until ``last_day``, the first progression ending it; None: no scan."""
    until: list[tuple[int, str]] = []
    for sight, response in zip(sights[1:], readings(sights), strict=True):
        if sight.day > last_day:
            break
        until.append((sight.day, response))
        if response == "PD":
            break
    if not until:
        return None
    found = {response for _, response in until}
    for better in ("CR", "PR"):
        if better in found:
            return better
    if any(response == "SD" and day >= LEAST_STABLE_DAYS for day, response in until):
        return "SD"
    return "PD" if until[-1][1] == "PD" else "NE"


def first_progression(sights: Sequence[Sight]) -> int | None:
    """The day of the first scan that shows progression or recurrence."""
    for sight, response in zip(sights[1:], readings(sights), strict=True):
        if response == "PD":
            return sight.day
    return None
