from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

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
    """

    course: str
    visit: str
    before: datetime.datetime | None
    after: datetime.datetime | None
    why: list[str]

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

        clinic_change = cls(
            course=course,
            visit=visit,
            before=before,
            after=after,
            why=why,
        )

        return clinic_change
