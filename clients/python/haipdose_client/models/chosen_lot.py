from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ChosenLot")


@_attrs_define
class ChosenLot:
    """A lot that was taken from the shelf.

    Attributes:
        product_id (str):
        lot_number (str):
    """

    product_id: str
    lot_number: str

    def to_dict(self) -> dict[str, Any]:
        product_id = self.product_id

        lot_number = self.lot_number

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "product_id": product_id,
                "lot_number": lot_number,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        product_id = d.pop("product_id")

        lot_number = d.pop("lot_number")

        chosen_lot = cls(
            product_id=product_id,
            lot_number=lot_number,
        )

        return chosen_lot
