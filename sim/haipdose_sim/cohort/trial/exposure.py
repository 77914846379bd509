"""What was delivered to a trial's patients: from simulated courses, or as stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from haipdose.errors import InputError
from haipdose_sim.cohort.trial.life_kernel import EXPOSURE
from haipdose_sim.cohort.trial.parameters import TrialParameters


class Exposures(Protocol):
    """Makes rows of ``life_kernel.EXPOSURE``; it can be sent to a worker."""

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The rows of the patients from ``first`` on."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The same for everybody: shares of the plan, no sclerosis."""

    floxuridine: float
    systemic: float

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> NDArray[np.float64]:  # noqa: ARG002
        """See :class:`Exposures`."""
        found = np.zeros((arm_b.shape[0], len(EXPOSURE)))
        found[arm_b, 0] = self.floxuridine
        found[:, 1] = self.systemic
        return found


def stated_exposure(
    parameters: TrialParameters, floxuridine_percent: float | None, systemic_percent: float | None
) -> tuple[Stated, str]:
    """What everybody gets, in percent of the plan, and the words for it; the reference doses when not stated.

    Raises:
        InputError: a percent below 0 or above 150.
    """
    pump = parameters.pump
    given = {
        "floxuridine_percent": (floxuridine_percent, pump.reference_intensity_percent.value),
        "systemic_percent": (systemic_percent, pump.reference_systemic_percent.value),
    }
    found = {name: float(usual) if stated is None else stated for name, (stated, usual) in given.items()}
    for name, percent in found.items():
        if not 0 <= percent <= 150:
            raise InputError(
                "is no share of a plan.", code="trial.exposure", field=name, found=str(percent), allowed="0 to 150"
            )
    flux, systemic = found.values()
    words = f"{flux:g} % of the planned floxuridine in arm B, {systemic:g} % of the systemic therapy, everybody alike"
    return Stated(flux / 100, systemic / 100), words
