from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Middle")


@_attrs_define
class Middle:
    """The median, and what 95 of 100 simulated lives lie between.

    Attributes:
        median (float):
        lowest (float):
        highest (float):
    """

    median: float
    lowest: float
    highest: float

    def to_dict(self) -> dict[str, Any]:
        median = self.median

        lowest = self.lowest

        highest = self.highest

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "median": median,
                "lowest": lowest,
                "highest": highest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        median = d.pop("median")

        lowest = d.pop("lowest")

        highest = d.pop("highest")

        middle = cls(
            median=median,
            lowest=lowest,
            highest=highest,
        )

        return middle
