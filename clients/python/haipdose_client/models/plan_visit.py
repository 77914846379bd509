from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.status import Status
from ..models.stream import Stream

if TYPE_CHECKING:
    from ..models.plan_item import PlanItem
    from ..models.window import Window


T = TypeVar("T", bound="PlanVisit")


@_attrs_define
class PlanVisit:
    """One visit of one stream. Its ``id`` stays the same across re-planning; ``together_with`` are the others that day.

    ``date`` is None when the visit is cancelled or no day fits. ``follows`` is the visit that ``rule`` counts from.

        Attributes:
            id (str):
            stream (Stream): The streams of a course; each is planned by its own rules and then aligned.
            kind (str):
            cycle (int):
            status (Status): Where a visit stands. ``not-placed``: no day fits; a conflict names the rules and the options.
            date (datetime.date | None):
            at (datetime.datetime | None):
            window (None | Window):
            items (list[PlanItem]):
            moved_because (list[str]):
            together_with (list[str]):
            follows (None | str):
            rule (None | str):
    """

    id: str
    stream: Stream
    kind: str
    cycle: int
    status: Status
    date: datetime.date | None
    at: datetime.datetime | None
    window: None | Window
    items: list[PlanItem]
    moved_because: list[str]
    together_with: list[str]
    follows: None | str
    rule: None | str

    def to_dict(self) -> dict[str, Any]:
        from ..models.window import Window  # noqa: PLC0415

        id = self.id

        stream = self.stream.value

        kind = self.kind

        cycle = self.cycle

        status = self.status.value

        date: None | str
        if isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        at: None | str
        if isinstance(self.at, datetime.datetime):
            at = self.at.isoformat()
        else:
            at = self.at

        window: dict[str, Any] | None
        if isinstance(self.window, Window):
            window = self.window.to_dict()
        else:
            window = self.window

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        moved_because = self.moved_because

        together_with = self.together_with

        follows: None | str
        follows = self.follows

        rule: None | str
        rule = self.rule

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "stream": stream,
                "kind": kind,
                "cycle": cycle,
                "status": status,
                "date": date,
                "at": at,
                "window": window,
                "items": items,
                "moved_because": moved_because,
                "together_with": together_with,
                "follows": follows,
                "rule": rule,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plan_item import PlanItem  # noqa: PLC0415
        from ..models.window import Window  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        stream = Stream(d.pop("stream"))

        kind = d.pop("kind")

        cycle = d.pop("cycle")

        status = Status(d.pop("status"))

        def _parse_date(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        date = _parse_date(d.pop("date"))

        def _parse_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                at_type_0 = datetime.datetime.fromisoformat(data)

                return at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        at = _parse_at(d.pop("at"))

        def _parse_window(data: object) -> None | Window:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                window_type_0 = Window.from_dict(data)

                return window_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Window, data)

        window = _parse_window(d.pop("window"))

        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = PlanItem.from_dict(items_item_data)

            items.append(items_item)

        moved_because = cast(list[str], d.pop("moved_because"))

        together_with = cast(list[str], d.pop("together_with"))

        def _parse_follows(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        follows = _parse_follows(d.pop("follows"))

        def _parse_rule(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule = _parse_rule(d.pop("rule"))

        plan_visit = cls(
            id=id,
            stream=stream,
            kind=kind,
            cycle=cycle,
            status=status,
            date=date,
            at=at,
            window=window,
            items=items,
            moved_because=moved_because,
            together_with=together_with,
            follows=follows,
            rule=rule,
        )

        return plan_visit
