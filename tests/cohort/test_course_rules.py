"""The compiled rules of the simulation are the engine's: 20,000 random cases on, just under and just over the edges."""

from __future__ import annotations

import pytest
from rule_equality import PROTOCOLS
from rule_tally import compare

EVERY_DOSE = {"give", "reduce", "hold", "discontinue", "undetermined"}
EVERY_CYCLE = {"give", "reduce", "omit", "undetermined", "delay", "discontinue"}


@pytest.mark.parametrize("seed", range(2))
def test_floxuridine_decisions_are_the_engines(seed: int) -> None:
    tally = compare("floxuridine", seed, 3500)
    assert tally.shown == []
    assert tally.mismatches == 0
    assert tally.decisions() == EVERY_DOSE
    assert tally.rules() == {*PROTOCOLS, "percent-of-planned", "table-of-alt", "reported-in-mg-per-dl"}
    assert all(tally.cases[name, "floxuridine after a hold", "reduce"] > 5 for name in PROTOCOLS)


@pytest.mark.parametrize("seed", range(2))
def test_systemic_decisions_are_the_engines(seed: int) -> None:
    tally = compare("systemic", seed, 2500)
    assert tally.shown == []
    assert tally.mismatches == 0
    assert tally.decisions() == EVERY_CYCLE
    assert {"pump-it", "msk-unresectable", "msk-adjuvant", "no-scaling", "tables-end-at-grade-3"} < tally.rules()


def test_ctcae_grades_are_the_engines() -> None:
    tally = compare("grade", 0, 8000)
    assert tally.shown == []
    assert tally.mismatches == 0
    grades = {f"{test} {grade}" for test in ("ast", "alt", "alp", "bilirubin-total", "neutrophils", "platelets")
              for grade in range(5)}  # fmt: skip
    assert tally.decisions() == grades
