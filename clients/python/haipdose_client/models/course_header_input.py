from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.course_header_input_dpyd_type_0 import CourseHeaderInputDpydType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.patient_input import PatientInput
    from ..models.pump_in_use_input import PumpInUseInput


T = TypeVar("T", bound="CourseHeaderInput")


@_attrs_define
class CourseHeaderInput:
    """What a course starts from: everything of the engine's course but the clinic, the moment and the facts.

    ``patient`` and ``pump`` are as they were at the start; weight, flow and a new pump come as facts.

        Attributes:
            patient_id (str):
            patient (PatientInput): The ``patient`` object of a request. Height in cm, actual weight in kg, dates local to
                the clinic.

                ``id`` is a pseudonym for the worksheet and never goes into a log. Age comes from ``birth_date`` or
                ``age_years``;
                both at once could contradict each other and are refused.
            protocol (str):
            arm (str):
            pump_id (None | str | Unset):
            pump (None | PumpInUseInput | Unset):
            regimen (None | str | Unset):
            additions (list[str] | Unset):
            dpyd (CourseHeaderInputDpydType0 | None | Unset):
            pump_cycles (int | None | Unset):
    """

    patient_id: str
    patient: PatientInput
    protocol: str
    arm: str
    pump_id: None | str | Unset = UNSET
    pump: None | PumpInUseInput | Unset = UNSET
    regimen: None | str | Unset = UNSET
    additions: list[str] | Unset = UNSET
    dpyd: CourseHeaderInputDpydType0 | None | Unset = UNSET
    pump_cycles: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.pump_in_use_input import PumpInUseInput  # noqa: PLC0415

        patient_id = self.patient_id

        patient = self.patient.to_dict()

        protocol = self.protocol

        arm = self.arm

        pump_id: None | str | Unset
        if isinstance(self.pump_id, Unset):
            pump_id = UNSET
        else:
            pump_id = self.pump_id

        pump: dict[str, Any] | None | Unset
        if isinstance(self.pump, Unset):
            pump = UNSET
        elif isinstance(self.pump, PumpInUseInput):
            pump = self.pump.to_dict()
        else:
            pump = self.pump

        regimen: None | str | Unset
        if isinstance(self.regimen, Unset):
            regimen = UNSET
        else:
            regimen = self.regimen

        additions: list[str] | Unset = UNSET
        if not isinstance(self.additions, Unset):
            additions = self.additions

        dpyd: None | str | Unset
        if isinstance(self.dpyd, Unset):
            dpyd = UNSET
        elif isinstance(self.dpyd, CourseHeaderInputDpydType0):
            dpyd = self.dpyd.value
        else:
            dpyd = self.dpyd

        pump_cycles: int | None | Unset
        if isinstance(self.pump_cycles, Unset):
            pump_cycles = UNSET
        else:
            pump_cycles = self.pump_cycles

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "patient_id": patient_id,
                "patient": patient,
                "protocol": protocol,
                "arm": arm,
            }
        )
        if pump_id is not UNSET:
            field_dict["pump_id"] = pump_id
        if pump is not UNSET:
            field_dict["pump"] = pump
        if regimen is not UNSET:
            field_dict["regimen"] = regimen
        if additions is not UNSET:
            field_dict["additions"] = additions
        if dpyd is not UNSET:
            field_dict["dpyd"] = dpyd
        if pump_cycles is not UNSET:
            field_dict["pump_cycles"] = pump_cycles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.patient_input import PatientInput  # noqa: PLC0415
        from ..models.pump_in_use_input import PumpInUseInput  # noqa: PLC0415

        d = dict(src_dict)
        patient_id = d.pop("patient_id")

        patient = PatientInput.from_dict(d.pop("patient"))

        protocol = d.pop("protocol")

        arm = d.pop("arm")

        def _parse_pump_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pump_id = _parse_pump_id(d.pop("pump_id", UNSET))

        def _parse_pump(data: object) -> None | PumpInUseInput | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                pump_type_0 = PumpInUseInput.from_dict(data)

                return pump_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PumpInUseInput | Unset, data)

        pump = _parse_pump(d.pop("pump", UNSET))

        def _parse_regimen(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        regimen = _parse_regimen(d.pop("regimen", UNSET))

        additions = cast(list[str], d.pop("additions", UNSET))

        def _parse_dpyd(data: object) -> CourseHeaderInputDpydType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                dpyd_type_0 = CourseHeaderInputDpydType0(data)

                return dpyd_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CourseHeaderInputDpydType0 | None | Unset, data)

        dpyd = _parse_dpyd(d.pop("dpyd", UNSET))

        def _parse_pump_cycles(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        pump_cycles = _parse_pump_cycles(d.pop("pump_cycles", UNSET))

        course_header_input = cls(
            patient_id=patient_id,
            patient=patient,
            protocol=protocol,
            arm=arm,
            pump_id=pump_id,
            pump=pump,
            regimen=regimen,
            additions=additions,
            dpyd=dpyd,
            pump_cycles=pump_cycles,
        )

        return course_header_input
