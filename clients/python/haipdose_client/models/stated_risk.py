from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.stated_interval import StatedInterval


T = TypeVar("T", bound="StatedRisk")


@_attrs_define
class StatedRisk:
    """The stated risk of a plan's intervals, with the assumptions that nobody has confirmed.

    Attributes:
        intervals (list[StatedInterval]):
        draws (int):
        seed (int):
        to_confirm (list[str]):
        caution (str):
    """

    intervals: list[StatedInterval]
    draws: int
    seed: int
    to_confirm: list[str]
    caution: str

    def to_dict(self) -> dict[str, Any]:
        intervals = []
        for intervals_item_data in self.intervals:
            intervals_item = intervals_item_data.to_dict()
            intervals.append(intervals_item)

        draws = self.draws

        seed = self.seed

        to_confirm = self.to_confirm

        caution = self.caution

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "intervals": intervals,
                "draws": draws,
                "seed": seed,
                "to_confirm": to_confirm,
                "caution": caution,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.stated_interval import StatedInterval  # noqa: PLC0415

        d = dict(src_dict)
        intervals = []
        _intervals = d.pop("intervals")
        for intervals_item_data in _intervals:
            intervals_item = StatedInterval.from_dict(intervals_item_data)

            intervals.append(intervals_item)

        draws = d.pop("draws")

        seed = d.pop("seed")

        to_confirm = cast(list[str], d.pop("to_confirm"))

        caution = d.pop("caution")

        stated_risk = cls(
            intervals=intervals,
            draws=draws,
            seed=seed,
            to_confirm=to_confirm,
            caution=caution,
        )

        return stated_risk
