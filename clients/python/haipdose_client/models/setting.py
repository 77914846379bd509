from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Setting")


@_attrs_define
class Setting:
    """One setting, old and new, as people read it.

    Attributes:
        name (str):
        unit (str):
        old (str):
        new (str):
    """

    name: str
    unit: str
    old: str
    new: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        unit = self.unit

        old = self.old

        new = self.new

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "unit": unit,
                "old": old,
                "new": new,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        unit = d.pop("unit")

        old = d.pop("old")

        new = d.pop("new")

        setting = cls(
            name=name,
            unit=unit,
            old=old,
            new=new,
        )

        return setting
