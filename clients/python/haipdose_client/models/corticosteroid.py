from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.corticosteroid_route_type_0 import CorticosteroidRouteType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="Corticosteroid")


@_attrs_define
class Corticosteroid:
    """A corticosteroid that is used now, with its whole amount a day.

    Attributes:
        drug (str):
        route (CorticosteroidRouteType0 | None | Unset):
        chronic (bool | None | Unset):
        mg_per_day (None | str | Unset):
    """

    drug: str
    route: CorticosteroidRouteType0 | None | Unset = UNSET
    chronic: bool | None | Unset = UNSET
    mg_per_day: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        drug = self.drug

        route: None | str | Unset
        if isinstance(self.route, Unset):
            route = UNSET
        elif isinstance(self.route, CorticosteroidRouteType0):
            route = self.route.value
        else:
            route = self.route

        chronic: bool | None | Unset
        if isinstance(self.chronic, Unset):
            chronic = UNSET
        else:
            chronic = self.chronic

        mg_per_day: None | str | Unset
        if isinstance(self.mg_per_day, Unset):
            mg_per_day = UNSET
        else:
            mg_per_day = self.mg_per_day

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "drug": drug,
            }
        )
        if route is not UNSET:
            field_dict["route"] = route
        if chronic is not UNSET:
            field_dict["chronic"] = chronic
        if mg_per_day is not UNSET:
            field_dict["mg_per_day"] = mg_per_day

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        drug = d.pop("drug")

        def _parse_route(data: object) -> CorticosteroidRouteType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                route_type_0 = CorticosteroidRouteType0(data)

                return route_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CorticosteroidRouteType0 | None | Unset, data)

        route = _parse_route(d.pop("route", UNSET))

        def _parse_chronic(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        chronic = _parse_chronic(d.pop("chronic", UNSET))

        def _parse_mg_per_day(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        mg_per_day = _parse_mg_per_day(d.pop("mg_per_day", UNSET))

        corticosteroid = cls(
            drug=drug,
            route=route,
            chronic=chronic,
            mg_per_day=mg_per_day,
        )

        return corticosteroid
