from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.next_action_action import NextActionAction
from ..types import UNSET, Unset

T = TypeVar("T", bound="NextAction")


@_attrs_define
class NextAction:
    """What to do next. ``do-not-give`` and ``decide`` are answers, not errors.

    Attributes:
        action (NextActionAction):
        visit (None | str):
        date (datetime.date | None):
        text (str):
        reasons (list[str] | Unset):
    """

    action: NextActionAction
    visit: None | str
    date: datetime.date | None
    text: str
    reasons: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        action = self.action.value

        visit: None | str
        visit = self.visit

        date: None | str
        if isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        text = self.text

        reasons: list[str] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = self.reasons

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "visit": visit,
                "date": date,
                "text": text,
            }
        )
        if reasons is not UNSET:
            field_dict["reasons"] = reasons

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        action = NextActionAction(d.pop("action"))

        def _parse_visit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        visit = _parse_visit(d.pop("visit"))

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

        text = d.pop("text")

        reasons = cast(list[str], d.pop("reasons", UNSET))

        next_action = cls(
            action=action,
            visit=visit,
            date=date,
            text=text,
            reasons=reasons,
        )

        return next_action
