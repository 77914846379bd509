from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.candidate_result_test import CandidateResultTest
from ..types import UNSET, Unset

T = TypeVar("T", bound="CandidateResult")


@_attrs_define
class CandidateResult:
    """One laboratory result: ``value`` and upper limit of normal in ``unit``, drawn on that day at the site.

    An unknown test or unit, a unit of another test and a value that cannot be one are refused.

        Attributes:
            test (CandidateResultTest):
            value (str): An exact decimal: written as text; text or a number is read.
            unit (str):
            drawn_on (datetime.date):
            upper_limit (None | str | Unset):
    """

    test: CandidateResultTest
    value: str
    unit: str
    drawn_on: datetime.date
    upper_limit: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        test = self.test.value

        value = self.value

        unit = self.unit

        drawn_on = self.drawn_on.isoformat()

        upper_limit: None | str | Unset
        if isinstance(self.upper_limit, Unset):
            upper_limit = UNSET
        else:
            upper_limit = self.upper_limit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "test": test,
                "value": value,
                "unit": unit,
                "drawn_on": drawn_on,
            }
        )
        if upper_limit is not UNSET:
            field_dict["upper_limit"] = upper_limit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        test = CandidateResultTest(d.pop("test"))

        value = d.pop("value")

        unit = d.pop("unit")

        drawn_on = datetime.date.fromisoformat(d.pop("drawn_on"))

        def _parse_upper_limit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        upper_limit = _parse_upper_limit(d.pop("upper_limit", UNSET))

        candidate_result = cls(
            test=test,
            value=value,
            unit=unit,
            drawn_on=drawn_on,
            upper_limit=upper_limit,
        )

        return candidate_result
