"""A clinic request completed with the visits of courses: what the engine's plans ask of the clinic."""

from __future__ import annotations

from collections.abc import Mapping

from haipdose.capacity.from_plans import PlannedCourse, absences_of, work_of
from haipdose.capacity.requests import ClinicRequest, CourseWishes
from haipdose.errors import HaipdoseError, InputError, raise_all
from haipdose.exact_json import validate
from haipdose.protocol.approval import Approvals
from haipdose.schedule.answer import Library, answer_plan
from haipdose.schedule.calendar import calendar_for
from haipdose.schedule.fills import FillMemo
from haipdose.schedule.requests import Course


def with_courses(
    request: ClinicRequest, courses: Mapping[str, Course], library: Library, approvals: Approvals
) -> tuple[ClinicRequest, tuple[str, ...]]:
    """The request with the visits of these courses added, as the engine plans them as of the request's moment.

    Each course is planned on the request's own calendar. Visits whose window ends after the horizon are left to the
    next calendar. What the request says itself about visits, rules and wishes stays.

    Args:
        request: the clinic, its horizon, wishes, published appointments; possibly visits of its own.
        courses: by pseudonym, which the appointments are named by.
        library: protocols and pump profiles.
        approvals: what the site has approved.

    Returns:
        The request, and the visits that have no day in their own plan, in words.

    Raises:
        InputError, InputErrors: courses that cannot be planned, each named; a visit that the request names itself.
    """
    calendar = calendar_for(request.clinic.calendar)
    memo: FillMemo = {}
    planned, faults = [], []
    for name, course in courses.items():
        asked = course.model_copy(update={"as_of": request.as_of, "clinic": request.clinic.calendar})
        try:
            planned.append(planned_course(name, asked, library, approvals, memo))
        except HaipdoseError as error:
            faults.append(
                InputError(f"The course {name} cannot be planned: {error.message}", code=error.code, field=name)
            )
    raise_all(faults)
    work = work_of(planned, calendar).within(request.horizon.last)
    document = request.model_dump(mode="python", by_alias=True)
    document["visits"] = (*request.visits, *work.visits)
    document["links"] = (*request.links, *work.links)
    document["wishes"] = _both(request.wishes, work.wishes)
    return validate(ClinicRequest, document), tuple(work.left_out)


def planned_course(name: str, course: Course, library: Library, approvals: Approvals, memo: FillMemo) -> PlannedCourse:
    """A course as the engine plans it, by the rules of its protocol now, with the days its patient is away.

    Raises:
        HaipdoseError: the course cannot be planned.
    """
    plan = answer_plan(course, library, approvals, memo=memo)
    return PlannedCourse(name, plan, library.protocol(plan.protocol.id).schedule, absences_of(course))


def _both(said: tuple[CourseWishes, ...], planned: list[CourseWishes]) -> tuple[CourseWishes, ...]:
    """What the request says and what the courses say, one entry for each course."""
    named = {wish.course: wish for wish in said}
    for wish in planned:
        known = named.get(wish.course)
        named[wish.course] = wish if known is None else known.model_copy(update={"away": (*known.away, *wish.away)})
    return tuple(named.values())
