from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Settle")


@_attrs_define
class Settle:
    """Which programmer.

    Attributes:
        programmer (str):
    """

    programmer: str

    def to_dict(self) -> dict[str, Any]:
        programmer = self.programmer

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "programmer": programmer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        programmer = d.pop("programmer")

        settle = cls(
            programmer=programmer,
        )

        return settle
