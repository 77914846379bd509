"""Why a visit is where it is, why it moved, and why it has no place: in words, from what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from haipdose.capacity.answers import CostPart, Remedy
from haipdose.capacity.first_fit import is_possible
from haipdose.capacity.ledger import Full, Ledger
from haipdose.capacity.problem import DayRule, Place, Problem, Stay, Visit

_MOST_REMEDIES = 6


def clock(problem: Problem, slot: int) -> str:
    """The wall clock at which a slot starts."""
    minute = problem.grid.minute(slot)
    return f"{minute // 60:02d}:{minute % 60:02d}"


def name_of(visit: Visit) -> str:
    """A visit as messages name it."""
    return f"{visit.asked.course} {visit.asked.visit}"


def cost_parts(problem: Problem, visit: Visit, day: int, slot: int) -> Iterator[CostPart]:
    """What the place of a visit costs, part by part; their sum is its share of the objective."""
    at, weights = problem.grid.days[day], problem.weights
    off = (at - visit.asked.target).days
    if off:
        a_day = visit.kind.cost_a_day_late if off > 0 else visit.kind.cost_a_day_early
        words = f"{abs(off)} day{'s' if abs(off) > 1 else ''} {'after' if off > 0 else 'before'} its target"
        yield CostPart(why=words, points=abs(off) * a_day * visit.asked.priority)
    wishes = visit.wishes
    if wishes is not None and wishes.weekdays and at.weekday() not in wishes.weekdays:
        yield CostPart(why="not on a wished weekday", points=weights.not_a_wished_weekday)
    if wishes is not None and wishes.part_of_day is not None:
        morning = problem.grid.minute(slot) < weights.noon.hour * 60 + weights.noon.minute
        if morning != (wishes.part_of_day == "morning"):
            yield CostPart(
                why="not in the morning" if wishes.part_of_day == "morning" else "not in the afternoon",
                points=weights.not_the_wished_part_of_day,
            )
    if visit.published is not None:
        told = problem.grid.day_of(visit.published.at)
        ahead = (told - problem.grid.today).days
        factor = weights.short_notice_factor if 0 <= ahead <= weights.short_notice_days else 1
        if told != at:
            words = f"moved from the published {told}"
            yield CostPart(why=_soon(words, ahead, factor), points=weights.published_day_moved * factor)
        elif problem.grid.place_of(visit.published.at) != (day, slot):
            words = "another time than published"
            yield CostPart(why=_soon(words, ahead, factor), points=weights.published_time_moved * factor)


def _soon(words: str, ahead: int, factor: int) -> str:
    """With how soon it is, where that makes it dearer."""
    return f"{words} (in {ahead} days)" if factor > 1 else words


def why_moved(ledger: Ledger, visit: Visit) -> tuple[str, ...]:
    """Why a published appointment is not where it was: each thing that stands in the way of keeping it."""
    problem = ledger.problem
    grid = problem.grid
    published = visit.published
    if published is None or ledger.at.get(visit.index) == grid.place_of(published.at):
        return ()
    told = grid.day_of(published.at)
    if published.at < grid.as_of:
        return (f"{told} has passed",)
    if not visit.asked.earliest <= told <= visit.asked.latest:
        note = (visit.asked.note,) if visit.asked.note else ()
        return (f"its window is now {visit.asked.earliest} to {visit.asked.latest}", *note)
    closed = grid.calendar.why_closed(told)
    if closed is not None:
        return (f"{told}: {closed}",)
    away = _away(visit, told)
    if away is not None:
        return (away,)
    stay = problem.stays[problem.stay_of[visit.index]]
    at = grid.place_of(published.at)
    if at is None:
        return ("the published time is not on a slot of the clinic",)
    place = _place_keeping(stay, visit, at)
    if place is None or not is_possible(stay, place):
        return (f"{told} {clock(problem, at[1])} is not possible: {_why_not_a_start(problem, stay, visit, at)}",)
    before = ledger.take(stay)
    try:
        blocked = tuple(_blockers(ledger, stay, place))
        if blocked:
            return blocked
        saved = problem.cost(stay, place) - problem.cost(stay, before)
        if saved > 0:
            return (f"the new place costs {saved} points less than keeping it",)
        return ("keeping it would cost others more than moving it",)
    finally:
        if before is not None:
            ledger.put(stay, before)


def gave_way_to(ledger: Ledger, visit: Visit) -> tuple[str, ...]:
    """Who newly uses what a moved appointment would need at its published place; empty when nobody does."""
    problem = ledger.problem
    published = visit.published
    at = None if published is None else problem.grid.place_of(published.at)
    if at is None or ledger.at.get(visit.index) == at:
        return ()
    stay = problem.stays[problem.stay_of[visit.index]]
    place = _place_keeping(stay, visit, at)
    if place is None or not is_possible(stay, place):
        return ()
    before = ledger.take(stay)
    try:
        full = tuple(ledger.full(stay.modes[place.mode], place))
        return tuple(
            name_of(problem.visits[number])
            for number, (day, start) in sorted(ledger.at.items())
            if day == place.day
            and not _kept(problem, problem.visits[number], (day, start))
            and any(_uses(problem, problem.visits[number], start, entry) for entry in full)
        )
    finally:
        if before is not None:
            ledger.put(stay, before)


def _kept(problem: Problem, visit: Visit, at: tuple[int, int]) -> bool:
    return visit.published is not None and problem.grid.place_of(visit.published.at) == at


def _uses(problem: Problem, visit: Visit, start: int, full: Full) -> bool:
    """Whether a visit that starts there counts towards what is full."""
    for use in visit.uses:
        if use.resource != full.resource:
            continue
        first, end = start + use.first, start + use.end
        same_hour = problem.grid.minute(first) // 60 == problem.grid.minute(full.slot) // 60
        if full.limit == "day" or (full.limit == "hour" and same_hour) or first <= full.slot < end:
            return True
    return False


def _place_keeping(stay: Stay, visit: Visit, at: tuple[int, int]) -> Place | None:
    for mode, shape in enumerate(stay.modes):
        if visit.index in shape.visits:
            return Place(mode, at[0], at[1] - shape.offsets[shape.visits.index(visit.index)])
    return None


def _away(visit: Visit, day: date) -> str | None:
    for absence in visit.wishes.away if visit.wishes is not None else ():
        if absence.covers(day):
            return f"{day}: the patient is away ({absence.reason})"
    return None


def _why_not_a_start(problem: Problem, stay: Stay, visit: Visit, at: tuple[int, int]) -> str:
    """Why a stay cannot start there even in an empty clinic."""
    grid = problem.grid
    day, slot = at
    if visit.asked.done_by is not None and grid.moment(day, slot + visit.slots) > visit.asked.done_by:
        return f"it must have ended by {visit.asked.done_by:%Y-%m-%d %H:%M} (run-dry)"
    if not all(grid.open_slots[day][slot : slot + visit.slots]):
        return "outside the hours for patients"
    for use in visit.uses:
        there = min(grid.capacity[use.resource][day][max(0, slot + use.first) : slot + use.end], default=0)
        if there < use.units:
            return f"only {there} {grid.resources[use.resource].shown} there at that time"
    return "what belongs to the same stay does not fit there" if len(stay.visits) > 1 else "it is in the past"


def _blockers(ledger: Ledger, stay: Stay, place: Place) -> Iterator[str]:
    problem = ledger.problem
    mode = stay.modes[place.mode]
    for full in ledger.full(mode, place):
        yield full_words(problem, full)
    for rule in ledger.broken(stay, place):
        yield rule_words(ledger, rule)
    if not ledger.patient_free(stay, place):
        yield f"the patient has another appointment at {clock(problem, place.start)}"


def full_words(problem: Problem, full: Full) -> str:
    """A full resource in words."""
    name, day = problem.grid.resources[full.resource].shown, problem.grid.days[full.day]
    if full.limit == "day":
        return f"{name}: no more uses on {day}"
    at = clock(problem, full.slot)
    return (
        f"{name} full at {at} on {day}" if full.limit == "hours" else f"{name}: no more uses in the hour of {at}, {day}"
    )


def rule_words(ledger: Ledger, rule: DayRule) -> str:
    """A rule between two visits in words, with where the other one is."""
    problem = ledger.problem
    first, second = problem.visits[rule.first], problem.visits[rule.second]
    before, after, reason = first.asked.visit, second.asked.visit, rule.link.reason
    if rule.least and rule.most is not None:
        return f"{after} is {rule.least} to {rule.most} days after {before} ({reason})"
    if rule.most is not None:
        return f"{after} is at most {rule.most} days after {before} ({reason})"
    if rule.least:
        return f"{after} is at least {rule.least} days after {before} ({reason})"
    return f"{after} is not before the end of {before} ({reason})"


def why_not_placed(ledger: Ledger, visit: Visit) -> tuple[tuple[str, ...], tuple[Remedy, ...]]:
    """What stands in the way of a visit on each day of its window, and what would make room."""
    problem = ledger.problem
    grid = problem.grid
    stay = problem.stays[problem.stay_of[visit.index]]
    alone = next(mode for mode, shape in enumerate(stay.modes) if shape.visits == (visit.index,))
    reasons: list[str] = []
    remedies: list[Remedy] = []
    first = max(visit.asked.earliest, problem.request.horizon.first, grid.today)
    last = min(visit.asked.latest, problem.request.horizon.last)
    if last < first:
        return (f"its window {visit.asked.earliest} to {visit.asked.latest} has passed",), (
            Remedy(what="Record what happened, or plan the course anew."),
        )
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        closed = grid.calendar.why_closed(day)
        if closed is not None:
            reasons.append(f"{day}: {closed}")
            continue
        away = _away(visit, day)
        if away is not None:
            reasons.append(away)
            remedies.append(Remedy(what="See the patient all the same.", day=day))
            continue
        number = grid.day_number[day]
        options = stay.possible[alone].get(number, ())
        if not options:
            reasons.append(f"{day}: {_no_time(problem, visit, number)}")
            continue
        counted: Counter[str] = Counter()
        single: list[Full] = []
        for start, _ in options:
            place = Place(alone, number, start)
            full = list(ledger.full(stay.modes[alone], place))
            words = [_short(problem, entry) for entry in full]
            rules = list(ledger.broken(stay, place))
            words += [rule_words(ledger, rule) for rule in rules]
            if not ledger.patient_free(stay, place):
                words.append("the patient has another appointment")
            counted.update(set(words))
            if len({entry.resource for entry in full}) == 1 and not rules and ledger.patient_free(stay, place):
                single += full[:1]
        blocking = "; ".join(word for word, _ in counted.most_common(3))
        reasons.append(f"{day}: {blocking}" if blocking else f"{day}: taken up by what is more urgent")
        remedies += _more_room(problem, single, day)
    return tuple(reasons), tuple(remedies[:_MOST_REMEDIES])


def _no_time(problem: Problem, visit: Visit, day: int) -> str:
    grid = problem.grid
    for use in visit.uses:
        if max(grid.capacity[use.resource][day], default=0) < use.units:
            return f"no {grid.resources[use.resource].shown} on that day"
    if visit.asked.done_by is not None and grid.moment(day, grid.slots) > visit.asked.done_by:
        return f"it must have ended by {visit.asked.done_by:%Y-%m-%d %H:%M} (run-dry)"
    return "no time of the day is possible even in an empty clinic"


def _short(problem: Problem, full: Full) -> str:
    name = problem.grid.resources[full.resource].shown
    return {"hours": f"full: {name}", "day": f"no more {name} that day", "hour": f"no more {name} in the hour"}[
        full.limit
    ]


def _more_room(problem: Problem, single: list[Full], day: date) -> Iterator[Remedy]:
    """One more of a resource, where that alone would do."""
    seen = set()
    for full in single:
        if full.resource in seen:
            continue
        seen.add(full.resource)
        resource = problem.grid.resources[full.resource]
        if full.limit == "day":
            what = f"One more {resource.shown} on {day}."
        else:
            what = f"One more {resource.shown} around {clock(problem, full.slot)} on {day}."
        yield Remedy(what=what, resource=resource.id, day=day)
