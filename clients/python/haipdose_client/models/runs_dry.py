from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RunsDry")


@_attrs_define
class RunsDry:
    """Days from the fill until nothing is delivered any more, at the flow and at the fast limit of its tolerance.

    Attributes:
        nominal (str):
        fast_limit (str):
    """

    nominal: str
    fast_limit: str

    def to_dict(self) -> dict[str, Any]:
        nominal = self.nominal

        fast_limit = self.fast_limit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "nominal": nominal,
                "fast_limit": fast_limit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        nominal = d.pop("nominal")

        fast_limit = d.pop("fast_limit")

        runs_dry = cls(
            nominal=nominal,
            fast_limit=fast_limit,
        )

        return runs_dry
