from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.stated_marker_result_type_0 import StatedMarkerResultType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="StatedMarker")


@_attrs_define
class StatedMarker:
    """The result of a molecular test; ``not-determined``: it is known that there is none yet.

    Attributes:
        result (Literal['not-determined'] | StatedMarkerResultType0):
        on (datetime.date | None | Unset):
    """

    result: Literal["not-determined"] | StatedMarkerResultType0
    on: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        result: Literal["not-determined"] | str
        if isinstance(self.result, StatedMarkerResultType0):
            result = self.result.value
        else:
            result = self.result

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
                "result": result,
            }
        )
        if on is not UNSET:
            field_dict["on"] = on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_result(data: object) -> Literal["not-determined"] | StatedMarkerResultType0:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                result_type_0 = StatedMarkerResultType0(data)

                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            result_type_1 = cast(Literal["not-determined"], data)
            if result_type_1 != "not-determined":
                raise ValueError(f"result_type_1 must match const 'not-determined', got '{result_type_1}'")
            return result_type_1

        result = _parse_result(d.pop("result"))

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

        stated_marker = cls(
            result=result,
            on=on,
        )

        return stated_marker
