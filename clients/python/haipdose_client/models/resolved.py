from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Resolved")


@_attrs_define
class Resolved:
    """Somebody who did not enter either looked at the discrepancies; the order itself was right.

    Attributes:
        remark (str):
        step (Literal['resolve'] | Unset):  Default: 'resolve'.
    """

    remark: str
    step: Literal["resolve"] | Unset = "resolve"

    def to_dict(self) -> dict[str, Any]:
        remark = self.remark

        step = self.step

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "remark": remark,
            }
        )
        if step is not UNSET:
            field_dict["step"] = step

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        remark = d.pop("remark")

        step = cast(Literal["resolve"] | Unset, d.pop("step", UNSET))
        if step != "resolve" and not isinstance(step, Unset):
            raise ValueError(f"step must match const 'resolve', got '{step}'")

        resolved = cls(
            remark=remark,
            step=step,
        )

        return resolved
