from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.hours_days_item import HoursDaysItem

T = TypeVar("T", bound="Hours")


@_attrs_define
class Hours:
    """A stretch of the clinic's wall clock on some weekdays.

    Attributes:
        days (list[HoursDaysItem]):
        from_ (str):
        to (str):
    """

    days: list[HoursDaysItem]
    from_: str
    to: str

    def to_dict(self) -> dict[str, Any]:
        days = []
        for days_item_data in self.days:
            days_item = days_item_data.value
            days.append(days_item)

        from_ = self.from_

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "days": days,
                "from": from_,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = HoursDaysItem(days_item_data)

            days.append(days_item)

        from_ = d.pop("from")

        to = d.pop("to")

        hours = cls(
            days=days,
            from_=from_,
            to=to,
        )

        return hours
