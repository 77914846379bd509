from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.systemic_action import SystemicAction

if TYPE_CHECKING:
    from ..models.reason import Reason


T = TypeVar("T", bound="DrugAnswer")


@_attrs_define
class DrugAnswer:
    """One component with its dose in mg. Without a cycle to give, every dose is None.

    Attributes:
        component (str):
        drug (str):
        action (SystemicAction): What to do with a cycle or with one drug of it, from "give" to the most restrictive.
        amount (None | str):
        unit (str):
        full_amount (str):
        percent_of_full (None | str):
        infusion_hours (None | str):
        reductions (int):
        reasons (list[Reason]):
        route (str):
        days (str):
        doses_per_day (int):
        dose_mg_exact (None | str):
        dose_mg (None | str):
        rounding_deviation_percent (None | str):
    """

    component: str
    drug: str
    action: SystemicAction
    amount: None | str
    unit: str
    full_amount: str
    percent_of_full: None | str
    infusion_hours: None | str
    reductions: int
    reasons: list[Reason]
    route: str
    days: str
    doses_per_day: int
    dose_mg_exact: None | str
    dose_mg: None | str
    rounding_deviation_percent: None | str

    def to_dict(self) -> dict[str, Any]:
        component = self.component

        drug = self.drug

        action = self.action.value

        amount: None | str
        amount = self.amount

        unit = self.unit

        full_amount = self.full_amount

        percent_of_full: None | str
        percent_of_full = self.percent_of_full

        infusion_hours: None | str
        infusion_hours = self.infusion_hours

        reductions = self.reductions

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        route = self.route

        days = self.days

        doses_per_day = self.doses_per_day

        dose_mg_exact: None | str
        dose_mg_exact = self.dose_mg_exact

        dose_mg: None | str
        dose_mg = self.dose_mg

        rounding_deviation_percent: None | str
        rounding_deviation_percent = self.rounding_deviation_percent

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "component": component,
                "drug": drug,
                "action": action,
                "amount": amount,
                "unit": unit,
                "full_amount": full_amount,
                "percent_of_full": percent_of_full,
                "infusion_hours": infusion_hours,
                "reductions": reductions,
                "reasons": reasons,
                "route": route,
                "days": days,
                "doses_per_day": doses_per_day,
                "dose_mg_exact": dose_mg_exact,
                "dose_mg": dose_mg,
                "rounding_deviation_percent": rounding_deviation_percent,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason import Reason  # noqa: PLC0415

        d = dict(src_dict)
        component = d.pop("component")

        drug = d.pop("drug")

        action = SystemicAction(d.pop("action"))

        def _parse_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        amount = _parse_amount(d.pop("amount"))

        unit = d.pop("unit")

        full_amount = d.pop("full_amount")

        def _parse_percent_of_full(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        percent_of_full = _parse_percent_of_full(d.pop("percent_of_full"))

        def _parse_infusion_hours(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        infusion_hours = _parse_infusion_hours(d.pop("infusion_hours"))

        reductions = d.pop("reductions")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = Reason.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        route = d.pop("route")

        days = d.pop("days")

        doses_per_day = d.pop("doses_per_day")

        def _parse_dose_mg_exact(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dose_mg_exact = _parse_dose_mg_exact(d.pop("dose_mg_exact"))

        def _parse_dose_mg(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dose_mg = _parse_dose_mg(d.pop("dose_mg"))

        def _parse_rounding_deviation_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rounding_deviation_percent = _parse_rounding_deviation_percent(d.pop("rounding_deviation_percent"))

        drug_answer = cls(
            component=component,
            drug=drug,
            action=action,
            amount=amount,
            unit=unit,
            full_amount=full_amount,
            percent_of_full=percent_of_full,
            infusion_hours=infusion_hours,
            reductions=reductions,
            reasons=reasons,
            route=route,
            days=days,
            doses_per_day=doses_per_day,
            dose_mg_exact=dose_mg_exact,
            dose_mg=dose_mg,
            rounding_deviation_percent=rounding_deviation_percent,
        )

        return drug_answer
