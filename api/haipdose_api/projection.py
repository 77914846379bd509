"""After facts: the plan is made anew, the board and the calendar follow, and who subscribed is told what moved.

It runs right after the facts are committed, in a transaction of its own, and again at the start and every night for
whatever was left behind: a server that dies between the two loses nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from haipdose.errors import HaipdoseError
from haipdose.interop.calendar.published import PublishedCalendar
from haipdose.interop.calendar.published import publish as publish_calendar
from haipdose.records import courses, projections
from haipdose.records.approvals import approvals_of
from haipdose.records.audit import Actor
from haipdose.records.courses import StoredCourse
from haipdose.records.work import Work
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.plan_diff import compare_plans
from haipdose.schedule.requests import Course, PlanAnswer
from haipdose_api.site import Site

PROJECTOR = Actor("service", "projector", "internal", "internal")


def project(site: Site, clinic: str, course: str) -> None:
    """Bring a course's board row, calendar and published plan up to date.

    Raises:
        NotFound: no such course.
        StorageError: the store cannot be written.
    """
    with site.records.writing(PROJECTOR) as work:
        stored = courses.lock(work, clinic, course)
        asked = courses.as_course(work.connection, clinic, course, work.now)
        try:
            plan = answer_plan(asked, site.library, approvals_of(work.connection, clinic))
        except HaipdoseError as error:
            projections.put_on_board(work, _row(stored, asked, work.now) | {"problem": error.message, "text": ""})
            return
        projections.put_on_board(work, _row(stored, asked, work.now) | _from_plan(plan))
        _tell(work, stored, plan)


def catch_up(site: Site, *, at_most: int = 100) -> int:
    """Project courses that are behind; returns how many were."""
    with site.records.reading() as connection:
        waiting = projections.behind(connection, site.clock().date(), at_most)
    for clinic, course in waiting:
        project(site, clinic, course)
    return len(waiting)


def _row(stored: StoredCourse, asked: Course, now: datetime) -> dict[str, Any]:
    return {
        "course_id": stored.id,
        "clinic_id": stored.clinic_id,
        "patient_id": stored.header.patient_id,
        "course_version": stored.version,
        "computed_for": now.astimezone(ZoneInfo(asked.clinic.time_zone)).date(),
        "next_visit_id": None,
        "next_visit_date": None,
        "refill_visit_id": None,
        "refill_date": None,
        "refill_earliest": None,
        "refill_latest": None,
        "run_dry_nominal": None,
        "run_dry_fast": None,
        "dry_risk_per_million": None,
        "dry_risk_highest_per_million": None,
        "dry_risk_version": None,
        "waits_for_laboratory": False,
        "next_action": "problem",
        "text": "",
        "critical_alerts": 0,
        "problem": None,
    }


def _from_plan(plan: PlanAnswer) -> dict[str, Any]:
    ahead = [visit for visit in plan.visits if visit.status in {Status.PLANNED, Status.NOT_PLACED}]
    ahead.sort(key=lambda visit: (visit.date is None, visit.date or visit.id, visit.id))
    refill = next((visit for visit in ahead if visit.stream is Stream.PUMP), None)
    dry = plan.run_dry
    return {
        "next_visit_id": ahead[0].id if ahead else None,
        "next_visit_date": ahead[0].date if ahead else None,
        "refill_visit_id": refill.id if refill else None,
        "refill_date": refill.date if refill else None,
        "refill_earliest": refill.window.earliest if refill and refill.window else None,
        "refill_latest": refill.window.latest if refill and refill.window else None,
        "run_dry_nominal": dry.nominal if dry else None,
        "run_dry_fast": dry.fast_limit if dry else None,
        "waits_for_laboratory": plan.next_action.action == "draw-laboratory"
        or any(item.missing for visit in ahead[:1] for item in visit.items),
        "next_action": plan.next_action.action,
        "text": plan.next_action.text,
        "critical_alerts": sum(alert.level == "critical" for alert in plan.alerts),
    }


def _tell(work: Work, stored: StoredCourse, plan: PlanAnswer) -> None:
    before = projections.published(work.connection, stored.id)
    earlier = PublishedCalendar.model_validate_json(before.calendar) if before and before.calendar else None
    calendar = publish_calendar(earlier, stored.id, plan)
    projections.publish(work, stored.id, stored.version, plan.as_of, plan.visits, calendar.model_dump_json())
    changes = compare_plans(before.visits if before else (), plan.visits)
    moved = changes.added or changes.moved or changes.cancelled or changes.completed or changes.changed
    if before is None or moved:
        work.audit(
            "plan.publish",
            "course",
            stored.id,
            clinic=stored.clinic_id,
            course=stored.id,
            payload={"course_version": stored.version},
        )
        work.announce(
            "plan.changed",
            clinic=stored.clinic_id,
            course=stored.id,
            payload={
                "version": stored.version,
                "as_of": plan.as_of.isoformat(),
                "changes": changes.model_dump(mode="json", exclude={"unchanged"}),
                "next_action": plan.next_action.model_dump(mode="json"),
            },
        )
