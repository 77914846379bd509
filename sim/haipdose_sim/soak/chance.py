"""Random fault plans for the soak: every kind of fault, in mixtures from a quiet line to a hopeless one."""

from __future__ import annotations

import random
from typing import Any, Final

from haipdose_sim.emulator.faults.plan import FaultPlan, parse_fault_plan

_LINE_FAULTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("bit-flip", {"bits": 1}),
    ("bit-flip", {"bits": 3}),
    ("burst", {"length": 6}),
    ("insert", {"bytes": 2}),
    ("garbage", {"bytes": 40}),
    ("drop-bytes", {"bytes": 1}),
    ("drop-frame", {}),
    ("duplicate", {}),
    ("duplicate", {"pause_s": 1.5}),
    ("delay", {"seconds": 0.3}),
    ("delay", {"seconds": 4.0}),
    ("reorder", {}),
    ("truncate", {"keep_percent": 70}),
    ("split", {"pause_s": 0.1}),
    ("split", {"pause_s": 0.8}),
    ("merge", {}),
    ("echo", {}),
    ("replay", {}),
    ("port-vanishes", {"seconds": 3.0}),
)
_ANSWER_FAULTS: Final = (
    "silent",
    "busy",
    "mute",
    "wrong-address",
    "wrong-session",
    "power-cut-before",
    "power-cut-after",
)
_TIMED_FAULTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("power-cycle", {"seconds": 2.0}),
    ("reset-to-minimum-rate", {}),
    ("battery-eri", {}),
    ("clock-skew", {"percent": 5.0}),
    ("clock-jump", {"seconds": -86_400}),
    ("clock-jump", {"seconds": 86_400}),
    ("motor-stall", {}),
    ("motor-restart", {}),
    ("flow-error", {"percent": 15.0}),
    ("log-wrap", {"keep": 4}),
    ("flash-corrupt", {"slot": "active"}),
    ("flash-corrupt", {"slot": "spare"}),
)
_LYING_FIELDS: Final = ("rate", "reservoir", "alarm-level", "concentration")
_FLASH_STEPS: Final = {"commit": 7, "start-bolus": 2, "stop": 2, "set-clock": 2}
_INTENSITIES: Final = (0.002, 0.01, 0.05, 0.2)


def fault_plan(chance: random.Random, seconds: float) -> FaultPlan:
    """Faults for an episode of about ``seconds`` of virtual time."""
    faults: list[dict[str, Any]] = []
    intensity = chance.choice(_INTENSITIES)
    for what, arguments in chance.sample(_LINE_FAULTS, chance.randint(1, 4)):
        probability = intensity / 20 if what == "port-vanishes" else intensity
        when: dict[str, Any] = {"probability": probability}
        direction = chance.choice(("to-pump", "to-host", None))
        if direction is not None:
            when["direction"] = direction
        faults.append({"what": what, "when": when, "args": arguments})
    if chance.random() < 0.6:
        answers = chance.sample(_ANSWER_FAULTS, 2)
        faults += [{"what": what, "when": {"probability": intensity}} for what in answers]
    if chance.random() < 0.4:
        operation = chance.choice(sorted(_FLASH_STEPS))
        step = chance.randint(1, _FLASH_STEPS[operation])
        faults.append({"what": "power-cut", "when": {"operation": operation, "step": step, "probability": 0.2}})
    if chance.random() < 0.2:
        arguments = {"field": chance.choice(_LYING_FIELDS), "percent": 10, "hidden": chance.randint(0, 1)}
        faults.append({"what": "lie", "when": {"probability": 0.1}, "args": arguments})
    if chance.random() < 0.1:
        faults.append({"what": "foreign-pump", "when": {"probability": 0.02}})
    for what, arguments in chance.sample(_TIMED_FAULTS, chance.randint(0, 2)):
        faults.append({"what": what, "when": {"after_s": round(chance.uniform(0, seconds), 3)}, "args": arguments})
    return parse_fault_plan({"faults": faults})
