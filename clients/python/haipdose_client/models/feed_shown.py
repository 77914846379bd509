from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="FeedShown")


@_attrs_define
class FeedShown:
    """A feed. ``url`` holds its secret and is shown once, in the answer that makes it.

    Attributes:
        id (str):
        course_id (None | str):
        created_at (datetime.datetime):
        created_by (str):
        revoked_at (datetime.datetime | None):
        url (None | str | Unset):
    """

    id: str
    course_id: None | str
    created_at: datetime.datetime
    created_by: str
    revoked_at: datetime.datetime | None
    url: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        course_id: None | str
        course_id = self.course_id

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "course_id": course_id,
                "created_at": created_at,
                "created_by": created_by,
                "revoked_at": revoked_at,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_course_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        course_id = _parse_course_id(d.pop("course_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)

                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        feed_shown = cls(
            id=id,
            course_id=course_id,
            created_at=created_at,
            created_by=created_by,
            revoked_at=revoked_at,
            url=url,
        )

        return feed_shown
