"""Randomisation: balance, fairness, reproducibility."""

from __future__ import annotations

import hashlib
from collections import Counter
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.stats import binomtest, chisquare

from haipdose.errors import InputError
from haipdose.trial.participant import Arm
from haipdose.trial.randomisation import COIN, Design, Factor, coin, imbalance, minimised, permuted_blocks
from haipdose.trial.randomisation_random import Draws

SITE = Factor(name="site", levels=("AVL", "EMC", "UMCU"))
RAS = Factor(name="ras", levels=("wild-type", "mutant"))
BLOCKS = Design(trial="T", method="permuted-blocks", factors=(SITE, RAS), length=30, block_sizes=(2, 4, 6))
MINIMISATION = Design(trial="T", method="minimisation", factors=(SITE, RAS), length=306, probability=Decimal("0.8"))
seeds = st.text("0123456789abcdef", min_size=16, max_size=32)


def test_numbers_are_what_the_stated_algorithm_says() -> None:
    """Written out by hand from the docstring: a later version must give the same list."""
    expected = [
        int(hashlib.sha256(f"haipdose-randomisation-1|seed|label|{n}".encode()).hexdigest(), 16) % 10 for n in range(5)
    ]
    draws = Draws("seed", "label")
    assert [draws.below(10) for _ in range(5)] == expected


def test_a_list_that_was_made_once_stays_the_same() -> None:
    allocations = permuted_blocks(BLOCKS, "0123456789abcdef", "site=AVL/ras=mutant")
    assert "".join(arm.value for arm in allocations) == "ABABABABBAAABBBAABABABABABABAABB"


@given(seed=seeds, stratum=st.sampled_from(BLOCKS.strata()))
@settings(max_examples=60)
def test_blocks_are_balanced_and_reproducible(seed: str, stratum: str) -> None:
    allocations = permuted_blocks(BLOCKS, seed, stratum)
    assert allocations == permuted_blocks(BLOCKS, seed, stratum)
    assert len(allocations) >= BLOCKS.length
    assert allocations.count(Arm.A) == allocations.count(Arm.B)
    lead = 0
    for arm in allocations:
        lead += 1 if arm is Arm.A else -1
        assert abs(lead) <= max(BLOCKS.block_sizes) // 2


@given(seed=seeds, ratio=st.sampled_from([(1, 1), (1, 2), (2, 1), (3, 2)]), times=st.integers(1, 3))
@settings(max_examples=60)
def test_unequal_ratios_hold_in_every_block(seed: str, ratio: tuple[int, int], times: int) -> None:
    size = sum(ratio) * times
    design = Design(trial="T", method="permuted-blocks", length=20, block_sizes=(size,), ratio=ratio)
    allocations = permuted_blocks(design, seed, "all")
    for start in range(0, len(allocations), size):
        block = Counter(allocations[start : start + size])
        assert (block[Arm.A], block[Arm.B]) == (ratio[0] * times, ratio[1] * times)


def test_every_order_of_a_block_is_equally_likely() -> None:
    design = Design(trial="T", method="permuted-blocks", length=1, block_sizes=(4,))
    orders = Counter(
        "".join(arm.value for arm in permuted_blocks(design, f"fixed-seed-{n:06}", "all")) for n in range(6000)
    )
    assert len(orders) == 6
    assert chisquare(list(orders.values())).pvalue > 0.001


def test_block_sizes_are_equally_likely() -> None:
    sizes = Counter(Draws(f"fixed-seed-{n:06}", "blocks|x").below(3) for n in range(6000))
    assert chisquare(list(sizes.values())).pvalue > 0.001


def test_strata_have_sequences_of_their_own() -> None:
    lists = {stratum: permuted_blocks(BLOCKS, "0123456789abcdef", stratum) for stratum in BLOCKS.strata()}
    assert len(lists) == 6
    assert len(set(lists.values())) == 6


def _run(seed: str, people: list[dict[str, str]]) -> list[tuple[dict[str, str], Arm]]:
    done: list[tuple[dict[str, str], Arm]] = []
    for number, factors in enumerate(people, start=1):
        done.append((factors, minimised(MINIMISATION, done, factors, coin(seed, number))))
    return done


