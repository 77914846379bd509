from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.course_conflict import CourseConflict
    from ..models.course_summary import CourseSummary
    from ..models.next_action import NextAction
    from ..models.notice import Notice
    from ..models.plan_changes import PlanChanges
    from ..models.plan_conflict import PlanConflict
    from ..models.plan_visit import PlanVisit
    from ..models.protocol_stamp import ProtocolStamp
    from ..models.release import Release
    from ..models.run_dry_times import RunDryTimes
    from ..models.step import Step


T = TypeVar("T", bound="PlanAnswer")


@_attrs_define
class PlanAnswer:
    """The answer of ``haipdose plan``.

    Attributes:
        as_of (datetime.datetime):
        protocol (ProtocolStamp): Which protocol content an answer was made with, and what the site thinks of it.
        arm (str):
        course (CourseSummary): Where the course stands.
        next_action (NextAction): What to do next. ``do-not-give`` and ``decide`` are answers, not errors.
        visits (list[PlanVisit]):
        run_dry (None | RunDryTimes):
        alerts (list[Notice]):
        conflicts (list[PlanConflict]):
        fact_conflicts (list[CourseConflict]):
        derivation (list[Step]):
        release (Release): Whether an answer may be used for a patient once it has been checked; if not, why.
        changes (None | PlanChanges | Unset):
    """

    as_of: datetime.datetime
    protocol: ProtocolStamp
    arm: str
    course: CourseSummary
    next_action: NextAction
    visits: list[PlanVisit]
    run_dry: None | RunDryTimes
    alerts: list[Notice]
    conflicts: list[PlanConflict]
    fact_conflicts: list[CourseConflict]
    derivation: list[Step]
    release: Release
    changes: None | PlanChanges | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.plan_changes import PlanChanges  # noqa: PLC0415
        from ..models.run_dry_times import RunDryTimes  # noqa: PLC0415

        as_of = self.as_of.isoformat()

        protocol = self.protocol.to_dict()

        arm = self.arm

        course = self.course.to_dict()

        next_action = self.next_action.to_dict()

        visits = []
        for visits_item_data in self.visits:
            visits_item = visits_item_data.to_dict()
            visits.append(visits_item)

        run_dry: dict[str, Any] | None
        if isinstance(self.run_dry, RunDryTimes):
            run_dry = self.run_dry.to_dict()
        else:
            run_dry = self.run_dry

        alerts = []
        for alerts_item_data in self.alerts:
            alerts_item = alerts_item_data.to_dict()
            alerts.append(alerts_item)

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        fact_conflicts = []
        for fact_conflicts_item_data in self.fact_conflicts:
            fact_conflicts_item = fact_conflicts_item_data.to_dict()
            fact_conflicts.append(fact_conflicts_item)

        derivation = []
        for derivation_item_data in self.derivation:
            derivation_item = derivation_item_data.to_dict()
            derivation.append(derivation_item)

        release = self.release.to_dict()

        changes: dict[str, Any] | None | Unset
        if isinstance(self.changes, Unset):
            changes = UNSET
        elif isinstance(self.changes, PlanChanges):
            changes = self.changes.to_dict()
        else:
            changes = self.changes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "protocol": protocol,
                "arm": arm,
                "course": course,
                "next_action": next_action,
                "visits": visits,
                "run_dry": run_dry,
                "alerts": alerts,
                "conflicts": conflicts,
                "fact_conflicts": fact_conflicts,
                "derivation": derivation,
                "release": release,
            }
        )
        if changes is not UNSET:
            field_dict["changes"] = changes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.course_conflict import CourseConflict  # noqa: PLC0415
        from ..models.course_summary import CourseSummary  # noqa: PLC0415
        from ..models.next_action import NextAction  # noqa: PLC0415
        from ..models.notice import Notice  # noqa: PLC0415
        from ..models.plan_changes import PlanChanges  # noqa: PLC0415
        from ..models.plan_conflict import PlanConflict  # noqa: PLC0415
        from ..models.plan_visit import PlanVisit  # noqa: PLC0415
        from ..models.protocol_stamp import ProtocolStamp  # noqa: PLC0415
        from ..models.release import Release  # noqa: PLC0415
        from ..models.run_dry_times import RunDryTimes  # noqa: PLC0415
        from ..models.step import Step  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        protocol = ProtocolStamp.from_dict(d.pop("protocol"))

        arm = d.pop("arm")

        course = CourseSummary.from_dict(d.pop("course"))

        next_action = NextAction.from_dict(d.pop("next_action"))

        visits = []
        _visits = d.pop("visits")
        for visits_item_data in _visits:
            visits_item = PlanVisit.from_dict(visits_item_data)

            visits.append(visits_item)

        def _parse_run_dry(data: object) -> None | RunDryTimes:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                run_dry_type_0 = RunDryTimes.from_dict(data)

                return run_dry_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RunDryTimes, data)

        run_dry = _parse_run_dry(d.pop("run_dry"))

        alerts = []
        _alerts = d.pop("alerts")
        for alerts_item_data in _alerts:
            alerts_item = Notice.from_dict(alerts_item_data)

            alerts.append(alerts_item)

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = PlanConflict.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        fact_conflicts = []
        _fact_conflicts = d.pop("fact_conflicts")
        for fact_conflicts_item_data in _fact_conflicts:
            fact_conflicts_item = CourseConflict.from_dict(fact_conflicts_item_data)

            fact_conflicts.append(fact_conflicts_item)

        derivation = []
        _derivation = d.pop("derivation")
        for derivation_item_data in _derivation:
            derivation_item = Step.from_dict(derivation_item_data)

            derivation.append(derivation_item)

        release = Release.from_dict(d.pop("release"))

        def _parse_changes(data: object) -> None | PlanChanges | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                changes_type_0 = PlanChanges.from_dict(data)

                return changes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PlanChanges | Unset, data)

        changes = _parse_changes(d.pop("changes", UNSET))

        plan_answer = cls(
            as_of=as_of,
            protocol=protocol,
            arm=arm,
            course=course,
            next_action=next_action,
            visits=visits,
            run_dry=run_dry,
            alerts=alerts,
            conflicts=conflicts,
            fact_conflicts=fact_conflicts,
            derivation=derivation,
            release=release,
            changes=changes,
        )

        return plan_answer
