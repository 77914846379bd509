from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.drug_given import DrugGiven
    from ..models.systemic_given_percent_of_full import SystemicGivenPercentOfFull
    from ..models.systemic_given_reductions import SystemicGivenReductions


T = TypeVar("T", bound="SystemicGiven")


@_attrs_define
class SystemicGiven:
    """A systemic cycle was started.

    ``percent_of_full``: of each component of the regimen, what was given of its full dose (0: left out). The next
    decision needs it. ``reductions``: how often a component has been reduced.

        Attributes:
            at (datetime.datetime):
            type_ (Literal['systemic-given']):
            regimen (str):
            id (None | str | Unset):
            recorded_at (datetime.datetime | None | Unset):
            by (None | str | Unset):
            note (None | str | Unset):
            drugs (list[DrugGiven] | Unset):
            percent_of_full (SystemicGivenPercentOfFull | Unset):
            reductions (SystemicGivenReductions | Unset):
    """

    at: datetime.datetime
    type_: Literal["systemic-given"]
    regimen: str
    id: None | str | Unset = UNSET
    recorded_at: datetime.datetime | None | Unset = UNSET
    by: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    drugs: list[DrugGiven] | Unset = UNSET
    percent_of_full: SystemicGivenPercentOfFull | Unset = UNSET
    reductions: SystemicGivenReductions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        type_ = self.type_

        regimen = self.regimen

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

        drugs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.drugs, Unset):
            drugs = []
            for drugs_item_data in self.drugs:
                drugs_item = drugs_item_data.to_dict()
                drugs.append(drugs_item)

        percent_of_full: dict[str, Any] | Unset = UNSET
        if not isinstance(self.percent_of_full, Unset):
            percent_of_full = self.percent_of_full.to_dict()

        reductions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reductions, Unset):
            reductions = self.reductions.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "type": type_,
                "regimen": regimen,
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
        if drugs is not UNSET:
            field_dict["drugs"] = drugs
        if percent_of_full is not UNSET:
            field_dict["percent_of_full"] = percent_of_full
        if reductions is not UNSET:
            field_dict["reductions"] = reductions

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.drug_given import DrugGiven  # noqa: PLC0415
        from ..models.systemic_given_percent_of_full import SystemicGivenPercentOfFull  # noqa: PLC0415
        from ..models.systemic_given_reductions import SystemicGivenReductions  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        type_ = cast(Literal["systemic-given"], d.pop("type"))
        if type_ != "systemic-given":
            raise ValueError(f"type must match const 'systemic-given', got '{type_}'")

        regimen = d.pop("regimen")

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

        _drugs = d.pop("drugs", UNSET)
        drugs: list[DrugGiven] | Unset = UNSET
        if _drugs is not UNSET:
            drugs = []
            for drugs_item_data in _drugs:
                drugs_item = DrugGiven.from_dict(drugs_item_data)

                drugs.append(drugs_item)

        _percent_of_full = d.pop("percent_of_full", UNSET)
        percent_of_full: SystemicGivenPercentOfFull | Unset
        if isinstance(_percent_of_full, Unset):
            percent_of_full = UNSET
        else:
            percent_of_full = SystemicGivenPercentOfFull.from_dict(_percent_of_full)

        _reductions = d.pop("reductions", UNSET)
        reductions: SystemicGivenReductions | Unset
        if isinstance(_reductions, Unset):
            reductions = UNSET
        else:
            reductions = SystemicGivenReductions.from_dict(_reductions)

        systemic_given = cls(
            at=at,
            type_=type_,
            regimen=regimen,
            id=id,
            recorded_at=recorded_at,
            by=by,
            note=note,
            drugs=drugs,
            percent_of_full=percent_of_full,
            reductions=reductions,
        )

        return systemic_given
