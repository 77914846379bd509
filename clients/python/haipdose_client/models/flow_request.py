from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.flow_interval import FlowInterval
    from ..models.pump_in_use_input import PumpInUseInput
    from ..models.refill_volumes import RefillVolumes


T = TypeVar("T", bound="FlowRequest")


@_attrs_define
class FlowRequest:
    """A flow question.

    ``pump.flow_ml_per_day`` is the flow on the card. ``fill_flow_ml_per_day`` is the flow that fills are made for
    now, if it differs; ``intervals`` are then those since it was set. ``as_of``: no emptying may be later.

        Attributes:
            pump (PumpInUseInput): The ``pump`` object of a request. Volumes in mL, flow in mL/day, length in cm.
            protocol (str):
            intervals (list[FlowInterval]):
            fill_flow_ml_per_day (None | str | Unset):
            refill (None | RefillVolumes | Unset):
            as_of (datetime.datetime | None | Unset):
    """

    pump: PumpInUseInput
    protocol: str
    intervals: list[FlowInterval]
    fill_flow_ml_per_day: None | str | Unset = UNSET
    refill: None | RefillVolumes | Unset = UNSET
    as_of: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.refill_volumes import RefillVolumes  # noqa: PLC0415

        pump = self.pump.to_dict()

        protocol = self.protocol

        intervals = []
        for intervals_item_data in self.intervals:
            intervals_item = intervals_item_data.to_dict()
            intervals.append(intervals_item)

        fill_flow_ml_per_day: None | str | Unset
        if isinstance(self.fill_flow_ml_per_day, Unset):
            fill_flow_ml_per_day = UNSET
        else:
            fill_flow_ml_per_day = self.fill_flow_ml_per_day

        refill: dict[str, Any] | None | Unset
        if isinstance(self.refill, Unset):
            refill = UNSET
        elif isinstance(self.refill, RefillVolumes):
            refill = self.refill.to_dict()
        else:
            refill = self.refill

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.datetime):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "protocol": protocol,
                "intervals": intervals,
            }
        )
        if fill_flow_ml_per_day is not UNSET:
            field_dict["fill_flow_ml_per_day"] = fill_flow_ml_per_day
        if refill is not UNSET:
            field_dict["refill"] = refill
        if as_of is not UNSET:
            field_dict["as_of"] = as_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_interval import FlowInterval  # noqa: PLC0415
        from ..models.pump_in_use_input import PumpInUseInput  # noqa: PLC0415
        from ..models.refill_volumes import RefillVolumes  # noqa: PLC0415

        d = dict(src_dict)
        pump = PumpInUseInput.from_dict(d.pop("pump"))

        protocol = d.pop("protocol")

        intervals = []
        _intervals = d.pop("intervals")
        for intervals_item_data in _intervals:
            intervals_item = FlowInterval.from_dict(intervals_item_data)

            intervals.append(intervals_item)

        def _parse_fill_flow_ml_per_day(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        fill_flow_ml_per_day = _parse_fill_flow_ml_per_day(d.pop("fill_flow_ml_per_day", UNSET))

        def _parse_refill(data: object) -> None | RefillVolumes | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refill_type_0 = RefillVolumes.from_dict(data)

                return refill_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RefillVolumes | Unset, data)

        refill = _parse_refill(d.pop("refill", UNSET))

        def _parse_as_of(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.datetime.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        flow_request = cls(
            pump=pump,
            protocol=protocol,
            intervals=intervals,
            fill_flow_ml_per_day=fill_flow_ml_per_day,
            refill=refill,
            as_of=as_of,
        )

        return flow_request
