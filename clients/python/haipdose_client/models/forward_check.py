from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ForwardCheck")


@_attrs_define
class ForwardCheck:
    """What an independent simulation of the reservoir says; mL, mg and mg/day.

    Attributes:
        passed (bool):
        tolerance_percent (str):
        lowest_daily_mg (str):
        highest_daily_mg (str):
        worst_deviation_percent (str):
        delivered_ml (str):
        delivered_mg (str):
        returned_ml (str):
        returned_mg (str):
    """

    passed: bool
    tolerance_percent: str
    lowest_daily_mg: str
    highest_daily_mg: str
    worst_deviation_percent: str
    delivered_ml: str
    delivered_mg: str
    returned_ml: str
    returned_mg: str

    def to_dict(self) -> dict[str, Any]:
        passed = self.passed

        tolerance_percent = self.tolerance_percent

        lowest_daily_mg = self.lowest_daily_mg

        highest_daily_mg = self.highest_daily_mg

        worst_deviation_percent = self.worst_deviation_percent

        delivered_ml = self.delivered_ml

        delivered_mg = self.delivered_mg

        returned_ml = self.returned_ml

        returned_mg = self.returned_mg

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "passed": passed,
                "tolerance_percent": tolerance_percent,
                "lowest_daily_mg": lowest_daily_mg,
                "highest_daily_mg": highest_daily_mg,
                "worst_deviation_percent": worst_deviation_percent,
                "delivered_ml": delivered_ml,
                "delivered_mg": delivered_mg,
                "returned_ml": returned_ml,
                "returned_mg": returned_mg,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        passed = d.pop("passed")

        tolerance_percent = d.pop("tolerance_percent")

        lowest_daily_mg = d.pop("lowest_daily_mg")

        highest_daily_mg = d.pop("highest_daily_mg")

        worst_deviation_percent = d.pop("worst_deviation_percent")

        delivered_ml = d.pop("delivered_ml")

        delivered_mg = d.pop("delivered_mg")

        returned_ml = d.pop("returned_ml")

        returned_mg = d.pop("returned_mg")

        forward_check = cls(
            passed=passed,
            tolerance_percent=tolerance_percent,
            lowest_daily_mg=lowest_daily_mg,
            highest_daily_mg=highest_daily_mg,
            worst_deviation_percent=worst_deviation_percent,
            delivered_ml=delivered_ml,
            delivered_mg=delivered_mg,
            returned_ml=returned_ml,
            returned_mg=returned_mg,
        )

        return forward_check
