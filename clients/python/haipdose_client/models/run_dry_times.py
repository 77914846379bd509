from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.contents import Contents

T = TypeVar("T", bound="RunDryTimes")


@_attrs_define
class RunDryTimes:
    """What is in the pump and until when it lasts; the times are missing for a fluid of unknown flow.

    Attributes:
        contents (Contents): The contents of a fill, as the contracts name them.
        filled_at (datetime.datetime):
        volume_ml (str):
        flow_ml_per_day (str):
        fast_flow_ml_per_day (str):
        nominal (datetime.datetime | None):
        fast_limit (datetime.datetime | None):
        last_refill_date (datetime.date):
    """

    contents: Contents
    filled_at: datetime.datetime
    volume_ml: str
    flow_ml_per_day: str
    fast_flow_ml_per_day: str
    nominal: datetime.datetime | None
    fast_limit: datetime.datetime | None
    last_refill_date: datetime.date

    def to_dict(self) -> dict[str, Any]:
        contents = self.contents.value

        filled_at = self.filled_at.isoformat()

        volume_ml = self.volume_ml

        flow_ml_per_day = self.flow_ml_per_day

        fast_flow_ml_per_day = self.fast_flow_ml_per_day

        nominal: None | str
        if isinstance(self.nominal, datetime.datetime):
            nominal = self.nominal.isoformat()
        else:
            nominal = self.nominal

        fast_limit: None | str
        if isinstance(self.fast_limit, datetime.datetime):
            fast_limit = self.fast_limit.isoformat()
        else:
            fast_limit = self.fast_limit

        last_refill_date = self.last_refill_date.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contents": contents,
                "filled_at": filled_at,
                "volume_ml": volume_ml,
                "flow_ml_per_day": flow_ml_per_day,
                "fast_flow_ml_per_day": fast_flow_ml_per_day,
                "nominal": nominal,
                "fast_limit": fast_limit,
                "last_refill_date": last_refill_date,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contents = Contents(d.pop("contents"))

        filled_at = datetime.datetime.fromisoformat(d.pop("filled_at"))

        volume_ml = d.pop("volume_ml")

        flow_ml_per_day = d.pop("flow_ml_per_day")

        fast_flow_ml_per_day = d.pop("fast_flow_ml_per_day")

        def _parse_nominal(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                nominal_type_0 = datetime.datetime.fromisoformat(data)

                return nominal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        nominal = _parse_nominal(d.pop("nominal"))

        def _parse_fast_limit(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                fast_limit_type_0 = datetime.datetime.fromisoformat(data)

                return fast_limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        fast_limit = _parse_fast_limit(d.pop("fast_limit"))

        last_refill_date = datetime.date.fromisoformat(d.pop("last_refill_date"))

        run_dry_times = cls(
            contents=contents,
            filled_at=filled_at,
            volume_ml=volume_ml,
            flow_ml_per_day=flow_ml_per_day,
            fast_flow_ml_per_day=fast_flow_ml_per_day,
            nominal=nominal,
            fast_limit=fast_limit,
            last_refill_date=last_refill_date,
        )

        return run_dry_times
