from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Discrepancy")


@_attrs_define
class Discrepancy:
    """One thing that the second person found otherwise; None: one of the two left it out.

    Attributes:
        field (str):
        ordered (None | str):
        entered (None | str):
    """

    field: str
    ordered: None | str
    entered: None | str

    def to_dict(self) -> dict[str, Any]:
        field = self.field

        ordered: None | str
        ordered = self.ordered

        entered: None | str
        entered = self.entered

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "field": field,
                "ordered": ordered,
                "entered": entered,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field = d.pop("field")

        def _parse_ordered(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ordered = _parse_ordered(d.pop("ordered"))

        def _parse_entered(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entered = _parse_entered(d.pop("entered"))

        discrepancy = cls(
            field=field,
            ordered=ordered,
            entered=entered,
        )

        return discrepancy
