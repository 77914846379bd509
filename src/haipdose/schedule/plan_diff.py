"""What changed from one plan to the next: by visit id, each change with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haipdose.schedule.model import Status
from haipdose.schedule.requests import PlanChange, PlanChanges, PlanVisit

_GONE = frozenset({Status.CANCELLED})
_OVER = frozenset({Status.DONE, Status.HELD, Status.MISSED})


def compare_plans(before: Sequence[PlanVisit], after: Sequence[PlanVisit]) -> PlanChanges:
    """Compare two plans of one course.

    Args:
        before: the visits of the earlier plan.
        after: the visits of the plan now.

    Returns:
        Each visit of either plan exactly once: added, moved, cancelled, completed (done, held or missed since),
        changed (same day, another dose or contents) or unchanged.
    """
    old = {visit.id: visit for visit in before}
    new = {visit.id: visit for visit in after}
    rows: dict[str, list[PlanChange]] = {name: [] for name in ("added", "moved", "cancelled", "completed", "changed")}
    unchanged = []
    for visit in after:
        earlier = old.get(visit.id)
        kind, why = _kind(earlier, visit, old, new)
        if kind == "unchanged":
            unchanged.append(visit.id)
        else:
            rows[kind].append(
                PlanChange(id=visit.id, before=earlier.date if earlier else None, after=visit.date, why=why)
            )
    for visit in before:
        if visit.id not in new and visit.status is not Status.CANCELLED:
            rows["cancelled"].append(
                PlanChange(id=visit.id, before=visit.date, after=None, why=("no longer part of the plan",))
            )
    return PlanChanges(**{name: tuple(changes) for name, changes in rows.items()}, unchanged=tuple(unchanged))


def _kind(
    earlier: PlanVisit | None, visit: PlanVisit, old: Mapping[str, PlanVisit], new: Mapping[str, PlanVisit]
) -> tuple[str, tuple[str, ...]]:
    if earlier is None:
        kind = "cancelled" if visit.status in _GONE else "completed" if visit.status in _OVER else "added"
        return kind, visit.moved_because
    if visit.status in _GONE:
        return ("unchanged", ()) if earlier.status in _GONE else ("cancelled", visit.moved_because)
    if visit.status in _OVER and earlier.status not in _OVER:
        return "completed", (visit.status.value, *visit.moved_because)
    if visit.date != earlier.date:
        return "moved", _why(earlier, visit, old, new)
    if _content(visit) != _content(earlier):
        return "changed", _differences(earlier, visit)
    return "unchanged", ()


def _why(
    earlier: PlanVisit, visit: PlanVisit, old: Mapping[str, PlanVisit], new: Mapping[str, PlanVisit]
) -> tuple[str, ...]:
    """A visit's own reason, or else the visit that it is counted from."""
    fresh = tuple(reason for reason in visit.moved_because if reason not in earlier.moved_because)
    if fresh:
        return fresh
    was, now = old.get(visit.follows or ""), new.get(visit.follows or "")
    if was is not None and now is not None and was.date != now.date:
        return (f"follows {now.id}, moved from {was.date} to {now.date}",)
    gone = tuple(f"no longer: {reason}" for reason in earlier.moved_because if reason not in visit.moved_because)
    return gone or ("the visits before it changed",)


def _content(visit: PlanVisit) -> tuple[object, ...]:
    return (
        visit.status,
        tuple(
            (item.kind, item.text, item.dose, item.dose_percent, item.contents, item.decision) for item in visit.items
        ),
    )


def _differences(earlier: PlanVisit, visit: PlanVisit) -> tuple[str, ...]:
    was, now = [item.text for item in earlier.items], [item.text for item in visit.items]
    words = [f"no longer: {text}" for text in was if text not in now]
    words += [f"now: {text}" for text in now if text not in was]
    return tuple(words) or (f"now {visit.status.value}, was {earlier.status.value}",)
