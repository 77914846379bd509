from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="GradeRow")


@_attrs_define
class GradeRow:
    """One value to grade. Limits and baseline are in the unit of the value; ``term`` and ``unit`` in any case.

    Attributes:
        id (int | str):
        term (str):
        value (None | str | Unset):
        unit (None | str | Unset):
        lower_limit (None | str | Unset):
        upper_limit (None | str | Unset):
        baseline (None | str | Unset):
        baseline_abnormal (bool | None | Unset):
    """

    id: int | str
    term: str
    value: None | str | Unset = UNSET
    unit: None | str | Unset = UNSET
    lower_limit: None | str | Unset = UNSET
    upper_limit: None | str | Unset = UNSET
    baseline: None | str | Unset = UNSET
    baseline_abnormal: bool | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id: int | str
        id = self.id

        term = self.term

        value: None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        unit: None | str | Unset
        if isinstance(self.unit, Unset):
            unit = UNSET
        else:
            unit = self.unit

        lower_limit: None | str | Unset
        if isinstance(self.lower_limit, Unset):
            lower_limit = UNSET
        else:
            lower_limit = self.lower_limit

        upper_limit: None | str | Unset
        if isinstance(self.upper_limit, Unset):
            upper_limit = UNSET
        else:
            upper_limit = self.upper_limit

        baseline: None | str | Unset
        if isinstance(self.baseline, Unset):
            baseline = UNSET
        else:
            baseline = self.baseline

        baseline_abnormal: bool | None | Unset
        if isinstance(self.baseline_abnormal, Unset):
            baseline_abnormal = UNSET
        else:
            baseline_abnormal = self.baseline_abnormal

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "term": term,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value
        if unit is not UNSET:
            field_dict["unit"] = unit
        if lower_limit is not UNSET:
            field_dict["lower_limit"] = lower_limit
        if upper_limit is not UNSET:
            field_dict["upper_limit"] = upper_limit
        if baseline is not UNSET:
            field_dict["baseline"] = baseline
        if baseline_abnormal is not UNSET:
            field_dict["baseline_abnormal"] = baseline_abnormal

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_id(data: object) -> int | str:
            return cast(int | str, data)

        id = _parse_id(d.pop("id"))

        term = d.pop("term")

        def _parse_value(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        def _parse_unit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        unit = _parse_unit(d.pop("unit", UNSET))

        def _parse_lower_limit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        lower_limit = _parse_lower_limit(d.pop("lower_limit", UNSET))

        def _parse_upper_limit(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        upper_limit = _parse_upper_limit(d.pop("upper_limit", UNSET))

        def _parse_baseline(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        baseline = _parse_baseline(d.pop("baseline", UNSET))

        def _parse_baseline_abnormal(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        baseline_abnormal = _parse_baseline_abnormal(d.pop("baseline_abnormal", UNSET))

        grade_row = cls(
            id=id,
            term=term,
            value=value,
            unit=unit,
            lower_limit=lower_limit,
            upper_limit=upper_limit,
            baseline=baseline,
            baseline_abnormal=baseline_abnormal,
        )

        return grade_row
