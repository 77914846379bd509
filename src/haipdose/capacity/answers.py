"""The document that ``haipdose schedule`` answers with: what could not be placed first, then the calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from haipdose.derivation import Notice
from haipdose.evidence import Document
from haipdose.quantities import Computed

Method = Literal["whole-problem", "decomposed", "first-fit", "nothing-to-place"]
Proof = Literal["optimal", "bounded", "no-bound"]


class CostPart(Document):
    """One reason why a placement costs points."""

    why: str
    points: int


class Appointment(Document):
    """One visit with its place. ``start`` and ``end`` are the patient's; ``joined_with`` are of the same stay.

    ``published_at`` is what the patient had been told, if anything; ``why_moved`` says why it is another place now,
    ``gave_way_to`` which visits (their course and id) newly use there what it would need.
    """

    course: str
    visit: str
    kind: str
    day: date
    start: datetime
    end: datetime
    target: date
    earliest: date
    latest: date
    joined_with: tuple[str, ...] = ()
    costs: tuple[CostPart, ...] = ()
    published_at: datetime | None = None
    why_moved: tuple[str, ...] = ()
    gave_way_to: tuple[str, ...] = ()


class Remedy(Document):
    """A way to make room, and what it would take: of a resource, on a day, for a visit (its course and its id).

    ``proven``: solved with it, the visits all have a place and nobody else moves. Otherwise it stands in the way.
    """

    what: str
    resource: str | None = None
    day: date | None = None
    visit: str | None = None
    proven: bool = False


class NotPlaced(Document):
    """A visit without a place. ``reasons`` name the days that were possible and what stood in the way on each."""

    course: str
    visit: str
    kind: str
    earliest: date
    latest: date
    done_by: datetime | None = None
    urgent: bool
    reasons: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()


class CapacityConflict(Document):
    """A smallest set of visits that cannot all be placed, whoever else there is, with what they compete for.

    ``smallest``: proven that taking any one of them away lets the others be placed. False when there was no time for
    that. ``resources``: more of each of them, at any time, would do. ``days``: those of the visits' windows.
    """

    message: str
    visits: tuple[str, ...]
    resources: tuple[str, ...]
    days: tuple[date, ...]
    smallest: bool
    remedies: tuple[Remedy, ...]


class ResourceUse(Document):
    """How much of a resource is used on a day. A day that is over 100 % does not exist."""

    resource: str
    day: date
    used_minutes: int
    capacity_minutes: int
    most_at_once: int
    uses: int


class ClinicChange(Document):
    """What became of one appointment since the earlier answer."""

    course: str
    visit: str
    before: datetime | None
    after: datetime | None
    why: tuple[str, ...]
    gave_way_to: tuple[str, ...] = ()


class ClinicChanges(Document):
    """This answer against what was published: every visit of either in exactly one list."""

    added: tuple[ClinicChange, ...]
    moved: tuple[ClinicChange, ...]
    cancelled: tuple[ClinicChange, ...]
    unchanged: tuple[str, ...]


class Progress(Document):
    """A step of the search: the best total cost so far, the proven bound, and the gap between them.

    ``seconds`` are left out in deterministic runs, so that equal requests give equal answers.
    """

    phase: str
    seconds: Computed | None
    objective: int | None
    bound: int | None
    gap_percent: Computed | None
    not_placed: int | None = None


class ClinicAnswer(Document):
    """The answer of ``haipdose schedule``.

    ``objective`` is the total cost in points, ``bound`` a proven lower bound for the whole request, ``gap_percent``
    their difference as a share of the objective (None without a bound). ``interrupted``: stopped before its time.
    """

    as_of: datetime
    method: Method
    proof: Proof
    interrupted: bool = False
    not_placed: tuple[NotPlaced, ...]
    conflicts: tuple[CapacityConflict, ...]
    appointments: tuple[Appointment, ...]
    objective: int
    bound: int | None
    gap_percent: Computed | None
    first_fit_objective: int | None = None
    changes: ClinicChanges | None = None
    use: tuple[ResourceUse, ...]
    beyond_horizon: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    progress: tuple[Progress, ...] = ()

    @property
    def all_placed(self) -> bool:
        """Whether every visit has a place."""
        return not self.not_placed
