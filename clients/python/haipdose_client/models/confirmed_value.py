from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConfirmedValue")


@_attrs_define
class ConfirmedValue:
    """A value that the site confirmed, as it was at that time.

    Attributes:
        path (str):
        value (str):
    """

    path: str
    value: str

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "path": path,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        value = d.pop("value")

        confirmed_value = cls(
            path=path,
            value=value,
        )

        return confirmed_value
