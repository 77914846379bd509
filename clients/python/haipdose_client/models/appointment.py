from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cost_part import CostPart


T = TypeVar("T", bound="Appointment")


@_attrs_define
class Appointment:
    """One visit with its place. ``start`` and ``end`` are the patient's; ``joined_with`` are of the same stay.

    ``published_at`` is what the patient had been told, if anything; ``why_moved`` says why it is another place now,
    ``gave_way_to`` which visits (their course and id) newly use there what it would need.

        Attributes:
            course (str):
            visit (str):
            kind (str):
            day (datetime.date):
            start (datetime.datetime):
            end (datetime.datetime):
            target (datetime.date):
            earliest (datetime.date):
            latest (datetime.date):
            joined_with (list[str] | Unset):
            costs (list[CostPart] | Unset):
            published_at (datetime.datetime | None | Unset):
            why_moved (list[str] | Unset):
            gave_way_to (list[str] | Unset):
    """

    course: str
    visit: str
    kind: str
    day: datetime.date
    start: datetime.datetime
    end: datetime.datetime
    target: datetime.date
    earliest: datetime.date
    latest: datetime.date
    joined_with: list[str] | Unset = UNSET
    costs: list[CostPart] | Unset = UNSET
    published_at: datetime.datetime | None | Unset = UNSET
    why_moved: list[str] | Unset = UNSET
    gave_way_to: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        course = self.course

        visit = self.visit

        kind = self.kind

        day = self.day.isoformat()

        start = self.start.isoformat()

        end = self.end.isoformat()

        target = self.target.isoformat()

        earliest = self.earliest.isoformat()

        latest = self.latest.isoformat()

        joined_with: list[str] | Unset = UNSET
        if not isinstance(self.joined_with, Unset):
            joined_with = self.joined_with

        costs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.costs, Unset):
            costs = []
            for costs_item_data in self.costs:
                costs_item = costs_item_data.to_dict()
                costs.append(costs_item)

        published_at: None | str | Unset
        if isinstance(self.published_at, Unset):
            published_at = UNSET
        elif isinstance(self.published_at, datetime.datetime):
            published_at = self.published_at.isoformat()
        else:
            published_at = self.published_at

        why_moved: list[str] | Unset = UNSET
        if not isinstance(self.why_moved, Unset):
            why_moved = self.why_moved

        gave_way_to: list[str] | Unset = UNSET
        if not isinstance(self.gave_way_to, Unset):
            gave_way_to = self.gave_way_to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "course": course,
                "visit": visit,
                "kind": kind,
                "day": day,
                "start": start,
                "end": end,
                "target": target,
                "earliest": earliest,
                "latest": latest,
            }
        )
        if joined_with is not UNSET:
            field_dict["joined_with"] = joined_with
        if costs is not UNSET:
            field_dict["costs"] = costs
        if published_at is not UNSET:
            field_dict["published_at"] = published_at
        if why_moved is not UNSET:
            field_dict["why_moved"] = why_moved
        if gave_way_to is not UNSET:
            field_dict["gave_way_to"] = gave_way_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cost_part import CostPart  # noqa: PLC0415

        d = dict(src_dict)
        course = d.pop("course")

        visit = d.pop("visit")

        kind = d.pop("kind")

        day = datetime.date.fromisoformat(d.pop("day"))

        start = datetime.datetime.fromisoformat(d.pop("start"))

        end = datetime.datetime.fromisoformat(d.pop("end"))

        target = datetime.date.fromisoformat(d.pop("target"))

        earliest = datetime.date.fromisoformat(d.pop("earliest"))

        latest = datetime.date.fromisoformat(d.pop("latest"))

        joined_with = cast(list[str], d.pop("joined_with", UNSET))

        _costs = d.pop("costs", UNSET)
        costs: list[CostPart] | Unset = UNSET
        if _costs is not UNSET:
            costs = []
            for costs_item_data in _costs:
                costs_item = CostPart.from_dict(costs_item_data)

                costs.append(costs_item)

        def _parse_published_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_at_type_0 = datetime.datetime.fromisoformat(data)

                return published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        published_at = _parse_published_at(d.pop("published_at", UNSET))

        why_moved = cast(list[str], d.pop("why_moved", UNSET))

        gave_way_to = cast(list[str], d.pop("gave_way_to", UNSET))

        appointment = cls(
            course=course,
            visit=visit,
            kind=kind,
            day=day,
            start=start,
            end=end,
            target=target,
            earliest=earliest,
            latest=latest,
            joined_with=joined_with,
            costs=costs,
            published_at=published_at,
            why_moved=why_moved,
            gave_way_to=gave_way_to,
        )

        return appointment
