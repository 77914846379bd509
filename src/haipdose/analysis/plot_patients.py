"""Waterfall and swimmer plot: one bar a participant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.figure import Figure as Canvas

from haipdose.analysis.plot_style import drawn
from haipdose.analysis.report import Plot, Table
from haipdose.analysis.trial_data import Subject, Trial
from haipdose.analysis.words import ARM_NAMES, DAYS_PER_MONTH
from haipdose.trial.participant import Arm

_FILL: Final[dict[Arm, dict[str, Any]]] = {
    Arm.A: {"facecolor": "#b8b8b8", "edgecolor": "#404040"},
    Arm.B: {"facecolor": "white", "edgecolor": "black", "hatch": "/////"},
}


def waterfall_plot(shown: Sequence[tuple[Subject, float]], table: Table) -> Plot:
    """The best change of each participant, largest growth first; lines at -30 % and +20 %."""
    ordered = sorted(shown, key=lambda row: (-row[1], row[0].id))
    most = max((sum(each.arm is arm for each, _ in ordered) for arm in Arm), default=0)

    def draw(canvas: Canvas) -> None:
        panels = canvas.subplots(1, 2, sharey=True)
        for panel, arm in zip(panels, Arm, strict=True):
            heights = [change for each, change in ordered if each.arm is arm]
            panel.bar(range(len(heights)), heights, width=0.9, linewidth=0.3, **_FILL[arm])
            for level in (-30, 20):
                panel.axhline(level, color="black", linewidth=0.7, linestyle=":")
            panel.axhline(0, color="black", linewidth=0.7)
            panel.set_title(ARM_NAMES[arm], fontsize=9)
            panel.set_xlabel("participants")
            panel.set_xticks([])
            panel.set_xlim(-1, max(most, 1))
        panels[0].set_ylabel("best change of the sum of diameters, %")

    shrunk = {arm: sum(change <= -30 for each, change in ordered if each.arm is arm) for arm in Arm}
    measured = {arm: sum(each.arm is arm for each, _ in ordered) for arm in Arm}
    alt = "Waterfall plot of the best change of the sum of diameters. " + " ".join(
        f"Arm {ARM_NAMES[arm]}: {shrunk[arm]} of {measured[arm]} shrank by 30 % or more." for arm in Arm
    )
    return drawn("waterfall", alt, table, (7.2, 3.6), draw)


def swimmer_plot(trial: Trial, table: Table) -> Plot:
    """How long each participant was followed, with response, conversion surgery, progression and death on the bar."""
    longest = max(len(trial.of(arm)) for arm in Arm)

    def draw(canvas: Canvas) -> None:
        panels = canvas.subplots(1, 2, sharex=True)
        for panel, arm in zip(panels, Arm, strict=True):
            lane = sorted(trial.of(arm), key=lambda each: (each.outcomes.os.days, each.id))
            _lanes(panel, lane, arm)
            panel.set_title(ARM_NAMES[arm], fontsize=9)
            panel.set_xlabel("months from randomisation")
            panel.set_yticks([])
            panel.set_ylim(-1, longest)
        handles, labels = panels[1].get_legend_handles_labels()
        canvas.legend(handles, labels, loc="outside lower center", ncols=5, frameon=False, fontsize=8)

    ended = {arm: sum(each.outcomes.os.event for each in trial.of(arm)) for arm in Arm}
    alt = "Swimmer plot, one bar a participant from randomisation to the end of follow-up. " + " ".join(
        f"Arm {ARM_NAMES[arm]}: {len(trial.of(arm))} bars, {ended[arm]} end with death." for arm in Arm
    )
    return drawn("swimmer", alt, table, (7.2, min(9.5, 1.8 + 0.055 * longest)), draw)


def _lanes(panel: Any, lane: Sequence[Subject], arm: Arm) -> None:
    lengths = [each.outcomes.os.days / DAYS_PER_MONTH for each in lane]
    panel.barh(range(len(lane)), lengths, height=0.7, linewidth=0.2, color="#d8d8d8" if arm is Arm.A else "#bcbcbc")
    marks: dict[str, tuple[str, list[tuple[float, int]]]] = {
        "response": ("^", []),
        "conversion surgery": ("s", []),
        "progression": ("o", []),
        "death": ("x", []),
        "followed": (">", []),
    }
    for row, each in enumerate(lane):
        found = each.outcomes

        def mark(what: str, days: int, row: int = row) -> None:
            marks[what][1].append((days / DAYS_PER_MONTH, row))

        if found.objective_response.value and found.objective_response.on is not None:
            mark("response", (found.objective_response.on - found.randomised_on).days)
        if found.conversion.value and found.conversion.on is not None:
            mark("conversion surgery", (found.conversion.on - found.randomised_on).days)
        if found.pfs.event == 1 and found.pfs.reason != "death":
            mark("progression", found.pfs.days)
        mark("death" if found.os.event == 1 else "followed", found.os.days)
    for what, (sign, places) in marks.items():
        x, y = [place[0] for place in places], [place[1] for place in places]
        hollow = {} if sign == "x" else {"markerfacecolor": "white" if what != "conversion surgery" else "black"}
        panel.plot(x, y, sign, markersize=2.6, color="black", markeredgewidth=0.5, linestyle="", label=what, **hollow)
