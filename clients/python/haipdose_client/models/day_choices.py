from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.day_choice import DayChoice
    from ..models.window import Window


T = TypeVar("T", bound="DayChoices")


@_attrs_define
class DayChoices:
    """The days of a visit's window; none when it has no window.

    Attributes:
        visit (str):
        window (None | Window):
        days (list[DayChoice]):
    """

    visit: str
    window: None | Window
    days: list[DayChoice]

    def to_dict(self) -> dict[str, Any]:
        from ..models.window import Window  # noqa: PLC0415

        visit = self.visit

        window: dict[str, Any] | None
        if isinstance(self.window, Window):
            window = self.window.to_dict()
        else:
            window = self.window

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "visit": visit,
                "window": window,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.day_choice import DayChoice  # noqa: PLC0415
        from ..models.window import Window  # noqa: PLC0415

        d = dict(src_dict)
        visit = d.pop("visit")

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

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = DayChoice.from_dict(days_item_data)

            days.append(days_item)

        day_choices = cls(
            visit=visit,
            window=window,
            days=days,
        )

        return day_choices
