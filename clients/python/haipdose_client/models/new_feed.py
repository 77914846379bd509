from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewFeed")


@_attrs_define
class NewFeed:
    """A feed of one course, or of the whole clinic when ``course_id`` is left out.

    Attributes:
        course_id (None | str | Unset):
    """

    course_id: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        course_id: None | str | Unset
        if isinstance(self.course_id, Unset):
            course_id = UNSET
        else:
            course_id = self.course_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if course_id is not UNSET:
            field_dict["course_id"] = course_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_course_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        course_id = _parse_course_id(d.pop("course_id", UNSET))

        new_feed = cls(
            course_id=course_id,
        )

        return new_feed
