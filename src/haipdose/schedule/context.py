"""Everything that the streams of one plan share: the course's state, the rules, the calendar, today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from haipdose.course.state import CourseState
from haipdose.protocol.schedule_rules import ScheduleRules
from haipdose.schedule.calendar import ClinicCalendar
from haipdose.schedule.model import Conflict, Findings, Option
from haipdose.schedule.windows import DAY, Availability, place

DecisionAction = Literal["give", "reduce", "hold", "discontinue", "undetermined"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is decided about the next dose of a stream, as far as the planner needs it."""

    action: DecisionAction
    dose_percent: Decimal | None = None
    reasons: tuple[str, ...] = ()
    delay_days: int | None = None


Decide = Callable[[date], Outlook]


@dataclass(slots=True)
class Planning:
    """One plan in the making."""

    state: CourseState
    rules: ScheduleRules
    calendar: ClinicCalendar
    availability: Availability
    today: date
    cycles: int
    findings: Findings = field(default_factory=Findings)

    def settle_day(
        self,
        visit: str,
        kind: str,
        target: date,
        earliest: date,
        latest: date,
    ) -> tuple[date | None, tuple[str, ...]]:
        """The day of a visit inside its window, with why it isn't the target. An agreed date goes first.

        An agreed date outside the window, or on a day that doesn't work, is a named conflict and isn't used.
        """
        earliest = max(earliest, self.today)
        agreed = self.state.appointments.get(visit)
        missed: tuple[str, ...] = ()
        if agreed is not None:
            if agreed.day < self.today:
                missed = (f"agreed for {agreed.day} and not recorded as done",)
                self.findings.alert(
                    "warning",
                    "appointment-missed",
                    f"{visit} was agreed for {agreed.day} and is not recorded as done.",
                    "Record what happened, or confirm the new date.",
                )
            elif earliest <= agreed.day <= latest and self.availability.is_free(agreed.day):
                if agreed.day == target:
                    return target, ()
                return agreed.day, (f"agreed: {agreed.reason or 'appointment confirmed'}",)
            else:
                self._appointment_conflict(visit, kind, earliest, latest)
        found = place(target, earliest, latest, self.rules.window(kind), self.availability)
        if found.day is None:
            return None, missed
        if found.day == target:
            return target, missed
        passed = (f"{target} has passed",) if target < self.today else (found.reason or "",)
        return found.day, missed + passed

    def _appointment_conflict(self, visit: str, kind: str, earliest: date, latest: date) -> None:
        agreed = self.state.appointments[visit]
        why = self.availability.why_not(agreed.day)
        inside = earliest <= agreed.day <= latest
        words = why if inside and why else f"the window is {earliest} to {latest}"
        self.findings.conflicts.append(
            Conflict(
                code="schedule.appointment-does-not-fit",
                message=f"{visit} was agreed for {agreed.day}, which does not fit: {words}.",
                rules=(f"schedule.windows.{kind}",),
                visits=(visit,),
                facts=(agreed.key,),
                options=(
                    Option("Agree on the day of the plan.", None, (agreed.key,), "the agreed date is given up"),
                    Option(
                        "Keep the agreed day.",
                        agreed.day,
                        (f"schedule.windows.{kind}",),
                        f"{abs((agreed.day - (latest if agreed.day > latest else earliest)).days)} days outside",
                    ),
                ),
            )
        )

    def open_from(self, day: date) -> date:
        """The first day from ``day`` on which the clinic works: where a visit goes that rules push to ``day``."""
        return self.calendar.next_open(day) or day

    def after_absence(self, first: date, last: date) -> tuple[date, str] | None:
        """The day after the absence that keeps the patient from a window, with its reason; None when none does."""
        day = last
        while day >= first:
            absence = self.availability.absence(day)
            if absence is not None and self.calendar.is_open(day):
                return absence.last + DAY, f"patient not available until {absence.last}: {absence.reason}"
            day -= DAY
        return None

    def no_open_day(self, visit: str, kind: str, earliest: date, latest: date, rules: tuple[str, ...]) -> None:
        """Name the conflict when nothing in the window fits, with the nearest days outside it."""
        free = self.availability.first_free
        before = self._last_free(max(earliest, self.today) - DAY)
        after = free(latest + DAY, latest + timedelta(days=60))
        window = f"schedule.windows.{kind}"
        options = []
        if before is not None:
            options.append(Option("See the patient earlier.", before, (window,), f"{(earliest - before).days} d early"))
        if after is not None:
            options.append(Option("See the patient later.", after, (window, *rules), f"{(after - latest).days} d late"))
        options.append(Option("Open the clinic on a day of the window.", latest, (), "staff on a closed day"))
        closed = self.availability.why_not(latest) or "the window has passed"
        self.findings.conflicts.append(
            Conflict(
                code="schedule.no-day-fits",
                message=f"No day from {earliest} to {latest} fits {visit} ({latest}: {closed}).",
                rules=(window, *rules),
                visits=(visit,),
                options=tuple(options),
                impossible=True,
            )
        )

    def _last_free(self, day: date) -> date | None:
        for _ in range(14):
            if day < self.today:
                return None
            if self.availability.is_free(day):
                return day
            day -= DAY
        return None
