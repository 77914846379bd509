"""The assessments section of a protocol: what is asked of a participant of a trial, when, and what proves it.

A number that the planner uses too is not written again: ``…_of`` names the rule that has it, so the schedule of a
course and the assessments of the trial cannot drift apart (``docs/decisions/0105``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from haipdose.evidence import Document, Sourced
from haipdose.protocol.schedule_rules import VisitWindow

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RulePath = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z0-9_-]+)+$", max_length=120)]
Days = Annotated[int, Field(ge=0, le=366)]
Interval = Annotated[int, Field(ge=1, le=3660)]
DayOffset = Annotated[int, Field(ge=-366, le=3660)]
MonthOffset = Annotated[int, Field(ge=0, le=120)]

Anchor = Literal[
    "registration",
    "randomisation",
    "treatment-start",
    "treatment-day",
    "treatment-end",
    "pump-implantation",
    "conversion-surgery",
    "surgery",
]
"""What an assessment counts from. ``treatment-day``: each day on which floxuridine or systemic therapy was given;
``surgery``: each operation of the kinds in ``surgeries``."""

Proof = Literal[
    "ct",
    "response-imaging",
    "ct-angiography",
    "maa-scan",
    "liver-panel",
    "laboratory",
    "qlq-c30",
    "eq-5d-3l",
    "ipcq",
    "complications-reviewed",
    "pathology",
    "last-contact",
]
"""What shows that an assessment was done."""

SurgeryKind = Literal[
    "pump-implantation",
    "primary-resection",
    "pump-implantation-and-primary-resection",
    "liver-resection",
    "ablation",
    "liver-resection-and-ablation",
    "exploration",
    "pump-removal",
    "reoperation",
    "other",
]
"""The kinds of operations of a trial participant."""

Stop = Literal["conversion-surgery", "progression"]
"""What ends an assessment; progression as the treating team states it."""

SHORTEST_MONTH_DAYS: Final = 28
LONGEST_MONTH_DAYS: Final = 31


class AcceptedOutside(Document):
    """How far outside its window something still counts as this assessment, as early or late, in days."""

    early_days: Days
    late_days: Days


class AssessmentKind(Document):
    """One assessment.

    When, from the ``anchor`` on: ``at_days`` or ``at_months`` once each, ``every_days`` or ``every_months`` again and
    again, until ``until_days`` or the horizon of the section. Months are those of the calendar. ``arms``: who is asked.
    ``after_treatment_end``: a target after the end of treatment is not asked for (``stops``) or moves to that end, once
    (``brought-forward``). ``stops_at``: nothing is asked for after the first of these.
    """

    title: Text
    purpose: Text
    done_by: Annotated[tuple[Proof, ...], Field(min_length=1)]
    anchor: Anchor
    arms: Sourced[Annotated[tuple[Text, ...], Field(min_length=1)]]
    surgeries: Sourced[Annotated[tuple[SurgeryKind, ...], Field(min_length=1)]] | None = None
    at_days: Sourced[Annotated[tuple[DayOffset, ...], Field(min_length=1)]] | None = None
    at_days_of: RulePath | None = None
    at_months: Sourced[Annotated[tuple[MonthOffset, ...], Field(min_length=1)]] | None = None
    every_days: Sourced[Interval] | None = None
    every_days_of: RulePath | None = None
    every_months: Sourced[Annotated[int, Field(ge=1, le=120)]] | None = None
    until_days: Sourced[Interval] | None = None
    until_days_of: RulePath | None = None
    window: Sourced[VisitWindow] | None = None
    window_of: RulePath | None = None
    days_before_of: RulePath | None = None
    outside: Sourced[AcceptedOutside]
    after_treatment_end: Sourced[Literal["stops", "brought-forward"]] | None = None
    stops_at: Sourced[Annotated[tuple[Stop, ...], Field(min_length=1)]] | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        for what, names in (
            ("when it is due", _WHEN),
            ("its window", ("window", "window_of", "days_before_of")),
        ):
            given = [name for name in names if getattr(self, name) is not None]
            if len(given) != 1:
                msg = f"{what}: give exactly one of {', '.join(names)}; given: {', '.join(given) or 'none'}"
                raise ValueError(msg)
        ends = [name for name in ("until_days", "until_days_of") if getattr(self, name) is not None]
        if len(ends) > (self.every_days is not None or self.every_days_of is not None):
            msg = f"{' and '.join(ends)}: give at most one, and only with every_days or every_days_of"
            raise ValueError(msg)
        if (self.surgeries is not None) != (self.anchor == "surgery"):
            msg = "surgeries belong to the anchor surgery, and that anchor needs them"
            raise ValueError(msg)
        return self


_WHEN: Final = ("at_days", "at_days_of", "at_months", "every_days", "every_days_of", "every_months")


class AssessmentRules(Document):
    """The assessments of a trial. Nothing is asked after ``horizon_months`` from randomisation."""

    horizon_months: Sourced[Annotated[int, Field(ge=1, le=240)]]
    kinds: Annotated[dict[Name, AssessmentKind], Field(min_length=1)]


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A distance from an anchor: calendar months, or days. ``name`` is its stable part of an id."""

    months: int
    days: int

    @property
    def name(self) -> str:
        """``m12``, ``d56``, and ``d14-before`` for a day before the anchor."""
        if self.months:
            return f"m{self.months}"
        return f"d{self.days}" if self.days >= 0 else f"d{-self.days}-before"


