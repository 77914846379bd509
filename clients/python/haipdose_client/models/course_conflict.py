from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="CourseConflict")


@_attrs_define
class CourseConflict:
    """Facts that contradict each other or the pump. It blocks every dose until a correction fact settles it.

    Attributes:
        code (str):
        message (str):
        facts (list[str]):
        remedy (str):
    """

    code: str
    message: str
    facts: list[str]
    remedy: str

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        facts = self.facts

        remedy = self.remedy

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "message": message,
                "facts": facts,
                "remedy": remedy,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        facts = cast(list[str], d.pop("facts"))

        remedy = d.pop("remedy")

        course_conflict = cls(
            code=code,
            message=message,
            facts=facts,
            remedy=remedy,
        )

        return course_conflict
