from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.lot_level import LotLevel


T = TypeVar("T", bound="ProductLevel")


@_attrs_define
class ProductLevel:
    """A product with what is left of it in usable, counted lots. ``low``: at or below what the pharmacy wants to have.

    ``not_counted``: how many usable lots nobody has counted; with one of them ``low`` is never said.

        Attributes:
            product_id (str):
            code (str):
            name (str):
            substance (str):
            in_use (bool):
            left (int | None):
            not_counted (int):
            low_at (int | None):
            low (bool):
            lots (list[LotLevel]):
    """

    product_id: str
    code: str
    name: str
    substance: str
    in_use: bool
    left: int | None
    not_counted: int
    low_at: int | None
    low: bool
    lots: list[LotLevel]

    def to_dict(self) -> dict[str, Any]:
        product_id = self.product_id

        code = self.code

        name = self.name

        substance = self.substance

        in_use = self.in_use

        left: int | None
        left = self.left

        not_counted = self.not_counted

        low_at: int | None
        low_at = self.low_at

        low = self.low

        lots = []
        for lots_item_data in self.lots:
            lots_item = lots_item_data.to_dict()
            lots.append(lots_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "product_id": product_id,
                "code": code,
                "name": name,
                "substance": substance,
                "in_use": in_use,
                "left": left,
                "not_counted": not_counted,
                "low_at": low_at,
                "low": low,
                "lots": lots,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lot_level import LotLevel  # noqa: PLC0415

        d = dict(src_dict)
        product_id = d.pop("product_id")

        code = d.pop("code")

        name = d.pop("name")

        substance = d.pop("substance")

        in_use = d.pop("in_use")

        def _parse_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        left = _parse_left(d.pop("left"))

        not_counted = d.pop("not_counted")

        def _parse_low_at(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        low_at = _parse_low_at(d.pop("low_at"))

        low = d.pop("low")

        lots = []
        _lots = d.pop("lots")
        for lots_item_data in _lots:
            lots_item = LotLevel.from_dict(lots_item_data)

            lots.append(lots_item)

        product_level = cls(
            product_id=product_id,
            code=code,
            name=name,
            substance=substance,
            in_use=in_use,
            left=left,
            not_counted=not_counted,
            low_at=low_at,
            low=low,
            lots=lots,
        )

        return product_level
