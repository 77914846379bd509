from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.stated_answer_by_type_0 import StatedAnswerByType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="StatedAnswer")


@_attrs_define
class StatedAnswer:
    """A person's yes or no to a statement of the protocol. ``by``: in which role, never a name; ``on``: the day.

    Attributes:
        answer (bool):
        by (None | StatedAnswerByType0 | Unset):
        on (datetime.date | None | Unset):
    """

    answer: bool
    by: None | StatedAnswerByType0 | Unset = UNSET
    on: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        answer = self.answer

        by: None | str | Unset
        if isinstance(self.by, Unset):
            by = UNSET
        elif isinstance(self.by, StatedAnswerByType0):
            by = self.by.value
        else:
            by = self.by

        on: None | str | Unset
        if isinstance(self.on, Unset):
            on = UNSET
        elif isinstance(self.on, datetime.date):
            on = self.on.isoformat()
        else:
            on = self.on

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "answer": answer,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if on is not UNSET:
            field_dict["on"] = on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        answer = d.pop("answer")

        def _parse_by(data: object) -> None | StatedAnswerByType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                by_type_0 = StatedAnswerByType0(data)

                return by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StatedAnswerByType0 | Unset, data)

        by = _parse_by(d.pop("by", UNSET))

        def _parse_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                on_type_0 = datetime.date.fromisoformat(data)

                return on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        on = _parse_on(d.pop("on", UNSET))

        stated_answer = cls(
            answer=answer,
            by=by,
            on=on,
        )

        return stated_answer
