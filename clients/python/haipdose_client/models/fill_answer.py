from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contents import Contents
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.component import Component
    from ..models.fill_request import FillRequest
    from ..models.forward_check import ForwardCheck
    from ..models.notice import Notice
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.release import Release
    from ..models.return_range import ReturnRange
    from ..models.runs_dry import RunsDry
    from ..models.step import Step


T = TypeVar("T", bound="FillAnswer")


@_attrs_define
class FillAnswer:
    """A fill that can be prepared and checked.

    ``total_volume_ml`` is prepared and injected; with the residual it makes ``reservoir_ml``. ``delivered_ml`` and
    ``expected_return_ml`` are null when the flow of this content is not known. ``calibrates_flow``: whether the
    interval of this fill measures the pump's flow.

        Attributes:
            contents (Contents): The contents of a fill, as the contracts name them.
            request (FillRequest): A fill question.

                ``dose_percent`` is percent of the protocol's full dose, needed for floxuridine and never assumed.
                ``pump.flow_ml_per_day`` is the flow that the fill is made for. Overrides leave the protocol and are pointed
                out.
                ``previous_weight_kg`` is the weight of the last fill; ``planned_date`` the day of this one.
            infusion_days (str):
            components (list[Component]):
            diluent_ml (str):
            total_volume_ml (str):
            reservoir_ml (str):
            residual_ml (str):
            flow_ml_per_day (str):
            delivered_ml (None | str):
            expected_return_ml (None | str):
            return_range_ml (None | ReturnRange):
            runs_dry_after_days (RunsDry): Days from the fill until nothing is delivered any more, at the flow and at the
                fast limit of its tolerance.
            calibrates_flow (bool):
            warnings (list[Notice]):
            derivation (list[Step]):
            profile (str):
            profile_digest (str):
            protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
            release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
            dose_percent (None | str | Unset):
            ideal_weight_kg (None | str | Unset):
            dosing_weight_kg (None | str | Unset):
            full_daily_dose_mg (None | str | Unset):
            daily_dose_mg (None | str | Unset):
            prescribed_mg (None | str | Unset):
            floxuridine_mg_exact (None | str | Unset):
            floxuridine_mg (None | str | Unset):
            rounding_deviation_percent (None | str | Unset):
            concentration_mg_per_ml (None | str | Unset):
            delivered_mg (None | str | Unset):
            returned_mg (None | str | Unset):
            forward_check (ForwardCheck | None | Unset):
    """

    contents: Contents
    request: FillRequest
    infusion_days: str
    components: list[Component]
    diluent_ml: str
    total_volume_ml: str
    reservoir_ml: str
    residual_ml: str
    flow_ml_per_day: str
    delivered_ml: None | str
    expected_return_ml: None | str
    return_range_ml: None | ReturnRange
    runs_dry_after_days: RunsDry
    calibrates_flow: bool
    warnings: list[Notice]
    derivation: list[Step]
    profile: str
    profile_digest: str
    protocol: ProtocolStamp
    release: Release
    dose_percent: None | str | Unset = UNSET
    ideal_weight_kg: None | str | Unset = UNSET
    dosing_weight_kg: None | str | Unset = UNSET
    full_daily_dose_mg: None | str | Unset = UNSET
    daily_dose_mg: None | str | Unset = UNSET
    prescribed_mg: None | str | Unset = UNSET
    floxuridine_mg_exact: None | str | Unset = UNSET
    floxuridine_mg: None | str | Unset = UNSET
    rounding_deviation_percent: None | str | Unset = UNSET
    concentration_mg_per_ml: None | str | Unset = UNSET
    delivered_mg: None | str | Unset = UNSET
    returned_mg: None | str | Unset = UNSET
    forward_check: ForwardCheck | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.forward_check import ForwardCheck  # noqa: PLC0415
        from ..models.return_range import ReturnRange  # noqa: PLC0415

        contents = self.contents.value

        request = self.request.to_dict()

        infusion_days = self.infusion_days

        components = []
        for components_item_data in self.components:
            components_item = components_item_data.to_dict()
            components.append(components_item)

        diluent_ml = self.diluent_ml

        total_volume_ml = self.total_volume_ml

        reservoir_ml = self.reservoir_ml

        residual_ml = self.residual_ml

        flow_ml_per_day = self.flow_ml_per_day

        delivered_ml: None | str
        delivered_ml = self.delivered_ml

        expected_return_ml: None | str
        expected_return_ml = self.expected_return_ml

        return_range_ml: dict[str, Any] | None
        if isinstance(self.return_range_ml, ReturnRange):
            return_range_ml = self.return_range_ml.to_dict()
        else:
            return_range_ml = self.return_range_ml

        runs_dry_after_days = self.runs_dry_after_days.to_dict()

        calibrates_flow = self.calibrates_flow

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        profile = self.profile

        profile_digest = self.profile_digest

        protocol = self.protocol.to_dict()

        release = self.release.to_dict()

        dose_percent: None | str | Unset
        if isinstance(self.dose_percent, Unset):
            dose_percent = UNSET
        else:
            dose_percent = self.dose_percent

        ideal_weight_kg: None | str | Unset
        if isinstance(self.ideal_weight_kg, Unset):
            ideal_weight_kg = UNSET
        else:
            ideal_weight_kg = self.ideal_weight_kg

        dosing_weight_kg: None | str | Unset
        if isinstance(self.dosing_weight_kg, Unset):
            dosing_weight_kg = UNSET
        else:
            dosing_weight_kg = self.dosing_weight_kg

        full_daily_dose_mg: None | str | Unset
        if isinstance(self.full_daily_dose_mg, Unset):
            full_daily_dose_mg = UNSET
        else:
            full_daily_dose_mg = self.full_daily_dose_mg

        daily_dose_mg: None | str | Unset
        if isinstance(self.daily_dose_mg, Unset):
            daily_dose_mg = UNSET
        else:
            daily_dose_mg = self.daily_dose_mg

        prescribed_mg: None | str | Unset
        if isinstance(self.prescribed_mg, Unset):
            prescribed_mg = UNSET
        else:
            prescribed_mg = self.prescribed_mg

        floxuridine_mg_exact: None | str | Unset
        if isinstance(self.floxuridine_mg_exact, Unset):
            floxuridine_mg_exact = UNSET
        else:
            floxuridine_mg_exact = self.floxuridine_mg_exact

        floxuridine_mg: None | str | Unset
        if isinstance(self.floxuridine_mg, Unset):
            floxuridine_mg = UNSET
        else:
            floxuridine_mg = self.floxuridine_mg

        rounding_deviation_percent: None | str | Unset
        if isinstance(self.rounding_deviation_percent, Unset):
            rounding_deviation_percent = UNSET
        else:
            rounding_deviation_percent = self.rounding_deviation_percent

        concentration_mg_per_ml: None | str | Unset
        if isinstance(self.concentration_mg_per_ml, Unset):
            concentration_mg_per_ml = UNSET
        else:
            concentration_mg_per_ml = self.concentration_mg_per_ml

        delivered_mg: None | str | Unset
        if isinstance(self.delivered_mg, Unset):
            delivered_mg = UNSET
        else:
            delivered_mg = self.delivered_mg

        returned_mg: None | str | Unset
        if isinstance(self.returned_mg, Unset):
            returned_mg = UNSET
        else:
            returned_mg = self.returned_mg

        forward_check: dict[str, Any] | None | Unset
        if isinstance(self.forward_check, Unset):
            forward_check = UNSET
        elif isinstance(self.forward_check, ForwardCheck):
            forward_check = self.forward_check.to_dict()
        else:
            forward_check = self.forward_check

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contents": contents,
                "request": request,
                "infusion_days": infusion_days,
                "components": components,
                "diluent_ml": diluent_ml,
                "total_volume_ml": total_volume_ml,
                "reservoir_ml": reservoir_ml,
                "residual_ml": residual_ml,
                "flow_ml_per_day": flow_ml_per_day,
                "delivered_ml": delivered_ml,
                "expected_return_ml": expected_return_ml,
                "return_range_ml": return_range_ml,
                "runs_dry_after_days": runs_dry_after_days,
                "calibrates_flow": calibrates_flow,
                "warnings": warnings,
                "derivation": derivation,
                "profile": profile,
                "profile_digest": profile_digest,
                "protocol": protocol,
                "release": release,
            }
        )
        if dose_percent is not UNSET:
            field_dict["dose_percent"] = dose_percent
        if ideal_weight_kg is not UNSET:
            field_dict["ideal_weight_kg"] = ideal_weight_kg
        if dosing_weight_kg is not UNSET:
            field_dict["dosing_weight_kg"] = dosing_weight_kg
        if full_daily_dose_mg is not UNSET:
            field_dict["full_daily_dose_mg"] = full_daily_dose_mg
        if daily_dose_mg is not UNSET:
            field_dict["daily_dose_mg"] = daily_dose_mg
        if prescribed_mg is not UNSET:
            field_dict["prescribed_mg"] = prescribed_mg
        if floxuridine_mg_exact is not UNSET:
            field_dict["floxuridine_mg_exact"] = floxuridine_mg_exact
        if floxuridine_mg is not UNSET:
            field_dict["floxuridine_mg"] = floxuridine_mg
        if rounding_deviation_percent is not UNSET:
            field_dict["rounding_deviation_percent"] = rounding_deviation_percent
        if concentration_mg_per_ml is not UNSET:
            field_dict["concentration_mg_per_ml"] = concentration_mg_per_ml
        if delivered_mg is not UNSET:
            field_dict["delivered_mg"] = delivered_mg
        if returned_mg is not UNSET:
            field_dict["returned_mg"] = returned_mg
        if forward_check is not UNSET:
            field_dict["forward_check"] = forward_check

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.component import Component  # noqa: PLC0415
        from ..models.fill_request import FillRequest  # noqa: PLC0415
        from ..models.forward_check import ForwardCheck  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.return_range import ReturnRange  # noqa: PLC0415
        from ..models.runs_dry import RunsDry  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        contents = Contents(d.pop("contents"))

        request = FillRequest.from_dict(d.pop("request"))

        infusion_days = d.pop("infusion_days")

        components = []
        _components = d.pop("components")
        for components_item_data in _components:
            components_item = Component.from_dict(components_item_data)

            components.append(components_item)

        diluent_ml = d.pop("diluent_ml")

        total_volume_ml = d.pop("total_volume_ml")

        reservoir_ml = d.pop("reservoir_ml")

        residual_ml = d.pop("residual_ml")

        flow_ml_per_day = d.pop("flow_ml_per_day")

        def _parse_delivered_ml(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        delivered_ml = _parse_delivered_ml(d.pop("delivered_ml"))

        def _parse_expected_return_ml(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        expected_return_ml = _parse_expected_return_ml(d.pop("expected_return_ml"))

        def _parse_return_range_ml(data: object) -> None | ReturnRange:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                return_range_ml_type_0 = ReturnRange.from_dict(data)

                return return_range_ml_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReturnRange, data)

        return_range_ml = _parse_return_range_ml(d.pop("return_range_ml"))

        runs_dry_after_days = RunsDry.from_dict(d.pop("runs_dry_after_days"))

        calibrates_flow = d.pop("calibrates_flow")

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = Notice.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        profile = d.pop("profile")

        profile_digest = d.pop("profile_digest")

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        release = Release.from_dict(d.pop("release"))

        def _parse_dose_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dose_percent = _parse_dose_percent(d.pop("dose_percent", UNSET))

        def _parse_ideal_weight_kg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ideal_weight_kg = _parse_ideal_weight_kg(d.pop("ideal_weight_kg", UNSET))

        def _parse_dosing_weight_kg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        dosing_weight_kg = _parse_dosing_weight_kg(d.pop("dosing_weight_kg", UNSET))

        def _parse_full_daily_dose_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        full_daily_dose_mg = _parse_full_daily_dose_mg(d.pop("full_daily_dose_mg", UNSET))

        def _parse_daily_dose_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        daily_dose_mg = _parse_daily_dose_mg(d.pop("daily_dose_mg", UNSET))

        def _parse_prescribed_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        prescribed_mg = _parse_prescribed_mg(d.pop("prescribed_mg", UNSET))

        def _parse_floxuridine_mg_exact(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        floxuridine_mg_exact = _parse_floxuridine_mg_exact(d.pop("floxuridine_mg_exact", UNSET))

        def _parse_floxuridine_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        floxuridine_mg = _parse_floxuridine_mg(d.pop("floxuridine_mg", UNSET))

        def _parse_rounding_deviation_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        rounding_deviation_percent = _parse_rounding_deviation_percent(d.pop("rounding_deviation_percent", UNSET))

        def _parse_concentration_mg_per_ml(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        concentration_mg_per_ml = _parse_concentration_mg_per_ml(d.pop("concentration_mg_per_ml", UNSET))

        def _parse_delivered_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        delivered_mg = _parse_delivered_mg(d.pop("delivered_mg", UNSET))

        def _parse_returned_mg(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        returned_mg = _parse_returned_mg(d.pop("returned_mg", UNSET))

        def _parse_forward_check(data: object) -> ForwardCheck | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                forward_check_type_0 = ForwardCheck.from_dict(data)

                return forward_check_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ForwardCheck | None | Unset, data)

        forward_check = _parse_forward_check(d.pop("forward_check", UNSET))

        fill_answer = cls(
            contents=contents,
            request=request,
            infusion_days=infusion_days,
            components=components,
            diluent_ml=diluent_ml,
            total_volume_ml=total_volume_ml,
            reservoir_ml=reservoir_ml,
            residual_ml=residual_ml,
            flow_ml_per_day=flow_ml_per_day,
            delivered_ml=delivered_ml,
            expected_return_ml=expected_return_ml,
            return_range_ml=return_range_ml,
            runs_dry_after_days=runs_dry_after_days,
            calibrates_flow=calibrates_flow,
            warnings=warnings,
            derivation=derivation,
            profile=profile,
            profile_digest=profile_digest,
            protocol=protocol,
            release=release,
            dose_percent=dose_percent,
            ideal_weight_kg=ideal_weight_kg,
            dosing_weight_kg=dosing_weight_kg,
            full_daily_dose_mg=full_daily_dose_mg,
            daily_dose_mg=daily_dose_mg,
            prescribed_mg=prescribed_mg,
            floxuridine_mg_exact=floxuridine_mg_exact,
            floxuridine_mg=floxuridine_mg,
            rounding_deviation_percent=rounding_deviation_percent,
            concentration_mg_per_ml=concentration_mg_per_ml,
            delivered_mg=delivered_mg,
            returned_mg=returned_mg,
            forward_check=forward_check,
        )

        return fill_answer
