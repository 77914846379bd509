from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Give")


@_attrs_define
class Give:
    """The fill as it was given, with what was read at the bedside.

    Attributes:
        at (datetime.datetime):
        volume_ml (str): An exact decimal: written as text; text or a number is read.
        patient_identifier (str):
        serial_number (str):
        remark (None | str | Unset):
    """

    at: datetime.datetime
    volume_ml: str
    patient_identifier: str
    serial_number: str
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        volume_ml = self.volume_ml

        patient_identifier = self.patient_identifier

        serial_number = self.serial_number

        remark: None | str | Unset
        if isinstance(self.remark, Unset):
            remark = UNSET
        else:
            remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "volume_ml": volume_ml,
                "patient_identifier": patient_identifier,
                "serial_number": serial_number,
            }
        )
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        volume_ml = d.pop("volume_ml")

        patient_identifier = d.pop("patient_identifier")

        serial_number = d.pop("serial_number")

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        give = cls(
            at=at,
            volume_ml=volume_ml,
            patient_identifier=patient_identifier,
            serial_number=serial_number,
            remark=remark,
        )

        return give
