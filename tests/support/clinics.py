"""Clinics for tests: tiny ones at random, whose best calendar can be found by trying everything."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter, defaultdict
from typing import Any

from haipdose.capacity.requests import ClinicRequest

WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
FIRST = dt.date(2026, 3, 25)
"""A Wednesday: the change to summer time lies in the horizon."""


def hours(start: str, end: str, **rest: Any) -> dict[str, Any]:
    return {"days": WORKDAYS, "from": start, "to": end, **rest}


def tiny_document(seed: int, courses: int) -> dict[str, Any]:
    """A clinic of an hour's slots, open three hours a day, in which places are scarce."""
    chance = random.Random(seed)
    days = [FIRST + dt.timedelta(days=number) for number in range(8)]
    visits: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    published: list[dict[str, Any]] = []
    for number in range(courses):
        course = f"c{number}"
        first = chance.randint(0, 5)
        last = min(7, first + chance.randint(0, 4))
        visits.append(_visit(course, "a", "pump", days, (first, chance.randint(first, last), last)))
        if chance.random() < 0.6:
            start = chance.randint(first, min(7, first + 2))
            end = min(7, max(start, last) + chance.randint(0, 2))
            visits.append(_visit(course, "b", "blood", days, (start, chance.randint(start, end), end)))
            links.append(_link(course, chance))
        if chance.random() < 0.4:
            at = days[chance.randint(first, last)]
            clock = chance.choice(["09:00", "10:00", "11:00"])
            published.append({"course": course, "visit": "a", "at": f"{at}T{clock}:00{_offset(at)}"})
    return {
        "as_of": "2026-03-24T09:00:00+01:00",
        "horizon": {"from": str(days[0]), "to": str(days[-1])},
        "clinic": {
            "calendar": {"time_zone": "Europe/Amsterdam", "working_days": [*WORKDAYS, "sunday"]},
            "slot_minutes": 60,
            "patient_hours": [hours("09:00", "12:00"), {"days": ["sunday"], "from": "09:00", "to": "11:00"}],
            "resources": [
                {
                    "id": "nurse",
                    "hours": [
                        hours("08:00", "12:00", units=1),
                        {"days": ["sunday"], "from": "08:00", "to": "11:00", "units": 1},
                    ],
                    "most_a_day": chance.choice([None, 2, 3]),
                    "most_an_hour": chance.choice([None, 1]),
                },
                {
                    "id": "chair",
                    "hours": [
                        hours("09:00", "12:00", units=chance.choice([1, 2])),
                        {"days": ["sunday"], "from": "09:00", "to": "11:00", "units": 1},
                    ],
                    "exceptions": [
                        {
                            "first": str(chance.choice(days)),
                            "from": "10:00",
                            "to": "11:00",
                            "units": 0,
                            "reason": "repair",
                        }
                    ],
                },
            ],
        },
        "appointment_types": [
            {
                "kind": "pump",
                "minutes": 120,
                "order": 1,
                "needs": [
                    {"resource": "chair", "minutes": 120},
                    {"resource": "nurse", "minutes": 60, "from_minutes": -60},
                ],
                "cost_a_day_early": 3,
                "cost_a_day_late": 2,
                "cost_not_placed": 1000,
            },
            {
                "kind": "blood",
                "minutes": 60,
                "order": 2,
                "needs": [{"resource": "nurse", "minutes": 60}],
                "cost_a_day_early": 1,
                "cost_a_day_late": 1,
                "cost_not_placed": 500,
            },
        ],
        "weights": {
            "not_a_wished_weekday": 4,
            "not_the_wished_part_of_day": 2,
            "published_day_moved": 30,
            "published_time_moved": 8,
            "short_notice_days": 3,
            "short_notice_factor": 3,
            "noon": "11:00",
        },
        "wishes": [
            {
                "course": f"c{number}",
                "weekdays": [chance.choice(WORKDAYS[:3])],
                "part_of_day": chance.choice(["morning", "afternoon", None]),
            }
            for number in range(courses)
            if chance.random() < 0.4
        ],
        "visits": visits,
        "links": links,
        "published": published,
    }


def _offset(day: dt.date) -> str:
    return "+02:00" if day >= dt.date(2026, 3, 29) else "+01:00"


def _visit(course: str, name: str, kind: str, days: list[dt.date], window: tuple[int, int, int]) -> dict[str, Any]:
    earliest, target, latest = (str(days[number]) for number in window)
    return {
        "course": course,
        "visit": name,
        "kind": kind,
        "earliest": earliest,
        "target": target,
        "latest": latest,
    }


def _link(course: str, chance: random.Random) -> dict[str, Any]:
    link: dict[str, Any] = {"course": course, "first": "a", "second": "b", "reason": "a rule"}
    if chance.random() < 0.3:
        return {**link, "joined": True}
    least = chance.randint(-1, 1)
    return {
        **link,
        "least_days": least,
        "most_days": least + chance.randint(0, 3),
        "gap_minutes": chance.choice([0, 60]),
    }


