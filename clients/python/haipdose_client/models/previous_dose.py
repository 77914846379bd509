from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PreviousDose")


@_attrs_define
class PreviousDose:
    """What a component was given in the cycle before: as amount (mg/m², mg/kg or mg) or as percent of full dose.

    ``infusion_hours`` is given when the infusion had been prolonged: it stays prolonged.

        Attributes:
            component (str):
            amount (None | str | Unset):
            percent (None | str | Unset):
            infusion_hours (None | str | Unset):
            reductions (int | Unset):  Default: 0.
            stopped (bool | Unset):  Default: False.
    """

    component: str
    amount: None | str | Unset = UNSET
    percent: None | str | Unset = UNSET
    infusion_hours: None | str | Unset = UNSET
    reductions: int | Unset = 0
    stopped: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        component = self.component

        amount: None | str | Unset
        if isinstance(self.amount, Unset):
            amount = UNSET
        else:
            amount = self.amount

        percent: None | str | Unset
        if isinstance(self.percent, Unset):
            percent = UNSET
        else:
            percent = self.percent

        infusion_hours: None | str | Unset
        if isinstance(self.infusion_hours, Unset):
            infusion_hours = UNSET
        else:
            infusion_hours = self.infusion_hours

        reductions = self.reductions

        stopped = self.stopped

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component": component,
            }
        )
        if amount is not UNSET:
            field_dict["amount"] = amount
        if percent is not UNSET:
            field_dict["percent"] = percent
        if infusion_hours is not UNSET:
            field_dict["infusion_hours"] = infusion_hours
        if reductions is not UNSET:
            field_dict["reductions"] = reductions
        if stopped is not UNSET:
            field_dict["stopped"] = stopped

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        component = d.pop("component")

        def _parse_amount(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        amount = _parse_amount(d.pop("amount", UNSET))

        def _parse_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        percent = _parse_percent(d.pop("percent", UNSET))

        def _parse_infusion_hours(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        infusion_hours = _parse_infusion_hours(d.pop("infusion_hours", UNSET))

        reductions = d.pop("reductions", UNSET)

        stopped = d.pop("stopped", UNSET)

        previous_dose = cls(
            component=component,
            amount=amount,
            percent=percent,
            infusion_hours=infusion_hours,
            reductions=reductions,
            stopped=stopped,
        )

        return previous_dose
