from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_movement_kind import NewMovementKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewMovement")


@_attrs_define
class NewMovement:
    """What a person records of a lot: how many containers came, were wasted, or are there now (``counted``).

    Attributes:
        kind (NewMovementKind):
        lot_number (str):
        containers (int):
        reason (None | str | Unset):
    """

    kind: NewMovementKind
    lot_number: str
    containers: int
    reason: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        lot_number = self.lot_number

        containers = self.containers

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "lot_number": lot_number,
                "containers": containers,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = NewMovementKind(d.pop("kind"))

        lot_number = d.pop("lot_number")

        containers = d.pop("containers")

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        new_movement = cls(
            kind=kind,
            lot_number=lot_number,
            containers=containers,
            reason=reason,
        )

        return new_movement