class Everything:
    """The least cost of a tiny clinic by trying every place of every visit: written from the request's words alone.

    A visit is a day and an hour, or no place. Resources are counted by hour; nothing of the planner is used.
    """

    def __init__(self, request: ClinicRequest) -> None:
        self.request = request
        self.types = {kind.kind: kind for kind in request.appointment_types}
        self.wishes = {wish.course: wish for wish in request.wishes}
        self.told = {(entry.course, entry.visit): entry.at for entry in request.published}
        self.used: Counter[tuple[str, dt.date, int]] = Counter()
        self.begun: Counter[tuple[str, dt.date]] = Counter()
        self.hour: Counter[tuple[str, dt.date, int]] = Counter()
        self.at: dict[tuple[str, str], tuple[dt.date, int]] = {}
        self.links = defaultdict(list)
        for link in request.links:
            self.links[link.course].append(link)
        self.visits = list(request.visits)
        self.options = [self._options(visit) for visit in self.visits]
        least = [min([cost for _, cost in options]) for options in self.options]
        self.rest = list(itertools.accumulate(reversed(least), initial=0))[::-1]

    def least(self) -> int:
        self.best = sum(self.types[visit.kind].cost_not_placed for visit in self.visits)
        self._try(0, 0)
        return self.best

    def _there(self, name: str, day: dt.date, hour: int) -> int:
        resource = next(entry for entry in self.request.clinic.resources if entry.id == name)
        clock = dt.time(hour)
        for exception in resource.exceptions:
            if exception.first == day and exception.start <= clock < exception.end:
                return exception.units
        return sum(h.units for h in resource.hours if day.weekday() in h.days and h.start <= clock < h.end)

    def _options(self, visit: Any) -> list[tuple[tuple[dt.date, int] | None, int]]:
        kind = self.types[visit.kind]
        options: list[tuple[tuple[dt.date, int] | None, int]] = [(None, kind.cost_not_placed)]
        day = visit.earliest
        while day <= visit.latest:
            for stretch in self.request.clinic.patient_hours:
                if day.weekday() in stretch.days and day.weekday() in self.request.clinic.calendar.working_days:
                    options += [
                        ((day, hour), self._cost(visit, day, hour))
                        for hour in range(stretch.start.hour, stretch.end.hour - kind.minutes // 60 + 1)
                    ]
            day += dt.timedelta(days=1)
        return sorted(options, key=lambda option: option[1])

    def _cost(self, visit: Any, day: dt.date, hour: int) -> int:
        kind, weights = self.types[visit.kind], self.request.weights
        off = (day - visit.target).days
        cost = off * kind.cost_a_day_late if off > 0 else -off * kind.cost_a_day_early
        wish = self.wishes.get(visit.course)
        if wish is not None:
            if day.weekday() not in wish.weekdays:
                cost += weights.not_a_wished_weekday
            if wish.part_of_day is not None and (hour < weights.noon.hour) != (wish.part_of_day == "morning"):
                cost += weights.not_the_wished_part_of_day
        told = self.told.get((visit.course, visit.visit))
        if told is not None and (told.date(), told.hour) != (day, hour):
            ahead = (told.date() - self.request.as_of.date()).days
            factor = weights.short_notice_factor if 0 <= ahead <= weights.short_notice_days else 1
            cost += factor * (weights.published_time_moved if told.date() == day else weights.published_day_moved)
        return cost

    def _try(self, number: int, cost: int) -> None:
        if cost + self.rest[number] >= self.best:
            return
        if number == len(self.visits):
            self.best = cost
            return
        visit = self.visits[number]
        for place, price in self.options[number]:
            if place is None:
                self._try(number + 1, cost + price)
            elif self._put(visit, place, 1):
                self.at[visit.course, visit.visit] = place
                if self._rules_hold(visit.course):
                    self._try(number + 1, cost + price)
                del self.at[visit.course, visit.visit]
                self._put(visit, place, -1)

    def _put(self, visit: Any, place: tuple[dt.date, int], sign: int) -> bool:
        day, hour = place
        for need in self.types[visit.kind].needs:
            start = hour + need.from_minutes // 60
            for at in range(start, start + need.minutes // 60):
                self.used[need.resource, day, at] += sign * need.units
            self.begun[need.resource, day] += sign
            self.hour[need.resource, day, start] += sign
        if sign > 0 and not self._room(visit, day):
            self._put(visit, place, -1)
            return False
        return True

    def _room(self, visit: Any, day: dt.date) -> bool:
        for (name, on, hour), units in self.used.items():
            if on == day and units > self._there(name, day, hour):
                return False
        for resource in self.request.clinic.resources:
            if resource.most_a_day is not None and self.begun[resource.id, day] > resource.most_a_day:
                return False
            if resource.most_an_hour is not None and any(
                count > resource.most_an_hour
                for (name, on, _), count in self.hour.items()
                if name == resource.id and on == day
            ):
                return False
        return True

    def _rules_hold(self, course: str) -> bool:
        mine = {name: place for (owner, name), place in self.at.items() if owner == course}
        kinds = {visit.visit: self.types[visit.kind] for visit in self.visits if visit.course == course}
        ends = {name: hour + kinds[name].minutes // 60 for name, (_, hour) in mine.items()}
        for one, other in itertools.combinations(mine, 2):
            if mine[one][0] == mine[other][0] and mine[one][1] < ends[other] and mine[other][1] < ends[one]:
                return False
        for link in self.links[course]:
            if link.first not in mine or link.second not in mine:
                continue
            (day, _), (other_day, other_hour) = mine[link.first], mine[link.second]
            apart = (other_day - day).days
            if link.joined:
                if apart or other_hour != ends[link.first]:
                    return False
                continue
            if not link.least_days <= apart <= link.most_days:
                return False
            if link.least_days >= 0 and not apart and other_hour < ends[link.first] + link.gap_minutes // 60:
                return False
        return True
