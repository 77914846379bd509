from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FlowChange")


@_attrs_define
class FlowChange:
    """One change of the fill flow, from the emptying that brought it on.

    Attributes:
        at (datetime.datetime):
        from_ml_per_day (str):
        to_ml_per_day (str):
    """

    at: datetime.datetime
    from_ml_per_day: str
    to_ml_per_day: str

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        from_ml_per_day = self.from_ml_per_day

        to_ml_per_day = self.to_ml_per_day

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "from_ml_per_day": from_ml_per_day,
                "to_ml_per_day": to_ml_per_day,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        from_ml_per_day = d.pop("from_ml_per_day")

        to_ml_per_day = d.pop("to_ml_per_day")

        flow_change = cls(
            at=at,
            from_ml_per_day=from_ml_per_day,
            to_ml_per_day=to_ml_per_day,
        )

        return flow_change
