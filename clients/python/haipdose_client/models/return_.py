from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Return")


@_attrs_define
class Return:
    """What came out of the pump.

    Attributes:
        at (datetime.datetime):
        returned_ml (str): An exact decimal: written as text; text or a number is read.
        remark (None | str | Unset):
    """

    at: datetime.datetime
    returned_ml: str
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        returned_ml = self.returned_ml

        remark: None | str | Unset
        if isinstance(self.remark, Unset):
            remark = UNSET
        else:
            remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "returned_ml": returned_ml,
            }
        )
        if remark is not UNSET:
            field_dict["remark"] = remark

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        returned_ml = d.pop("returned_ml")

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        return_ = cls(
            at=at,
            returned_ml=returned_ml,
            remark=remark,
        )

        return return_
