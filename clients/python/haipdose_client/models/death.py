from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.death_cause import DeathCause
from ..types import UNSET, Unset

T = TypeVar("T", bound="Death")


@_attrs_define
class Death:
    """The participant died on ``on``.

    Attributes:
        id (str):
        on (datetime.date):
        type_ (Literal['death']):
        recorded_at (datetime.datetime | None | Unset):
        note (None | str | Unset):
        cause (DeathCause | Unset):  Default: DeathCause.UNKNOWN.
    """

    id: str
    on: datetime.date
    type_: Literal["death"]
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    cause: DeathCause | Unset = DeathCause.UNKNOWN

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

        cause: str | Unset = UNSET
        if not isinstance(self.cause, Unset):
            cause = self.cause.value

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
        if cause is not UNSET:
            field_dict["cause"] = cause

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["death"], d.pop("type"))
        if type_ != "death":
            raise ValueError(f"type must match const 'death', got '{type_}'")

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

        _cause = d.pop("cause", UNSET)
        cause: DeathCause | Unset
        if isinstance(_cause, Unset):
            cause = UNSET
        else:
            cause = DeathCause(_cause)

        death = cls(
            id=id,
            on=on,
            type_=type_,
            recorded_at=recorded_at,
            note=note,
            cause=cause,
        )

        return death
