from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.board_counts import BoardCounts
    from ..models.board_row import BoardRow


T = TypeVar("T", bound="Board")


@_attrs_define
class Board:
    """A page of the board, and how many courses each filter would show. ``next_after`` continues it.

    ``closed_because``: why the clinic does not work on ``today``; null when it does. ``next_day`` is the first day
    after it on which somebody is due, and ``next_day_due`` how many are.

        Attributes:
            today (datetime.date):
            closed_because (None | str):
            next_day (datetime.date | None):
            next_day_due (int):
            counts (BoardCounts):
            rows (list[BoardRow]):
            next_after (None | str):
    """

    today: datetime.date
    closed_because: None | str
    next_day: datetime.date | None
    next_day_due: int
    counts: BoardCounts
    rows: list[BoardRow]
    next_after: None | str

    def to_dict(self) -> dict[str, Any]:
        today = self.today.isoformat()

        closed_because: None | str
        closed_because = self.closed_because

        next_day: None | str
        if isinstance(self.next_day, datetime.date):
            next_day = self.next_day.isoformat()
        else:
            next_day = self.next_day

        next_day_due = self.next_day_due

        counts = self.counts.to_dict()

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        next_after: None | str
        next_after = self.next_after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "today": today,
                "closed_because": closed_because,
                "next_day": next_day,
                "next_day_due": next_day_due,
                "counts": counts,
                "rows": rows,
                "next_after": next_after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.board_counts import BoardCounts  # noqa: PLC0415
        from ..models.board_row import BoardRow  # noqa: PLC0415

        d = dict(src_dict)
        today = datetime.date.fromisoformat(d.pop("today"))

        def _parse_closed_because(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        closed_because = _parse_closed_because(d.pop("closed_because"))

        def _parse_next_day(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_day_type_0 = datetime.date.fromisoformat(data)

                return next_day_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        next_day = _parse_next_day(d.pop("next_day"))

        next_day_due = d.pop("next_day_due")

        counts = BoardCounts.from_dict(d.pop("counts"))

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = BoardRow.from_dict(rows_item_data)

            rows.append(rows_item)

        def _parse_next_after(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_after = _parse_next_after(d.pop("next_after"))

        board = cls(
            today=today,
            closed_because=closed_because,
            next_day=next_day,
            next_day_due=next_day_due,
            counts=counts,
            rows=rows,
            next_after=next_after,
        )

        return board
