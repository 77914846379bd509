from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.fact_shown import FactShown


T = TypeVar("T", bound="LaboratoryReports")


@_attrs_define
class LaboratoryReports:
    """The reports of a course, in the order in which they were recorded.

    Attributes:
        items (list[FactShown]):
    """

    items: list[FactShown]

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fact_shown import FactShown  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = FactShown.from_dict(items_item_data)

            items.append(items_item)

        laboratory_reports = cls(
            items=items,
        )

        return laboratory_reports
