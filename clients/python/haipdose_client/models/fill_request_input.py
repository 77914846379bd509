from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contents import Contents
from ..models.diluent import Diluent
from ..models.weight_rule import WeightRule
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.additives_input import AdditivesInput
    from ..models.fill_request_input_products import FillRequestInputProducts
    from ..models.patient_input import PatientInput
    from ..models.pump_in_use_input import PumpInUseInput


T = TypeVar("T", bound="FillRequestInput")


@_attrs_define
class FillRequestInput:
    """A fill question.

    ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never assumed.
    ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the protocol and are pointed out.
    ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this one.

        Attributes:
            pump (PumpInUseInput): The ``pump`` object of a request. Volumes in mL, flow in mL/day, length in cm.
            protocol (str):
            contents (Contents): The contents of a fill, as the contracts name them.
            patient (None | PatientInput | Unset):
            dose_percent (None | str | Unset):
            infusion_days (None | str | Unset):
            dose_rate_mg_per_kg_per_day (None | str | Unset):
            weight_rule (None | Unset | WeightRule):
            rounding_mg (None | str | Unset):
            additives (AdditivesInput | Literal['none'] | None | Unset):
            products (FillRequestInputProducts | Unset):
            diluent (Diluent | None | Unset):
            previous_weight_kg (None | str | Unset):
            as_of (datetime.date | None | Unset):
            planned_date (datetime.date | None | Unset):
            cycle (int | None | Unset):
    """

    pump: PumpInUseInput
    protocol: str
    contents: Contents
    patient: None | PatientInput | Unset = UNSET
    dose_percent: None | str | Unset = UNSET
    infusion_days: None | str | Unset = UNSET
    dose_rate_mg_per_kg_per_day: None | str | Unset = UNSET
    weight_rule: None | Unset | WeightRule = UNSET
    rounding_mg: None | str | Unset = UNSET
    additives: AdditivesInput | Literal["none"] | None | Unset = UNSET
    products: FillRequestInputProducts | Unset = UNSET
    diluent: Diluent | None | Unset = UNSET
    previous_weight_kg: None | str | Unset = UNSET
    as_of: datetime.date | None | Unset = UNSET
    planned_date: datetime.date | None | Unset = UNSET
    cycle: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.additives_input import AdditivesInput  # noqa: PLC0415
        from ..models.patient_input import PatientInput  # noqa: PLC0415

        pump = self.pump.to_dict()

        protocol = self.protocol

        contents = self.contents.value

        patient: dict[str, Any] | None | Unset
        if isinstance(self.patient, Unset):
            patient = UNSET
        elif isinstance(self.patient, PatientInput):
            patient = self.patient.to_dict()
        else:
            patient = self.patient

        dose_percent: None | str | Unset
        if isinstance(self.dose_percent, Unset):
            dose_percent = UNSET
        else:
            dose_percent = self.dose_percent

        infusion_days: None | str | Unset
        if isinstance(self.infusion_days, Unset):
            infusion_days = UNSET
        else:
            infusion_days = self.infusion_days

        dose_rate_mg_per_kg_per_day: None | str | Unset
        if isinstance(self.dose_rate_mg_per_kg_per_day, Unset):
            dose_rate_mg_per_kg_per_day = UNSET
        else:
            dose_rate_mg_per_kg_per_day = self.dose_rate_mg_per_kg_per_day

        weight_rule: None | str | Unset
        if isinstance(self.weight_rule, Unset):
            weight_rule = UNSET
        elif isinstance(self.weight_rule, WeightRule):
            weight_rule = self.weight_rule.value
        else:
            weight_rule = self.weight_rule

        rounding_mg: None | str | Unset
        if isinstance(self.rounding_mg, Unset):
            rounding_mg = UNSET
        else:
            rounding_mg = self.rounding_mg

        additives: dict[str, Any] | Literal["none"] | None | Unset
        if isinstance(self.additives, Unset):
            additives = UNSET
        elif isinstance(self.additives, AdditivesInput):
            additives = self.additives.to_dict()
        else:
            additives = self.additives

        products: dict[str, Any] | Unset = UNSET
        if not isinstance(self.products, Unset):
            products = self.products.to_dict()

        diluent: None | str | Unset
        if isinstance(self.diluent, Unset):
            diluent = UNSET
        elif isinstance(self.diluent, Diluent):
            diluent = self.diluent.value
        else:
            diluent = self.diluent

        previous_weight_kg: None | str | Unset
        if isinstance(self.previous_weight_kg, Unset):
            previous_weight_kg = UNSET
        else:
            previous_weight_kg = self.previous_weight_kg

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        planned_date: None | str | Unset
        if isinstance(self.planned_date, Unset):
            planned_date = UNSET
        elif isinstance(self.planned_date, datetime.date):
            planned_date = self.planned_date.isoformat()
        else:
            planned_date = self.planned_date

        cycle: int | None | Unset
        if isinstance(self.cycle, Unset):
            cycle = UNSET
        else:
            cycle = self.cycle

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "protocol": protocol,
                "contents": contents,
            }
        )
        if patient is not UNSET:
            field_dict["patient"] = patient
        if dose_percent is not UNSET:
            field_dict["dose_percent"] = dose_percent
        if infusion_days is not UNSET:
            field_dict["infusion_days"] = infusion_days
        if dose_rate_mg_per_kg_per_day is not UNSET:
            field_dict["dose_rate_mg_per_kg_per_day"] = dose_rate_mg_per_kg_per_day
        if weight_rule is not UNSET:
            field_dict["weight_rule"] = weight_rule
        if rounding_mg is not UNSET:
            field_dict["rounding_mg"] = rounding_mg
        if additives is not UNSET:
            field_dict["additives"] = additives
        if products is not UNSET:
            field_dict["products"] = products
        if diluent is not UNSET:
            field_dict["diluent"] = diluent
        if previous_weight_kg is not UNSET:
            field_dict["previous_weight_kg"] = previous_weight_kg
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if planned_date is not UNSET:
            field_dict["planned_date"] = planned_date
        if cycle is not UNSET:
            field_dict["cycle"] = cycle

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.additives_input import AdditivesInput  # noqa: PLC0415
        from ..models.fill_request_input_products import FillRequestInputProducts  # noqa: PLC0415
        from ..models.patient_input import PatientInput  # noqa: PLC0415
        from ..models.pump_in_use_input import PumpInUseInput  # noqa: PLC0415

        d = dict(src_dict)
        pump = PumpInUseInput.from_dict(d.pop("pump"))

        protocol = d.pop("protocol")

        contents = Contents(d.pop("contents"))

        def _parse_patient(data: object) -> None | PatientInput | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                patient_type_0 = PatientInput.from_dict(data)

                return patient_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PatientInput | Unset, data)

        patient = _parse_patient(d.pop("patient", UNSET))

        def _parse_dose_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dose_percent = _parse_dose_percent(d.pop("dose_percent", UNSET))

        def _parse_infusion_days(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        infusion_days = _parse_infusion_days(d.pop("infusion_days", UNSET))

        def _parse_dose_rate_mg_per_kg_per_day(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dose_rate_mg_per_kg_per_day = _parse_dose_rate_mg_per_kg_per_day(d.pop("dose_rate_mg_per_kg_per_day", UNSET))

        def _parse_weight_rule(data: object) -> None | Unset | WeightRule:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                weight_rule_type_0 = WeightRule(data)

                return weight_rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WeightRule, data)

        weight_rule = _parse_weight_rule(d.pop("weight_rule", UNSET))

        def _parse_rounding_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        rounding_mg = _parse_rounding_mg(d.pop("rounding_mg", UNSET))

        def _parse_additives(data: object) -> AdditivesInput | Literal["none"] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                additives_type_0 = AdditivesInput.from_dict(data)

                return additives_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            additives_type_1 = cast(Literal["none"], data)
            if additives_type_1 != "none":
                raise ValueError(f"additives_type_1 must match const 'none', got '{additives_type_1}'")
            return additives_type_1
            return cast(AdditivesInput | Literal["none"] | None | Unset, data)

        additives = _parse_additives(d.pop("additives", UNSET))

        _products = d.pop("products", UNSET)
        products: FillRequestInputProducts | Unset
        if isinstance(_products, Unset):
            products = UNSET
        else:
            products = FillRequestInputProducts.from_dict(_products)

        def _parse_diluent(data: object) -> Diluent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                diluent_type_0 = Diluent(data)

                return diluent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Diluent | None | Unset, data)

        diluent = _parse_diluent(d.pop("diluent", UNSET))

        def _parse_previous_weight_kg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        previous_weight_kg = _parse_previous_weight_kg(d.pop("previous_weight_kg", UNSET))

        def _parse_as_of(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        def _parse_planned_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                planned_date_type_0 = datetime.date.fromisoformat(data)

                return planned_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        planned_date = _parse_planned_date(d.pop("planned_date", UNSET))

        def _parse_cycle(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cycle = _parse_cycle(d.pop("cycle", UNSET))

        fill_request_input = cls(
            pump=pump,
            protocol=protocol,
            contents=contents,
            patient=patient,
            dose_percent=dose_percent,
            infusion_days=infusion_days,
            dose_rate_mg_per_kg_per_day=dose_rate_mg_per_kg_per_day,
            weight_rule=weight_rule,
            rounding_mg=rounding_mg,
            additives=additives,
            products=products,
            diluent=diluent,
            previous_weight_kg=previous_weight_kg,
            as_of=as_of,
            planned_date=planned_date,
            cycle=cycle,
        )

        return fill_request_input
