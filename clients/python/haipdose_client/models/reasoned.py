from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reasoned")


@_attrs_define
class Reasoned:
    """A step that needs a reason.

    Attributes:
        remark (str):
    """

    remark: str

    def to_dict(self) -> dict[str, Any]:
        remark = self.remark

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "remark": remark,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        remark = d.pop("remark")

        reasoned = cls(
            remark=remark,
        )

        return reasoned