@dataclass(frozen=True, slots=True)
class UsedRule:
    """A rule that an assessment rests on, with the path under which the site confirms it."""

    path: str
    sourced: Sourced[Any]


@dataclass(frozen=True)
class Timing:
    """When an assessment is due, with every number that it takes from elsewhere looked up."""

    moments: tuple[Moment, ...]
    window: VisitWindow
    rules: tuple[UsedRule, ...]

    @cached_property
    def overlap(self) -> tuple[Moment, Moment] | None:
        """Two neighbours whose windows share a day, so that one fact would lie in both; None as it should be."""
        for one, next_one in pairwise(self.moments):
            shortest = SHORTEST_MONTH_DAYS * (next_one.months - one.months) + next_one.days - one.days
            if shortest <= self.window.latest_days - self.window.earliest_days:
                return one, next_one
        return None


def timing_of(name: str, rules: AssessmentRules, content: Document) -> Timing:
    """The timing of one assessment.

    Args:
        name: its name in ``rules``.
        rules: the section.
        content: the whole protocol, in which named rules are looked up.

    Raises:
        ValueError: a rule that is named is not there, or is no number or window.
    """
    return _Reading(name, rules, content).timing()


def assessment_faults(rules: AssessmentRules, content: Document, arms: Mapping[str, Any]) -> Iterator[str]:
    """What no assessment can check alone: arms and named rules that are not there, windows that overlap."""
    for name, kind in rules.kinds.items():
        here = f"assessments.kinds.{name}"
        for arm in kind.arms.value:
            if arm not in arms:
                yield f"{here}.arms: {arm} belongs to no arm"
        try:
            timing = timing_of(name, rules, content)
        except ValueError as error:
            yield str(error)
            continue
        if timing.overlap is not None:
            one, other = timing.overlap
            yield f"{here}: the windows of {one.name} and {other.name} share a day, so a fact would lie in both"


class _Reading:
    """One look at the rules of an assessment: collects what it uses."""

    def __init__(self, name: str, rules: AssessmentRules, content: Document) -> None:
        self.here = f"assessments.kinds.{name}"
        self.kind = rules.kinds[name]
        self.horizon = rules.horizon_months
        self.content = content
        self.used: list[UsedRule] = []

    def timing(self) -> Timing:
        moments = self._moments()
        window = self._window()
        for field in ("arms", "surgeries", "outside", "after_treatment_end", "stops_at"):
            own = getattr(self.kind, field)
            if own is not None:
                self.used.append(UsedRule(f"{self.here}.{field}", own))
        self.used.append(UsedRule("assessments.horizon_months", self.horizon))
        return Timing(tuple(sorted(set(moments))), window, tuple(self.used))

    def _moments(self) -> list[Moment]:
        days = self._number("at_days")
        if days is not None:
            return [Moment(0, day) for day in (days if isinstance(days, tuple) else (days,))]
        months = self._number("at_months")
        if months is not None:
            return [Moment(month, 0) for month in months]
        every = self._number("every_days")
        horizon: int = self.horizon.value
        until: int | None = self._number("until_days")
        if every is not None:
            last = horizon * LONGEST_MONTH_DAYS if until is None else until
            return [Moment(0, day) for day in range(every, last + 1, every)]
        every = self._number("every_months")
        return [Moment(month, 0) for month in range(every, horizon + 1, every)]

    def _window(self) -> VisitWindow:
        before = self._number("days_before")
        if before is not None:
            return VisitWindow(earliest_days=-before, latest_days=0, closed_day="earlier")
        window = self._number("window")
        if not isinstance(window, VisitWindow):
            msg = f"{self.here}.window_of: {self.kind.window_of} is no window"
            raise ValueError(msg)  # noqa: TRY004 - a fault of the file, as every other one here
        return window

    def _number(self, field: str) -> Any:
        """The value of the field itself or of the rule that ``<field>_of`` names; None when neither is given."""
        own = getattr(self.kind, field, None)
        if own is not None:
            self.used.append(UsedRule(f"{self.here}.{field}", own))
            return own.value
        path = getattr(self.kind, f"{field}_of", None)
        if path is None:
            return None
        sourced = _sourced_at(self.content, path)
        if sourced is None or (field != "window" and not _is_number(sourced.value, several=field == "at_days")):
            msg = f"{self.here}.{field}_of: {path} is no {'window' if field == 'window' else 'number'} of the protocol"
            raise ValueError(msg)
        self.used.append(UsedRule(path, sourced))
        return sourced.value


def _is_number(value: object, *, several: bool) -> bool:
    numbers = value if several and isinstance(value, tuple) else (value,)
    return bool(numbers) and all(isinstance(each, int) and not isinstance(each, bool) for each in numbers)


def _sourced_at(document: object, path: str) -> Sourced[Any] | None:
    here: object = document
    for part in path.split("."):
        if isinstance(here, Mapping):
            here = here.get(part)
        elif isinstance(here, Document) and part in type(here).model_fields:
            here = getattr(here, part)
        else:
            return None
    return here if isinstance(here, Sourced) else None
