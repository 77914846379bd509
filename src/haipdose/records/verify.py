"""Is everything still there as it was recorded?

The audit trail is read from its first entry on and every digest is worked out again. On the way each row that an
entry witnesses is noted; then every append-only row must match exactly one such note, and none may be left over. A
trail that was rewritten as a whole, digests and all, is only detected with an anchor that was kept elsewhere.

The notes stand in a private temporary database, so that a long trail needs little memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Row, Table, select

from haipdose.records import tables
from haipdose.records.anchors import Anchor
from haipdose.records.audit import START, entry_digest, text_digest
from haipdose.records.courses import FACT
from haipdose.records.current import differing
from haipdose.records.snapshot import snapshot, stream

MOST_FAULTS: Final = 200
"""So many faults are told one by one; the rest are counted."""

WITNESSED: Final = tuple(table for table in tables.APPEND_ONLY if table is not tables.audit)

Progress = Callable[[str, int], None]
"""Told what is being read and how many rows of it were read so far."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was recorded. ``place`` names a row by ids, never by a patient."""

    code: str
    place: str
    text: str


@dataclass(slots=True)
class Report:
    """What was read and what is wrong with it."""

    entries: int = 0
    rows: int = 0
    chains: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0

    @property
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def blame(self, code: str, place: str, text: str) -> None:
        """Note a fault."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, place, text))
        else:
            self.more_faults += 1


def verify(engine: Engine, anchors: tuple[Anchor, ...] = (), progress: Progress | None = None) -> Report:
    """Check the whole store, as it stands at one moment.

    Raises:
        StorageError: the store cannot be read.
    """
    report = Report()
    tell = progress or _silent
    with snapshot(engine) as connection, closing(sqlite3.connect("")) as notes:
        notes.execute(
            "CREATE TABLE witness (place TEXT PRIMARY KEY, digest TEXT, at TEXT, by TEXT, chain TEXT, course TEXT,"
            " kind TEXT) WITHOUT ROWID"
        )
        _read_chains(connection, notes, anchors, report, tell)
        for table in WITNESSED:
            _read_rows(connection, notes, table, report, tell)
        for (place,) in notes.execute("SELECT place FROM witness ORDER BY place"):
            report.blame("row.missing", place, "The audit trail tells of this row; it is not there.")
        for place in differing(connection):
            report.blame("row.current", place, "What is shown now is not what was recorded last.")
    return report


def _silent(what: str, count: int) -> None:
    del what, count


def _read_chains(
    connection: Connection, notes: sqlite3.Connection, anchors: tuple[Anchor, ...], report: Report, tell: Progress
) -> None:
    heads = {row.chain: row for row in connection.execute(select(tables.audit_heads))}
    anchored = {(chain, head.sequence): head.digest for anchor in anchors for chain, head in anchor.chains.items()}
    reached: dict[str, tuple[int, str]] = {}
    for row in stream(connection, select(tables.audit).order_by(tables.audit.c.chain, tables.audit.c.sequence)):
        sequence, previous = reached.get(row.chain, (0, START))
        place = f"audit/{row.chain}/{row.sequence}"
        if row.sequence != sequence + 1:
            report.blame("audit.gap", place, f"Entry {sequence + 1} is expected here.")
        if row.previous != previous:
            report.blame("audit.link", place, "The entry does not follow the one before it.")
        if entry_digest(dict(row._mapping)) != row.digest:
            report.blame("audit.changed", place, "The entry is not as it was written.")
        anchor = anchored.pop((row.chain, row.sequence), row.digest)
        if anchor != row.digest:
            report.blame("audit.rewritten", place, "The anchor has another digest: the trail was rewritten.")
        reached[row.chain] = (row.sequence, row.digest)
        _note(notes, row, report)
        report.entries += 1
        if report.entries % 1000 == 0:
            tell("audit", report.entries)
    tell("audit", report.entries)
    for chain in sorted({*heads, *reached}):
        head = heads.get(chain)
        last = reached.get(chain, (0, START))
        if head is None or (head.sequence, head.digest) != last:
            report.blame("audit.head", f"audit/{chain}", f"The trail ends at {last[0]}, its head says otherwise.")
    for chain, sequence in sorted(anchored):
        report.blame("audit.cut", f"audit/{chain}/{sequence}", "The anchor knows this entry; it is not there.")
    report.chains = {chain: sequence for chain, (sequence, _) in sorted(reached.items())}


def _note(notes: sqlite3.Connection, entry: Row[Any], report: Report) -> None:
    """Note the rows that an entry witnesses."""
    try:
        payload = json.loads(entry.payload)
        witnessed = payload.get("rows", {})
    except (ValueError, AttributeError):
        return  # the digest has told already that the entry was changed
    for place, digest in witnessed.items():
        beside = (entry.at.isoformat(), entry.actor_id, entry.chain, entry.course_id, payload.get("kind"))
        note = (place, digest, *beside)
        done = notes.execute("INSERT INTO witness VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", note)
        if done.rowcount == 0:
            report.blame("row.twice", place, "Two entries of the audit trail tell of this row.")


def _read_rows(connection: Connection, notes: sqlite3.Connection, table: Table, report: Report, tell: Progress) -> None:
    key = list(table.primary_key.columns)
    count = 0
    for row in stream(connection, select(table).order_by(*key)):
        values = row._asdict()
        place = "/".join([table.name, *(str(values[column.name]) for column in key)])
        count += 1
        if count % 1000 == 0:
            tell(table.name, count)
        digest = text_digest(values["document"])
        query = "SELECT digest, at, by, chain, course, kind FROM witness WHERE place = ?"
        note = notes.execute(query, (place,)).fetchone()
        if note is None:
            report.blame("row.unwitnessed", place, "No entry of the audit trail tells of this row.")
            continue
        notes.execute("DELETE FROM witness WHERE place = ?", (place,))
        if digest != note[0] or digest != values["digest"]:
            report.blame("row.changed", place, "The text is not the one that was recorded.")
        elif not (_columns_fit(values, *note[1:5]) and _words_fit(table, values, note[5])):
            report.blame("row.changed", place, "The columns beside the text are not those that were recorded.")
    report.rows += count
    tell(table.name, count)


def _columns_fit(values: Mapping[str, Any], at: str, by: str, chain: str, course: str | None) -> bool:
    """Whether what stands beside a row's text agrees with the text and with the entry that witnesses it."""
    recorded: datetime = values.get("recorded_at", values["at"])
    if recorded.isoformat() != at or values["by"] != by:
        return False
    return bool(values.get("clinic_id", chain) == chain and values.get("course_id", course) == course)


