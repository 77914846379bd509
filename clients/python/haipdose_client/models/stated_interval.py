from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.contents import Contents

if TYPE_CHECKING:
    from ..models.middle import Middle
    from ..models.share import Share


T = TypeVar("T", bound="StatedInterval")


@_attrs_define
class StatedInterval:
    """From a fill to the visit that is planned to empty it.

    ``dry_before_plan``: empty before the planned visit; ``dry_before_visit`` counts visits that come late too.
    ``delivered_percent`` is of what the plan expects to leave the pump, ``returned_ml`` what comes back.

        Attributes:
            visit_id (str):
            contents (Contents): The contents of a fill, as the contracts name them.
            since (datetime.date):
            until (datetime.date):
            days (float):
            dry_before_plan (Share): How many of the simulated lives, percent, with its interval (95 %) of Monte Carlo error
                alone.
            dry_before_visit (Share): How many of the simulated lives, percent, with its interval (95 %) of Monte Carlo
                error alone.
            delivered_percent (Middle): The median, and what 95 of 100 simulated lives lie between.
            returned_ml (Middle): The median, and what 95 of 100 simulated lives lie between.
    """

    visit_id: str
    contents: Contents
    since: datetime.date
    until: datetime.date
    days: float
    dry_before_plan: Share
    dry_before_visit: Share
    delivered_percent: Middle
    returned_ml: Middle

    def to_dict(self) -> dict[str, Any]:
        visit_id = self.visit_id

        contents = self.contents.value

        since = self.since.isoformat()

        until = self.until.isoformat()

        days = self.days

        dry_before_plan = self.dry_before_plan.to_dict()

        dry_before_visit = self.dry_before_visit.to_dict()

        delivered_percent = self.delivered_percent.to_dict()

        returned_ml = self.returned_ml.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "visit_id": visit_id,
                "contents": contents,
                "since": since,
                "until": until,
                "days": days,
                "dry_before_plan": dry_before_plan,
                "dry_before_visit": dry_before_visit,
                "delivered_percent": delivered_percent,
                "returned_ml": returned_ml,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.middle import Middle  # noqa: PLC0415
        from ..models.share import Share  # noqa: PLC0415

        d = dict(src_dict)
        visit_id = d.pop("visit_id")

        contents = Contents(d.pop("contents"))

        since = datetime.date.fromisoformat(d.pop("since"))

        until = datetime.date.fromisoformat(d.pop("until"))

        days = d.pop("days")

        dry_before_plan = Share.from_dict(d.pop("dry_before_plan"))

        dry_before_visit = Share.from_dict(d.pop("dry_before_visit"))

        delivered_percent = Middle.from_dict(d.pop("delivered_percent"))

        returned_ml = Middle.from_dict(d.pop("returned_ml"))

        stated_interval = cls(
            visit_id=visit_id,
            contents=contents,
            since=since,
            until=until,
            days=days,
            dry_before_plan=dry_before_plan,
            dry_before_visit=dry_before_visit,
            delivered_percent=delivered_percent,
            returned_ml=returned_ml,
        )

        return stated_interval
