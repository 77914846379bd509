"""A run of simulated trials as files: the answer, a row for each trial, plots with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from matplotlib.figure import Figure
from numpy.typing import NDArray

from haipdose_sim.cohort.drawing import drawn, parquet
from haipdose_sim.cohort.trial.answer import TrialAnswer
from haipdose_sim.cohort.trial.operating import Point
from haipdose_sim.cohort.trial.trial_kernel import CURVE_BINS, CURVE_DAYS, MILLION, ROW

_MILLIONTHS: Final = ("z", "boundary", "log_hazard_ratio", "standard_error", "pfs_z")
_MONTH: Final = 30.4375
_SIZE: Final = (6.4, 3.8)


def trial_files(answer: TrialAnswer, points: Sequence[Point]) -> dict[str, bytes]:
    """File names and their contents; the same run gives the same bytes."""
    files = {
        "trial.json": answer.model_dump_json(indent=2).encode() + b"\n",
        "trials.parquet": parquet(_trials(points)),
        "survival.parquet": parquet(_survival(points)),
    }
    plots: dict[str, Callable[[Figure], None]] = {
        "power": lambda canvas: _power(canvas, answer),
        "stopping": lambda canvas: _stopping(canvas, answer, points),
        "estimates": lambda canvas: _estimates(canvas, answer, points),
    }
    for number, point in enumerate(points, start=1):
        plots[f"survival-{number}"] = lambda canvas, point=point: _curves(canvas, point)  # type: ignore[misc]
    for name, draw in plots.items():
        svg, png = drawn(_SIZE, draw)
        files |= {f"{name}.svg": svg, f"{name}.png": png}
    return files


def survival(point: Point, endpoint: int, arm: int) -> NDArray[np.float64]:
    """The share alive (0) or alive without progression (1) at the end of each step of 30 days, all patients."""
    gone = point.curves[endpoint, arm]
    left: NDArray[np.float64] = 1.0 - np.cumsum(gone)[:CURVE_BINS] / gone.sum()
    return left


def _trials(points: Sequence[Point]) -> pa.Table:
    """A row for each trial of each scenario."""
    tables = []
    for point in points:
        columns: dict[str, Any] = {
            "hazard_ratio": np.full(len(point.rows), point.hazard_ratio),
            "true_hazard_ratio": np.full(len(point.rows), point.true_hazard_ratio),
            "trial": np.arange(len(point.rows)),
        }
        for name, values in zip(ROW, point.rows.T, strict=True):
            columns[name] = values / MILLION if name in _MILLIONTHS else np.ascontiguousarray(values)
        tables.append(pa.table(columns))
    return pa.concat_tables(tables)


def _survival(points: Sequence[Point]) -> pa.Table:
    """The survival of all patients, by step of 30 days."""
    rows = [
        {
            "hazard_ratio": point.hazard_ratio,
            "endpoint": name,
            "arm": arm,
            "day": (step + 1) * CURVE_DAYS,
            "share": float(share),
        }
        for point in points
        for endpoint, name in enumerate(("os", "pfs"))
        for place, arm in enumerate("AB")
        for step, share in enumerate(survival(point, endpoint, place))
    ]
    return pa.Table.from_pylist(rows)


def _power(canvas: Figure, answer: TrialAnswer) -> None:
    axes = canvas.subplots()
    points = sorted(answer.points, key=lambda point: point.hazard_ratio)
    x = [point.hazard_ratio for point in points]
    y = [point.for_b.probability for point in points]
    low = [point.for_b.probability - point.for_b.lowest for point in points]
    high = [point.for_b.highest - point.for_b.probability for point in points]
    axes.errorbar(x, y, yerr=[low, high], color="black", marker="o", markersize=4, capsize=3, label="simulated, 95 %")
    axes.plot(
        x, [point.schoenfeld for point in points], color="#707070", linestyle="--", marker="s", markersize=3,
        label="Schoenfeld, one look",
    )  # fmt: skip
    axes.axhline(answer.alpha / 2, color="#909090", linewidth=0.6, linestyle=":")
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("hazard ratio set for arm B")
    axes.set_ylabel("significant, B lives longer")
    axes.legend(frameon=False)


def _stopping(canvas: Figure, answer: TrialAnswer, points: Sequence[Point]) -> None:
    panels = canvas.subplots(len(points), 1, sharex=True, squeeze=False)[:, 0]
    longest = max(int(point.rows[:, ROW.index("day")].max()) for point in points) / 365.25
    bins = np.linspace(0, longest, 60)
    for panel, point, found in zip(panels, points, answer.points, strict=True):
        years, looks = point.rows[:, ROW.index("day")] / 365.25, point.rows[:, ROW.index("look")]
        parts = [years[looks == look.look] for look in found.looks]
        shades = [str(shade) for shade in np.linspace(0.75, 0.2, len(parts))]
        panel.hist(parts, bins=bins, stacked=True, color=shades, label=[f"look {look.look}" for look in found.looks])
        panel.set_ylabel(f"trials\nHR {point.hazard_ratio:g}")
    panels[0].legend(frameon=False, fontsize=8)
    panels[-1].set_xlabel("years from the first participant to the analysis that ended the trial")


def _estimates(canvas: Figure, answer: TrialAnswer, points: Sequence[Point]) -> None:
    panels = canvas.subplots(len(points), 1, sharex=True, squeeze=False)[:, 0]
    for panel, point, found in zip(panels, points, answer.points, strict=True):
        there = point.rows[point.rows[:, ROW.index("estimable")] == 1]
        panel.hist(np.exp(there[:, ROW.index("log_hazard_ratio")] / MILLION), bins=80, color="#a0a0a0")
        panel.axvline(found.true_hazard_ratio, color="black", linestyle="--", linewidth=1)
        panel.set_ylabel(f"trials\nHR {point.hazard_ratio:g}")
    panels[-1].set_xlabel("estimated hazard ratio of death, B over A; dashed: in a very large trial")


def _curves(canvas: Figure, point: Point) -> None:
    panels = canvas.subplots(1, 2, sharey=True)
    months = np.arange(CURVE_BINS + 1) * CURVE_DAYS / _MONTH
    for endpoint, (panel, name) in enumerate(zip(panels, ("alive", "alive, no progression"), strict=True)):
        for arm, (line, shade) in enumerate((("-", "#707070"), ("--", "black"))):
            shares = [1.0, *survival(point, endpoint, arm)]
            panel.plot(months, shares, color=shade, linestyle=line, label=f"arm {'AB'[arm]}")
        panel.set_title(name, fontsize=9)
        panel.set_xlabel("months from randomisation")
        panel.set_ylim(0, 1.02)
    panels[0].legend(frameon=False)
    panels[0].set_ylabel("share of all virtual patients")
