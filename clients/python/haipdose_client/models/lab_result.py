from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.lab_result_test import LabResultTest
from ..types import UNSET, Unset

T = TypeVar("T", bound="LabResult")


@_attrs_define
class LabResult:
    """One result: ``value`` and the limits of normal in ``unit``, drawn at ``at`` (with its offset).

    An unknown test or unit, a unit of another test and a value that cannot be one are refused.

        Attributes:
            test (LabResultTest):
            value (str): An exact decimal: written as text; text or a number is read.
            unit (str):
            at (datetime.datetime):
            upper_limit (None | str | Unset):
            lower_limit (None | str | Unset):
    """

    test: LabResultTest
    value: str
    unit: str
    at: datetime.datetime
    upper_limit: None | str | Unset = UNSET
    lower_limit: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        test = self.test.value

        value = self.value

        unit = self.unit

        at = self.at.isoformat()

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
                "at": at,
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
        test = LabResultTest(d.pop("test"))

        value = d.pop("value")

        unit = d.pop("unit")

        at = datetime.datetime.fromisoformat(d.pop("at"))

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

        lab_result = cls(
            test=test,
            value=value,
            unit=unit,
            at=at,
            upper_limit=upper_limit,
            lower_limit=lower_limit,
        )

        return lab_result
