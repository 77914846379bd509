from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.local_treatment_complete_how import LocalTreatmentCompleteHow
from ..models.local_treatment_complete_r_status_type_0 import LocalTreatmentCompleteRStatusType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="LocalTreatmentComplete")


@_attrs_define
class LocalTreatmentComplete:
    """The team states that local treatment is complete: every visible liver metastasis resected R0/R1 or ablated.

    Attributes:
        id (str):
        on (datetime.date):
        type_ (Literal['local-treatment-complete']):
        how (LocalTreatmentCompleteHow):
        recorded_at (datetime.datetime | None | Unset):
        note (None | str | Unset):
        r_status (LocalTreatmentCompleteRStatusType0 | None | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["local-treatment-complete"]
    how: LocalTreatmentCompleteHow
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET
    r_status: LocalTreatmentCompleteRStatusType0 | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        how = self.how.value

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

        r_status: None | str | Unset
        if isinstance(self.r_status, Unset):
            r_status = UNSET
        elif isinstance(self.r_status, LocalTreatmentCompleteRStatusType0):
            r_status = self.r_status.value
        else:
            r_status = self.r_status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "on": on,
                "type": type_,
                "how": how,
            }
        )
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if note is not UNSET:
            field_dict["note"] = note
        if r_status is not UNSET:
            field_dict["r_status"] = r_status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        on = datetime.date.fromisoformat(d.pop("on"))

        type_ = cast(Literal["local-treatment-complete"], d.pop("type"))
        if type_ != "local-treatment-complete":
            raise ValueError(f"type must match const 'local-treatment-complete', got '{type_}'")

        how = LocalTreatmentCompleteHow(d.pop("how"))

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

        def _parse_r_status(data: object) -> LocalTreatmentCompleteRStatusType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                r_status_type_0 = LocalTreatmentCompleteRStatusType0(data)

                return r_status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LocalTreatmentCompleteRStatusType0 | None | Unset, data)

        r_status = _parse_r_status(d.pop("r_status", UNSET))

        local_treatment_complete = cls(
            id=id,
            on=on,
            type_=type_,
            how=how,
            recorded_at=recorded_at,
            note=note,
            r_status=r_status,
        )

        return local_treatment_complete
