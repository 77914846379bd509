from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.course_header import CourseHeader


T = TypeVar("T", bound="CourseShown")


@_attrs_define
class CourseShown:
    """A course. ``version`` grows with every fact; it is the ETag.

    Attributes:
        id (str):
        version (int):
        facts (int):
        header (CourseHeader): What a course starts from: everything of the engine's course but the clinic, the moment
            and the facts.

            ``patient`` and ``pump`` are as they were at the start; weight, flow and a new pump come as facts.
        closed_at (datetime.datetime | None):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
    """

    id: str
    version: int
    facts: int
    header: CourseHeader
    closed_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        facts = self.facts

        header = self.header.to_dict()

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "facts": facts,
                "header": header,
                "closed_at": closed_at,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.course_header import CourseHeader  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        facts = d.pop("facts")

        header = CourseHeader.from_dict(d.pop("header"))

        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        course_shown = cls(
            id=id,
            version=version,
            facts=facts,
            header=header,
            closed_at=closed_at,
            created_at=created_at,
            updated_at=updated_at,
        )

        return course_shown
