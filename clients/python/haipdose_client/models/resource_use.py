from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ResourceUse")


@_attrs_define
class ResourceUse:
    """How much of a resource is used on a day. A day that is over 100 % does not exist.

    Attributes:
        resource (str):
        day (datetime.date):
        used_minutes (int):
        capacity_minutes (int):
        most_at_once (int):
        uses (int):
    """

    resource: str
    day: datetime.date
    used_minutes: int
    capacity_minutes: int
    most_at_once: int
    uses: int

    def to_dict(self) -> dict[str, Any]:
        resource = self.resource

        day = self.day.isoformat()

        used_minutes = self.used_minutes

        capacity_minutes = self.capacity_minutes

        most_at_once = self.most_at_once

        uses = self.uses

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "resource": resource,
                "day": day,
                "used_minutes": used_minutes,
                "capacity_minutes": capacity_minutes,
                "most_at_once": most_at_once,
                "uses": uses,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        resource = d.pop("resource")

        day = datetime.date.fromisoformat(d.pop("day"))

        used_minutes = d.pop("used_minutes")

        capacity_minutes = d.pop("capacity_minutes")

        most_at_once = d.pop("most_at_once")

        uses = d.pop("uses")

        resource_use = cls(
            resource=resource,
            day=day,
            used_minutes=used_minutes,
            capacity_minutes=capacity_minutes,
            most_at_once=most_at_once,
            uses=uses,
        )

        return resource_use
