from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.liver_panel_verdict import LiverPanelVerdict
from ..types import UNSET, Unset

T = TypeVar("T", bound="LiverPanel")


@_attrs_define
class LiverPanel:
    """The National Liver Panel judged whether the liver metastases can be resected.

    Attributes:
        id (str):
        on (datetime.date):
        type_ (Literal['liver-panel']):
        verdict (LiverPanelVerdict):
        recorded_at (datetime.datetime | None | Unset):
        note (None | str | Unset):
    """

    id: str
    on: datetime.date
    type_: Literal["liver-panel"]
    verdict: LiverPanelVerdict
    recorded_at: datetime.datetime | None | Unset = UNSET
    note: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        on = self.on.isoformat()

        type_ = self.type_

        verdict = self.verdict.value

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
                "verdict": verdict,
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

        type_ = cast(Literal["liver-panel"], d.pop("type"))
        if type_ != "liver-panel":
            raise ValueError(f"type must match const 'liver-panel', got '{type_}'")

        verdict = LiverPanelVerdict(d.pop("verdict"))

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

        liver_panel = cls(
            id=id,
            on=on,
            type_=type_,
            verdict=verdict,
            recorded_at=recorded_at,
            note=note,
        )

        return liver_panel
