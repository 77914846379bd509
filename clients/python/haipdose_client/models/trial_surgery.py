from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.trial_surgery_kind import TrialSurgeryKind
from ..models.trial_surgery_r_status_type_0 import TrialSurgeryRStatusType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="TrialSurgery")


@_attrs_define
class TrialSurgery:
    """An operation.

    ``complete_intent``: whether it set out to treat every liver metastasis; ``all_treated``: whether every visible one
    was resected or ablated; ``r_status``: the margin of what was resected.

        Attributes:
            id (str):
            on (datetime.date):
            type_ (Literal['surgery']):
            kind (TrialSurgeryKind):
            recorded_at (datetime.datetime | None | Unset):
            note (None | str | Unset):
            complete_intent (bool | None | Unset):
            all_treated (bool | None | Unset):
            r_status (None | TrialSurgeryRStatusType0 | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["surgery"]
    kind: TrialSurgeryKind
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    complete_intent: bool | None | Unset = UNSET
    all_treated: bool | None | Unset = UNSET
    r_status: None | TrialSurgeryRStatusType0 | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        kind = self.kind.value

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

        complete_intent: bool | None | Unset
        if isinstance(self.complete_intent, Unset):
            complete_intent = UNSET
        else:
            complete_intent = self.complete_intent

        all_treated: bool | None | Unset
        if isinstance(self.all_treated, Unset):
            all_treated = UNSET
        else:
            all_treated = self.all_treated

        r_status: None | str | Unset
        if isinstance(self.r_status, Unset):
            r_status = UNSET
        elif isinstance(self.r_status, TrialSurgeryRStatusType0):
            r_status = self.r_status.value
        else:
            r_status = self.r_status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "kind": kind,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if complete_intent is not UNSET:
            field_dict["complete_intent"] = complete_intent
        if all_treated is not UNSET:
            field_dict["all_treated"] = all_treated
        if r_status is not UNSET:
            field_dict["r_status"] = r_status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["surgery"], d.pop("type"))
        if type_ != "surgery":
            raise ValueError(f"type must match const 'surgery', got '{type_}'")

        kind = TrialSurgeryKind(d.pop("kind"))

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

        def _parse_complete_intent(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        complete_intent = _parse_complete_intent(d.pop("complete_intent", UNSET))

        def _parse_all_treated(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        all_treated = _parse_all_treated(d.pop("all_treated", UNSET))

        def _parse_r_status(data: object) -> None | TrialSurgeryRStatusType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                r_status_type_0 = TrialSurgeryRStatusType0(data)

                return r_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TrialSurgeryRStatusType0 | Unset, data)

        r_status = _parse_r_status(d.pop("r_status", UNSET))

        trial_surgery = cls(
            id=id,
            on=on,
            type_=type_,
            kind=kind,
            recorded_at=recorded_at,
            note=note,
            complete_intent=complete_intent,
            all_treated=all_treated,
            r_status=r_status,
        )

        return trial_surgery
