from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.remedy import Remedy


T = TypeVar("T", bound="NotPlaced")


@_attrs_define
class NotPlaced:
    """A visit without a place. ``reasons`` name the days that were possible and what stood in the way on each.

    Attributes:
        course (str):
        visit (str):
        kind (str):
        earliest (datetime.date):
        latest (datetime.date):
        urgent (bool):
        reasons (list[str]):
        done_by (datetime.datetime | None | Unset):
        remedies (list[Remedy] | Unset):
    """

    course: str
    visit: str
    kind: str
    earliest: datetime.date
    latest: datetime.date
    urgent: bool
    reasons: list[str]
    done_by: datetime.datetime | None | Unset = UNSET
    remedies: list[Remedy] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        course = self.course

        visit = self.visit

        kind = self.kind

        earliest = self.earliest.isoformat()

        latest = self.latest.isoformat()

        urgent = self.urgent

        reasons = self.reasons

        done_by: None | str | Unset
        if isinstance(self.done_by, Unset):
            done_by = UNSET
        elif isinstance(self.done_by, datetime.datetime):
            done_by = self.done_by.isoformat()
        else:
            done_by = self.done_by

        remedies: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.remedies, Unset):
            remedies = []
            for remedies_item_data in self.remedies:
                remedies_item = remedies_item_data.to_dict()
                remedies.append(remedies_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course": course,
                "visit": visit,
                "kind": kind,
                "earliest": earliest,
                "latest": latest,
                "urgent": urgent,
                "reasons": reasons,
            }
        )
        if done_by is not UNSET:
            field_dict["done_by"] = done_by
        if remedies is not UNSET:
            field_dict["remedies"] = remedies

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.remedy import Remedy  # noqa: PLC0415

        d = dict(src_dict)
        course = d.pop("course")

        visit = d.pop("visit")

        kind = d.pop("kind")

        earliest = datetime.date.fromisoformat(d.pop("earliest"))

        latest = datetime.date.fromisoformat(d.pop("latest"))

        urgent = d.pop("urgent")

        reasons = cast(list[str], d.pop("reasons"))

        def _parse_done_by(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_by_type_0 = datetime.datetime.fromisoformat(data)

                return done_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        done_by = _parse_done_by(d.pop("done_by", UNSET))

        _remedies = d.pop("remedies", UNSET)
        remedies: list[Remedy] | Unset = UNSET
        if _remedies is not UNSET:
            remedies = []
            for remedies_item_data in _remedies:
                remedies_item = Remedy.from_dict(remedies_item_data)

                remedies.append(remedies_item)

        not_placed = cls(
            course=course,
            visit=visit,
            kind=kind,
            earliest=earliest,
            latest=latest,
            urgent=urgent,
            reasons=reasons,
            done_by=done_by,
            remedies=remedies,
        )

        return not_placed
