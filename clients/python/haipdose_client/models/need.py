from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Need")


@_attrs_define
class Need:
    """What an appointment uses of one resource, from ``from_minutes`` after its start (before it: negative).

    Attributes:
        resource (str):
        minutes (int):
        units (int | Unset):  Default: 1.
        from_minutes (int | Unset):  Default: 0.
    """

    resource: str
    minutes: int
    units: int | Unset = 1
    from_minutes: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        resource = self.resource

        minutes = self.minutes

        units = self.units

        from_minutes = self.from_minutes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "resource": resource,
                "minutes": minutes,
            }
        )
        if units is not UNSET:
            field_dict["units"] = units
        if from_minutes is not UNSET:
            field_dict["from_minutes"] = from_minutes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        resource = d.pop("resource")

        minutes = d.pop("minutes")

        units = d.pop("units", UNSET)

        from_minutes = d.pop("from_minutes", UNSET)

        need = cls(
            resource=resource,
            minutes=minutes,
            units=units,
            from_minutes=from_minutes,
        )

        return need
