from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.movement_kind import MovementKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="StockMovement")


@_attrs_define
class StockMovement:
    """One change, never taken back: another one corrects it.

    ``change`` is in whole containers, negative when they left the shelf; ``left`` what the count says afterwards. Of a
    use, ``order_id`` and ``component`` say for what; ``beyond_count``: a pharmacist confirmed that more were in hand
    than the count knew of.

        Attributes:
            kind (MovementKind): Why the number on the shelf changed. ``counted``: somebody looked, and this many are there.
            lot_number (str):
            change (int):
            left (int):
            reason (None | str | Unset):
            order_id (None | str | Unset):
            component (None | str | Unset):
            beyond_count (bool | Unset):  Default: False.
    """

    kind: MovementKind
    lot_number: str
    change: int
    left: int
    reason: None | str | Unset = UNSET
    order_id: None | str | Unset = UNSET
    component: None | str | Unset = UNSET
    beyond_count: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        lot_number = self.lot_number

        change = self.change

        left = self.left

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        order_id: None | str | Unset
        if isinstance(self.order_id, Unset):
            order_id = UNSET
        else:
            order_id = self.order_id

        component: None | str | Unset
        if isinstance(self.component, Unset):
            component = UNSET
        else:
            component = self.component

        beyond_count = self.beyond_count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "lot_number": lot_number,
                "change": change,
                "left": left,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if order_id is not UNSET:
            field_dict["order_id"] = order_id
        if component is not UNSET:
            field_dict["component"] = component
        if beyond_count is not UNSET:
            field_dict["beyond_count"] = beyond_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = MovementKind(d.pop("kind"))

        lot_number = d.pop("lot_number")

        change = d.pop("change")

        left = d.pop("left")

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_order_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        order_id = _parse_order_id(d.pop("order_id", UNSET))

        def _parse_component(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        component = _parse_component(d.pop("component", UNSET))

        beyond_count = d.pop("beyond_count", UNSET)

        stock_movement = cls(
            kind=kind,
            lot_number=lot_number,
            change=change,
            left=left,
            reason=reason,
            order_id=order_id,
            component=component,
            beyond_count=beyond_count,
        )

        return stock_movement
