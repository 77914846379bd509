from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.patient_input_sex import PatientInputSex
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatientInput")


@_attrs_define
class PatientInput:
    """The ``patient`` object of a request. Height in cm, actual weight in kg, dates local to the clinic.

    ``id`` is a pseudonym for the worksheet and never goes into a log. Age comes from ``birth_date`` or ``age_years``;
    both at once could contradict each other and are refused.

        Attributes:
            sex (PatientInputSex):
            height_cm (str): An exact decimal: written as text; text or a number is read.
            weight_kg (str): An exact decimal: written as text; text or a number is read.
            weight_at (datetime.date | None | Unset):
            birth_date (datetime.date | None | Unset):
            age_years (int | None | Unset):
            id (None | str | Unset):
    """

    sex: PatientInputSex
    height_cm: str
    weight_kg: str
    weight_at: datetime.date | None | Unset = UNSET
    birth_date: datetime.date | None | Unset = UNSET
    age_years: int | None | Unset = UNSET
    id: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        sex = self.sex.value

        height_cm = self.height_cm

        weight_kg = self.weight_kg

        weight_at: None | str | Unset
        if isinstance(self.weight_at, Unset):
            weight_at = UNSET
        elif isinstance(self.weight_at, datetime.date):
            weight_at = self.weight_at.isoformat()
        else:
            weight_at = self.weight_at

        birth_date: None | str | Unset
        if isinstance(self.birth_date, Unset):
            birth_date = UNSET
        elif isinstance(self.birth_date, datetime.date):
            birth_date = self.birth_date.isoformat()
        else:
            birth_date = self.birth_date

        age_years: int | None | Unset
        if isinstance(self.age_years, Unset):
            age_years = UNSET
        else:
            age_years = self.age_years

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sex": sex,
                "height_cm": height_cm,
                "weight_kg": weight_kg,
            }
        )
        if weight_at is not UNSET:
            field_dict["weight_at"] = weight_at
        if birth_date is not UNSET:
            field_dict["birth_date"] = birth_date
        if age_years is not UNSET:
            field_dict["age_years"] = age_years
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sex = PatientInputSex(d.pop("sex"))

        height_cm = d.pop("height_cm")

        weight_kg = d.pop("weight_kg")

        def _parse_weight_at(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                weight_at_type_0 = datetime.date.fromisoformat(data)

                return weight_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        weight_at = _parse_weight_at(d.pop("weight_at", UNSET))

        def _parse_birth_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                birth_date_type_0 = datetime.date.fromisoformat(data)

                return birth_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        birth_date = _parse_birth_date(d.pop("birth_date", UNSET))

        def _parse_age_years(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        age_years = _parse_age_years(d.pop("age_years", UNSET))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        patient_input = cls(
            sex=sex,
            height_cm=height_cm,
            weight_kg=weight_kg,
            weight_at=weight_at,
            birth_date=birth_date,
            age_years=age_years,
            id=id,
        )

        return patient_input
