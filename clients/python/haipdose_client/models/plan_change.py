from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PlanChange")


@_attrs_define
class PlanChange:
    """What became of one visit since the earlier plan.

    Attributes:
        id (str):
        before (datetime.date | None):
        after (datetime.date | None):
        why (list[str]):
    """

    id: str
    before: datetime.date | None
    after: datetime.date | None
    why: list[str]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        before: None | str
        if isinstance(self.before, datetime.date):
            before = self.before.isoformat()
        else:
            before = self.before

        after: None | str
        if isinstance(self.after, datetime.date):
            after = self.after.isoformat()
        else:
            after = self.after

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "before": before,
                "after": after,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_before(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                before_type_0 = datetime.date.fromisoformat(data)

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                after_type_0 = datetime.date.fromisoformat(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        after = _parse_after(d.pop("after"))

        why = cast(list[str], d.pop("why"))

        plan_change = cls(
            id=id,
            before=before,
            after=after,
            why=why,
        )

        return plan_change
