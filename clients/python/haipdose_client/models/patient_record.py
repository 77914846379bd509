from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.patient_record_sex import PatientRecordSex
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatientRecord")


@_attrs_define
class PatientRecord:
    """Who a patient is. The identifier is the hospital's; names and birth date are for people, never for logs.

    Attributes:
        identifier (str):
        sex (PatientRecordSex):
        identifier_system (str | Unset):  Default: 'urn:haipdose:local'.
        family_name (None | str | Unset):
        given_name (None | str | Unset):
        birth_date (datetime.date | None | Unset):
    """

    identifier: str
    sex: PatientRecordSex
    identifier_system: str | Unset = "urn:haipdose:local"
    family_name: None | str | Unset = UNSET
    given_name: None | str | Unset = UNSET
    birth_date: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        identifier = self.identifier

        sex = self.sex.value

        identifier_system = self.identifier_system

        family_name: None | str | Unset
        if isinstance(self.family_name, Unset):
            family_name = UNSET
        else:
            family_name = self.family_name

        given_name: None | str | Unset
        if isinstance(self.given_name, Unset):
            given_name = UNSET
        else:
            given_name = self.given_name

        birth_date: None | str | Unset
        if isinstance(self.birth_date, Unset):
            birth_date = UNSET
        elif isinstance(self.birth_date, datetime.date):
            birth_date = self.birth_date.isoformat()
        else:
            birth_date = self.birth_date

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "identifier": identifier,
                "sex": sex,
            }
        )
        if identifier_system is not UNSET:
            field_dict["identifier_system"] = identifier_system
        if family_name is not UNSET:
            field_dict["family_name"] = family_name
        if given_name is not UNSET:
            field_dict["given_name"] = given_name
        if birth_date is not UNSET:
            field_dict["birth_date"] = birth_date

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        identifier = d.pop("identifier")

        sex = PatientRecordSex(d.pop("sex"))

        identifier_system = d.pop("identifier_system", UNSET)

        def _parse_family_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        family_name = _parse_family_name(d.pop("family_name", UNSET))

        def _parse_given_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        given_name = _parse_given_name(d.pop("given_name", UNSET))

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

        patient_record = cls(
            identifier=identifier,
            sex=sex,
            identifier_system=identifier_system,
            family_name=family_name,
            given_name=given_name,
            birth_date=birth_date,
        )

        return patient_record
