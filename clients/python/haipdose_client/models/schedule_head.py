from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.schedule_head_state import ScheduleHeadState

if TYPE_CHECKING:
    from ..models.horizon import Horizon


T = TypeVar("T", bound="ScheduleHead")


@_attrs_define
class ScheduleHead:
    """A calendar in a list.

    Attributes:
        id (str):
        version (int):
        state (ScheduleHeadState):
        created_at (datetime.datetime):
        horizon (Horizon): The first and the last day of what is planned.
        appointments (int):
        not_placed (int):
        urgent (int):
        objective (int):
        gap_percent (None | str):
        published_until (datetime.date | None):
        published_at (datetime.datetime | None):
    """

    id: str
    version: int
    state: ScheduleHeadState
    created_at: datetime.datetime
    horizon: Horizon
    appointments: int
    not_placed: int
    urgent: int
    objective: int
    gap_percent: None | str
    published_until: datetime.date | None
    published_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        state = self.state.value

        created_at = self.created_at.isoformat()

        horizon = self.horizon.to_dict()

        appointments = self.appointments

        not_placed = self.not_placed

        urgent = self.urgent

        objective = self.objective

        gap_percent: None | str
        gap_percent = self.gap_percent

        published_until: None | str
        if isinstance(self.published_until, datetime.date):
            published_until = self.published_until.isoformat()
        else:
            published_until = self.published_until

        published_at: None | str
        if isinstance(self.published_at, datetime.datetime):
            published_at = self.published_at.isoformat()
        else:
            published_at = self.published_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "version": version,
                "state": state,
                "created_at": created_at,
                "horizon": horizon,
                "appointments": appointments,
                "not_placed": not_placed,
                "urgent": urgent,
                "objective": objective,
                "gap_percent": gap_percent,
                "published_until": published_until,
                "published_at": published_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.horizon import Horizon  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        state = ScheduleHeadState(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        horizon = Horizon.from_dict(d.pop("horizon"))

        appointments = d.pop("appointments")

        not_placed = d.pop("not_placed")

        urgent = d.pop("urgent")

        objective = d.pop("objective")

        def _parse_gap_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gap_percent = _parse_gap_percent(d.pop("gap_percent"))

        def _parse_published_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_until_type_0 = datetime.date.fromisoformat(data)

                return published_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        published_until = _parse_published_until(d.pop("published_until"))

        def _parse_published_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_at_type_0 = datetime.datetime.fromisoformat(data)

                return published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        published_at = _parse_published_at(d.pop("published_at"))

        schedule_head = cls(
            id=id,
            version=version,
            state=state,
            created_at=created_at,
            horizon=horizon,
            appointments=appointments,
            not_placed=not_placed,
            urgent=urgent,
            objective=objective,
            gap_percent=gap_percent,
            published_until=published_until,
            published_at=published_at,
        )

        return schedule_head
