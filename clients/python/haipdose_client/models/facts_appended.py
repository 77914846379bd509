from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.fact_shown import FactShown


T = TypeVar("T", bound="FactsAppended")


@_attrs_define
class FactsAppended:
    """The course's version now, and the facts that are new; what was said before is not said twice.

    Attributes:
        version (int):
        appended (list[FactShown]):
    """

    version: int
    appended: list[FactShown]

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        appended = []
        for appended_item_data in self.appended:
            appended_item = appended_item_data.to_dict()
            appended.append(appended_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "appended": appended,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fact_shown import FactShown  # noqa: PLC0415

        d = dict(src_dict)
        version = d.pop("version")

        appended = []
        _appended = d.pop("appended")
        for appended_item_data in _appended:
            appended_item = FactShown.from_dict(appended_item_data)

            appended.append(appended_item)

        facts_appended = cls(
            version=version,
            appended=appended,
        )

        return facts_appended
