from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.appointment_confirmed import AppointmentConfirmed
    from ..models.clinical_event import ClinicalEvent
    from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled
    from ..models.conversion_surgery_done import ConversionSurgeryDone
    from ..models.conversion_surgery_planned import ConversionSurgeryPlanned
    from ..models.correction import Correction
    from ..models.dose_override import DoseOverride
    from ..models.fill_given import FillGiven
    from ..models.flow_measured import FlowMeasured
    from ..models.floxuridine_discontinued import FloxuridineDiscontinued
    from ..models.floxuridine_held import FloxuridineHeld
    from ..models.imaging_done import ImagingDone
    from ..models.laboratory import Laboratory
    from ..models.liver_panel_judged import LiverPanelJudged
    from ..models.long_break_ended import LongBreakEnded
    from ..models.long_break_started import LongBreakStarted
    from ..models.perfusion_scan import PerfusionScan
    from ..models.protocol_changed import ProtocolChanged
    from ..models.pump_emptied import PumpEmptied
    from ..models.pump_explanted import PumpExplanted
    from ..models.pump_implanted import PumpImplanted
    from ..models.pump_interrogated import PumpInterrogated
    from ..models.pump_programmed import PumpProgrammed
    from ..models.registered import Registered
    from ..models.surgery import Surgery
    from ..models.systemic_discontinued import SystemicDiscontinued
    from ..models.systemic_given import SystemicGiven
    from ..models.systemic_held import SystemicHeld
    from ..models.toxicity_reviewed import ToxicityReviewed
    from ..models.unavailable import Unavailable
    from ..models.visit_moved import VisitMoved
    from ..models.weight_measured import WeightMeasured


T = TypeVar("T", bound="FactShown")


