from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DrugGiven")


@_attrs_define
class DrugGiven:
    """One drug of a systemic gift, mg.

    Attributes:
        drug (str):
        dose_mg (str):
    """

    drug: str
    dose_mg: str

    def to_dict(self) -> dict[str, Any]:
        drug = self.drug

        dose_mg = self.dose_mg

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "drug": drug,
                "dose_mg": dose_mg,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        drug = d.pop("drug")

        dose_mg = d.pop("dose_mg")

        drug_given = cls(
            drug=drug,
            dose_mg=dose_mg,
        )

        return drug_given
