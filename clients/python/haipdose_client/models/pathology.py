from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lesion_pathology import LesionPathology


T = TypeVar("T", bound="Pathology")


@_attrs_define
class Pathology:
    """The pathologist's report on what a surgery took out; lesion by lesion, or summed up, or both.

    Attributes:
        id (str):
        on (datetime.date):
        type_ (Literal['pathology']):
        recorded_at (datetime.datetime | None | Unset):
        note (None | str | Unset):
        surgery (None | str | Unset):
        mandard (int | None | Unset):
        lesions (list[LesionPathology] | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["pathology"]
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    surgery: None | str | Unset = UNSET
    mandard: int | None | Unset = UNSET
    lesions: list[LesionPathology] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

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

        surgery: None | str | Unset
        if isinstance(self.surgery, Unset):
            surgery = UNSET
        else:
            surgery = self.surgery

        mandard: int | None | Unset
        if isinstance(self.mandard, Unset):
            mandard = UNSET
        else:
            mandard = self.mandard

        lesions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.lesions, Unset):
            lesions = []
            for lesions_item_data in self.lesions:
                lesions_item = lesions_item_data.to_dict()
                lesions.append(lesions_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if surgery is not UNSET:
            field_dict["surgery"] = surgery
        if mandard is not UNSET:
            field_dict["mandard"] = mandard
        if lesions is not UNSET:
            field_dict["lesions"] = lesions

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lesion_pathology import LesionPathology  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["pathology"], d.pop("type"))
        if type_ != "pathology":
            raise ValueError(f"type must match const 'pathology', got '{type_}'")

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

        def _parse_surgery(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        surgery = _parse_surgery(d.pop("surgery", UNSET))

        def _parse_mandard(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        mandard = _parse_mandard(d.pop("mandard", UNSET))

        _lesions = d.pop("lesions", UNSET)
        lesions: list[LesionPathology] | Unset = UNSET
        if _lesions is not UNSET:
            lesions = []
            for lesions_item_data in _lesions:
                lesions_item = LesionPathology.from_dict(lesions_item_data)

                lesions.append(lesions_item)

        pathology = cls(
            id=id,
            on=on,
            type_=type_,
            recorded_at=recorded_at,
            note=note,
            surgery=surgery,
            mandard=mandard,
            lesions=lesions,
        )

        return pathology
