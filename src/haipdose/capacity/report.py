"""A clinic's calendar as text for people, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from haipdose.capacity.answers import Appointment, ClinicAnswer, ClinicChange, Progress, Remedy
from haipdose.quantities import to_text

_PROOF: Final = {
    "optimal": "proven best",
    "bounded": "best found, with a proven bound",
    "no-bound": "best found, WITHOUT a bound",
}
_MOST_CHANGES: Final = 200
_CSV_COLUMNS: Final = (
    "course",
    "visit",
    "kind",
    "day",
    "start",
    "end",
    "target",
    "earliest",
    "latest",
    "joined_with",
    "cost",
    "published_at",
    "why_moved",
    "placed",
    "why_not_placed",
)


def clinic_text(answer: ClinicAnswer) -> str:
    """The whole answer as plain text, without colour: what has no place first."""
    return "\n".join(_lines(answer))


def progress_text(step: Progress) -> str:
    """One step of the search on one line."""
    seconds = "" if step.seconds is None else f"{to_text(step.seconds)} s  "
    gap = "no bound" if step.gap_percent is None else f"bound {step.bound}, gap {to_text(step.gap_percent)} %"
    without = f", {step.not_placed} without a place" if step.not_placed else ""
    return f"{seconds}{step.phase}: cost {step.objective}, {gap}{without}"


def _lines(answer: ClinicAnswer) -> Iterator[str]:
    yield from _not_placed(answer)
    count, without = len(answer.appointments), len(answer.not_placed)
    plural = "" if count == 1 else "s"
    yield f"{count} appointment{plural}, {without} without a place; as of {answer.as_of:%Y-%m-%d %H:%M}"
    yield f"Cost {answer.objective} points: {_PROOF[answer.proof]}{_gap(answer)}."
    if answer.first_fit_objective is not None and answer.method != "first-fit":
        yield f"First fit: {answer.first_fit_objective} points."
    if answer.interrupted:
        yield "STOPPED EARLY: the best so far."
    for notice in answer.notices:
        yield f"{notice.level}: {notice.message} {notice.action}".rstrip()
    if answer.beyond_horizon:
        yield f"Beyond the horizon and left out: {len(answer.beyond_horizon)} visits."
    yield from _changes(answer)
    yield from _days(answer)
    yield from _use(answer)
    yield ""
    yield "Decision support, not a certified medical device."


def _gap(answer: ClinicAnswer) -> str:
    if answer.proof != "bounded" or answer.gap_percent is None:
        return ""
    return f" of {answer.bound} (gap {to_text(answer.gap_percent)} %)"


def _not_placed(answer: ClinicAnswer) -> Iterator[str]:
    if not answer.not_placed:
        return
    yield f"NO PLACE FOR {len(answer.not_placed)} VISIT{'S' if len(answer.not_placed) > 1 else ''}:"
    for entry in answer.not_placed:
        urgent = "URGENT " if entry.urgent else ""
        by = f", done by {entry.done_by:%Y-%m-%d %H:%M}" if entry.done_by is not None else ""
        yield f"  {urgent}{entry.course} {entry.visit} ({entry.kind}, {entry.earliest} to {entry.latest}{by})"
        yield from (f"      {reason}" for reason in entry.reasons)
        yield from (f"      would help: {remedy.what}" for remedy in entry.remedies)
    for conflict in answer.conflicts:
        yield f"  CONFLICT: {conflict.message}"
        yield from (f"      {visit}" for visit in conflict.visits)
        if not conflict.smallest and len(conflict.visits) > 1:
            yield "      not all of these may be needed for it: there was no time to find out"
        yield from (f"      would do (proven): {_for_visit(remedy)}{remedy.what}" for remedy in conflict.remedies)
    yield ""


def _for_visit(remedy: Remedy) -> str:
    return "" if remedy.visit is None else f"{remedy.visit}: "


def _changes(answer: ClinicAnswer) -> Iterator[str]:
    changes = answer.changes
    if changes is None:
        return
    yield ""
    yield "CHANGES against what was published:"
    rows: tuple[tuple[str, tuple[ClinicChange, ...]], ...] = (
        ("moved", changes.moved),
        ("cancelled", changes.cancelled),
        ("added", changes.added),
    )
    for name, entries in rows:
        for change in entries[:_MOST_CHANGES]:
            before = f"{change.before:%a %Y-%m-%d %H:%M}" if change.before else "-"
            after = f"{change.after:%a %Y-%m-%d %H:%M}" if change.after else "-"
            yield f"  {name:<10} {change.course} {change.visit}: {before} -> {after}  {'; '.join(change.why)}".rstrip()
            if change.gave_way_to:
                yield f"             made room for {', '.join(change.gave_way_to)}"
        if len(entries) > _MOST_CHANGES:
            yield f"  {name:<10} and {len(entries) - _MOST_CHANGES} more"
    yield f"  unchanged  {len(changes.unchanged)} appointments"


def _days(answer: ClinicAnswer) -> Iterator[str]:
    ordered = sorted(answer.appointments, key=lambda entry: (entry.start, entry.course, entry.visit))
    for day, entries in groupby(ordered, key=lambda entry: entry.day):
        yield ""
        yield f"{day:%A %Y-%m-%d}"
        for entry in entries:
            line = f"  {entry.start:%H:%M}-{entry.end:%H:%M}  {entry.course:<12} {entry.visit:<24}{_remark(entry)}"
            yield line.rstrip()


def _remark(entry: Appointment) -> str:
    parts = [part.why for part in entry.costs]
    parts += [f"moved because {why}" for why in entry.why_moved]
    return f"  {'; '.join(parts)}" if parts else ""


def _use(answer: ClinicAnswer) -> Iterator[str]:
    """Each resource over the horizon, and its fullest days."""
    if not answer.use:
        return
    yield ""
    yield "USE of what there is:"
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    fullest: dict[str, list[tuple[int, date]]] = defaultdict(list)
    for entry in answer.use:
        totals[entry.resource][0] += entry.used_minutes
        totals[entry.resource][1] += entry.capacity_minutes
        if entry.capacity_minutes:
            fullest[entry.resource].append((entry.used_minutes * 100 // entry.capacity_minutes, entry.day))
    for name, (used, there) in totals.items():
        if not there:
            yield f"  {name:<16} none there"
            continue
        days = ", ".join(f"{day} {percent} %" for percent, day in sorted(fullest[name], reverse=True)[:3])
        yield f"  {name:<16} {used * 100 // there:>3} % of {there // 60} h; fullest {days}"


def clinic_csv(answer: ClinicAnswer) -> str:
    """One row a visit, placed or not. Cells that a spreadsheet would take for a formula are made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CSV_COLUMNS)
    for entry in answer.appointments:
        _row(
            writer,
            entry.course,
            entry.visit,
            entry.kind,
            entry.day,
            entry.start.isoformat(),
            entry.end.isoformat(),
            entry.target,
            entry.earliest,
            entry.latest,
            " ".join(entry.joined_with),
            sum(part.points for part in entry.costs),
            entry.published_at.isoformat() if entry.published_at else "",
            "; ".join(entry.why_moved),
            "yes",
            "",
        )
    for absent in answer.not_placed:
        _row(
            writer,
            absent.course,
            absent.visit,
            absent.kind,
            "",
            "",
            "",
            "",
            absent.earliest,
            absent.latest,
            "",
            "",
            "",
            "",
            "no",
            "; ".join(absent.reasons),
        )
    return out.getvalue()


def _row(writer: object, *cells: object) -> None:
    safe = [f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text for text in map(str, cells)]
    writer.writerow(safe)  # type: ignore[attr-defined]
