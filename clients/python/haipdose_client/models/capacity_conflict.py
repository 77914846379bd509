from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.remedy import Remedy


T = TypeVar("T", bound="CapacityConflict")


@_attrs_define
class CapacityConflict:
    """A smallest set of visits that cannot all be placed, whoever else there is, with what they compete for.

    ``smallest``: proven that taking any one of them away lets the others be placed. False when there was no time for
    that. ``resources``: more of each of them, at any time, would do. ``days``: those of the visits' windows.

        Attributes:
            message (str):
            visits (list[str]):
            resources (list[str]):
            days (list[datetime.date]):
            smallest (bool):
            remedies (list[Remedy]):
    """

    message: str
    visits: list[str]
    resources: list[str]
    days: list[datetime.date]
    smallest: bool
    remedies: list[Remedy]

    def to_dict(self) -> dict[str, Any]:
        message = self.message

        visits = self.visits

        resources = self.resources

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.isoformat()
            days.append(days_item)

        smallest = self.smallest

        remedies = []
        for remedies_item_data in self.remedies:
            remedies_item = remedies_item_data.to_dict()
            remedies.append(remedies_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "message": message,
                "visits": visits,
                "resources": resources,
                "days": days,
                "smallest": smallest,
                "remedies": remedies,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.remedy import Remedy  # noqa: PLC0415

        d = dict(src_dict)
        message = d.pop("message")

        visits = cast(list[str], d.pop("visits"))

        resources = cast(list[str], d.pop("resources"))

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = datetime.date.fromisoformat(days_item_data)

            days.append(days_item)

        smallest = d.pop("smallest")

        remedies = []
        _remedies = d.pop("remedies")
        for remedies_item_data in _remedies:
            remedies_item = Remedy.from_dict(remedies_item_data)

            remedies.append(remedies_item)

        capacity_conflict = cls(
            message=message,
            visits=visits,
            resources=resources,
            days=days,
            smallest=smallest,
            remedies=remedies,
        )

        return capacity_conflict
