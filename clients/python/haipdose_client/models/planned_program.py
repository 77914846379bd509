from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.bridge import Bridge
    from ..models.notice import Notice
    from ..models.step import Step


T = TypeVar("T", bound="PlannedProgram")


@_attrs_define
class PlannedProgram:
    """A program that the pump can hold, and how it came about.

    ``dose_deviation_percent`` is what rounding the rate does to the daily dose; ``delivered_mg_per_day`` is what the
    program delivers. ``refill_due`` is the latest moment for the refill, at the fastest flow. ``dead_volume_ml`` is
    what a priming bolus would have to push through; None when profile and request do not tell.

        Attributes:
            profile (str):
            profile_digest (str):
            drug (str):
            concentration_mg_per_ml (str):
            rate_ml_per_day (str):
            delivered_mg_per_day (str):
            dose_deviation_percent (str):
            from_prescribed_percent (None | str):
            refill_due (datetime.datetime):
            dead_volume_ml (None | str):
            bridge (Bridge | None):
            canonical (str):
            derivation (list[Step]):
            warnings (list[Notice]):
    """

    profile: str
    profile_digest: str
    drug: str
    concentration_mg_per_ml: str
    rate_ml_per_day: str
    delivered_mg_per_day: str
    dose_deviation_percent: str
    from_prescribed_percent: None | str
    refill_due: datetime.datetime
    dead_volume_ml: None | str
    bridge: Bridge | None
    canonical: str
    derivation: list[Step]
    warnings: list[Notice]

    def to_dict(self) -> dict[str, Any]:
        from ..models.bridge import Bridge  # noqa: PLC0415

        profile = self.profile

        profile_digest = self.profile_digest

        drug = self.drug

        concentration_mg_per_ml = self.concentration_mg_per_ml

        rate_ml_per_day = self.rate_ml_per_day

        delivered_mg_per_day = self.delivered_mg_per_day

        dose_deviation_percent = self.dose_deviation_percent

        from_prescribed_percent: None | str
        from_prescribed_percent = self.from_prescribed_percent

        refill_due = self.refill_due.isoformat()

        dead_volume_ml: None | str
        dead_volume_ml = self.dead_volume_ml

        bridge: dict[str, Any] | None
        if isinstance(self.bridge, Bridge):
            bridge = self.bridge.to_dict()
        else:
            bridge = self.bridge

        canonical = self.canonical

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "profile": profile,
                "profile_digest": profile_digest,
                "drug": drug,
                "concentration_mg_per_ml": concentration_mg_per_ml,
                "rate_ml_per_day": rate_ml_per_day,
                "delivered_mg_per_day": delivered_mg_per_day,
                "dose_deviation_percent": dose_deviation_percent,
                "from_prescribed_percent": from_prescribed_percent,
                "refill_due": refill_due,
                "dead_volume_ml": dead_volume_ml,
                "bridge": bridge,
                "canonical": canonical,
                "derivation": derivation,
                "warnings": warnings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bridge import Bridge  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        profile = d.pop("profile")

        profile_digest = d.pop("profile_digest")

        drug = d.pop("drug")

        concentration_mg_per_ml = d.pop("concentration_mg_per_ml")

        rate_ml_per_day = d.pop("rate_ml_per_day")

        delivered_mg_per_day = d.pop("delivered_mg_per_day")

        dose_deviation_percent = d.pop("dose_deviation_percent")

        def _parse_from_prescribed_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        from_prescribed_percent = _parse_from_prescribed_percent(d.pop("from_prescribed_percent"))

        refill_due = datetime.datetime.fromisoformat(d.pop("refill_due"))

        def _parse_dead_volume_ml(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dead_volume_ml = _parse_dead_volume_ml(d.pop("dead_volume_ml"))

        def _parse_bridge(data: object) -> Bridge | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                bridge_type_0 = Bridge.from_dict(data)

                return bridge_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Bridge | None, data)

        bridge = _parse_bridge(d.pop("bridge"))

        canonical = d.pop("canonical")

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in _warnings:
            warnings_item = Notice.from_dict(warnings_item_data)

            warnings.append(warnings_item)

        planned_program = cls(
            profile=profile,
            profile_digest=profile_digest,
            drug=drug,
            concentration_mg_per_ml=concentration_mg_per_ml,
            rate_ml_per_day=rate_ml_per_day,
            delivered_mg_per_day=delivered_mg_per_day,
            dose_deviation_percent=dose_deviation_percent,
            from_prescribed_percent=from_prescribed_percent,
            refill_due=refill_due,
            dead_volume_ml=dead_volume_ml,
            bridge=bridge,
            canonical=canonical,
            derivation=derivation,
            warnings=warnings,
        )

        return planned_program
