"""What moving a told appointment costs when little is to move: more than any nicety, less than a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from haipdose.capacity.resources import AppointmentType, Weights

_MOVES_FOR_A_PLACE: Final = 4
"""So many of the dearest moves cost as much as the cheapest visit without a place."""


def moving_least(weights: Weights, types: Iterable[AppointmentType]) -> Weights:
    """The weights with told appointments so dear to move that only a visit without a place is dearer.

    Wishes and days from the target then move nobody, as far as points go; a place for somebody still does.
    """
    least = min((kind.cost_not_placed for kind in types), default=0)
    a_day = least // (_MOVES_FOR_A_PLACE * weights.short_notice_factor)
    return weights.model_copy(
        update={
            "published_day_moved": max(weights.published_day_moved, a_day),
            "published_time_moved": max(weights.published_time_moved, a_day // 2),
        }
    )
