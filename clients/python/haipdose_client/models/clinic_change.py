from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ClinicChange")


@_attrs_define
class ClinicChange:
    """What became of one appointment since the earlier answer.

    Attributes:
        course (str):
        visit (str):
        before (datetime.datetime | None):
        after (datetime.datetime | None):
        why (list[str]):
        gave_way_to (list[str] | Unset):
    """

    course: str
    visit: str
    before: datetime.datetime | None
    after: datetime.datetime | None
    why: list[str]
    gave_way_to: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        course = self.course

        visit = self.visit

        before: None | str
        if isinstance(self.before, datetime.datetime):
            before = self.before.isoformat()
        else:
            before = self.before

        after: None | str
        if isinstance(self.after, datetime.datetime):
            after = self.after.isoformat()
        else:
            after = self.after

        why = self.why

        gave_way_to: list[str] | Unset = UNSET
        if not isinstance(self.gave_way_to, Unset):
            gave_way_to = self.gave_way_to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course": course,
                "visit": visit,
                "before": before,
                "after": after,
                "why": why,
            }
        )
        if gave_way_to is not UNSET:
            field_dict["gave_way_to"] = gave_way_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        course = d.pop("course")

        visit = d.pop("visit")

        def _parse_before(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                before_type_0 = datetime.datetime.fromisoformat(data)

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                after_type_0 = datetime.datetime.fromisoformat(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        after = _parse_after(d.pop("after"))

        why = cast(list[str], d.pop("why"))

        gave_way_to = cast(list[str], d.pop("gave_way_to", UNSET))

        clinic_change = cls(
            course=course,
            visit=visit,
            before=before,
            after=after,
            why=why,
            gave_way_to=gave_way_to,
        )

        return clinic_change
