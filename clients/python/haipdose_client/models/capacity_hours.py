from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.capacity_hours_days_item import CapacityHoursDaysItem

T = TypeVar("T", bound="CapacityHours")


@_attrs_define
class CapacityHours:
    """So many units of a resource at any moment of these hours. Stretches that overlap add up: two shifts of nurses.

    Attributes:
        days (list[CapacityHoursDaysItem]):
        from_ (str):
        to (str):
        units (int):
    """

    days: list[CapacityHoursDaysItem]
    from_: str
    to: str
    units: int

    def to_dict(self) -> dict[str, Any]:
        days = []
        for days_item_data in self.days:
            days_item = days_item_data.value
            days.append(days_item)

        from_ = self.from_

        to = self.to

        units = self.units

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "days": days,
                "from": from_,
                "to": to,
                "units": units,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = CapacityHoursDaysItem(days_item_data)

            days.append(days_item)

        from_ = d.pop("from")

        to = d.pop("to")

        units = d.pop("units")

        capacity_hours = cls(
            days=days,
            from_=from_,
            to=to,
            units=units,
        )

        return capacity_hours
