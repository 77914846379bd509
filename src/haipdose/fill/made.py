"""What every kind of fill hands over to become an answer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from haipdose.derivation import Notice, Step
from haipdose.fill.compounding import Compounded
from haipdose.fill.requests import FloxuridineAmounts
from haipdose.fill.volumes import Volumes


@dataclass(frozen=True, slots=True)
class Made:
    """A fill worked out: how it is compounded, what the reservoir does with it, why, and what to look at."""

    infusion_days: Decimal
    compounded: Compounded
    volumes: Volumes
    amounts: FloxuridineAmounts
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]
