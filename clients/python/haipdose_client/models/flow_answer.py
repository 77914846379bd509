from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.flow_action import FlowAction

if TYPE_CHECKING:
    from ..models.flow_change import FlowChange
    from ..models.flow_reading import FlowReading
    from ..models.notice import Notice
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.refill_check import RefillCheck
    from ..models.release import Release
    from ..models.step import Step


T = TypeVar("T", bound="FlowAnswer")


@_attrs_define
class FlowAnswer:
    """The flow for the next fill, what to do first, and how it was found.

    ``act_first`` is true when a person has to do something before the pump is filled as before: see ``warnings``.
    ``fill_flow_ml_per_day`` is null when no flow can be relied on. Deviations are percent of the label.

        Attributes:
            action (FlowAction): ``keep``: fill as before. The others: act first, as the alerts say.
            act_first (bool):
            fill_flow_ml_per_day (None | str):
            label_flow_ml_per_day (str):
            measured_flow_ml_per_day (None | str):
            deviation_percent (None | str):
            over_tolerance (bool):
            readings (list[FlowReading]):
            changes (list[FlowChange]):
            checks (list[RefillCheck]):
            warnings (list[Notice]):
            derivation (list[Step]):
            profile (str):
            profile_digest (str):
            protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
            release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
    """

    action: FlowAction
    act_first: bool
    fill_flow_ml_per_day: None | str
    label_flow_ml_per_day: str
    measured_flow_ml_per_day: None | str
    deviation_percent: None | str
    over_tolerance: bool
    readings: list[FlowReading]
    changes: list[FlowChange]
    checks: list[RefillCheck]
    warnings: list[Notice]
    derivation: list[Step]
    profile: str
    profile_digest: str
    protocol: ProtocolStamp
    release: Release

    def to_dict(self) -> dict[str, Any]:
        action = self.action.value

        act_first = self.act_first

        fill_flow_ml_per_day: None | str
        fill_flow_ml_per_day = self.fill_flow_ml_per_day

        label_flow_ml_per_day = self.label_flow_ml_per_day

        measured_flow_ml_per_day: None | str
        measured_flow_ml_per_day = self.measured_flow_ml_per_day

        deviation_percent: None | str
        deviation_percent = self.deviation_percent

        over_tolerance = self.over_tolerance

        readings = []
        for readings_item_data in self.readings:
            readings_item = readings_item_data.to_dict()
            readings.append(readings_item)

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

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

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "act_first": act_first,
                "fill_flow_ml_per_day": fill_flow_ml_per_day,
                "label_flow_ml_per_day": label_flow_ml_per_day,
                "measured_flow_ml_per_day": measured_flow_ml_per_day,
                "deviation_percent": deviation_percent,
                "over_tolerance": over_tolerance,
                "readings": readings,
                "changes": changes,
                "checks": checks,
                "warnings": warnings,
                "derivation": derivation,
                "profile": profile,
                "profile_digest": profile_digest,
                "protocol": protocol,
                "release": release,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.flow_change import FlowChange  # noqa: PLC0415
        from ..models.flow_reading import FlowReading  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.refill_check import RefillCheck  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        action = FlowAction(d.pop("action"))

        act_first = d.pop("act_first")

        def _parse_fill_flow_ml_per_day(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        fill_flow_ml_per_day = _parse_fill_flow_ml_per_day(d.pop("fill_flow_ml_per_day"))

        label_flow_ml_per_day = d.pop("label_flow_ml_per_day")

        def _parse_measured_flow_ml_per_day(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        measured_flow_ml_per_day = _parse_measured_flow_ml_per_day(d.pop("measured_flow_ml_per_day"))

        def _parse_deviation_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        deviation_percent = _parse_deviation_percent(d.pop("deviation_percent"))

        over_tolerance = d.pop("over_tolerance")

        readings = []
        _readings = d.pop("readings")
        for readings_item_data in _readings:
            readings_item = FlowReading.from_dict(readings_item_data)

            readings.append(readings_item)

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = FlowChange.from_dict(changes_item_data)

            changes.append(changes_item)

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = RefillCheck.from_dict(checks_item_data)

            checks.append(checks_item)

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

        flow_answer = cls(
            action=action,
            act_first=act_first,
            fill_flow_ml_per_day=fill_flow_ml_per_day,
            label_flow_ml_per_day=label_flow_ml_per_day,
            measured_flow_ml_per_day=measured_flow_ml_per_day,
            deviation_percent=deviation_percent,
            over_tolerance=over_tolerance,
            readings=readings,
            changes=changes,
            checks=checks,
            warnings=warnings,
            derivation=derivation,
            profile=profile,
            profile_digest=profile_digest,
            protocol=protocol,
            release=release,
        )

        return flow_answer
