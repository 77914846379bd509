"""Data sets that R's ``survival`` ships, and values that its documentation and its users print for them."""

from __future__ import annotations

from typing import Any

import numpy as np
from lifelines.datasets import load_lung

from haipdose.analysis.times import Times

OVARIAN = {
    # futime, fustat, rx of Edmonson 1979 (Cancer Treatment Reports 63:241-247), data set ``ovarian``, 26 rows
    "days": (59, 115, 156, 421, 431, 448, 464, 475, 477, 563, 638, 744, 769, 770, 803, 855, 1040, 1106, 1129, 1206,
             1227, 268, 329, 353, 365, 377),
    "died": (1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0),
    "rx": (1, 1, 1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2),
}  # fmt: skip


def times(days: Any, events: Any) -> Times:
    return Times(tuple(float(each) for each in days), tuple(int(each) for each in events))


def lung(sex: int | None = None) -> Times:
    """NCCTG lung cancer (Loprinzi 1994): 228 people, 1 male, 2 female; status 1 is death as lifelines codes it."""
    frame = load_lung()
    kept = frame if sex is None else frame[frame.sex == sex]
    return times(kept.time, kept.status)


def ovarian(rx: int) -> Times:
    kept = np.asarray(OVARIAN["rx"]) == rx
    return times(np.asarray(OVARIAN["days"])[kept], np.asarray(OVARIAN["died"])[kept])
