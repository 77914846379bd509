from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="LotOffer")


@_attrs_define
class LotOffer:
    """A lot of the right substance; ``refusal`` says why it cannot be taken, and is null when it can.

    ``left``: whole containers by the count, null when the lot is not counted.

        Attributes:
            product_id (str):
            code (str):
            name (str):
            strength (str):
            container (str):
            container_ml (str):
            lot_number (str):
            expires_on (datetime.date):
            refusal (None | str):
            refusal_code (None | str):
            left (int | None | Unset):
    """

    product_id: str
    code: str
    name: str
    strength: str
    container: str
    container_ml: str
    lot_number: str
    expires_on: datetime.date
    refusal: None | str
    refusal_code: None | str
    left: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        product_id = self.product_id

        code = self.code

        name = self.name

        strength = self.strength

        container = self.container

        container_ml = self.container_ml

        lot_number = self.lot_number

        expires_on = self.expires_on.isoformat()

        refusal: None | str
        refusal = self.refusal

        refusal_code: None | str
        refusal_code = self.refusal_code

        left: int | None | Unset
        if isinstance(self.left, Unset):
            left = UNSET
        else:
            left = self.left

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "product_id": product_id,
                "code": code,
                "name": name,
                "strength": strength,
                "container": container,
                "container_ml": container_ml,
                "lot_number": lot_number,
                "expires_on": expires_on,
                "refusal": refusal,
                "refusal_code": refusal_code,
            }
        )
        if left is not UNSET:
            field_dict["left"] = left

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        product_id = d.pop("product_id")

        code = d.pop("code")

        name = d.pop("name")

        strength = d.pop("strength")

        container = d.pop("container")

        container_ml = d.pop("container_ml")

        lot_number = d.pop("lot_number")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        def _parse_refusal(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        refusal = _parse_refusal(d.pop("refusal"))

        def _parse_refusal_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        refusal_code = _parse_refusal_code(d.pop("refusal_code"))

        def _parse_left(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        left = _parse_left(d.pop("left", UNSET))

        lot_offer = cls(
            product_id=product_id,
            code=code,
            name=name,
            strength=strength,
            container=container,
            container_ml=container_ml,
            lot_number=lot_number,
            expires_on=expires_on,
            refusal=refusal,
            refusal_code=refusal_code,
            left=left,
        )

        return lot_offer
