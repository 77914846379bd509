"""Randomisation: stratified permuted blocks of random sizes, and minimisation by Pocock and Simon.

Both are pure functions of a design and a seed. Sealing and opening is in :mod:`haipdose.trial.randomisation_seal`.

Source: Pocock and Simon, Biometrics 1975;31:103-115 (range of the marginal totals, biased coin).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.quantities import Exact
from haipdose.trial.participant import Arm
from haipdose.trial.randomisation_random import Draws

Level = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^|/=\x00-\x1f]+$")]
ONE_SEQUENCE: Final = "all"
"""The only stratum of a design without factors, and of minimisation."""
COIN: Final = 10**9
"""The sides of the biased coin of minimisation: a probability counts to nine decimals."""


class Factor(Document):
    """Something that the arms shall be balanced by, and the values it can have. ``weight`` counts in minimisation."""

    name: Level
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]
    weight: Annotated[int, Field(ge=1, le=100)] = 1

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len(set(self.levels)) != len(self.levels):
            msg = f"a level of {self.name} is named twice"
            raise ValueError(msg)
        return self


class Design(Document):
    """How participants are allocated to arm A or B.

    ``permuted-blocks``: within each stratum (a level of every factor) blocks whose sizes are drawn from
    ``block_sizes``; ``length`` is how many allocations a stratum has at least. ``minimisation``: one sequence of
    ``length`` numbers; the arm that keeps the factors' totals closest is taken with ``probability``.
    ``ratio`` is A to B; minimisation is 1 to 1.
    """

    trial: Level
    method: Literal["permuted-blocks", "minimisation"]
    factors: tuple[Factor, ...] = ()
    length: Annotated[int, Field(ge=1, le=5000)]
    ratio: tuple[Annotated[int, Field(ge=1, le=9)], Annotated[int, Field(ge=1, le=9)]] = (1, 1)
    block_sizes: tuple[Annotated[int, Field(ge=2, le=60)], ...] = ()
    probability: Annotated[Exact, Field(gt=Decimal("0.5"), le=1)] | None = None

    @model_validator(mode="after")
    def _fits_its_method(self) -> Self:
        names = [factor.name for factor in self.factors]
        if len(set(names)) != len(names):
            msg = "a factor is named twice"
            raise ValueError(msg)
        blocks = self.method == "permuted-blocks"
        if blocks != bool(self.block_sizes) or blocks == (self.probability is not None):
            msg = "permuted blocks need block_sizes and no probability, minimisation a probability and no block_sizes"
            raise ValueError(msg)
        if any(size % sum(self.ratio) for size in self.block_sizes):
            msg = f"a block must be a multiple of {sum(self.ratio)}, the sum of the ratio"
            raise ValueError(msg)
        if not blocks and (self.ratio != (1, 1) or not self.factors):
            msg = "minimisation is 1 to 1 and needs at least one factor"
            raise ValueError(msg)
        return self

    def strata(self) -> tuple[str, ...]:
        """Every stratum by name, such as ``site=AVL/ras=mutant``; one for minimisation."""
        if self.method == "minimisation" or not self.factors:
            return (ONE_SEQUENCE,)
        levels = [[f"{factor.name}={level}" for level in factor.levels] for factor in self.factors]
        return tuple("/".join(each) for each in product(*levels))

    def stratum_of(self, factors: Mapping[str, str]) -> str:
        """The sequence that a participant with these levels is allocated from.

        Raises:
            InputError: a factor of the design is missing, unknown, or has a level that the design doesn't know.
        """
        self.check(factors)
        if self.method == "minimisation" or not self.factors:
            return ONE_SEQUENCE
        return "/".join(f"{factor.name}={factors[factor.name]}" for factor in self.factors)

    def check(self, factors: Mapping[str, str]) -> None:
        """Raises InputError unless every factor of the design, and no other, has one of its levels."""
        unknown = sorted(set(factors) - {factor.name for factor in self.factors})
        if unknown:
            raise InputError(
                "is no factor of this randomisation.", code="randomisation.factor", field=unknown[0], found=unknown[0],
                allowed=", ".join(factor.name for factor in self.factors) or "none",
            )  # fmt: skip
        for factor in self.factors:
            level = factors.get(factor.name)
            if level not in factor.levels:
                raise InputError(
                    "is missing, or no level of this factor.", code="randomisation.level", field=factor.name,
                    found=level, allowed=", ".join(factor.levels),
                    remedy="Find out the level before randomising.",
                )  # fmt: skip


def permuted_blocks(design: Design, seed: str, stratum: str) -> tuple[Arm, ...]:
    """The allocations of one stratum: whole blocks until ``length`` is reached."""
    draws = Draws(seed, f"blocks|{stratum}")
    allocations: list[Arm] = []
    while len(allocations) < design.length:
        size = design.block_sizes[draws.below(len(design.block_sizes))]
        share = size // sum(design.ratio)
        block = [Arm.A] * (share * design.ratio[0]) + [Arm.B] * (share * design.ratio[1])
        allocations += draws.shuffled(block)
    return tuple(allocations)


def coin(seed: str, number: int) -> int:
    """The number from 0 to ``COIN`` - 1 that decides the allocation ``number`` of minimisation."""
    return Draws(seed, f"coin|{number}").below(COIN)


def imbalance(
    design: Design, before: Iterable[tuple[Mapping[str, str], Arm]], factors: Mapping[str, str]
) -> dict[Arm, int]:
    """For each arm: the weighted sum of the ranges of the factors' totals if the participant went there."""
    allocated = list(before)
    result: dict[Arm, int] = {}
    for arm in Arm:
        total = 0
        for factor in design.factors:
            same = [given for levels, given in allocated if levels[factor.name] == factors[factor.name]]
            a, b = same.count(Arm.A) + (arm is Arm.A), same.count(Arm.B) + (arm is Arm.B)
            total += factor.weight * abs(a - b)
        result[arm] = total
    return result


def minimised(
    design: Design, before: Sequence[tuple[Mapping[str, str], Arm]], factors: Mapping[str, str], drawn: int
) -> Arm:
    """The arm by minimisation.

    Args:
        design: of method ``minimisation``.
        before: the levels and arms of everybody randomised so far.
        factors: the levels of the participant.
        drawn: the coin, see :func:`coin`. On a tie both arms are equally likely.
    """
    if design.probability is None:
        raise InputError("is not the method of this design.", code="randomisation.method", field="method")
    after = imbalance(design, before, factors)
    if after[Arm.A] == after[Arm.B]:
        return Arm.A if drawn < COIN // 2 else Arm.B
    better, other = (Arm.A, Arm.B) if after[Arm.A] < after[Arm.B] else (Arm.B, Arm.A)
    return better if drawn < design.probability * COIN else other
