"""Plots of simulated courses, readable in black and white."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from matplotlib.figure import Figure

from haipdose_sim.cohort.course_answer import CourseAnswer, CycleAnswer
from haipdose_sim.cohort.course_measures import AMOUNTS
from haipdose_sim.cohort.course_runs import CourseRun
from haipdose_sim.cohort.course_text import band

Draw = Callable[[Figure], None]

_LINES: Final = ("-", "--", ":", "-.", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3)))
_MARKS: Final = ("o", "s", "^", "D", "v", "x")
_BANDS: Final = ("full dose", "75 % to full", "50 to 75 %", "25 to 50 %", "below 25 %")
_SHADES: Final = ("#f2f2f2", "#cccccc", "#a0a0a0", "#707070", "#404040")
_NOTE: Final = "simulation of virtual patients, not evidence"
_BINS: Final = 40
_APART: Final = 0.05


def course_plots(run: CourseRun, answer: CourseAnswer) -> dict[str, tuple[tuple[float, float], Draw]]:
    """Name, size (inches) and drawing of each plot: of the doses, and of the cycles where there are any."""
    rules = len(run.courses)
    plots: dict[str, tuple[tuple[float, float], Draw]] = {
        "dose-intensity": ((7.2, 1.2 + 1.5 * rules), lambda canvas: _intensity(canvas, run))
    }
    if run.with_pump:
        plots["hold-free"] = ((6.4, 3.8), lambda canvas: _hold_free(canvas, answer))
        plots["levels"] = ((1.6 + 2.6 * min(rules, 3), 3.9 * -(-rules // 3)), lambda canvas: _levels(canvas, answer))
    return plots


def _intensity(canvas: Figure, run: CourseRun) -> None:
    """Delivered over planned, of each patient: floxuridine left, systemic therapy right."""
    wanted = [
        measure
        for measure in AMOUNTS
        if measure.name in ("floxuridine_delivered_percent", "systemic_delivered_percent")
        and any(measure.there(courses.outcomes) for courses in run.courses)
    ]
    panels: Any = canvas.subplots(len(run.courses), len(wanted), squeeze=False, sharex="col")
    for row, courses in zip(panels, run.courses, strict=True):
        for panel, measure in zip(row, wanted, strict=True):
            values = measure.values(courses.outcomes)
            values = values[~np.isnan(values)]
            most = max(105.0, float(values.max(initial=0.0)) + 1)
            weights = np.full(len(values), 100 / max(len(values), 1))
            if not len(values):
                panel.text(0.5, 0.5, "none planned", transform=panel.transAxes, ha="center", color="#707070")
                panel.set_yticks([])
            else:
                panel.hist(values, bins=np.linspace(0, most, _BINS + 1), weights=weights, color="#a0a0a0")
                panel.axvline(float(values.mean()), color="black", linestyle="--", linewidth=1)
        row[0].set_ylabel(f"{courses.rules.label}\n% of patients", parse_math=False)
    for panel, measure in zip(panels[-1], wanted, strict=True):
        panel.set_xlabel(f"{measure.label}, {measure.unit}")
    canvas.suptitle(f"dashed: mean; {_NOTE}", fontsize=8)


def _hold_free(canvas: Figure, answer: CourseAnswer) -> None:
    axes = canvas.subplots()
    lowest = 1.0
    for number, rule in enumerate(answer.rules):
        x = [cycle.cycle + _APART * number for cycle in rule.cycles]
        found = [cycle.hold_free for cycle in rule.cycles]
        axes.errorbar(
            x, [each.probability for each in found],
            yerr=[
                [max(0.0, each.probability - each.lowest) for each in found],
                [max(0.0, each.highest - each.probability) for each in found],
            ],
            color="black", linestyle=_LINES[number], marker=_MARKS[number], markersize=4, capsize=3,
            linewidth=1, label=rule.label,
        )  # fmt: skip
        lowest = min([lowest, *(each.lowest for each in found)])
    axes.set_xticks(range(1, max(len(rule.cycles) for rule in answer.rules) + 1))
    axes.set_ylim(max(0.0, lowest - 0.05), 1.01)
    axes.set_xlabel("floxuridine cycle")
    axes.set_ylabel("share of patients not held so far")
    axes.set_title(f"bars: 95 % of the simulation; {_NOTE}", fontsize=8)
    axes.legend(frameon=False)


def _levels(canvas: Figure, answer: CourseAnswer) -> None:
    """For each cycle the share of all patients at each dose; what is missing to 100 % did not get the cycle."""
    columns = min(len(answer.rules), 3)
    panels: Any = canvas.subplots(-(-len(answer.rules) // columns), columns, squeeze=False, sharey=True)
    for panel in panels.flat[len(answer.rules) :]:
        panel.set_visible(False)
    for panel, rule in zip(panels.flat, answer.rules, strict=False):
        shares = np.array([_in_bands(cycle) for cycle in rule.cycles])
        bottom = np.zeros(len(rule.cycles))
        x = [cycle.cycle for cycle in rule.cycles]
        for number, name in enumerate(_BANDS):
            panel.bar(
                x, shares[:, number], bottom=bottom, width=0.85, color=_SHADES[number], edgecolor="black",
                linewidth=0.4, label=name,
            )  # fmt: skip
            bottom += shares[:, number]
        panel.bar(
            x, 100 - bottom, bottom=bottom, width=0.85, color="white", edgecolor="black", linewidth=0.4, hatch="///",
            label="not given",
        )  # fmt: skip
        panel.set_title(rule.label, fontsize=9, parse_math=False)
        panel.set_xticks(x)
        panel.set_xlabel("floxuridine cycle")
    for row in panels:
        row[0].set_ylabel("% of all patients")
    handles, labels = panels.flat[0].get_legend_handles_labels()
    canvas.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False, fontsize=8)
    canvas.suptitle(_NOTE, fontsize=8)


def _in_bands(cycle: CycleAnswer) -> list[float]:
    shares = [0.0] * len(_BANDS)
    for level in cycle.levels:
        shares[band(level.percent)] += 100 * level.of.probability
    return shares
