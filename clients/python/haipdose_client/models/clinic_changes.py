from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.clinic_change import ClinicChange


T = TypeVar("T", bound="ClinicChanges")


@_attrs_define
class ClinicChanges:
    """This answer against what was published: every visit of either in exactly one list.

    Attributes:
        added (list[ClinicChange]):
        moved (list[ClinicChange]):
        cancelled (list[ClinicChange]):
        unchanged (list[str]):
    """

    added: list[ClinicChange]
    moved: list[ClinicChange]
    cancelled: list[ClinicChange]
    unchanged: list[str]

    def to_dict(self) -> dict[str, Any]:
        added = []
        for added_item_data in self.added:
            added_item = added_item_data.to_dict()
            added.append(added_item)

        moved = []
        for moved_item_data in self.moved:
            moved_item = moved_item_data.to_dict()
            moved.append(moved_item)

        cancelled = []
        for cancelled_item_data in self.cancelled:
            cancelled_item = cancelled_item_data.to_dict()
            cancelled.append(cancelled_item)

        unchanged = self.unchanged

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "added": added,
                "moved": moved,
                "cancelled": cancelled,
                "unchanged": unchanged,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clinic_change import ClinicChange  # noqa: PLC0415

        d = dict(src_dict)
        added = []
        _added = d.pop("added")
        for added_item_data in _added:
            added_item = ClinicChange.from_dict(added_item_data)

            added.append(added_item)

        moved = []
        _moved = d.pop("moved")
        for moved_item_data in _moved:
            moved_item = ClinicChange.from_dict(moved_item_data)

            moved.append(moved_item)

        cancelled = []
        _cancelled = d.pop("cancelled")
        for cancelled_item_data in _cancelled:
            cancelled_item = ClinicChange.from_dict(cancelled_item_data)

            cancelled.append(cancelled_item)

        unchanged = cast(list[str], d.pop("unchanged"))

        clinic_changes = cls(
            added=added,
            moved=moved,
            cancelled=cancelled,
            unchanged=unchanged,
        )

        return clinic_changes
