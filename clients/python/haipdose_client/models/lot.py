from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.lot_status import LotStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="Lot")


@_attrs_define
class Lot:
    """A lot. ``expires_on`` is the last day on which it may be used; of a month without a day, its last day.

    Attributes:
        lot_number (str):
        expires_on (datetime.date):
        status (LotStatus | Unset): Whether a lot is on the shelf. ``blocked``: recalled, in quarantine, or kept for
            another use.
        note (None | str | Unset):
    """

    lot_number: str
    expires_on: datetime.date
    status: LotStatus | Unset = UNSET
    note: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        lot_number = self.lot_number

        expires_on = self.expires_on.isoformat()

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lot_number": lot_number,
                "expires_on": expires_on,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lot_number = d.pop("lot_number")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        _status = d.pop("status", UNSET)
        status: LotStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = LotStatus(_status)

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        lot = cls(
            lot_number=lot_number,
            expires_on=expires_on,
            status=status,
            note=note,
        )

        return lot
