"""The independent check finds every kind of fault: each rule broken on purpose, and what counting minutes finds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from clinics import tiny_document
from known_clinic import clinic, day, visit
from minute_by_minute import faults_by_the_minute

from haipdose.capacity.answers import Appointment, ClinicAnswer
from haipdose.capacity.requests import ClinicRequest
from haipdose.capacity.solve import solve_clinic
from haipdose.capacity.verify import faults_of

REQUEST = clinic(
    [
        visit("one", "fill", 0, 2, dry_after_hours="200"),
        visit("one", "refill", 4, 10),
        visit("one", "blood", 0, 2, kind="blood"),
        visit("two", "fill", 0, 2, done_by=f"{day(2)}T13:00:00+02:00"),
        visit("two", "scan", 0, 9, kind="scan"),
        visit("three", "scan", 0, 9, kind="scan"),
        visit("three", "fill", 0, 9),
        visit("three", "blood", 0, 9, kind="blood"),
        visit("four", "fill", 0, 9),
        visit("late", "fill", 17, 18),
        visit("later", "fill", 20, 30),
    ],
    until="15:00",
    links=[
        {"course": "one", "first": "fill", "second": "refill", "before_dry": True, "reason": "the pump"},
        {"course": "one", "first": "blood", "second": "fill", "least_days": 0, "most_days": 1, "reason": "results"},
        {"course": "three", "first": "blood", "second": "fill", "joined": True, "reason": "one stay"},
    ],
    wishes=[{"course": "two", "away": [{"from": day(3), "to": day(4), "reason": "sea"}]}],
    published=[{"course": "late", "visit": "fill", "at": f"{day(17)}T09:00:00+02:00", "frozen": True}],
    nurse={
        "most_an_hour": 2,
        "exceptions": [{"first": day(9), "from": "10:00", "to": "11:00", "units": 0, "reason": "meeting"}],
    },
    scanner={"most_a_day": 1},
)


@pytest.fixture(scope="module")
def answer() -> ClinicAnswer:
    return solve_clinic(REQUEST, seconds=10, deterministic=True)


def at(number: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day(number)}T{clock}:00+02:00")


def moved(answer: ClinicAnswer, name: str, number: int, clock: str, **other: Any) -> ClinicAnswer:
    """The answer with one appointment at another time, its length kept."""
    return changed(
        answer,
        name,
        lambda entry: {
            "start": at(number, clock),
            "end": at(number, clock) + (entry.end - entry.start),
            "day": at(number, clock).date(),
            **other,
        },
    )


def changed(answer: ClinicAnswer, name: str, how: Callable[[Appointment], dict[str, Any]]) -> ClinicAnswer:
    entries = [
        entry.model_copy(update=how(entry)) if f"{entry.course} {entry.visit}" == name else entry
        for entry in answer.appointments
    ]
    assert name in {f"{entry.course} {entry.visit}" for entry in answer.appointments}
    return answer.model_copy(update={"appointments": tuple(entries)})


def all_at(answer: ClinicAnswer, number: int, clock: str, *names: str) -> ClinicAnswer:
    for name in names:
        answer = moved(answer, name, number, clock)
    return answer


def without(answer: ClinicAnswer, name: str) -> ClinicAnswer:
    left = tuple(entry for entry in answer.appointments if f"{entry.course} {entry.visit}" != name)
    assert len(left) == len(answer.appointments) - 1
    return answer.model_copy(update={"appointments": left})


def again(answer: ClinicAnswer) -> ClinicAnswer:
    return answer.model_copy(update={"appointments": (*answer.appointments, answer.appointments[0])})


def placed_beyond(answer: ClinicAnswer) -> ClinicAnswer:
    like = next(entry for entry in answer.appointments if entry.course == "late")
    entry = like.model_copy(update={"course": "later"})
    entries = answer.model_copy(update={"appointments": (*answer.appointments, entry), "beyond_horizon": ()})
    return moved(entries, "later fill", 21, "09:00")


FAULTS: dict[str, tuple[Callable[[ClinicAnswer], ClinicAnswer], str]] = {
    "capacity at a moment": (
        lambda good: all_at(good, 1, "10:00", "one fill", "two fill", "four fill"),
        f"chair: 3 in use and 2 there at {day(1)} 10:00",
    ),
    "capacity that is gone for an hour": (
        lambda good: moved(good, "four fill", 9, "09:00"),
        f"nurse: 1 in use and 0 there at {day(9)} 10:00",
    ),
    "uses a day": (
        lambda good: all_at(moved(good, "two scan", 8, "09:00"), 8, "12:00", "three scan"),
        f"scanner: 2 uses on {day(8)}, at most 1",
    ),
    "uses an hour": (
        lambda good: all_at(good, 1, "10:00", "one fill", "two fill", "four fill"),
        f"nurse: 3 uses from {day(1)} 10:00, at most 2 an hour",
    ),
    "before the window": (lambda good: moved(good, "one refill", 3, "09:00"), "one refill on .* outside its window"),
    "after the window": (lambda good: moved(good, "one fill", 3, "09:00"), "one fill on .* outside its window"),
    "the moment by which it must be done": (
        lambda good: moved(good, "two fill", 2, "10:00"),
        "two fill ends after it must be done",
    ),
    "the pump runs dry": (
        lambda good: moved(moved(good, "one fill", 0, "09:00"), "one refill", 10, "10:00"),
        "one fill -> refill: the pump may run dry",
    ),
    "a public holiday": (lambda good: moved(good, "four fill", 7, "09:00"), "four fill on .*King's Day"),
    "a weekend": (lambda good: moved(good, "four fill", 5, "09:00"), "four fill on .*no working day"),
    "an absence": (lambda good: moved(good, "two scan", 3, "09:00"), "two scan on .* the patient is away"),
    "too soon after another": (
        lambda good: moved(moved(good, "one blood", 2, "09:00"), "one fill", 1, "09:00"),
        "one blood -> fill: -1 days apart, at least 0",
    ),
    "too late after another": (
        lambda good: moved(moved(good, "one blood", 0, "09:00"), "one fill", 2, "09:00"),
        "one blood -> fill: 2 days apart, at most 1",
    ),
    "before another on its day": (
        lambda good: moved(moved(good, "one blood", 1, "14:00"), "one fill", 1, "10:00"),
        "one blood -> fill: on one day, less than 0 minutes apart",
    ),
    "joined, on two days": (
        lambda good: moved(moved(good, "three blood", 2, "09:00"), "three fill", 4, "10:00"),
        "three blood -> fill: joined, and on two days",
    ),
    "joined, with a gap": (
        lambda good: moved(moved(good, "three blood", 2, "09:00"), "three fill", 2, "11:00"),
        "three blood -> fill: joined, and not one directly after the other",
    ),
    "twice": (again, "is answered 2 times"),
    "missing": (lambda good: without(good, "two scan"), "two scan is neither placed nor named as not placed"),
    "not asked for": (
        lambda good: changed(good, "two scan", lambda _: {"visit": "else"}),
        "two else was not asked for",
    ),
    "frozen and moved": (lambda good: moved(good, "late fill", 18, "09:00"), "late fill is frozen and was moved"),
    "in the past": (lambda good: moved(good, "four fill", -4, "09:00"), "four fill starts in the past"),
    "not on a slot": (lambda good: moved(good, "two scan", 2, "09:30"), "two scan does not start on a slot"),
    "too short": (
        lambda good: changed(good, "two scan", lambda one: {"end": one.end - timedelta(minutes=10)}),
        "two scan lasts other than 60 minutes",
    ),
    "outside the hours": (
        lambda good: moved(good, "four fill", 2, "12:00"),
        f"four fill is outside the hours for patients at {day(2)} 15:00",
    ),
    "in two places": (
        lambda good: moved(moved(good, "one blood", 1, "10:00"), "one fill", 1, "09:00"),
        "one has fill and blood at the same time",
    ),
    "another kind": (lambda good: changed(good, "two scan", lambda _: {"kind": "blood"}), "two scan is of another"),
    "another day than its moment": (
        lambda good: changed(good, "two scan", lambda one: {"day": one.day + timedelta(days=1)}),
        "two scan starts on .*, not on",
    ),
    "said to be beyond the horizon": (
        lambda good: without(good, "two scan").model_copy(update={"beyond_horizon": ("later fill", "two scan")}),
        "two scan is not beyond the horizon",
    ),
    "beyond the horizon": (placed_beyond, "later fill is outside the horizon"),
}


def test_the_good_answer_is_good(answer: ClinicAnswer) -> None:
    assert answer.all_placed
    assert answer.beyond_horizon == ("later fill",)
    assert faults_of(REQUEST, answer) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_rule_that_is_broken_on_purpose_is_found(answer: ClinicAnswer, name: str) -> None:
    breaks, told = FAULTS[name]
    broken = breaks(answer)
    assert broken != answer
    found = faults_of(REQUEST, broken)
    assert any(re.search(told, fault) for fault in found), found


@pytest.mark.parametrize("seed", range(20))
def test_a_calendar_at_random_has_the_faults_that_counting_each_minute_finds(seed: int) -> None:
    request = ClinicRequest.model_validate(tiny_document(seed, courses=6))
    assert counted(request, thrown(request, seed, datetime(2026, 3, 25, 7, tzinfo=UTC), hours=130))


@pytest.mark.parametrize("changes", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
@pytest.mark.parametrize("seed", range(4))
def test_so_it_does_in_the_night_in_which_the_clock_is_changed(seed: int, changes: datetime) -> None:
    document = tiny_document(seed, courses=4)
    night = [{"days": ["saturday", "sunday", "monday"], "from": "01:15", "to": "04:45"}]
    document["clinic"]["patient_hours"] = night
    document["published"] = []
    for resource in document["clinic"]["resources"]:
        resource["hours"] = [part | {"units": 1} for part in night]
        resource["exceptions"] = [{"first": "2026-01-01", "last": "2026-12-31", "from": "02:30", "to": "02:40",
                                   "units": 0, "reason": "dark"}]  # fmt: skip
    request = ClinicRequest.model_validate(document)
    assert counted(request, thrown(request, seed, changes - timedelta(hours=2), hours=7))


def thrown(request: ClinicRequest, seed: int, first: datetime, hours: int) -> ClinicAnswer:
    """A calendar that keeps no rule: each visit at any five minutes."""
    chance = random.Random(seed)
    kinds = {kind.kind: kind.minutes for kind in request.appointment_types or ()}
    entries = []
    for one in request.visits:
        start = first + timedelta(minutes=5 * chance.randint(0, hours * 12))
        window = {"target": one.target, "earliest": one.earliest, "latest": one.latest}
        end = start + timedelta(minutes=kinds[one.kind])
        entries.append(
            Appointment(
                course=one.course, visit=one.visit, kind=one.kind, day=start.date(), start=start, end=end, **window
            )
        )
    nothing: dict[str, Any] = {"not_placed": (), "conflicts": (), "use": (), "bound": None, "gap_percent": None}
    return ClinicAnswer(
        as_of=request.as_of, method="first-fit", proof="no-bound", appointments=tuple(entries), objective=0, **nothing
    )


def counted(request: ClinicRequest, answer: ClinicAnswer) -> int:
    """How many faults counting each minute finds; the check finds the same ones."""
    expected = set(faults_by_the_minute(request, answer))
    about = (" in use and ", " outside the hours for patients at ")
    assert {fault for fault in faults_of(request, answer) if any(word in fault for word in about)} == expected
    return len(expected)
