from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="NotConfirmed")


@_attrs_define
class NotConfirmed:
    """A course whose appointments were not confirmed when a calendar was published, and why.

    Attributes:
        course (str):
        reasons (list[str]):
    """

    course: str
    reasons: list[str]

    def to_dict(self) -> dict[str, Any]:
        course = self.course

        reasons = self.reasons

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course": course,
                "reasons": reasons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        course = d.pop("course")

        reasons = cast(list[str], d.pop("reasons"))

        not_confirmed = cls(
            course=course,
            reasons=reasons,
        )

        return not_confirmed
