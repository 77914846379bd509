"""Randomisation of the simulated participants by the project's own sealed list."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from haipdose.trial.participant import Arm
from haipdose.trial.randomisation import Design, Factor
from haipdose.trial.randomisation_seal import Opened, SealedList, Secret, open_next, seal
from haipdose_sim.cohort.data_set.people import RAS, SITES
from haipdose_sim.cohort.data_set.story import CLINIC_ZONE


@dataclass(frozen=True)
class Allocation:
    """The documents of a randomisation: secret, sealed list, and one opened line for each participant, in order."""

    secret: Secret
    sealed: SealedList
    record: tuple[Opened, ...]

    @property
    def arms(self) -> tuple[Arm, ...]:
        """The arms, in the order in which participants were randomised."""
        return tuple(line.arm for line in self.record)


def allocate(seed: int, people: Sequence[tuple[str, date, str, str]]) -> Allocation:
    """Open an allocation for each participant.

    Args:
        seed: of the simulation; the secret is derived from it, so this list conceals nothing.
        people: pseudonym, day, site and RAS status, in order of time.
    """
    design = Design(
        trial="PUMP-IT simulated",
        method="permuted-blocks",
        length=max(8, len(people)),
        block_sizes=(2, 4, 6),
        factors=(Factor(name="site", levels=SITES), Factor(name="ras", levels=RAS)),
    )
    derived = hashlib.sha256(f"haipdose simulated data set {seed}".encode()).hexdigest()
    secret = Secret(design=design, seed=derived)
    sealed = seal(secret)
    record: list[Opened] = []
    for minute, (who, day, site, ras) in enumerate(people):
        moment = datetime.combine(day, time(9 + minute % 480 // 60, minute % 60), CLINIC_ZONE)
        if record and moment < record[-1].at:
            moment = record[-1].at
        record.append(open_next(secret, sealed, record, who, {"site": site, "ras": ras}, moment, "simulation"))
    return Allocation(secret, sealed, tuple(record))
