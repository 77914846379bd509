from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.lot_status import LotStatus

T = TypeVar("T", bound="LotLevel")


@_attrs_define
class LotLevel:
    """A lot with how many are left; ``left`` null: not counted. ``usable``: in stock and not past its date.

    Attributes:
        lot_number (str):
        expires_on (datetime.date):
        status (LotStatus): Whether a lot is on the shelf. ``blocked``: recalled, in quarantine, or kept for another
            use.
        left (int | None):
        usable (bool):
        expired (bool):
        expires_soon (bool):
    """

    lot_number: str
    expires_on: datetime.date
    status: LotStatus
    left: int | None
    usable: bool
    expired: bool
    expires_soon: bool

    def to_dict(self) -> dict[str, Any]:
        lot_number = self.lot_number

        expires_on = self.expires_on.isoformat()

        status = self.status.value

        left: int | None
        left = self.left

        usable = self.usable

        expired = self.expired

        expires_soon = self.expires_soon

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lot_number": lot_number,
                "expires_on": expires_on,
                "status": status,
                "left": left,
                "usable": usable,
                "expired": expired,
                "expires_soon": expires_soon,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lot_number = d.pop("lot_number")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        status = LotStatus(d.pop("status"))

        def _parse_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        left = _parse_left(d.pop("left"))

        usable = d.pop("usable")

        expired = d.pop("expired")

        expires_soon = d.pop("expires_soon")

        lot_level = cls(
            lot_number=lot_number,
            expires_on=expires_on,
            status=status,
            left=left,
            usable=usable,
            expired=expired,
            expires_soon=expires_soon,
        )

        return lot_level