@_attrs_define
class FactShown:
    """A fact and its place in the course.

    Attributes:
        sequence (int):
        fact (AppointmentConfirmed | ClinicalEvent | ConversionSurgeryCancelled | ConversionSurgeryDone |
            ConversionSurgeryPlanned | Correction | DoseOverride | FillGiven | FlowMeasured | FloxuridineDiscontinued |
            FloxuridineHeld | ImagingDone | Laboratory | LiverPanelJudged | LongBreakEnded | LongBreakStarted |
            PerfusionScan | ProtocolChanged | PumpEmptied | PumpExplanted | PumpImplanted | PumpInterrogated |
            PumpProgrammed | Registered | Surgery | SystemicDiscontinued | SystemicGiven | SystemicHeld | ToxicityReviewed |
            Unavailable | VisitMoved | WeightMeasured):
    """

    sequence: int
    fact: (
        AppointmentConfirmed
        | ClinicalEvent
        | ConversionSurgeryCancelled
        | ConversionSurgeryDone
        | ConversionSurgeryPlanned
        | Correction
        | DoseOverride
        | FillGiven
        | FlowMeasured
        | FloxuridineDiscontinued
        | FloxuridineHeld
        | ImagingDone
        | Laboratory
        | LiverPanelJudged
        | LongBreakEnded
        | LongBreakStarted
        | PerfusionScan
        | ProtocolChanged
        | PumpEmptied
        | PumpExplanted
        | PumpImplanted
        | PumpInterrogated
        | PumpProgrammed
        | Registered
        | Surgery
        | SystemicDiscontinued
        | SystemicGiven
        | SystemicHeld
        | ToxicityReviewed
        | Unavailable
        | VisitMoved
        | WeightMeasured
    )

    def to_dict(self) -> dict[str, Any]:
        from ..models.appointment_confirmed import AppointmentConfirmed  # noqa: PLC0415
        from ..models.clinical_event import ClinicalEvent  # noqa: PLC0415
        from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled  # noqa: PLC0415
        from ..models.conversion_surgery_done import ConversionSurgeryDone  # noqa: PLC0415
        from ..models.conversion_surgery_planned import ConversionSurgeryPlanned  # noqa: PLC0415
        from ..models.dose_override import DoseOverride  # noqa: PLC0415
        from ..models.fill_given import FillGiven  # noqa: PLC0415
        from ..models.flow_measured import FlowMeasured  # noqa: PLC0415
        from ..models.floxuridine_discontinued import FloxuridineDiscontinued  # noqa: PLC0415
        from ..models.floxuridine_held import FloxuridineHeld  # noqa: PLC0415
        from ..models.imaging_done import ImagingDone  # noqa: PLC0415
        from ..models.laboratory import Laboratory  # noqa: PLC0415
        from ..models.liver_panel_judged import LiverPanelJudged  # noqa: PLC0415
        from ..models.long_break_ended import LongBreakEnded  # noqa: PLC0415
        from ..models.long_break_started import LongBreakStarted  # noqa: PLC0415
        from ..models.perfusion_scan import PerfusionScan  # noqa: PLC0415
        from ..models.protocol_changed import ProtocolChanged  # noqa: PLC0415
        from ..models.pump_emptied import PumpEmptied  # noqa: PLC0415
        from ..models.pump_explanted import PumpExplanted  # noqa: PLC0415
        from ..models.pump_implanted import PumpImplanted  # noqa: PLC0415
        from ..models.pump_interrogated import PumpInterrogated  # noqa: PLC0415
        from ..models.pump_programmed import PumpProgrammed  # noqa: PLC0415
        from ..models.registered import Registered  # noqa: PLC0415
        from ..models.surgery import Surgery  # noqa: PLC0415
        from ..models.systemic_discontinued import SystemicDiscontinued  # noqa: PLC0415
        from ..models.systemic_given import SystemicGiven  # noqa: PLC0415
        from ..models.systemic_held import SystemicHeld  # noqa: PLC0415
        from ..models.toxicity_reviewed import ToxicityReviewed  # noqa: PLC0415
        from ..models.unavailable import Unavailable  # noqa: PLC0415
        from ..models.visit_moved import VisitMoved  # noqa: PLC0415
        from ..models.weight_measured import WeightMeasured  # noqa: PLC0415

        sequence = self.sequence

        fact: dict[str, Any]
        if isinstance(self.fact, Registered):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, Surgery):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, PumpImplanted):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, PerfusionScan):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, WeightMeasured):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, Laboratory):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ClinicalEvent):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ToxicityReviewed):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, PumpEmptied):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, FillGiven):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, FlowMeasured):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, PumpInterrogated):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, PumpProgrammed):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, FloxuridineHeld):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, FloxuridineDiscontinued):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, PumpExplanted):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, DoseOverride):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, LongBreakStarted):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, LongBreakEnded):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, SystemicGiven):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, SystemicHeld):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, SystemicDiscontinued):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, Unavailable):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, AppointmentConfirmed):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, VisitMoved):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ImagingDone):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, LiverPanelJudged):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ConversionSurgeryPlanned):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ConversionSurgeryCancelled):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ConversionSurgeryDone):
            fact = self.fact.to_dict()
        elif isinstance(self.fact, ProtocolChanged):
            fact = self.fact.to_dict()
        else:
            fact = self.fact.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sequence": sequence,
                "fact": fact,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.appointment_confirmed import AppointmentConfirmed  # noqa: PLC0415
        from ..models.clinical_event import ClinicalEvent  # noqa: PLC0415
        from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled  # noqa: PLC0415
        from ..models.conversion_surgery_done import ConversionSurgeryDone  # noqa: PLC0415
        from ..models.conversion_surgery_planned import ConversionSurgeryPlanned  # noqa: PLC0415
        from ..models.correction import Correction  # noqa: PLC0415
        from ..models.dose_override import DoseOverride  # noqa: PLC0415
        from ..models.fill_given import FillGiven  # noqa: PLC0415
        from ..models.flow_measured import FlowMeasured  # noqa: PLC0415
        from ..models.floxuridine_discontinued import FloxuridineDiscontinued  # noqa: PLC0415
        from ..models.floxuridine_held import FloxuridineHeld  # noqa: PLC0415
        from ..models.imaging_done import ImagingDone  # noqa: PLC0415
        from ..models.laboratory import Laboratory  # noqa: PLC0415
        from ..models.liver_panel_judged import LiverPanelJudged  # noqa: PLC0415
        from ..models.long_break_ended import LongBreakEnded  # noqa: PLC0415
        from ..models.long_break_started import LongBreakStarted  # noqa: PLC0415
        from ..models.perfusion_scan import PerfusionScan  # noqa: PLC0415
        from ..models.protocol_changed import ProtocolChanged  # noqa: PLC0415
        from ..models.pump_emptied import PumpEmptied  # noqa: PLC0415
        from ..models.pump_explanted import PumpExplanted  # noqa: PLC0415
        from ..models.pump_implanted import PumpImplanted  # noqa: PLC0415
        from ..models.pump_interrogated import PumpInterrogated  # noqa: PLC0415
        from ..models.pump_programmed import PumpProgrammed  # noqa: PLC0415
        from ..models.registered import Registered  # noqa: PLC0415
        from ..models.surgery import Surgery  # noqa: PLC0415
        from ..models.systemic_discontinued import SystemicDiscontinued  # noqa: PLC0415
        from ..models.systemic_given import SystemicGiven  # noqa: PLC0415
        from ..models.systemic_held import SystemicHeld  # noqa: PLC0415
        from ..models.toxicity_reviewed import ToxicityReviewed  # noqa: PLC0415
        from ..models.unavailable import Unavailable  # noqa: PLC0415
        from ..models.visit_moved import VisitMoved  # noqa: PLC0415
        from ..models.weight_measured import WeightMeasured  # noqa: PLC0415

        d = dict(src_dict)
        sequence = d.pop("sequence")

        def _parse_fact(
            data: object,
        ) -> (
            AppointmentConfirmed
            | ClinicalEvent
            | ConversionSurgeryCancelled
            | ConversionSurgeryDone
            | ConversionSurgeryPlanned
            | Correction
            | DoseOverride
            | FillGiven
            | FlowMeasured
            | FloxuridineDiscontinued
            | FloxuridineHeld
            | ImagingDone
            | Laboratory
            | LiverPanelJudged
            | LongBreakEnded
            | LongBreakStarted
            | PerfusionScan
            | ProtocolChanged
            | PumpEmptied
            | PumpExplanted
            | PumpImplanted
            | PumpInterrogated
            | PumpProgrammed
            | Registered
            | Surgery
            | SystemicDiscontinued
            | SystemicGiven
            | SystemicHeld
            | ToxicityReviewed
            | Unavailable
            | VisitMoved
            | WeightMeasured
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_0 = Registered.from_dict(data)

                return fact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_1 = Surgery.from_dict(data)

                return fact_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_2 = PumpImplanted.from_dict(data)

                return fact_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_3 = PerfusionScan.from_dict(data)

                return fact_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_4 = WeightMeasured.from_dict(data)

                return fact_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_5 = Laboratory.from_dict(data)

                return fact_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_6 = ClinicalEvent.from_dict(data)

                return fact_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_7 = ToxicityReviewed.from_dict(data)

                return fact_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_8 = PumpEmptied.from_dict(data)

                return fact_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_9 = FillGiven.from_dict(data)

                return fact_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_10 = FlowMeasured.from_dict(data)

                return fact_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_11 = PumpInterrogated.from_dict(data)

                return fact_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_12 = PumpProgrammed.from_dict(data)

                return fact_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_13 = FloxuridineHeld.from_dict(data)

                return fact_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_14 = FloxuridineDiscontinued.from_dict(data)

                return fact_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_15 = PumpExplanted.from_dict(data)

                return fact_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_16 = DoseOverride.from_dict(data)

                return fact_type_16
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_17 = LongBreakStarted.from_dict(data)

                return fact_type_17
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_18 = LongBreakEnded.from_dict(data)

                return fact_type_18
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_19 = SystemicGiven.from_dict(data)

                return fact_type_19
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_20 = SystemicHeld.from_dict(data)

                return fact_type_20
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_21 = SystemicDiscontinued.from_dict(data)

                return fact_type_21
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_22 = Unavailable.from_dict(data)

                return fact_type_22
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_23 = AppointmentConfirmed.from_dict(data)

                return fact_type_23
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_24 = VisitMoved.from_dict(data)

                return fact_type_24
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_25 = ImagingDone.from_dict(data)

                return fact_type_25
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_26 = LiverPanelJudged.from_dict(data)

                return fact_type_26
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_27 = ConversionSurgeryPlanned.from_dict(data)

                return fact_type_27
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_28 = ConversionSurgeryCancelled.from_dict(data)

                return fact_type_28
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_29 = ConversionSurgeryDone.from_dict(data)

                return fact_type_29
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fact_type_30 = ProtocolChanged.from_dict(data)

                return fact_type_30
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            fact_type_31 = Correction.from_dict(data)

            return fact_type_31

        fact = _parse_fact(d.pop("fact"))

        fact_shown = cls(
            sequence=sequence,
            fact=fact,
        )

        return fact_shown