@given(
    seed=seeds,
    people=st.lists(
        st.fixed_dictionaries({"site": st.sampled_from(SITE.levels), "ras": st.sampled_from(RAS.levels)}),
        min_size=40,
        max_size=80,
    ),
)
@settings(max_examples=25, deadline=None)
def test_minimisation_keeps_the_totals_close(seed: str, people: list[dict[str, str]]) -> None:
    done = _run(seed, people)
    assert done == _run(seed, people)
    for factor in (SITE, RAS):
        for level in factor.levels:
            arms = [arm for factors, arm in done if factors[factor.name] == level]
            assert abs(arms.count(Arm.A) - arms.count(Arm.B)) <= 14  # a fair coin would pass this often, 0.8 far off


def test_minimisation_is_closer_than_a_fair_coin() -> None:
    people = [{"site": SITE.levels[n % 3], "ras": RAS.levels[(n // 3) % 2]} for n in range(120)]
    total = sum(
        abs(sum(1 if arm is Arm.A else -1 for f, arm in _run(f"fixed-seed-{n:04}", people) if f[name] == level))
        for n in range(20)
        for name, level in (("site", "AVL"), ("ras", "mutant"))
    )
    assert total / 40 < 3  # a fair coin gives about 5 for 40 and 6 for 60 people


def test_the_coin_falls_to_the_better_arm_as_often_as_stated() -> None:
    before = [({"site": "AVL", "ras": "mutant"}, Arm.A)]
    factors = {"site": "AVL", "ras": "wild-type"}
    times = sum(minimised(MINIMISATION, before, factors, coin(f"fixed-seed-{n:05}", 1)) is Arm.B for n in range(4000))
    assert binomtest(times, 4000, 0.8).pvalue > 0.001


def test_minimisation_against_a_count_by_hand() -> None:
    """Three people; the fourth is AVL and mutant. AVL has A 1 B 1, mutant A 2 B 0."""
    before = [
        ({"site": "AVL", "ras": "mutant"}, Arm.A),
        ({"site": "AVL", "ras": "wild-type"}, Arm.B),
        ({"site": "EMC", "ras": "mutant"}, Arm.A),
    ]
    factors = {"site": "AVL", "ras": "mutant"}
    assert imbalance(MINIMISATION, before, factors) == {Arm.A: 1 + 3, Arm.B: 1 + 1}
    assert minimised(MINIMISATION, before, factors, COIN * 8 // 10 - 1) is Arm.B
    assert minimised(MINIMISATION, before, factors, COIN * 8 // 10) is Arm.A


@pytest.mark.parametrize(("drawn", "arm"), [(0, Arm.A), (COIN // 2 - 1, Arm.A), (COIN // 2, Arm.B), (COIN - 1, Arm.B)])
def test_a_tie_is_a_fair_coin(drawn: int, arm: Arm) -> None:
    assert minimised(MINIMISATION, [], {"site": "AVL", "ras": "mutant"}, drawn) is arm


@pytest.mark.parametrize(
    "wrong",
    [
        {"block_sizes": ()},
        {"block_sizes": (3,)},
        {"probability": "0.8"},
        {"method": "minimisation"},
        {"method": "minimisation", "block_sizes": (), "probability": "0.5"},
        {"method": "minimisation", "block_sizes": (), "probability": "0.8", "ratio": (1, 2)},
        {"method": "minimisation", "block_sizes": (), "probability": "0.8", "factors": ()},
        {"factors": (SITE, SITE)},
        {"factors": ({"name": "x", "levels": ("a", "a")},)},
    ],
)
def test_a_design_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Design.model_validate({**BLOCKS.model_dump(), **wrong})


def test_strata_by_name() -> None:
    assert BLOCKS.strata() == tuple(f"site={s}/ras={r}" for s, r in product(SITE.levels, RAS.levels))
    assert BLOCKS.stratum_of({"ras": "mutant", "site": "EMC"}) == "site=EMC/ras=mutant"
    assert MINIMISATION.strata() == ("all",)
    assert MINIMISATION.stratum_of({"ras": "mutant", "site": "EMC"}) == "all"


@pytest.mark.parametrize(
    "factors", [{}, {"site": "AVL"}, {"site": "AVL", "ras": "?"}, {"site": "AVL", "ras": "mutant", "x": "y"}]
)
def test_a_level_that_is_missing_or_unknown_stops(factors: dict[str, str]) -> None:
    with pytest.raises(InputError):
        BLOCKS.stratum_of(factors)


def test_minimisation_needs_its_design() -> None:
    with pytest.raises(InputError):
        minimised(BLOCKS, [], {"site": "AVL", "ras": "mutant"}, 0)
