from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Shortage")


@_attrs_define
class Shortage:
    """A lot of which the count knows fewer containers than the preparation needs.

    Attributes:
        component (str):
        product_id (str):
        lot_number (str):
        needed (int):
        counted (int):
    """

    component: str
    product_id: str
    lot_number: str
    needed: int
    counted: int

    def to_dict(self) -> dict[str, Any]:
        component = self.component

        product_id = self.product_id

        lot_number = self.lot_number

        needed = self.needed

        counted = self.counted

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component": component,
                "product_id": product_id,
                "lot_number": lot_number,
                "needed": needed,
                "counted": counted,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        component = d.pop("component")

        product_id = d.pop("product_id")

        lot_number = d.pop("lot_number")

        needed = d.pop("needed")

        counted = d.pop("counted")

        shortage = cls(
            component=component,
            product_id=product_id,
            lot_number=lot_number,
            needed=needed,
            counted=counted,
        )

        return shortage
