from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contents import Contents
from ..models.why_not import WhyNot

if TYPE_CHECKING:
    from ..models.step import Step


T = TypeVar("T", bound="FlowReading")


@_attrs_define
class FlowReading:
    """What one interval says about the flow.

    ``flow_ml_per_day`` is a lower bound when the pump came back empty: it may have run dry before. Only a reading that
    ``counts`` is used for a decision; ``why_not`` says why another is not. Deviations are percent of the label.

        Attributes:
            filled_at (datetime.datetime):
            emptied_at (datetime.datetime):
            contents (Contents): The contents of a fill, as the contracts name them.
            days (str):
            delivered_ml (str):
            flow_ml_per_day (str):
            deviation_percent (str):
            outside_tolerance (bool):
            lower_bound (bool):
            counts (bool):
            why_not (None | WhyNot):
            derivation (list[Step]):
    """

    filled_at: datetime.datetime
    emptied_at: datetime.datetime
    contents: Contents
    days: str
    delivered_ml: str
    flow_ml_per_day: str
    deviation_percent: str
    outside_tolerance: bool
    lower_bound: bool
    counts: bool
    why_not: None | WhyNot
    derivation: list[Step]

    def to_dict(self) -> dict[str, Any]:
        filled_at = self.filled_at.isoformat()

        emptied_at = self.emptied_at.isoformat()

        contents = self.contents.value

        days = self.days

        delivered_ml = self.delivered_ml

        flow_ml_per_day = self.flow_ml_per_day

        deviation_percent = self.deviation_percent

        outside_tolerance = self.outside_tolerance

        lower_bound = self.lower_bound

        counts = self.counts

        why_not: None | str
        if isinstance(self.why_not, WhyNot):
            why_not = self.why_not.value
        else:
            why_not = self.why_not

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "filled_at": filled_at,
                "emptied_at": emptied_at,
                "contents": contents,
                "days": days,
                "delivered_ml": delivered_ml,
                "flow_ml_per_day": flow_ml_per_day,
                "deviation_percent": deviation_percent,
                "outside_tolerance": outside_tolerance,
                "lower_bound": lower_bound,
                "counts": counts,
                "why_not": why_not,
                "derivation": derivation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        filled_at = datetime.datetime.fromisoformat(d.pop("filled_at"))

        emptied_at = datetime.datetime.fromisoformat(d.pop("emptied_at"))

        contents = Contents(d.pop("contents"))

        days = d.pop("days")

        delivered_ml = d.pop("delivered_ml")

        flow_ml_per_day = d.pop("flow_ml_per_day")

        deviation_percent = d.pop("deviation_percent")

        outside_tolerance = d.pop("outside_tolerance")

        lower_bound = d.pop("lower_bound")

        counts = d.pop("counts")

        def _parse_why_not(data: object) -> None | WhyNot:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                why_not_type_0 = WhyNot(data)

                return why_not_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WhyNot, data)

        why_not = _parse_why_not(d.pop("why_not"))

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        flow_reading = cls(
            filled_at=filled_at,
            emptied_at=emptied_at,
            contents=contents,
            days=days,
            delivered_ml=delivered_ml,
            flow_ml_per_day=flow_ml_per_day,
            deviation_percent=deviation_percent,
            outside_tolerance=outside_tolerance,
            lower_bound=lower_bound,
            counts=counts,
            why_not=why_not,
            derivation=derivation,
        )

        return flow_reading
