"""What the pump does to a trial's patients: nothing, proportional hazards alone, or dose, response and conversion."""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import InputError
from haipdose_sim.cohort.trial import life_kernel as at


class Effects(StrEnum):
    """``dose``: floxuridine shrinks tumours and lowers the hazard by the dose delivered; conversion lowers it too.
    ``proportional``: one hazard ratio on death, alike patients, nothing else. ``none``: both arms live alike.
    """

    DOSE = "dose"
    PROPORTIONAL = "proportional"
    NONE = "none"


def effects_named(name: str) -> Effects:
    """The effects of this name. Raises InputError."""
    try:
        return Effects(name)
    except ValueError as error:
        raise InputError(
            "is no scenario.", code="trial.effects", field="effects", found=name[:40],
            allowed=", ".join(each.value for each in Effects),
        ) from error  # fmt: skip


def scenario_numbers(
    numbers: NDArray[np.float64], effects: Effects, hazard_ratio: float | None = None
) -> NDArray[np.float64]:
    """The kernel's numbers under a scenario.

    Args:
        numbers: of the parameters, as they stand.
        effects: what the pump does.
        hazard_ratio: of death in arm B, at the reference dose, instead of the parameters'.

    Raises:
        InputError: a hazard ratio that is none.
    """
    if hazard_ratio is not None and not 0.01 <= hazard_ratio <= 100:
        raise InputError(
            "is no hazard ratio.", code="trial.hazard-ratio", field="hazard_ratio", found=str(hazard_ratio),
            allowed="0.01 to 100",
        )  # fmt: skip
    changed = numbers.copy()
    if hazard_ratio is not None:
        changed[at.HAZARD_RATIO] = hazard_ratio
    if effects is Effects.PROPORTIONAL:
        share = changed[at.UNFAVOURABLE]
        median = math.exp(
            share * math.log(changed[at.MEDIAN_UNFAVOURABLE]) + (1 - share) * math.log(changed[at.MEDIAN_FAVOURABLE])
        )
        changed[[at.MEDIAN_FAVOURABLE, at.MEDIAN_UNFAVOURABLE]] = median
        changed[[at.FRAILTY_SD, at.LOG_HAZARD_PER_INTENSITY]] = 0.0
        changed[[at.CONVERSION_HAZARD_RATIO, at.SCLEROSIS_HAZARD_RATIO]] = 1.0
    return changed


def pumped(arm_b: NDArray[np.bool_], effects: Effects) -> NDArray[np.bool_]:
    """Whose life the pump changes."""
    return np.zeros_like(arm_b) if effects is Effects.NONE else arm_b
