from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.course_dpyd_type_0 import CourseDpydType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.appointment_confirmed import AppointmentConfirmed
    from ..models.clinic import Clinic
    from ..models.clinical_event import ClinicalEvent
    from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled
    from ..models.conversion_surgery_done import ConversionSurgeryDone
    from ..models.conversion_surgery_planned import ConversionSurgeryPlanned
    from ..models.correction_input import CorrectionInput
    from ..models.dose_override_input import DoseOverrideInput
    from ..models.fill_given_input import FillGivenInput
    from ..models.flow_measured_input import FlowMeasuredInput
    from ..models.floxuridine_discontinued import FloxuridineDiscontinued
    from ..models.floxuridine_held import FloxuridineHeld
    from ..models.imaging_done import ImagingDone
    from ..models.laboratory_input import LaboratoryInput
    from ..models.liver_panel_judged import LiverPanelJudged
    from ..models.long_break_ended import LongBreakEnded
    from ..models.long_break_started import LongBreakStarted
    from ..models.patient_input import PatientInput
    from ..models.perfusion_scan import PerfusionScan
    from ..models.protocol_changed import ProtocolChanged
    from ..models.pump_emptied_input import PumpEmptiedInput
    from ..models.pump_explanted import PumpExplanted
    from ..models.pump_implanted import PumpImplanted
    from ..models.pump_in_use_input import PumpInUseInput
    from ..models.pump_interrogated_input import PumpInterrogatedInput
    from ..models.pump_programmed_input import PumpProgrammedInput
    from ..models.registered import Registered
    from ..models.surgery import Surgery
    from ..models.systemic_discontinued import SystemicDiscontinued
    from ..models.systemic_given_input import SystemicGivenInput
    from ..models.systemic_held import SystemicHeld
    from ..models.toxicity_reviewed import ToxicityReviewed
    from ..models.unavailable import Unavailable
    from ..models.visit_moved import VisitMoved
    from ..models.weight_measured_input import WeightMeasuredInput


T = TypeVar("T", bound="Course")


