from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.lot_offer import LotOffer


T = TypeVar("T", bound="ComponentStock")


@_attrs_define
class ComponentStock:
    """What there is for a component. ``registered``: the pharmacy has a product in use, so a lot of it is chosen.

    Attributes:
        component (str):
        strength (str):
        registered (bool):
        lots (list[LotOffer]):
    """

    component: str
    strength: str
    registered: bool
    lots: list[LotOffer]

    def to_dict(self) -> dict[str, Any]:
        component = self.component

        strength = self.strength

        registered = self.registered

        lots = []
        for lots_item_data in self.lots:
            lots_item = lots_item_data.to_dict()
            lots.append(lots_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component": component,
                "strength": strength,
                "registered": registered,
                "lots": lots,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lot_offer import LotOffer  # noqa: PLC0415

        d = dict(src_dict)
        component = d.pop("component")

        strength = d.pop("strength")

        registered = d.pop("registered")

        lots = []
        _lots = d.pop("lots")
        for lots_item_data in _lots:
            lots_item = LotOffer.from_dict(lots_item_data)

            lots.append(lots_item)

        component_stock = cls(
            component=component,
            strength=strength,
            registered=registered,
            lots=lots,
        )

        return component_stock
