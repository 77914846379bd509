from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.adverse_event_related_to_item import AdverseEventRelatedToItem
from ..types import UNSET, Unset

T = TypeVar("T", bound="AdverseEvent")


@_attrs_define
class AdverseEvent:
    """An adverse event from ``on`` to ``until`` with the highest CTCAE grade it reached.

    ``related``: whether the trial treatment caused it as the investigator judges; None when nobody has judged yet.

        Attributes:
            id (str):
            on (datetime.date):
            type_ (Literal['adverse-event']):
            term (str):
            grade (int):
            recorded_at (datetime.datetime | None | Unset):
            note (None | str | Unset):
            until (datetime.date | None | Unset):
            serious (bool | Unset):  Default: False.
            related (bool | None | Unset):
            related_to (list[AdverseEventRelatedToItem] | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["adverse-event"]
    term: str
    grade: int
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    until: datetime.date | None | Unset = UNSET
    serious: bool | Unset = False
    related: bool | None | Unset = UNSET
    related_to: list[AdverseEventRelatedToItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        term = self.term

        grade = self.grade

        recorded_at: None | str | Unset
        if isinstance(self.recorded_at, Unset):
            recorded_at = UNSET
        elif isinstance(self.recorded_at, datetime.datetime):
            recorded_at = self.recorded_at.isoformat()
        else:
            recorded_at = self.recorded_at

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        serious = self.serious

        related: bool | None | Unset
        if isinstance(self.related, Unset):
            related = UNSET
        else:
            related = self.related

        related_to: list[str] | Unset = UNSET
        if not isinstance(self.related_to, Unset):
            related_to = []
            for related_to_item_data in self.related_to:
                related_to_item = related_to_item_data.value
                related_to.append(related_to_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "term": term,
                "grade": grade,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if until is not UNSET:
            field_dict["until"] = until
        if serious is not UNSET:
            field_dict["serious"] = serious
        if related is not UNSET:
            field_dict["related"] = related
        if related_to is not UNSET:
            field_dict["related_to"] = related_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["adverse-event"], d.pop("type"))
        if type_ != "adverse-event":
            raise ValueError(f"type must match const 'adverse-event', got '{type_}'")

        term = d.pop("term")

        grade = d.pop("grade")

        def _parse_recorded_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                recorded_at_type_0 = datetime.datetime.fromisoformat(data)

                return recorded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        recorded_at = _parse_recorded_at(d.pop("recorded_at", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        serious = d.pop("serious", UNSET)

        def _parse_related(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        related = _parse_related(d.pop("related", UNSET))

        _related_to = d.pop("related_to", UNSET)
        related_to: list[AdverseEventRelatedToItem] | Unset = UNSET
        if _related_to is not UNSET:
            related_to = []
            for related_to_item_data in _related_to:
                related_to_item = AdverseEventRelatedToItem(related_to_item_data)

                related_to.append(related_to_item)

        adverse_event = cls(
            id=id,
            on=on,
            type_=type_,
            term=term,
            grade=grade,
            recorded_at=recorded_at,
            note=note,
            until=until,
            serious=serious,
            related=related,
            related_to=related_to,
        )

        return adverse_event
