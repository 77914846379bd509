"""A clinic's calendar from the records: asked of the planner, made beside the requests."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog
from pydantic import ValidationError
from sqlalchemy import Connection

from haipdose.capacity.answers import Appointment, ClinicAnswer, Progress
from haipdose.capacity.from_plans import ClinicWork, work_of
from haipdose.capacity.gathering import planned_course
from haipdose.capacity.records import ClinicSchedule, ClinicSetup
from haipdose.capacity.requests import ClinicRequest, ClinicVisit, Horizon, PublishedAppointment
from haipdose.capacity.solve import solve_clinic
from haipdose.errors import HaipdoseError, InputError
from haipdose.records import courses, schedule_runs, schedules
from haipdose.records.approvals import approvals_of
from haipdose.records.audit import Actor
from haipdose.records.courses import StoredCourse
from haipdose.records.registries import CLINICS, SCHEDULES
from haipdose.records.registry import MAX_PAGE, Stored
from haipdose.schedule.calendar import calendar_for
from haipdose.schedule.clinic import Clinic
from haipdose.schedule.fills import FillMemo
from haipdose_api.site import Site

log = structlog.get_logger()

BEAT_SECONDS: Final = 1.0
STOP_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Question:
    """What the planner is asked, the version of each course in it, and what could not be asked, in words."""

    request: ClinicRequest
    course_versions: dict[str, int]
    left_out: tuple[str, ...]


def question(site: Site, clinic: str, horizon: Horizon) -> Question:
    """The clinic's open courses as one question; what was published before counts as told to the patients.

    Raises:
        InputError: nobody said yet what the clinic has, or it cannot be used.
        NotFound: no such clinic.
    """
    with site.records.reading() as connection:
        record = CLINICS.get(connection, None, clinic).document
        setup = schedules.setup_of(connection, clinic)
        before = schedules.published(connection, clinic)
        approvals = approvals_of(connection, clinic)
        now = site.clock()
        asked = [
            (head, courses.as_course(connection, clinic, head.id, now)) for head in open_courses(connection, clinic)
        ]
    if setup is None:
        raise InputError(
            "Nobody has said yet what the clinic has: chairs, nurses, preparations and their hours.",
            code="schedule.no-setup",
            remedy="Record the clinic's setup first.",
        )
    memo: FillMemo = {}
    planned, left_out = [], []
    for head, course in asked:
        try:
            planned.append(planned_course(head.id, course, site.library, approvals, memo))
        except HaipdoseError as error:
            left_out.append(f"{head.id}: {error.message}")
    work = work_of(planned, calendar_for(record.calendar)).within(horizon.last)
    request = _request(setup.document, record.calendar, horizon, now, work, _told(before, now, work.visits))
    versions = {head.id: head.version for head, _ in asked}
    return Question(request, versions, (*left_out, *work.left_out))


def open_courses(connection: Connection, clinic: str) -> list[StoredCourse]:
    """Every course of the clinic that is not closed."""
    found: list[StoredCourse] = []
    after: str | None = None
    while True:
        some, after = courses.page(connection, clinic, limit=MAX_PAGE, after=after)
        found += [course for course in some if course.closed_at is None]
        if after is None:
            return found


def _request(
    setup: ClinicSetup,
    calendar: Clinic,
    horizon: Horizon,
    now: datetime,
    work: ClinicWork,
    told: tuple[PublishedAppointment, ...],
) -> ClinicRequest:
    try:
        return ClinicRequest(
            as_of=now,
            horizon=horizon,
            clinic=setup.capacity(calendar),
            appointment_types=setup.appointment_types,
            weights=setup.weights,
            visits=tuple(work.visits),
            links=tuple(work.links),
            wishes=tuple(work.wishes),
            published=told,
        )
    except ValidationError as error:
        raise InputError(
            f"The clinic's setup does not fit what is to be planned: {error.errors()[0]['msg']}",
            code="schedule.setup-unfit",
            remedy="Correct the clinic's setup.",
        ) from error


def _told(
    before: Stored[ClinicSchedule] | None, now: datetime, visits: list[ClinicVisit]
) -> tuple[PublishedAppointment, ...]:
    """The appointments that patients have: of the calendar that was published last, still ahead and still planned."""
    if before is None or before.document.published_until is None:
        return ()
    wanted = {(visit.course, visit.visit) for visit in visits}
    return tuple(
        PublishedAppointment(course=entry.course, visit=entry.visit, at=entry.start)
        for entry in until(before.document.answer, before.document.published_until)
        if entry.start >= now and (entry.course, entry.visit) in wanted
    )


def until(answer: ClinicAnswer, last: date) -> list[Appointment]:
    """The appointments of a calendar up to a day."""
    return [entry for entry in answer.appointments if entry.day <= last]


# -- making one ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Told:
    """The last step of the search, and whether it was passed on."""

    step: Progress | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> Progress | None:
        with self.lock:
            step, self.step = self.step, None
            return step

    def tell(self, step: Progress) -> None:
        with self.lock:
            self.step = step


_running: set[threading.Thread] = set()
_ending = threading.Event()


@dataclass(frozen=True, slots=True)
class Search:
    """How long to search, whether equal questions have to give equal calendars, and whether little is to move."""

    seconds: float
    deterministic: bool = False
    least_moves: bool = False


def start_run(site: Site, clinic: str, actor: Actor, run: str, horizon: Horizon, search: Search) -> None:
    """Make a calendar beside the requests. The run's row says how far it is and what became of it."""
    _ending.clear()
    thread = threading.Thread(target=_make, args=(site, clinic, actor, run, horizon, search), name=run, daemon=True)
    _running.add(thread)
    thread.start()


