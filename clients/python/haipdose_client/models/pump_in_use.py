from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PumpInUse")


@_attrs_define
class PumpInUse:
    """The ``pump`` object of a request. Volumes in mL, flow in mL/day, length in cm.

    Attributes:
        profile (str):
        serial_number (str):
        flow_ml_per_day (str):
        reservoir_ml (None | str | Unset):
        residual_ml (None | str | Unset):
        catheter_ml (None | str | Unset):
        catheter_length_cm (None | str | Unset):
    """

    profile: str
    serial_number: str
    flow_ml_per_day: str
    reservoir_ml: None | str | Unset = UNSET
    residual_ml: None | str | Unset = UNSET
    catheter_ml: None | str | Unset = UNSET
    catheter_length_cm: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        profile = self.profile

        serial_number = self.serial_number

        flow_ml_per_day = self.flow_ml_per_day

        reservoir_ml: None | str | Unset
        if isinstance(self.reservoir_ml, Unset):
            reservoir_ml = UNSET
        else:
            reservoir_ml = self.reservoir_ml

        residual_ml: None | str | Unset
        if isinstance(self.residual_ml, Unset):
            residual_ml = UNSET
        else:
            residual_ml = self.residual_ml

        catheter_ml: None | str | Unset
        if isinstance(self.catheter_ml, Unset):
            catheter_ml = UNSET
        else:
            catheter_ml = self.catheter_ml

        catheter_length_cm: None | str | Unset
        if isinstance(self.catheter_length_cm, Unset):
            catheter_length_cm = UNSET
        else:
            catheter_length_cm = self.catheter_length_cm

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "profile": profile,
                "serial_number": serial_number,
                "flow_ml_per_day": flow_ml_per_day,
            }
        )
        if reservoir_ml is not UNSET:
            field_dict["reservoir_ml"] = reservoir_ml
        if residual_ml is not UNSET:
            field_dict["residual_ml"] = residual_ml
        if catheter_ml is not UNSET:
            field_dict["catheter_ml"] = catheter_ml
        if catheter_length_cm is not UNSET:
            field_dict["catheter_length_cm"] = catheter_length_cm

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        profile = d.pop("profile")

        serial_number = d.pop("serial_number")

        flow_ml_per_day = d.pop("flow_ml_per_day")

        def _parse_reservoir_ml(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reservoir_ml = _parse_reservoir_ml(d.pop("reservoir_ml", UNSET))

        def _parse_residual_ml(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        residual_ml = _parse_residual_ml(d.pop("residual_ml", UNSET))

        def _parse_catheter_ml(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        catheter_ml = _parse_catheter_ml(d.pop("catheter_ml", UNSET))

        def _parse_catheter_length_cm(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        catheter_length_cm = _parse_catheter_length_cm(d.pop("catheter_length_cm", UNSET))

        pump_in_use = cls(
            profile=profile,
            serial_number=serial_number,
            flow_ml_per_day=flow_ml_per_day,
            reservoir_ml=reservoir_ml,
            residual_ml=residual_ml,
            catheter_ml=catheter_ml,
            catheter_length_cm=catheter_length_cm,
        )

        return pump_in_use
