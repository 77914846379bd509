from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CapacityException")


@_attrs_define
class CapacityException:
    """Another number of units on some dates (both included), for the whole day or from ``from`` to ``to``.

    It replaces what the weekday gives. Of several exceptions for one moment, the last one counts.

        Attributes:
            first (datetime.date):
            units (int):
            reason (str):
            last (datetime.date | None | Unset):
            from_ (None | str | Unset):
            to (None | str | Unset):
    """

    first: datetime.date
    units: int
    reason: str
    last: datetime.date | None | Unset = UNSET
    from_: None | str | Unset = UNSET
    to: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        first = self.first.isoformat()

        units = self.units

        reason = self.reason

        last: None | str | Unset
        if isinstance(self.last, Unset):
            last = UNSET
        elif isinstance(self.last, datetime.date):
            last = self.last.isoformat()
        else:
            last = self.last

        from_: None | str | Unset
        if isinstance(self.from_, Unset):
            from_ = UNSET
        else:
            from_ = self.from_

        to: None | str | Unset
        if isinstance(self.to, Unset):
            to = UNSET
        else:
            to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first": first,
                "units": units,
                "reason": reason,
            }
        )
        if last is not UNSET:
            field_dict["last"] = last
        if from_ is not UNSET:
            field_dict["from"] = from_
        if to is not UNSET:
            field_dict["to"] = to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        first = datetime.date.fromisoformat(d.pop("first"))

        units = d.pop("units")

        reason = d.pop("reason")

        def _parse_last(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_type_0 = datetime.date.fromisoformat(data)

                return last_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        last = _parse_last(d.pop("last", UNSET))

        def _parse_from_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        from_ = _parse_from_(d.pop("from", UNSET))

        def _parse_to(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        to = _parse_to(d.pop("to", UNSET))

        capacity_exception = cls(
            first=first,
            units=units,
            reason=reason,
            last=last,
            from_=from_,
            to=to,
        )

        return capacity_exception
