from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Bridge")


@_attrs_define
class Bridge:
    """The old solution between reservoir and artery, given at the rate that makes it the new daily dose.

    ``rate_ml_per_day`` for ``days``, until ``volume_ml`` of the old solution are gone; then the program itself.

        Attributes:
            volume_ml (str):
            rate_ml_per_day (str):
            days (str):
    """

    volume_ml: str
    rate_ml_per_day: str
    days: str

    def to_dict(self) -> dict[str, Any]:
        volume_ml = self.volume_ml

        rate_ml_per_day = self.rate_ml_per_day

        days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "volume_ml": volume_ml,
                "rate_ml_per_day": rate_ml_per_day,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        volume_ml = d.pop("volume_ml")

        rate_ml_per_day = d.pop("rate_ml_per_day")

        days = d.pop("days")

        bridge = cls(
            volume_ml=volume_ml,
            rate_ml_per_day=rate_ml_per_day,
            days=days,
        )

        return bridge
