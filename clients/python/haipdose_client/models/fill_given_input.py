from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contents import Contents
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fill_given_input_additives import FillGivenInputAdditives


T = TypeVar("T", bound="FillGivenInput")


@_attrs_define
class FillGivenInput:
    """The reservoir was filled. ``dose_percent`` and ``floxuridine_mg`` are needed with floxuridine, and only then.

    Attributes:
        at (datetime.datetime):
        type_ (Literal['fill-given']):
        contents (Contents): The contents of a fill, as the contracts name them.
        volume_ml (str): An exact decimal: written as text; text or a number is read.
        id (None | str | Unset):
        recorded_at (datetime.datetime | None | Unset):
        by (None | str | Unset):
        note (None | str | Unset):
        floxuridine_mg (None | str | Unset):
        dose_percent (None | str | Unset):
        additives (FillGivenInputAdditives | Unset):
    """

    at: datetime.datetime
    type_: Literal["fill-given"]
    contents: Contents
    volume_ml: str
    id: None | str | Unset = UNSET
    recorded_at: datetime.datetime | None | Unset = UNSET
    by: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    floxuridine_mg: None | str | Unset = UNSET
    dose_percent: None | str | Unset = UNSET
    additives: FillGivenInputAdditives | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        type_ = self.type_

        contents = self.contents.value

        volume_ml = self.volume_ml

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        recorded_at: None | str | Unset
        if isinstance(self.recorded_at, Unset):
            recorded_at = UNSET
        elif isinstance(self.recorded_at, datetime.datetime):
            recorded_at = self.recorded_at.isoformat()
        else:
            recorded_at = self.recorded_at

        by: None | str | Unset
        if isinstance(self.by, Unset):
            by = UNSET
        else:
            by = self.by

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        floxuridine_mg: None | str | Unset
        if isinstance(self.floxuridine_mg, Unset):
            floxuridine_mg = UNSET
        else:
            floxuridine_mg = self.floxuridine_mg

        dose_percent: None | str | Unset
        if isinstance(self.dose_percent, Unset):
            dose_percent = UNSET
        else:
            dose_percent = self.dose_percent

        additives: dict[str, Any] | Unset = UNSET
        if not isinstance(self.additives, Unset):
            additives = self.additives.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "type": type_,
                "contents": contents,
                "volume_ml": volume_ml,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note
        if floxuridine_mg is not UNSET:
            field_dict["floxuridine_mg"] = floxuridine_mg
        if dose_percent is not UNSET:
            field_dict["dose_percent"] = dose_percent
        if additives is not UNSET:
            field_dict["additives"] = additives

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fill_given_input_additives import FillGivenInputAdditives  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        type_ = cast(Literal["fill-given"], d.pop("type"))
        if type_ != "fill-given":
            raise ValueError(f"type must match const 'fill-given', got '{type_}'")

        contents = Contents(d.pop("contents"))

        volume_ml = d.pop("volume_ml")

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

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

        def _parse_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        by = _parse_by(d.pop("by", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_floxuridine_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        floxuridine_mg = _parse_floxuridine_mg(d.pop("floxuridine_mg", UNSET))

        def _parse_dose_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dose_percent = _parse_dose_percent(d.pop("dose_percent", UNSET))

        _additives = d.pop("additives", UNSET)
        additives: FillGivenInputAdditives | Unset
        if isinstance(_additives, Unset):
            additives = UNSET
        else:
            additives = FillGivenInputAdditives.from_dict(_additives)

        fill_given_input = cls(
            at=at,
            type_=type_,
            contents=contents,
            volume_ml=volume_ml,
            id=id,
            recorded_at=recorded_at,
            by=by,
            note=note,
            floxuridine_mg=floxuridine_mg,
            dose_percent=dose_percent,
            additives=additives,
        )

        return fill_given_input
