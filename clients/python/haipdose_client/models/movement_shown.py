from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.stock_movement import StockMovement


T = TypeVar("T", bound="MovementShown")


@_attrs_define
class MovementShown:
    """A change of a lot's count, with who recorded it and when.

    Attributes:
        sequence (int):
        at (datetime.datetime):
        by (str):
        movement (StockMovement): One change, never taken back: another one corrects it.

            ``change`` is in whole containers, negative when they left the shelf; ``left`` what the count says afterwards.
            Of a
            use, ``order_id`` and ``component`` say for what; ``beyond_count``: a pharmacist confirmed that more were in
            hand
            than the count knew of.
    """

    sequence: int
    at: datetime.datetime
    by: str
    movement: StockMovement

    def to_dict(self) -> dict[str, Any]:
        sequence = self.sequence

        at = self.at.isoformat()

        by = self.by

        movement = self.movement.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sequence": sequence,
                "at": at,
                "by": by,
                "movement": movement,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.stock_movement import StockMovement  # noqa: PLC0415

        d = dict(src_dict)
        sequence = d.pop("sequence")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        by = d.pop("by")

        movement = StockMovement.from_dict(d.pop("movement"))

        movement_shown = cls(
            sequence=sequence,
            at=at,
            by=by,
            movement=movement,
        )

        return movement_shown
