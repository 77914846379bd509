from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="LaboratoryValueInput")


@_attrs_define
class LaboratoryValueInput:
    """One value of a laboratory report; the report's time is its own.

    Attributes:
        test (str):
        value (str): An exact decimal: written as text; text or a number is read.
        unit (str):
        upper_limit (None | str | Unset):
        lower_limit (None | str | Unset):
    """

    test: str
    value: str
    unit: str
    upper_limit: None | str | Unset = UNSET
    lower_limit: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        test = self.test

        value = self.value

        unit = self.unit

        upper_limit: None | str | Unset
        if isinstance(self.upper_limit, Unset):
            upper_limit = UNSET
        else:
            upper_limit = self.upper_limit

        lower_limit: None | str | Unset
        if isinstance(self.lower_limit, Unset):
            lower_limit = UNSET
        else:
            lower_limit = self.lower_limit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "test": test,
                "value": value,
                "unit": unit,
            }
        )
        if upper_limit is not UNSET:
            field_dict["upper_limit"] = upper_limit
        if lower_limit is not UNSET:
            field_dict["lower_limit"] = lower_limit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        test = d.pop("test")

        value = d.pop("value")

        unit = d.pop("unit")

        def _parse_upper_limit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        upper_limit = _parse_upper_limit(d.pop("upper_limit", UNSET))

        def _parse_lower_limit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        lower_limit = _parse_lower_limit(d.pop("lower_limit", UNSET))

        laboratory_value_input = cls(
            test=test,
            value=value,
            unit=unit,
            upper_limit=upper_limit,
            lower_limit=lower_limit,
        )

        return laboratory_value_input
