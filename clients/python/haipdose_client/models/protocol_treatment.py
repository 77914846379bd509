from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.protocol_treatment_event import ProtocolTreatmentEvent
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProtocolTreatment")


@_attrs_define
class ProtocolTreatment:
    """The protocol treatment started or ended. Without it the doses given in the course tell.

    Attributes:
        id (str):
        on (datetime.date):
        type_ (Literal['protocol-treatment']):
        event (ProtocolTreatmentEvent):
        recorded_at (datetime.datetime | None | Unset):
        note (None | str | Unset):
        reason (None | str | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["protocol-treatment"]
    event: ProtocolTreatmentEvent
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    reason: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        event = self.event.value

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

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "event": event,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["protocol-treatment"], d.pop("type"))
        if type_ != "protocol-treatment":
            raise ValueError(f"type must match const 'protocol-treatment', got '{type_}'")

        event = ProtocolTreatmentEvent(d.pop("event"))

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

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        protocol_treatment = cls(
            id=id,
            on=on,
            type_=type_,
            event=event,
            recorded_at=recorded_at,
            note=note,
            reason=reason,
        )

        return protocol_treatment
