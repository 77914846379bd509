from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Share")


@_attrs_define
class Share:
    """How many of the simulated lives, percent, with its interval (95 %) of Monte Carlo error alone.

    Attributes:
        percent (float):
        lowest_percent (float):
        highest_percent (float):
    """

    percent: float
    lowest_percent: float
    highest_percent: float

    def to_dict(self) -> dict[str, Any]:
        percent = self.percent

        lowest_percent = self.lowest_percent

        highest_percent = self.highest_percent

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "percent": percent,
                "lowest_percent": lowest_percent,
                "highest_percent": highest_percent,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        percent = d.pop("percent")

        lowest_percent = d.pop("lowest_percent")

        highest_percent = d.pop("highest_percent")

        share = cls(
            percent=percent,
            lowest_percent=lowest_percent,
            highest_percent=highest_percent,
        )

        return share