def end_runs() -> None:
    """At the end of the server: each run under way ends with what it has."""
    _ending.set()
    for thread in list(_running):
        thread.join(STOP_SECONDS)


def wait_for_runs() -> None:
    """Until every run under way has ended."""
    for thread in list(_running):
        thread.join()


def _make(site: Site, clinic: str, actor: Actor, run: str, horizon: Horizon, search: Search) -> None:
    try:
        asked = question(site, clinic, horizon)
        answer = _solve(site, actor, run, asked.request, search)
        made = ClinicSchedule(
            horizon=horizon, answer=answer, course_versions=asked.course_versions, left_out=asked.left_out
        )
        with site.records.writing(actor) as work:
            stored = SCHEDULES.create(work, clinic, made)
            schedule_runs.finish(work, run, stored.id)
    except HaipdoseError as error:
        _failed(site, actor, run, error.as_dict())
    except Exception as error:
        log.exception("schedule.failed", run=run)
        _failed(
            site, actor, run, {"code": "schedule.fault", "message": f"haipdose has a fault: {type(error).__name__}."}
        )
    finally:
        _running.discard(threading.current_thread())


def _failed(site: Site, actor: Actor, run: str, problem: Mapping[str, Any]) -> None:
    try:
        with site.records.writing(actor) as work:
            schedule_runs.fail(work, run, problem)
    except HaipdoseError as error:
        log.warning("schedule.lost", run=run, code=error.code)


def _solve(site: Site, actor: Actor, run: str, request: ClinicRequest, search: Search) -> ClinicAnswer:
    told, stop, done = _Told(), threading.Event(), threading.Event()

    def beat() -> None:
        while not done.wait(BEAT_SECONDS):
            try:
                step = told.take()
                with site.records.writing(actor) as work:
                    shown = None if step is None else step.model_dump(mode="json")
                    if schedule_runs.beat(work, run, shown) or _ending.is_set():
                        stop.set()
            except HaipdoseError as error:
                log.warning("schedule.beat", run=run, code=error.code)

    beating = threading.Thread(target=beat, name=run, daemon=True)
    beating.start()
    try:
        answer = solve_clinic(
            request,
            seconds=search.seconds,
            workers=2,
            deterministic=search.deterministic,
            least_moves=search.least_moves,
            progress=told.tell,
            cancelled=stop.is_set,
        )
        return answer.model_copy(update={"progress": ()})  # how it went is over; what was found is kept
    finally:
        done.set()
        beating.join()


def default_horizon(now: datetime, zone: str, weeks: int) -> Horizon:
    """From today on the clinic's clock, for so many weeks."""
    first = now.astimezone(ZoneInfo(zone)).date()
    return Horizon(first=first, last=first + timedelta(days=7 * weeks - 1))
