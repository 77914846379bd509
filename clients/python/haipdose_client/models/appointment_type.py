from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.need import Need


T = TypeVar("T", bound="AppointmentType")


@_attrs_define
class AppointmentType:
    """What one kind of visit takes, and what it costs to place it badly.

    ``minutes``: how long the patient is there. ``order``: of visits joined on one day, the lower comes first.
    ``cost_a_day_early`` and ``cost_a_day_late`` count from the target day, ``cost_not_placed`` when no place is found;
    the visit's own priority multiplies them.

        Attributes:
            kind (str):
            minutes (int):
            cost_a_day_early (int):
            cost_a_day_late (int):
            cost_not_placed (int):
            needs (list[Need] | Unset):
            order (int | Unset):  Default: 50.
    """

    kind: str
    minutes: int
    cost_a_day_early: int
    cost_a_day_late: int
    cost_not_placed: int
    needs: list[Need] | Unset = UNSET
    order: int | Unset = 50

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        minutes = self.minutes

        cost_a_day_early = self.cost_a_day_early

        cost_a_day_late = self.cost_a_day_late

        cost_not_placed = self.cost_not_placed

        needs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.needs, Unset):
            needs = []
            for needs_item_data in self.needs:
                needs_item = needs_item_data.to_dict()
                needs.append(needs_item)

        order = self.order

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "minutes": minutes,
                "cost_a_day_early": cost_a_day_early,
                "cost_a_day_late": cost_a_day_late,
                "cost_not_placed": cost_not_placed,
            }
        )
        if needs is not UNSET:
            field_dict["needs"] = needs
        if order is not UNSET:
            field_dict["order"] = order

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.need import Need  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        minutes = d.pop("minutes")

        cost_a_day_early = d.pop("cost_a_day_early")

        cost_a_day_late = d.pop("cost_a_day_late")

        cost_not_placed = d.pop("cost_not_placed")

        _needs = d.pop("needs", UNSET)
        needs: list[Need] | Unset = UNSET
        if _needs is not UNSET:
            needs = []
            for needs_item_data in _needs:
                needs_item = Need.from_dict(needs_item_data)

                needs.append(needs_item)

        order = d.pop("order", UNSET)

        appointment_type = cls(
            kind=kind,
            minutes=minutes,
            cost_a_day_early=cost_a_day_early,
            cost_a_day_late=cost_a_day_late,
            cost_not_placed=cost_not_placed,
            needs=needs,
            order=order,
        )

        return appointment_type
