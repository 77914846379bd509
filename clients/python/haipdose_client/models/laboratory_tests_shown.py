from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.laboratory_test_shown import LaboratoryTestShown


T = TypeVar("T", bound="LaboratoryTestsShown")


@_attrs_define
class LaboratoryTestsShown:
    """The laboratory catalogue.

    Attributes:
        tests (list[LaboratoryTestShown]):
    """

    tests: list[LaboratoryTestShown]

    def to_dict(self) -> dict[str, Any]:
        tests = []
        for tests_item_data in self.tests:
            tests_item = tests_item_data.to_dict()
            tests.append(tests_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "tests": tests,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.laboratory_test_shown import LaboratoryTestShown  # noqa: PLC0415

        d = dict(src_dict)
        tests = []
        _tests = d.pop("tests")
        for tests_item_data in _tests:
            tests_item = LaboratoryTestShown.from_dict(tests_item_data)

            tests.append(tests_item)

        laboratory_tests_shown = cls(
            tests=tests,
        )

        return laboratory_tests_shown
