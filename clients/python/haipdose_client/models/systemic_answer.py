from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.systemic_action import SystemicAction

if TYPE_CHECKING:
    from ..models.drug_answer import DrugAnswer
    from ..models.notice import Notice
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.reason import Reason
    from ..models.release import Release
    from ..models.step import Step


T = TypeVar("T", bound="SystemicAnswer")


@_attrs_define
class SystemicAnswer:
    """The answer of ``haipdose systemic``.

    Attributes:
        action (SystemicAction): What to do with a cycle or with one drug of it, from "give" to the most restrictive.
        arm (str):
        regimen (str):
        regimen_title (str):
        with_pump (bool):
        cycle (int):
        cycle_days (int):
        body_surface_m2_exact (str):
        body_surface_m2 (str):
        drugs (list[DrugAnswer]):
        reasons (list[Reason]):
        missing (list[str]):
        delay_until (datetime.date | None):
        latest_start (datetime.date):
        warnings (list[Notice]):
        derivation (list[Step]):
        protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
        release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
    """

    action: SystemicAction
    arm: str
    regimen: str
    regimen_title: str
    with_pump: bool
    cycle: int
    cycle_days: int
    body_surface_m2_exact: str
    body_surface_m2: str
    drugs: list[DrugAnswer]
    reasons: list[Reason]
    missing: list[str]
    delay_until: datetime.date | None
    latest_start: datetime.date
    warnings: list[Notice]
    derivation: list[Step]
    protocol: ProtocolStamp
    release: Release

    def to_dict(self) -> dict[str, Any]:
        action = self.action.value

        arm = self.arm

        regimen = self.regimen

        regimen_title = self.regimen_title

        with_pump = self.with_pump

        cycle = self.cycle

        cycle_days = self.cycle_days

        body_surface_m2_exact = self.body_surface_m2_exact

        body_surface_m2 = self.body_surface_m2

        drugs = []
        for drugs_item_data in self.drugs:
            drugs_item = drugs_item_data.to_dict()
            drugs.append(drugs_item)

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        missing = self.missing

        delay_until: None | str
        if isinstance(self.delay_until, datetime.date):
            delay_until = self.delay_until.isoformat()
        else:
            delay_until = self.delay_until

        latest_start = self.latest_start.isoformat()

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        protocol = self.protocol.to_dict()

        release = self.release.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action": action,
                "arm": arm,
                "regimen": regimen,
                "regimen_title": regimen_title,
                "with_pump": with_pump,
                "cycle": cycle,
                "cycle_days": cycle_days,
                "body_surface_m2_exact": body_surface_m2_exact,
                "body_surface_m2": body_surface_m2,
                "drugs": drugs,
                "reasons": reasons,
                "missing": missing,
                "delay_until": delay_until,
                "latest_start": latest_start,
                "warnings": warnings,
                "derivation": derivation,
                "protocol": protocol,
                "release": release,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.drug_answer import DrugAnswer  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.reason import Reason  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        action = SystemicAction(d.pop("action"))

        arm = d.pop("arm")

        regimen = d.pop("regimen")

        regimen_title = d.pop("regimen_title")

        with_pump = d.pop("with_pump")

        cycle = d.pop("cycle")

        cycle_days = d.pop("cycle_days")

        body_surface_m2_exact = d.pop("body_surface_m2_exact")

        body_surface_m2 = d.pop("body_surface_m2")

        drugs = []
        _drugs = d.pop("drugs")
        for drugs_item_data in _drugs:
            drugs_item = DrugAnswer.from_dict(drugs_item_data)

            drugs.append(drugs_item)

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = Reason.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        missing = cast(list[str], d.pop("missing"))

        def _parse_delay_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delay_until_type_0 = datetime.date.fromisoformat(data)

                return delay_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        delay_until = _parse_delay_until(d.pop("delay_until"))

        latest_start = datetime.date.fromisoformat(d.pop("latest_start"))

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

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        release = Release.from_dict(d.pop("release"))

        systemic_answer = cls(
            action=action,
            arm=arm,
            regimen=regimen,
            regimen_title=regimen_title,
            with_pump=with_pump,
            cycle=cycle,
            cycle_days=cycle_days,
            body_surface_m2_exact=body_surface_m2_exact,
            body_surface_m2=body_surface_m2,
            drugs=drugs,
            reasons=reasons,
            missing=missing,
            delay_until=delay_until,
            latest_start=latest_start,
            warnings=warnings,
            derivation=derivation,
            protocol=protocol,
            release=release,
        )

        return systemic_answer
