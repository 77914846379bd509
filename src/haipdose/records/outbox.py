"""What others are told: subscriptions, and which of them still waits for which event.

At least once, and in order within a course: an event of a course is not sent to a subscriber before the earlier ones of
that course were taken or given up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from haipdose.records import tables
from haipdose.records.audit import text_digest
from haipdose.records.columns import canonical
from haipdose.records.registry import MAX_PAGE, not_found, record_revision, stale
from haipdose.records.work import Work

TOPICS: Final = (
    "course.created",
    "facts.appended",
    "plan.changed",
    "order.changed",
    "decision.recorded",
    "protocol.approval",
    "device.session",
)

BACKOFF: Final = tuple(timedelta(seconds=seconds) for seconds in (0, 5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800))
"""How long to wait before each attempt; the last one repeats until the event is given up."""
GIVE_UP_AFTER: Final = timedelta(days=3)
IN_A_ROW: Final = 20
"""Events of one course for one subscriber in one pass: a long backlog of one does not keep the others waiting."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who is told what, and where."""

    id: str
    clinic_id: str
    url: str
    secret: str
    topics: tuple[str, ...]
    active: bool
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One event that one subscriber has not taken yet."""

    subscription: Subscription
    sequence: int
    event_id: str
    course_id: str | None
    topic: str
    at: datetime
    payload: Mapping[str, Any]
    attempts: int

    @property
    def line(self) -> tuple[str, str]:
        """Events with the same one are sent one after the other: a course's to a subscriber."""
        return self.subscription.id, self.course_id or self.event_id


def subscribe(work: Work, clinic: str, url: str, secret: str, topics: tuple[str, ...]) -> Subscription:
    """Start telling somebody what happens from now on."""
    identity = work.new_id("sub")
    newest = work.connection.execute(select(func.max(tables.outbox.c.sequence))).scalar() or 0
    work.connection.execute(
        insert(tables.subscriptions).values(
            id=identity,
            clinic_id=clinic,
            url=url,
            secret=secret,
            topics=list(topics),
            active=True,
            starts_after=newest,
            version=1,
            created_at=work.now,
            updated_at=work.now,
        )
    )
    _tell(work, identity, "subscription.create")
    return subscription(work.connection, clinic, identity)


def subscription(connection: Connection, clinic: str, identity: str) -> Subscription:
    """One subscription. Raises NotFound."""
    return _shown(_row(connection, clinic, identity))


def subscriptions(
    connection: Connection, clinic: str, *, limit: int = 50, after: str | None = None
) -> tuple[tuple[Subscription, ...], str | None]:
    """The subscriptions of a clinic, a page at a time."""
    limit = min(limit, MAX_PAGE)
    table = tables.subscriptions
    query = select(table).where(table.c.clinic_id == clinic).order_by(table.c.id).limit(limit + 1)
    if after is not None:
        query = query.where(table.c.id > after)
    rows = connection.execute(query).all()
    shown = tuple(_shown(row) for row in rows[:limit])
    return shown, shown[-1].id if len(rows) > limit else None


def change_subscription(work: Work, clinic: str, identity: str, expected: int, *, active: bool) -> Subscription:
    """Stop or go on telling; what happened meanwhile is told then. Raises NotFound, StaleVersion."""
    row = _row(work.connection, clinic, identity, lock=True)
    if row.version != expected:
        raise stale("subscription", expected, row.version)
    table = tables.subscriptions
    work.connection.execute(
        update(table).where(table.c.id == identity).values(active=active, version=row.version + 1, updated_at=work.now)
    )
    _tell(work, identity, "subscription.change")
    return subscription(work.connection, clinic, identity)


def subscription_shown(row: Row[Any]) -> dict[str, Any]:
    """What the audit trail witnesses of a subscription. Its secret is sealed anew when keys are rotated."""
    return {
        "url": text_digest(row.url),
        "topics": list(row.topics),
        "active": row.active,
        "starts_after": row.starts_after,
    }


def _tell(work: Work, identity: str, action: str) -> None:
    table = tables.subscriptions
    row = work.connection.execute(select(table).where(table.c.id == identity)).one()
    digest = record_revision(work, "subscription", identity, row.version, canonical(subscription_shown(row)))
    payload = {
        "version": row.version,
        "topics": list(row.topics),
        "active": row.active,
        "rows": {f"revisions/subscription/{identity}/{row.version}": digest},
    }
    work.audit(action, "subscription", identity, clinic=row.clinic_id, payload=payload)


