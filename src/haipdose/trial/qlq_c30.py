"""EORTC QLQ-C30 version 3.0: scale scores by the scoring manual.

Source: Fayers 2001; items, ranges and the rule of half the items in ``data/qlq-c30-v3.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from haipdose.errors import InputError, raise_all
from haipdose.evidence import Document
from haipdose.quantities import Computed, exactly, settle
from haipdose.trial.endpoint_rules import QlqC30Rules, Scale


class QlqC30Scores(Document):
    """The scores of one questionnaire, 0 to 100. A scale is None when too few of its items were answered.

    Functional scales and global health: more is better. Symptom scales: more is worse.
    """

    fact: str
    on: date
    scores: dict[str, Computed | None]
    unanswered: tuple[int, ...]


def score_qlq_c30(answers: Mapping[str, Decimal | None], rules: QlqC30Rules) -> dict[str, Decimal | None]:
    """The score of every scale.

    Args:
        answers: by item number as text, ``1`` to ``30``; None or not there is unanswered.
        rules: the scales.

    Raises:
        InputError: an item that the questionnaire does not have, or an answer that it does not offer.
    """
    raise_all(qlq_c30_faults(answers, rules))
    return {name: _score(answers, scale, rules.answered_share.value) for name, scale in rules.scales.items()}


def qlq_c30_faults(answers: Mapping[str, Decimal | None], rules: QlqC30Rules) -> tuple[InputError, ...]:
    """What is wrong with the answers of one questionnaire."""
    highest = {str(item): scale.range + 1 for scale in rules.scales.values() for item in scale.items}
    faults: list[InputError] = []
    for item, answer in answers.items():
        if item not in highest:
            faults.append(_fault(item, "is no item of the QLQ-C30", item, "1 to 30"))
        elif answer is not None and (answer != int(answer) or not 1 <= answer <= highest[item]):
            faults.append(_fault(item, "is no answer of this item", str(answer), f"1 to {highest[item]}, whole"))
    return tuple(faults)


def unanswered_items(answers: Mapping[str, Decimal | None]) -> tuple[int, ...]:
    """The items without an answer."""
    return tuple(item for item in range(1, 31) if answers.get(str(item)) is None)


def _score(answers: Mapping[str, Decimal | None], scale: Scale, share: Decimal) -> Decimal | None:
    given = [answer for item in scale.items if (answer := answers.get(str(item))) is not None]
    if not given or len(given) < share * len(scale.items):
        return None
    with exactly():
        part = (sum(given, Decimal(0)) / len(given) - 1) / scale.range
        return settle((1 - part if scale.kind == "functional" else part) * 100)


def _fault(item: str, words: str, found: str, allowed: str) -> InputError:
    return InputError(words, code="questionnaire.answer", field=f"answers.{item}", found=found[:40], allowed=allowed)
