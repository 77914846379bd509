from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.laboratory_value_input import LaboratoryValueInput


T = TypeVar("T", bound="NewLaboratoryReport")


@_attrs_define
class NewLaboratoryReport:
    """Results of blood drawn at ``at``. ``id``: the laboratory's own, so that a report sent twice is one.

    Attributes:
        at (datetime.datetime):
        results (list[LaboratoryValueInput]):
        id (None | str | Unset):
    """

    at: datetime.datetime
    results: list[LaboratoryValueInput]
    id: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "results": results,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.laboratory_value_input import LaboratoryValueInput  # noqa: PLC0415

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = LaboratoryValueInput.from_dict(results_item_data)

            results.append(results_item)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        new_laboratory_report = cls(
            at=at,
            results=results,
            id=id,
        )

        return new_laboratory_report
