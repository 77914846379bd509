"""The clinic's whole calendar: what the clinic has, calendars that were made, and the one that patients were told."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime, Field

from haipdose.capacity.records import ClinicSchedule, ClinicSetup, ScheduleState
from haipdose.capacity.requests import Horizon
from haipdose.errors import Conflict, NotFound
from haipdose.evidence import Document
from haipdose.quantities import Computed
from haipdose.records import schedule_runs, schedules
from haipdose.records.registries import CLINICS, SCHEDULES, SETUPS
from haipdose.records.registry import Stored, stale
from haipdose.records.schedule_runs import Run
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change, etag, expected_version
from haipdose_api.clinic_calendar import Search, default_horizon, open_courses, start_run
from haipdose_api.clinic_publishing import check, publish
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import Record, shown
from haipdose_api.projection import catch_up
from haipdose_api.routes.parts import ClinicId, RunId, ScheduleId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics/{clinic}", tags=["clinic calendar"], route_class=ExactRoute)
Reader = Annotated[Caller, Depends(Requires("schedule.read"))]
Maker = Annotated[Caller, Depends(Requires("schedule.make"))]
SetupWriter = Annotated[Caller, Depends(Requires("setup.write"))]


class NewRun(Document):
    """Make a calendar from today for so many weeks; the search ends after ``seconds`` with the best that it found.

    ``deterministic``: equal questions give equal calendars, at the price of a slower search.
    ``least_moves``: what patients were told moves only where that gives somebody a place.
    """

    weeks: Annotated[int, Field(ge=1, le=52)] = 8
    seconds: Annotated[int, Field(ge=1, le=600)] = 30
    deterministic: bool = False
    least_moves: bool = False


class ShownRun(Document):
    """A calendar in the making. ``lost``: its server ended; start another one.

    ``problem`` says why it failed. While it runs, ``objective``, ``bound`` and ``gap_percent`` say how good the best
    calendar so far is.
    """

    id: str
    started_at: AwareDatetime
    state: Literal["running", "finished", "failed", "lost"]
    stop_asked: bool
    schedule_id: str | None
    seconds: Computed | None = None
    objective: int | None = None
    bound: int | None = None
    gap_percent: Computed | None = None
    not_placed: int | None = None
    problem_code: str | None = None
    problem: str | None = None
    remedy: str | None = None


class ScheduleHead(Document):
    """A calendar in a list."""

    id: str
    version: int
    state: ScheduleState
    created_at: AwareDatetime
    horizon: Horizon
    appointments: int
    not_placed: int
    urgent: int
    objective: int
    gap_percent: Computed | None
    published_until: date | None
    published_at: AwareDatetime | None


class ScheduleHeads(Document):
    """The last calendars, newest first, the run that is under way or ended last, and which calendar counts.

    ``changed``: open courses about which something was recorded since that calendar was published, new ones included.
    Make another calendar for them: it keeps what patients were told wherever that is possible, and says why where not.
    """

    items: tuple[ScheduleHead, ...]
    published: str | None
    changed: tuple[str, ...] = ()
    run: ShownRun | None


class Publication(Document):
    """Tell the patients their appointments up to this day."""

    until: date


@router.get("/setup", responses=problems(404))
def read_setup(request: Request, response: Response, clinic: ClinicId, caller: Reader) -> Record[ClinicSetup]:
    """What the clinic has for its calendar. 404 as long as nobody said."""
    del caller
    with site_of(request).records.reading() as connection:
        found = schedules.setup_of(connection, clinic)
    if found is None:
        raise NotFound("Nobody has said yet what the clinic has.", code="schedule.no-setup", remedy="Put it there.")
    response.headers["ETag"] = etag(found.version)
    return shown(found)


@router.put("/setup", response_model=Record[ClinicSetup], responses=problems(400, 409, 412, 413, 415))
def write_setup(
    request: Request,
    clinic: ClinicId,
    caller: SetupWriter,
    body: ClinicSetup,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say what the clinic has. If-Match is needed from the second time on."""

    def act(work: Work) -> Done:
        found = schedules.setup_of(work.connection, clinic)
        if found is None:
            if if_match is not None:
                raise stale("setup", expected_version(if_match), 0)
            stored = SETUPS.create(work, clinic, body)
        else:
            stored = SETUPS.change(work, clinic, found.id, expected_version(if_match), body)
        return Done(shown(stored), 200, stored.version)

    return change(request, caller, key, body, act)


@router.post("/schedule-runs", status_code=202, response_model=ShownRun, responses=problems(400, 404, 409, 413, 415))
def start_schedule_run(
    request: Request, clinic: ClinicId, caller: Maker, body: NewRun, key: IdempotencyKey = None
) -> Response:
    """Start to make a calendar of all open courses. Ask for the run until it has finished."""
    site = site_of(request)
    started: list[tuple[str, Horizon]] = []

    def act(work: Work) -> Done:
        if schedules.setup_of(work.connection, clinic) is None:
            raise Conflict(
                "Nobody has said yet what the clinic has: chairs, nurses, preparations and their hours.",
                code="schedule.no-setup",
                remedy="Record the clinic's setup first.",
            )
        zone = CLINICS.get(work.connection, None, clinic).document.calendar.time_zone
        run = schedule_runs.start(work, clinic)
        started.append((run, default_horizon(work.now, zone, body.weeks)))
        found = schedule_runs.get(work.connection, clinic, run, work.now)
        work.audit("schedule.start", "run", run, clinic=clinic, payload=body.model_dump(mode="json"))
        return Done(_run(found), 202, location=f"{request.url.path}/{run}")

    answer = change(request, caller, key, body, act)
    for run, horizon in started:
        search = Search(body.seconds, body.deterministic, body.least_moves)
        start_run(site, clinic, caller.actor, run, horizon, search)
    return answer