@_attrs_define
class Course:
    """A course of treatment: who, with what, where, and what happened so far.

    ``pump`` is needed in an arm with a pump. ``pump_cycles`` limits the planned floxuridine cycles, at most the
    protocol's. ``dpyd`` is the DPYD result that systemic doses need.

        Attributes:
            patient (PatientInput): The ``patient`` object of a request. Height in cm, actual weight in kg, dates local to
                the clinic.

                ``id`` is a pseudonym for the worksheet and never goes into a log. Age comes from ``birth_date`` or
                ``age_years``;
                both at once could contradict each other and are refused.
            protocol (str):
            arm (str):
            clinic (Clinic): A clinic as its calendar needs it.

                ``closed_holidays`` says which public holidays of ``country`` (and ``subdivision``) close the clinic: ``"all"``,
                ``"none"``, or the English names as the ``holidays`` package writes them. It is a local choice: the package
                lists
                Good Friday for the Netherlands, on which many hospitals work, and not 5 May, on which some don't. Left out,
                every
                listed holiday of a given country closes the clinic, and the calendar says that this was assumed.
            as_of (datetime.datetime):
            id (None | str | Unset):
            pump (None | PumpInUseInput | Unset):
            regimen (None | str | Unset):
            additions (list[str] | Unset):
            dpyd (CourseDpydType0 | None | Unset):
            pump_cycles (int | None | Unset):
            facts (list[AppointmentConfirmed | ClinicalEvent | ConversionSurgeryCancelled | ConversionSurgeryDone |
                ConversionSurgeryPlanned | CorrectionInput | DoseOverrideInput | FillGivenInput | FlowMeasuredInput |
                FloxuridineDiscontinued | FloxuridineHeld | ImagingDone | LaboratoryInput | LiverPanelJudged | LongBreakEnded |
                LongBreakStarted | PerfusionScan | ProtocolChanged | PumpEmptiedInput | PumpExplanted | PumpImplanted |
                PumpInterrogatedInput | PumpProgrammedInput | Registered | Surgery | SystemicDiscontinued | SystemicGivenInput |
                SystemicHeld | ToxicityReviewed | Unavailable | VisitMoved | WeightMeasuredInput] | Unset):
    """

    patient: PatientInput
    protocol: str
    arm: str
    clinic: Clinic
    as_of: datetime.datetime
    id: None | str | Unset = UNSET
    pump: None | PumpInUseInput | Unset = UNSET
    regimen: None | str | Unset = UNSET
    additions: list[str] | Unset = UNSET
    dpyd: CourseDpydType0 | None | Unset = UNSET
    pump_cycles: int | None | Unset = UNSET
    facts: (
        list[
            AppointmentConfirmed
            | ClinicalEvent
            | ConversionSurgeryCancelled
            | ConversionSurgeryDone
            | ConversionSurgeryPlanned
            | CorrectionInput
            | DoseOverrideInput
            | FillGivenInput
            | FlowMeasuredInput
            | FloxuridineDiscontinued
            | FloxuridineHeld
            | ImagingDone
            | LaboratoryInput
            | LiverPanelJudged
            | LongBreakEnded
            | LongBreakStarted
            | PerfusionScan
            | ProtocolChanged
            | PumpEmptiedInput
            | PumpExplanted
            | PumpImplanted
            | PumpInterrogatedInput
            | PumpProgrammedInput
            | Registered
            | Surgery
            | SystemicDiscontinued
            | SystemicGivenInput
            | SystemicHeld
            | ToxicityReviewed
            | Unavailable
            | VisitMoved
            | WeightMeasuredInput
        ]
        | Unset
    ) = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.appointment_confirmed import AppointmentConfirmed  # noqa: PLC0415
        from ..models.clinical_event import ClinicalEvent  # noqa: PLC0415
        from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled  # noqa: PLC0415
        from ..models.conversion_surgery_done import ConversionSurgeryDone  # noqa: PLC0415
        from ..models.conversion_surgery_planned import ConversionSurgeryPlanned  # noqa: PLC0415
        from ..models.dose_override_input import DoseOverrideInput  # noqa: PLC0415
        from ..models.fill_given_input import FillGivenInput  # noqa: PLC0415
        from ..models.flow_measured_input import FlowMeasuredInput  # noqa: PLC0415
        from ..models.floxuridine_discontinued import FloxuridineDiscontinued  # noqa: PLC0415
        from ..models.floxuridine_held import FloxuridineHeld  # noqa: PLC0415
        from ..models.imaging_done import ImagingDone  # noqa: PLC0415
        from ..models.laboratory_input import LaboratoryInput  # noqa: PLC0415
        from ..models.liver_panel_judged import LiverPanelJudged  # noqa: PLC0415
        from ..models.long_break_ended import LongBreakEnded  # noqa: PLC0415
        from ..models.long_break_started import LongBreakStarted  # noqa: PLC0415
        from ..models.perfusion_scan import PerfusionScan  # noqa: PLC0415
        from ..models.protocol_changed import ProtocolChanged  # noqa: PLC0415
        from ..models.pump_emptied_input import PumpEmptiedInput  # noqa: PLC0415
        from ..models.pump_explanted import PumpExplanted  # noqa: PLC0415
        from ..models.pump_implanted import PumpImplanted  # noqa: PLC0415
        from ..models.pump_in_use_input import PumpInUseInput  # noqa: PLC0415
        from ..models.pump_interrogated_input import PumpInterrogatedInput  # noqa: PLC0415
        from ..models.pump_programmed_input import PumpProgrammedInput  # noqa: PLC0415
        from ..models.registered import Registered  # noqa: PLC0415
        from ..models.surgery import Surgery  # noqa: PLC0415
        from ..models.systemic_discontinued import SystemicDiscontinued  # noqa: PLC0415
        from ..models.systemic_given_input import SystemicGivenInput  # noqa: PLC0415
        from ..models.systemic_held import SystemicHeld  # noqa: PLC0415
        from ..models.toxicity_reviewed import ToxicityReviewed  # noqa: PLC0415
        from ..models.unavailable import Unavailable  # noqa: PLC0415
        from ..models.visit_moved import VisitMoved  # noqa: PLC0415
        from ..models.weight_measured_input import WeightMeasuredInput  # noqa: PLC0415

        patient = self.patient.to_dict()

        protocol = self.protocol

        arm = self.arm

        clinic = self.clinic.to_dict()

        as_of = self.as_of.isoformat()

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

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
        elif isinstance(self.dpyd, CourseDpydType0):
            dpyd = self.dpyd.value
        else:
            dpyd = self.dpyd

        pump_cycles: int | None | Unset
        if isinstance(self.pump_cycles, Unset):
            pump_cycles = UNSET
        else:
            pump_cycles = self.pump_cycles

        facts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = []
            for facts_item_data in self.facts:
                facts_item: dict[str, Any]
                if isinstance(facts_item_data, Registered):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Surgery):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, PumpImplanted):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, PerfusionScan):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, WeightMeasuredInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LaboratoryInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ClinicalEvent):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ToxicityReviewed):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, PumpEmptiedInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, FillGivenInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, FlowMeasuredInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, PumpInterrogatedInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, PumpProgrammedInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, FloxuridineHeld):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, FloxuridineDiscontinued):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, PumpExplanted):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, DoseOverrideInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LongBreakStarted):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LongBreakEnded):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, SystemicGivenInput):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, SystemicHeld):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, SystemicDiscontinued):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, Unavailable):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, AppointmentConfirmed):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, VisitMoved):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ImagingDone):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, LiverPanelJudged):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ConversionSurgeryPlanned):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ConversionSurgeryCancelled):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ConversionSurgeryDone):
                    facts_item = facts_item_data.to_dict()
                elif isinstance(facts_item_data, ProtocolChanged):
                    facts_item = facts_item_data.to_dict()
                else:
                    facts_item = facts_item_data.to_dict()

                facts.append(facts_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "patient": patient,
                "protocol": protocol,
                "arm": arm,
                "clinic": clinic,
                "as_of": as_of,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
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
        if facts is not UNSET:
            field_dict["facts"] = facts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.appointment_confirmed import AppointmentConfirmed  # noqa: PLC0415
        from ..models.clinic import Clinic  # noqa: PLC0415
        from ..models.clinical_event import ClinicalEvent  # noqa: PLC0415
        from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled  # noqa: PLC0415
        from ..models.conversion_surgery_done import ConversionSurgeryDone  # noqa: PLC0415
        from ..models.conversion_surgery_planned import ConversionSurgeryPlanned  # noqa: PLC0415
        from ..models.correction_input import CorrectionInput  # noqa: PLC0415
        from ..models.dose_override_input import DoseOverrideInput  # noqa: PLC0415
        from ..models.fill_given_input import FillGivenInput  # noqa: PLC0415
        from ..models.flow_measured_input import FlowMeasuredInput  # noqa: PLC0415
        from ..models.floxuridine_discontinued import FloxuridineDiscontinued  # noqa: PLC0415
        from ..models.floxuridine_held import FloxuridineHeld  # noqa: PLC0415
        from ..models.imaging_done import ImagingDone  # noqa: PLC0415
        from ..models.laboratory_input import LaboratoryInput  # noqa: PLC0415
        from ..models.liver_panel_judged import LiverPanelJudged  # noqa: PLC0415
        from ..models.long_break_ended import LongBreakEnded  # noqa: PLC0415
        from ..models.long_break_started import LongBreakStarted  # noqa: PLC0415
        from ..models.patient_input import PatientInput  # noqa: PLC0415
        from ..models.perfusion_scan import PerfusionScan  # noqa: PLC0415
        from ..models.protocol_changed import ProtocolChanged  # noqa: PLC0415
        from ..models.pump_emptied_input import PumpEmptiedInput  # noqa: PLC0415
        from ..models.pump_explanted import PumpExplanted  # noqa: PLC0415
        from ..models.pump_implanted import PumpImplanted  # noqa: PLC0415
        from ..models.pump_in_use_input import PumpInUseInput  # noqa: PLC0415
        from ..models.pump_interrogated_input import PumpInterrogatedInput  # noqa: PLC0415
        from ..models.pump_programmed_input import PumpProgrammedInput  # noqa: PLC0415
        from ..models.registered import Registered  # noqa: PLC0415
        from ..models.surgery import Surgery  # noqa: PLC0415
        from ..models.systemic_discontinued import SystemicDiscontinued  # noqa: PLC0415
        from ..models.systemic_given_input import SystemicGivenInput  # noqa: PLC0415
        from ..models.systemic_held import SystemicHeld  # noqa: PLC0415
        from ..models.toxicity_reviewed import ToxicityReviewed  # noqa: PLC0415
        from ..models.unavailable import Unavailable  # noqa: PLC0415
        from ..models.visit_moved import VisitMoved  # noqa: PLC0415
        from ..models.weight_measured_input import WeightMeasuredInput  # noqa: PLC0415

        d = dict(src_dict)
        patient = PatientInput.from_dict(d.pop("patient"))

        protocol = d.pop("protocol")

        arm = d.pop("arm")

        clinic = Clinic.from_dict(d.pop("clinic"))

        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

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

        def _parse_dpyd(data: object) -> CourseDpydType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                dpyd_type_0 = CourseDpydType0(data)

                return dpyd_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CourseDpydType0 | None | Unset, data)

        dpyd = _parse_dpyd(d.pop("dpyd", UNSET))

        def _parse_pump_cycles(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        pump_cycles = _parse_pump_cycles(d.pop("pump_cycles", UNSET))

        _facts = d.pop("facts", UNSET)
        facts: (
            list[
                AppointmentConfirmed
                | ClinicalEvent
                | ConversionSurgeryCancelled
                | ConversionSurgeryDone
                | ConversionSurgeryPlanned
                | CorrectionInput
                | DoseOverrideInput
                | FillGivenInput
                | FlowMeasuredInput
                | FloxuridineDiscontinued
                | FloxuridineHeld
                | ImagingDone
                | LaboratoryInput
                | LiverPanelJudged
                | LongBreakEnded
                | LongBreakStarted
                | PerfusionScan
                | ProtocolChanged
                | PumpEmptiedInput
                | PumpExplanted
                | PumpImplanted
                | PumpInterrogatedInput
                | PumpProgrammedInput
                | Registered
                | Surgery
                | SystemicDiscontinued
                | SystemicGivenInput
                | SystemicHeld
                | ToxicityReviewed
                | Unavailable
                | VisitMoved
                | WeightMeasuredInput
            ]
            | Unset
        ) = UNSET
        if _facts is not UNSET:
            facts = []
            for facts_item_data in _facts:

                def _parse_facts_item(
                    data: object,
                ) -> (
                    AppointmentConfirmed
                    | ClinicalEvent
                    | ConversionSurgeryCancelled
                    | ConversionSurgeryDone
                    | ConversionSurgeryPlanned
                    | CorrectionInput
                    | DoseOverrideInput
                    | FillGivenInput
                    | FlowMeasuredInput
                    | FloxuridineDiscontinued
                    | FloxuridineHeld
                    | ImagingDone
                    | LaboratoryInput
                    | LiverPanelJudged
                    | LongBreakEnded
                    | LongBreakStarted
                    | PerfusionScan
                    | ProtocolChanged
                    | PumpEmptiedInput
                    | PumpExplanted
                    | PumpImplanted
                    | PumpInterrogatedInput
                    | PumpProgrammedInput
                    | Registered
                    | Surgery
                    | SystemicDiscontinued
                    | SystemicGivenInput
                    | SystemicHeld
                    | ToxicityReviewed
                    | Unavailable
                    | VisitMoved
                    | WeightMeasuredInput
                ):
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_0 = Registered.from_dict(data)

                        return facts_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_1 = Surgery.from_dict(data)

                        return facts_item_type_1
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_2 = PumpImplanted.from_dict(data)

                        return facts_item_type_2
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_3 = PerfusionScan.from_dict(data)

                        return facts_item_type_3
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_4 = WeightMeasuredInput.from_dict(data)

                        return facts_item_type_4
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_5 = LaboratoryInput.from_dict(data)

                        return facts_item_type_5
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_6 = ClinicalEvent.from_dict(data)

                        return facts_item_type_6
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_7 = ToxicityReviewed.from_dict(data)

                        return facts_item_type_7
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_8 = PumpEmptiedInput.from_dict(data)

                        return facts_item_type_8
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_9 = FillGivenInput.from_dict(data)

                        return facts_item_type_9
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_10 = FlowMeasuredInput.from_dict(data)

                        return facts_item_type_10
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_11 = PumpInterrogatedInput.from_dict(data)

                        return facts_item_type_11
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_12 = PumpProgrammedInput.from_dict(data)

                        return facts_item_type_12
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_13 = FloxuridineHeld.from_dict(data)

                        return facts_item_type_13
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_14 = FloxuridineDiscontinued.from_dict(data)

                        return facts_item_type_14
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_15 = PumpExplanted.from_dict(data)

                        return facts_item_type_15
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_16 = DoseOverrideInput.from_dict(data)

                        return facts_item_type_16
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_17 = LongBreakStarted.from_dict(data)

                        return facts_item_type_17
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_18 = LongBreakEnded.from_dict(data)

                        return facts_item_type_18
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_19 = SystemicGivenInput.from_dict(data)

                        return facts_item_type_19
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_20 = SystemicHeld.from_dict(data)

                        return facts_item_type_20
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_21 = SystemicDiscontinued.from_dict(data)

                        return facts_item_type_21
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_22 = Unavailable.from_dict(data)

                        return facts_item_type_22
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_23 = AppointmentConfirmed.from_dict(data)

                        return facts_item_type_23
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_24 = VisitMoved.from_dict(data)

                        return facts_item_type_24
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_25 = ImagingDone.from_dict(data)

                        return facts_item_type_25
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_26 = LiverPanelJudged.from_dict(data)

                        return facts_item_type_26
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_27 = ConversionSurgeryPlanned.from_dict(data)

                        return facts_item_type_27
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_28 = ConversionSurgeryCancelled.from_dict(data)

                        return facts_item_type_28
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_29 = ConversionSurgeryDone.from_dict(data)

                        return facts_item_type_29
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        facts_item_type_30 = ProtocolChanged.from_dict(data)

                        return facts_item_type_30
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    facts_item_type_31 = CorrectionInput.from_dict(data)

                    return facts_item_type_31

                facts_item = _parse_facts_item(facts_item_data)

                facts.append(facts_item)

        course = cls(
            patient=patient,
            protocol=protocol,
            arm=arm,
            clinic=clinic,
            as_of=as_of,
            id=id,
            pump=pump,
            regimen=regimen,
            additions=additions,
            dpyd=dpyd,
            pump_cycles=pump_cycles,
            facts=facts,
        )

        return course
