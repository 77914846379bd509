from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.capacity_exception import CapacityException
    from ..models.capacity_hours import CapacityHours


T = TypeVar("T", bound="Resource")


@_attrs_define
class Resource:
    """Something that there is only so much of: chairs, nurses, preparations, a pump programmer, imaging slots.

    ``hours`` limits how many units are in use at any moment. ``most_a_day`` and ``most_an_hour`` limit how many uses
    begin in a day and in a clock hour, for a pharmacy that prepares so many.

        Attributes:
            id (str):
            name (None | str | Unset):
            hours (list[CapacityHours] | Unset):
            exceptions (list[CapacityException] | Unset):
            most_a_day (int | None | Unset):
            most_an_hour (int | None | Unset):
    """

    id: str
    name: None | str | Unset = UNSET
    hours: list[CapacityHours] | Unset = UNSET
    exceptions: list[CapacityException] | Unset = UNSET
    most_a_day: int | None | Unset = UNSET
    most_an_hour: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        hours: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.hours, Unset):
            hours = []
            for hours_item_data in self.hours:
                hours_item = hours_item_data.to_dict()
                hours.append(hours_item)

        exceptions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.exceptions, Unset):
            exceptions = []
            for exceptions_item_data in self.exceptions:
                exceptions_item = exceptions_item_data.to_dict()
                exceptions.append(exceptions_item)

        most_a_day: int | None | Unset
        if isinstance(self.most_a_day, Unset):
            most_a_day = UNSET
        else:
            most_a_day = self.most_a_day

        most_an_hour: int | None | Unset
        if isinstance(self.most_an_hour, Unset):
            most_an_hour = UNSET
        else:
            most_an_hour = self.most_an_hour

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if hours is not UNSET:
            field_dict["hours"] = hours
        if exceptions is not UNSET:
            field_dict["exceptions"] = exceptions
        if most_a_day is not UNSET:
            field_dict["most_a_day"] = most_a_day
        if most_an_hour is not UNSET:
            field_dict["most_an_hour"] = most_an_hour

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.capacity_exception import CapacityException  # noqa: PLC0415
        from ..models.capacity_hours import CapacityHours  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        _hours = d.pop("hours", UNSET)
        hours: list[CapacityHours] | Unset = UNSET
        if _hours is not UNSET:
            hours = []
            for hours_item_data in _hours:
                hours_item = CapacityHours.from_dict(hours_item_data)

                hours.append(hours_item)

        _exceptions = d.pop("exceptions", UNSET)
        exceptions: list[CapacityException] | Unset = UNSET
        if _exceptions is not UNSET:
            exceptions = []
            for exceptions_item_data in _exceptions:
                exceptions_item = CapacityException.from_dict(exceptions_item_data)

                exceptions.append(exceptions_item)

        def _parse_most_a_day(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_a_day = _parse_most_a_day(d.pop("most_a_day", UNSET))

        def _parse_most_an_hour(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_an_hour = _parse_most_an_hour(d.pop("most_an_hour", UNSET))

        resource = cls(
            id=id,
            name=name,
            hours=hours,
            exceptions=exceptions,
            most_a_day=most_a_day,
            most_an_hour=most_an_hour,
        )

        return resource
