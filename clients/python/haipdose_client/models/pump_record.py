from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.pump_record_status import PumpRecordStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pump_in_use import PumpInUse


T = TypeVar("T", bound="PumpRecord")


@_attrs_define
class PumpRecord:
    """A pump of the clinic, as it stands on its card, and whether it may be used.

    Attributes:
        pump (PumpInUse): The ``pump`` object of a request. Volumes in mL, flow in mL/day, length in cm.
        status (PumpRecordStatus | Unset):  Default: PumpRecordStatus.IN_STOCK.
        note (None | str | Unset):
    """

    pump: PumpInUse
    status: PumpRecordStatus | Unset = PumpRecordStatus.IN_STOCK
    note: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump.to_dict()

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
                "pump": pump,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pump_in_use import PumpInUse  # noqa: PLC0415

        d = dict(src_dict)
        pump = PumpInUse.from_dict(d.pop("pump"))

        _status = d.pop("status", UNSET)
        status: PumpRecordStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = PumpRecordStatus(_status)

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        pump_record = cls(
            pump=pump,
            status=status,
            note=note,
        )

        return pump_record
