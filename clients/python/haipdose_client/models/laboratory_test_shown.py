from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="LaboratoryTestShown")


@_attrs_define
class LaboratoryTestShown:
    """A laboratory test that is known: its units, the first one being that of the plausible limits.

    Attributes:
        test (str):
        title (str):
        units (list[str]):
        plausible_low (str):
        plausible_high (str):
    """

    test: str
    title: str
    units: list[str]
    plausible_low: str
    plausible_high: str

    def to_dict(self) -> dict[str, Any]:
        test = self.test

        title = self.title

        units = self.units

        plausible_low = self.plausible_low

        plausible_high = self.plausible_high

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "test": test,
                "title": title,
                "units": units,
                "plausible_low": plausible_low,
                "plausible_high": plausible_high,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        test = d.pop("test")

        title = d.pop("title")

        units = cast(list[str], d.pop("units"))

        plausible_low = d.pop("plausible_low")

        plausible_high = d.pop("plausible_high")

        laboratory_test_shown = cls(
            test=test,
            title=title,
            units=units,
            plausible_low=plausible_low,
            plausible_high=plausible_high,
        )

        return laboratory_test_shown
