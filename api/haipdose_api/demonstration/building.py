"""Making the clinic: people, patients, and every day from the first registration until now, in the order of time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from haipdose.capacity.records import ClinicSetup
from haipdose.course.facts import Fact
from haipdose.errors import Conflict, HaipdoseError
from haipdose.fill.requests import FillRequest
from haipdose.library import profile_values
from haipdose.orders.double_check import compare
from haipdose.orders.stock_counting import movement
from haipdose.orders.workflow import DoubleChecked, Ordered, Released, StepDone, Verified
from haipdose.protocol.approving import approve
from haipdose.records import approvals, courses, orders, people
from haipdose.records.approvals import approvals_of
from haipdose.records.audit import Actor
from haipdose.records.courses import FACT
from haipdose.records.registries import CLINICS, PATIENTS, PRODUCTS, PUMPS, SETUPS
from haipdose.records.shapes import ClinicRecord, CourseHeader, PatientRecord, PumpRecord
from haipdose.records.stock import record_movement, stock_of
from haipdose.records.work import Records
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.clinic import Clinic
from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanAnswer, PlanVisit
from haipdose_api import projection
from haipdose_api.demonstration.carrying_out import done_on, operation, registration, results_now
from haipdose_api.demonstration.shelf import counts, stock
from haipdose_api.demonstration.stories import DISCONTINUED, PROGRAMMABLE, Story, stories
from haipdose_api.order_steps import calculate, planned_request
from haipdose_api.permissions import Role
from haipdose_api.security.passwords import hash_password
from haipdose_api.site import Site

BUILDER: Final = Actor("service", "demonstration", "internal", "internal")
ZONE: Final = ZoneInfo("Europe/Amsterdam")
PROTOCOL: Final = "pump-it"
STAFF: Final = (
    ("prescriber", "Dr. P. Rescriber", Role.PRESCRIBER),
    ("pharmacist", "A. Potheker", Role.PHARMACIST),
    ("pharmacist2", "T. Weede-Apotheker", Role.PHARMACIST),
    ("pharmacist3", "D. Erde-Apotheker", Role.PHARMACIST),
    ("nurse", "V. Erpleegkundige", Role.NURSE),
    ("scheduler", "P. Lanner", Role.SCHEDULER),
    ("auditor", "A. Uditor", Role.AUDITOR),
    ("administrator", "B. Eheerder", Role.ADMINISTRATOR),
)
APPROVAL: Final = (
    "DEMONSTRATION ONLY. Nobody has approved this protocol for a patient; these confirmations stand here so that the "
    "whole workflow can be shown."
)


@dataclass(frozen=True, slots=True)
class Built:
    """The clinic that was made. ``password`` is the same for everybody in it and made anew each time."""

    clinic: str
    password: str
    courses: int
    facts: int


class _Clock:
    """The time of the story; what is recorded carries it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)  # as the server's own clock: the trail is witnessed in UTC


def build(site: Site, *, patients: int = 40, say: Callable[[str], None], password: str | None = None) -> Built:
    """Make the clinic in an empty store.

    Args:
        site: with its store migrated.
        patients: how many.
        say: told how far it is.
        password: of everybody in the clinic; a random one when left out.

    Raises:
        Conflict: there are people in the store already, so it may be a real one.
    """
    with site.records.reading() as connection:
        if people.count(connection):
            raise Conflict(
                "The store is not empty: a demonstration is made only in a store of its own.",
                code="demonstration.store",
                remedy="Name another HAIPDOSE_DATABASE_URL for the demonstration.",
            )
    now = site.clock().astimezone(ZONE)
    told = stories(now.date(), patients)
    clock = _Clock(datetime.combine(min(story.registered for story in told), time(7), ZONE))
    then = replace(site, records=Records(site.records.engine, clock), clock=clock)
    secret = password or secrets.token_urlsafe(9)
    clinic, staff = _clinic(then, secret)
    begun: dict[int, str] = {}
    quiet_until: dict[int, date] = {}
    facts = 0
    day = clock.now.date()
    days = (now.date() - day).days + 1
    for passed in range(days):
        today = day + timedelta(days=passed)
        clock.now = min(datetime.combine(today, time(18), ZONE), now)
        for story in told:
            if story.registered == today:
                begun[story.number] = _begin(then, clinic, story)
            still_told = today < now.date() - timedelta(days=story.stops_days_ago)
            if story.number in begun and still_told and quiet_until.get(story.number, today) <= today:
                said, quiet_until[story.number] = _carry_out(then, clinic, begun[story.number], story, today)
                facts += said
        if passed % 14 == 0 or passed == days - 1:
            say(f"demonstration: day {passed + 1} of {days}, {len(begun)} patients, {facts} facts")
    clock.now = now
    facts += _ends(then, clinic, begun, {story.number: story for story in told})
    for course in begun.values():
        projection.project(then, clinic, course)
    _count(then, clinic, staff["pharmacist"])
    _orders(then, clinic, {begun[story.number]: story for story in told if story.number in begun}, staff)
    return Built(clinic, secret, len(begun), facts)


