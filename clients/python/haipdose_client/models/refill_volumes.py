from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RefillVolumes")


@_attrs_define
class RefillVolumes:
    """What was injected at a refill and what was then measured in the reservoir, mL.

    Attributes:
        injected_ml (str): An exact decimal: written as text; text or a number is read.
        measured_ml (str): An exact decimal: written as text; text or a number is read.
    """

    injected_ml: str
    measured_ml: str

    def to_dict(self) -> dict[str, Any]:
        injected_ml = self.injected_ml

        measured_ml = self.measured_ml

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "injected_ml": injected_ml,
                "measured_ml": measured_ml,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        injected_ml = d.pop("injected_ml")

        measured_ml = d.pop("measured_ml")

        refill_volumes = cls(
            injected_ml=injected_ml,
            measured_ml=measured_ml,
        )

        return refill_volumes
