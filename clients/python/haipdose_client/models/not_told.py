from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="NotTold")


@_attrs_define
class NotTold:
    """A course whose assessments cannot be worked out, and why.

    Attributes:
        course_id (str):
        code (str):
        reason (str):
    """

    course_id: str
    code: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        course_id = self.course_id

        code = self.code

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course_id": course_id,
                "code": code,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        course_id = d.pop("course_id")

        code = d.pop("code")

        reason = d.pop("reason")

        not_told = cls(
            course_id=course_id,
            code=code,
            reason=reason,
        )

        return not_told
