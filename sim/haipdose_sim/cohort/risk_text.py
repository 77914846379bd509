"""A risk answer as text for people."""

from __future__ import annotations

from haipdose_sim.cohort.proportions import Proportion
from haipdose_sim.cohort.risk_documents import RiskAnswer, Spread


def risk_text(answer: RiskAnswer) -> str:
    """One paragraph for each interval, then what to confirm and the caution."""
    lines = [
        f"RESERVOIR RISK: {answer.draws:,} simulated lives of the pump, seed {answer.seed}.",
        "Chances with the 95 % interval of simulation error; amounts with the middle 95 % of lives.",
    ]
    for one in answer.intervals:
        mg = "" if one.delivered_mg is None else f", {_spread(one.delivered_mg, 'mg')}"
        lines += [
            "",
            f"{one.name}: {one.days:.3g} days, {one.planned_ml:.2f} mL planned",
            f"  runs dry before the planned visit       {_chance(one.dry_before_plan)}",
            f"  runs dry before the visit, late or not  {_chance(one.dry_before_visit)}",
            f"  delivered  {_spread(one.delivered_ml, 'mL')}, {_spread(one.delivered_percent, '%')}{mg}",
            f"  returned   {_spread(one.returned_ml, 'mL')}",
        ]
    lines += ["", f"{len(answer.to_confirm)} parameters are not measured and need the site's own values:"]
    lines += [f"  {text}" for text in answer.to_confirm]
    return "\n".join([*lines, "", answer.caution])


def _chance(one: Proportion) -> str:
    return f"{one.probability:.3%} ({one.lowest:.3%}–{one.highest:.3%})".replace("%", " %")


def _spread(one: Spread, unit: str) -> str:
    return f"{one.mean:.2f} {unit} ({one.lowest_95:.2f}–{one.highest_95:.2f})"
