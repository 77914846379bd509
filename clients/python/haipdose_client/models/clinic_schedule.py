from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.clinic_schedule_state import ClinicScheduleState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.clinic_answer import ClinicAnswer
    from ..models.clinic_schedule_course_versions import ClinicScheduleCourseVersions
    from ..models.clinic_schedule_published_versions import ClinicSchedulePublishedVersions
    from ..models.horizon import Horizon
    from ..models.not_confirmed import NotConfirmed


T = TypeVar("T", bound="ClinicSchedule")


@_attrs_define
class ClinicSchedule:
    """A calendar that was made. ``course_versions``: of the courses as they were planned.

    ``published_until``: appointments up to that day are the patients' now; the others are a proposal.
    ``published_versions``: of the courses once they had their appointments.

        Attributes:
            horizon (Horizon): The first and the last day of what is planned.
            answer (ClinicAnswer): The answer of ``haipdose schedule``.

                ``objective`` is the total cost in points, ``bound`` a proven lower bound for the whole request, ``gap_percent``
                their difference as a share of the objective (None without a bound). ``interrupted``: stopped before its time.
            course_versions (ClinicScheduleCourseVersions):
            state (ClinicScheduleState | Unset):  Default: ClinicScheduleState.PROPOSED.
            left_out (list[str] | Unset):
            published_until (datetime.date | None | Unset):
            published_at (datetime.datetime | None | Unset):
            published_versions (ClinicSchedulePublishedVersions | Unset):
            not_confirmed (list[NotConfirmed] | Unset):
    """

    horizon: Horizon
    answer: ClinicAnswer
    course_versions: ClinicScheduleCourseVersions
    state: ClinicScheduleState | Unset = ClinicScheduleState.PROPOSED
    left_out: list[str] | Unset = UNSET
    published_until: datetime.date | None | Unset = UNSET
    published_at: datetime.datetime | None | Unset = UNSET
    published_versions: ClinicSchedulePublishedVersions | Unset = UNSET
    not_confirmed: list[NotConfirmed] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        horizon = self.horizon.to_dict()

        answer = self.answer.to_dict()

        course_versions = self.course_versions.to_dict()

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state.value

        left_out: list[str] | Unset = UNSET
        if not isinstance(self.left_out, Unset):
            left_out = self.left_out

        published_until: None | str | Unset
        if isinstance(self.published_until, Unset):
            published_until = UNSET
        elif isinstance(self.published_until, datetime.date):
            published_until = self.published_until.isoformat()
        else:
            published_until = self.published_until

        published_at: None | str | Unset
        if isinstance(self.published_at, Unset):
            published_at = UNSET
        elif isinstance(self.published_at, datetime.datetime):
            published_at = self.published_at.isoformat()
        else:
            published_at = self.published_at

        published_versions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.published_versions, Unset):
            published_versions = self.published_versions.to_dict()

        not_confirmed: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.not_confirmed, Unset):
            not_confirmed = []
            for not_confirmed_item_data in self.not_confirmed:
                not_confirmed_item = not_confirmed_item_data.to_dict()
                not_confirmed.append(not_confirmed_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "horizon": horizon,
                "answer": answer,
                "course_versions": course_versions,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if left_out is not UNSET:
            field_dict["left_out"] = left_out
        if published_until is not UNSET:
            field_dict["published_until"] = published_until
        if published_at is not UNSET:
            field_dict["published_at"] = published_at
        if published_versions is not UNSET:
            field_dict["published_versions"] = published_versions
        if not_confirmed is not UNSET:
            field_dict["not_confirmed"] = not_confirmed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clinic_answer import ClinicAnswer  # noqa: PLC0415
        from ..models.clinic_schedule_course_versions import ClinicScheduleCourseVersions  # noqa: PLC0415
        from ..models.clinic_schedule_published_versions import ClinicSchedulePublishedVersions  # noqa: PLC0415
        from ..models.horizon import Horizon  # noqa: PLC0415
        from ..models.not_confirmed import NotConfirmed  # noqa: PLC0415

        d = dict(src_dict)
        horizon = Horizon.from_dict(d.pop("horizon"))

        answer = ClinicAnswer.from_dict(d.pop("answer"))

        course_versions = ClinicScheduleCourseVersions.from_dict(d.pop("course_versions"))

        _state = d.pop("state", UNSET)
        state: ClinicScheduleState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = ClinicScheduleState(_state)

        left_out = cast(list[str], d.pop("left_out", UNSET))

        def _parse_published_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_until_type_0 = datetime.date.fromisoformat(data)

                return published_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        published_until = _parse_published_until(d.pop("published_until", UNSET))

        def _parse_published_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_at_type_0 = datetime.datetime.fromisoformat(data)

                return published_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        published_at = _parse_published_at(d.pop("published_at", UNSET))

        _published_versions = d.pop("published_versions", UNSET)
        published_versions: ClinicSchedulePublishedVersions | Unset
        if isinstance(_published_versions, Unset):
            published_versions = UNSET
        else:
            published_versions = ClinicSchedulePublishedVersions.from_dict(_published_versions)

        _not_confirmed = d.pop("not_confirmed", UNSET)
        not_confirmed: list[NotConfirmed] | Unset = UNSET
        if _not_confirmed is not UNSET:
            not_confirmed = []
            for not_confirmed_item_data in _not_confirmed:
                not_confirmed_item = NotConfirmed.from_dict(not_confirmed_item_data)

                not_confirmed.append(not_confirmed_item)

        clinic_schedule = cls(
            horizon=horizon,
            answer=answer,
            course_versions=course_versions,
            state=state,
            left_out=left_out,
            published_until=published_until,
            published_at=published_at,
            published_versions=published_versions,
            not_confirmed=not_confirmed,
        )

        return clinic_schedule
