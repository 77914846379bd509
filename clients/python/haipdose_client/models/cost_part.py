from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="CostPart")


@_attrs_define
class CostPart:
    """One reason why a placement costs points.

    Attributes:
        why (str):
        points (int):
    """

    why: str
    points: int

    def to_dict(self) -> dict[str, Any]:
        why = self.why

        points = self.points

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "why": why,
                "points": points,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        why = d.pop("why")

        points = d.pop("points")

        cost_part = cls(
            why=why,
            points=points,
        )

        return cost_part
