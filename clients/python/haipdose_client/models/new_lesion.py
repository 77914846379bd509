from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewLesion")


@_attrs_define
class NewLesion:
    """A lesion not there at baseline. Until it is ``certain`` on some scan it is no progression.

    Attributes:
        id (str):
        organ (str):
        certain (bool | Unset):  Default: True.
    """

    id: str
    organ: str
    certain: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organ = self.organ

        certain = self.certain

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "organ": organ,
            }
        )
        if certain is not UNSET:
            field_dict["certain"] = certain

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        organ = d.pop("organ")

        certain = d.pop("certain", UNSET)

        new_lesion = cls(
            id=id,
            organ=organ,
            certain=certain,
        )

        return new_lesion
