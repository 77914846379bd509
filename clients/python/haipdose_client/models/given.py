from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Given")


@_attrs_define
class Given:
    """The pump was filled. ``patient_identifier`` and ``serial_number`` were read at the bedside and compared.

    Attributes:
        at (datetime.datetime):
        volume_ml (str):
        serial_number (str):
        fact_id (str):
        step (Literal['give'] | Unset):  Default: 'give'.
        remark (None | str | Unset):
    """

    at: datetime.datetime
    volume_ml: str
    serial_number: str
    fact_id: str
    step: Literal["give"] | Unset = "give"
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        volume_ml = self.volume_ml

        serial_number = self.serial_number

        fact_id = self.fact_id

        step = self.step

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
                "serial_number": serial_number,
                "fact_id": fact_id,
            }
        )
        if step is not UNSET:
            field_dict["step"] = step
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        volume_ml = d.pop("volume_ml")

        serial_number = d.pop("serial_number")

        fact_id = d.pop("fact_id")

        step = cast(Literal["give"] | Unset, d.pop("step", UNSET))
        if step != "give" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'give', got '{step}'")

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        given = cls(
            at=at,
            volume_ml=volume_ml,
            serial_number=serial_number,
            fact_id=fact_id,
            step=step,
            remark=remark,
        )

        return given