def _words_fit(table: Table, values: Mapping[str, Any], kind: str | None) -> bool:
    """Whether the words by which rows are searched are those of the text, or of the entry that witnesses it."""
    if table is tables.facts:
        return _fact_fits(values)
    if table is tables.fill_order_steps:
        return bool(json.loads(values["document"])["done"]["step"] == values["step"])
    if table is tables.approvals:
        return bool(json.loads(values["document"])["protocol_id"] == values["protocol"])
    if table is tables.stock_movements:
        moved = json.loads(values["document"])
        return bool((moved["lot_number"], moved["change"]) == (values["lot_number"], values["change"]))
    return table is not tables.decisions or values["kind"] == kind


def _fact_fits(values: Mapping[str, Any]) -> bool:
    try:
        fact = FACT.validate_json(values["document"])
    except ValidationError:
        return False
    return (fact.key, fact.type, fact.at) == (values["fact_id"], values["type"], values["at"])


def document(report: Report) -> dict[str, Any]:
    """A report as JSON."""
    return {
        "intact": report.intact,
        "entries": report.entries,
        "rows": report.rows,
        "chains": report.chains,
        "faults": [{"code": fault.code, "place": fault.place, "text": fault.text} for fault in report.faults],
        "more_faults": report.more_faults,
    }