@router.get("/schedule-runs/{run}", responses=problems(404))
def read_schedule_run(request: Request, clinic: ClinicId, run: RunId, caller: Reader) -> ShownRun:
    """How far a run is."""
    del caller
    site = site_of(request)
    with site.records.reading() as connection:
        return _run(schedule_runs.get(connection, clinic, run, site.clock()))


@router.delete("/schedule-runs/{run}", status_code=202, response_model=ShownRun, responses=problems(404))
def stop_schedule_run(
    request: Request, clinic: ClinicId, run: RunId, caller: Maker, key: IdempotencyKey = None
) -> Response:
    """Ask a run to end now, with the best calendar that it has."""

    def act(work: Work) -> Done:
        schedule_runs.ask_to_stop(work, clinic, run)
        work.audit("schedule.stop", "run", run, clinic=clinic, payload={})
        return Done(_run(schedule_runs.get(work.connection, clinic, run, work.now)), 202)

    return change(request, caller, key, None, act)


@router.get("/schedules", responses=problems(404))
def list_schedules(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    limit: Annotated[int, Query(ge=1, le=20, description="How many of the last ones.")] = 10,
) -> ScheduleHeads:
    """The last calendars that were made for the clinic."""
    del caller
    site = site_of(request)
    with site.records.reading() as connection:
        CLINICS.get(connection, None, clinic)
        found = schedules.newest(connection, clinic, limit)
        counts = schedules.published(connection, clinic)
        run = schedule_runs.latest(connection, clinic, site.clock())
        versions = {course.id: course.version for course in open_courses(connection, clinic)}
    told = {} if counts is None else counts.document.published_versions
    changed = [] if counts is None else [course for course in versions if versions[course] != told.get(course)]
    return ScheduleHeads(
        items=tuple(_head(one) for one in found),
        published=None if counts is None else counts.id,
        changed=tuple(changed),
        run=None if run is None else _run(run),
    )


@router.get("/schedules/{schedule}", responses=problems(404))
def read_schedule(
    request: Request, response: Response, clinic: ClinicId, schedule: ScheduleId, caller: Reader
) -> Record[ClinicSchedule]:
    """A calendar: what has no place first, then every appointment."""
    del caller
    with site_of(request).records.reading() as connection:
        found = SCHEDULES.get(connection, clinic, schedule)
    response.headers["ETag"] = etag(found.version)
    return shown(found)


@router.post(
    "/schedules/{schedule}/publish",
    response_model=Record[ClinicSchedule],
    responses=problems(400, 404, 409, 412, 413, 415),
)
def publish_schedule(
    request: Request,
    clinic: ClinicId,
    schedule: ScheduleId,
    caller: Maker,
    body: Publication,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Tell the patients: each course gets its appointments as confirmed. Courses that cannot have them are named.

    Needs ``appointment.write`` too. The engine is asked about each course first; then all courses that can have them
    get them, in one transaction. 409 when what the engine was asked on changed meanwhile.
    """
    caller.need("appointment.write", clinic)
    expected = expected_version(if_match)
    site = site_of(request)

    checked = check(site, clinic, schedule, body.until)

    def act(work: Work) -> Done:
        told = publish(work, clinic, schedule, checked)
        stored = SCHEDULES.change(work, clinic, schedule, expected, told)
        return Done(shown(stored), 200, stored.version)

    answer = change(request, caller, key, body, act)
    catch_up(site, at_most=20)  # the first boards at once; the others follow beside the requests
    return answer


def _run(run: Run) -> ShownRun:
    told: dict[str, Any] = dict(run.progress)
    common = {
        "id": run.id,
        "started_at": run.started_at,
        "state": run.state,
        "stop_asked": run.stop_asked,
        "schedule_id": run.schedule_id,
    }
    if run.state == "failed":
        return ShownRun(**common, problem_code=told.get("code"), problem=told.get("message"), remedy=told.get("remedy"))
    if run.state != "running":
        return ShownRun(**common)
    steps = ("seconds", "objective", "bound", "gap_percent", "not_placed")
    return ShownRun(**common, **{name: told.get(name) for name in steps})


def _head(stored: Stored[ClinicSchedule]) -> ScheduleHead:
    document, answer = stored.document, stored.document.answer
    return ScheduleHead(
        id=stored.id,
        version=stored.version,
        state=document.state,
        created_at=stored.created_at,
        horizon=document.horizon,
        appointments=len(answer.appointments),
        not_placed=len(answer.not_placed),
        urgent=sum(one.urgent for one in answer.not_placed),
        objective=answer.objective,
        gap_percent=answer.gap_percent,
        published_until=document.published_until,
        published_at=document.published_at,
    )
