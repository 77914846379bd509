"""Kaplan-Meier curves with bands and numbers at risk, and cumulative incidences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure as Canvas

from haipdose.analysis.competing import Incidence
from haipdose.analysis.kaplan_meier import Curve
from haipdose.analysis.plot_style import BANDS, LINES, SHADES, drawn
from haipdose.analysis.report import Plot, Table
from haipdose.analysis.words import ARM_NAMES, DAYS_PER_MONTH
from haipdose.trial.participant import Arm


def ticks(longest: float) -> tuple[int, ...]:
    """The months that the axis and the table of numbers at risk name."""
    months = int(longest / DAYS_PER_MONTH)
    step = next((each for each in (3, 6, 12) if months / each <= 10), 24)
    return tuple(range(0, months + 1, step))


def survival_plot(name: str, title: str, curves: Mapping[Arm, Curve], table: Table, alt: str) -> Plot:
    """The curves of both arms, ticks for censoring, numbers at risk beneath."""
    at = ticks(max(max(curve.followed.days, default=0) for curve in curves.values()))

    def draw(canvas: Canvas) -> None:
        axes, risk = canvas.subplots(2, 1, height_ratios=[6, 1], sharex=True)
        for arm, curve in curves.items():
            x = [day / DAYS_PER_MONTH for day in curve.days]
            axes.step(x, curve.survival, where="post", color=SHADES[arm], linestyle=LINES[arm], label=ARM_NAMES[arm])
            axes.fill_between(x, curve.lower, curve.upper, step="post", alpha=0.6, linewidth=0, **BANDS[arm])
            ends = [day / DAYS_PER_MONTH for day in curve.censored]
            heights = [curve.at(day).value for day in curve.censored]
            axes.plot(ends, heights, "|", color=SHADES[arm], markersize=5)
        axes.set_ylim(0, 1.02)
        axes.set_ylabel(title)
        axes.legend(frameon=False, loc="upper right")
        _months(axes, at)
        _at_risk(risk, curves, at)

    return drawn(name, alt, table, (7.2, 4.6), draw)


def incidence_plot(name: str, incidences: Mapping[Arm, Mapping[str, Incidence]], table: Table, alt: str) -> Plot:
    """One panel a cause, both arms in each."""
    causes = list(next(iter(incidences.values())))

    def draw(canvas: Canvas) -> None:
        panels = canvas.subplots(1, len(causes), sharey=True, squeeze=False)[0]
        for panel, cause in zip(panels, causes, strict=True):
            longest = 0.0
            for arm, found in incidences.items():
                each = found[cause]
                longest = max(longest, each.followed_until)
                x = [*(day / DAYS_PER_MONTH for day in each.days), each.followed_until / DAYS_PER_MONTH]
                lower, upper = each.band()
                style = {"color": SHADES[arm], "linestyle": LINES[arm], "label": ARM_NAMES[arm]}
                panel.step(x, [*each.incidence, each.incidence[-1]], where="post", **style)
                band = [*lower, lower[-1]], [*upper, upper[-1]]
                panel.fill_between(x, *band, step="post", alpha=0.6, linewidth=0, **BANDS[arm])
            panel.set_title(cause, fontsize=8)
            panel.set_ylim(0, 1.02)
            panel.set_xlabel("months from randomisation")
            panel.set_xticks(ticks(longest)[::2])
        panels[0].set_ylabel("cumulative incidence")
        panels[0].legend(frameon=False, loc="upper left", fontsize=8)

    return drawn(name, alt, table, (7.2, 3.2), draw)


def _months(axes: Any, at: Sequence[int]) -> None:
    axes.set_xticks(at)
    axes.tick_params(labelbottom=True)
    axes.set_xlabel("months from randomisation")


def _at_risk(axes: Any, curves: Mapping[Arm, Curve], at: Sequence[int]) -> None:
    axes.set_ylim(-0.5, len(curves) - 0.5)
    axes.set_yticks(range(len(curves)), [arm.value for arm in reversed(list(curves))])
    axes.set_title("number at risk", fontsize=8, loc="left")
    for row, arm in enumerate(reversed(list(curves))):
        counts = curves[arm].at_risk([month * DAYS_PER_MONTH for month in at])
        for month, count in zip(at, counts, strict=True):
            axes.text(month, row, str(count), ha="center", va="center", fontsize=8)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, labelbottom=False)
