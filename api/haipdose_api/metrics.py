"""Measurements for Prometheus: how many requests, how long, how many at once, and what waits.

Labels are route templates, methods and statuses; there are no ids in them. With several workers each writes its numbers
into a shared folder and whichever is asked adds them up.
"""

from __future__ import annotations

import hmac
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Header, Request, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from haipdose.errors import Denied
from haipdose.records import tables
from haipdose_api.routes.parts import problems
from haipdose_api.settings import Settings
from haipdose_api.site import Site, site_of

SHARED_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

_LABELS: Final = ("method", "route", "status")
_requests = Counter("haipdose_requests", "Requests answered.", _LABELS)
_seconds = Histogram("haipdose_request_seconds", "Time to the last byte.", _LABELS[:2], buckets=_BUCKETS)
_in_flight = Gauge("haipdose_requests_in_flight", "Requests being answered.", multiprocess_mode="livesum")
_children: dict[tuple[str, str, int], tuple[Any, Any]] = {}

router = APIRouter(tags=["health"])


def started() -> None:
    """A request has come."""
    _in_flight.inc()


def answered(method: str, route: str, status: int, seconds: float) -> None:
    """A request has been answered. ``route`` is a template: there are as many as there are routes."""
    found = _children.get((method, route, status))
    if found is None:
        found = (_requests.labels(method, route, str(status)), _seconds.labels(method, route))
        _children[(method, route, status)] = found
    found[0].inc()
    found[1].observe(seconds)
    _in_flight.dec()


@contextmanager
def shared_between_workers(workers: int) -> Iterator[None]:
    """Stands around the start of workers: they have a folder for their numbers while they run."""
    if workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="haipdose-metrics-") as folder:
        os.environ[SHARED_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[SHARED_FOLDER]


def worker_ended() -> None:
    """Called by a worker that ends: it answers nothing any more."""
    if SHARED_FOLDER in os.environ:
        multiprocess.mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {}}, "description": "Measurements in Prometheus's text format."},
        403: problems()[403] | {"description": "A token is needed."},
        422: problems()[422],
    },
)
def metrics(request: Request, authorization: Annotated[str | None, Header(max_length=500)] = None) -> Response:
    """Measurements for Prometheus, which sends ``Authorization: Bearer`` with the site's metrics token."""
    site = site_of(request)
    _admit(site.settings, authorization)
    return Response(b"".join(_pages(site)), media_type=CONTENT_TYPE_LATEST)


def _admit(settings: Settings, authorization: str | None) -> None:
    """Without a token nobody but this machine is served: behind a proxy everybody looks like this machine."""
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None
    if token is None:
        if settings.host in LOOPBACK and urlsplit(settings.base_url).hostname in LOOPBACK:
            return
    elif hmac.compare_digest((authorization or "").encode(), f"Bearer {token}".encode()):
        return
    raise Denied(
        "Measurements are for the site's own monitoring.",
        code="metrics.token",
        field="Authorization",
        remedy="Set HAIPDOSE_METRICS_TOKEN and send it as Bearer.",
    )


def _pages(site: Site) -> Iterator[bytes]:
    if SHARED_FOLDER in os.environ:
        shared = CollectorRegistry()
        multiprocess.MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        yield generate_latest(shared)
    else:
        yield generate_latest()
    with site.records.reading() as connection:
        stored = _Found(_of_store(connection, site.clock()))
    alone = CollectorRegistry()
    alone.register(stored)
    yield generate_latest(alone)


class _Found(Collector):
    """Numbers that were just looked up: they belong to the store and to no worker."""

    def __init__(self, found: Iterator[GaugeMetricFamily]) -> None:
        self._found = list(found)

    def collect(self) -> list[Metric]:
        """The numbers."""
        return [*self._found]


def _of_store(connection: Connection, now: datetime) -> Iterator[GaugeMetricFamily]:
    """What waits in the store; the same whichever server is asked."""
    events, subscribed, sent = tables.outbox, tables.subscriptions, tables.deliveries
    waiting = (
        select(func.count(), func.min(events.c.at))
        .select_from(subscribed)
        .join(events, (events.c.clinic_id == subscribed.c.clinic_id) & (events.c.sequence > subscribed.c.starts_after))
        .outerjoin(sent, (sent.c.subscription_id == subscribed.c.id) & (sent.c.sequence == events.c.sequence))
        .where(subscribed.c.active, sent.c.delivered_at.is_(None), sent.c.given_up_at.is_(None))
    )
    count, oldest = connection.execute(waiting).one()
    yield GaugeMetricFamily("haipdose_outbox_waiting", "Events that a subscriber has not taken yet.", count)
    age = max((now - oldest).total_seconds(), 0.0) if oldest else 0.0
    yield GaugeMetricFamily("haipdose_outbox_oldest_seconds", "Age of the oldest event that waits.", age)
    given_up = select(func.count()).select_from(sent).where(sent.c.given_up_at.is_not(None))
    yield GaugeMetricFamily("haipdose_outbox_given_up", "Events given up.", connection.execute(given_up).scalar() or 0)
    board, courses = tables.board, tables.courses
    late = (
        select(func.count(), func.min(courses.c.updated_at))
        .select_from(courses)
        .outerjoin(board, board.c.course_id == courses.c.id)
        .where(
            courses.c.closed_at.is_(None),
            board.c.course_id.is_(None) | (board.c.course_version != courses.c.version),
        )
    )
    behind, since = connection.execute(late).one()
    yield GaugeMetricFamily("haipdose_projection_behind", "Open courses whose board row is out of date.", behind)
    lag = max((now - since).total_seconds(), 0.0) if since else 0.0
    yield GaugeMetricFamily("haipdose_projection_lag_seconds", "How long the oldest of them has waited.", lag)
