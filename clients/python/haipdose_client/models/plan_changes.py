from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.plan_change import PlanChange


T = TypeVar("T", bound="PlanChanges")


@_attrs_define
class PlanChanges:
    """The plan against an earlier one, visit by visit.

    Attributes:
        added (list[PlanChange]):
        moved (list[PlanChange]):
        cancelled (list[PlanChange]):
        completed (list[PlanChange]):
        changed (list[PlanChange]):
        unchanged (list[str]):
    """

    added: list[PlanChange]
    moved: list[PlanChange]
    cancelled: list[PlanChange]
    completed: list[PlanChange]
    changed: list[PlanChange]
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

        completed = []
        for completed_item_data in self.completed:
            completed_item = completed_item_data.to_dict()
            completed.append(completed_item)

        changed = []
        for changed_item_data in self.changed:
            changed_item = changed_item_data.to_dict()
            changed.append(changed_item)

        unchanged = self.unchanged

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "added": added,
                "moved": moved,
                "cancelled": cancelled,
                "completed": completed,
                "changed": changed,
                "unchanged": unchanged,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plan_change import PlanChange  # noqa: PLC0415

        d = dict(src_dict)
        added = []
        _added = d.pop("added")
        for added_item_data in _added:
            added_item = PlanChange.from_dict(added_item_data)

            added.append(added_item)

        moved = []
        _moved = d.pop("moved")
        for moved_item_data in _moved:
            moved_item = PlanChange.from_dict(moved_item_data)

            moved.append(moved_item)

        cancelled = []
        _cancelled = d.pop("cancelled")
        for cancelled_item_data in _cancelled:
            cancelled_item = PlanChange.from_dict(cancelled_item_data)

            cancelled.append(cancelled_item)

        completed = []
        _completed = d.pop("completed")
        for completed_item_data in _completed:
            completed_item = PlanChange.from_dict(completed_item_data)

            completed.append(completed_item)

        changed = []
        _changed = d.pop("changed")
        for changed_item_data in _changed:
            changed_item = PlanChange.from_dict(changed_item_data)

            changed.append(changed_item)

        unchanged = cast(list[str], d.pop("unchanged"))

        plan_changes = cls(
            added=added,
            moved=moved,
            cancelled=cancelled,
            completed=completed,
            changed=changed,
            unchanged=unchanged,
        )

        return plan_changes
