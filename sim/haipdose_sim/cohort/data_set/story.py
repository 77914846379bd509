"""What is true of one virtual participant, and how a day of it becomes a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from haipdose_sim.cohort.data_set.chance import Chance, Topic
from haipdose_sim.cohort.data_set.rates import Rates
from haipdose_sim.cohort.trial.life_kernel import LIFE, TUMOUR
from haipdose_sim.cohort.trial.parameters import TrialParameters

CLINIC_ZONE: Final = ZoneInfo("Europe/Amsterdam")
Facts = list[dict[str, Any]]
_SATURDAY: Final = 5


@dataclass(frozen=True)
class Person:
    """Who the participant is."""

    sex: str
    age: int
    ecog: int
    ras: str
    braf: str | None
    primary: str
    lesions: int
    height_cm: str
    weight_kg: str
    site: str


@dataclass(frozen=True)
class Story:
    """One randomised participant. Days count from randomisation; ``end`` is the last day of which anything is known.

    ``died``: the participant dies on ``end``. ``left``: drops out on ``end``. ``life``, ``tumour``: rows of the life
    kernel; ``outcome``, ``trace``: of the simulated course.
    """

    seed: int
    number: int
    id: str
    arm: str
    person: Person
    registered_on: date
    randomised_on: date
    cut_off: date
    end: int
    died: bool
    left: bool
    life: NDArray[np.int64]
    tumour: NDArray[np.float64]
    outcome: NDArray[np.float64]
    trace: NDArray[np.float64]
    parameters: TrialParameters
    rates: Rates

    def chance(self, topic: Topic) -> Chance:
        """Fresh draws of a topic."""
        return Chance(self.seed, self.number, topic)

    def lived(self, name: str) -> int:
        """A column of the life."""
        return int(self.life[LIFE.index(name)])

    def grown(self, name: str) -> float:
        """A column of the tumour."""
        return float(self.tumour[TUMOUR.index(name)])

    def on(self, day: int) -> str:
        """A day as a date."""
        return (self.randomised_on + timedelta(days=day)).isoformat()

    def at(self, day: int, hour: int = 9, minute: int = 0) -> str:
        """A day and a local time as a moment with its offset."""
        moment = datetime.combine(self.randomised_on + timedelta(days=day), time(hour, minute), CLINIC_ZONE)
        return moment.isoformat()

    def working(self, day: int) -> int:
        """The day itself, or the Monday after it when it falls on a weekend."""
        return day + working_shift(self.randomised_on + timedelta(days=day))

    @cached_property
    def surgery_day(self) -> int | None:
        """The day of conversion surgery, if it came before the end of what is known."""
        day = self.lived("surgery_day")
        return day if 0 <= day < self.end else None

    @cached_property
    def placement_day(self) -> int | None:
        """The day of pump implantation and resection of the primary, arm B."""
        if self.arm == "A":
            return None
        day = self.working(self.parameters.care.pump_surgery_days.value)
        return day if day < self.end else None

    @cached_property
    def start_day(self) -> int:
        """The day on which treatment starts, or would."""
        care = self.parameters.care
        if self.arm == "A":
            return self.working(care.start_a_days.value)
        return self.working(care.pump_surgery_days.value + care.surgery_to_start_days.value)


def working_shift(day: date) -> int:
    """Days until the next Monday from a weekend, else 0."""
    return 7 - day.weekday() if day.weekday() >= _SATURDAY else 0
