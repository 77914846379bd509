from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="CourseSummary")


@_attrs_define
class CourseSummary:
    """Where the course stands.

    Attributes:
        floxuridine_cycles_given (int):
        floxuridine_cycles_planned (int):
        floxuridine_filled_mg (str):
        last_dose_percent (None | str):
        systemic_cycles_given (int):
        flow_ml_per_day (None | str):
        weight_kg (str):
        facts_not_yet_known (int):
    """

    floxuridine_cycles_given: int
    floxuridine_cycles_planned: int
    floxuridine_filled_mg: str
    last_dose_percent: None | str
    systemic_cycles_given: int
    flow_ml_per_day: None | str
    weight_kg: str
    facts_not_yet_known: int

    def to_dict(self) -> dict[str, Any]:
        floxuridine_cycles_given = self.floxuridine_cycles_given

        floxuridine_cycles_planned = self.floxuridine_cycles_planned

        floxuridine_filled_mg = self.floxuridine_filled_mg

        last_dose_percent: None | str
        last_dose_percent = self.last_dose_percent

        systemic_cycles_given = self.systemic_cycles_given

        flow_ml_per_day: None | str
        flow_ml_per_day = self.flow_ml_per_day

        weight_kg = self.weight_kg

        facts_not_yet_known = self.facts_not_yet_known

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "floxuridine_cycles_given": floxuridine_cycles_given,
                "floxuridine_cycles_planned": floxuridine_cycles_planned,
                "floxuridine_filled_mg": floxuridine_filled_mg,
                "last_dose_percent": last_dose_percent,
                "systemic_cycles_given": systemic_cycles_given,
                "flow_ml_per_day": flow_ml_per_day,
                "weight_kg": weight_kg,
                "facts_not_yet_known": facts_not_yet_known,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        floxuridine_cycles_given = d.pop("floxuridine_cycles_given")

        floxuridine_cycles_planned = d.pop("floxuridine_cycles_planned")

        floxuridine_filled_mg = d.pop("floxuridine_filled_mg")

        def _parse_last_dose_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_dose_percent = _parse_last_dose_percent(d.pop("last_dose_percent"))

        systemic_cycles_given = d.pop("systemic_cycles_given")

        def _parse_flow_ml_per_day(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        flow_ml_per_day = _parse_flow_ml_per_day(d.pop("flow_ml_per_day"))

        weight_kg = d.pop("weight_kg")

        facts_not_yet_known = d.pop("facts_not_yet_known")

        course_summary = cls(
            floxuridine_cycles_given=floxuridine_cycles_given,
            floxuridine_cycles_planned=floxuridine_cycles_planned,
            floxuridine_filled_mg=floxuridine_filled_mg,
            last_dose_percent=last_dose_percent,
            systemic_cycles_given=systemic_cycles_given,
            flow_ml_per_day=flow_ml_per_day,
            weight_kg=weight_kg,
            facts_not_yet_known=facts_not_yet_known,
        )

        return course_summary
