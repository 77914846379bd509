"""Which rules of a protocol a simulated course follows: those that are compiled, and no others."""

from __future__ import annotations

from typing import Final

from haipdose.protocol.schema import Protocol
from haipdose_sim.cohort.course_tables import FLOXURIDINE_EVENTS
from haipdose_sim.cohort.systemic_tables import COMPONENTS, REGIMENS, arm_of, offered

_BOTH_ARMS: Final = (
    "schedule.monitoring.induction_days", "schedule.systemic.interval_days", "systemic.day_1.labs",
    "systemic.day_1.grades", "systemic.day_1.delay_days", "systemic.day_1.longest_delay_days",
    "systemic.day_1.results_valid_days", "systemic.scale_reductions", "systemic.stop_at_reduction",
)  # fmt: skip
_WITH_PUMP: Final = (
    "toxicity.percent_of", "toxicity.required_tests", "toxicity.bilirubin_hold_mg_per_dl",
    "toxicity.bilirubin_normal_mg_per_dl", "toxicity.tables",
    "schedule.pump.cycles", "schedule.pump.cycle_days", "schedule.pump.floxuridine_days",
    "schedule.pump.hold_recheck_days", "schedule.pump.maintenance_interval_days", "schedule.windows.floxuridine-fill",
    "schedule.windows.floxuridine-emptying", "schedule.windows.systemic",
    "schedule.laboratory.longest_days", "schedule.systemic.pump_cycle_days", "schedule.systemic.realign",
)  # fmt: skip
_WITHOUT_PUMP: Final = ("schedule.systemic.cycles_without_pump",)


def is_followed(protocol: Protocol, path: str, *, with_pump: bool) -> bool:
    """Whether courses in the arm with or without a pump follow the rule at ``path``."""
    parts = path.split(".")
    listed = (*_BOTH_ARMS, *(_WITH_PUMP if with_pump else _WITHOUT_PUMP))
    if any(path == followed or path.startswith(f"{followed}.") for followed in listed):
        return True
    if parts[:2] == ["toxicity", "events"]:
        return with_pump and parts[2] in FLOXURIDINE_EVENTS
    if parts[:2] == ["systemic", "offers"]:
        arm = arm_of(protocol, with_pump=with_pump)
        given = "with_pump" if with_pump else "without_pump"
        return parts[2:4] == [arm, given] and parts[-1] in REGIMENS
    if parts[:2] == ["systemic", "regimens"]:
        return parts[2] in offered(protocol, with_pump=with_pump).values() and parts[-1] in ("amount", "levels")
    if parts[:2] == ["systemic", "reductions"]:
        return parts[-1] == "regimen" or parts[-1] in COMPONENTS
    return False
