from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadPump")


@_attrs_define
class ReadPump:
    """Which programmer; with an order its program is compared with what the pump runs now.

    Attributes:
        programmer (str):
        order_id (None | str | Unset):
    """

    programmer: str
    order_id: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        programmer = self.programmer

        order_id: None | str | Unset
        if isinstance(self.order_id, Unset):
            order_id = UNSET
        else:
            order_id = self.order_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "programmer": programmer,
            }
        )
        if order_id is not UNSET:
            field_dict["order_id"] = order_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        programmer = d.pop("programmer")

        def _parse_order_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        order_id = _parse_order_id(d.pop("order_id", UNSET))

        read_pump = cls(
            programmer=programmer,
            order_id=order_id,
        )

        return read_pump
