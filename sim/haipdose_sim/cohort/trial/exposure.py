"""What was delivered to a trial's patients: from simulated courses, or as stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.trial.life_kernel import EXPOSURE


class Exposures(Protocol):
    """Makes rows of ``life_kernel.EXPOSURE``; it can be sent to a worker."""

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The rows of the patients from ``first`` on."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The same for everybody: shares of the plan, no sclerosis."""

    floxuridine: float
    systemic: float

    def rows(self, seed: int, first: int, arm_b: NDArray[np.bool_]) -> NDArray[np.float64]:
        """See :class:`Exposures`."""
        found = np.zeros((arm_b.shape[0], len(EXPOSURE)))
        found[arm_b, 0] = self.floxuridine
        found[:, 1] = self.systemic
        return found
