from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ComplicationsReviewed")


@_attrs_define
class ComplicationsReviewed:
    """The complications of a surgery were asked for on this day; ``surgery`` is the id of that surgery's fact.

    What was found is recorded as complications; without any there was none.

        Attributes:
            id (str):
            on (datetime.date):
            type_ (Literal['complications-reviewed']):
            surgery (str):
            recorded_at (datetime.datetime | None | Unset):
            note (None | str | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["complications-reviewed"]
    surgery: str
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        surgery = self.surgery

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

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "surgery": surgery,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["complications-reviewed"], d.pop("type"))
        if type_ != "complications-reviewed":
            raise ValueError(f"type must match const 'complications-reviewed', got '{type_}'")

        surgery = d.pop("surgery")

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

        complications_reviewed = cls(
            id=id,
            on=on,
            type_=type_,
            surgery=surgery,
            recorded_at=recorded_at,
            note=note,
        )

        return complications_reviewed
