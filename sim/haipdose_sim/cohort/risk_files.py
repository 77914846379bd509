"""A risk run as files: the answer as JSON, both distributions as Parquet, a plot for each interval as SVG and PNG."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa
from matplotlib.figure import Figure
from numpy.typing import NDArray

from haipdose_sim.cohort.drawing import drawn, parquet
from haipdose_sim.cohort.proportions import Proportion
from haipdose_sim.cohort.reservoir_kernel import BIN_ML, LOWEST_ML
from haipdose_sim.cohort.risk import RiskRun
from haipdose_sim.cohort.risk_documents import IntervalRisk

MOST_PLOTS: Final = 12
"""Plots are for looking at: the first so many intervals; the tables hold them all."""

_PLOT_BIN_ML: Final = 0.2
_SIZE: Final = (7.2, 3.6)


def risk_files(run: RiskRun) -> dict[str, bytes]:
    """File names and their contents; the same run gives the same bytes."""
    files = {
        "risk.json": run.answer.model_dump_json(indent=2).encode() + b"\n",
        "risk.parquet": parquet(_rows(run)),
        "volumes.parquet": parquet(_volumes(run)),
    }
    for number, one in enumerate(run.answer.intervals[:MOST_PLOTS]):
        svg, png = _plot(one, run.delivered[number], run.returned[number])
        files |= {f"volumes-{number + 1}.svg": svg, f"volumes-{number + 1}.png": png}
    return files


def _rows(run: RiskRun) -> pa.Table:
    """One row for each interval."""
    rows = []
    for number, one in enumerate(run.answer.intervals):
        row: dict[str, object] = {
            "interval": number + 1,
            "name": one.name,
            "days": one.days,
            "planned_ml": one.planned_ml,
            "draws": run.answer.draws,
            "seed": run.answer.seed,
        }
        for name in ("dry_before_plan", "dry_before_visit"):
            found = getattr(one, name)
            row |= {name: found.probability, f"{name}_lowest": found.lowest, f"{name}_highest": found.highest}
        for name in ("delivered_ml", "delivered_percent", "delivered_mg", "returned_ml"):
            spread = getattr(one, name)
            for part in ("mean", "standard_deviation", "lowest_95", "median", "highest_95"):
                row[f"{name}_{part}"] = None if spread is None else getattr(spread, part)
        rows.append(row)
    return pa.Table.from_pylist(rows)


def _volumes(run: RiskRun) -> pa.Table:
    """Lives in each bin of volume that holds any: the middle of the bin in mL, by interval."""
    columns: dict[str, list[NDArray[Any]]] = {"interval": [], "volume_ml": [], "delivered": [], "returned": []}
    for number in range(len(run.answer.intervals)):
        used = np.flatnonzero(run.delivered[number] + run.returned[number])
        columns["interval"].append(np.full(len(used), number + 1))
        columns["volume_ml"].append(LOWEST_ML + (used + 0.5) * BIN_ML)
        columns["delivered"].append(run.delivered[number][used])
        columns["returned"].append(run.returned[number][used])
    return pa.table({name: np.concatenate(parts) for name, parts in columns.items()})


def _plot(one: IntervalRisk, delivered: NDArray[np.int64], returned: NDArray[np.int64]) -> tuple[bytes, bytes]:
    def draw(canvas: Figure) -> None:
        axes: Any = canvas.add_subplot()
        for bins, label, look in (
            (delivered, "delivered", {"color": "#000000", "linestyle": "-"}),
            (returned, "returned", {"color": "#4d4d4d", "linestyle": "--"}),
        ):
            edges, density = _density(bins)
            axes.stairs(density, edges, label=label, **look)
        axes.axvline(one.planned_ml, color="#909090", linewidth=0.8, linestyle=":", label="delivered as planned")
        axes.set_xlabel("mL")
        axes.set_ylabel("share of lives per mL")
        axes.set_title(
            f"{one.name}: {one.days:.3g} days\ndry before the planned visit {_percent(one.dry_before_plan)}, "
            f"before the visit as it may be late {_percent(one.dry_before_visit)}",
            fontsize=9,
            parse_math=False,
        )
        canvas.legend(loc="outside lower center", ncols=3, frameon=False)

    return drawn(_SIZE, draw)


def _percent(one: Proportion) -> str:
    return f"{100 * one.probability:.2f} %"


def _density(bins: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Edges and density of bins wide enough to look at, cut to where there are any lives."""
    together = round(_PLOT_BIN_ML / BIN_ML)
    wide = bins.reshape(-1, together).sum(axis=1)
    used = np.flatnonzero(wide)
    first, last = max(used[0] - 1, 0), min(used[-1] + 2, len(wide))
    edges = LOWEST_ML + np.arange(first, last + 1) * _PLOT_BIN_ML
    return edges, wide[first:last] / (wide.sum() * _PLOT_BIN_ML)
