"""What the reservoir does with a fill: prepared volume, expected return and its range, run-dry times."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from haipdose.derivation import Step, Term
from haipdose.evidence import Sourced
from haipdose.fill.requests import ReturnRange, RunsDry
from haipdose.fill.steps import calculated, number, sourced_step
from haipdose.protocol.fill_rules import FillRules
from haipdose.pump.in_use import ResolvedPump
from haipdose.pump.reservoir import delivered_ml, return_ml, run_dry
from haipdose.quantities import exactly, settle, to_text


@dataclass(frozen=True, slots=True)
class Reservoir:
    """A patient's pump with the flow tolerance of the protocol and its rule for a residual."""

    pump: ResolvedPump
    tolerance_percent: Sourced[Decimal]
    residual_rule: Sourced[str]

    @property
    def prepared_ml(self) -> Decimal:
        """What is prepared and injected, mL: the reservoir without the residual that is already in it."""
        with exactly():
            return self.pump.reservoir_ml - self.pump.residual_ml

    def prepared_steps(self) -> tuple[Step, ...]:
        """How the prepared volume follows from the residual; nothing when there is none."""
        if not self.pump.residual_ml:
            return ()
        return (
            sourced_step("Residual rule", "fill.residual_rule", self.residual_rule, value=self.residual_rule.value),
            calculated(
                "Prepared volume",
                "reservoir − residual",
                (
                    number("reservoir", self.pump.reservoir_ml, "mL"),
                    number("residual", self.pump.residual_ml, "mL"),
                ),
                self.prepared_ml,
                "mL",
            ),
        )


@dataclass(frozen=True, slots=True)
class Volumes:
    """What leaves the pump and what comes back, mL; None when the flow of the content is not known."""

    delivered_ml: Decimal | None
    expected_return_ml: Decimal | None
    return_range_ml: ReturnRange | None
    runs_dry: RunsDry
    steps: tuple[Step, ...]


def volumes_known_flow(reservoir: Reservoir, days: Decimal) -> Volumes:
    """Volumes of a content that flows like the one the flow was measured with.

    Args:
        reservoir: the pump and its tolerance.
        days: from fill to emptying.
    """
    pump, tolerance = reservoir.pump, reservoir.tolerance_percent
    with exactly():
        fast = settle(pump.flow_ml_per_day * (100 + tolerance.value) / 100)
        slow = settle(pump.flow_ml_per_day * max(100 - tolerance.value, Decimal(0)) / 100)
    expected = return_ml(pump.reservoir_ml, pump.flow_ml_per_day, days, pump.residual_ml)
    lowest = return_ml(pump.reservoir_ml, fast, days, pump.residual_ml)
    highest = return_ml(pump.reservoir_ml, slow, days, pump.residual_ml) if slow else settle(reservoir.prepared_ml)
    delivered = delivered_ml(pump.reservoir_ml, pump.flow_ml_per_day, days, pump.residual_ml)
    dry = runs_dry(reservoir)
    level = number("prepared", reservoir.prepared_ml, "mL")
    steps = (
        _tolerance_step(reservoir),
        calculated(
            "Expected return",
            "prepared − flow × days",
            (level, number("flow", pump.flow_ml_per_day, "mL/day"), number("days", days, "d")),
            expected,
            "mL",
        ),
        calculated(
            "Lowest expected return",
            "prepared − fast flow × days, at least 0",
            (level, number("fast flow", fast, "mL/day"), number("days", days, "d")),
            lowest,
            "mL",
        ),
        calculated(
            "Highest expected return",
            "prepared − slow flow × days",
            (level, number("slow flow", slow, "mL/day"), number("days", days, "d")),
            highest,
            "mL",
        ),
        *_dry_steps(reservoir, dry),
    )
    return Volumes(delivered, expected, ReturnRange(lowest=lowest, highest=highest), dry, steps)


def volumes_unknown_flow(reservoir: Reservoir) -> Volumes:
    """Volumes of a viscous content: no return can be expected, and the run-dry times are the earliest possible."""
    dry = runs_dry(reservoir)
    return Volumes(None, None, None, dry, (_tolerance_step(reservoir), *_dry_steps(reservoir, dry)))


def runs_dry(reservoir: Reservoir) -> RunsDry:
    """Run-dry times at the flow and at its fast limit, with the largest residual there may be."""
    pump = reservoir.pump
    dry = run_dry(pump.reservoir_ml, pump.flow_ml_per_day, pump.residual_limit_ml, reservoir.tolerance_percent.value)
    return RunsDry(nominal=dry.nominal_days, fast_limit=dry.fast_limit_days)


def _tolerance_step(reservoir: Reservoir) -> Step:
    tolerance = reservoir.tolerance_percent
    return sourced_step("Flow tolerance", "flow.tolerance_percent", tolerance, value=to_text(tolerance.value), unit="%")


def _dry_steps(reservoir: Reservoir, dry: RunsDry) -> tuple[Step, ...]:
    pump = reservoir.pump
    terms = (
        number("reservoir", pump.reservoir_ml, "mL"),
        number("largest residual", pump.residual_limit_ml, "mL"),
        number("flow", pump.flow_ml_per_day, "mL/day"),
    )
    faster = Term(name="tolerance", value=to_text(reservoir.tolerance_percent.value), unit="%")
    return (
        calculated("Runs dry after", "(reservoir − largest residual) ÷ flow", terms, dry.nominal, "d"),
        calculated(
            "Runs dry after, at the fast limit",
            "(reservoir − largest residual) ÷ (flow × (1 + tolerance))",
            (*terms, faster),
            dry.fast_limit,
            "d",
        ),
    )


def reservoir_of(pump: ResolvedPump, tolerance_percent: Sourced[Decimal], rules: FillRules) -> Reservoir:
    """The reservoir of a fill by the protocol's rules."""
    return Reservoir(pump, tolerance_percent, Sourced[str].model_validate(rules.residual_rule.model_dump()))
