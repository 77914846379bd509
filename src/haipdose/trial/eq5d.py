"""EQ-5D-3L: the utility of a health state by the Dutch tariff.

Source: Lamers 2006; coefficients in ``data/eq-5d-3l-nl-2006.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, get_args

from haipdose.errors import InputError, raise_all
from haipdose.evidence import Document
from haipdose.quantities import Computed, exactly
from haipdose.trial.endpoint_rules import Dimension, EqFiveDRules

DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
_SCALE: Final = "vas"


class Utility(Document):
    """One questionnaire: the health state (``-`` for an unanswered dimension), its utility and the scale (0 to 100)."""

    fact: str
    on: date
    state: str
    utility: Computed | None
    vas: Computed | None


def utility_of(answers: Mapping[str, Decimal | None], rules: EqFiveDRules) -> Decimal | None:
    """The utility: 1 is full health, 0 as good as death, below 0 worse. None when a dimension was not answered.

    Args:
        answers: by dimension, 1 (no problems), 2 (some) or 3 (extreme); ``vas`` is not used.
        rules: the tariff.

    Raises:
        InputError: an item or an answer that the questionnaire does not have.
    """
    raise_all(eq5d_faults(answers))
    levels = {name: answers.get(name) for name in DIMENSIONS}
    if None in levels.values():
        return None
    with exactly():
        utility = Decimal(1)
        if any(level != 1 for level in levels.values()):
            utility -= rules.any_problem
        if any(level == 3 for level in levels.values()):
            utility -= rules.any_extreme_problem
        for name, level in levels.items():
            if level == 2:
                utility -= rules.some_problems[name]
            elif level == 3:
                utility -= rules.extreme_problems[name]
        return utility


def state_of(answers: Mapping[str, Decimal | None]) -> str:
    """The health state in five signs, such as ``21232``; ``-`` where nothing was answered."""
    return "".join("-" if (level := answers.get(name)) is None else str(int(level)) for name in DIMENSIONS)


def eq5d_faults(answers: Mapping[str, Decimal | None]) -> tuple[InputError, ...]:
    """What is wrong with the answers of one questionnaire."""
    faults: list[InputError] = []
    for item, answer in answers.items():
        if item not in {*DIMENSIONS, _SCALE}:
            allowed = ", ".join([*DIMENSIONS, _SCALE])
            faults.append(_fault(item, "is no item of the EQ-5D-3L", item, allowed))
        elif answer is None:
            continue
        elif item == _SCALE:
            if answer > 100:
                faults.append(_fault(item, "lies outside the scale", str(answer), "0 to 100"))
        elif answer not in {1, 2, 3}:
            faults.append(_fault(item, "is no level of the EQ-5D-3L", str(answer), "1, 2 or 3"))
    return tuple(faults)


def _fault(item: str, words: str, found: str, allowed: str) -> InputError:
    return InputError(words, code="questionnaire.answer", field=f"answers.{item}", found=found[:40], allowed=allowed)
