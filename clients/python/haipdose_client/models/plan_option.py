from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PlanOption")


@_attrs_define
class PlanOption:
    """A way out of a conflict, what it breaks, and what it costs.

    Attributes:
        what (str):
        date (datetime.date | None):
        breaks (list[str]):
        cost (str):
    """

    what: str
    date: datetime.date | None
    breaks: list[str]
    cost: str

    def to_dict(self) -> dict[str, Any]:
        what = self.what

        date: None | str
        if isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        breaks = self.breaks

        cost = self.cost

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "what": what,
                "date": date,
                "breaks": breaks,
                "cost": cost,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        what = d.pop("what")

        def _parse_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        date = _parse_date(d.pop("date"))

        breaks = cast(list[str], d.pop("breaks"))

        cost = d.pop("cost")

        plan_option = cls(
            what=what,
            date=date,
            breaks=breaks,
            cost=cost,
        )

        return plan_option