def _what_it_has() -> ClinicSetup:
    """Chairs, nurses and the rest of the invented clinic, for its calendar."""
    hours = {"days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "08:00", "to": "17:30"}
    have = {"chair": 5, "nurse": 3, "preparation": 3, "phlebotomy": 2, "imaging": 1}
    resources = [{"id": name, "hours": [hours | {"units": count}]} for name, count in have.items()]
    return ClinicSetup.model_validate({"patient_hours": [hours], "resources": resources})


def _clinic(site: Site, password: str) -> tuple[str, Mapping[str, Actor]]:
    staff = {}
    with site.records.writing(BUILDER) as work:
        calendar = Clinic(time_zone=str(ZONE), country="NL", closed_holidays="all")
        clinic = CLINICS.create(work, None, ClinicRecord(name="DEMONSTRATION clinic", calendar=calendar)).id
        for login, name, role in STAFF:
            hashed = hash_password(password, login)
            person = people.create(work, login, name, hashed, {clinic: frozenset({role.value})})
            staff[login] = Actor("person", person.id, "internal", "internal")
        SETUPS.create(work, clinic, _what_it_has())
    protocol = site.library.protocol(PROTOCOL)
    with site.records.writing(staff["pharmacist"]) as work:
        entry = approve(
            protocol,
            digest=protocol.digest,
            approved_by=work.actor.id,
            role=Role.PHARMACIST.value,
            at=work.now,
            statement=APPROVAL,
            confirm=(),
            confirm_all_unverified=True,
            profile_values=profile_values(()),
        )
        approvals.append(work, clinic, entry)
        for product in stock(site.clock().date()):
            PRODUCTS.create(work, clinic, product)
    return clinic, staff


def _count(site: Site, clinic: str, pharmacist: Actor) -> None:
    """The pharmacist has looked through the shelf this morning."""
    with site.records.writing(pharmacist) as work:
        found = sorted(stock_of(work.connection, clinic), key=lambda one: one.product.code)
        for number, one in enumerate(found):
            for new in counts(number):
                record_movement(work, clinic, one.id, movement(new, None))


def _begin(site: Site, clinic: str, story: Story) -> str:
    with site.records.writing(BUILDER) as work:
        patient = PATIENTS.create(
            work,
            clinic,
            PatientRecord.model_validate(
                {
                    "identifier_system": "urn:haipdose:demonstration",
                    "identifier": story.identifier,
                    "family_name": story.family_name,
                    "given_name": story.given_name,
                    "birth_date": story.born,
                    "sex": story.sex,
                }
            ),
        )
        header: dict[str, Any] = {
            "patient_id": patient.id,
            "patient": {
                "sex": story.sex,
                "height_cm": story.height_cm,
                "weight_kg": story.weight_kg,
                "birth_date": story.born,
            },
            "protocol": PROTOCOL,
            "arm": story.arm,
            "regimen": story.regimen,
            "dpyd": "normal",
        }
        if story.arm == "B":
            pump = {
                "profile": "reference-programmable-20" if story.programmable else "intera-3000",
                "serial_number": story.serial_number,
                "flow_ml_per_day": story.flow_ml_per_day,
                "reservoir_ml": Decimal(20 if story.programmable else 30),
            }
            if story.programmable:
                pump["residual_ml"] = Decimal(1)
            header["pump_id"] = PUMPS.create(
                work, clinic, PumpRecord.model_validate({"pump": pump, "status": "implanted"})
            ).id
            header["pump"] = pump
        return courses.create(work, clinic, CourseHeader.model_validate(header)).id


def _carry_out(site: Site, clinic: str, course: str, story: Story, today: date) -> tuple[int, date]:
    """What happened on a day: how many facts, and the next day on which anything may happen."""
    said = 0
    tomorrow = today + timedelta(days=1)
    if today == story.registered:
        said += _record(site, clinic, course, registration(story, ZONE))
    if story.arm == "B" and today == story.implanted:
        said += _record(site, clinic, course, operation(story, ZONE))
    plan = _plan(site, clinic, course)
    if plan is None or _is_ill(story, plan, today):
        return said, tomorrow
    for facts in done_on(today, plan, story, ZONE):
        said += _record(site, clinic, course, facts)
    ahead = [visit.date for visit in plan.visits if visit.status is Status.PLANNED and visit.date is not None]
    return said, max(tomorrow, min(ahead)) if not said and ahead else tomorrow


def _is_ill(story: Story, plan: PlanAnswer, today: date) -> bool:
    """Somebody who is ill misses three days in the middle of that cycle, and the plan moves what can be moved."""
    if story.ill_in_cycle is None or plan.course.floxuridine_cycles_given != story.ill_in_cycle - 1:
        return False
    return any(
        visit.kind == "floxuridine-fill"
        and visit.window is not None
        and visit.window.target <= today < visit.window.target + timedelta(days=2)
        for visit in plan.visits
        if visit.cycle == story.ill_in_cycle
    )


def _plan(site: Site, clinic: str, course: str) -> PlanAnswer | None:
    with site.records.reading() as connection:
        asked = courses.as_course(connection, clinic, course, site.clock())
        approved = approvals_of(connection, clinic)
    try:
        return answer_plan(asked, site.library, approved)
    except HaipdoseError:
        return None


def _record(site: Site, clinic: str, course: str, facts: list[dict[str, Any]]) -> int:
    checked: list[Fact] = [FACT.validate_python(fact) for fact in facts]
    with site.records.writing(BUILDER) as work:
        courses.append(work, clinic, course, None, checked)
    return len(checked)


def _ends(site: Site, clinic: str, begun: Mapping[int, str], told: Mapping[int, Story]) -> int:
    """What happened to single patients today: a program that ended in doubt, and floxuridine that has ended."""
    at = (site.clock() - timedelta(minutes=20)).isoformat()
    said = 0
    for number, fact in (
        (PROGRAMMABLE, {"type": "pump-programmed", "command": "program", "result": "uncertain"}),
        (DISCONTINUED, {"type": "floxuridine-discontinued", "reason": "biliary sclerosis (invented)"}),
    ):
        if number in begun:
            more = {"serial_number": told[number].serial_number} if number == PROGRAMMABLE else {}
            said += _record(site, clinic, begun[number], [fact | more | {"at": at}])
    return said


def _orders(site: Site, clinic: str, begun: Mapping[str, Story], staff: Mapping[str, Actor]) -> None:
    """Orders at every stage, for the next fills that can be ordered."""
    ends: list[tuple[str, ...]] = [
        ("verify",),
        ("verify", "discrepancy"),
        ("verify", "double-check", "release"),
        ("verify", "double-check"),
        (),
        ("verify",),
    ]
    now = site.clock()
    soon = []
    for course, story in begun.items():
        plan = _plan(site, clinic, course)
        visit = None if plan is None else _next_floxuridine(plan)
        if plan is not None and visit is not None and visit.date is not None:
            soon.append((visit.date, course, story, plan))
    for _, course, story, plan in sorted(soon, key=lambda one: (one[0], one[1])):
        if not ends:
            return
        _record(site, clinic, course, results_now(plan, story, now - timedelta(hours=1)))
        projection.project(site, clinic, course)
        decided = _plan(site, clinic, course)
        visit = None if decided is None else _next_floxuridine(decided)
        if visit is not None and any(item.fill is not None and not item.provisional for item in visit.items):
            _order(site, clinic, course, visit.id, visit.date, ends.pop(0), staff)


def _next_floxuridine(plan: PlanAnswer) -> PlanVisit | None:
    """The next floxuridine fill that is planned."""
    for visit in plan.visits:
        if visit.kind == "floxuridine-fill" and visit.status is Status.PLANNED:
            return visit
    return None


def _order(
    site: Site,
    clinic: str,
    course: str,
    visit: str,
    due: date | None,
    steps: tuple[str, ...],
    staff: Mapping[str, Actor],
) -> None:
    with site.records.writing(staff["prescriber"]) as work:
        request = planned_request(site, work, clinic, course, visit)
        answer = calculate(site, work.connection, clinic, request)
        order = orders.create(work, clinic, course, visit=visit, due=due, first=Ordered(request=request, answer=answer))
    for step in steps:
        done, by = _step(step, request, order.steps[0].done, site.clock())
        with site.records.writing(staff[by]) as work:
            order = orders.add_step(work, orders.get(work.connection, clinic, order.id, lock=True), done)


def _step(step: str, request: FillRequest, ordered: StepDone, now: datetime) -> tuple[StepDone, str]:
    if not isinstance(ordered, Ordered):
        msg = "an order begins with what was ordered"
        raise TypeError(msg)
    if step == "verify":
        return Verified(), "pharmacist"
    if step == "release":
        return Released(use_by=now + timedelta(days=2), lot_numbers={"floxuridine": "DEMO-LOT-1"}), "pharmacist"
    entered = request
    if step == "discrepancy" and request.patient is not None:
        patient = request.patient.model_copy(update={"weight_kg": request.patient.weight_kg + 9})
        entered = request.model_copy(update={"patient": patient})
    found = compare(request, ordered.answer, entered, ordered.answer.floxuridine_mg)
    return DoubleChecked(entered=entered, ordered_mg=ordered.answer.floxuridine_mg, discrepancies=found), "pharmacist2"