def waiting(connection: Connection, now: datetime, limit: int) -> tuple[Waiting, ...]:
    """What may be sent now, oldest first: of each subscriber and course the events not taken yet, if the first is due.

    Of the same :attr:`Waiting.line` a later event may be sent only when the earlier one was taken.
    """
    events, subs, sent = tables.outbox, tables.subscriptions, tables.deliveries
    line: dict[str, Any] = {
        "partition_by": (subs.c.id, func.coalesce(events.c.course_id, events.c.event_id)),
        "order_by": events.c.sequence,
    }
    open_events = (
        select(
            subs.c.id.label("subscription_id"),
            events.c.sequence,
            func.row_number().over(**line).label("place"),
            sent.c.attempts,
            func.first_value(sent.c.next_attempt_at, type_=sent.c.next_attempt_at.type).over(**line).label("first_due"),
        )
        .select_from(subs)
        .join(events, (events.c.clinic_id == subs.c.clinic_id) & (events.c.sequence > subs.c.starts_after))
        .outerjoin(sent, (sent.c.subscription_id == subs.c.id) & (sent.c.sequence == events.c.sequence))
        .where(subs.c.active, sent.c.delivered_at.is_(None), sent.c.given_up_at.is_(None))
        .subquery()
    )
    query = (
        select(subs, events.c.sequence, events.c.event_id, events.c.course_id, events.c.topic, events.c.at)
        .add_columns(events.c.payload, open_events.c.attempts)
        .join(open_events, open_events.c.subscription_id == subs.c.id)
        .join(events, events.c.sequence == open_events.c.sequence)
        .where(
            open_events.c.place <= IN_A_ROW,
            or_(open_events.c.first_due.is_(None), open_events.c.first_due <= now),
        )
        .order_by(events.c.sequence)
        .limit(limit)
    )
    return tuple(
        Waiting(
            _shown(row),
            row.sequence,
            row.event_id,
            row.course_id,
            row.topic,
            row.at,
            row.payload,
            row.attempts or 0,
        )
        for row in connection.execute(query)
    )


def mark(work: Work, event: Waiting, failure: str | None) -> None:
    """Note what became of an attempt: taken, to be tried again, or given up."""
    sent = tables.deliveries
    attempts = event.attempts + 1
    values: dict[str, Any] = {"attempts": attempts, "last_error": failure, "next_attempt_at": None}
    if failure is None:
        values["delivered_at"] = work.now
    elif work.now - event.at > GIVE_UP_AFTER:
        values["given_up_at"] = work.now
    else:
        values["next_attempt_at"] = work.now + BACKOFF[min(attempts, len(BACKOFF) - 1)]
    key = {"subscription_id": event.subscription.id, "sequence": event.sequence}
    done = work.connection.execute(
        update(sent)
        .where(sent.c.subscription_id == key["subscription_id"], sent.c.sequence == key["sequence"])
        .values(values)
    )
    if done.rowcount == 0:
        work.connection.execute(insert(sent).values({**key, "course_id": event.course_id, **values}))


def deliveries(connection: Connection, subscription_id: str, limit: int) -> list[Row[Any]]:
    """The last attempts for a subscriber, newest event first."""
    sent, events = tables.deliveries, tables.outbox
    query = (
        select(sent, events.c.topic, events.c.event_id)
        .join(events, events.c.sequence == sent.c.sequence)
        .where(sent.c.subscription_id == subscription_id)
        .order_by(sent.c.sequence.desc())
        .limit(min(limit, MAX_PAGE))
    )
    return list(connection.execute(query))


def _row(connection: Connection, clinic: str, identity: str, *, lock: bool = False) -> Row[Any]:
    table = tables.subscriptions
    query = select(table).where(table.c.id == identity, table.c.clinic_id == clinic)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise not_found("subscription")
    return row


def _shown(row: Row[Any]) -> Subscription:
    return Subscription(
        row.id,
        row.clinic_id,
        row.url,
        row.secret,
        tuple(row.topics),
        row.active,
        row.version,
        row.created_at,
        row.updated_at,
    )
