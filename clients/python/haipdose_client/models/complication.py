from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.complication_grade import ComplicationGrade
from ..types import UNSET, Unset

T = TypeVar("T", bound="Complication")


@_attrs_define
class Complication:
    """A complication of a surgery with its Clavien-Dindo grade; ``surgery`` is the id of that surgery's fact.

    Attributes:
        id (str):
        on (datetime.date):
        type_ (Literal['complication']):
        surgery (str):
        grade (ComplicationGrade):
        recorded_at (datetime.datetime | None | Unset):
        note (None | str | Unset):
        disability (bool | Unset):  Default: False.
        what (None | str | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["complication"]
    surgery: str
    grade: ComplicationGrade
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    disability: bool | Unset = False
    what: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        surgery = self.surgery

        grade = self.grade.value

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

        disability = self.disability

        what: None | str | Unset
        if isinstance(self.what, Unset):
            what = UNSET
        else:
            what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "surgery": surgery,
                "grade": grade,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if disability is not UNSET:
            field_dict["disability"] = disability
        if what is not UNSET:
            field_dict["what"] = what

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["complication"], d.pop("type"))
        if type_ != "complication":
            raise ValueError(f"type must match const 'complication', got '{type_}'")

        surgery = d.pop("surgery")

        grade = ComplicationGrade(d.pop("grade"))

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

        disability = d.pop("disability", UNSET)

        def _parse_what(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        what = _parse_what(d.pop("what", UNSET))

        complication = cls(
            id=id,
            on=on,
            type_=type_,
            surgery=surgery,
            grade=grade,
            recorded_at=recorded_at,
            note=note,
            disability=disability,
            what=what,
        )

        return complication
