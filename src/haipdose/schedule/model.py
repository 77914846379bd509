"""What the planner works with inside: plain records, turned into documents once, at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from haipdose.protocol.contents import Contents


class Status(StrEnum):
    """Where a visit stands. ``not-placed``: no day fits; a conflict names the rules and the options."""

    DONE = "done"
    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"
    NOT_PLACED = "not-placed"


class Stream(StrEnum):
    """The streams of a course; each is planned by its own rules and then aligned."""

    PUMP = "pump"
    SYSTEMIC = "systemic"
    LABORATORY = "laboratory"
    MONITORING = "monitoring"
    SURGERY = "surgery"


@dataclass(slots=True)
class Visit:
    """One visit of one stream. ``follows`` is the visit that its target is counted from, by ``rule``.

    ``contents`` is what goes into the pump, ``empties`` whether something is taken out first.
    """

    id: str
    stream: Stream
    kind: str
    cycle: int
    status: Status
    target: date | None = None
    earliest: date | None = None
    latest: date | None = None
    day: date | None = None
    reasons: tuple[str, ...] = ()
    follows: str | None = None
    rule: str | None = None
    contents: Contents | None = None
    empties: bool = False
    at: datetime | None = None
    serves: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still lies ahead and has a day."""
        return self.status is Status.PLANNED


@dataclass(frozen=True, slots=True)
class Option:
    """A way out of a conflict: what it is, when, and what it breaks or costs."""

    what: str
    day: date | None
    breaks: tuple[str, ...]
    cost: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules or wishes that cannot all be met. ``impossible``: the visit has no day until somebody decides."""

    code: str
    message: str
    rules: tuple[str, ...]
    visits: tuple[str, ...]
    options: tuple[Option, ...] = ()
    facts: tuple[str, ...] = ()
    impossible: bool = False


@dataclass(slots=True)
class Findings:
    """What the streams found besides visits."""

    conflicts: list[Conflict] = field(default_factory=list)
    alerts: list[tuple[str, str, str, str]] = field(default_factory=list)

    def alert(self, level: str, code: str, message: str, action: str) -> None:
        """Add an alert: ``info``, ``warning`` or ``critical``."""
        entry = (level, f"schedule.{code}", message, action)
        if entry not in self.alerts:
            self.alerts.append(entry)
