from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.appointment_type import AppointmentType
    from ..models.hours import Hours
    from ..models.resource import Resource
    from ..models.weights import Weights


T = TypeVar("T", bound="ClinicSetup")


@_attrs_define
class ClinicSetup:
    """What a clinic has: hours, resources, and what an appointment takes. One for each clinic.

    ``appointment_types`` and ``weights`` left out are the package's placeholders, and every calendar says so.

        Attributes:
            patient_hours (list[Hours]):
            code (Literal['clinic'] | Unset):  Default: 'clinic'.
            resources (list[Resource] | Unset):
            slot_minutes (int | Unset):  Default: 30.
            appointment_types (list[AppointmentType] | None | Unset):
            weights (None | Unset | Weights):
    """

    patient_hours: list[Hours]
    code: Literal["clinic"] | Unset = "clinic"
    resources: list[Resource] | Unset = UNSET
    slot_minutes: int | Unset = 30
    appointment_types: list[AppointmentType] | None | Unset = UNSET
    weights: None | Unset | Weights = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.weights import Weights  # noqa: PLC0415

        patient_hours = []
        for patient_hours_item_data in self.patient_hours:
            patient_hours_item = patient_hours_item_data.to_dict()
            patient_hours.append(patient_hours_item)

        code = self.code

        resources: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.resources, Unset):
            resources = []
            for resources_item_data in self.resources:
                resources_item = resources_item_data.to_dict()
                resources.append(resources_item)

        slot_minutes = self.slot_minutes

        appointment_types: list[dict[str, Any]] | None | Unset
        if isinstance(self.appointment_types, Unset):
            appointment_types = UNSET
        elif isinstance(self.appointment_types, list):
            appointment_types = []
            for appointment_types_type_0_item_data in self.appointment_types:
                appointment_types_type_0_item = appointment_types_type_0_item_data.to_dict()
                appointment_types.append(appointment_types_type_0_item)

        else:
            appointment_types = self.appointment_types

        weights: dict[str, Any] | None | Unset
        if isinstance(self.weights, Unset):
            weights = UNSET
        elif isinstance(self.weights, Weights):
            weights = self.weights.to_dict()
        else:
            weights = self.weights

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "patient_hours": patient_hours,
            }
        )
        if code is not UNSET:
            field_dict["code"] = code
        if resources is not UNSET:
            field_dict["resources"] = resources
        if slot_minutes is not UNSET:
            field_dict["slot_minutes"] = slot_minutes
        if appointment_types is not UNSET:
            field_dict["appointment_types"] = appointment_types
        if weights is not UNSET:
            field_dict["weights"] = weights

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.appointment_type import AppointmentType  # noqa: PLC0415
        from ..models.hours import Hours  # noqa: PLC0415
        from ..models.resource import Resource  # noqa: PLC0415
        from ..models.weights import Weights  # noqa: PLC0415

        d = dict(src_dict)
        patient_hours = []
        _patient_hours = d.pop("patient_hours")
        for patient_hours_item_data in _patient_hours:
            patient_hours_item = Hours.from_dict(patient_hours_item_data)

            patient_hours.append(patient_hours_item)

        code = cast(Literal["clinic"] | Unset, d.pop("code", UNSET))
        if code != "clinic" and not isinstance(code, Unset):
            raise ValueError(f"code must match const 'clinic', got '{code}'")

        _resources = d.pop("resources", UNSET)
        resources: list[Resource] | Unset = UNSET
        if _resources is not UNSET:
            resources = []
            for resources_item_data in _resources:
                resources_item = Resource.from_dict(resources_item_data)

                resources.append(resources_item)

        slot_minutes = d.pop("slot_minutes", UNSET)

        def _parse_appointment_types(data: object) -> list[AppointmentType] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                appointment_types_type_0 = []
                _appointment_types_type_0 = data
                for appointment_types_type_0_item_data in _appointment_types_type_0:
                    appointment_types_type_0_item = AppointmentType.from_dict(appointment_types_type_0_item_data)

                    appointment_types_type_0.append(appointment_types_type_0_item)

                return appointment_types_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AppointmentType] | None | Unset, data)

        appointment_types = _parse_appointment_types(d.pop("appointment_types", UNSET))

        def _parse_weights(data: object) -> None | Unset | Weights:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                weights_type_0 = Weights.from_dict(data)

                return weights_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | Weights, data)

        weights = _parse_weights(d.pop("weights", UNSET))

        clinic_setup = cls(
            patient_hours=patient_hours,
            code=code,
            resources=resources,
            slot_minutes=slot_minutes,
            appointment_types=appointment_types,
            weights=weights,
        )

        return clinic_setup
