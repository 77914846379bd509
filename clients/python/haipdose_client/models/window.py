from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Window")


@_attrs_define
class Window:
    """The first and last day of a visit, and the day that the rules aim at.

    Attributes:
        earliest (datetime.date):
        target (datetime.date):
        latest (datetime.date):
    """

    earliest: datetime.date
    target: datetime.date
    latest: datetime.date

    def to_dict(self) -> dict[str, Any]:
        earliest = self.earliest.isoformat()

        target = self.target.isoformat()

        latest = self.latest.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "earliest": earliest,
                "target": target,
                "latest": latest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        earliest = datetime.date.fromisoformat(d.pop("earliest"))

        target = datetime.date.fromisoformat(d.pop("target"))

        latest = datetime.date.fromisoformat(d.pop("latest"))

        window = cls(
            earliest=earliest,
            target=target,
            latest=latest,
        )

        return window
