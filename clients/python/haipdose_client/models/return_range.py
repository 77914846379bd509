from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReturnRange")


@_attrs_define
class ReturnRange:
    """What may come back at emptying, mL: at the fast and at the slow limit of the flow's tolerance.

    Attributes:
        lowest (str):
        highest (str):
    """

    lowest: str
    highest: str

    def to_dict(self) -> dict[str, Any]:
        lowest = self.lowest

        highest = self.highest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lowest": lowest,
                "highest": highest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lowest = d.pop("lowest")

        highest = d.pop("highest")

        return_range = cls(
            lowest=lowest,
            highest=highest,
        )

        return return_range
