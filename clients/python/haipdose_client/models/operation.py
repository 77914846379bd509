from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Operation")


@_attrs_define
class Operation:
    """An operation that was done or is planned.

    Attributes:
        date (datetime.date):
        wound_healed (bool | None | Unset):
    """

    date: datetime.date
    wound_healed: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        wound_healed: bool | None | Unset
        if isinstance(self.wound_healed, Unset):
            wound_healed = UNSET
        else:
            wound_healed = self.wound_healed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "date": date,
            }
        )
        if wound_healed is not UNSET:
            field_dict["wound_healed"] = wound_healed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        def _parse_wound_healed(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        wound_healed = _parse_wound_healed(d.pop("wound_healed", UNSET))

        operation = cls(
            date=date,
            wound_healed=wound_healed,
        )

        return operation
