"""The mean of a scale by visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from haipdose.analysis.plot_style import LINES, SHADES, drawn
from haipdose.analysis.report import Plot, Table
from haipdose.analysis.words import ARM_NAMES
from haipdose.trial.participant import Arm


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean at a visit, half the width of its 95 % interval, and of how many."""

    visit: str
    value: float
    half: float
    count: int


def quality_plot(name: str, title: str, means: Mapping[Arm, Sequence[Mean]], table: Table) -> Plot:
    """Means with their intervals, the arms side by side."""
    visits = list(dict.fromkeys(mean.visit for found in means.values() for mean in found))

    def draw(canvas: Canvas) -> None:
        axes = canvas.add_subplot()
        for offset, (arm, found) in zip((-0.06, 0.06), means.items(), strict=True):
            x = [visits.index(mean.visit) + offset for mean in found]
            axes.errorbar(
                x, [mean.value for mean in found], yerr=[mean.half for mean in found], color=SHADES[arm],
                linestyle=LINES[arm], marker="o" if arm is Arm.A else "s", markersize=4, capsize=2,
                label=ARM_NAMES[arm],
                markerfacecolor="white" if arm is Arm.B else SHADES[arm],
            )  # fmt: skip
        axes.set_xticks(range(len(visits)), visits, rotation=30, ha="right")
        axes.set_ylabel(f"{title}, mean")
        axes.set_ylim(0, 100)
        axes.legend(frameon=False, loc="lower left")

    alt = f"Mean {title} by visit and arm with 95 % intervals. " + " ".join(
        f"Arm {ARM_NAMES[arm]}: " + ", ".join(f"{mean.visit} {mean.value:.0f}" for mean in found) + "."
        for arm, found in means.items()
    )
    return drawn(name, alt, table, (7.2, 3.4), draw)
