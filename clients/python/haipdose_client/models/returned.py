from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Returned")


@_attrs_define
class Returned:
    """The pump was emptied again: what came out; ``outside_tolerance`` None: this interval says nothing of the flow.

    Attributes:
        at (datetime.datetime):
        returned_ml (str):
        outside_tolerance (bool | None):
        fact_id (str):
        step (Literal['return'] | Unset):  Default: 'return'.
        remark (None | str | Unset):
    """

    at: datetime.datetime
    returned_ml: str
    outside_tolerance: bool | None
    fact_id: str
    step: Literal["return"] | Unset = "return"
    remark: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        returned_ml = self.returned_ml

        outside_tolerance: bool | None
        outside_tolerance = self.outside_tolerance

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
                "returned_ml": returned_ml,
                "outside_tolerance": outside_tolerance,
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

        returned_ml = d.pop("returned_ml")

        def _parse_outside_tolerance(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        outside_tolerance = _parse_outside_tolerance(d.pop("outside_tolerance"))

        fact_id = d.pop("fact_id")

        step = cast(Literal["return"] | Unset, d.pop("step", UNSET))
        if step != "return" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'return', got '{step}'")

        def _parse_remark(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        remark = _parse_remark(d.pop("remark", UNSET))

        returned = cls(
            at=at,
            returned_ml=returned_ml,
            outside_tolerance=outside_tolerance,
            fact_id=fact_id,
            step=step,
            remark=remark,
        )

        return returned
