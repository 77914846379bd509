from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.appointment_confirmed import AppointmentConfirmed
    from ..models.clinical_event import ClinicalEvent
    from ..models.conversion_surgery_cancelled import ConversionSurgeryCancelled
    from ..models.conversion_surgery_done import ConversionSurgeryDone
    from ..models.conversion_surgery_planned import ConversionSurgeryPlanned
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


T = TypeVar("T", bound="Correction")


@_attrs_define
class Correction:
    """An earlier fact was wrong: it is replaced, or void. ``at`` is when the mistake was put right.

    Attributes:
        at (datetime.datetime):
        type_ (Literal['correction']):
        corrects (str):
        reason (str):
        id (None | str | Unset):
        recorded_at (datetime.datetime | None | Unset):
        by (None | str | Unset):
        note (None | str | Unset):
        replacement (AppointmentConfirmed | ClinicalEvent | ConversionSurgeryCancelled | ConversionSurgeryDone |
            ConversionSurgeryPlanned | DoseOverride | FillGiven | FlowMeasured | FloxuridineDiscontinued | FloxuridineHeld |
            ImagingDone | Laboratory | LiverPanelJudged | LongBreakEnded | LongBreakStarted | None | PerfusionScan |
            ProtocolChanged | PumpEmptied | PumpExplanted | PumpImplanted | PumpInterrogated | PumpProgrammed | Registered |
            Surgery | SystemicDiscontinued | SystemicGiven | SystemicHeld | ToxicityReviewed | Unavailable | Unset |
            VisitMoved | WeightMeasured):
        void (bool | Unset):  Default: False.
    """

    at: datetime.datetime
    type_: Literal["correction"]
    corrects: str
    reason: str
    id: None | str | Unset = UNSET
    recorded_at: datetime.datetime | None | Unset = UNSET
    by: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    replacement: (
        AppointmentConfirmed
        | ClinicalEvent
        | ConversionSurgeryCancelled
        | ConversionSurgeryDone
        | ConversionSurgeryPlanned
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
        | None
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
        | Unset
        | VisitMoved
        | WeightMeasured
    ) = UNSET
    void: bool | Unset = False

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

        at = self.at.isoformat()

        type_ = self.type_

        corrects = self.corrects

        reason = self.reason

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        recorded_at: None | str | Unset
        if isinstance(self.recorded_at, Unset):
            recorded_at = UNSET
        elif isinstance(self.recorded_at, datetime.datetime):
            recorded_at = self.recorded_at.isoformat()
        else:
            recorded_at = self.recorded_at

        by: None | str | Unset
        if isinstance(self.by, Unset):
            by = UNSET
        else:
            by = self.by

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        replacement: dict[str, Any] | None | Unset
        if isinstance(self.replacement, Unset):
            replacement = UNSET
        elif isinstance(self.replacement, Registered):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, Surgery):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, PumpImplanted):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, PerfusionScan):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, WeightMeasured):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, Laboratory):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ClinicalEvent):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ToxicityReviewed):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, PumpEmptied):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, FillGiven):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, FlowMeasured):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, PumpInterrogated):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, PumpProgrammed):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, FloxuridineHeld):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, FloxuridineDiscontinued):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, PumpExplanted):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, DoseOverride):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, LongBreakStarted):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, LongBreakEnded):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, SystemicGiven):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, SystemicHeld):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, SystemicDiscontinued):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, Unavailable):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, AppointmentConfirmed):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, VisitMoved):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ImagingDone):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, LiverPanelJudged):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ConversionSurgeryPlanned):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ConversionSurgeryCancelled):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ConversionSurgeryDone):
            replacement = self.replacement.to_dict()
        elif isinstance(self.replacement, ProtocolChanged):
            replacement = self.replacement.to_dict()
        else:
            replacement = self.replacement

        void = self.void

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "type": type_,
                "corrects": corrects,
                "reason": reason,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if recorded_at is not UNSET:
            field_dict["recorded_at"] = recorded_at
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note
        if replacement is not UNSET:
            field_dict["replacement"] = replacement
        if void is not UNSET:
            field_dict["void"] = void

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
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

        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        type_ = cast(Literal["correction"], d.pop("type"))
        if type_ != "correction":
            raise ValueError(f"type must match const 'correction', got '{type_}'")

        corrects = d.pop("corrects")

        reason = d.pop("reason")

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_recorded_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                recorded_at_type_0 = datetime.datetime.fromisoformat(data)

                return recorded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        recorded_at = _parse_recorded_at(d.pop("recorded_at", UNSET))

        def _parse_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        by = _parse_by(d.pop("by", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_replacement(
            data: object,
        ) -> (
            AppointmentConfirmed
            | ClinicalEvent
            | ConversionSurgeryCancelled
            | ConversionSurgeryDone
            | ConversionSurgeryPlanned
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
            | None
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
            | Unset
            | VisitMoved
            | WeightMeasured
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_0 = Registered.from_dict(data)

                return replacement_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_1 = Surgery.from_dict(data)

                return replacement_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_2 = PumpImplanted.from_dict(data)

                return replacement_type_0_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_3 = PerfusionScan.from_dict(data)

                return replacement_type_0_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_4 = WeightMeasured.from_dict(data)

                return replacement_type_0_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_5 = Laboratory.from_dict(data)

                return replacement_type_0_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_6 = ClinicalEvent.from_dict(data)

                return replacement_type_0_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_7 = ToxicityReviewed.from_dict(data)

                return replacement_type_0_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_8 = PumpEmptied.from_dict(data)

                return replacement_type_0_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_9 = FillGiven.from_dict(data)

                return replacement_type_0_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_10 = FlowMeasured.from_dict(data)

                return replacement_type_0_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_11 = PumpInterrogated.from_dict(data)

                return replacement_type_0_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_12 = PumpProgrammed.from_dict(data)

                return replacement_type_0_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_13 = FloxuridineHeld.from_dict(data)

                return replacement_type_0_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_14 = FloxuridineDiscontinued.from_dict(data)

                return replacement_type_0_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_15 = PumpExplanted.from_dict(data)

                return replacement_type_0_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_16 = DoseOverride.from_dict(data)

                return replacement_type_0_type_16
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_17 = LongBreakStarted.from_dict(data)

                return replacement_type_0_type_17
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_18 = LongBreakEnded.from_dict(data)

                return replacement_type_0_type_18
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_19 = SystemicGiven.from_dict(data)

                return replacement_type_0_type_19
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_20 = SystemicHeld.from_dict(data)

                return replacement_type_0_type_20
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_21 = SystemicDiscontinued.from_dict(data)

                return replacement_type_0_type_21
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_22 = Unavailable.from_dict(data)

                return replacement_type_0_type_22
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_23 = AppointmentConfirmed.from_dict(data)

                return replacement_type_0_type_23
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_24 = VisitMoved.from_dict(data)

                return replacement_type_0_type_24
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_25 = ImagingDone.from_dict(data)

                return replacement_type_0_type_25
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_26 = LiverPanelJudged.from_dict(data)

                return replacement_type_0_type_26
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_27 = ConversionSurgeryPlanned.from_dict(data)

                return replacement_type_0_type_27
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_28 = ConversionSurgeryCancelled.from_dict(data)

                return replacement_type_0_type_28
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_29 = ConversionSurgeryDone.from_dict(data)

                return replacement_type_0_type_29
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                replacement_type_0_type_30 = ProtocolChanged.from_dict(data)

                return replacement_type_0_type_30
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                AppointmentConfirmed
                | ClinicalEvent
                | ConversionSurgeryCancelled
                | ConversionSurgeryDone
                | ConversionSurgeryPlanned
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
                | None
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
                | Unset
                | VisitMoved
                | WeightMeasured,
                data,
            )

        replacement = _parse_replacement(d.pop("replacement", UNSET))

        void = d.pop("void", UNSET)

        correction = cls(
            at=at,
            type_=type_,
            corrects=corrects,
            reason=reason,
            id=id,
            recorded_at=recorded_at,
            by=by,
            note=note,
            replacement=replacement,
            void=void,
        )

        return correction
