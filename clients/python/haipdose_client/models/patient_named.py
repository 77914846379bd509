from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PatientNamed")


@_attrs_define
class PatientNamed:
    """Who a row is about, for people; only for callers with the right to read patients.

    Attributes:
        identifier (str):
        family_name (None | str):
        given_name (None | str):
    """

    identifier: str
    family_name: None | str
    given_name: None | str

    def to_dict(self) -> dict[str, Any]:
        identifier = self.identifier

        family_name: None | str
        family_name = self.family_name

        given_name: None | str
        given_name = self.given_name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "identifier": identifier,
                "family_name": family_name,
                "given_name": given_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        identifier = d.pop("identifier")

        def _parse_family_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family_name = _parse_family_name(d.pop("family_name"))

        def _parse_given_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        given_name = _parse_given_name(d.pop("given_name"))

        patient_named = cls(
            identifier=identifier,
            family_name=family_name,
            given_name=given_name,
        )

        return patient_named
