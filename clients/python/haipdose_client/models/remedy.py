from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Remedy")


@_attrs_define
class Remedy:
    """A way to make room, and what it would take: of a resource, on a day, for a visit (its course and its id).

    ``proven``: solved with it, the visits all have a place and nobody else moves. Otherwise it stands in the way.

        Attributes:
            what (str):
            resource (None | str | Unset):
            day (datetime.date | None | Unset):
            visit (None | str | Unset):
            proven (bool | Unset):  Default: False.
    """

    what: str
    resource: None | str | Unset = UNSET
    day: datetime.date | None | Unset = UNSET
    visit: None | str | Unset = UNSET
    proven: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        what = self.what

        resource: None | str | Unset
        if isinstance(self.resource, Unset):
            resource = UNSET
        else:
            resource = self.resource

        day: None | str | Unset
        if isinstance(self.day, Unset):
            day = UNSET
        elif isinstance(self.day, datetime.date):
            day = self.day.isoformat()
        else:
            day = self.day

        visit: None | str | Unset
        if isinstance(self.visit, Unset):
            visit = UNSET
        else:
            visit = self.visit

        proven = self.proven

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "what": what,
            }
        )
        if resource is not UNSET:
            field_dict["resource"] = resource
        if day is not UNSET:
            field_dict["day"] = day
        if visit is not UNSET:
            field_dict["visit"] = visit
        if proven is not UNSET:
            field_dict["proven"] = proven

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        what = d.pop("what")

        def _parse_resource(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resource = _parse_resource(d.pop("resource", UNSET))

        def _parse_day(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                day_type_0 = datetime.date.fromisoformat(data)

                return day_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        day = _parse_day(d.pop("day", UNSET))

        def _parse_visit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        visit = _parse_visit(d.pop("visit", UNSET))

        proven = d.pop("proven", UNSET)

        remedy = cls(
            what=what,
            resource=resource,
            day=day,
            visit=visit,
            proven=proven,
        )

        return remedy
